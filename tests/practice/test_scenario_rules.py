"""The pure rules of a scenario: paths, gauges, points, score, the map."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.scenario import (
    PathUnknownError,
    Scenario,
    Variable,
    Walk,
    begin,
    every_run,
    go,
    is_passed,
    places_on_map,
    points,
    remaining,
    replay,
    score,
)
from app.practice.scenario_graph import circling, longest, reached, rows, run_counts
from tests.practice.make_scenario import SCORES, compiled_activity, scenario_of

VECTORS = Path(__file__).with_name("scenario_vectors.json")


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    folder: Path = tmp_path_factory.mktemp("content")
    return scenario_of(compiled_activity(folder))


def test_every_path_ends_with_its_score(scenario: Scenario) -> None:
    ended = {path: (walk.at, score(scenario, walk)) for path, walk in every_run(scenario)}
    assert ended == SCORES


def test_a_walk_tells_the_gauges_after_each_choice(scenario: Scenario) -> None:
    walk = replay(scenario, ("b", "a"))
    assert walk.at == "meja"
    assert not walk.is_over
    assert [(one.step, one.choice, one.values["kepercayaan"]) for one in walk.taken] == [
        ("pintu", "b", 20),
        ("ribut", "a", 30),
    ]


@pytest.mark.parametrize("path", [("c",), ("a", "c"), ("a", "a", "a"), ("",)])
def test_a_path_that_is_none(scenario: Scenario, path: tuple[str, ...]) -> None:
    with pytest.raises(PathUnknownError):
        replay(scenario, path)


def test_gauges_stay_between_nothing_and_their_most(scenario: Scenario) -> None:
    walk = replay(scenario, ("b", "b"))
    assert walk.values == {"kepercayaan": 0, "tunggu": 90}
    assert go(scenario, begin(scenario), "a").values["tunggu"] == 40


@pytest.mark.parametrize(
    ("better", "value", "expected"),
    [("high", 0, 0), ("high", 80, 10_000), ("high", 20, 2500), ("low", 80, 0), ("low", 20, 7500)],
)
def test_points_of_one_variable(better: str, value: int, expected: int) -> None:
    one = Variable.model_validate({"id": "x", "start": 0, "max": 80, "better": better, "weight": 3})
    assert points([one], {"x": value}) == expected


def test_a_pass_mark_is_reached_or_not(scenario: Scenario) -> None:
    assert is_passed(scenario, 0)
    strict = scenario.model_copy(update={"pass_mark": 6000})
    assert is_passed(strict, 6000)
    assert not is_passed(strict, 5999)


def test_the_most_choices_still_to_make(scenario: Scenario) -> None:
    assert remaining(scenario) == {"pintu": 3, "ribut": 2, "meja": 1}


def test_the_map_draws_everything_below_what_leads_to_it(scenario: Scenario) -> None:
    places = places_on_map(scenario)
    assert set(places) == {"pintu", "ribut", "meja", "tertib", "lewat", "pecah"}
    for step, tos in scenario.links.items():
        for to in tos:
            assert places[to][1] > places[step][1]
    assert len(set(places.values())) == len(places)


# The graph, on links of chance that lead only forward: from a number to greater ones.
ways = st.integers(2, 9).flatmap(
    lambda size: st.tuples(
        *(
            st.lists(st.integers(n + 1, size + 2), min_size=1, max_size=4).map(
                lambda tos: [str(to) for to in tos]
            )
            for n in range(size)
        )
    )
)


@given(ways)
def test_laws_of_the_graph(links_of: tuple[list[str], ...]) -> None:
    links = {str(n): tos for n, tos in enumerate(links_of)}
    assert not circling(links)
    within = reached(links, "0")
    placed = [place for row in rows(links, "0") for place in row]
    assert set(placed) == within
    assert len(placed) == len(within)
    depth = longest(links)
    counts = run_counts(links)
    for step, tos in links.items():
        assert depth[step] == 1 + max(depth.get(to, 0) for to in tos)
        assert counts[step] == sum(counts.get(to, 1) for to in tos)


def test_a_circle_is_found() -> None:
    links = {"a": ["b", "x"], "b": ["a"], "c": ["x"]}
    assert circling(links) == {"a", "b"}


# The score, on variables of chance.
@st.composite
def scales(draw: st.DrawFn) -> tuple[list[Variable], dict[str, int], dict[str, int], int]:
    """Variables, two sets of values of which the second is nowhere worse, and a best."""
    variables, worse, better = [], {}, {}
    for number in range(draw(st.integers(1, 5))):
        most = draw(st.integers(1, 1000))
        way = draw(st.sampled_from(["high", "low"]))
        name = f"v{number}"
        variables.append(
            Variable.model_validate(
                {
                    "id": name,
                    "start": 0,
                    "max": most,
                    "better": way,
                    "weight": draw(st.integers(1, 10)),
                }
            )
        )
        low, high = sorted((draw(st.integers(0, most)), draw(st.integers(0, most))))
        worse[name], better[name] = (low, high) if way == "high" else (high, low)
    return variables, worse, better, draw(st.integers(1, 10_000))


@given(scales())
def test_points_stay_in_bounds_and_grow_with_what_is_good(
    scale: tuple[list[Variable], dict[str, int], dict[str, int], int],
) -> None:
    variables, worse, better, best = scale
    assert 0 <= points(variables, worse) <= points(variables, better) <= 10_000
    scenario = Scenario(
        variables=tuple(variables), steps=(), endings=(), best=best, pass_mark=None, words={}
    )
    walks = [Walk("akhir", is_over=True, values=v, taken=()) for v in (worse, better)]
    scores = [score(scenario, walk) for walk in walks]
    assert 0 <= scores[0] <= scores[1] <= 10_000


def test_the_page_counts_by_the_same_cases(scenario: Scenario) -> None:
    """The vectors that the page's own rules are tested with are what these rules say."""
    paths = [path for path, _ in every_run(scenario)]
    beginnings = {path[:length] for path in paths for length in range(len(path))}
    cases = []
    for path in sorted(beginnings | set(paths)):
        walk = replay(scenario, path)
        cases.append(
            {
                "path": list(path),
                "at": walk.at,
                "over": walk.is_over,
                "values": dict(walk.values),
                "score": score(scenario, walk),
                "remaining": remaining(scenario).get(walk.at, 0),
            }
        )
    body = scenario.model_dump(mode="json", exclude={"words"})
    assert json.loads(VECTORS.read_text("utf-8")) == {"scenario": body, "cases": cases}
