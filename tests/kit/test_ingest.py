"""The group-commit writer: one transaction for many, answered after it, no neighbour lost."""

import asyncio
import itertools
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import Database
from app.kit.ids import uuid7
from app.kit.ingest import ENOUGH, GroupWriter
from app.kit.jobs import Job
from app.kit.problems import Unavailable
from tests.conftest import FixedClock


class Written:
    """Counts groups, and writes a job an item: any table would do."""

    def __init__(self, database: Database, clock: FixedClock) -> None:
        self.database, self.clock = database, clock
        self.groups: list[int] = []
        self.hold: asyncio.Event | None = None
        self.number = itertools.count(1)

    async def apply(self, session: AsyncSession, items: Sequence[str]) -> list[int]:
        self.groups.append(len(items))
        if self.hold is not None:
            await self.hold.wait()
        results = []
        for item in items:
            if item.startswith("stop"):
                raise Unavailable
            kind = None if item.startswith("bad") else item
            session.add(Job(id=uuid7(), kind=kind, payload={}, run_at=self.clock(), tries=0))
            results.append(next(self.number))
        await session.flush()
        return results

    async def count(self) -> int:
        async with self.database.reading() as session:
            return (await session.execute(select(func.count()).select_from(Job))).scalar_one()


@pytest.fixture
def written(database: Database, clock: FixedClock) -> Written:
    return Written(database, clock)


async def test_what_comes_while_one_group_commits_is_the_next(written: Written) -> None:
    writer = GroupWriter(written.database, written.apply)
    written.hold = asyncio.Event()
    first = asyncio.create_task(writer.write("a"))
    while not written.groups:
        await asyncio.sleep(0)
    rest = [asyncio.create_task(writer.write(f"b{n}")) for n in range(30)]
    await asyncio.sleep(0)
    assert not first.done()
    written.hold.set()
    await asyncio.gather(first, *rest)
    assert written.groups == [1, 30]
    assert await written.count() == 31


async def test_what_comes_one_by_one_within_a_pace_shares_a_group(written: Written) -> None:
    writer = GroupWriter(written.database, written.apply)
    assert await writer.write("a", source="a") == 1
    coming = []
    for n in range(3):
        coming.append(asyncio.create_task(writer.write(f"b{n}", source=n)))
        await asyncio.sleep(0.005)
    assert await asyncio.gather(*coming) == [2, 3, 4]
    assert written.groups == [1, 3]


async def test_enough_do_not_wait_for_the_pace(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.kit.ingest.PACE_SECONDS", 60.0)
    writer = GroupWriter(written.database, written.apply)
    await writer.write("a", source="a")
    async with asyncio.timeout(10):
        await asyncio.gather(*(writer.write(f"b{n}", source=n) for n in range(ENOUGH)))
    assert written.groups == [1, ENOUGH]


async def test_somebody_who_writes_one_after_another_waits_for_no_pace(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.kit.ingest.PACE_SECONDS", 60.0)
    writer = GroupWriter(written.database, written.apply)
    async with asyncio.timeout(10):
        for n in range(5):
            await writer.write(f"a{n}", source="a")
    assert written.groups == [1] * 5


async def test_each_gets_its_own_result(written: Written) -> None:
    writer = GroupWriter(written.database, written.apply)
    assert await asyncio.gather(*(writer.write(f"a{n}") for n in range(20))) == list(range(1, 21))
    # Nothing runs on: the next one begins anew.
    assert await writer.write("b") == 21


async def test_a_bad_one_spoils_no_neighbour(written: Written) -> None:
    writer = GroupWriter(written.database, written.apply)
    done = await asyncio.gather(
        *(writer.write(item) for item in ("a", "bad", "b", "bad", "c")), return_exceptions=True
    )
    assert [isinstance(one, IntegrityError) for one in done] == [False, True, False, True, False]
    assert await written.count() == 3


async def test_trouble_of_ours_is_told_to_all_and_nothing_is_kept(written: Written) -> None:
    writer = GroupWriter(written.database, written.apply)
    done = await asyncio.gather(
        *(writer.write(item) for item in ("a", "stop", "b")), return_exceptions=True
    )
    assert all(isinstance(one, Unavailable) for one in done)
    assert await written.count() == 0
    assert await writer.write("c")


async def test_a_full_queue_asks_to_come_back(written: Written) -> None:
    writer = GroupWriter(written.database, written.apply, most_waiting=10)
    written.hold = asyncio.Event()
    first = asyncio.create_task(writer.write("a", weight=10))
    while not written.groups:
        await asyncio.sleep(0)
    waiting = [asyncio.create_task(writer.write(f"b{n}", weight=5)) for n in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable) as refused:
        await writer.write("c")
    assert int(refused.value.headers["Retry-After"]) > 0
    written.hold.set()
    await asyncio.gather(first, *waiting)
    assert await written.count() == 3


async def test_groups_are_bounded_and_one_larger_than_that_goes_alone(written: Written) -> None:
    writer = GroupWriter(written.database, written.apply, most_in_group=4)
    await asyncio.gather(*(writer.write(f"a{n}") for n in range(6)), writer.write("big", weight=9))
    assert written.groups == [4, 2, 1]


async def test_a_client_that_left_does_not_take_its_write_along(written: Written) -> None:
    writer = GroupWriter(written.database, written.apply)
    written.hold = asyncio.Event()
    leaving = asyncio.create_task(writer.write("a"))
    staying = asyncio.create_task(writer.write("b"))
    while not written.groups:
        await asyncio.sleep(0)
    leaving.cancel()
    written.hold.set()
    assert await staying == 2
    assert leaving.cancelled()
    assert await written.count() == 2


async def test_nothing_is_answered_before_its_commit(written: Written) -> None:
    """Whoever hears an answer finds the write, every time."""
    writer = GroupWriter(written.database, written.apply)
    seen = []

    async def one(item: str) -> None:
        await writer.write(item)
        async with written.database.reading() as session:
            found = select(func.count()).select_from(Job).where(Job.kind == item)
            seen.append((await session.execute(found)).scalar_one())

    await asyncio.gather(*(one(f"a{n}") for n in range(25)))
    assert seen == [1] * 25


async def test_a_process_that_ends_leaves_nobody_waiting(written: Written) -> None:
    writer = GroupWriter(written.database, written.apply)
    written.hold = asyncio.Event()
    first = asyncio.create_task(writer.write("a"))
    while not written.groups:
        await asyncio.sleep(0)
    second = asyncio.create_task(writer.write("b"))
    await asyncio.sleep(0)
    task = writer._task
    assert task is not None
    task.cancel()
    done = await asyncio.gather(first, second, return_exceptions=True)
    assert all(isinstance(one, Unavailable) for one in done)
    assert await written.count() == 0
