"""Engines, sessions and column types for SQLite and PostgreSQL.

One request is one transaction, committed before the answer leaves: ``DbSession`` commits when the
endpoint returns, ``ReadSession`` never writes. Nobody else calls ``commit`` but the worker and
``own_transaction``.

What a newcomer would get wrong: without the listeners below, SQLAlchemy on SQLite runs SELECTs
outside the transaction and loses updates silently; a deferred BEGIN that reads, then writes, fails
under contention whatever ``busy_timeout`` says. So writers BEGIN IMMEDIATE on one connection, and
readers have an engine of their own, or every read would take the write lock.
"""

import re
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import asyncpg
import structlog
from fastapi import Depends, Request
from sqlalchemy import DateTime, Dialect, MetaData, event
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from app.kit.events import REACTIONS_KEY, Reactions
from app.kit.problems import Unavailable

log = structlog.get_logger()
T = TypeVar("T")

# Classes of SQLSTATE that go away by themselves: lost connections, deadlocks and conflicts of
# transactions, too little memory, disk or connections, a server that is shutting down or starting.
PASSING_STATES = ("08", "40", "53", "57P")
# A connection is asked whether it is alive if nobody used it for so long.
REST_SECONDS = 15.0
PASSING_WORDS = ("locked", "busy", "disk is full")

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in UTC on both databases; a naive one is refused, never guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A datetime without a time zone reached the database")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def async_url(url: str) -> str:
    """The URL with the async driver named; accepts the plain forms people write."""
    url = re.sub(r"^postgres(ql)?://", "postgresql+asyncpg://", url)
    return re.sub(r"^sqlite://", "sqlite+aiosqlite://", url)


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path.absolute()}"


def _sqlite_engine(url: str, *, writer: bool) -> AsyncEngine:
    # One writer connection: SQLite has one write lock anyway, and waiting for a pool slot is
    # cheaper and fairer than busy-waiting inside the database.
    engine = create_async_engine(
        url, pool_size=1 if writer else 4, max_overflow=0, pool_timeout=20, hide_parameters=True
    )

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA busy_timeout=10000")
        if not writer:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine


def _postgres_engine(url: str) -> AsyncEngine:
    engine = create_async_engine(
        url, pool_size=10, max_overflow=5, pool_timeout=20, hide_parameters=True
    )
    _ping_after_rest(engine)

    @event.listens_for(engine.sync_engine, "do_connect")
    def on_connect(dialect: Any, _record: object, arguments: Any, options: Any) -> Any:
        # What the driver raises before there is a connection is no error of SQLAlchemy's.
        try:
            return dialect.loaded_dbapi.connect(*arguments, **options)
        except (
            OSError,
            asyncpg.CannotConnectNowError,
            asyncpg.TooManyConnectionsError,
        ) as error:
            log.warning("database_unreachable", exc_info=error)
            raise Unavailable from error

    return engine


def _ping_after_rest(engine: AsyncEngine) -> None:
    """Ask a connection that has rested whether it is alive before it is used again.

    The pool's own ping asks at every use: three round trips, half of all that a busy server sends.
    A connection that broke since its last use fails once, as ``Unavailable``, and takes the rest of
    the pool with it.
    """

    @event.listens_for(engine.sync_engine, "checkin")
    def on_checkin(_connection: Any, record: Any) -> None:
        record.info["used_at"] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def on_checkout(connection: Any, record: Any, _proxy: object) -> None:
        if time.monotonic() - record.info.get("used_at", time.monotonic()) < REST_SECONDS:
            return
        dialect = engine.sync_engine.dialect
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error


def _only_reads(engine: AsyncEngine) -> AsyncEngine:
    """The same connections for readers, without a transaction around each.

    Under READ COMMITTED every statement sees its own moment anyway, so BEGIN and ROLLBACK were two
    round trips for nothing. They did take back a stray write: here it is refused.
    """
    reader = engine.execution_options(isolation_level="AUTOCOMMIT")

    @event.listens_for(reader.sync_engine, "before_cursor_execute")
    def on_execute(
        _connection: Any, _cursor: Any, statement: str, _values: Any, _context: Any, _many: bool
    ) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "WITH")):
            raise RuntimeError(f"A reading session was asked to write: {statement[:60]}")

    return reader


class Database:
    """The two engines of a process and the sessions made from them."""

    def __init__(self, url: str, reactions: Reactions | None = None) -> None:
        self.url = async_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        if self.is_sqlite:
            self.write_engine = _sqlite_engine(self.url, writer=True)
            self.read_engine = _sqlite_engine(self.url, writer=False)
        else:
            self.write_engine = _postgres_engine(self.url)
            self.read_engine = _only_reads(self.write_engine)
        # Handed to every session; features find here what the top of the house gave them.
        self.info: dict[str, Any] = {REACTIONS_KEY: reactions or {}}
        self._write = async_sessionmaker(self.write_engine, expire_on_commit=False, info=self.info)
        self._read = async_sessionmaker(self.read_engine, expire_on_commit=False, info=self.info)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose transaction commits when the block ends and rolls back if it raises.

        Raises ``Unavailable`` when the database cannot be had in time: the client tries again.
        """
        with _passing_trouble():
            async with self._write() as session, session.begin():
                yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads; nothing it does is kept. Raises ``Unavailable`` likewise."""
        with _passing_trouble():
            async with self._read() as session:
                yield session

    async def dispose(self) -> None:
        await self.write_engine.dispose()
        if self.is_sqlite:
            await self.read_engine.dispose()


@contextmanager
def _passing_trouble() -> Iterator[None]:
    """Turns what goes away by itself into ``Unavailable``."""
    try:
        yield
    except (PoolTimeout, DBAPIError) as error:
        if isinstance(error, DBAPIError) and not _is_passing(error):
            raise
        log.warning("database_unavailable", exc_info=error)
        raise Unavailable from error


def _is_passing(error: DBAPIError) -> bool:
    """A lock held too long, a deadlock, a lost connection, a full disk."""
    state = str(getattr(error.orig, "sqlstate", None) or "")
    words = str(error.orig).lower()
    return (
        error.connection_invalidated
        or state.startswith(PASSING_STATES)
        or any(word in words for word in PASSING_WORDS)
    )


def dialect_of(session: AsyncSession) -> str:
    """ "sqlite" or "postgresql"."""
    return session.get_bind().dialect.name


def insert_into(session: AsyncSession, table: type[Base]) -> Any:
    """INSERT in the dialect at hand: both know ON CONFLICT, SQLAlchemy's common one does not."""
    return (sqlite_insert if dialect_of(session) == "sqlite" else postgres_insert)(table)


def insert_rows(dialect: str, table: type[Base]) -> Any:
    """The same for rows in bulk, which pass the ORM by: a statement to keep and run again."""
    rows: Any = table.__table__  # typed more widely than it is
    return (sqlite_insert if dialect == "sqlite" else postgres_insert)(rows)


def padded(values: Collection[T]) -> list[T]:
    """The values for an IN, the last repeated until there is a power of two of them.

    So a handful of prepared statements serves lists of every length.
    """
    filled = list(values)
    if filled:
        filled += [filled[-1]] * ((1 << (len(filled) - 1).bit_length()) - len(filled))
    return filled


def after_commit(session: AsyncSession, callback: Callable[[], None]) -> None:
    """Run ``callback`` once, right after this session's transaction has committed."""
    event.listen(session.sync_session, "after_commit", lambda _session: callback(), once=True)


def database_of(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _database(request: Request) -> Database:
    return database_of(request)


async def open_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with database_of(request).transaction() as session:
        yield session


async def open_read_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with database_of(request).reading() as session:
        yield session


# scope="function" ends the dependency, and so commits, before the response is sent: without it a
# client could read before its own write exists.
DbSession = Annotated[AsyncSession, Depends(open_session, scope="function")]
ReadSession = Annotated[AsyncSession, Depends(open_read_session, scope="function")]
Db = Annotated[Database, Depends(_database)]
