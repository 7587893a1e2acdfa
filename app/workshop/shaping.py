"""Changes of a draft's outline: decided on what was read, written if that still holds.

What takes time (reading all files, compiling) happens with a session that only reads.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from app.identity.actor import Actor
from app.kit.database import Database
from app.kit.ids import uuid7
from app.workshop import beginning, creating, saving, structure
from app.workshop.creating import REVIEW_AFTER
from app.workshop.drafts import Draft, draft_for, files_of
from app.workshop.errors import DraftChangedMeanwhile
from app.workshop.outlining import outline
from app.workshop.schemas import (
    AddActivity,
    AddModule,
    CourseSave,
    DraftCreate,
    DraftOutline,
    Move,
    Remove,
    Rename,
    SetRequired,
    StructureAct,
)
from app.workshop.sources import CourseFile, course_of
from app.workshop.starters import About
from app.workshop.structure import Changes, Unfit


async def create(
    database: Database, actor: Actor, wish: DraftCreate, *, now: datetime
) -> DraftOutline:
    """Begin a new course. Raises what ``creating.create`` raises."""
    async with database.transaction() as session:
        draft = await creating.create(session, actor, wish, now=now)
    return await _outline(database, actor, draft, now)


async def edit(database: Database, actor: Actor, slug: str, *, now: datetime) -> DraftOutline:
    """The draft of a published course. Raises what ``beginning.begin_edit`` raises."""
    async with database.transaction() as session:
        draft = await beginning.begin_edit(session, actor, slug, now=now)
    return await _outline(database, actor, draft, now)


async def act(
    database: Database, actor: Actor, course_id: UUID, wish: StructureAct, *, now: datetime
) -> DraftOutline:
    """Do one act on the outline. Raises ``DraftNotFound``, ``DraftFull`` and
    ``DraftChangedMeanwhile``, also for an act on what is not there.
    """
    async with database.reading() as session:
        draft = await draft_for(session, actor, course_id)
        files = await files_of(session, draft)
    course = course_of(files, draft.slug)
    try:
        changes, note = _changes(files, course, actor, wish, now)
    except Unfit as unfit:
        raise DraftChangedMeanwhile(what=str(unfit)) from unfit
    return await _put(
        database, actor, draft, changes, act=wish.act, note=note, since=wish.revision, now=now
    )


async def put_course(
    database: Database, actor: Actor, course_id: UUID, wish: CourseSave, *, now: datetime
) -> DraftOutline:
    """Other facts of the course. Raises what ``act`` raises."""
    async with database.reading() as session:
        draft = await draft_for(session, actor, course_id)
        files = await files_of(session, draft)
    try:
        changes = structure.put_course(course_of(files, draft.slug), wish.course)
    except Unfit as unfit:
        raise DraftChangedMeanwhile(what=str(unfit)) from unfit
    return await _put(
        database, actor, draft, changes, act="course", note=None, since=wish.revision, now=now
    )


async def _put(
    database: Database,
    actor: Actor,
    draft: Draft,
    changes: Changes,
    *,
    act: str,
    note: str | None,
    since: int,
    now: datetime,
) -> DraftOutline:
    async with database.transaction() as session:
        await saving.put_files(
            session, actor, draft, changes, act=act, note=note, now=now, since=since
        )
    async with database.reading() as session:
        again = await draft_for(session, actor, draft.course_id)
        return await outline(session, actor, again, now=now)


async def _outline(database: Database, actor: Actor, draft: Draft, now: datetime) -> DraftOutline:
    async with database.reading() as session:
        return await outline(session, actor, draft, now=now)


def _changes(
    files: Mapping[str, bytes],
    course: CourseFile,
    actor: Actor,
    wish: StructureAct,
    now: datetime,
) -> tuple[Changes, str]:
    """What the act changes, and what it was about."""
    match wish:
        case AddModule():
            added = structure.add_module(course, wish.title, wish.title_en, wish.after, uuid7())
            return added, wish.title
        case AddActivity():
            about = About(
                id=uuid7(),
                title=wish.title,
                title_en=wish.title_en,
                author=actor.name,
                review_on=(now + REVIEW_AFTER).date().isoformat(),
            )
            added = structure.add_activity(
                files, course, wish.module, wish.kind, about, tool=wish.tool, after=wish.after
            )
            return added, wish.title
        case Move():
            return _moved(files, course, wish), _title(course, wish.module, wish.activity)
        case Rename():
            renamed = structure.rename(
                files,
                course,
                wish.module,
                wish.activity,
                title=wish.title,
                title_en=wish.title_en,
                summary=wish.summary,
                summary_en=wish.summary_en,
                keep_english="title_en" not in wish.model_fields_set,
            )
            return renamed, wish.title
        case Remove():
            title = _title(course, wish.module, wish.activity)
            if wish.activity is None:
                return structure.remove_module(files, course, wish.module), title
            return structure.remove_activity(files, course, wish.module, wish.activity), title
        case SetRequired():
            changed = structure.set_required(
                files, course, wish.module, wish.activity, required=wish.required
            )
            return changed, _title(course, wish.module, wish.activity)


def _moved(files: Mapping[str, bytes], course: CourseFile, wish: Move) -> Changes:
    if wish.activity is None:
        return structure.move_module(
            course, wish.module, before=wish.before, after=wish.after, place=wish.place
        )
    return structure.move_activity(
        files,
        course,
        wish.module,
        wish.activity,
        to_module=wish.to_module,
        before=wish.before,
        after=wish.after,
        place=wish.place,
    )


def _title(course: CourseFile, module: str, activity: str | None) -> str:
    """What a module or an activity is called, for the history."""
    found = course.module(module)
    if activity is None:
        title = found.title("id") if found else None
        return (title or module)[:200]
    named = course.activity(module, activity)
    return ((named.title("id") if named else None) or activity)[:200]
