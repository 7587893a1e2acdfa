"""Seeded runs of the schedules of `make offline-fuzz`: some at the desk, two thousand in CI."""

from pathlib import Path

import pytest

from tests.journeys.course import CONTENT
from tests.offline_fuzz import run
from tests.server import demo_server

SEED = 20_261_122


@pytest.mark.parametrize("runs", [120, pytest.param(2_000, marks=pytest.mark.long)])
def test_nothing_that_was_shown_as_saved_is_lost_or_doubled(tmp_path: Path, runs: int) -> None:
    with demo_server(tmp_path, LENTERA_CONTENT=str(CONTENT)) as server:
        outcome = run(server, runs=runs, seed=SEED + runs)
    assert outcome.given > runs, outcome
    assert outcome.acknowledged > 0, outcome
    assert (outcome.lost, outcome.doubled) == (0, 0), outcome


def test_saying_saved_too_early_is_found_out(tmp_path: Path) -> None:
    with demo_server(tmp_path, LENTERA_CONTENT=str(CONTENT)) as server:
        outcome = run(server, runs=40, seed=SEED, control="early-ack", kill=False)
    assert outcome.lost > 0, outcome
