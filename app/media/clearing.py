"""Letting go of media that nothing shows. Who knows what shows them is above; see ``workshop``."""

import asyncio
import time
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import Database
from app.media import queries
from app.media.store import store_of

CLEARED_KEY = "media-cleared"
# A file that was just put there may be held by a transaction that has not ended yet.
UNTOUCHED_FOR = timedelta(days=2)
CLEARED_EVERY_SECONDS = 3600.0
AT_ONCE = 500


async def course_due(session: AsyncSession, before: datetime) -> UUID | None:
    """A course whose media nobody looked at since, or that has changed."""
    return await queries.course_to_look_at(session, before)


async def look_again(session: AsyncSession, course_id: UUID) -> None:
    """What the course shows has changed: it is due."""
    await queries.forget_look(session, course_id)


async def held_by(session: AsyncSession, course_id: UUID) -> dict[str, datetime | None]:
    """Hash → since when nothing names it (None: something does)."""
    return await queries.held_by_course(session, course_id)


async def note_use(
    session: AsyncSession, course_id: UUID, named: Collection[str], *, now: datetime
) -> None:
    """These are named, all others of the course are not."""
    held = await queries.held_by_course(session, course_id)
    unused = [digest for digest in held if digest not in named]
    used = [digest for digest in held if digest in named]
    await queries.note_use(session, course_id, used=used, unused=unused, now=now)


async def let_go(
    session: AsyncSession, course_id: UUID, digests: Collection[str], *, unused_before: datetime
) -> None:
    """The course holds them no longer, unless one was wanted again meanwhile."""
    await queries.let_go(session, course_id, digests, unused_before=unused_before)


async def clear_unheld(database: Database, now: datetime) -> None:
    """Delete files that no course holds, once an hour at most; a fresh one is left alone."""
    if time.monotonic() < database.info.get(CLEARED_KEY, 0.0):
        return
    database.info[CLEARED_KEY] = time.monotonic() + CLEARED_EVERY_SECONDS
    store = store_of(database)
    oldest = (now - UNTOUCHED_FOR).timestamp()
    names = await asyncio.to_thread(store.untouched_since, oldest)
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        async with database.reading() as session:
            held = await queries.held_among(session, some)
        for name in set(some) - held:
            await asyncio.to_thread(store.forget, name, oldest)
