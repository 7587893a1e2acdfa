"""The SQL of schedules and accommodations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.assessment.models import Accommodation, Attempt, AttemptState, QuizSchedule
from app.identity.models import Agency, Person
from app.kit.database import insert_into
from app.learning.models import Enrolment
from app.learning.statuses import EnrolmentStatus


async def schedules_of_course(session: AsyncSession, course_id: UUID) -> Sequence[QuizSchedule]:
    """Every window of a course's quizzes."""
    rows = await session.execute(select(QuizSchedule).where(QuizSchedule.course_id == course_id))
    return rows.scalars().all()


async def named_schedules_at(
    session: AsyncSession, course_id: UUID, activity_id: UUID
) -> Sequence[tuple[QuizSchedule, str | None, str]]:
    """Every window of one quiz with its agency's name and who set it; everybody's first."""
    rows = await session.execute(
        select(QuizSchedule, Agency.name, Person.name)
        .outerjoin(Agency, Agency.id == QuizSchedule.agency_id)
        .join(Person, Person.id == QuizSchedule.changed_by)
        .where(QuizSchedule.course_id == course_id, QuizSchedule.activity_id == activity_id)
        .order_by(QuizSchedule.agency_id.is_not(None), Agency.path)
    )
    return [(schedule, agency, person) for schedule, agency, person in rows]


async def put_schedule(session: AsyncSession, values: Mapping[str, Any]) -> None:
    statement = insert_into(session, QuizSchedule).values(**values)
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={
                name: getattr(new, name)
                for name in ("opens_at", "closes_at", "changed_by", "changed_at")
            },
        )
    )


async def remove_schedule(session: AsyncSession, schedule_id: UUID) -> bool:
    """Whether there was one."""
    removed = await session.execute(
        delete(QuizSchedule).where(QuizSchedule.id == schedule_id).returning(QuizSchedule.id)
    )
    return removed.scalar_one_or_none() is not None


async def agencies_in(session: AsyncSession, course_id: UUID) -> Sequence[Agency]:
    """The agencies of the people who take a course, and those above them, by path."""
    taken = (
        select(Agency.path)
        .join(Person, Person.agency_id == Agency.id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.course_id == course_id, Enrolment.status != EnrolmentStatus.WITHDRAWN)
        .distinct()
        .subquery()
    )
    rows = await session.execute(
        select(Agency)
        .where(select(taken.c.path).where(taken.c.path.startswith(Agency.path)).exists())
        .order_by(Agency.path)
    )
    return rows.scalars().all()


async def agency_exists(session: AsyncSession, agency_id: UUID) -> bool:
    return await session.get(Agency, agency_id) is not None


async def accommodations_of_course(
    session: AsyncSession, course_id: UUID
) -> Sequence[Accommodation]:
    """Everything that is granted in a course and in force."""
    rows = await session.execute(
        select(Accommodation).where(
            Accommodation.course_id == course_id, Accommodation.ended_at.is_(None)
        )
    )
    return rows.scalars().all()


@dataclass(frozen=True, slots=True)
class GrantedRow:
    accommodation: Accommodation
    person: str
    agency: str
    granted_by: str


async def accommodations_in(
    session: AsyncSession, course_id: UUID, *, after: UUID | None, limit: int
) -> Sequence[GrantedRow]:
    """Those in force in a course, the newest first, from after ``after``."""
    granter = aliased(Person)
    statement = (
        select(Accommodation, Person.name, Agency.name, granter.name)
        .join(Person, Person.id == Accommodation.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .join(granter, granter.id == Accommodation.granted_by)
        .where(Accommodation.course_id == course_id, Accommodation.ended_at.is_(None))
        .order_by(Accommodation.id.desc())
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Accommodation.id < after)
    return [GrantedRow(*row) for row in await session.execute(statement)]


async def accommodation_for_update(
    session: AsyncSession, course_id: UUID, accommodation_id: UUID
) -> Accommodation | None:
    """One of this course, locked."""
    return (
        await session.execute(
            select(Accommodation)
            .where(Accommodation.id == accommodation_id, Accommodation.course_id == course_id)
            .with_for_update()
        )
    ).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class LearnerRow:
    id: UUID
    name: str
    agency: str


async def learners_of(
    session: AsyncSession, course_id: UUID, *, words: Sequence[str], limit: int
) -> Sequence[LearnerRow]:
    """People who take a course whose name has all the (folded) words, by name."""
    statement = (
        select(Person.id, Person.name, Agency.name)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(Enrolment.course_id == course_id, Enrolment.status != EnrolmentStatus.WITHDRAWN)
        .order_by(Person.name, Person.id)
        .limit(limit)
    )
    for word in words:
        statement = statement.where(Person.search_name.contains(word, autoescape=True))
    return [LearnerRow(*row) for row in await session.execute(statement)]


async def enrolment_in(session: AsyncSession, course_id: UUID, person_id: UUID) -> UUID | None:
    """A person's enrolment in a course that is not withdrawn."""
    return (
        await session.execute(
            select(Enrolment.id).where(
                Enrolment.course_id == course_id,
                Enrolment.person_id == person_id,
                Enrolment.status != EnrolmentStatus.WITHDRAWN,
            )
        )
    ).scalar_one_or_none()


async def attempts_in(
    session: AsyncSession, enrolment_id: UUID, activity_id: UUID | None
) -> Sequence[Attempt]:
    """Attempts at one quiz of an enrolment, or at all."""
    statement = select(Attempt).where(Attempt.enrolment_id == enrolment_id)
    if activity_id is not None:
        statement = statement.where(Attempt.activity_id == activity_id)
    rows = await session.execute(statement.order_by(Attempt.activity_id, Attempt.chance))
    return rows.scalars().all()


async def running_attempts(
    session: AsyncSession, course_id: UUID, activity_id: UUID | None, person_id: UUID | None
) -> Sequence[tuple[Attempt, str]]:
    """Open attempts in a course with the path of their person's agency."""
    statement = (
        select(Attempt, Agency.path)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, Person.id == Attempt.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(Enrolment.course_id == course_id, Attempt.state == AttemptState.OPEN)
        .order_by(Attempt.id)
    )
    if activity_id is not None:
        statement = statement.where(Attempt.activity_id == activity_id)
    if person_id is not None:
        statement = statement.where(Attempt.person_id == person_id)
    return [(attempt, path) for attempt, path in await session.execute(statement)]


async def put_terms(session: AsyncSession, attempt_id: UUID, terms: Mapping[str, Any]) -> None:
    """Of an attempt that is still open."""
    await session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.state == AttemptState.OPEN)
        .values(terms=dict(terms))
    )
