"""The SQL of the incident paper. Whose rows an actor sees is part of each statement."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.models import Attempt, AttemptStart
from app.identity.models import Nip
from app.learning.models import Command, ConnectionEvent, HandedOver


async def commands_of_attempt(
    session: AsyncSession, person_id: UUID, attempt: Attempt, limit: int
) -> Sequence[Command]:
    """All that was said about an attempt, its starts too, in the order it was received."""
    starts = select(AttemptStart.command_id).where(AttemptStart.attempt_id == attempt.id)
    about = or_(
        Command.attempt_id == attempt.id, and_(Command.kind == "start", Command.id.in_(starts))
    )
    rows = await session.execute(
        select(Command)
        .where(Command.person_id == person_id, about)
        .order_by(Command.cursor)
        .limit(limit)
    )
    return rows.scalars().all()


async def commands_of_enrolment(
    session: AsyncSession, person_id: UUID, enrolment_id: UUID, limit: int
) -> Sequence[Command]:
    """The last ``limit`` of an enrolment, in the order they were received."""
    rows = await session.execute(
        select(Command)
        .where(Command.person_id == person_id, Command.enrolment_id == enrolment_id)
        .order_by(Command.cursor.desc())
        .limit(limit)
    )
    return rows.scalars().all()[::-1]


async def seqs_of(
    session: AsyncSession, person_id: UUID, device: str, first: int, last: int, limit: int
) -> Sequence[int]:
    """The counters of a device's commands that are here, ascending."""
    rows = await session.execute(
        select(Command.seq)
        .where(
            Command.person_id == person_id,
            Command.device == device,
            Command.seq.between(first, last),
        )
        .order_by(Command.seq)
        .limit(limit)
    )
    return rows.scalars().all()


async def brought_among(
    session: AsyncSession, person_id: UUID, ids: Collection[UUID]
) -> frozenset[UUID]:
    """Those that somebody carried here in a file."""
    rows = await session.execute(
        select(HandedOver.command_id).where(
            HandedOver.person_id == person_id, HandedOver.command_id.in_(ids)
        )
    )
    return frozenset(rows.scalars())


async def connection_notes(
    session: AsyncSession, person_id: UUID, since: datetime, until: datetime
) -> Sequence[ConnectionEvent]:
    rows = await session.execute(
        select(ConnectionEvent)
        .where(
            ConnectionEvent.person_id == person_id,
            ConnectionEvent.at >= since,
            ConnectionEvent.at <= until,
        )
        .order_by(ConnectionEvent.at, ConnectionEvent.device)
        .limit(1_000)
    )
    return rows.scalars().all()


async def nip_of(session: AsyncSession, person_id: UUID) -> str | None:
    rows = await session.execute(
        select(Nip.nip).where(Nip.person_id == person_id, Nip.valid_until.is_(None)).limit(1)
    )
    return rows.scalar_one_or_none()
