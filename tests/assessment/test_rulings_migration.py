"""What trainers accepted late before there were rulings stands as the first ruling."""

import asyncio
import json
import os
import sqlite3
import uuid
from pathlib import Path

import asyncpg
import pytest

from app.kit.database import sqlite_url
from app.operations.migrating import migrate
from tests.conftest import PG_ENV

BEFORE, AFTER = "0006", "0007"
ATTEMPT, PERSON = uuid.uuid4(), uuid.uuid4()
MARKS = json.dumps({"bank.satu": {"command": None, "credit": "1"}})
ROW = (
    "INSERT INTO late_acceptances VALUES "
    "({attempt}, {person}, '2026-11-20 01:00:00', 'Listrik padam (rekaan)', '{marks}', 10000, true)"
)
READ = 'SELECT number, cause, reason, marks, score, passed, regrade_id, "by" FROM rulings'


def test_on_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "lama.db"
    migrate(sqlite_url(path), BEFORE)
    with sqlite3.connect(path) as connection:  # keys to other tables are not enforced here
        row = ROW.format(attempt=f"'{ATTEMPT.hex}'", person=f"'{PERSON.hex}'", marks=MARKS)
        connection.execute(row)
    migrate(sqlite_url(path), AFTER)
    with sqlite3.connect(path) as connection:
        [found] = connection.execute(READ).fetchall()
        assert found[:3] == (1, "late_accepted", "Listrik padam (rekaan)")
        assert json.loads(found[3]) == json.loads(MARKS)
        assert found[4:] == (10_000, 1, None, PERSON.hex)
        for deed in ("UPDATE rulings SET score = 0", "DELETE FROM rulings"):
            with pytest.raises(sqlite3.IntegrityError, match="rulings are facts"):
                connection.execute(deed)


def test_on_postgresql() -> None:
    server, name = os.environ[PG_ENV], f"t_{uuid.uuid4().hex}"
    asyncio.run(_deed(server + "postgres", f"CREATE DATABASE {name}"))
    try:
        migrate(server + name, BEFORE)
        row = ROW.format(attempt=f"'{ATTEMPT}'", person=f"'{PERSON}'", marks=MARKS)
        # Keys to other tables are not enforced in what follows: the rows of one table are enough.
        replica = f"ALTER DATABASE {name} SET session_replication_role = replica"
        asyncio.run(_deed(server + "postgres", replica))
        asyncio.run(_deed(server + name, row))
        migrate(server + name, AFTER)
        found = asyncio.run(_rows(server + name))[0]
        assert tuple(found)[:3] == (1, "late_accepted", "Listrik padam (rekaan)")
        assert json.loads(found["marks"]) == json.loads(MARKS)
        assert tuple(found)[4:] == (10_000, True, None, PERSON)
        for deed in ("UPDATE rulings SET score = 0", "DELETE FROM rulings"):
            with pytest.raises(asyncpg.RaiseError, match="rulings are facts"):
                asyncio.run(_deed(server + name, f"SET session_replication_role = origin; {deed}"))
    finally:
        asyncio.run(_deed(server + "postgres", f"DROP DATABASE {name} WITH (FORCE)"))


async def _deed(address: str, statement: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _rows(address: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(address)
    try:
        rows: list[asyncpg.Record] = await connection.fetch(READ)
        return rows
    finally:
        await connection.close()
