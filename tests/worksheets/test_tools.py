"""The tools: what they work out, by hand-made cases and by the vectors shared with the script."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.worksheets.numbers import fixed, read_many, read_number, read_whole, short
from app.worksheets.tools import queue, skm
from app.worksheets.tools.base import Usage
from app.worksheets.tools.registry import TOOLS
from app.worksheets.tools.time_log import days_filled
from tests.worksheets.make_tool_vectors import PATH, QUEUE, entry, vectors

SKM: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "skm_vectors.json").read_text("utf-8")
)["vectors"]


def keys(tool: str, values: dict[str, str], weight: str = "1/9") -> list[str]:
    return [line.key for line in TOOLS[tool].results(values, Usage(weight)).lines]


def test_the_vectors_are_what_the_tools_say() -> None:
    written = json.loads(PATH.read_text("utf-8"))
    assert written == json.loads(json.dumps(vectors())), (
        "run: python -m tests.worksheets.make_tool_vectors"
    )


@pytest.mark.parametrize("case", SKM, ids=lambda case: str(case["name"]))
def test_the_ikm_of_published_examples(case: dict[str, Any]) -> None:
    totals = dict(zip(skm.ELEMENTS, case["totals_U1_U9"], strict=True))
    ikm = skm.index(case["respondents"], totals, skm.WEIGHTS["1/9"])
    assert fixed(ikm, 2) == f"{case['ikm']:.2f}"
    assert skm.grade(ikm).upper() == case["mutu"]


def test_the_ikm_is_exact_until_the_end() -> None:
    totals = dict.fromkeys(skm.ELEMENTS, 355)
    assert skm.index(100, totals, skm.WEIGHTS["1/9"]) == Fraction(8875, 100)
    # 0.11 is not a ninth: it costs an office its grade.
    rounded = skm.index(100, totals, skm.WEIGHTS["0.11"])
    assert (fixed(rounded, 2), skm.grade(rounded)) == ("87.86", "b")


def test_the_weight_used_is_always_named() -> None:
    values = {"respondents": "10"} | dict.fromkeys(skm.ELEMENTS, "30")
    assert "weight_exact" in keys("skm", values)
    assert "weight_rounded" in keys("skm", values, "0.11")


@given(
    st.integers(1, 500).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.integers(n, 4 * n), min_size=9, max_size=9))
    )
)
def test_an_ikm_lies_between_25_and_100(survey: tuple[int, list[int]]) -> None:
    respondents, sums = survey
    totals = dict(zip(skm.ELEMENTS, sums, strict=True))
    ikm = skm.index(respondents, totals, skm.WEIGHTS["1/9"])
    assert 25 <= ikm <= 100
    first = skm.lowest(totals)
    assert len(first) >= 2
    assert max(totals[name] for name in first) <= min(
        (total for name, total in totals.items() if name not in first), default=4 * respondents
    )


def test_littles_law_and_utilisation() -> None:
    assert queue.inside(Fraction(12), Fraction(40)) == 8
    assert queue.utilisation(Fraction(12), Fraction(9), 2) == Fraction(9, 10)
    assert queue.utilisation(Fraction(12), Fraction(9), 3) == Fraction(6, 10)


@pytest.mark.parametrize("counters", ["1", "2"])
def test_no_mean_is_claimed_without_a_steady_state(counters: str) -> None:
    said = keys("queue", QUEUE | {"service": "10", "counters": counters})
    assert "inside" not in said
    assert "formula" not in said
    assert "no_steady_state" in said


@given(st.lists(st.fractions(0, 100), min_size=1, max_size=30))
def test_half_of_all_times_are_below_the_median(times: list[Fraction]) -> None:
    middle = queue.median(times)
    assert sum(one < middle for one in times) <= len(times) / 2
    assert sum(one > middle for one in times) <= len(times) / 2


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        (" 12,5 ", "12.5"),
        ("12.5", "12.5"),
        ("1.240", "1240"),
        ("1.240,25", "1240.25"),
    ],
)
def test_numbers_as_people_type_them(text: str, number: str) -> None:
    read = read_number(text)
    assert read is not None
    assert short(read, 2) == number


@pytest.mark.parametrize(
    "text", ["", "-1", "1,2,3", "1e3", "enam", "1.24.0", "٣", "1 000", ".5", "5."]
)
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


def test_whole_numbers_and_lists() -> None:
    assert read_whole("12,0") == 12
    assert read_whole("12,5") is None
    assert read_many("6,5, 7; 9") == [Fraction(13, 2), Fraction(7), Fraction(9)]
    assert read_many("6 x") is None


@given(st.fractions(0, 10**6), st.integers(0, 4))
def test_rounding_is_half_up(value: Fraction, digits: int) -> None:
    shown = Fraction(fixed(value, digits))
    unit = Fraction(1, 10**digits)
    assert -unit / 2 < shown - value <= unit / 2


def test_a_day_counts_from_one_hour_on() -> None:
    assert days_filled(entry(1, 1, "task", "60")) == 1
    assert days_filled(entry(1, 1, "task", "59,5")) == 0
    assert days_filled({}) == 0


@pytest.mark.parametrize("name", TOOLS)
def test_no_input_breaks_a_tool(name: str) -> None:
    tool = TOOLS[name]
    for text in ("", " ", "0", "-1", "9" * 12, "1.240,5", "<b>", "\u0663", "yes", "mon", "12:00"):
        values = {
            key: text
            for one in tool.fields
            for key in (
                [one.id] if one.kind != "rows" else [f"{one.id}.1.{c.id}" for c in one.columns]
            )
        }
        tool.results(values, Usage())
