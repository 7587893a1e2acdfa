"""A small seeded run of the schedules that `make offline-fuzz` runs by the thousand."""

from pathlib import Path

from tests.journeys.course import CONTENT
from tests.offline_fuzz import run
from tests.server import demo_server

RUNS, SEED = 120, 20_261_122


def test_nothing_that_was_shown_as_saved_is_lost_or_doubled(tmp_path: Path) -> None:
    with demo_server(tmp_path, LENTERA_CONTENT=str(CONTENT)) as server:
        outcome = run(server, runs=RUNS, seed=SEED)
    assert outcome.given > RUNS, outcome
    assert outcome.acknowledged > 0, outcome
    assert (outcome.lost, outcome.doubled) == (0, 0), outcome


def test_saying_saved_too_early_is_found_out(tmp_path: Path) -> None:
    with demo_server(tmp_path, LENTERA_CONTENT=str(CONTENT)) as server:
        outcome = run(server, runs=40, seed=SEED, control="early-ack", kill=False)
    assert outcome.lost > 0, outcome
