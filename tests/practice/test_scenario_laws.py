"""Laws: no order, repetition, batching or second device changes what a set of steps comes to."""

import random
from itertools import groupby
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.document import Activity
from app.kit.database import Database
from app.kit.ids import uuid7
from app.practice.scenario_runs import Trace, runs
from tests.cast import assemble
from tests.conftest import FixedClock
from tests.learning.devices import Device
from tests.practice.make_scenario import SCORES, as_made, compiled_activity
from tests.practice.scenario_room import Player, ScenarioRoom

MOMENT = FixedClock().now

traces = st.lists(
    st.builds(
        Trace,
        run_id=st.sampled_from([UUID(int=n) for n in range(3)]),
        publication_id=st.just("p"),
        path=st.lists(st.sampled_from("ab"), min_size=1, max_size=4).map(tuple),
        hlc=st.integers(0, 5),
        command_id=st.uuids(),
        done_at=st.integers(0, 9).map(lambda n: MOMENT.replace(minute=n)),
    ),
    max_size=12,
    unique_by=lambda one: one.command_id,
)


@given(traces, st.randoms(use_true_random=False))
def test_runs_are_a_function_of_the_set_of_steps(told: list[Trace], dice: random.Random) -> None:
    expected = runs(told)
    mixed = told + dice.sample(told, len(told) // 2)
    dice.shuffle(mixed)
    assert runs(mixed) == expected


@given(traces)
def test_every_step_is_part_of_a_run_and_no_run_of_another(told: list[Trace]) -> None:
    found = runs(told)
    for one in told:
        assert any(
            run.run_id == one.run_id and run.path[: len(one.path)] == one.path for run in found
        )
    for run in found:
        longer = [
            other
            for other in found
            if other is not run
            and other.run_id == run.run_id
            and other.path[: len(run.path)] == run.path
        ]
        assert not longer


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Activity:
    folder: Path = tmp_path_factory.mktemp("content")
    return compiled_activity(folder)


Told = tuple[str, str, str, str]  # device, run, path, kind


def _story(dice: random.Random) -> list[Told]:
    """What two devices did: runs of their own, and one they both went on with."""
    story: list[Told] = []
    paths = ["".join(path) for path in SCORES]
    for run in ("r1", "r2", "bersama"):
        for device in (
            ("telepon-sari", "laptop-sari")
            if run == "bersama"
            else (dice.choice(["telepon-sari"]),)
        ):
            path = dice.choice(paths)
            whole = dice.random() < 0.7
            story += [(device, run, path[:n], "scenario_step") for n in range(1, len(path) + whole)]
            if whole:
                story.append((device, run, path, "scenario_finish"))
    return story


@pytest.mark.parametrize("seed", range(5))
async def test_devices_orders_and_repetitions(
    database: Database, clock: FixedClock, compiled: Activity, seed: int
) -> None:
    dice = random.Random(seed)
    async with database.transaction() as session:
        cast = await assemble(session, clock())
    room = await ScenarioRoom.open(database, clock, cast, as_made(compiled))
    players = [await room.player(one.id) for one in (cast.sari, cast.joko, cast.dewi)]
    story = _story(dice)
    ids = {run: uuid7() for _, run, _, _ in story}
    devices = {name: Device(name) for name in ("telepon-sari", "laptop-sari")}
    told = []
    for device, run, path, kind in story:
        clock.advance(seconds=dice.randint(0, 40))
        told.append(
            (device, room.told(players[0], ids[run], path, kind=kind, device=devices[device]))
        )
    seen = []
    for number, player in enumerate(players):
        rest = list(told)
        if number:
            rest += dice.sample(told, len(told) // 2)
            dice.shuffle(rest)
        while rest:
            size = dice.randint(1, 5) if number else 1
            batch, rest = rest[:size], rest[size:]
            for device, part in groupby(batch, key=lambda one: one[0]):
                commands = [_as(player, made) for _, made in part]
                await room.push(player, *commands, device=devices[device])
        standing = await room.standing(player)
        state = await room.outcome(player)
        seen.append(
            (
                [(r.run, r.path, r.ending, r.score, r.done_at) for r in standing.runs],
                (state.outcome_state, state.score) if state else None,
            )
        )
    # Corrected times depend on when a command arrived; what was done and what it came to does not.
    plain = [([run[:4] for run in found], outcome) for found, outcome in seen]
    assert plain[0] == plain[1] == plain[2]


def _as(player: Player, made: dict[str, object]) -> dict[str, object]:
    payload = dict(made["payload"])  # type: ignore[call-overload]
    return made | {"payload": payload | {"enrolment": str(player.enrolment)}}
