"""Background work: exists with its transaction, survives a crash, never stops the others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import Database
from app.kit.jobs import LEASE, MAX_TRIES, Handler, Job, enqueue, run_due_jobs
from tests.conftest import FixedClock


class Recorder:
    """A handler that remembers payloads and can be told to break."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.broken = False

    async def __call__(
        self, _session: AsyncSession, payload: Mapping[str, Any], _now: datetime
    ) -> None:
        self.seen.append(payload["word"])
        if self.broken:
            raise RuntimeError("the mail server is away")


async def ask(database: Database, clock: FixedClock, word: str) -> None:
    async with database.transaction() as session:
        enqueue(session, "say", run_at=clock(), payload={"word": word})


async def jobs_in(database: Database) -> list[Job]:
    async with database.reading() as session:
        return list((await session.execute(select(Job).order_by(Job.id))).scalars())


async def test_it_works(database: Database, clock: FixedClock) -> None:
    say = Recorder()
    await ask(database, clock, "satu")
    assert await run_due_jobs(database, {"say": say}, clock) == 1
    assert await run_due_jobs(database, {"say": say}, clock) == 0
    assert say.seen == ["satu"]
    (job,) = await jobs_in(database)
    assert job.finished_at == clock()
    assert job.payload == {}, "what a payload held does not outlive its use"


async def test_a_job_of_a_rolled_back_transaction_never_was(
    database: Database, clock: FixedClock
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as session:
            enqueue(session, "say", run_at=clock(), payload={"word": "batal"})
            raise ZeroDivisionError
    assert await jobs_in(database) == []


async def test_a_job_waits_for_its_time(database: Database, clock: FixedClock) -> None:
    say = Recorder()
    async with database.transaction() as session:
        later = clock.now.replace(hour=9)
        enqueue(session, "say", run_at=later, payload={"word": "nanti"})
    assert await run_due_jobs(database, {"say": say}, clock) == 0
    clock.now = later
    assert await run_due_jobs(database, {"say": say}, clock) == 1


async def test_a_job_whose_worker_died_is_taken_again(
    database: Database, clock: FixedClock
) -> None:
    say: Recorder = Recorder()
    await ask(database, clock, "ulang")
    async with database.transaction() as session:
        await session.execute(update(Job).values(leased_until=clock() + LEASE, tries=1))
    handlers: Mapping[str, Handler] = {"say": say}
    assert await run_due_jobs(database, handlers, clock) == 0
    clock.advance(seconds=LEASE.total_seconds() + 1)
    assert await run_due_jobs(database, handlers, clock) == 1
    assert say.seen == ["ulang"]


async def test_a_job_that_fails_is_tried_again_later_and_given_up_in_the_end(
    database: Database, clock: FixedClock
) -> None:
    say = Recorder()
    say.broken = True
    await ask(database, clock, "rusak")
    for _ in range(MAX_TRIES):
        assert await run_due_jobs(database, {"say": say}, clock) == 1
        assert await run_due_jobs(database, {"say": say}, clock) == 0, "not at once again"
        clock.advance(days=2)
    assert await run_due_jobs(database, {"say": say}, clock) == 0
    (job,) = await jobs_in(database)
    assert (job.tries, job.failure) == (MAX_TRIES, "RuntimeError")
    assert job.finished_at is not None


async def test_one_bad_job_does_not_stop_the_others(database: Database, clock: FixedClock) -> None:
    bad, good = Recorder(), Recorder()
    bad.broken = True
    async with database.transaction() as session:
        enqueue(session, "bad", run_at=clock(), payload={"word": "x"})
        enqueue(session, "good", run_at=clock(), payload={"word": "y"})
    await run_due_jobs(database, {"bad": bad, "good": good}, clock)
    assert good.seen == ["y"]
