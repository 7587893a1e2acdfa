"""Background work that survives a crash: a table, written in the caller's transaction.

A job exists exactly when the transaction that asked for it committed. A worker leases due jobs,
runs each in a transaction of its own and marks it done there; a worker that dies lets its lease
run out and another takes over. So a handler may run twice and must not mind.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import JSON, Index, String, Text, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.clock import Clock
from app.kit.database import Base, Database, UtcDateTime
from app.kit.ids import uuid7

log = structlog.get_logger()

LEASE = timedelta(minutes=2)
MAX_TRIES = 8
IDLE_SECONDS = 5.0

Handler = Callable[[AsyncSession, Mapping[str, Any], datetime], Awaitable[None]]
# Looks whether there is anything to do and does it, in transactions of its own.
Chore = Callable[[Database, datetime], Awaitable[object]]


class Job(Base):
    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_due", "finished_at", "run_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    run_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str | None] = mapped_column(Text, doc="Class name of the last error")


def enqueue(
    session: AsyncSession, kind: str, *, run_at: datetime, payload: Mapping[str, Any]
) -> None:
    """Ask for a job at ``run_at`` or later; it exists if the caller's transaction commits."""
    session.add(Job(id=uuid7(), kind=kind, payload=dict(payload), run_at=run_at, tries=0))


async def _lease_next(session: AsyncSession, now: datetime) -> Job | None:
    due = (
        select(Job)
        .where(Job.finished_at.is_(None), Job.run_at <= now)
        .where((Job.leased_until.is_(None)) | (Job.leased_until < now))
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = (await session.execute(due)).scalar_one_or_none()
    if job is not None:
        job.leased_until = now + LEASE
        job.tries += 1
    return job


async def run_due_jobs(database: Database, handlers: Mapping[str, Handler], clock: Clock) -> int:
    """Run everything that is due now; how many jobs were taken, failed ones too."""
    taken = 0
    while True:
        now = clock()
        async with database.transaction() as session:
            job = await _lease_next(session, now)
        if job is None:
            return taken
        taken += 1
        try:
            async with database.transaction() as session:
                await handlers[job.kind](session, job.payload, now)
                # A payload may hold what must not outlive its use, such as a mailed code.
                done = {"finished_at": now, "payload": {}}
                await session.execute(update(Job).where(Job.id == job.id).values(done))
        except Exception as error:  # one bad job must not stop the others; it is logged and retried
            log.exception("job_failed", job=str(job.id), kind=job.kind, tries=job.tries)
            later = now + timedelta(seconds=30 * 4 ** min(job.tries, 6))
            ended = {"finished_at": now} if job.tries >= MAX_TRIES else {"run_at": later}
            failed = {"leased_until": None, "failure": type(error).__name__} | ended
            async with database.transaction() as session:
                await session.execute(update(Job).where(Job.id == job.id).values(failed))


class Worker:
    """Runs due jobs in the background of a process, then its chores; woken early by ``wake``."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler],
        clock: Clock,
        chores: Sequence[Chore] = (),
    ) -> None:
        self._database, self._handlers, self._clock = database, handlers, clock
        self._chores = chores
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._loop())

    def wake(self) -> None:
        self._woken.set()

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _loop(self) -> None:
        while True:
            try:
                await run_due_jobs(self._database, self._handlers, self._clock)
                for chore in self._chores:
                    await chore(self._database, self._clock())
            except Exception:  # the database may be away for a while; the loop must outlive that
                log.exception("job_loop_failed")
            self._woken.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), IDLE_SECONDS)
