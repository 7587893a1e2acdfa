"""Tells in-process caches that a fact changed, in this process and in others.

A change is announced in the transaction that makes it. After the commit the callbacks of this
process run at once. Other processes hear of it by NOTIFY on PostgreSQL. On SQLite ``PRAGMA
data_version`` says that another process changed something, and everything is dropped: it is the
operator's command line, or somebody with a tool of their own. A process that works for this one
(``kit.apart``) says itself what it announced; while it is at work, ``PRAGMA user_version``, which
the command line raises with what it announces, tells its changes from theirs. A lost PostgreSQL
connection drops everything too: notifications are not queued for the absent.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
        self._report: Callable[[str, str], None] | None = None
        # How many others work for this process now, and whether any has since the last look.
        self._sharing, self._shared = 0, False

    def on(self, topic: str, callback: Callback) -> None:
        """Call back with a key of ``topic``, or with ``EVERYTHING``."""
        self._callbacks.setdefault(topic, []).append(callback)

    def report_to(self, report: Callable[[str, str], None]) -> None:
        """This process works for another: ``report`` brings that one each (topic, key)."""
        self._report = report

    @contextmanager
    def shared(self) -> Iterator[None]:
        """While it is open, another process may commit that says itself what it announced."""
        self._sharing += 1
        self._shared = True
        try:
            yield
        finally:
            self._sharing -= 1

    async def announce(self, session: AsyncSession, topic: str, key: str) -> None:
        """Tell everyone, once the session's transaction has committed."""
        after_commit(session, lambda: self.tell(topic, key))
        if self._database.is_sqlite:
            if self._task is None and self._report is None:
                await _raise_strangers(session)
        else:
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

    def tell(self, topic: str, key: str) -> None:
        """Run the callbacks of a topic: what was announced is committed."""
        if self._report is not None:
            self._report(topic, key)
        for callback in self._callbacks.get(topic, ()):
            callback(key)

    def drop_everything(self) -> None:
        """Run all callbacks: anything may have changed."""
        for topic in self._callbacks:
            self.tell(topic, EVERYTHING)

    async def _poll_sqlite(self) -> None:
        # The counter moves when *another connection* commits, our own writer's included: comparing
        # on the writer's connection leaves only foreign processes.
        last: tuple[int, int] | None = None
        while not self._stopping.is_set():
            try:
                sharing = self._sharing
                now = await self._versions()
                shared, self._shared = self._shared, self._sharing > 0 or sharing > 0
                if last is not None and (now[1] != last[1] or (now != last and not shared)):
                    self.drop_everything()
                last = now
            except Exception:  # the loop must outlive a passing trouble of the database
                log.exception("change_poll_failed")
                self.drop_everything()
            await self._pause(POLL_SECONDS)

    async def _versions(self) -> tuple[int, int]:
        """What rises with any change of others, and with those the command line announces."""
        async with self._database.write_engine.connect() as connection:
            driver = await connection.get_raw_connection()
            handle: Any = driver.driver_connection
            changes = await (await handle.execute("PRAGMA data_version")).fetchone()
            strangers = await (await handle.execute("PRAGMA user_version")).fetchone()
        return changes[0], strangers[0]

    async def _listen_postgres(self) -> None:
        url = self._database.url.replace("postgresql+asyncpg://", "postgresql://")
        while not self._stopping.is_set():
            try:
                connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
                over = asyncio.Event()
                connection.add_termination_listener(partial(_set, over))
                await connection.add_listener(CHANNEL, self._heard)
                self.drop_everything()
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
            self.tell(topic, key)


async def _raise_strangers(session: AsyncSession) -> None:
    """Raise the counter by which a running server knows a command's changes, in its transaction."""
    last = (await session.execute(text("PRAGMA user_version"))).scalar_one()
    await session.execute(text(f"PRAGMA user_version = {(int(last) + 1) % 2**31}"))


async def announce(session: AsyncSession, topic: str, key: str) -> None:
    """Announce through the ``Invalidations`` that the top of the house gave to every session.

    Without one (a command line, some tests) there is no cache to tell.
    """
    invalidations: Invalidations | None = session.info.get(INVALIDATIONS_KEY)
    if invalidations is not None:
        await invalidations.announce(session, topic, key)
