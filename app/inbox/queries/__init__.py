"""The SQL of messages. Whose inbox it is, is part of each statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.models import Course
from app.identity.models import Agency, Person, PersonStatus
from app.inbox.models import Audience, Delivery, MailChoice, MailState, Message, MessageKind
from app.kit.database import insert_into
from app.learning.models import Enrolment
from app.learning.statuses import EnrolmentStatus

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone a message goes to. ``mailable``: has an address and wants mail."""

    person_id: UUID
    time_zone: str
    mailable: bool


def _wants_mail() -> ColumnElement[bool]:
    declined = (
        select(MailChoice.person_id)
        .where(MailChoice.person_id == Person.id, MailChoice.wants_mail.is_(False))
        .exists()
    )
    return Person.email.is_not(None) & ~declined


async def readers(session: AsyncSession, person_ids: Collection[UUID]) -> list[Reader]:
    """Of these people, those whose account is in use."""
    wanted, found = sorted(set(person_ids)), []
    for start in range(0, len(wanted), CHUNK):
        rows = await session.execute(
            select(Person.id, Agency.time_zone, _wants_mail())
            .join(Agency, Agency.id == Person.agency_id)
            .where(
                Person.id.in_(wanted[start : start + CHUNK]),
                Person.status == PersonStatus.ACTIVE,
            )
        )
        found += [Reader(*row) for row in rows]
    return found


async def add_deliveries(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), CHUNK):
        await session.execute(insert_into(session, Delivery), rows[start : start + CHUNK])


def _in_audience(
    course_id: UUID, to: Audience, enrolments: Collection[UUID], moved_since: datetime
) -> ColumnElement[bool]:
    """Under way and done as the enrolment says; its ``updated_at`` is the last progress."""
    of_course = (Enrolment.course_id == course_id) & (Enrolment.status != EnrolmentStatus.WITHDRAWN)
    under_way = of_course & (Enrolment.status == EnrolmentStatus.ACTIVE)
    match to:
        case Audience.ALL:
            return of_course
        case Audience.ACTIVE:
            return under_way & (Enrolment.updated_at > moved_since)
        case Audience.STUCK:
            return under_way & (Enrolment.updated_at <= moved_since)
        case Audience.DONE:
            return of_course & (Enrolment.status == EnrolmentStatus.COMPLETED)
        case Audience.CHOSEN:
            return of_course & Enrolment.id.in_(enrolments)


async def audience(
    session: AsyncSession,
    course_id: UUID,
    to: Audience,
    enrolments: Collection[UUID],
    moved_since: datetime,
) -> list[Reader]:
    """Learners of a course whose account is in use."""
    rows = await session.execute(
        select(Person.id, Agency.time_zone, _wants_mail())
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(
            _in_audience(course_id, to, enrolments, moved_since),
            Person.status == PersonStatus.ACTIVE,
        )
        .order_by(Person.id)
    )
    return [Reader(*row) for row in rows]


async def lock_course(session: AsyncSession, course_id: UUID) -> None:
    """Let nobody else write to the course's learners until this transaction ends."""
    await session.execute(select(Course.id).where(Course.id == course_id).with_for_update())


@dataclass(frozen=True, slots=True)
class Received:
    """A message as its reader has it. ``sender`` None: the house itself."""

    message: Message
    read_at: datetime | None
    sender: str | None
    course_slug: str | None
    publication_id: str | None


_RECEIVED = (
    select(Message, Delivery.read_at, Person.name, Course.slug, Course.publication_id)
    .join(Delivery, Delivery.message_id == Message.id)
    .outerjoin(Person, Person.id == Message.sender_id)
    .outerjoin(Course, Course.id == Message.course_id)
)


async def received(
    session: AsyncSession, person_id: UUID, *, after: UUID | None, limit: int
) -> list[Received]:
    """A person's messages, newest first, those older than ``after``."""
    statement = (
        _RECEIVED.where(Delivery.person_id == person_id)
        .order_by(Delivery.message_id.desc())
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Delivery.message_id < after)
    return [Received(*row) for row in await session.execute(statement)]


async def received_one(session: AsyncSession, person_id: UUID, message_id: UUID) -> Received | None:
    statement = _RECEIVED.where(Delivery.person_id == person_id, Delivery.message_id == message_id)
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else Received(*row)


async def unread(session: AsyncSession, person_id: UUID) -> int:
    """How many of a person's messages nobody has opened."""
    statement = select(func.count()).where(
        Delivery.person_id == person_id, Delivery.read_at.is_(None)
    )
    return (await session.execute(statement)).scalar_one()


async def mark_read(
    session: AsyncSession, person_id: UUID, now: datetime, message_id: UUID | None = None
) -> None:
    """One message, or all of them; the first reading counts."""
    statement = update(Delivery).where(Delivery.person_id == person_id, Delivery.read_at.is_(None))
    if message_id is not None:
        statement = statement.where(Delivery.message_id == message_id)
    await session.execute(statement.values(read_at=now))


async def wants_mail(session: AsyncSession, person_id: UUID) -> bool:
    choice = await session.get(MailChoice, person_id)
    return choice is None or choice.wants_mail


async def put_mail_choice(
    session: AsyncSession, person_id: UUID, *, wants_mail: bool, now: datetime
) -> None:
    row = {"person_id": person_id, "wants_mail": wants_mail, "changed_at": now}
    statement = insert_into(session, MailChoice).values(row)
    await session.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=row))


async def email_of(session: AsyncSession, person_id: UUID) -> str | None:
    found = select(Person.email).where(Person.id == person_id)
    return (await session.execute(found)).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Sent:
    """A message to a course's learners, and what became of it."""

    message: Message
    sender: str | None
    counts: Mapping[str, int]


_SENT = (
    select(Message, Person.name)
    .outerjoin(Person, Person.id == Message.sender_id)
    .where(Message.kind == MessageKind.WRITTEN)
    .order_by(Message.id.desc())
)


async def sent_to_course(
    session: AsyncSession, course_id: UUID, *, after: UUID | None, limit: int
) -> list[Sent]:
    """What people wrote to a course's learners, newest first, those before ``after``."""
    statement = _SENT.where(Message.course_id == course_id).limit(limit)
    if after is not None:
        statement = statement.where(Message.id < after)
    return await _sent(session, statement)


async def written_since(session: AsyncSession, course_id: UUID, since: datetime) -> list[Sent]:
    """What people wrote to the course's learners after ``since``, newest first."""
    return await _sent(
        session, _SENT.where(Message.course_id == course_id, Message.sent_at > since)
    )


async def sent_one(session: AsyncSession, message_id: UUID) -> Sent:
    return (await _sent(session, _SENT.where(Message.id == message_id)))[0]


async def people_told(session: AsyncSession, message_id: UUID) -> set[UUID]:
    rows = await session.execute(
        select(Delivery.person_id).where(Delivery.message_id == message_id)
    )
    return set(rows.scalars())


async def _sent(session: AsyncSession, statement: Select[Message, str]) -> list[Sent]:
    found = [(row[0], row[1]) for row in await session.execute(statement)]
    counts = await _counts(session, [message.id for message, _sender in found])
    return [Sent(message, sender, counts[message.id]) for message, sender in found]


async def _counts(
    session: AsyncSession, message_ids: Collection[UUID]
) -> dict[UUID, dict[str, int]]:
    """By message: people, read, and mail by state; ``retried``: waiting after a try."""
    if not message_ids:
        return {}
    retried = (Delivery.mail_state == MailState.WAITING) & (Delivery.mail_failure.is_not(None))
    columns = {
        "people": func.count(),
        "read": func.count(Delivery.read_at),
        "retried": func.count().filter(retried),
        **{state.value: func.count().filter(Delivery.mail_state == state) for state in MailState},
    }
    rows = await session.execute(
        select(Delivery.message_id, *columns.values())
        .where(Delivery.message_id.in_(message_ids))
        .group_by(Delivery.message_id)
    )
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows}
