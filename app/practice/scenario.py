"""A scenario as values, and what a path through it comes to. Pure.

A path is the ids of the choices made, from the first step on: it says everything about a run, so
the server replays it and believes no other number. The score is made of the variables alone:

1. After each choice every variable moves by the choice's effect and stays within 0 and its ``max``.
2. At an ending a variable earns ``10000 * good // max`` points, where ``good`` is its value if high
   is better and ``max`` less its value if low is better.
3. The points of a run are the mean of these by weight, rounded down.
4. The score is ``10000 * points // best`` basis points, where ``best`` is the most points that any
   path earns: whoever finds the best path has 100 of 100.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from app.catalogue.document import Language
from app.practice.scenario_graph import longest, rows
from app.practice.shapes import Shape

BASIS_POINTS = 10_000

Grade = Literal["baik", "cukup", "pulih", "buruk"]
Path = tuple[str, ...]


class PathUnknownError(Exception):
    """No such path leads from the first step."""


class Variable(Shape):
    id: str
    start: int
    max: int
    better: Literal["high", "low"]
    weight: int


class Choice(Shape):
    id: str
    to: str
    effect: dict[str, int]


class Step(Shape):
    id: str
    choices: tuple[Choice, ...]

    def choice(self, choice_id: str) -> Choice | None:
        return next((one for one in self.choices if one.id == choice_id), None)


class Ending(Shape):
    id: str
    grade: Grade


class VariableWords(Shape):
    label: str
    unit: str | None


class ScenarioWords(Shape):
    """``titles``: of steps and endings, by id."""

    variables: dict[str, VariableWords]
    titles: dict[str, str]


class Scenario(Shape):
    """The ``body`` of a compiled scenario; the first step is where it begins.

    ``best``: the most points a path earns. ``pass_mark`` in basis points; None: any ending passes.
    """

    variables: tuple[Variable, ...]
    steps: tuple[Step, ...]
    endings: tuple[Ending, ...]
    best: int
    pass_mark: int | None
    words: dict[Language, ScenarioWords]

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.steps}

    def words_in(self, language: str) -> ScenarioWords:
        """In a language, else in Indonesian."""
        return self.words["en" if language == "en" and "en" in self.words else "id"]

    @cached_property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        """Step → where its choices lead."""
        return {step.id: tuple(one.to for one in step.choices) for step in self.steps}

    @cached_property
    def grades(self) -> Mapping[str, Grade]:
        """Grade of each ending, by id."""
        return {ending.id: ending.grade for ending in self.endings}


@dataclass(frozen=True, slots=True)
class Taken:
    """One choice on the way; ``values``: the variables after it."""

    step: str
    choice: str
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a path leads: ``at`` is the step to decide at, or the ending reached."""

    at: str
    is_over: bool
    values: Mapping[str, int]
    taken: tuple[Taken, ...]


def begin(scenario: Scenario) -> Walk:
    """Before the first choice."""
    values = {one.id: one.start for one in scenario.variables}
    return Walk(scenario.steps[0].id, is_over=False, values=values, taken=())


def go(scenario: Scenario, walk: Walk, choice_id: str) -> Walk:
    """One choice further; raises ``PathUnknownError``."""
    step = scenario.by_id.get(walk.at)
    choice = step.choice(choice_id) if step else None
    if step is None or choice is None:
        raise PathUnknownError
    values = {
        one.id: min(one.max, max(0, walk.values[one.id] + choice.effect.get(one.id, 0)))
        for one in scenario.variables
    }
    taken = (*walk.taken, Taken(step.id, choice.id, values))
    return Walk(choice.to, choice.to in scenario.grades, values, taken)


def replay(scenario: Scenario, path: Sequence[str]) -> Walk:
    """Where a path leads; raises ``PathUnknownError``."""
    walk = begin(scenario)
    for choice_id in path:
        walk = go(scenario, walk, choice_id)
    return walk


def every_run(scenario: Scenario) -> Iterator[tuple[Path, Walk]]:
    """Every path to an ending."""
    waiting: list[tuple[Path, Walk]] = [((), begin(scenario))]
    while waiting:
        path, walk = waiting.pop()
        if walk.is_over:
            yield path, walk
            continue
        choices = reversed(scenario.by_id[walk.at].choices)
        waiting.extend(((*path, one.id), go(scenario, walk, one.id)) for one in choices)


def remaining(scenario: Scenario) -> Mapping[str, int]:
    """The most choices still to make, by step."""
    return longest(scenario.links)


def places_on_map(scenario: Scenario) -> Mapping[str, tuple[float, int]]:
    """Where a map draws each step and ending: across from 0 to 1, and the row from the top.

    Rows lean to one side and to the other, so that a thread past a row misses its knots.
    """
    return {
        place: ((column + 1) / (len(row) + 1) + (0.1 if number % 2 else -0.1), number)
        for number, row in enumerate(rows(scenario.links, scenario.steps[0].id))
        for column, place in enumerate(row)
    }


def points(variables: Sequence[Variable], values: Mapping[str, int]) -> int:
    """What the variables are worth at an ending: 0 to 10000."""
    earned = 0
    for one in variables:
        good = values[one.id] if one.better == "high" else one.max - values[one.id]
        earned += one.weight * (BASIS_POINTS * good // one.max)
    return earned // sum(one.weight for one in variables)


def best_points(scenario: Scenario) -> int:
    """The most points that any path earns."""
    return max(points(scenario.variables, walk.values) for _, walk in every_run(scenario))


def score(scenario: Scenario, walk: Walk) -> int:
    """The score of a finished run in basis points."""
    earned = points(scenario.variables, walk.values)
    return min(BASIS_POINTS, BASIS_POINTS * earned // scenario.best) if scenario.best else 0


def is_passed(scenario: Scenario, basis_points: int) -> bool:
    """Whether a finished run with this score passes."""
    return scenario.pass_mark is None or basis_points >= scenario.pass_mark
