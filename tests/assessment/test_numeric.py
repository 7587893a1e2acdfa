"""Numeric: Indonesian numbers, exact tolerances."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.questions.numeric import parse_number, spoken
from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import composed, credit, faults, question, source

KIND = QUESTION_KINDS["numeric"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8", "8"),
        (" 8 ", "8"),
        ("1.240", "1240"),
        ("91,48", "9148/100"),
        ("1.240,5", "12405/10"),
        ("1 240,5", "12405/10"),
        ("1\N{NO-BREAK SPACE}240", "1240"),
        ("12.345.678", "12345678"),
        ("-3", "-3"),
        ("\N{MINUS SIGN} 3", "-3"),
        ("+3,0", "3"),
        ("007", "7"),
        ("0,125", "1/8"),
        ("0.125", "1/8"),  # no thousands begin with 0: a decimal point
        ("91.48", "9148/100"),  # nor have groups of two
        ("1240.5", "12405/10"),
        ("1.2405", "12405/10000"),
        ("１２", "12"),  # full width
    ],
)
def test_numbers_are_read_one_way(text: str, number: str) -> None:
    assert parse_number(text) == Fraction(number)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", ",", ",5", "5,", "1,2,3", "1.240.5", "1,240.5", "1.24,5", "12.34.567",
        "1e3", "0x10", "٣", "½", "delapan", "8 9", "1_000", "--1", "9" * 41, "∞", "NaN", "1. 240",
    ],
)  # fmt: skip
def test_what_says_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_spoken_numbers_are_read_back(digits: int, decimals: int) -> None:
    number = Fraction(digits, 10**decimals)
    assert parse_number(spoken(number)) == number


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = parse_number(text)
    assert number is None or isinstance(number, Fraction)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("91,48", "1"),
        ("90,98", "1"),  # at the very edge
        ("91,98", "1"),
        ("90,9799999999999999999", "0"),
        ("91,9800000000000000001", "0"),
        ("91,48 menit", "1"),
        ("91,48menit", "1"),
        ("91,48 MENIT", "1"),
        ("91,48 jam", "0"),
        ("9148", "0"),
        ("sekitar 91", "0"),
    ],
)
def test_credit(text: str, expected: str) -> None:
    assert credit(question("numeric"), {"text": text}) == expected


def test_money_may_carry_its_unit_in_front() -> None:
    text = source("numeric")["text"]
    text["id"]["unit"] = text["en"]["unit"] = "Rp"
    asked = question("numeric", key={"value": 5000}, text=text)
    for said in ("5000", "5.000", "Rp5.000", "rp 5.000"):
        assert credit(asked, {"text": said}) == "1"
    assert credit(asked, {"text": "5,000"}) == "0"


def test_the_fragment_asks_for_digits_and_names_the_unit() -> None:
    html = composed(question("numeric"), {"text": "91,4"})
    assert (
        '<label class="fld"><span>Jawaban</span><input type="text" inputmode="decimal"'
        ' name="q:bank.soal:text" maxlength="200" autocomplete="off" value="91,4">'
        '<span class="unit">menit</span></label>'
    ) in html


def test_the_key_is_said_in_words() -> None:
    asked = question("numeric")
    pieces = asked.pieces_in("id")
    words = KIND.key_words(pieces, KIND.key.model_validate(asked.key), "id")
    assert words == "91,48 menit (± 0,5)"
    exact = question("numeric", key={"value": "1240,5"})
    assert KIND.key_words(pieces, KIND.key.model_validate(exact.key), "id") == "1.240,5 menit"


@pytest.mark.parametrize(
    ("key", "path", "code"),
    [
        ({"value": "delapan"}, ("key", "value"), "Q016"),
        ({"value": "1.240"}, ("key", "value"), "Q017"),
        ({"value": "8", "tolerance": "x"}, ("key", "tolerance"), "Q016"),
        ({"value": "8", "tolerance": "-1"}, ("key", "tolerance"), "Q018"),
    ],
)
def test_faults_of_the_key(key: object, path: tuple[str, ...], code: str) -> None:
    assert [(f.path, f.code) for f in faults(source("numeric", key=key))] == [(path, code)]


def test_a_binary_fraction_is_refused_as_a_key() -> None:
    with pytest.raises(ValueError, match="key"):
        KIND.source.model_validate(source("numeric", key={"value": 91.48}))
