"""What a scenario's page shows: the part on screen, the gauges, the map of what was tried. Pure.

The same numbers are shown by the page's script afterwards; without one, each choice comes back to
here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.practice.service import (
    Path,
    PathUnknownError,
    Scenario,
    ScenarioRunRead,
    Walk,
    places_on_map,
    remaining,
    replay,
)

Phase = Literal["step", "after", "end"]

# The map's grid, in units of its drawing.
COLUMN, ROW, MARGIN, KNOT = 64, 46, 20, 8
MAP_WIDTH = 320


@dataclass(frozen=True, slots=True)
class Gauge:
    """``change``: by the last choice; ``mood``: whether that is for the better."""

    id: str
    label: str
    unit: str | None
    better: str
    value: int
    before: int
    max: int

    @property
    def change(self) -> int:
        return self.value - self.before

    @property
    def mood(self) -> Literal["better", "worse", "same"]:
        if not self.change:
            return "same"
        return "better" if (self.change > 0) == (self.better == "high") else "worse"

    @property
    def place(self) -> float:
        """In hundredths of its rail."""
        return round(100 * self.value / self.max, 1)

    @property
    def place_before(self) -> float:
        return round(100 * self.before / self.max, 1)


@dataclass(frozen=True, slots=True)
class Knot:
    """A step or ending on the map; ``state``: visited, known of, or not met yet."""

    id: str
    x: int
    y: int
    is_ending: bool
    state: Literal["d", "k", ""]


@dataclass(frozen=True, slots=True)
class Thread:
    """A way on the map; drawn from the first visit of where it begins, whole once gone."""

    of: str
    to: str
    d: str
    state: Literal["d", "k", ""]


@dataclass(frozen=True, slots=True)
class TriedStep:
    """A step in the list below the map; ``path`` leads to it, None if it was never met."""

    id: str
    title: str
    path: Path | None
    tried: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Map:
    height: int
    knots: tuple[Knot, ...]
    threads: tuple[Thread, ...]
    steps: tuple[TriedStep, ...]
    endings_met: int
    endings: int


@dataclass(frozen=True, slots=True)
class Screen:
    phase: Phase
    run: str
    path: Path
    walk: Walk
    gauges: tuple[Gauge, ...]
    rest: int  # choices still to make, at most
    shown: tuple[str, str]  # what the fragment shows: ("step", id), ("after", "step choice"), …

    @property
    def number(self) -> int:
        """Of the step on screen, from 1."""
        return len(self.path) + (self.phase == "step")


def current_runs(runs: Sequence[ScenarioRunRead], publication_id: str) -> list[ScenarioRunRead]:
    """Those made on the version at hand: only these can be gone on with or drawn on its map."""
    return [run for run in runs if run.publication == publication_id]


def screen_of(
    scenario: Scenario,
    language: str,
    runs: Sequence[ScenarioRunRead],
    *,
    branch: str | None,
    after: bool,
    new_run: str,
) -> Screen:
    """The screen to show: a branch asked for (its path, dotted), else the last run, else the start.

    ``after``: show what came of the last choice before going on.
    """
    run: str = new_run
    path: Path = ()
    asked = _path(scenario, branch)
    if asked is not None:
        path = asked
    elif runs:
        run, path = str(runs[-1].run), tuple(runs[-1].path)
    walk = replay(scenario, path)
    phase: Phase = "end" if walk.is_over else "step"
    shown = ("end" if walk.is_over else "step", walk.at)
    if after and walk.taken and asked is None:
        phase, shown = "after", ("after", f"{walk.taken[-1].step} {walk.taken[-1].choice}")
    return Screen(
        phase=phase,
        run=run,
        path=path,
        walk=walk,
        gauges=_gauges(scenario, language, walk),
        rest=remaining(scenario).get(walk.at, 0),
        shown=shown,
    )


def _path(scenario: Scenario, branch: str | None) -> Path | None:
    if branch is None:
        return None
    path = tuple(branch.split(".")) if branch else ()
    try:
        return None if replay(scenario, path).is_over else path
    except PathUnknownError:
        return None


def _gauges(scenario: Scenario, language: str, walk: Walk) -> tuple[Gauge, ...]:
    before: Mapping[str, int] = {one.id: one.start for one in scenario.variables}
    if len(walk.taken) > 1:
        before = walk.taken[-2].values
    words = scenario.words_in(language).variables
    return tuple(
        Gauge(
            id=one.id,
            label=words[one.id].label,
            unit=words[one.id].unit,
            better=one.better,
            value=walk.values[one.id],
            before=before[one.id],
            max=one.max,
        )
        for one in scenario.variables
    )


def map_of(scenario: Scenario, language: str, paths: Sequence[Path]) -> Map:
    """The map after these paths: what was visited, what is known of, how to get back to it."""
    reached: dict[str, Path] = {}
    gone: set[tuple[str, str]] = set()
    for path in sorted(paths, key=len):
        for length, taken in enumerate(replay(scenario, path).taken):
            reached.setdefault(taken.step, path[:length])
            gone.add((taken.step, taken.choice))
    ways = [(step.id, one.id, one.to) for step in scenario.steps for one in step.choices]
    visited = set(reached) | {to for step, choice, to in ways if (step, choice) in gone}
    known = {to for step, _, to in ways if step in reached}
    places = {
        one: (MARGIN + round((MAP_WIDTH - 2 * MARGIN) * x), MARGIN + row * ROW)
        for one, (x, row) in places_on_map(scenario).items()
    }
    knots = tuple(
        Knot(one, x, y, one in scenario.grades, _state(one in visited, one in known))
        for one, (x, y) in places.items()
    )
    titles = scenario.words_in(language).titles
    return Map(
        height=max(y for _, y in places.values()) + MARGIN,
        knots=knots,
        threads=_threads(ways, gone, reached, places),
        steps=tuple(
            TriedStep(
                id=step.id,
                title=titles[step.id],
                path=reached.get(step.id),
                tried=tuple((step.id, one.id) in gone for one in step.choices),
            )
            for step in sorted(scenario.steps, key=lambda one: places[one.id][::-1])
        ),
        endings_met=sum(one in visited for one in scenario.grades),
        endings=len(scenario.grades),
    )


def _state(met: bool, known: bool) -> Literal["d", "k", ""]:
    return "d" if met else "k" if known else ""


def _threads(
    ways: Sequence[tuple[str, str, str]],
    gone: set[tuple[str, str]],
    reached: Mapping[str, Path],
    places: Mapping[str, tuple[int, int]],
) -> tuple[Thread, ...]:
    walked = {(of, to) for of, choice, to in ways if (of, choice) in gone}
    threads = []
    for of, to in dict.fromkeys((of, to) for of, _, to in ways):
        (x1, y1), (x2, y2) = places[of], places[to]
        # Down first, then aside: threads that skip rows pass beside the knots between.
        d = f"M{x1} {y1}C{x1} {y1 + ROW // 2} {x2} {y2 - ROW // 2} {x2} {y2}"
        threads.append(Thread(of, to, d, _state((of, to) in walked, of in reached)))
    return tuple(threads)
