"""Tables of messages, of who got them, and of who wants no mail.

A message is written once; each of its recipients has a delivery of their own and sees nobody
else's. The mail of a delivery stands in the same row: what waits there is the queue.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime


class MessageKind(StrEnum):
    """What a message is about. ``written``: by a person, to a course's learners."""

    WRITTEN = "written"
    REPORT = "report"
    REVIEW = "review"
    PUBLISHING = "publishing"
    NOTICE = "notice"


class Audience(StrEnum):
    """Which of a course's learners: see ``app.inbox.audiences``."""

    ALL = "all"
    ACTIVE = "active"
    STUCK = "stuck"
    DONE = "done"
    CHOSEN = "chosen"


class MailState(StrEnum):
    """``unneeded``: read, or mail declined, before it was due."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    UNNEEDED = "unneeded"


class Message(Base):
    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_course", "course_id", "kind", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, doc="UUIDv7: in the order of sending")
    kind: Mapped[MessageKind] = mapped_column(stored_by_value(MessageKind))
    # No foreign key: a draft has an id before there is a course.
    course_id: Mapped[UUID | None] = mapped_column()
    sender_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("people.id"), doc="None: the house itself"
    )
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, doc="Plain text; a blank line parts paragraphs")
    # What the house says, it says in both languages; what a person wrote stands as written.
    subject_en: Mapped[str | None] = mapped_column(String(200))
    body_en: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(String(300), doc="A path of this house")
    audience: Mapped[Audience | None] = mapped_column(stored_by_value(Audience))
    days: Mapped[int | None] = mapped_column(doc="Without progress, of active and stuck")
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Delivery(Base):
    """A message in a person's inbox."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_unread", "person_id", "read_at"),
        Index("ix_deliveries_mail_due", "mail_state", "mail_due_at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    message_id: Mapped[UUID] = mapped_column(
        ForeignKey("messages.id"), primary_key=True, index=True
    )
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mail_state: Mapped[MailState | None] = mapped_column(
        stored_by_value(MailState), doc="None: no mail was asked for"
    )
    mail_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mail_tries: Mapped[int] = mapped_column(default=0)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mail_failure: Mapped[str | None] = mapped_column(
        String(24), doc="refused, delayed or unreachable: why the last try came to nothing"
    )


class MailChoice(Base):
    """Whether a person wants messages by mail too; no row: yes."""

    __tablename__ = "mail_choices"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    wants_mail: Mapped[bool] = mapped_column()
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
