"""Caches hear of changes: at once in the process that made them, soon in every other."""

import asyncio

import pytest
from sqlalchemy import text

from app.kit.database import Database
from app.kit.invalidation import EVERYTHING, Invalidations

CHANGE = text("INSERT INTO certificate_counters (issuer, year, last) VALUES ('x', 2026, 1)")


async def test_this_process_hears_after_the_commit(database: Database) -> None:
    told: list[str] = []
    here = Invalidations(database)
    here.on("person", told.append)
    async with database.transaction() as session:
        await session.execute(CHANGE)
        await here.announce(session, "person", "sari")
        assert told == []
    assert told == ["sari"]


async def test_what_was_rolled_back_is_not_told(database: Database) -> None:
    told: list[str] = []
    here = Invalidations(database)
    here.on("person", told.append)
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as session:
            await here.announce(session, "person", "sari")
            raise ZeroDivisionError
    assert told == []


async def test_another_process_hears_too(database: Database, database_url: str) -> None:
    """Another engine on the same data stands for another process."""
    told: list[str] = []
    elsewhere = Database(database_url)
    listener = Invalidations(elsewhere)
    listener.on("person", told.append)
    listener.start()
    await asyncio.sleep(0.7)  # the listener's first look, after which changes are news
    told.clear()
    async with database.transaction() as session:
        await session.execute(CHANGE)
        await Invalidations(database).announce(session, "person", "sari")
    async with asyncio.timeout(5):
        while not told:
            await asyncio.sleep(0.02)
    await listener.stop()
    await elsewhere.dispose()
    # SQLite only says that something changed, so everything is dropped.
    assert told[0] in ({EVERYTHING} if database.is_sqlite else {"sari"})
