"""Changing a draft's files. Nothing is overwritten unseen; every change is in the history.

All writing goes through ``put_files``: it holds the draft's row, so that two savings come one
after the other and each sees what the other did.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.identity.actor import Actor
from app.kit.events import publish
from app.kit.ids import uuid7
from app.kit.problems import Invalid
from app.workshop import queries
from app.workshop.drafts import Draft
from app.workshop.errors import (
    DraftChangedMeanwhile,
    DraftFileChanged,
    DraftFull,
    DraftNotFound,
)
from app.workshop.events import DraftChanged
from app.workshop.models import CourseDraft, DraftChange, DraftFile, DraftState
from app.workshop.paths import MAX_DRAFT_BYTES, MAX_FILES, is_structure, is_text, refusals
from app.workshop.sources import values_of

# One person's savings of one file within it are one entry of the history; so are those of two
# files that are written in turns, as a quiz and its questions are.
MERGED_WITHIN = timedelta(minutes=10)
MAX_ENTRIES = 300
# The act of saving one file as it is typed; all other acts stand by themselves.
EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Put:
    """The draft's revision after a change (as before if nothing differed), and which paths did."""

    revision: int
    changed: tuple[str, ...]


async def put_files(
    session: AsyncSession,
    actor: Actor,
    draft: Draft,
    changes: Mapping[str, bytes | None],
    *,
    act: str,
    now: datetime,
    note: str | None = None,
    over: Mapping[str, int] | None = None,
    since: int | None = None,
) -> Put:
    """Write files (None takes one away) as one entry of the history; what is equal is left out.

    ``over``: the revision each path was read at, 0 if it was as published; ``DraftFileChanged``
    with the other's text if it has moved on. ``since``: the draft's revision the act was decided
    at; ``DraftChangedMeanwhile`` if the outline or one of the paths changed after it.
    Raises ``Invalid`` for paths and sizes, ``DraftFull``, ``DraftNotFound``.
    """
    refused = refusals(draft.slug, changes) or _identity(draft, changes)
    if refused:
        raise Invalid([{"in": "body", **one} for one in refused[:50]])
    row = await queries.draft_for_update(session, draft.course_id)
    if row is None:
        raise DraftNotFound
    rows = await queries.files(session, row.course_id, list(changes))
    await _refuse_stale(session, row, rows, changes, over or {}, since)
    base = await _base(session, row, changes, rows)
    before = {path: rows[path].content if path in rows else base.get(path) for path in changes}
    changed = {path: content for path, content in changes.items() if before[path] != content}
    if not changed:
        return Put(row.revision, ())
    was = row.state
    row.revision += 1
    row.state, row.changed_by, row.changed_at = DraftState.EDITING, actor.person_id, now
    for path, content in changed.items():
        file = rows.get(path)
        if file is None:
            file = DraftFile(course_id=row.course_id, path=path)
            session.add(file)
        file.content, file.revision = content, row.revision
        file.changed_by, file.changed_at = actor.person_id, now
    await _remember(session, row, {p: (before[p], c) for p, c in changed.items()}, act, note)
    await session.flush()  # what the draft weighs is asked of the database
    count, size = await queries.weight(session, row.course_id)
    if count > MAX_FILES or size > MAX_DRAFT_BYTES:
        raise DraftFull
    paths = tuple(sorted(changed))
    await publish(
        session, DraftChanged(row.course_id, row.revision, paths, was, actor.person_id, now)
    )
    return Put(row.revision, paths)


def _identity(draft: Draft, changes: Mapping[str, bytes | None]) -> list[dict[str, str]]:
    """Why the course would not be itself any more: its id and its address never change."""
    path = f"{draft.folder}course.yaml"
    if path not in changes:
        return []
    values = values_of(changes[path])
    if changes[path] is not None and not values:
        return []  # cannot be read at the moment: the rules say so, and nothing is published
    told = {"id": str(draft.course_id), "slug": draft.slug}
    return [
        {"pointer": f"/{name}", "detail": f"Stays {kept}: it is the course's own"}
        for name, kept in told.items()
        if str(values.get(name)).lower() != kept
    ]


async def _refuse_stale(
    session: AsyncSession,
    row: CourseDraft,
    rows: Mapping[str, DraftFile],
    changes: Mapping[str, bytes | None],
    over: Mapping[str, int],
    since: int | None,
) -> None:
    for path, revision in over.items():
        if (rows[path].revision if path in rows else 0) != revision:
            raise await _changed(session, row, rows.get(path), path)
    if since is not None:
        known = await queries.revisions(session, row.course_id)
        watched = {path for path in known if is_structure(path)} | set(changes)
        if any(known.get(path, 0) > since for path in watched):
            raise DraftChangedMeanwhile


async def _base(
    session: AsyncSession,
    row: CourseDraft,
    paths: Mapping[str, bytes | None],
    rows: Mapping[str, DraftFile],
) -> Mapping[str, bytes]:
    """The publication's files, where one of the paths was not changed before."""
    if row.based_on is None or all(path in rows for path in paths):
        return {}
    return await catalogue.sources_of(session, row.based_on, paths)


async def _changed(
    session: AsyncSession, row: CourseDraft, file: DraftFile | None, path: str
) -> DraftFileChanged:
    content, by, at = None, None, None
    if file is not None:
        content, at = file.content, file.changed_at
        by = (await queries.names_of(session, [file.changed_by])).get(file.changed_by)
    elif row.based_on is not None:
        content = (await catalogue.sources_of(session, row.based_on, {path})).get(path)
    text = content.decode() if content is not None and is_text(path) else None
    return DraftFileChanged(
        theirs={
            "path": path,
            "text": text,
            "revision": file.revision if file else 0,
            "by": by,
            "at": at.isoformat().replace("+00:00", "Z") if at else None,
        }
    )


async def _remember(
    session: AsyncSession,
    row: CourseDraft,
    changed: Mapping[str, tuple[bytes | None, bytes | None]],
    act: str,
    note: str | None,
) -> None:
    """Add an entry to the history, or go on with the last one."""
    by, at = row.changed_by, row.changed_at
    if act == EDITED and len(changed) == 1:
        [(path, (_, after))] = changed.items()
        for number in (row.changes, row.changes - 1):
            last = await queries.last_entry(session, row.course_id, number)
            if len(last) != 1 or not _goes_on(last[0], by, at):
                break
            if last[0].path == path:
                last[0].after, last[0].at = after, at
                return
    row.changes += 1
    for path, (before, after) in sorted(changed.items()):
        session.add(entry(row, path, before, after, act=act, note=note))
    if row.changes > MAX_ENTRIES:
        await queries.forget_changes(session, row.course_id, up_to=row.changes - MAX_ENTRIES)


def _goes_on(last: DraftChange, by: UUID, at: datetime) -> bool:
    return last.act == EDITED and last.by == by and at - last.begun_at <= MERGED_WITHIN


def entry(
    row: CourseDraft,
    path: str,
    before: bytes | None,
    after: bytes | None,
    *,
    act: str,
    note: str | None,
) -> DraftChange:
    """A row of the history's last entry, by whoever changed the draft last."""
    return DraftChange(
        id=uuid7(),
        course_id=row.course_id,
        number=row.changes,
        act=act,
        note=note,
        path=path,
        before=before,
        after=after,
        by=row.changed_by,
        begun_at=row.changed_at,
        at=row.changed_at,
    )


async def put_over(
    session: AsyncSession,
    actor: Actor,
    draft: Draft,
    publication_id: str,
    files: Mapping[str, bytes | None],
    *,
    note: str | None,
    now: datetime,
) -> None:
    """Base the draft on another publication; ``files``: what is not as it was in the draft.

    The caller holds the draft's row. A file that changes with its base has a row of its own then,
    so that who read it before cannot write over it unseen.
    """
    put = await put_files(session, actor, draft, files, act="rebase", note=note, now=now)
    row = await queries.draft_for_update(session, draft.course_id)
    if row is None:
        raise DraftNotFound
    if not put.changed:
        row.revision += 1
        row.changes += 1
        row.state, row.changed_by, row.changed_at = DraftState.EDITING, actor.person_id, now
        session.add(entry(row, "", None, None, act="rebase", note=note))
    row.based_on = publication_id
