"""The SQL of mail that waits: what is due, for whom, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.identity.models import Agency, Person, PersonStatus
from app.inbox.models import Delivery, MailChoice, MailState, Message


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits to be mailed. ``to`` None: no mail is wanted, or possible, any more."""

    person_id: UUID
    course_id: UUID | None
    message_id: UUID
    tries: int
    time_zone: str
    language: str
    to: str | None
    subject: str
    body: str
    subject_en: str | None
    body_en: str | None
    sender: str | None

    @property
    def bundle(self) -> tuple[UUID, UUID | None]:
        """What shares a mail."""
        return self.person_id, self.course_id


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Delivery.mail_state == MailState.WAITING, Delivery.mail_due_at <= now


async def is_any_due(session: AsyncSession, now: datetime) -> bool:
    due = select(exists().where(*_is_due(now)))
    return bool((await session.execute(due)).scalar_one())


async def take_due(session: AsyncSession, now: datetime, *, limit: int) -> list[Waiting]:
    """The due messages of up to ``limit`` people and courses, locked, a bundle's together.

    What another worker holds is passed over.
    """
    bundles = (
        select(Delivery.person_id, Message.course_id)
        .join(Message, Message.id == Delivery.message_id)
        .where(*_is_due(now))
        .group_by(Delivery.person_id, Message.course_id)
        .order_by(func.min(Delivery.mail_due_at))
        .limit(limit)
        .subquery()
    )
    wanted = exists().where(
        bundles.c.person_id == Delivery.person_id,
        bundles.c.course_id.is_not_distinct_from(Message.course_id),
    )
    sender = aliased(Person)
    declined = exists().where(MailChoice.person_id == Person.id, MailChoice.wants_mail.is_(False))
    possible = and_(Person.status == PersonStatus.ACTIVE, Delivery.read_at.is_(None), ~declined)
    rows = await session.execute(
        select(
            Delivery.person_id,
            Message.course_id,
            Delivery.message_id,
            Delivery.mail_tries,
            Agency.time_zone,
            Person.language,
            case((possible, Person.email)),
            Message.subject,
            Message.body,
            Message.subject_en,
            Message.body_en,
            sender.name,
        )
        .join(Message, Message.id == Delivery.message_id)
        .join(Person, Person.id == Delivery.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .outerjoin(sender, sender.id == Message.sender_id)
        .where(*_is_due(now), wanted)
        .order_by(Delivery.person_id, Message.course_id, Delivery.message_id)
        .with_for_update(skip_locked=True, of=Delivery)
    )
    return [Waiting(*row) for row in rows]


async def was_mailed(
    session: AsyncSession, person_id: UUID, course_id: UUID | None, since: datetime
) -> bool:
    """Whether a mail about the course went to the person since then."""
    mailed = (
        select(Delivery.message_id)
        .join(Message, Message.id == Delivery.message_id)
        .where(
            Delivery.person_id == person_id,
            Message.course_id.is_not_distinct_from(course_id),
            Delivery.mailed_at >= since,
        )
        .limit(1)
    )
    return (await session.execute(mailed)).first() is not None


def _of(person_id: UUID, message_ids: Collection[UUID]) -> tuple[ColumnElement[bool], ...]:
    return Delivery.person_id == person_id, Delivery.message_id.in_(message_ids)


async def postpone(
    session: AsyncSession, person_id: UUID, message_ids: Collection[UUID], due_at: datetime
) -> None:
    await session.execute(
        update(Delivery).where(*_of(person_id, message_ids)).values(mail_due_at=due_at)
    )


async def let_go(session: AsyncSession, person_id: UUID, message_ids: Collection[UUID]) -> None:
    """Nobody needs this mail any more."""
    await session.execute(
        update(Delivery)
        .where(*_of(person_id, message_ids))
        .values(mail_state=MailState.UNNEEDED, mail_due_at=None)
    )


async def note_mail(
    session: AsyncSession,
    person_id: UUID,
    message_ids: Collection[UUID],
    *,
    state: MailState,
    due_at: datetime | None,
    tries: int,
    mailed_at: datetime | None,
    failure: str | None,
) -> None:
    """What became of a try; of a letter that went out, no failure is left."""
    await session.execute(
        update(Delivery)
        .where(*_of(person_id, message_ids))
        .values(
            mail_state=state,
            mail_due_at=due_at,
            mail_tries=tries,
            mailed_at=mailed_at,
            mail_failure=failure,
        )
    )
