"""The SQL of marking by people. Whose responses an actor may mark is part of each statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.assessment.models import (
    AnswerVersion,
    Attempt,
    AttemptState,
    Marking,
    MarkingTask,
    TaskState,
)
from app.identity.models import Agency, Person

OPEN = (TaskState.WAITING, TaskState.THIRD)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose tasks: of these courses, or (``courses`` None) of all; never the marker's own."""

    marker_id: UUID
    courses: frozenset[UUID] | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks: of one quiz, of one question; None: of any."""

    activity_id: UUID | None = None
    question_id: str | None = None


def _within(reach: Reach) -> ColumnElement[bool]:
    own = MarkingTask.person_id != reach.marker_id
    return own if reach.courses is None else and_(own, MarkingTask.course_id.in_(reach.courses))


def _is(wanted: Wanted) -> ColumnElement[bool]:
    asked: list[ColumnElement[bool]] = [true()]
    if wanted.activity_id is not None:
        asked.append(MarkingTask.activity_id == wanted.activity_id)
    if wanted.question_id is not None:
        asked.append(MarkingTask.question_id == wanted.question_id)
    return and_(*asked)


def _given_by(marker_id: UUID) -> ColumnElement[bool]:
    return exists().where(
        Marking.task_id == MarkingTask.id,
        Marking.round == MarkingTask.round,
        Marking.marker_id == marker_id,
        Marking.submitted_at.is_not(None),
    )


def _for_me(reach: Reach) -> ColumnElement[bool]:
    """What waits for this marker: open, and not marked by them in this round."""
    return and_(_within(reach), MarkingTask.state.in_(OPEN), ~_given_by(reach.marker_id))


def _held_by_other(marker_id: UUID, since: datetime) -> ColumnElement[bool]:
    """Somebody else has begun on a task that needs one marker alone."""
    return and_(
        MarkingTask.markers == 1,
        exists().where(
            Marking.task_id == MarkingTask.id,
            Marking.round == MarkingTask.round,
            Marking.marker_id != marker_id,
            Marking.submitted_at.is_(None),
            Marking.updated_at >= since,
        ),
    )


async def tasks_of(session: AsyncSession, attempt_id: UUID) -> Sequence[MarkingTask]:
    """All tasks of an attempt, as the database has them now."""
    rows = await session.execute(
        select(MarkingTask)
        .where(MarkingTask.attempt_id == attempt_id)
        .order_by(MarkingTask.question_id)
        .execution_options(populate_existing=True)
    )
    return rows.scalars().all()


def add_task(session: AsyncSession, values: Mapping[str, Any]) -> None:
    session.add(MarkingTask(state=TaskState.WAITING, round=1, **values))


def ask_again(task: MarkingTask, command_id: UUID, queue_at: datetime) -> None:
    """Another round: of another response, or of the same one anew."""
    task.command_id, task.queue_at = command_id, queue_at
    task.state, task.round = TaskState.WAITING, task.round + 1
    task.credit, task.settled_at = None, None


async def task_for(session: AsyncSession, reach: Reach, task_id: UUID) -> MarkingTask | None:
    """A task the marker may see, in any state."""
    return (
        await session.execute(
            select(MarkingTask)
            .where(MarkingTask.id == task_id, _within(reach))
            .execution_options(populate_existing=True)
        )
    ).scalar_one_or_none()


async def attempt_of_task(session: AsyncSession, task_id: UUID) -> Attempt:
    """The attempt behind a task, as the database has it now."""
    return (
        await session.execute(
            select(Attempt)
            .join(MarkingTask, MarkingTask.attempt_id == Attempt.id)
            .where(MarkingTask.id == task_id)
            .execution_options(populate_existing=True)
        )
    ).scalar_one()


async def response_of(session: AsyncSession, task: MarkingTask) -> Mapping[str, Any]:
    """What is to be marked."""
    found = select(AnswerVersion.response).where(
        AnswerVersion.person_id == task.person_id, AnswerVersion.command_id == task.command_id
    )
    response: Mapping[str, Any] = (await session.execute(found)).scalar_one()
    return response


async def markings_of(
    session: AsyncSession, task_ids: Collection[UUID]
) -> dict[UUID, list[Marking]]:
    """What was submitted in the present round of each task, in the order it was given."""
    rows = await session.execute(
        select(Marking)
        .join(MarkingTask, MarkingTask.id == Marking.task_id)
        .where(
            Marking.task_id.in_(task_ids),
            Marking.round == MarkingTask.round,
            Marking.submitted_at.is_not(None),
        )
        .order_by(Marking.submitted_at, Marking.marker_id)
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[Marking]] = {}
    for marking in rows.scalars():
        found.setdefault(marking.task_id, []).append(marking)
    return found


async def marking_by(session: AsyncSession, task: MarkingTask, marker_id: UUID) -> Marking | None:
    """A marker's own, draft or given, of the present round."""
    return await session.get(Marking, (task.id, task.round, marker_id), populate_existing=True)


async def drafts_of(
    session: AsyncSession, marker_id: UUID, task_ids: Collection[UUID]
) -> frozenset[UUID]:
    """Those of the tasks that this marker has begun."""
    rows = await session.execute(
        select(Marking.task_id)
        .join(MarkingTask, MarkingTask.id == Marking.task_id)
        .where(
            Marking.task_id.in_(task_ids),
            Marking.round == MarkingTask.round,
            Marking.marker_id == marker_id,
            Marking.submitted_at.is_(None),
        )
    )
    return frozenset(rows.scalars())


async def holders_of(
    session: AsyncSession, marker_id: UUID, task_ids: Collection[UUID], since: datetime
) -> dict[UUID, str]:
    """Name of who else has begun on a task that needs one marker alone."""
    rows = await session.execute(
        select(Marking.task_id, Person.name)
        .join(MarkingTask, MarkingTask.id == Marking.task_id)
        .join(Person, Person.id == Marking.marker_id)
        .where(
            Marking.task_id.in_(task_ids),
            MarkingTask.markers == 1,
            Marking.round == MarkingTask.round,
            Marking.marker_id != marker_id,
            Marking.submitted_at.is_(None),
            Marking.updated_at >= since,
        )
        .order_by(Marking.updated_at)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Queued:
    """A task of the queue, with who answered."""

    task: MarkingTask
    name: str
    unit: str


async def queue(
    session: AsyncSession,
    reach: Reach,
    wanted: Wanted,
    *,
    done: bool,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[Queued]:
    """What waits for the marker, the oldest first; or (``done``) what they have marked."""
    mine = and_(_within(reach), _given_by(reach.marker_id)) if done else _for_me(reach)
    found = (
        select(MarkingTask, Person.name, Agency.name)
        .join(Person, Person.id == MarkingTask.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(mine, _is(wanted))
    )
    if after is not None:
        found = found.where(tuple_(MarkingTask.queue_at, MarkingTask.id) > after)
    rows = await session.execute(found.order_by(MarkingTask.queue_at, MarkingTask.id).limit(limit))
    return [Queued(task, name, unit) for task, name, unit in rows]


async def next_for(
    session: AsyncSession,
    reach: Reach,
    wanted: Wanted,
    after: tuple[datetime, UUID] | None,
    since: datetime,
) -> UUID | None:
    """The following task that nobody else is at; after the last one again from the first."""
    place = tuple_(MarkingTask.queue_at, MarkingTask.id)
    free = and_(_for_me(reach), _is(wanted), ~_held_by_other(reach.marker_id, since))
    ordered = select(MarkingTask.id).where(free).order_by(MarkingTask.queue_at, MarkingTask.id)
    if after is not None:
        found = await session.execute(ordered.where(place > after).limit(1))
        task = found.scalar_one_or_none()
        if task is not None:
            return task
        ordered = ordered.where(MarkingTask.id != after[1])
    return (await session.execute(ordered.limit(1))).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one question of a quiz: how many wait for the marker, how many they have done."""

    course_id: UUID
    activity_id: UUID
    question_id: str
    publication_id: str
    waiting: int
    done: int


async def groups(session: AsyncSession, reach: Reach, limit: int) -> Sequence[Group]:
    """By course, quiz and question; those with something to do first."""
    waiting = func.count().filter(_for_me(reach))
    done = func.count().filter(_given_by(reach.marker_id))
    rows = await session.execute(
        select(
            MarkingTask.course_id,
            MarkingTask.activity_id,
            MarkingTask.question_id,
            func.max(MarkingTask.publication_id),
            waiting,
            done,
        )
        .where(_within(reach))
        .group_by(MarkingTask.course_id, MarkingTask.activity_id, MarkingTask.question_id)
        .having(or_(waiting > 0, done > 0))
        .order_by(
            waiting.desc(),
            MarkingTask.course_id,
            MarkingTask.activity_id,
            MarkingTask.question_id,
        )
        .limit(limit)
    )
    return [Group(*row) for row in rows]


async def progress(session: AsyncSession, reach: Reach, wanted: Wanted) -> tuple[int, int]:
    """(waiting for the marker, done by them) among those wanted."""
    row = (
        await session.execute(
            select(
                func.count().filter(_for_me(reach)), func.count().filter(_given_by(reach.marker_id))
            )
            .select_from(MarkingTask)
            .where(_within(reach), _is(wanted))
        )
    ).one()
    return row[0], row[1]


async def open_tasks(session: AsyncSession, attempt_id: UUID) -> int:
    """How many responses of an attempt still wait for a person."""
    found = select(func.count()).where(
        MarkingTask.attempt_id == attempt_id, MarkingTask.state.in_(OPEN)
    )
    return (await session.execute(found)).scalar_one()


async def counted_markings(
    session: AsyncSession, attempt_id: UUID
) -> Sequence[tuple[MarkingTask, Marking, str]]:
    """What was given in the present round of each settled task, in order, and by whom."""
    marker = aliased(Person)
    rows = await session.execute(
        select(MarkingTask, Marking, marker.name)
        .join(
            Marking,
            and_(Marking.task_id == MarkingTask.id, Marking.round == MarkingTask.round),
        )
        .join(marker, marker.id == Marking.marker_id)
        .where(
            MarkingTask.attempt_id == attempt_id,
            MarkingTask.state == TaskState.SETTLED,
            Marking.submitted_at.is_not(None),
        )
        .order_by(MarkingTask.question_id, Marking.submitted_at, Marking.marker_id)
    )
    return [(task, marking, name) for task, marking, name in rows]


async def closed_among(session: AsyncSession, attempt_ids: Collection[UUID]) -> frozenset[UUID]:
    rows = await session.execute(
        select(Attempt.id).where(Attempt.id.in_(attempt_ids), Attempt.state == AttemptState.CLOSED)
    )
    return frozenset(rows.scalars())
