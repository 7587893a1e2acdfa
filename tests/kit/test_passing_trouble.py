"""Trouble that goes away by itself is ``Unavailable``, so that clients keep what they have."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import text

from app.kit.database import Database
from app.kit.problems import Unavailable


@pytest.fixture
def server(postgres_database_url: str) -> str:
    return postgres_database_url


async def test_a_deadlock(server: str) -> None:
    database = Database(server)
    async with database.transaction() as session:
        await session.execute(text("CREATE TABLE pair (id int PRIMARY KEY, n int)"))
        await session.execute(text("INSERT INTO pair VALUES (1, 0), (2, 0)"))
    both = asyncio.Event()
    holding = 0

    async def hold(first: int, second: int) -> None:
        nonlocal holding
        async with database.transaction() as session:
            change = text("UPDATE pair SET n = n + 1 WHERE id = :id")
            await session.execute(change, {"id": first})
            holding += 1
            if holding == 2:
                both.set()
            await both.wait()
            await session.execute(change, {"id": second})

    outcomes = await asyncio.gather(hold(1, 2), hold(2, 1), return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "Unavailable"]
    await database.dispose()


@pytest.mark.parametrize("how", ["reading", "transaction"])
async def test_a_lost_connection(server: str, how: str) -> None:
    database = Database(server)
    with pytest.raises(Unavailable):
        async with getattr(database, how)() as session:
            pid = (await session.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            other = await asyncpg.connect(server)
            await other.execute("SELECT pg_terminate_backend($1)", pid)
            await other.close()
            await session.execute(text("SELECT 1"))
    async with getattr(database, how)() as session:
        assert (await session.execute(text("SELECT 1"))).scalar_one() == 1
    await database.dispose()


@pytest.mark.parametrize("how", ["reading", "transaction"])
async def test_a_server_that_is_not_there(how: str) -> None:
    database = Database("postgresql://nobody:x@127.0.0.1:9/nothing")
    with pytest.raises(Unavailable):
        async with getattr(database, how)() as session:
            await session.execute(text("SELECT 1"))
    await database.dispose()


async def test_a_fault_of_ours_stays_one(database: Database) -> None:
    with pytest.raises(Exception, match="no_such_table"):
        async with database.transaction() as session:
            await session.execute(text("SELECT * FROM no_such_table"))
