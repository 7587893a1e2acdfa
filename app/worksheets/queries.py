"""Every SQL statement of worksheets. Nobody's query asks for another person's values."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.learning.models import Enrolment
from app.worksheets.models import WorksheetValue


async def lock_enrolment(session: AsyncSession, enrolment_id: UUID) -> str:
    """Locks the enrolment, so that judgements go one after another; its publication's id."""
    return (
        await session.execute(
            select(Enrolment.publication_id).where(Enrolment.id == enrolment_id).with_for_update()
        )
    ).scalar_one()


async def values_of(
    session: AsyncSession, person_id: UUID, enrolment_id: UUID, activity_id: UUID
) -> Sequence[WorksheetValue]:
    """A person's own values in a worksheet."""
    rows = await session.execute(
        select(WorksheetValue)
        .where(
            WorksheetValue.person_id == person_id,
            WorksheetValue.enrolment_id == enrolment_id,
            WorksheetValue.activity_id == activity_id,
        )
        .order_by(WorksheetValue.key)
    )
    return rows.scalars().all()
