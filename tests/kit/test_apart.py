"""Use cases in another process: what comes back, and what becomes of them when something breaks."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from app.kit.apart import Apart, Beside, Bounds, BrokeApart, Here
from app.kit.database import Database
from app.kit.invalidation import EVERYTHING, INVALIDATIONS_KEY, Invalidations
from app.kit.problems import Unavailable
from tests.kit import apart_cases as cases

COMMAND = [sys.executable, "-P", "-m", "tests.kit.apart_cases"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
Begin = Callable[..., Beside]
# Where the database cannot matter, one is enough: each process takes a second to begin.
on_one = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def begin(database: Database, database_url: str) -> AsyncIterator[Begin]:
    """Makes another process of this test's database; ended with the test."""
    async with AsyncExitStack() as stack:

        def made(invalidations: Invalidations | None = None, **bounds: float) -> Beside:
            beside = Beside(
                COMMAND,
                database_url,
                invalidations or Invalidations(database),
                environment=ENVIRONMENT,
                bounds=Bounds(**bounds),  # type: ignore[arg-type]
            )
            stack.push_async_callback(beside.stop)
            return beside

        yield made


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.02)


async def test_it_works(begin: Begin) -> None:
    beside = begin()
    answer, pid = await beside.run(cases.double, 20, plus=2)
    assert answer == 42
    assert pid != os.getpid()
    assert await beside.write(cases.add, "satu") == pid
    assert await beside.read(cases.count) == 1


@on_one
async def test_it_comes_after_readers_and_tells_no_secret(begin: Begin, database_url: str) -> None:
    _, pid = await begin().run(cases.double, 1)
    assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)
    group = Path(f"/proc/{pid}/autogroup")
    if group.exists():  # its niceness counts, where sessions share a core
        assert int(group.read_text("ascii").split()[-1]) > 0
    for where in ("cmdline", "environ"):
        assert database_url.encode() not in Path(f"/proc/{pid}/{where}").read_bytes()


@on_one
@pytest.mark.parametrize("place", ["beside", "here"])
async def test_a_problem_comes_back_as_it_was_raised(
    begin: Begin, database: Database, place: str
) -> None:
    apart: Apart = begin() if place == "beside" else Here(database)
    with pytest.raises(cases.Taken) as raised:
        await apart.run(cases.refuse)
    problem = raised.value
    assert problem.detail == "Taken by Budi"
    assert problem.extensions == {"by": "Budi", "at": 7}
    assert problem.headers == {"Retry-After": "7"}


@on_one
async def test_an_error_of_ours_stays_one(begin: Begin) -> None:
    beside = begin()
    for case in (cases.break_down, cases.bring_what_cannot_travel):
        with pytest.raises(BrokeApart):
            await beside.run(case)
    assert (await beside.run(cases.double, 4))[0] == 8


async def test_what_it_announces_is_told_before_its_answer(
    begin: Begin, database: Database
) -> None:
    """And nothing else is dropped: the change is known for one of our own."""
    told: list[str] = []
    invalidations = Invalidations(database)
    beside = begin(invalidations)
    await beside.run(cases.double, 1)
    invalidations.on("person", told.append)
    invalidations.start()
    await asyncio.sleep(0.7)  # the first look, after which changes are news
    told.clear()
    for number in range(3):
        await beside.write(cases.add, f"orang-{number}")
        assert f"orang-{number}" in told
        await asyncio.sleep(0.3)
    await asyncio.sleep(0.7)
    await invalidations.stop()
    assert EVERYTHING not in told


async def test_an_operators_change_meanwhile_is_heard(
    begin: Begin, database: Database, database_url: str, tmp_path: Path
) -> None:
    told: list[str] = []
    invalidations = Invalidations(database)
    beside = begin(invalidations)
    await beside.run(cases.double, 1)
    invalidations.on("person", told.append)
    invalidations.start()
    await asyncio.sleep(0.7)
    told.clear()
    waiting = asyncio.create_task(beside.run(cases.meet, tmp_path / "a", tmp_path / "b"))
    await until((tmp_path / "a").exists)
    command = Database(database_url)
    command.info[INVALIDATIONS_KEY] = Invalidations(command)
    async with command.transaction() as session:
        await cases.add(session, "operator")
    await command.dispose()
    await until(lambda: bool(told))
    (tmp_path / "b").touch()
    await waiting
    await invalidations.stop()
    assert told[0] == (EVERYTHING if database.is_sqlite else "operator")


@on_one
async def test_two_at_once(begin: Begin, tmp_path: Path) -> None:
    beside, a, b = begin(), tmp_path / "a", tmp_path / "b"
    await asyncio.gather(beside.run(cases.meet, a, b), beside.run(cases.meet, b, a))


async def test_when_it_dies_nothing_is_half_done(begin: Begin, database: Database) -> None:
    told: list[str] = []
    invalidations = Invalidations(database)
    invalidations.on("person", told.append)
    beside = begin(invalidations)
    _, pid = await beside.run(cases.double, 1)
    with pytest.raises(Unavailable):
        await beside.write(cases.add_and_die, "satu")
    assert told == [EVERYTHING]  # it may have committed before it died, and not told
    assert await beside.read(cases.count) == 0
    assert (await beside.run(cases.double, 1))[1] != pid


@on_one
async def test_what_takes_too_long_is_ended(begin: Begin, tmp_path: Path) -> None:
    # The time counts from the question on, and on a busy machine the process begins late.
    for seconds in (2, 10, 60):
        begun = tmp_path / str(seconds)
        with pytest.raises(Unavailable):
            await begin(seconds=seconds).write(cases.add_slowly, begun, "satu", 600)
        if begun.exists():
            break
    assert begun.exists()
    assert await begin().read(cases.count) == 0


@on_one
async def test_who_stops_waiting_stops_nothing(begin: Begin, tmp_path: Path) -> None:
    beside, begun = begin(), tmp_path / "begun"
    waiting = asyncio.create_task(beside.write(cases.add_slowly, begun, "satu", 0.3))
    await until(begun.exists)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with asyncio.timeout(60):
        while await beside.read(cases.count) == 0:
            await asyncio.sleep(0.05)


@on_one
async def test_more_than_it_can_do_is_refused(begin: Begin, tmp_path: Path) -> None:
    beside, a, b = begin(waiting=1), tmp_path / "a", tmp_path / "b"
    waiting = asyncio.create_task(beside.run(cases.meet, a, b))
    await until(a.exists)
    with pytest.raises(Unavailable):
        await beside.run(cases.double, 1)
    b.touch()
    await waiting


@on_one
async def test_it_ends_after_a_rest(begin: Begin) -> None:
    beside = begin(idle_seconds=0.2)
    _, pid = await beside.run(cases.double, 1)
    await until(lambda: not is_running(pid))
    assert (await beside.run(cases.double, 1))[1] != pid


@on_one
async def test_one_that_has_grown_gives_way_to_another(begin: Begin) -> None:
    beside = begin(held_bytes=1)
    _, pid = await beside.run(cases.double, 1)
    assert (await beside.run(cases.double, 1))[1] != pid
    await until(lambda: not is_running(pid))


@on_one
async def test_it_ends_with_this_process(begin: Begin) -> None:
    beside = begin()
    _, pid = await beside.run(cases.double, 1)
    await beside.stop()
    assert not is_running(pid)


@on_one
async def test_what_does_not_end_is_ended(begin: Begin, tmp_path: Path) -> None:
    beside, a = begin(parting_seconds=0.2), tmp_path / "a"
    waiting = asyncio.create_task(beside.run(cases.meet, a, tmp_path / "never"))
    await until(a.exists)
    await beside.stop()
    with pytest.raises(Unavailable):
        await waiting


@on_one
async def test_what_cannot_be_begun_is_unavailable(database: Database) -> None:
    beside = Beside(["/nowhere/python"], "", Invalidations(database))
    with pytest.raises(Unavailable):
        await beside.run(cases.double, 1)
