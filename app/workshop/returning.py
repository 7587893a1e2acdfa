"""Great changes of a draft: back to a version, onto what was published meanwhile, thrown away.

Files are read with a session that only reads; what is written then holds only if nobody changed
the draft in between.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.identity.actor import Actor
from app.kit import audit
from app.kit.database import Database
from app.workshop import queries
from app.workshop.drafts import Draft, base_of, draft_for, files_of
from app.workshop.errors import DraftChangedMeanwhile, DraftNotFound
from app.workshop.history import files_of_version, undo
from app.workshop.history_shapes import DraftRebased, FileConflict, RebaseWish
from app.workshop.outlining import outline
from app.workshop.paths import is_text
from app.workshop.rebasing import rebased
from app.workshop.saving import put_files, put_over
from app.workshop.schemas import DraftOutline


async def take_back(
    database: Database, actor: Actor, draft_id: UUID, number: int, *, now: datetime
) -> DraftOutline:
    """Undo one entry of the history. Raises what ``history.undo`` raises."""
    async with database.transaction() as session:
        draft = await draft_for(session, actor, draft_id)
        await undo(session, actor, draft, number, now=now)
    return await _outline(database, actor, draft_id, now)


async def roll_back(
    database: Database, actor: Actor, draft_id: UUID, version: int, *, now: datetime
) -> DraftOutline:
    """The draft becomes an earlier version's files. Raises what ``files_of_version`` raises, and
    ``DraftChangedMeanwhile``.
    """
    async with database.reading() as session:
        draft = await draft_for(session, actor, draft_id)
        changes = await files_of_version(session, draft, version)
    async with database.transaction() as session:
        await _unchanged(session, draft)
        await put_files(session, actor, draft, changes, act="rollback", note=str(version), now=now)
    return await _outline(database, actor, draft_id, now)


async def rebase(
    database: Database, actor: Actor, draft_id: UUID, wish: RebaseWish, *, now: datetime
) -> DraftRebased:
    """Put the draft onto what is published now; conflicts without a choice come back, and then
    nothing is changed. Raises ``DraftChangedMeanwhile``, ``SourcesMissing``.
    """
    async with database.reading() as session:
        draft = await draft_for(session, actor, draft_id)
        current = await catalogue.current_publication_id(session, draft_id)
        if current is None or current == draft.based_on:
            return DraftRebased(conflicts=[], outline=await outline(session, actor, draft, now=now))
        base = await base_of(session, draft)
        mine = await files_of(session, draft)
        theirs = await catalogue.sources_of(session, current)
    done = rebased(base, mine, theirs, wish.choices)
    if done.conflicts:
        found = [
            FileConflict(path=p, mine=_text(p, mine.get(p)), theirs=_text(p, theirs.get(p)))
            for p in done.conflicts
        ]
        return DraftRebased(conflicts=found, outline=None)
    async with database.transaction() as session:
        await _unchanged(session, draft)
        if await catalogue.current_publication_id(session, draft_id) != current:
            raise DraftChangedMeanwhile
        moved = {path: one for path, one in done.files.items() if mine.get(path) != one}
        version = await queries.version_of(session, current)
        await put_over(session, actor, draft, current, moved, note=str(version), now=now)
    return DraftRebased(conflicts=[], outline=await _outline(database, actor, draft_id, now))


def _text(path: str, content: bytes | None) -> str | None:
    return content.decode(errors="replace") if content is not None and is_text(path) else None


async def discard(
    session: AsyncSession, actor: Actor, draft_id: UUID, *, revision: int, now: datetime
) -> None:
    """Throw the draft away with its history; what is published stays.

    Raises ``DraftNotFound``, and ``DraftChangedMeanwhile`` if it is not this revision.
    """
    draft = await draft_for(session, actor, draft_id)
    row = await queries.draft_for_update(session, draft_id)
    if row is None:
        raise DraftNotFound
    if row.revision != revision:
        raise DraftChangedMeanwhile
    await queries.drop_draft(session, draft_id)
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="draft.discarded",
        subject_kind="course",
        subject_id=draft_id,
        now=now,
        agency_id=draft.audience_id,
        course=draft.slug,
        revision=revision,
    )


async def _unchanged(session: AsyncSession, draft: Draft) -> None:
    row = await queries.draft_for_update(session, draft.course_id)
    if row is None:
        raise DraftNotFound
    if row.revision != draft.revision:
        raise DraftChangedMeanwhile


async def _outline(database: Database, actor: Actor, draft_id: UUID, now: datetime) -> DraftOutline:
    async with database.reading() as session:
        draft = await draft_for(session, actor, draft_id)
        return await outline(session, actor, draft, now=now)
