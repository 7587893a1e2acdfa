"""The shipped scenarios: their endings are told apart by the score, and every path is playable."""

from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
import yaml

from app.practice.scenario import Scenario, every_run, score
from app.practice.scenario_kind import compiled
from app.practice.scenario_source import ScenarioSource

COURSES = Path(__file__).resolve().parents[2] / "content" / "courses"
# Grades from best to worst; the mean scores of their paths, of 100, fall by at least this much.
GRADES = ("baik", "cukup", "pulih", "buruk")
GAP = 7
# Mean score of all paths by the grade they end in, and how many paths there are.
FIGURES = {
    "hari-padat": (58, {"baik": 82.1, "cukup": 67.3, "pulih": 57.0, "buruk": 36.7}),
    "antrean-alak": (23, {"baik": 84.7, "cukup": 67.0, "pulih": 54.2, "buruk": 29.1}),
    "keluhan-kendari": (24, {"baik": 80.9, "cukup": 64.9, "pulih": 40.6, "buruk": 12.5}),
    "gangguan-aplikasi": (36, {"baik": 80.8, "cukup": 59.5, "pulih": 51.5, "buruk": 30.2}),
    "dialog-di-loket": (94, {"baik": 70.5, "cukup": 52.0, "buruk": 31.7}),
}


def sources() -> dict[str, dict[str, Any]]:
    """The YAML of every shipped scenario, by its name."""
    found = {}
    for path in sorted(COURSES.rglob("*.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        if data.get("kind") == "scenario":
            found[path.stem] = data
    return found


@pytest.fixture(scope="module")
def shipped() -> dict[str, Scenario]:
    return {name: compiled(ScenarioSource.model_validate(data)) for name, data in sources().items()}


def test_these_are_all(shipped: dict[str, Scenario]) -> None:
    assert set(shipped) == set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_grades_are_told_apart_by_their_scores(shipped: dict[str, Scenario], name: str) -> None:
    scenario = shipped[name]
    scores: dict[str, list[float]] = {}
    for _, walk in every_run(scenario):
        scores.setdefault(scenario.grades[walk.at], []).append(score(scenario, walk) / 100)
    means = {grade: round(mean(scores[grade]), 1) for grade in GRADES if grade in scores}
    assert (sum(map(len, scores.values())), means) == FIGURES[name]
    falling = list(means.values())
    assert all(better - worse >= GAP for better, worse in pairwise(falling))


@pytest.mark.parametrize("name", FIGURES)
def test_the_best_path_ends_well_and_the_worst_does_not(
    shipped: dict[str, Scenario], name: str
) -> None:
    scenario = shipped[name]
    ended = sorted(
        (score(scenario, walk), scenario.grades[walk.at]) for _, walk in every_run(scenario)
    )
    assert ended[-1] == (10_000, "baik")
    assert ended[0][1] == "buruk"


def test_the_whole_english_course_has_its_scenario_in_english(
    shipped: dict[str, Scenario],
) -> None:
    assert set(shipped["hari-padat"].words) == {"id", "en"}


@pytest.mark.parametrize("name", FIGURES)
def test_every_scenario_says_that_it_is_invented(name: str) -> None:
    assert sources()[name]["text"]["id"]["setting"].startswith("Rekaan.")
