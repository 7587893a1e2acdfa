"""What people do with their own inbox."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.inbox import queries
from app.inbox.errors import MessageNotFound
from app.inbox.queries import Received
from app.inbox.schemas import InboxCourse, InboxMessage, InboxPage, MailRead
from app.inbox.service import mail_is_set
from app.kit.pagination import encode_cursor, place_after


async def inbox_of(
    session: AsyncSession, actor: Actor, *, after: str | None, limit: int
) -> InboxPage:
    """The actor's messages, newest first, and how many are unread."""
    found = await queries.received(
        session, actor.person_id, after=place_after(after, UUID), limit=limit + 1
    )
    more = len(found) > limit
    return InboxPage(
        items=[await _as_read(session, actor, one) for one in found[:limit]],
        next=encode_cursor([found[limit - 1].message.id.hex]) if more else None,
        unread=await queries.unread(session, actor.person_id),
    )


async def message_of(session: AsyncSession, actor: Actor, message_id: UUID) -> InboxMessage:
    """One of the actor's messages; else ``MessageNotFound``."""
    found = await queries.received_one(session, actor.person_id, message_id)
    if found is None:
        raise MessageNotFound
    return await _as_read(session, actor, found)


async def read_message(
    session: AsyncSession, actor: Actor, message_id: UUID, *, now: datetime
) -> InboxMessage:
    """The same, and it counts as read from now on; what was read before keeps its time."""
    found = await message_of(session, actor, message_id)
    if found.read_at is None:
        await queries.mark_read(session, actor.person_id, now, message_id)
        found.read_at = now
    return found


async def read_all(session: AsyncSession, actor: Actor, *, now: datetime) -> None:
    await queries.mark_read(session, actor.person_id, now)


async def mail_of(session: AsyncSession, actor: Actor) -> MailRead:
    return MailRead(
        available=mail_is_set(session),
        has_address=await queries.email_of(session, actor.person_id) is not None,
        wants_mail=await queries.wants_mail(session, actor.person_id),
    )


async def choose_mail(
    session: AsyncSession, actor: Actor, *, wants_mail: bool, now: datetime
) -> MailRead:
    """Messages by mail too, or in the inbox alone; of what waits, nothing goes out any more."""
    await queries.put_mail_choice(session, actor.person_id, wants_mail=wants_mail, now=now)
    return await mail_of(session, actor)


async def _as_read(session: AsyncSession, actor: Actor, one: Received) -> InboxMessage:
    message, english = one.message, actor.language == "en"
    return InboxMessage(
        id=message.id,
        kind=message.kind,
        subject=(english and message.subject_en) or message.subject,
        body=(english and message.body_en) or message.body,
        link=message.link,
        sender=one.sender,
        course=await _course(session, one, actor.language),
        sent_at=message.sent_at,
        read_at=one.read_at,
    )


async def _course(session: AsyncSession, one: Received, language: str) -> InboxCourse | None:
    if one.course_slug is None or one.publication_id is None:
        return None
    return InboxCourse(
        slug=one.course_slug, title=await course_title(session, one.publication_id, language)
    )


async def course_title(session: AsyncSession, publication_id: str, language: str) -> str:
    published = await publications_of(session).get(publication_id)
    text = published.public.text
    return (text.get("en", text["id"]) if language == "en" else text["id"]).title
