"""Reading a draft: whose it is, which files it has, what the compiler makes of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import amending
from app.catalogue import service as catalogue
from app.catalogue.compiler.amending import Amended, with_changes
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.workshop import queries
from app.workshop.errors import DraftNotFound
from app.workshop.models import CourseDraft, DraftState
from app.workshop.workbench import WORKBENCH_KEY, Compiled, Workbench


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was when it was read; see ``models.CourseDraft``."""

    course_id: UUID
    slug: str
    based_on: str | None
    audience_id: UUID | None
    template: str | None
    state: DraftState
    revision: int
    created_by: UUID
    created_at: datetime
    changed_by: UUID
    changed_at: datetime

    @property
    def folder(self) -> str:
        """Where the course's own files stand, with a stroke at the end."""
        return f"courses/{self.slug}/"


def as_read(row: CourseDraft) -> Draft:
    return Draft(
        course_id=row.course_id,
        slug=row.slug,
        based_on=row.based_on,
        audience_id=row.audience_id,
        template=row.template,
        state=row.state,
        revision=row.revision,
        created_by=row.created_by,
        created_at=row.created_at,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )


async def draft_for(session: AsyncSession, actor: Actor, course_id: UUID) -> Draft:
    """The draft of a course the actor teaches; else ``DraftNotFound``."""
    row = await queries.draft(session, course_id) if actor.teaches(course_id) else None
    if row is None:
        raise DraftNotFound
    return as_read(row)


async def base_of(session: AsyncSession, draft: Draft) -> dict[str, bytes]:
    """The files of the publication the draft began from; none for a new course."""
    if draft.based_on is None:
        return {}
    return await catalogue.sources_of(session, draft.based_on)


async def changes_of(session: AsyncSession, draft: Draft) -> dict[str, bytes | None]:
    """What differs from the base, by path; None: taken away."""
    base = await base_of(session, draft)
    rows = await queries.files(session, draft.course_id)
    return {
        path: row.content for path, row in sorted(rows.items()) if base.get(path) != row.content
    }


async def files_of(session: AsyncSession, draft: Draft) -> dict[str, bytes]:
    """Every file of the draft by path in a content folder of its own, in order."""
    base = await base_of(session, draft)
    rows = await queries.files(session, draft.course_id)
    changes = {path: row.content for path, row in rows.items()}
    return dict(sorted(with_changes(base, changes).items()))


async def contents(
    session: AsyncSession, draft: Draft, paths: Collection[str]
) -> dict[str, bytes | None]:
    """Some files as the draft has them; None: it has none."""
    rows = await queries.files(session, draft.course_id, paths)
    missing = [path for path in paths if path not in rows]
    base = await base_of(session, draft) if missing else {}
    return {path: rows[path].content if path in rows else base.get(path) for path in paths}


async def compiled(session: AsyncSession, draft: Draft) -> Amended:
    """What the rules say of the draft, and what publishing it would make; nothing is stored.

    Compiling runs in a thread. Call it with a session that only reads: a writer that waited for it
    would hold up everyone else's writing. The outcome is kept until the draft changes.
    """
    return (await compiled_files(session, draft)).amended


async def compiled_files(session: AsyncSession, draft: Draft) -> Compiled:
    """The same with the files it was made of."""
    bench: Workbench = session.info[WORKBENCH_KEY]
    held = bench.get(draft.course_id, draft.based_on, draft.revision)
    if held is not None:
        return held
    base = await base_of(session, draft)
    rows = await queries.files(session, draft.course_id)
    changes = {path: row.content for path, row in rows.items()}
    files = dict(sorted(with_changes(base, changes).items()))
    if draft.based_on is not None:
        published = await publications_of(session).get(draft.based_on)
        amended = await amending.amended(session, published, base, changes)
    else:
        amended = await _new_compiled(session, draft, files)
    done = Compiled(draft.based_on, draft.revision, files, amended)
    bench.put(draft.course_id, done)
    return done


async def _new_compiled(session: AsyncSession, draft: Draft, files: dict[str, bytes]) -> Amended:
    """A course that was never published: all of it, or what changed since it was last whole."""
    bench: Workbench = session.info[WORKBENCH_KEY]
    last = bench.whole(draft.course_id)
    if last is None or last.based_on is not None or last.amended.compiled is None:
        return await amending.compiled_anew(session, files)
    whole = last.amended.compiled
    changes: dict[str, bytes | None] = {
        path: files.get(path)
        for path in {*files, *last.files}
        if files.get(path) != last.files.get(path)
    }
    before = PublishedCourse(whole.sha256, 0, draft.changed_at, whole.public, whole.private)
    return await amending.amended(session, before, last.files, changes)
