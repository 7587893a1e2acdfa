"""The SQL of rulings."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.models import Ruling, RulingCause


async def rulings_of(session: AsyncSession, attempt_id: UUID) -> Sequence[Ruling]:
    """All rulings on an attempt, the first one first."""
    rows = await session.execute(
        select(Ruling).where(Ruling.attempt_id == attempt_id).order_by(Ruling.number)
    )
    return rows.scalars().all()


async def standing_rulings(
    session: AsyncSession, attempt_ids: Collection[UUID]
) -> dict[UUID, Ruling]:
    """The last ruling on each attempt that has one."""
    rows = await session.execute(
        select(Ruling).where(Ruling.attempt_id.in_(attempt_ids)).order_by(Ruling.number)
    )
    return {row.attempt_id: row for row in rows.scalars()}


async def acceptances_of(
    session: AsyncSession, attempt_ids: Collection[UUID]
) -> dict[UUID, Ruling]:
    """The ruling by which late answers were accepted, of each attempt that has one."""
    rows = await session.execute(
        select(Ruling)
        .where(Ruling.attempt_id.in_(attempt_ids), Ruling.cause == RulingCause.LATE_ACCEPTED)
        .order_by(Ruling.number.desc())
    )
    return {row.attempt_id: row for row in rows.scalars()}


async def add_ruling(session: AsyncSession, values: Mapping[str, Any]) -> Ruling:
    """Append under the enrolment's lock: the numbers of an attempt have no gaps."""
    last = select(func.max(Ruling.number)).where(Ruling.attempt_id == values["attempt_id"])
    number = ((await session.execute(last)).scalar_one() or 0) + 1
    ruling = Ruling(number=number, **values)
    session.add(ruling)
    await session.flush()  # whoever reacts to the result reads the ruling
    return ruling
