"""Builds a database from the tables of a backup: a SQLite file, or a schema of PostgreSQL.

The rows go into the schema they were taken from, by the migrations of that time, and are migrated
forward then: an old backup needs no old program.
"""

import asyncio
import gzip
import secrets
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, pool, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from app.kit.database import sqlite_url
from app.operations import migrating
from app.operations.archive import Archive, table_member
from app.operations.errors import Refused
from app.operations.rows import Kind, Shape, decode_row, read_shapes

ROWS_AT_ONCE = 500
# A row holds at most a publication or a picture; beyond this it is no row of ours.
MAX_ROW_BYTES = 256 * 1024 * 1024


def read_rows(archive: Archive, shape: Shape) -> Iterator[list[Any]]:
    """The rows of a table in the archive; Refused where one is not a row of that shape."""
    with gzip.GzipFile(fileobj=archive.open(table_member(shape.name)), mode="rb") as unpacked:
        while line := unpacked.readline(MAX_ROW_BYTES):
            try:
                yield decode_row(shape, line)
            except (ValueError, ArithmeticError, TypeError, AttributeError) as error:
                raise Refused(f"A row of {shape.name} cannot be read") from error


def matched(archive: Archive, there: Sequence[Shape]) -> list[tuple[Shape, int]]:
    """The shapes to load, parents first, with their row counts. Refused unless the same tables."""
    shapes = {shape.name: shape for shape in there}
    entries = {entry.name: entry for entry in archive.manifest.tables}
    if shapes.keys() != entries.keys():
        odd = sorted(shapes.keys() ^ entries.keys())
        raise Refused(f"The backup's tables are not those of its schema: {', '.join(odd)}")
    pairs: list[tuple[Shape, int]] = []
    for name, shape in shapes.items():
        given = {column.name: column.kind for column in entries[name].columns}
        if given != {column.name: column.kind for column in shape.columns}:
            raise Refused(f"The columns of {name} are not those of the backup's schema")
        # Values lie in the backup's order.
        columns = tuple(
            next(c for c in shape.columns if c.name == entry.name)
            for entry in entries[name].columns
        )
        pairs.append((Shape(name, columns, shape.key), entries[name].rows))
    return pairs


class Target(ABC):
    """Where a backup goes."""

    @abstractmethod
    async def users(self) -> str:
        """Who else has the database open, in words; empty for nobody."""

    @abstractmethod
    async def has_rows(self) -> bool:
        """Whether any table holds a row already."""

    @abstractmethod
    def build(self, archive: Archive) -> None:
        """Build the new database beside the old one, at the newest schema."""

    @abstractmethod
    def file_names(self) -> Sequence[str]:
        """Names in the data folder that make up the database."""

    @abstractmethod
    async def swap(self, aside: str) -> str | None:
        """Put the new database in the old one's place; where the old one is now, if kept."""


def targets(url: str | None, file: Path, staging: Path) -> Target:
    """``url``: PostgreSQL's, or None for the SQLite ``file``, built in ``staging`` first."""
    if url is None:
        return SqliteTarget(sqlite_url(file), file, staging / file.name)
    if url.startswith("sqlite"):
        raise Refused("A SQLite database lives in LENTERA_DATA_DIR; unset LENTERA_DATABASE_URL")
    return PostgresTarget(url)


async def _any_rows(connection: AsyncConnection) -> bool:
    for shape in await connection.run_sync(read_shapes):
        if (await connection.execute(shape.clause().select().limit(1))).first() is not None:
            return True
    return False


class SqliteTarget(Target):
    def __init__(self, url: str, file: Path, draft: Path) -> None:
        self._url, self._file, self._draft = url, file, draft

    async def users(self) -> str:
        if not self._file.exists():
            return ""
        # Every connection in WAL mode holds a shared lock, so only the sole user gets this one.
        with closing(sqlite3.connect(self._file, isolation_level=None, timeout=1)) as alone:
            try:
                alone.execute("PRAGMA locking_mode=EXCLUSIVE")
                alone.execute("BEGIN EXCLUSIVE")
                alone.execute("ROLLBACK")
            except sqlite3.OperationalError:
                return "another process has the file open"
            except sqlite3.DatabaseError:
                return ""  # damaged beyond reading: what a restore is for
        return ""

    async def has_rows(self) -> bool:
        if not self._file.exists():
            return False
        engine = create_async_engine(self._url, poolclass=pool.NullPool)
        try:
            async with engine.connect() as connection:
                return await _any_rows(connection)
        except Exception:  # unreadable is not empty: only --replace goes on
            return True
        finally:
            await engine.dispose()

    def build(self, archive: Archive) -> None:
        url = sqlite_url(self._draft)
        migrating.migrate(url, archive.manifest.revision)
        asyncio.run(self._load(url, archive))
        migrating.migrate(url)
        with closing(sqlite3.connect(self._draft, isolation_level=None)) as done:
            if done.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise Refused("The restored database fails SQLite's integrity check")
            if broken := done.execute("PRAGMA foreign_key_check").fetchone():
                raise Refused(f"The backup is inconsistent: {broken[0]} refers to nothing")
            # One plain file, all of it on the disk; the server goes back to WAL when it opens it.
            done.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            done.execute("PRAGMA journal_mode=DELETE")
        self._draft.chmod(0o600)

    async def _load(self, url: str, archive: Archive) -> None:
        # An engine of its own, without foreign keys while loading: rows may refer to later ones.
        engine = create_async_engine(url, poolclass=pool.NullPool)
        try:
            async with engine.begin() as connection:
                for shape, count in matched(archive, await connection.run_sync(read_shapes)):
                    await connection.execute(shape.clause().delete())
                    loaded = await self._insert(connection, archive, shape)
                    if loaded != count:
                        raise Refused(f"{shape.name} has {loaded} rows; the manifest says {count}")
        finally:
            await engine.dispose()

    async def _insert(self, connection: AsyncConnection, archive: Archive, shape: Shape) -> int:
        names = [column.name for column in shape.columns]
        rows, loaded = read_rows(archive, shape), 0
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            values = [dict(zip(names, row, strict=True)) for row in batch]
            await connection.execute(insert(shape.clause()), values)
            loaded += len(batch)
        return loaded

    def file_names(self) -> Sequence[str]:
        # The old log goes with the old file: beside another file it would be taken for its own.
        return (self._file.name, f"{self._file.name}-wal", f"{self._file.name}-shm")

    async def swap(self, aside: str) -> str | None:  # noqa: ARG002 - PostgreSQL's needs it
        return None  # moving the files was all


# What Lentera's migrations can make in a schema, with the statement that moves it to another.
_MOVABLE = text("""
    SELECT format('ALTER TABLE %s SET SCHEMA ', c.oid::regclass)
      FROM pg_class c
     WHERE c.relnamespace = CAST(:schema AS regnamespace) AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                          AND d.objid = c.oid AND d.deptype IN ('a', 'i', 'e'))
    UNION ALL
    SELECT format('ALTER ROUTINE %s SET SCHEMA ', p.oid::regprocedure)
      FROM pg_proc p
     WHERE p.pronamespace = CAST(:schema AS regnamespace)
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
                          AND d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('ALTER TYPE %s SET SCHEMA ', t.oid::regtype)
      FROM pg_type t
     WHERE t.typnamespace = CAST(:schema AS regnamespace) AND t.typtype IN ('e', 'd')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass
                          AND d.objid = t.oid AND d.deptype = 'e')
""")


class PostgresTarget(Target):
    """Builds in a schema of its own and moves it in within one transaction."""

    def __init__(self, url: str) -> None:
        self._url, self._schema = url, f"restoring_{secrets.token_hex(4)}"

    def _engine(self, **settings: str) -> AsyncEngine:
        connect_args = {"server_settings": settings} if settings else {}
        return create_async_engine(self._url, poolclass=pool.NullPool, connect_args=connect_args)

    async def users(self) -> str:
        engine = self._engine()
        async with engine.connect() as connection:
            others = await connection.scalar(
                text(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
                )
            )
        await engine.dispose()
        return f"{others} other connections" if others else ""

    async def has_rows(self) -> bool:
        engine = self._engine()
        async with engine.connect() as connection:
            found = await _any_rows(connection)
        await engine.dispose()
        return found

    def build(self, archive: Archive) -> None:
        try:
            asyncio.run(self._execute(f"CREATE SCHEMA {self._schema}"))
            search = {"server_settings": {"search_path": self._schema}}
            migrating.migrate(self._url, archive.manifest.revision, connect_args=search)
            asyncio.run(self._load(archive))
            migrating.migrate(self._url, connect_args=search)
        except BaseException:
            asyncio.run(self._execute(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE"))
            raise

    async def _execute(self, statement: str) -> None:
        engine = self._engine()
        async with engine.begin() as connection:
            await connection.execute(text(statement))
        await engine.dispose()

    async def _load(self, archive: Archive) -> None:
        engine = self._engine(search_path=self._schema)
        try:
            async with engine.begin() as connection:
                for shape, count in matched(archive, await connection.run_sync(read_shapes)):
                    await connection.execute(shape.clause().delete())
                    loaded = await self._copy(connection, archive, shape)
                    if loaded != count:
                        raise Refused(f"{shape.name} has {loaded} rows; the manifest says {count}")
                await connection.run_sync(_advance_sequences)
        finally:
            await engine.dispose()

    async def _copy(self, connection: AsyncConnection, archive: Archive, shape: Shape) -> int:
        # One COPY is one statement, and foreign keys are checked when it ends: so a row may refer
        # to a later row of its own table.
        raw = await connection.get_raw_connection()
        driver: Any = raw.driver_connection
        status = await driver.copy_records_to_table(
            shape.name,
            schema_name=self._schema,
            columns=[column.name for column in shape.columns],
            records=read_rows(archive, shape),
        )
        return int(str(status).rsplit(" ", 1)[1])

    def file_names(self) -> Sequence[str]:
        return ()

    async def swap(self, aside: str) -> str | None:
        engine = self._engine()
        try:
            async with engine.begin() as connection:
                await connection.execute(text("SET LOCAL lock_timeout = '10s'"))
                home = str(await connection.scalar(text("SELECT current_schema()")))
                keep = await _any_rows(connection)
                quoted = connection.dialect.identifier_preparer.quote(home)
                await connection.execute(text(f"CREATE SCHEMA {aside}"))
                await _move(connection, home, aside)
                await _move(connection, self._schema, quoted)
                await connection.execute(text(f"DROP SCHEMA {self._schema}"))
                if not keep:
                    await connection.execute(text(f"DROP SCHEMA {aside} CASCADE"))
        except BaseException:
            await engine.dispose()
            await self._execute(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE")
            raise
        await engine.dispose()
        return f"the schema {aside}" if keep else None


async def _move(connection: AsyncConnection, schema: str, to: str) -> None:
    for statement in (await connection.scalars(_MOVABLE, {"schema": schema})).all():
        await connection.execute(text(statement.replace(":", r"\:") + to))


def _advance_sequences(connection: Connection) -> None:
    """Counters of integer keys go on after the highest loaded value."""
    quote = connection.dialect.identifier_preparer.quote
    for shape in read_shapes(connection):
        for column in shape.columns:
            if column.kind is not Kind.INTEGER or column.name not in shape.key:
                continue
            name = quote(shape.name)
            sequence = connection.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": name, "column": column.name},
            )
            if sequence:
                highest = f"SELECT max({quote(column.name)}) FROM {name}"  # noqa: S608 - quoted names
                connection.execute(
                    text(f"SELECT setval(:sequence, ({highest})) WHERE ({highest}) IS NOT NULL"),
                    {"sequence": sequence},
                )
