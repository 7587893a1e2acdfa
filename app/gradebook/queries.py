"""The SQL of gradebooks. Whose rows an actor sees is part of each statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    delete,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.models import Course
from app.gradebook.models import ActKind, GradeAct, GradeWeight
from app.identity.models import Agency, Person
from app.kit.database import insert_into
from app.learning.models import ActivityState, Enrolment, Exemption, Outcome
from app.learning.statuses import EnrolmentStatus, ExemptionCause, OutcomeState

OVERRIDES = (ActKind.OVERRIDDEN, ActKind.OVERRIDE_WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Learners:
    """Whose grades: of a course, within subtrees, and of these those the filter leaves."""

    course_id: UUID
    subtrees: tuple[str, ...]
    words: tuple[str, ...] = ()
    agency_path: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class LearnerRow:
    enrolment_id: UUID
    person_id: UUID
    name: str
    search_name: str
    agency_id: UUID
    agency: str
    agency_path: str
    publication_id: str
    completed: bool
    begun: bool
    done: int
    required: int
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StateRow:
    enrolment_id: UUID
    activity_id: UUID
    opened: bool
    done: bool
    outcome: OutcomeState | None
    score: int | None


def _within(subtrees: Collection[str]) -> ColumnElement[bool]:
    if not subtrees:
        return false()
    return or_(
        *(
            true() if path == "/" else Agency.path.startswith(path, autoescape=True)
            for path in subtrees
        )
    )


# Whoever has touched nothing has no state of any activity.
_BEGUN = (
    select(ActivityState.enrolment_id).where(ActivityState.enrolment_id == Enrolment.id).exists()
)


def _chosen(statement: Select[*tuple[Any, ...]], wanted: Learners) -> Select[*tuple[Any, ...]]:
    statement = (
        statement.select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(
            Enrolment.course_id == wanted.course_id,
            Enrolment.status != EnrolmentStatus.WITHDRAWN,
            _within(wanted.subtrees),
        )
    )
    for word in wanted.words:
        statement = statement.where(Person.search_name.contains(word, autoescape=True))
    if wanted.agency_path is not None:
        statement = statement.where(_within([wanted.agency_path]))
    if wanted.state == "completed":
        statement = statement.where(Enrolment.status == EnrolmentStatus.COMPLETED)
    elif wanted.state is not None:
        begun = _BEGUN if wanted.state == "under_way" else ~_BEGUN
        statement = statement.where(Enrolment.status == EnrolmentStatus.ACTIVE, begun)
    return statement


async def learners(
    session: AsyncSession, wanted: Learners, *, after: tuple[str, UUID] | None, limit: int
) -> list[LearnerRow]:
    """By name, those after ``after`` (folded name and person)."""
    statement = _chosen(_LEARNER, wanted).order_by(Person.search_name, Person.id).limit(limit)
    if after is not None:
        statement = statement.where(tuple_(Person.search_name, Person.id) > tuple_(*after))
    return [LearnerRow(*row) for row in await session.execute(statement)]


_LEARNER: Select[*tuple[Any, ...]] = select(
    Enrolment.id,
    Person.id,
    Person.name,
    Person.search_name,
    Agency.id,
    Agency.name,
    Agency.path,
    # A completion is judged by the version it was reached with.
    func.coalesce(Enrolment.completed_publication_id, Enrolment.publication_id),
    Enrolment.status == EnrolmentStatus.COMPLETED,
    _BEGUN,
    Enrolment.activities_done,
    Enrolment.activities_required,
    Enrolment.completed_at,
)


async def learner(session: AsyncSession, wanted: Learners, enrolment_id: UUID) -> LearnerRow | None:
    """One of them, by enrolment."""
    statement = _chosen(_LEARNER, wanted).where(Enrolment.id == enrolment_id)
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else LearnerRow(*row)


@dataclass(frozen=True, slots=True)
class CourseRow:
    slug: str
    publication_id: str
    learners: int
    completed: int


async def courses(
    session: AsyncSession,
    subtrees: Collection[str],
    taught: Collection[UUID],
    *,
    after: str | None,
    limit: int,
) -> list[CourseRow]:
    """Published courses that people within the subtrees take, and those taught, by slug."""
    seen = or_(Course.id.in_(taught), _within(subtrees))
    completed = case((Enrolment.status == EnrolmentStatus.COMPLETED, 1), else_=0)
    statement = (
        select(Course.slug, Course.publication_id, func.count(), func.sum(completed))
        .join(Enrolment, Enrolment.course_id == Course.id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(
            Course.publication_id.is_not(None),
            Enrolment.status != EnrolmentStatus.WITHDRAWN,
            seen,
        )
        .group_by(Course.id, Course.slug, Course.publication_id)
        .order_by(Course.slug)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Course.slug > after)
    return [CourseRow(*row) for row in await session.execute(statement)]


async def counts(session: AsyncSession, wanted: Learners) -> tuple[int, int]:
    """How many there are, and how many of them have completed the course."""
    completed = case((Enrolment.status == EnrolmentStatus.COMPLETED, 1), else_=0)
    statement = _chosen(select(func.count(), func.coalesce(func.sum(completed), 0)), wanted)
    row = (await session.execute(statement)).one()
    return int(row[0]), int(row[1])


async def agencies_of(session: AsyncSession, wanted: Learners) -> Sequence[Agency]:
    """Agencies within the subtrees that have such learners, and those above them, by path."""
    taken = _chosen(select(Agency.path).distinct(), wanted).subquery()
    rows = await session.execute(
        select(Agency)
        .where(
            _within(wanted.subtrees),
            select(taken.c.path).where(taken.c.path.startswith(Agency.path)).exists(),
        )
        .order_by(Agency.path)
    )
    return rows.scalars().all()


async def agency_path(session: AsyncSession, agency_id: UUID) -> str | None:
    found = select(Agency.path).where(Agency.id == agency_id)
    return (await session.execute(found)).scalar_one_or_none()


async def states(session: AsyncSession, enrolment_ids: Collection[UUID]) -> list[StateRow]:
    rows = await session.execute(
        select(
            ActivityState.enrolment_id,
            ActivityState.activity_id,
            ActivityState.opened_at.is_not(None),
            ActivityState.done_at.is_not(None),
            ActivityState.outcome_state,
            ActivityState.score,
        ).where(ActivityState.enrolment_id.in_(enrolment_ids))
    )
    return [StateRow(*row) for row in rows]


async def exemptions(
    session: AsyncSession, enrolment_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], ExemptionCause]:
    """In force, by enrolment and activity; a test passed says more than an excuse."""
    rows = await session.execute(
        select(Exemption.enrolment_id, Exemption.activity_id, Exemption.cause)
        .where(Exemption.enrolment_id.in_(enrolment_ids), Exemption.withdrawn_at.is_(None))
        .order_by(Exemption.cause)
    )
    return {(row[0], row[1]): row[2] for row in rows}


async def overridden(
    session: AsyncSession, enrolment_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], GradeAct]:
    """Overrides in force, by enrolment and activity."""
    rows = await session.execute(
        select(GradeAct)
        .where(GradeAct.enrolment_id.in_(enrolment_ids), GradeAct.kind.in_(OVERRIDES))
        .order_by(GradeAct.number)
    )
    last = {(act.enrolment_id, act.activity_id): act for act in rows.scalars()}
    return {key: act for key, act in last.items() if act.kind is ActKind.OVERRIDDEN}


async def excuses_of(session: AsyncSession, enrolment_id: UUID) -> dict[UUID, str]:
    """Why staff excused a learner, by activity; those in force."""
    rows = await session.execute(
        select(Exemption.activity_id, Exemption.reason).where(
            Exemption.enrolment_id == enrolment_id,
            Exemption.cause == ExemptionCause.EXCUSED,
            Exemption.withdrawn_at.is_(None),
        )
    )
    return {row[0]: row[1] for row in rows}


async def weights_of(session: AsyncSession, course_id: UUID) -> dict[UUID, int]:
    """What the course set, by activity."""
    rows = await session.execute(
        select(GradeWeight.activity_id, GradeWeight.weight).where(
            GradeWeight.course_id == course_id
        )
    )
    return {row[0]: row[1] for row in rows}


async def put_weights(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    statement = insert_into(session, GradeWeight).values(list(rows))
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["course_id", "activity_id"],
            set_={
                "weight": new.weight,
                "changed_by": new.changed_by,
                "changed_at": new.changed_at,
            },
        )
    )


async def remove_weights(
    session: AsyncSession, course_id: UUID, activity_ids: Collection[UUID]
) -> None:
    await session.execute(
        delete(GradeWeight).where(
            GradeWeight.course_id == course_id, GradeWeight.activity_id.in_(activity_ids)
        )
    )


async def lock_enrolment(session: AsyncSession, enrolment_id: UUID) -> None:
    """Whoever changes a learner's grades goes one after another."""
    await session.execute(
        select(Enrolment.id).where(Enrolment.id == enrolment_id).with_for_update()
    )


async def acts_of(
    session: AsyncSession, enrolment_id: UUID, activity_id: UUID
) -> list[tuple[GradeAct, str]]:
    """What staff did there, the first one first, each with the name of who did it."""
    rows = await session.execute(
        select(GradeAct, Person.name)
        .join(Person, Person.id == GradeAct.by)
        .where(GradeAct.enrolment_id == enrolment_id, GradeAct.activity_id == activity_id)
        .order_by(GradeAct.number)
    )
    return [(row[0], row[1]) for row in rows]


async def outcomes_of(
    session: AsyncSession, enrolment_id: UUID, activity_ids: Collection[UUID]
) -> Sequence[Outcome]:
    """Everything ever reported or said of these activities, in order."""
    rows = await session.execute(
        select(Outcome)
        .where(Outcome.enrolment_id == enrolment_id, Outcome.activity_id.in_(activity_ids))
        .order_by(Outcome.recorded_at, Outcome.id)
    )
    return rows.scalars().all()
