"""Which sound, film and documents anything still shows, and clearing away what nothing does.

A course holds a file from the moment it is sent. Once neither its draft nor any version names it,
it counts no longer towards what the course may hold; after a month it goes. What a version names
stays, whoever else has let go of it.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.compiler.recordings import POINTER, hash_in
from app.catalogue.errors import SourcesMissing
from app.catalogue.events import CoursePublished
from app.kit.database import Database
from app.media import clearing
from app.media import service as media
from app.workshop import queries
from app.workshop.drafts import as_read, files_of
from app.workshop.events import DraftChanged

log = structlog.get_logger()

# So long undoing a step, or going back to an older text, finds the sound where it was.
KEPT_FOR = timedelta(days=30)
LOOKED_AT_EVERY = timedelta(days=1)


async def on_draft_changed(session: AsyncSession, event: DraftChanged) -> None:
    """A pointer came or went: the course's media are looked at soon."""
    if any(path.endswith(POINTER) for path in event.paths):
        await clearing.look_again(session, event.course_id)


async def on_course_published(session: AsyncSession, event: CoursePublished) -> None:
    """The course holds what its version shows, even if another course was who brought it."""
    for digest in await queries.assets_named(session, event.publication_id):
        held = await media.held(session, digest)
        if held is not None and held.course_id != event.course_id:
            await media.hold(
                session,
                None,
                course_id=event.course_id,
                sha256=digest,
                media_type=held.media_type,
                size=held.bytes,
                seconds=held.seconds,
                pages=held.pages,
                now=event.published_at,
            )
    await clearing.look_again(session, event.course_id)


async def clear(database: Database, now: datetime) -> None:
    """The worker's chore: look at one course a turn, and let go of what was unused for a month."""
    async with database.reading() as session:
        course_id = await clearing.course_due(session, now - LOOKED_AT_EVERY)
    if course_id is not None:
        await _look_at(database, course_id, now)
    await clearing.clear_unheld(database, now)


async def _look_at(database: Database, course_id: UUID, now: datetime) -> None:
    async with database.reading() as session:
        held = await clearing.held_by(session, course_id)
        named = await _named(session, course_id)
        old = {digest for digest, since in held.items() if since and since < now - KEPT_FOR}
        # Asked once more of every text that was ever published, before anything goes for good.
        gone = old - named - await _ever_named(session, course_id) if old - named else set()
    async with database.transaction() as session:
        await clearing.note_use(session, course_id, named, now=now)
        await clearing.let_go(session, course_id, gone, unused_before=now - KEPT_FOR)
    if gone:
        log.info("media_let_go", course=str(course_id), files=len(gone))


async def _named(session: AsyncSession, course_id: UUID) -> set[str]:
    """What the course's draft names, or the text it would begin from, and all its versions."""
    named = await queries.assets_of_versions(session, course_id)
    # A draft of another course may have been given the pointer by hand.
    named |= {digest for digest in map(hash_in, await queries.pointers(session)) if digest}
    row = await queries.draft(session, course_id)
    if row is not None:
        return named | await asyncio.to_thread(_hashes, await files_of(session, as_read(row)))
    current = await catalogue.current_publication_id(session, course_id)
    return named | await _named_by(session, current) if current else named


async def _ever_named(session: AsyncSession, course_id: UUID) -> set[str]:
    found: set[str] = set()
    for publication_id in await queries.publications_of_course(session, course_id):
        found |= await _named_by(session, publication_id)
    return found


async def _named_by(session: AsyncSession, publication_id: str) -> set[str]:
    """Pointers in a version's own files, those too that no lesson shows."""
    try:
        files = await catalogue.sources_of(session, publication_id)
    except SourcesMissing:
        return set()
    return await asyncio.to_thread(_hashes, files)


def _hashes(files: Mapping[str, bytes]) -> set[str]:
    found = (hash_in(content) for path, content in files.items() if path.endswith(POINTER))
    return {digest for digest in found if digest}
