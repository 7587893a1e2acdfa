"""Tells in-process caches that a fact changed, in this process and in others.

A change is announced in the transaction that makes it. After the commit the callbacks of this
process run at once. Other processes hear of it by NOTIFY on PostgreSQL; on SQLite (where another
process is only ever the operator's command line) ``PRAGMA data_version`` says that something
changed, and everything is dropped. A lost PostgreSQL connection drops everything too:
notifications are not queued for the absent.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

import asyncpg
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import Database, after_commit

log = structlog.get_logger()

CHANNEL = "lentera_changes"
EVERYTHING = "*"
INVALIDATIONS_KEY = "lentera.invalidations"
POLL_SECONDS = 0.5
RECONNECT_SECONDS = 2.0
CONNECT_SECONDS = 5.0

Callback = Callable[[str], None]


def _set(event: asyncio.Event, _connection: object) -> None:
    event.set()


class Invalidations:
    """Topics and who listens to them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._callbacks: dict[str, list[Callback]] = {}
        self._process = secrets.token_hex(8)
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    def on(self, topic: str, callback: Callback) -> None:
        """Call back with a key of ``topic``, or with ``EVERYTHING``."""
        self._callbacks.setdefault(topic, []).append(callback)

    async def announce(self, session: AsyncSession, topic: str, key: str) -> None:
        """Tell everyone, once the session's transaction has committed."""
        after_commit(session, lambda: self._tell(topic, key))
        if not self._database.is_sqlite:
            message = f"{self._process} {topic} {key}"
            await session.execute(
                text("SELECT pg_notify(:channel, :message)"),
                {"channel": CHANNEL, "message": message},
            )

    def start(self) -> None:
        """Begin to listen to other processes."""
        listen = self._poll_sqlite if self._database.is_sqlite else self._listen_postgres
        self._task = asyncio.create_task(listen())

    async def stop(self) -> None:
        """Stop listening. Not by cancelling: a connection half made would be left open."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    def _tell(self, topic: str, key: str) -> None:
        for callback in self._callbacks.get(topic, ()):
            callback(key)

    def _drop_everything(self) -> None:
        for topic in self._callbacks:
            self._tell(topic, EVERYTHING)

    async def _poll_sqlite(self) -> None:
        # The counter moves when *another connection* commits, our own writer's included: comparing
        # on the writer's connection leaves only foreign processes.
        last: int | None = None
        while not self._stopping.is_set():
            try:
                async with self._database.write_engine.connect() as connection:
                    driver = await connection.get_raw_connection()
                    handle: Any = driver.driver_connection
                    row = await (await handle.execute("PRAGMA data_version")).fetchone()
                if last is not None and row[0] != last:
                    self._drop_everything()
                last = row[0]
            except Exception:  # the loop must outlive a passing trouble of the database
                log.exception("change_poll_failed")
                self._drop_everything()
            await self._pause(POLL_SECONDS)

    async def _listen_postgres(self) -> None:
        url = self._database.url.replace("postgresql+asyncpg://", "postgresql://")
        while not self._stopping.is_set():
            try:
                connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
                over = asyncio.Event()
                connection.add_termination_listener(partial(_set, over))
                await connection.add_listener(CHANNEL, self._heard)
                self._drop_everything()
                try:
                    await self._until_stopping_or(over)
                finally:
                    await connection.close(timeout=CONNECT_SECONDS)
            except (OSError, asyncpg.PostgresError):
                log.warning("change_listener_lost")
            await self._pause(RECONNECT_SECONDS)

    async def _pause(self, seconds: float) -> None:
        """Wait, but not beyond the moment of stopping."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _until_stopping_or(self, event: asyncio.Event) -> None:
        waiting = [asyncio.create_task(one.wait()) for one in (self._stopping, event)]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    def _heard(self, _connection: object, _pid: int, _channel: str, message: object) -> None:
        process, topic, key = str(message).split(" ", 2)
        if process != self._process:
            self._tell(topic, key)


async def announce(session: AsyncSession, topic: str, key: str) -> None:
    """Announce through the ``Invalidations`` that the top of the house gave to every session.

    Without one (a command line, some tests) there is no cache to tell.
    """
    invalidations: Invalidations | None = session.info.get(INVALIDATIONS_KEY)
    if invalidations is not None:
        await invalidations.announce(session, topic, key)
