"""The list of drafts."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.kit.pagination import Page, encode_cursor, moment, place_after
from app.workshop import queries
from app.workshop.drafts import as_read
from app.workshop.outlining import rows_of
from app.workshop.schemas import DraftRow


async def drafts(
    session: AsyncSession, actor: Actor, *, after: str | None, limit: int
) -> Page[DraftRow]:
    """Of courses the actor teaches, the newest change first."""
    rows = await queries.drafts(
        session, actor, after=place_after(after, moment, UUID), limit=limit + 1
    )
    more = len(rows) > limit
    items = await rows_of(session, actor, [as_read(row) for row in rows[:limit]])
    last = items[-1] if more else None
    return Page(
        items=items,
        next=encode_cursor([last.changed_at.isoformat(), str(last.id)]) if last else None,
    )
