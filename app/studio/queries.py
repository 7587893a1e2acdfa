"""Every SQL statement of the studio. Callers have asked whether the actor teaches the course."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.models import Attempt, AttemptState
from app.catalogue.models import Course, Publication
from app.identity.models import Person
from app.kit.database import insert_into
from app.learning.models import Enrolment
from app.learning.statuses import EnrolmentStatus
from app.studio.models import QuizDraft


@dataclass(frozen=True, slots=True)
class Learners:
    active: int = 0
    completed: int = 0
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Attempts:
    """By state, over every version of the course; ``learners`` are enrolments, each once."""

    states: Mapping[AttemptState, int]
    learners: int


@dataclass(frozen=True, slots=True)
class Marked:
    """Who saved a draft last, and when."""

    by: str
    at: datetime


async def learners_of(session: AsyncSession, course_ids: Collection[UUID]) -> dict[UUID, Learners]:
    """By course; a course nobody takes is left out."""
    is_active = Enrolment.status == EnrolmentStatus.ACTIVE
    is_earlier = and_(is_active, Enrolment.publication_id != Course.publication_id)
    found = (
        select(
            Enrolment.course_id,
            func.sum(case((is_active, 1), else_=0)),
            func.sum(case((Enrolment.status == EnrolmentStatus.COMPLETED, 1), else_=0)),
            func.sum(case((is_earlier, 1), else_=0)),
        )
        .join(Course, Course.id == Enrolment.course_id)
        .where(Enrolment.course_id.in_(course_ids))
        .group_by(Enrolment.course_id)
    )
    return {
        course_id: Learners(int(active), int(completed), int(earlier))
        for course_id, active, completed, earlier in await session.execute(found)
    }


async def marking_in(session: AsyncSession, course_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many attempts of each course wait for a person's marks."""
    found = (
        select(Enrolment.course_id, func.count())
        .select_from(Attempt)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Enrolment.course_id.in_(course_ids), Attempt.state == AttemptState.MARKING)
        .group_by(Enrolment.course_id)
    )
    return {course_id: int(count) for course_id, count in await session.execute(found)}


async def drafts_in(session: AsyncSession, course_ids: Collection[UUID]) -> dict[UUID, int]:
    found = (
        select(QuizDraft.course_id, func.count())
        .where(QuizDraft.course_id.in_(course_ids))
        .group_by(QuizDraft.course_id)
    )
    return {course_id: int(count) for course_id, count in await session.execute(found)}


async def attempts_by_activity(session: AsyncSession, course_id: UUID) -> dict[UUID, Attempts]:
    found = (
        select(
            Attempt.activity_id,
            Attempt.state,
            func.count(),
            func.sum(case((Attempt.chance == 1, 1), else_=0)),
        )
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Enrolment.course_id == course_id)
        .group_by(Attempt.activity_id, Attempt.state)
    )
    states: defaultdict[UUID, dict[AttemptState, int]] = defaultdict(dict)
    learners: defaultdict[UUID, int] = defaultdict(int)
    for activity_id, state, count, first in await session.execute(found):
        states[activity_id][state] = count
        learners[activity_id] += int(first)
    return {one: Attempts(states[one], learners[one]) for one in states}


async def draft_marks(session: AsyncSession, course_id: UUID) -> dict[UUID, Marked]:
    """By activity."""
    found = (
        select(QuizDraft.activity_id, Person.name, QuizDraft.changed_at)
        .join(Person, Person.id == QuizDraft.changed_by)
        .where(QuizDraft.course_id == course_id)
    )
    return {one: Marked(name, at) for one, name, at in await session.execute(found)}


async def publication_note(
    session: AsyncSession, publication_id: str
) -> tuple[str | None, str | None]:
    """Its editor's name and what they said of the change; None where the operator published."""
    found = (
        select(Person.name, Publication.note)
        .select_from(Publication)
        .outerjoin(Person, Person.id == Publication.published_by)
        .where(Publication.id == publication_id)
    )
    name, note = (await session.execute(found)).one()
    return name, note


async def draft(session: AsyncSession, course_id: UUID, activity_id: UUID) -> QuizDraft | None:
    """As the database has it now."""
    found = (
        select(QuizDraft)
        .where(QuizDraft.course_id == course_id, QuizDraft.activity_id == activity_id)
        .execution_options(populate_existing=True)
    )
    return (await session.execute(found)).scalar_one_or_none()


async def begin_draft(session: AsyncSession, row: Mapping[str, Any]) -> bool:
    """Insert the first saving of a draft; False if another was there first."""
    added = (
        insert_into(session, QuizDraft)
        .values(row)
        .on_conflict_do_nothing()
        .returning(QuizDraft.revision)
    )
    return (await session.execute(added)).first() is not None


async def save_draft(session: AsyncSession, row: Mapping[str, Any], *, revision: int) -> bool:
    """Write over the draft if it still is the revision it was read at."""
    saved = (
        update(QuizDraft)
        .where(
            QuizDraft.course_id == row["course_id"],
            QuizDraft.activity_id == row["activity_id"],
            QuizDraft.revision == revision,
        )
        .values(row)
        .returning(QuizDraft.revision)
    )
    return (await session.execute(saved)).first() is not None


async def drop_draft(
    session: AsyncSession, course_id: UUID, activity_id: UUID, *, revision: int
) -> bool:
    """Take the draft away if it still is this revision."""
    dropped = (
        delete(QuizDraft)
        .where(
            QuizDraft.course_id == course_id,
            QuizDraft.activity_id == activity_id,
            QuizDraft.revision == revision,
        )
        .returning(QuizDraft.revision)
    )
    return (await session.execute(dropped)).first() is not None


async def name_of(session: AsyncSession, person_id: UUID) -> str | None:
    return (
        await session.execute(select(Person.name).where(Person.id == person_id))
    ).scalar_one_or_none()


async def version_of(session: AsyncSession, publication_id: str) -> int:
    found = select(Publication.version).where(Publication.id == publication_id)
    return (await session.execute(found)).scalar_one()
