"""The history of a draft: what was changed, taking one entry back, going back to a version."""

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.identity.actor import Actor
from app.kit.pagination import Page, encode_cursor, place_after, whole
from app.workshop import queries
from app.workshop.drafts import Draft, draft_for, files_of
from app.workshop.errors import CannotUndo, CourseVersionNotFound, HistoryEntryNotFound
from app.workshop.history_shapes import (
    CourseVersion,
    CourseVersions,
    HistoryEntry,
    HistoryFile,
    HistoryRow,
)
from app.workshop.models import DraftChange
from app.workshop.paths import is_path_of, is_text
from app.workshop.saving import Put, put_files

CONTEXT = 3
# What is longer is told, not laid out: nobody reads so much in one view.
MAX_LINES = 4000


async def history(
    session: AsyncSession, draft: Draft, *, after: str | None, limit: int
) -> Page[HistoryRow]:
    """Entries, the newest first."""
    numbers = await queries.entries(session, draft.course_id, place_after(after, whole), limit + 1)
    shown = numbers[:limit]
    rows = await queries.entry_marks(session, draft.course_id, shown)
    names = await queries.names_of(session, {row.by for row in rows})
    by_number: defaultdict[int, list[queries.Mark]] = defaultdict(list)
    for row in rows:
        by_number[row.number].append(row)
    return Page(
        items=[_row(by_number[number], names) for number in shown],
        next=encode_cursor([str(shown[-1])]) if len(numbers) > limit else None,
    )


def _row(files: Sequence[queries.Mark], names: Mapping[UUID, str]) -> HistoryRow:
    first = files[0]
    return HistoryRow(
        number=first.number,
        act=first.act,
        note=first.note,
        paths=[one.path for one in files if one.path],
        by=names.get(first.by, ""),
        at=first.at,
    )


async def entry_of(
    session: AsyncSession, actor: Actor, draft_id: UUID, number: int
) -> HistoryEntry:
    """One entry with its differences. Raises ``DraftNotFound``, ``HistoryEntryNotFound``."""
    draft = await draft_for(session, actor, draft_id)
    files = await _entry(session, draft, number)
    names = await queries.names_of(session, [files[0].by])
    marks = [queries.Mark(f.number, f.act, f.note, f.path, f.by, f.at) for f in files]
    return HistoryEntry(
        **_row(marks, names).model_dump(),
        files=[
            HistoryFile(path=f.path, kind=_kind(f), lines=unified(f.path, f.before, f.after))
            for f in files
            if f.path
        ],
    )


async def _entry(session: AsyncSession, draft: Draft, number: int) -> list[DraftChange]:
    files = await queries.last_entry(session, draft.course_id, number)
    if not files:
        raise HistoryEntryNotFound
    return files


def _kind(file: DraftChange) -> Literal["added", "changed", "removed"]:
    return "added" if file.before is None else "removed" if file.after is None else "changed"


def unified(path: str, before: bytes | None, after: bytes | None) -> list[str]:
    """Lines that differ with three around them: each begins with a space, ``+``, ``-`` or ``@``."""
    if not is_text(path):
        return []
    old, new = (
        [] if one is None else one.decode(errors="replace").split("\n") for one in (before, after)
    )
    if len(old) > MAX_LINES or len(new) > MAX_LINES:
        return []
    told = difflib.unified_diff(old, new, lineterm="", n=CONTEXT)
    return [line for number, line in enumerate(told) if number > 1]  # without the files' names


async def undo(
    session: AsyncSession, actor: Actor, draft: Draft, number: int, *, now: datetime
) -> Put:
    """Take one entry back, as a new one.

    Raises ``HistoryEntryNotFound``, and ``CannotUndo`` if one of its files has moved on or the
    entry changed none.
    """
    files = [one for one in await _entry(session, draft, number) if one.path]
    rows = await queries.files(session, draft.course_id, [one.path for one in files])
    missing = any(one.path not in rows for one in files)
    if not files or missing or any(rows[one.path].content != one.after for one in files):
        raise CannotUndo
    return await put_files(
        session,
        actor,
        draft,
        {one.path: one.before for one in files},
        act="undo",
        note=str(number),
        now=now,
        over={path: row.revision for path, row in rows.items()},
    )


async def versions(session: AsyncSession, draft: Draft) -> CourseVersions:
    """What was published of the course, the newest first."""
    rows = await queries.versions(session, draft.course_id)
    return CourseVersions(
        items=[
            CourseVersion(version=version, published_at=at, published_by=name, note=note)
            for version, at, name, note in rows
        ]
    )


async def files_of_version(
    session: AsyncSession, draft: Draft, version: int
) -> dict[str, bytes | None]:
    """What to change so that the draft's files are those of a version.

    Raises ``CourseVersionNotFound``, ``SourcesMissing``.
    """
    publication_id = await queries.publication_of_version(session, draft.course_id, version)
    if publication_id is None:
        raise CourseVersionNotFound
    wanted = await catalogue.sources_of(session, publication_id)
    there = await files_of(session, draft)
    # A course that had another address then comes back under the one it has now.
    wanted = {path: content for path, content in wanted.items() if is_path_of(draft.slug, path)}
    return {
        path: wanted.get(path) for path in {*wanted, *there} if wanted.get(path) != there.get(path)
    }
