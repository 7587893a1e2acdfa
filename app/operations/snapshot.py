"""Reads every table as it stood at one moment, while the server goes on writing.

One transaction does that on both databases: a read transaction of SQLite's WAL sees one moment,
REPEATABLE READ does on PostgreSQL.
"""

import gzip
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.kit.database import Database
from app.operations.errors import Refused
from app.operations.rows import Shape, encode_row, read_shapes, select_all

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Snapshot:
    connection: AsyncConnection
    revision: str
    shapes: list[Shape]
    is_sqlite: bool


@asynccontextmanager
async def snapshot(database: Database) -> AsyncIterator[Snapshot]:
    """One moment of the database. Refused if it was never migrated."""
    engine = database.read_engine
    if not database.is_sqlite:
        engine = database.write_engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    async with engine.connect() as connection:
        try:
            rows = await connection.execute(text("SELECT version_num FROM alembic_version"))
        except Exception as error:
            raise Refused("The database cannot be read or was never migrated") from error
        shapes = await connection.run_sync(read_shapes)
        yield Snapshot(connection, str(rows.scalar_one()), shapes, database.is_sqlite)


async def write_rows(
    source: Snapshot, shape: Shape, path: Path, opener: Callable[[str, int], int]
) -> int:
    """Write a table as gzipped JSON lines; how many rows."""
    count = 0
    with (
        open(path, "wb", opener=opener) as file,  # noqa: ASYNC230 - the command line waits anyway
        gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0, filename="") as packed,
    ):
        statement = select_all(shape, is_sqlite=source.is_sqlite)
        result = await source.connection.stream(statement)
        async for rows in result.partitions(ROWS_AT_ONCE):
            packed.write(b"".join(encode_row(shape, row) for row in rows))
            count += len(rows)
    return count
