"""Shapes of messages at the HTTP edge."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

from app.inbox.models import Audience, MessageKind
from app.kit.text import CleanLine, CleanText

MAX_CHOSEN = 200
GroupName = Literal["all", "active", "stuck", "done"]
Chosen = Annotated[list[UUID], Field(min_length=1, max_length=MAX_CHOSEN)]
Subject = Annotated[CleanLine, Field(min_length=3, max_length=120)]
Body = Annotated[
    CleanText, StringConstraints(strip_whitespace=True), Field(min_length=3, max_length=4000)
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class InboxCourse(BaseModel):
    """The course a message is about; ``slug`` leads there."""

    slug: str
    title: str


class InboxMessage(BaseModel):
    """A message as its reader has it; plain text. ``sender`` null: the house itself."""

    id: UUID
    kind: MessageKind
    subject: str
    body: str
    link: str | None
    sender: str | None
    course: InboxCourse | None
    sent_at: datetime
    read_at: datetime | None


class InboxPage(BaseModel):
    """Newest first. ``unread`` counts the whole inbox."""

    items: list[InboxMessage]
    next: str | None
    unread: int


class InboxCount(BaseModel):
    unread: int


class MailRead(BaseModel):
    """``available``: this house sends mail; ``has_address``: and knows where to."""

    available: bool
    has_address: bool
    wants_mail: bool


class MailSet(_Body):
    wants_mail: StrictBool


class AudienceAsk(_Body):
    """``to``: a group, or enrolments of the course. ``days``: without progress, of ``stuck``."""

    to: GroupName | Chosen
    days: Annotated[StrictInt, Field(ge=1, le=365)] = 14

    @property
    def audience(self) -> Audience:
        return Audience(self.to) if isinstance(self.to, str) else Audience.CHOSEN

    @property
    def enrolments(self) -> tuple[UUID, ...]:
        return () if isinstance(self.to, str) else tuple(self.to)


class AudienceRead(BaseModel):
    """``by_mail`` of ``people`` get a mail too, from ``mail_at`` on by the asker's clock."""

    course: InboxCourse
    people: int
    by_mail: int
    mail_available: bool
    mail_at: datetime


class MessageWrite(AudienceAsk):
    subject: Subject
    body: Body
    mail: StrictBool = True


class MailCounts(BaseModel):
    """Mails of a message, by state; ``retried`` of those ``waiting`` did not get through before."""

    waiting: int
    retried: int
    sent: int
    failed: int
    unneeded: int


class SentMessage(BaseModel):
    """A message to learners of a course. Who they are is not said, but how many."""

    id: UUID
    subject: str
    body: str
    sender: str | None
    audience: Audience
    days: int | None
    sent_at: datetime
    people: int
    read: int
    mail: MailCounts
