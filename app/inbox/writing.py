"""Course staff write to their learners: whom, how many, how often, and what became of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.models import Course
from app.identity.actor import Actor
from app.inbox import queries
from app.inbox.errors import NipInMessage, NobodyToWriteTo, TooManyMessages
from app.inbox.models import Audience, MessageKind
from app.inbox.numbers import holds_nip
from app.inbox.queries import Reader, Sent
from app.inbox.quiet import next_mail_time
from app.inbox.reading import course_title
from app.inbox.schemas import (
    AudienceAsk,
    AudienceRead,
    InboxCourse,
    MailCounts,
    MessageWrite,
    SentMessage,
)
from app.inbox.service import Note, deliver, mail_is_set
from app.kit import audit
from app.kit.ids import uuid7
from app.kit.pagination import Page, encode_cursor, place_after

WINDOW = timedelta(hours=24)
# A course's learners are written to so often in a window, whoever of its staff writes.
MOST_TO_GROUPS, MOST_TO_CHOSEN = 5, 50


async def audience_of(
    session: AsyncSession, actor: Actor, slug: str, *, ask: AudienceAsk, now: datetime
) -> AudienceRead:
    """How many a message would reach now; raises ``CourseNotFound``."""
    course = await catalogue.taught_course(session, actor, slug)
    readers, by_mail = await _readers(session, course, ask, now), mail_is_set(session)
    assert course.publication_id is not None, slug
    title = await course_title(session, course.publication_id, actor.language)
    return AudienceRead(
        course=InboxCourse(slug=course.slug, title=title),
        people=len(readers),
        by_mail=sum(one.mailable for one in readers) if by_mail else 0,
        mail_available=by_mail,
        mail_at=next_mail_time(now, actor.time_zone),
    )


async def write(
    session: AsyncSession, actor: Actor, slug: str, *, letter: MessageWrite, now: datetime
) -> SentMessage:
    """Send a message to learners of a course, each of whom sees only their own.

    The same text to the same people again within a day is the same message: who sends once more
    because the line dropped writes nothing twice. Raises ``CourseNotFound``, ``NipInMessage``,
    ``NobodyToWriteTo``, ``TooManyMessages``.
    """
    course = await catalogue.taught_course(session, actor, slug)
    if holds_nip(letter.subject) or holds_nip(letter.body):
        raise NipInMessage
    # One at a time, or two requests at once would both find nothing sent yet.
    await queries.lock_course(session, course.id)
    readers = await _readers(session, course, letter, now)
    if not readers:
        raise NobodyToWriteTo
    written = await queries.written_since(session, course.id, now - WINDOW)
    before = await _same(session, actor, letter, readers, written)
    if before is not None:
        return _as_sent(before)
    _limit(letter, written, now)
    message_id = await deliver(
        session,
        readers,
        Note(
            subject=letter.subject,
            body=letter.body,
            kind=MessageKind.WRITTEN,
            link=f"/kursus/{course.slug}",
            sender=actor.person_id,
            course_id=course.id,
            audience=letter.audience,
            days=_days(letter),
        ),
        message_id=uuid7(),
        now=now,
        mail=letter.mail,
    )
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="message.sent",
        subject_kind="course",
        subject_id=course.id,
        now=now,
        course=course.slug,
        audience=letter.audience.value,
        people=len(readers),
    )
    return _as_sent(await queries.sent_one(session, message_id))


async def sent_of(
    session: AsyncSession, actor: Actor, slug: str, *, after: str | None, limit: int
) -> Page[SentMessage]:
    """What staff wrote to the course's learners, newest first."""
    course = await catalogue.taught_course(session, actor, slug)
    found = await queries.sent_to_course(
        session, course.id, after=place_after(after, UUID), limit=limit + 1
    )
    more = len(found) > limit
    return Page[SentMessage](
        items=[_as_sent(one) for one in found[:limit]],
        next=encode_cursor([found[limit - 1].message.id.hex]) if more else None,
    )


async def _readers(
    session: AsyncSession, course: Course, ask: AudienceAsk, now: datetime
) -> list[Reader]:
    return await queries.audience(
        session, course.id, ask.audience, ask.enrolments, now - timedelta(days=ask.days)
    )


def _days(ask: AudienceAsk) -> int | None:
    return ask.days if ask.audience in {Audience.ACTIVE, Audience.STUCK} else None


async def _same(
    session: AsyncSession,
    actor: Actor,
    letter: MessageWrite,
    readers: Sequence[Reader],
    written: Sequence[Sent],
) -> Sent | None:
    for one in written:
        was = one.message
        said = (was.sender_id, was.audience, was.days, was.subject, was.body)
        if said != (
            actor.person_id,
            letter.audience,
            _days(letter),
            letter.subject,
            letter.body,
        ):
            continue
        if letter.audience is not Audience.CHOSEN:
            return one
        if await queries.people_told(session, was.id) == {reader.person_id for reader in readers}:
            return one
    return None


def _limit(letter: MessageWrite, written: Sequence[Sent], now: datetime) -> None:
    chosen = letter.audience is Audience.CHOSEN
    most = MOST_TO_CHOSEN if chosen else MOST_TO_GROUPS
    times = sorted(
        one.message.sent_at
        for one in written
        if (one.message.audience is Audience.CHOSEN) == chosen
    )
    if len(times) >= most:
        free_at = times[len(times) - most] + WINDOW
        raise TooManyMessages(max(1, int((free_at - now).total_seconds())))


def _as_sent(one: Sent) -> SentMessage:
    message, counts = one.message, one.counts
    return SentMessage(
        id=message.id,
        subject=message.subject,
        body=message.body,
        sender=one.sender,
        audience=message.audience or Audience.ALL,
        days=message.days,
        sent_at=message.sent_at,
        people=counts["people"],
        read=counts["read"],
        mail=MailCounts(
            waiting=counts["waiting"],
            retried=counts["retried"],
            sent=counts["sent"],
            failed=counts["failed"],
            unneeded=counts["unneeded"],
        ),
    )
