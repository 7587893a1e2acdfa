"""Keeping the sound, film and documents of a draft, and telling which of them are not here."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.media import service as media
from app.media.errors import CourseFull
from app.media.store import Store, store_of
from app.workshop import service as workshop
from app.workshop.carrying.arriving import MediaFound
from app.workshop.carrying.errors import NotWhatIsMissing
from app.workshop.carrying.pointers import PointerFile, pointers_in
from app.workshop.carrying.schemas import MediaMissing, MediaMissingList


async def adopt(store: Store, found: Iterable[MediaFound]) -> None:
    """Take the files into the store. Before the transaction that holds them: what comes of a
    transaction that fails is held by nobody, and cleared away.
    """
    for one in found:
        await asyncio.to_thread(store.adopt, one.path, one.sha256)


async def hold(
    session: AsyncSession,
    actor: Actor,
    course_id: UUID,
    files: Mapping[str, bytes],
    found: Mapping[str, MediaFound],
    *,
    now: datetime,
) -> int:
    """Note that the course holds what its files point to: what was brought, and what another course
    of this server has. How many there are. Raises ``CourseFull``.
    """
    held = 0
    for digest in sorted({one.pointer.sha256 for one in pointers_in(files)}):
        one = found.get(digest) or await media.held(session, digest)
        if one is None:
            continue
        held += 1
        await media.hold(
            session,
            actor,
            course_id=course_id,
            sha256=digest,
            media_type=one.media_type,
            size=one.bytes,
            seconds=one.seconds,
            pages=one.pages,
            now=now,
        )
    if await media.is_over_quota(session, course_id):
        raise CourseFull
    return held


async def missing_from(session: AsyncSession, files: Mapping[str, bytes]) -> list[MediaMissing]:
    """Pointers to what this server does not have, in the order of their paths."""
    store = store_of(session)
    return [
        MediaMissing(
            path=one.path,
            sha256=one.pointer.sha256,
            title=one.pointer.title,
            media_type=one.pointer.media_type,
            bytes=one.pointer.bytes,
        )
        for one in pointers_in(files)
        if not await _is_here(session, store, one)
    ]


async def _is_here(session: AsyncSession, store: Store, one: PointerFile) -> bool:
    digest = one.pointer.sha256
    if await media.held(session, digest) is None:
        return False
    return await asyncio.to_thread(store.size, digest) is not None


async def missing(session: AsyncSession, actor: Actor, course_id: UUID) -> MediaMissingList:
    """What the draft shows and nobody sent yet. Raises ``DraftNotFound``."""
    draft = await workshop.draft_for(session, actor, course_id)
    files = await workshop.files_of(session, draft)
    return MediaMissingList(items=await missing_from(session, files))


async def send_missing(
    session: AsyncSession, actor: Actor, course_id: UUID, upload_id: UUID, *, now: datetime
) -> MediaMissingList:
    """Keep an upload that is one of the missing files; what is still missing then.

    Raises ``DraftNotFound``, ``UploadNotFound``, ``UploadNotDone``, ``NotWhatIsMissing``,
    ``CourseFull``.
    """
    draft = await workshop.draft_for(session, actor, course_id)
    files = await workshop.files_of(session, draft)
    sent = await media.finished(session, actor, upload_id, purpose="asset")
    found = sent.result
    if found.media not in {one.pointer.sha256 for one in pointers_in(files)}:
        raise NotWhatIsMissing
    brought = MediaFound(
        sha256=found.media,
        media_type=found.media_type,
        bytes=found.bytes,
        seconds=found.seconds,
        pages=found.pages,
        path=sent.whole,
    )
    await adopt(store_of(session), [brought])
    await hold(session, actor, course_id, files, {found.media: brought}, now=now)
    return MediaMissingList(items=await missing_from(session, files))
