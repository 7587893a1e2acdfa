"""The SQL of progress. Whose rows an actor sees is part of each statement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    extract,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.models import Course
from app.identity.models import Agency, Person
from app.insight.figures import LONGEST_SITTING_MINUTES, ActivityFigures, Figures
from app.insight.models import CourseFigures
from app.insight.units import UnitCounts
from app.kit.database import insert_into
from app.learning.models import ActivityState, Enrolment
from app.learning.statuses import EnrolmentStatus, OutcomeState


@dataclass(frozen=True, slots=True)
class Watched:
    """Learners of a course within subtrees; still are those who moved last before ``cutoff``."""

    course_id: UUID
    subtrees: tuple[str, ...]
    cutoff: datetime


@dataclass(frozen=True, slots=True)
class LearnerRow:
    enrolment_id: UUID
    name: str
    agency: str
    publication_id: str
    status: EnrolmentStatus
    begun: bool
    done: int
    required: int
    last_activity_id: UUID | None
    moved_at: datetime
    completed_at: datetime | None


# What a learner's own command or result sets; enrolling alone sets none of them.
BEGUN = or_(
    Enrolment.resume_activity_id.is_not(None),
    Enrolment.activities_done > 0,
    Enrolment.status == EnrolmentStatus.COMPLETED,
)
ACTIVE = Enrolment.status == EnrolmentStatus.ACTIVE
COMPLETED = Enrolment.status == EnrolmentStatus.COMPLETED


def count_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _stuck(wanted: Watched) -> ColumnElement[bool]:
    return and_(ACTIVE, Enrolment.updated_at <= wanted.cutoff)


def _of(statement: Select[*tuple[Any, ...]], wanted: Watched) -> Select[*tuple[Any, ...]]:
    within = (
        true() if path == "/" else Agency.path.startswith(path, autoescape=True)
        for path in wanted.subtrees
    )
    return (
        statement.select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(
            Enrolment.course_id == wanted.course_id,
            Enrolment.status != EnrolmentStatus.WITHDRAWN,
            or_(false(), *within),
        )
    )


async def agency_counts(session: AsyncSession, wanted: Watched) -> list[UnitCounts]:
    """One row an agency that has learners, those with the most first."""
    stuck, learners = _stuck(wanted), func.count()
    statement = _of(
        select(
            Agency.id,
            Agency.name,
            Agency.path,
            learners,
            count_of(BEGUN),
            count_of(COMPLETED),
            count_of(stuck),
            count_of(and_(stuck, ~BEGUN)),
        ),
        wanted,
    )
    rows = await session.execute(
        statement.group_by(Agency.id, Agency.name, Agency.path).order_by(
            learners.desc(), Agency.name, Agency.id
        )
    )
    return [UnitCounts(*row) for row in rows]


Places = dict[UUID, tuple[int, int]]
"""Activity → active learners whose last step was there, and how many of them stand still."""


async def places(session: AsyncSession, wanted: Watched) -> dict[UUID, Places]:
    """By agency, where its active learners took their last step."""
    of = (Agency.id, Enrolment.resume_activity_id)
    statement = _of(select(*of, func.count(), count_of(_stuck(wanted))), wanted).where(
        ACTIVE, Enrolment.resume_activity_id.is_not(None)
    )
    found: dict[UUID, Places] = {}
    for agency_id, activity_id, here, stuck in await session.execute(statement.group_by(*of)):
        found.setdefault(agency_id, {})[activity_id] = (here, stuck)
    return found


async def learners(
    session: AsyncSession,
    wanted: Watched,
    *,
    standing: str | None,
    activity_id: UUID | None,
    words: Sequence[str],
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[LearnerRow]:
    """Those who moved longest ago first, from after (moved, enrolment).

    ``words`` are folded; all must be in the name.
    """
    key = tuple_(Enrolment.updated_at, Enrolment.id)
    statement = _of(_LEARNER, wanted).order_by(Enrolment.updated_at, Enrolment.id).limit(limit)
    if standing == "stuck":
        statement = statement.where(_stuck(wanted))
    elif standing == "active":
        statement = statement.where(ACTIVE, Enrolment.updated_at > wanted.cutoff)
    elif standing == "done":
        statement = statement.where(COMPLETED)
    if activity_id is not None:
        statement = statement.where(ACTIVE, Enrolment.resume_activity_id == activity_id)
    for word in words:
        statement = statement.where(Person.search_name.contains(word, autoescape=True))
    if after is not None:
        statement = statement.where(key > tuple_(*after))
    return [LearnerRow(*row) for row in await session.execute(statement)]


_LEARNER: Select[*tuple[Any, ...]] = select(
    Enrolment.id,
    Person.name,
    Agency.name,
    Enrolment.publication_id,
    Enrolment.status,
    BEGUN,
    Enrolment.activities_done,
    Enrolment.activities_required,
    Enrolment.resume_activity_id,
    Enrolment.updated_at,
    Enrolment.completed_at,
)


async def agency_path(session: AsyncSession, agency_id: UUID) -> str | None:
    found = select(Agency.path).where(Agency.id == agency_id)
    return (await session.execute(found)).scalar_one_or_none()


async def measure(session: AsyncSession, course_id: UUID) -> dict[UUID, Figures]:
    """Count a whole course, by agency: as many steps as it has states, so not for every reader."""
    found: dict[UUID, Figures] = {}
    states = (
        select(
            Person.agency_id,
            ActivityState.activity_id,
            func.count(ActivityState.opened_at),
            count_of(
                or_(
                    ActivityState.done_at.is_not(None),
                    ActivityState.outcome_state == OutcomeState.PASSED,
                )
            ),
            count_of(ActivityState.outcome_state == OutcomeState.NOT_PASSED),
        )
        .join(Enrolment, Enrolment.id == ActivityState.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.course_id == course_id, Enrolment.status != EnrolmentStatus.WITHDRAWN)
        .group_by(Person.agency_id, ActivityState.activity_id)
    )
    for agency, activity, opened, done, not_passed in await session.execute(states):
        of = found.setdefault(agency, Figures())
        of.activities[activity] = ActivityFigures(opened, done, not_passed)
    minutes = _seconds(ActivityState.done_at, ActivityState.opened_at) // 60
    sittings = (
        select(Person.agency_id, ActivityState.activity_id, minutes, func.count())
        .join(Enrolment, Enrolment.id == ActivityState.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.course_id == course_id,
            Enrolment.status != EnrolmentStatus.WITHDRAWN,
            ActivityState.done_at >= ActivityState.opened_at,
            minutes <= LONGEST_SITTING_MINUTES,
        )
        .group_by(Person.agency_id, ActivityState.activity_id, minutes)
    )
    for agency, activity, value, count in await session.execute(sittings):
        found[agency].activities[activity].minutes[value] = count
    days = _seconds(Enrolment.completed_at, Enrolment.enrolled_at) // 86_400
    ends = (
        select(Person.agency_id, days, func.count())
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.course_id == course_id, COMPLETED, Enrolment.completed_at.is_not(None))
        .group_by(Person.agency_id, days)
    )
    for agency, value, count in await session.execute(ends):
        found.setdefault(agency, Figures()).days[value] = count
    return found


def _seconds(later: Any, earlier: Any) -> ColumnElement[int]:
    def epoch(column: Any) -> ColumnElement[int]:
        return cast(extract("epoch", column), BigInteger)

    return epoch(later) - epoch(earlier)


async def kept_figures(session: AsyncSession, course_id: UUID) -> CourseFigures | None:
    return await session.get(CourseFigures, course_id)


async def due_courses(session: AsyncSession, now: datetime, limit: int) -> Collection[UUID]:
    """Courses whose learners moved since they were measured, or that never were."""
    of_course = Enrolment.course_id == Course.id
    rows = await session.execute(
        select(Course.id)
        .outerjoin(CourseFigures, CourseFigures.course_id == Course.id)
        .where(
            or_(
                and_(
                    CourseFigures.course_id.is_(None),
                    select(Enrolment.id).where(of_course).exists(),
                ),
                and_(
                    CourseFigures.due_at <= now,
                    # The newest by the index; no course is counted for being looked at.
                    select(func.max(Enrolment.updated_at)).where(of_course).scalar_subquery()
                    > CourseFigures.counted_to,
                ),
            )
        )
        .limit(limit)
    )
    return rows.scalars().all()


async def put_figures(session: AsyncSession, row: dict[str, Any]) -> None:
    statement = insert_into(session, CourseFigures).values(**row)
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["course_id"],
            set_={name: new[name] for name in row if name != "course_id"},
        )
    )
