"""Transactions: nothing lost under contention, nothing kept after a refusal, times aware."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from app.kit.audit import AuditEntry
from app.kit.database import Database, after_commit
from app.kit.ids import uuid7

CONTENDERS, ROUNDS = 16, 10


def entry(at: datetime) -> AuditEntry:
    return AuditEntry(
        id=uuid7(), at=at, act="x", subject_kind="x", subject_id="x", agency_id=None, details={}
    )


async def test_no_update_is_lost_under_contention(database: Database) -> None:
    """The control that fails this: a deferred BEGIN on SQLite, or no lock on PostgreSQL."""
    async with database.transaction() as session:
        await session.execute(
            text("INSERT INTO certificate_counters (issuer, year, last) VALUES ('x', 2026, 0)")
        )

    async def count_on() -> None:
        lock = "" if database.is_sqlite else " FOR UPDATE"
        for _ in range(ROUNDS):
            async with database.transaction() as session:
                last = await session.execute(text(f"SELECT last FROM certificate_counters{lock}"))
                value = last.scalar_one()
                await asyncio.sleep(0)
                await session.execute(
                    text("UPDATE certificate_counters SET last = :n"), {"n": value + 1}
                )

    await asyncio.gather(*(count_on() for _ in range(CONTENDERS)))
    async with database.reading() as session:
        last = await session.execute(text("SELECT last FROM certificate_counters"))
    assert last.scalar_one() == CONTENDERS * ROUNDS


async def test_a_refusal_rolls_everything_back(database: Database) -> None:
    told = []
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as session:
            session.add(entry(datetime.now(UTC)))
            after_commit(session, lambda: told.append("committed"))
            raise ZeroDivisionError
    async with database.reading() as session:
        count = await session.execute(select(func.count()).select_from(AuditEntry))
    assert count.scalar_one() == 0
    assert told == []


async def test_callbacks_run_once_after_the_commit(database: Database) -> None:
    told = []
    async with database.transaction() as session:
        after_commit(session, lambda: told.append("committed"))
        session.add(entry(datetime.now(UTC)))
        await session.flush()
        assert told == []
    assert told == ["committed"]


async def test_a_reading_session_cannot_write(database: Database) -> None:
    """On PostgreSQL nothing stands around it that would take a write back."""
    with pytest.raises((DBAPIError, RuntimeError), match=r"readonly|asked to write"):
        async with database.reading() as session:
            await session.execute(text("DELETE FROM jobs"))


async def test_a_connection_that_died_while_it_rested_is_replaced(
    postgres_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.kit.database.REST_SECONDS", 0.0)
    database = Database(postgres_database_url)
    other = Database(postgres_database_url)
    try:
        async with database.reading() as session:
            pid = (await session.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        async with other.reading() as session:
            await session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        async with database.transaction() as session:
            assert (await session.execute(text("SELECT 1"))).scalar_one() == 1
    finally:
        await database.dispose()
        await other.dispose()


async def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    wita = timezone(timedelta(hours=8))
    async with database.transaction() as session:
        session.add(entry(datetime(2026, 11, 23, 8, 10, tzinfo=wita)))
    async with database.reading() as session:
        kept = (await session.execute(select(AuditEntry))).scalar_one()
    assert kept.at == datetime(2026, 11, 23, 0, 10, tzinfo=UTC)
    assert kept.at.tzinfo == UTC


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        async with database.transaction() as session:
            session.add(entry(datetime(2026, 11, 23, 8, 10)))  # noqa: DTZ001 - the point of it
            await session.flush()
