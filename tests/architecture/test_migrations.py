"""Tables and migrations say the same; what must not change cannot."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app import tables
from app.identity.models import Agency
from app.kit.audit import AuditEntry
from app.kit.database import Database
from app.kit.ids import uuid7
from tests.conftest import FixedClock
from tests.make_course import make_course


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, tables.metadata))


async def test_migrations_make_exactly_the_tables(database: Database) -> None:
    async with database.write_engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_a_published_version_cannot_be_changed_or_deleted(
    database: Database, clock: FixedClock
) -> None:
    async with database.transaction() as session:
        await make_course(session, clock())
    for statement in ("UPDATE publications SET version = 9", "DELETE FROM publications"):
        with pytest.raises(DBAPIError, match="publications are facts"):
            async with database.transaction() as session:
                await session.execute(text(statement))


async def test_the_trail_cannot_be_changed_or_deleted(
    database: Database, clock: FixedClock
) -> None:
    async with database.transaction() as session:
        session.add(
            AuditEntry(
                id=uuid7(),
                at=clock(),
                act="person.moved",
                subject_kind="person",
                subject_id="x",
                details={},
            )
        )
    for statement in ("UPDATE audit_entries SET act = 'x'", "DELETE FROM audit_entries"):
        with pytest.raises(DBAPIError, match="audit_entries are facts"):
            async with database.transaction() as session:
                await session.execute(text(statement))


async def test_other_rows_can_change(database: Database, clock: FixedClock) -> None:
    async with database.transaction() as session:
        agency = Agency(
            id=uuid7(), name="A", path="/a/", time_zone="Asia/Makassar", created_at=clock()
        )
        session.add(agency)
    async with database.transaction() as session:
        await session.execute(text("UPDATE agencies SET name = 'B'"))
    async with database.reading() as session:
        assert (await session.execute(text("SELECT name FROM agencies"))).scalar_one() == "B"
