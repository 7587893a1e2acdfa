"""The list of drafts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.kit.pagination import Page, decode_cursor, encode_cursor
from app.kit.problems import Invalid
from app.workshop import queries
from app.workshop.drafts import as_read
from app.workshop.outlining import rows_of
from app.workshop.schemas import DraftRow


async def drafts(
    session: AsyncSession, actor: Actor, *, after: str | None, limit: int
) -> Page[DraftRow]:
    """Of courses the actor teaches, the newest change first."""
    rows = await queries.drafts(session, actor, after=_key(after), limit=limit + 1)
    more = len(rows) > limit
    items = await rows_of(session, actor, [as_read(row) for row in rows[:limit]])
    last = items[-1] if more else None
    return Page(
        items=items,
        next=encode_cursor([last.changed_at.isoformat(), str(last.id)]) if last else None,
    )


def _key(after: str | None) -> tuple[datetime, UUID] | None:
    key = decode_cursor(after, 2)
    if key is None:
        return None
    try:
        at, course_id = datetime.fromisoformat(key[0]), UUID(key[1])
    except ValueError as error:
        raise Invalid([{"pointer": "/after", "detail": "Not a cursor of this list"}]) from error
    if at.tzinfo is None:
        raise Invalid([{"pointer": "/after", "detail": "Not a cursor of this list"}])
    return at, course_id
