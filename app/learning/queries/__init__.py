"""Every SQL statement of learning. Whose rows an actor sees is part of each statement."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.models import Course
from app.kit.database import insert_into
from app.learning.models import (
    ActivityState,
    Command,
    DeviceKey,
    Enrolment,
    Exemption,
    HandedOver,
    Outcome,
    PrivateNote,
)
from app.learning.statuses import EnrolmentStatus, ExemptionCause


async def enrolment_of(session: AsyncSession, person_id: UUID, course_id: UUID) -> Enrolment | None:
    """A person's enrolment in a course, withdrawn or not."""
    return (
        await session.execute(
            select(Enrolment).where(
                Enrolment.person_id == person_id, Enrolment.course_id == course_id
            )
        )
    ).scalar_one_or_none()


async def course_and_enrolment(
    session: AsyncSession, person_id: UUID, slug: str
) -> tuple[Course, Enrolment | None] | None:
    """The course at an address, whoever may see it, and a person's enrolment in it if any."""
    row = (
        await session.execute(
            select(Course, Enrolment)
            .outerjoin(
                Enrolment,
                and_(Enrolment.course_id == Course.id, Enrolment.person_id == person_id),
            )
            .where(Course.slug == slug)
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


async def enrolment_for_person(
    session: AsyncSession, person_id: UUID, enrolment_id: UUID
) -> Enrolment | None:
    """An enrolment if it is this person's."""
    return (
        await session.execute(
            select(Enrolment).where(Enrolment.id == enrolment_id, Enrolment.person_id == person_id)
        )
    ).scalar_one_or_none()


async def add_enrolment(session: AsyncSession, values: Mapping[str, Any]) -> bool:
    """Add an enrolment unless the person has one in the course; whether it was added.

    A double tap asks twice in the same instant: the second waits for the first and then finds it.
    """
    added = await session.execute(
        insert_into(session, Enrolment)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["person_id", "course_id"])
        .returning(Enrolment.id)
    )
    return added.scalar_one_or_none() is not None


async def decline(session: AsyncSession, enrolment_id: UUID, version: int) -> None:
    """Nothing else of the enrolment, so that its last step stays when it was."""
    await session.execute(
        update(Enrolment).where(Enrolment.id == enrolment_id).values(declined_version=version)
    )


async def enrolment_for_update(session: AsyncSession, enrolment_id: UUID) -> Enrolment:
    """The enrolment, locked: whoever judges completion goes one after another.

    As it is once the lock is had: what this session read before may be out of date by then.
    """
    return (
        await session.execute(
            select(Enrolment)
            .where(Enrolment.id == enrolment_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    ).scalar_one()


async def enrolments_by_id(
    session: AsyncSession, person_id: UUID, ids: Collection[UUID]
) -> dict[UUID, Enrolment]:
    """Those of ``ids`` that are this person's."""
    rows = await session.execute(
        select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.id.in_(ids))
    )
    return {row.id: row for row in rows.scalars()}


async def enrolments_in(
    session: AsyncSession, person_id: UUID, course_ids: Collection[UUID]
) -> dict[UUID, Enrolment]:
    """A person's enrolments in these courses that are not withdrawn, by course."""
    rows = await session.execute(
        select(Enrolment).where(
            Enrolment.person_id == person_id,
            Enrolment.course_id.in_(course_ids),
            Enrolment.status != EnrolmentStatus.WITHDRAWN,
        )
    )
    return {row.course_id: row for row in rows.scalars()}


async def recent_enrolments(
    session: AsyncSession, person_id: UUID, limit: int
) -> Sequence[tuple[Enrolment, Course]]:
    """A person's courses in progress with their course, last touched first."""
    rows = await session.execute(
        select(Enrolment, Course)
        .join(Course, Course.id == Enrolment.course_id)
        .where(Enrolment.person_id == person_id, Enrolment.status == EnrolmentStatus.ACTIVE)
        .order_by(Enrolment.updated_at.desc(), Enrolment.id)
        .limit(limit)
    )
    return [(enrolment, course) for enrolment, course in rows]


async def commands_since(
    session: AsyncSession, person_id: UUID, cursor: int, limit: int
) -> Sequence[Command]:
    """A person's accepted and refused commands after ``cursor``, in order of receipt."""
    rows = await session.execute(
        select(Command)
        .where(Command.person_id == person_id, Command.cursor > cursor)
        .order_by(Command.cursor)
        .limit(limit)
    )
    return rows.scalars().all()


async def states_of(
    session: AsyncSession, enrolment_ids: Collection[UUID]
) -> Sequence[ActivityState]:
    rows = await session.execute(
        select(ActivityState).where(ActivityState.enrolment_id.in_(enrolment_ids))
    )
    return rows.scalars().all()


async def state_of(session: AsyncSession, enrolment_id: UUID, activity_id: UUID) -> ActivityState:
    """The state row of an activity, added to the session if there is none yet."""
    state = await session.get(ActivityState, (enrolment_id, activity_id))
    if state is None:
        state = ActivityState(
            enrolment_id=enrolment_id, activity_id=activity_id, furthest=0, spot_hlc=0
        )
        session.add(state)
    return state


async def standing_outcomes(
    session: AsyncSession, enrolment_id: UUID, activity_id: UUID
) -> Sequence[Outcome]:
    """The last outcome of each source of an activity: those no other supersedes."""
    newer = select(Outcome.supersedes_id).where(
        Outcome.enrolment_id == enrolment_id,
        Outcome.activity_id == activity_id,
        Outcome.supersedes_id.is_not(None),
    )
    rows = await session.execute(
        select(Outcome).where(
            Outcome.enrolment_id == enrolment_id,
            Outcome.activity_id == activity_id,
            Outcome.id.not_in(newer),
        )
    )
    return rows.scalars().all()


async def exemptions_of(session: AsyncSession, enrolment_id: UUID) -> dict[UUID, ExemptionCause]:
    """What need not be done and why, by activity; a test passed says more than an excuse."""
    rows = await session.execute(
        select(Exemption.activity_id, Exemption.cause)
        .where(Exemption.enrolment_id == enrolment_id, Exemption.withdrawn_at.is_(None))
        .order_by(Exemption.cause)
    )
    return {row.activity_id: row.cause for row in rows}


async def put_exemptions(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add them; what had been withdrawn is in force again."""
    statement = insert_into(session, Exemption).values(list(rows))
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["enrolment_id", "activity_id", "cause", "source_id"],
            set_={"withdrawn_at": None, "reason": new.reason, "by": new.by, "at": new.at},
            where=Exemption.withdrawn_at.is_not(None),
        )
    )


async def withdraw_exemptions(
    session: AsyncSession, enrolment_id: UUID, source_id: UUID, now: datetime
) -> int:
    """Those that rest on a source; how many were in force."""
    withdrawn = await session.execute(
        update(Exemption)
        .where(
            Exemption.enrolment_id == enrolment_id,
            Exemption.source_id == source_id,
            Exemption.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
        .returning(Exemption.id)
    )
    return len(withdrawn.all())


async def notes_of(
    session: AsyncSession, person_id: UUID, enrolment_id: UUID
) -> Sequence[PrivateNote]:
    """A person's own notes and reflections; nobody else's query asks for them."""
    rows = await session.execute(
        select(PrivateNote)
        .where(PrivateNote.person_id == person_id, PrivateNote.enrolment_id == enrolment_id)
        .order_by(PrivateNote.activity_id, PrivateNote.block)
    )
    return rows.scalars().all()


async def device_key(session: AsyncSession, person_id: UUID, device: str) -> DeviceKey | None:
    return await session.get(DeviceKey, (person_id, device), populate_existing=True)


async def device_keys(session: AsyncSession, person_id: UUID) -> frozenset[str]:
    """The devices of a person that have a key."""
    rows = await session.execute(select(DeviceKey.device).where(DeviceKey.person_id == person_id))
    return frozenset(rows.scalars())


async def add_device_key(session: AsyncSession, row: Mapping[str, Any]) -> None:
    """Unless the device has one."""
    await session.execute(insert_into(session, DeviceKey).values(**row).on_conflict_do_nothing())


async def add_handed_over(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """The first result of each command stands."""
    for start in range(0, len(rows), 100):
        part = list(rows[start : start + 100])
        await session.execute(
            insert_into(session, HandedOver).values(part).on_conflict_do_nothing()
        )


async def handed_over_of(
    session: AsyncSession, person_id: UUID, device: str, *, since: datetime, limit: int
) -> Sequence[HandedOver]:
    rows = await session.execute(
        select(HandedOver)
        .where(
            HandedOver.person_id == person_id,
            HandedOver.device == device,
            HandedOver.received_at >= since,
        )
        .order_by(HandedOver.received_at.desc(), HandedOver.command_id)
        .limit(limit)
    )
    return rows.scalars().all()
