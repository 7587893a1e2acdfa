"""Messages over HTTP: one's own inbox, and writing to the learners of a course."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from app.catalogue.errors import CourseNotFound
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.inbox import reading, writing
from app.inbox.errors import MessageNotFound, NipInMessage, NobodyToWriteTo, TooManyMessages
from app.inbox.schemas import (
    AudienceAsk,
    AudienceRead,
    InboxCount,
    InboxMessage,
    InboxPage,
    MailRead,
    MailSet,
    MessageWrite,
    SentMessage,
)
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page
from app.kit.problems import Invalid, Unauthenticated, Unavailable, problem_responses
from app.kit.text import CleanText

Slug = Annotated[CleanText, Path(max_length=80)]
SIGNED_IN = problem_responses(Unauthenticated, PasswordChangeRequired, Invalid, Unavailable)
READ = SIGNED_IN | problem_responses(MessageNotFound)
STAFF = SIGNED_IN | problem_responses(CourseNotFound)
WRITE = STAFF | problem_responses(NobodyToWriteTo, NipInMessage, TooManyMessages)
SENT = "/teaching/courses/{slug}/messages"

router = APIRouter(prefix="/api/v1", tags=["inbox"])


@router.get("/inbox", responses=SIGNED_IN)
async def list_inbox(
    actor: CurrentActor, session: ReadSession, after: After = None, limit: Limit = 50
) -> InboxPage:
    """Your messages, newest first."""
    return await reading.inbox_of(session, actor, after=after, limit=limit)


@router.post("/inbox/read", responses=SIGNED_IN)
async def mark_all_read(actor: CurrentActor, session: DbSession, now: Now) -> InboxCount:
    """All of your messages count as read."""
    await reading.read_all(session, actor, now=now)
    return InboxCount(unread=0)


@router.get("/inbox/mail", responses=SIGNED_IN)
async def read_mail_choice(actor: CurrentActor, session: ReadSession) -> MailRead:
    """Whether your messages come by mail too."""
    return await reading.mail_of(session, actor)


@router.put("/inbox/mail", responses=SIGNED_IN)
async def put_mail_choice(
    body: MailSet, actor: CurrentActor, session: DbSession, now: Now
) -> MailRead:
    """Choose whether your messages come by mail too; they are in the inbox either way."""
    return await reading.choose_mail(session, actor, wants_mail=body.wants_mail, now=now)


@router.get("/inbox/{message_id}", responses=READ)
async def read_message(message_id: UUID, actor: CurrentActor, session: ReadSession) -> InboxMessage:
    """One of your messages."""
    return await reading.message_of(session, actor, message_id)


@router.post("/inbox/{message_id}/read", responses=READ)
async def mark_read(
    message_id: UUID, actor: CurrentActor, session: DbSession, now: Now
) -> InboxMessage:
    """A message of yours counts as read; twice is once."""
    return await reading.read_message(session, actor, message_id, now=now)


@router.get(SENT, responses=STAFF)
async def list_sent(
    slug: Slug, actor: CurrentActor, session: ReadSession, after: After = None, limit: Limit = 20
) -> Page[SentMessage]:
    """What was written to the course's learners, newest first."""
    return await writing.sent_of(session, actor, slug, after=after, limit=limit)


@router.post(f"{SENT}/audience", responses=STAFF)
async def read_audience(
    slug: Slug, body: AudienceAsk, actor: CurrentActor, session: ReadSession, now: Now
) -> AudienceRead:
    """How many learners a message would reach; nothing is sent."""
    return await writing.audience_of(session, actor, slug, ask=body, now=now)


@router.post(SENT, status_code=201, responses=WRITE)
async def write_message(
    slug: Slug, body: MessageWrite, actor: CurrentActor, session: DbSession, now: Now
) -> SentMessage:
    """Write to learners of the course: each gets the message alone, and sees nobody else."""
    return await writing.write(session, actor, slug, letter=body, now=now)
