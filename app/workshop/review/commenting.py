"""Comments on a draft: threads on a line, a file or the course, with replies."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.kit.ids import uuid7
from app.workshop import queries as drafts
from app.workshop import service as workshop
from app.workshop.errors import DraftFileNotFound
from app.workshop.review import differing, queries
from app.workshop.review.errors import CommentNotFound, TooManyComments
from app.workshop.review.models import DraftComment
from app.workshop.review.schemas import CommentReply, CommentThread, CommentWish

MAX_COMMENTS = 1000
MAX_QUOTE = 400


async def comments_of(
    session: AsyncSession,
    actor: Actor,
    course_id: UUID,
    *,
    after: UUID | None,
    limit: int,
    is_open: bool | None,
) -> list[CommentThread]:
    """Threads in the order in which they were begun. Raises ``DraftNotFound``."""
    draft = await workshop.draft_for(session, actor, course_id)
    threads = await queries.threads(session, course_id, after=after, limit=limit, is_open=is_open)
    return await _read(session, actor, draft, threads)


async def comment(
    session: AsyncSession, actor: Actor, course_id: UUID, wish: CommentWish, *, now: datetime
) -> CommentThread:
    """Begin a thread or reply in one; the thread as it stands then.

    A reply opens a resolved thread again. Raises ``DraftFileNotFound``, ``CommentNotFound``,
    ``TooManyComments``.
    """
    draft = await workshop.draft_for(session, actor, course_id)
    if await queries.count_comments(session, course_id) >= MAX_COMMENTS:
        raise TooManyComments
    made = DraftComment(
        id=uuid7(),
        course_id=course_id,
        thread_id=None,
        path=None,
        line=None,
        quote="",
        body=wish.body.strip() or wish.body,
        revision=draft.revision,
        by=actor.person_id,
        at=now,
    )
    thread = made
    if wish.thread is not None:
        thread = await _thread(session, course_id, wish.thread)
        made.thread_id, made.path, made.line = thread.id, thread.path, thread.line
        thread.resolved_by = thread.resolved_at = None
    elif wish.path is not None:
        made.path = wish.path
        made.line, made.quote = await _place(session, draft, wish.path, wish.line, wish.quote)
    session.add(made)
    await session.flush()  # the thread is read back with its replies
    return (await _read(session, actor, draft, [thread]))[0]


async def resolve(
    session: AsyncSession,
    actor: Actor,
    course_id: UUID,
    thread_id: UUID,
    *,
    away: bool,
    now: datetime,
) -> CommentThread:
    """Call a thread done, or open it again; twice is once. Raises ``CommentNotFound``."""
    draft = await workshop.draft_for(session, actor, course_id)
    thread = await _thread(session, course_id, thread_id)
    if away and thread.resolved_at is None:
        thread.resolved_by, thread.resolved_at = actor.person_id, now
    elif not away:
        thread.resolved_by = thread.resolved_at = None
    return (await _read(session, actor, draft, [thread]))[0]


async def _thread(session: AsyncSession, course_id: UUID, thread_id: UUID) -> DraftComment:
    found = await queries.comment(session, thread_id)
    if found is None or found.course_id != course_id or found.thread_id is not None:
        raise CommentNotFound
    return found


async def _place(
    session: AsyncSession, draft: workshop.Draft, path: str, line: int | None, quote: str
) -> tuple[int | None, str]:
    """The line that is meant and its words: as quoted, else as the line stands."""
    content = (await workshop.files_of(session, draft)).get(path)
    if content is None:
        content = (await workshop.base_of(session, draft)).get(path)
    if content is None or not differing.is_text(path):
        raise DraftFileNotFound
    if line is None:
        return None, quote[:MAX_QUOTE]
    quote = quote or differing.line_of(content, line)
    return differing.where_now(content, line, quote) or line, quote[:MAX_QUOTE]


async def _read(
    session: AsyncSession,
    actor: Actor,
    draft: workshop.Draft,
    threads: Collection[DraftComment],
) -> list[CommentThread]:
    replies = await queries.replies(session, [one.id for one in threads])
    people = {one.by for one in (*threads, *replies)}
    people |= {one.resolved_by for one in threads if one.resolved_by}
    names = await drafts.names_of(session, people)
    files = await workshop.files_of(session, draft) if any(t.line for t in threads) else {}
    return [
        CommentThread(
            id=one.id,
            path=one.path,
            line=one.line,
            line_now=differing.where_now(files.get(one.path or ""), one.line, one.quote),
            quote=one.quote,
            body=one.body,
            by=names.get(one.by, ""),
            by_you=one.by == actor.person_id,
            at=one.at,
            revision=one.revision,
            resolved_by=names.get(one.resolved_by) if one.resolved_by else None,
            resolved_at=one.resolved_at,
            replies=[
                CommentReply(
                    id=reply.id,
                    body=reply.body,
                    by=names.get(reply.by, ""),
                    by_you=reply.by == actor.person_id,
                    at=reply.at,
                )
                for reply in replies
                if reply.thread_id == one.id
            ],
        )
        for one in threads
    ]
