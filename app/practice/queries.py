"""Every SQL statement of practice. Whose rows an actor sees is part of each statement."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import insert_into, padded
from app.learning.models import Enrolment
from app.practice.models import PracticeStep


async def enrolment_of(
    session: AsyncSession, person_id: UUID, enrolment_id: UUID
) -> Enrolment | None:
    """An enrolment if it is this person's."""
    return (
        await session.execute(
            select(Enrolment).where(Enrolment.id == enrolment_id, Enrolment.person_id == person_id)
        )
    ).scalar_one_or_none()


async def add_step(session: AsyncSession, values: Mapping[str, Any]) -> None:
    """Append a step; the same command again changes nothing."""
    await session.execute(
        insert_into(session, PracticeStep).values(**values).on_conflict_do_nothing()
    )


async def steps_at(
    session: AsyncSession, person_id: UUID, enrolment_id: UUID, activity_id: UUID
) -> Sequence[PracticeStep]:
    """All steps a person took in one activity, by the clocks of their devices."""
    rows = await session.execute(
        select(PracticeStep)
        .where(
            PracticeStep.person_id == person_id,
            PracticeStep.enrolment_id == enrolment_id,
            PracticeStep.activity_id == activity_id,
        )
        .order_by(PracticeStep.hlc, PracticeStep.command_id)
    )
    return rows.scalars().all()


async def runs_with(session: AsyncSession, kind: str, runs: Collection[UUID]) -> frozenset[UUID]:
    """Those of the runs, of whomever, that have a step of this kind. Asked for every answer."""
    table: Any = PracticeStep.__table__
    rows = await (await session.connection()).execute(
        select(table.c.run_id).where(table.c.run_id.in_(padded(sorted(runs))), table.c.kind == kind)
    )
    return frozenset(rows.scalars())


async def finishes_of(
    session: AsyncSession, person_id: UUID, kind: str, runs: Collection[UUID]
) -> Sequence[PracticeStep]:
    """A person's finishes of these runs."""
    rows = await session.execute(
        select(PracticeStep).where(
            PracticeStep.person_id == person_id,
            PracticeStep.kind == kind,
            PracticeStep.run_id.in_(runs),
        )
    )
    return rows.scalars().all()
