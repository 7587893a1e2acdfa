"""Calculated: formulas worked out exactly, values of each attempt's own."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.questions.calculated import Key
from app.assessment.questions.formula import FormulaError, parse, rounded
from app.assessment.questions.numeric import parse_number, spoken
from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import composed, credit, faults, question, source

KIND = QUESTION_KINDS["calculated"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("7 / 2 / 7", "1/2"),
        ("10 - 4 - 3", "3"),
        ("2 ^ 3 ^ 2", "512"),
        ("-2 ^ 2", "-4"),
        ("2 ^ -1", "1/2"),
        ("- - 3", "3"),
        ("0.1 + 0.2", "3/10"),
        ("min(3, a, 5) + max(1, 2)", "4"),
        ("round(2.5) + round(-2.5) + round(1 / 3, 2)", "33/100"),
        ("((((a))))", "2"),
    ],
)
def test_formulas_are_worked_out_exactly(text: str, expected: str) -> None:
    assert parse(text).value({"a": Fraction(2)}) == Fraction(expected)


@pytest.mark.parametrize(
    "text",
    [
        "", "1 +", "(1", "1)", "1 2", "a b", "min(1)", "round()", "round(1, 2, 3)", "1,5", "2^^3",
        "__import__('os')", "a.b", "lambda: 1", "1e9", "x = 1", "٣", "(" * 50 + "1" + ")" * 50,
        "-" * 60 + "1", "1+" * 200 + "1",
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)


@pytest.mark.parametrize(
    "text", ["1 / 0", "0 ^ -1", "1 / (a - 2)", "2 ^ 0.5", "9 ^ 9 ^ 9", "9 ^ 64 ^ 2", "round(1, 99)"]
)
def test_what_has_no_value_says_so(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text).value({"a": Fraction(2)})


@given(st.text(alphabet="0123456789.ab+-*/^(), minmaxround", max_size=60))
def test_any_text_has_a_value_or_is_refused(text: str) -> None:
    try:
        value = parse(text).value({"a": Fraction(3, 7), "b": Fraction(-2)})
    except FormulaError:
        return
    assert isinstance(value, Fraction)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.integers(0, 6))
def test_rounding_is_to_the_nearest(over: int, under: int, digits: int) -> None:
    number = Fraction(over, under)
    assert abs(rounded(number, digits) - number) * 2 * 10**digits <= 1
    assert rounded(-number, digits) == -rounded(number, digits)


@given(st.text(min_size=1, max_size=32))
def test_every_seed_draws_from_the_ranges_and_always_the_same(seed: str) -> None:
    asked = question("calculated")
    values = KIND.drawn(asked, seed)
    assert values == KIND.drawn(asked, seed)
    numbers = {name: parse_number(value) for name, value in values.items()}
    assert numbers["a"] in {Fraction(one) for one in range(10, 41, 2)}
    assert numbers["b"] in {Fraction(1, 2) + Fraction(3, 2) * one for one in range(7)}


def test_attempts_draw_different_values() -> None:
    asked = question("calculated")
    assert len({str(KIND.drawn(asked, f"{n:032x}")) for n in range(60)}) > 30


@given(st.text(min_size=1, max_size=32))
def test_the_key_of_an_attempt_is_the_formula_s(seed: str) -> None:
    asked = question("calculated")
    values = KIND.drawn(asked, seed)
    mine = KIND.resolved(asked, values)
    a, b = (parse_number(values[name]) for name in "ab")
    assert a is not None
    assert b is not None
    right = (a + b) / 2
    assert credit(mine, {"text": spoken(right)}) == "1"
    assert credit(mine, {"text": f"{spoken(right + Fraction(1, 4))} menit"}) == "1"
    assert credit(mine, {"text": spoken(right + Fraction(1, 3).limit_denominator(1) + 1)}) == "0"
    html = composed(mine)
    assert f"Berapa rata-rata {values['a']} dan {values['b']}?" in html
    assert mine.explanation["id"] == (
        f"<p>Rata-rata {values['a']} dan {values['b']} adalah {spoken(right)}.</p>"
    )


def test_without_values_nothing_is_right_and_names_stand_in_the_text() -> None:
    asked = question("calculated")
    assert credit(asked, {"text": "5"}) == "0"
    assert 'rata-rata <i data-value="a">a</i> dan' in composed(asked)
    assert KIND.resolved(asked, {}) == asked
    assert KIND.resolved(asked, {"a": "x", "b": "1"}) == asked


def test_the_key_in_words_shows_how_it_was_reached() -> None:
    mine = KIND.resolved(question("calculated"), {"a": "10", "b": "3,5"})
    words = KIND.key_words(mine.pieces_in("id"), Key.model_validate(mine.key), "id")
    assert words == '6,75 menit (± 0,25) <small class="soft">= (a + b) / 2</small>'


def _key(**changes: Any) -> dict[str, Any]:
    key: dict[str, Any] = source("calculated")["key"]
    return key | changes


ONE: dict[str, Any] = {"from": 0, "to": 9, "step": 1}


@pytest.mark.parametrize(
    ("key", "path", "code"),
    [
        (_key(formula="(a + b"), ("key", "formula"), "Q037"),
        (_key(formula="a * 2"), ("key", "formula"), "Q037"),
        (_key(formula="a + b + c"), ("key", "formula"), "Q037"),
        (_key(formula="a / (b - 2)"), ("key", "formula"), "Q040"),  # 2 = 0,5 + 1 · 1,5
        (_key(formula="(a + b) / 3"), ("key", "formula"), "Q040"),
        (_key(tolerance="-1"), ("key", "tolerance"), "Q018"),
        (
            _key(parameters={"a": ONE, "b": ONE | {"step": 0}}),
            ("key", "parameters", "b"),
            "Q038",
        ),
        (
            _key(parameters={"a": ONE, "b": ONE | {"to": -1}}),
            ("key", "parameters", "b"),
            "Q038",
        ),
        (
            _key(parameters={"a": ONE, "b": ONE | {"to": "x"}}),
            ("key", "parameters", "b", "to"),
            "Q016",
        ),
        (
            _key(parameters={"a": ONE, "b": ONE | {"step": "0,0001"}}),
            ("key", "parameters", "b"),
            "Q038",
        ),
        (
            _key(formula="a + max", parameters={"a": ONE, "max": ONE}),
            ("key", "parameters", "max"),
            "Q038",
        ),
    ],
)
def test_faults_of_the_key(key: object, path: tuple[str, ...], code: str) -> None:
    assert (path, code) in [(f.path, f.code) for f in faults(source("calculated", key=key))]


def test_a_division_by_zero_deep_inside_a_large_grid_is_found() -> None:
    wide = {"from": -300, "to": 700, "step": 1}
    key = _key(formula="a / b", parameters={"a": wide, "b": wide}, decimals=2)
    (found,) = faults(source("calculated", key=key))
    assert (found.code, "division by zero" in found.what, "b = 0" in found.what) == (
        "Q040",
        True,
        True,
    )


def test_faults_of_the_text() -> None:
    text = source("calculated")["text"]
    text["id"]["stem"] = "Berapa {{a}} dan {{z}}?"
    text["en"]["explanation"] = "Because {{x}}."
    assert [(f.path, f.code) for f in faults(source("calculated", text=text))] == [
        (("text", "id", "stem"), "Q039"),
        (("text", "id", "stem"), "Q039"),
        (("text", "en", "explanation"), "Q039"),
    ]
