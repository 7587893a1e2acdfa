"""The door of the inbox: tell people something; and what its owner does there.

``tell`` is what other features call, in the transaction of the act they tell of: neither exists
without the other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.inbox import queries
from app.inbox.models import Audience, MailState, Message, MessageKind
from app.inbox.queries import Reader
from app.inbox.quiet import next_mail_time
from app.kit.ids import uuid7

MAX_SUBJECT = 200
MAILING_KEY = "lentera.mailing"

Words = str | Mapping[str, str]
"""One text for all, or a text by language: ``id`` and ``en``."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a message says. ``link``: a path of this house, or None."""

    subject: str
    body: str
    kind: MessageKind
    link: str | None
    sender: UUID | None
    course_id: UUID | None = None
    subject_en: str | None = None
    body_en: str | None = None
    audience: Audience | None = None
    days: int | None = None


async def unread_of(session: AsyncSession, actor: Actor) -> int:
    """How many of the actor's messages nobody has opened."""
    return await queries.unread(session, actor.person_id)


def mail_is_set(session: AsyncSession) -> bool:
    """Whether this house sends mail at all."""
    return bool(session.info.get(MAILING_KEY, False))


async def tell(
    session: AsyncSession,
    people: Collection[UUID],
    subject: Words,
    body: Words,
    *,
    kind: MessageKind,
    link: str | None,
    sender: UUID | None,
    now: datetime,
    course_id: UUID | None = None,
    mail: bool = True,
) -> UUID | None:
    """Put a message into people's inboxes; its id, or None if none of them has an account in use.

    Plain text; a blank line in ``body`` parts paragraphs. A subject is cut to 200 signs on one
    line. ``sender`` None: the house itself. With ``mail`` it goes by mail too, where mail is set
    and wanted, in working hours, at most one mail a day for a person and course.
    """
    subject_id, subject_en = _by_language(subject)
    body_id, body_en = _by_language(body)
    note = Note(
        subject=_one_line(subject_id),
        body=body_id,
        kind=kind,
        link=link,
        sender=sender,
        course_id=course_id,
        subject_en=None if subject_en is None else _one_line(subject_en),
        body_en=body_en,
    )
    readers = await queries.readers(session, people)
    if not readers:
        return None
    return await deliver(session, readers, note, message_id=uuid7(), now=now, mail=mail)


async def deliver(
    session: AsyncSession,
    readers: Sequence[Reader],
    note: Note,
    *,
    message_id: UUID,
    now: datetime,
    mail: bool,
) -> UUID:
    """Write a message and its deliveries."""
    assert note.link is None or note.link.startswith("/"), note.link
    session.add(
        Message(
            id=message_id,
            kind=note.kind,
            course_id=note.course_id,
            sender_id=note.sender,
            subject=note.subject,
            body=note.body,
            subject_en=note.subject_en,
            body_en=note.body_en,
            link=note.link,
            audience=note.audience,
            days=note.days,
            sent_at=now,
        )
    )
    await session.flush()  # deliveries refer to it and pass the ORM by
    by_mail = mail and mail_is_set(session)
    due = {zone: next_mail_time(now, zone) for zone in {one.time_zone for one in readers}}
    await queries.add_deliveries(
        session,
        [
            {
                "person_id": one.person_id,
                "message_id": message_id,
                "mail_state": MailState.WAITING if by_mail and one.mailable else None,
                "mail_due_at": due[one.time_zone] if by_mail and one.mailable else None,
                "mail_tries": 0,
            }
            for one in readers
        ],
    )
    return message_id


def _by_language(words: Words) -> tuple[str, str | None]:
    return (words, None) if isinstance(words, str) else (words["id"], words.get("en"))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:MAX_SUBJECT]
