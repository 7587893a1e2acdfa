"""The SQL of regrades."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.models import (
    AnswerVersion,
    Attempt,
    AttemptState,
    MarkingTask,
    Regrade,
    Ruling,
    TaskState,
)
from app.catalogue.models import Course
from app.identity.models import Agency, Person
from app.learning.models import Enrolment


async def lock_course(session: AsyncSession, course_id: UUID) -> None:
    """Regrades of one course are ordered one after another: their numbers have no gaps."""
    await session.execute(select(Course.id).where(Course.id == course_id).with_for_update())


async def lock_enrolments(session: AsyncSession, enrolment_ids: Collection[UUID]) -> None:
    """All at once and in one order: before anything else is locked, such as a number to take."""
    await session.execute(
        select(Enrolment.id)
        .where(Enrolment.id.in_(enrolment_ids))
        .order_by(Enrolment.id)
        .with_for_update()
    )


async def regrades_of(session: AsyncSession, activity_id: UUID) -> Sequence[Regrade]:
    """All regrades of a quiz, the first one first."""
    rows = await session.execute(
        select(Regrade).where(Regrade.activity_id == activity_id).order_by(Regrade.number)
    )
    return rows.scalars().all()


async def regrade_by_id(session: AsyncSession, regrade_id: UUID) -> Regrade | None:
    return await session.get(Regrade, regrade_id, populate_existing=True)


async def attempts_after(
    session: AsyncSession, activity_id: UUID, after: UUID | None, limit: int
) -> Sequence[Attempt]:
    """Attempts at a quiz in any state, by id."""
    found = select(Attempt).where(Attempt.activity_id == activity_id)
    if after is not None:
        found = found.where(Attempt.id > after)
    rows = await session.execute(
        found.order_by(Attempt.id).limit(limit).execution_options(populate_existing=True)
    )
    return rows.scalars().all()


async def responses_of(
    session: AsyncSession, command_ids: Collection[UUID], question_id: str
) -> dict[tuple[UUID, UUID], Mapping[str, Any]]:
    """Responses to one question by (person, command)."""
    rows = await session.execute(
        select(AnswerVersion.person_id, AnswerVersion.command_id, AnswerVersion.response).where(
            AnswerVersion.command_id.in_(command_ids), AnswerVersion.question_id == question_id
        )
    )
    return {(person, command): response for person, command, response in rows}


async def given_for(
    session: AsyncSession, attempt_ids: Collection[UUID], question_id: str
) -> dict[UUID, str]:
    """What people's marks of one question came to, by attempt."""
    rows = await session.execute(
        select(MarkingTask.attempt_id, MarkingTask.credit).where(
            MarkingTask.attempt_id.in_(attempt_ids),
            MarkingTask.question_id == question_id,
            MarkingTask.state == TaskState.SETTLED,
        )
    )
    return {attempt: credit for attempt, credit in rows if credit is not None}


async def judged_since(
    session: AsyncSession, attempt_ids: Collection[UUID], activity_id: UUID, number: int
) -> Mapping[UUID, int]:
    """Those that have a ruling of this regrade (its ``number``) or a later one, with the lowest."""
    rows = await session.execute(
        select(Ruling.attempt_id, func.min(Regrade.number))
        .join(Regrade, Regrade.id == Ruling.regrade_id)
        .where(
            Ruling.attempt_id.in_(attempt_ids),
            Regrade.activity_id == activity_id,
            Regrade.number >= number,
        )
        .group_by(Ruling.attempt_id)
    )
    return dict(rows.all())


async def rulings_by(session: AsyncSession, regrade_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many attempts each regrade has judged so far."""
    rows = await session.execute(
        select(Ruling.regrade_id, func.count())
        .where(Ruling.regrade_id.in_(regrade_ids))
        .group_by(Ruling.regrade_id)
    )
    return {regrade: count for regrade, count in rows if regrade is not None}


async def finish_regrade(session: AsyncSession, regrade_id: UUID, now: datetime) -> None:
    await session.execute(
        update(Regrade)
        .where(Regrade.id == regrade_id, Regrade.finished_at.is_(None))
        .values(finished_at=now)
    )


async def closed_count(session: AsyncSession, activity_id: UUID) -> int:
    found = select(func.count()).where(
        Attempt.activity_id == activity_id, Attempt.state == AttemptState.CLOSED
    )
    return (await session.execute(found)).scalar_one()


async def names_of(
    session: AsyncSession, person_ids: Collection[UUID]
) -> dict[UUID, tuple[str, str]]:
    """(name, unit) by person. Never a NIP: course staff are among the readers."""
    rows = await session.execute(
        select(Person.id, Person.name, Agency.name)
        .join(Agency, Agency.id == Person.agency_id)
        .where(Person.id.in_(person_ids))
    )
    return {person: (name, unit) for person, name, unit in rows}


async def publications_with_attempts(session: AsyncSession, activity_id: UUID) -> Sequence[str]:
    """The versions that attempts at a quiz were made with."""
    rows = await session.execute(
        select(Attempt.publication_id).where(Attempt.activity_id == activity_id).distinct()
    )
    return rows.scalars().all()
