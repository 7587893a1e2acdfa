"""Numeric: Indonesian numbers, exact tolerances."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.questions.numeric import factor_of, measured, parse_number, spoken
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


HOURS = {
    "value": "90",
    "units": [{"unit": "jam", "factor": 60}, {"unit": "hari", "factor": "1440"}],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90", "1"),
        ("90 menit", "1"),
        ("1,5 jam", "1"),
        ("1,5jam", "1"),
        ("0,0625 hari", "1"),
        ("1,5", "0"),
        ("90 jam", "0"),
        ("90 detik", "0"),
        ("jam", "0"),
        ("jam 1,5 jam", "0"),
    ],
)
def test_units_are_turned_into_the_key_s(text: str, expected: str) -> None:
    assert credit(question("numeric", key=HOURS), {"text": text}) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("90", "0"), ("90 menit", "1"), ("1,5 jam", "1"), ("90 minutes", "1")]
)
def test_a_unit_may_have_to_be_written(text: str, expected: str) -> None:
    words = source("numeric")["text"]
    words["en"]["unit"] = "minutes"
    asked = question("numeric", key=HOURS | {"unit_required": True}, text=words)
    assert credit(asked, {"text": text}) == expected
    assert "menit" not in composed(asked)
    key = KIND.key.model_validate(asked.key)
    assert KIND.key_words(asked.pieces_in("id"), key, "id") == "90 menit"
    assert KIND.key_words(asked.pieces_in("en"), key, "en") == "90 minutes"


def test_a_unit_counts_in_whichever_language_it_was_read() -> None:
    words = source("numeric")["text"]
    words["en"]["unit"] = "minutes"
    asked = question("numeric", text=words)
    assert credit(asked, {"text": "91,48 minutes"}) == credit(asked, {"text": "91,48 menit"}) == "1"


def test_units_written_with_a_raised_digit_are_read() -> None:
    words = source("numeric")["text"]
    words["id"]["unit"] = words["en"]["unit"] = "m²"
    key = {"value": 20_000, "units": [{"unit": "ha", "factor": "10000"}]}
    asked = question("numeric", key=key, text=words)
    for said in ("20.000 m²", "20000 m2", "2 ha", "2 HA"):
        assert credit(asked, {"text": said}) == "1"


@given(st.integers(1, 10**6), st.integers(1, 10**4), st.integers(1, 400))
def test_turning_units_loses_nothing(amount: int, over: int, under: int) -> None:
    factor, value = Fraction(over, under), Fraction(amount) * Fraction(over, under)
    units = {"kotak": factor, "butir": Fraction(1)}
    assert measured(f"{amount} kotak", units, unit_required=True) == value
    assert factor_of(f"{over}/{under}") == factor


def test_what_was_published_keeps_its_hash() -> None:
    """A key and pieces without anything new are written as they were before there was anything."""
    asked = question("numeric").model_dump(mode="json")
    assert set(asked["key"]) == {"low", "high", "value", "tolerance"}
    assert set(asked["pieces"]["id"]) == {"stem", "options", "left", "right", "items", "unit"}


@pytest.mark.parametrize(
    ("key", "path", "code"),
    [
        (
            HOURS | {"units": [{"unit": "jam", "factor": "0"}]},
            ("key", "units", 0, "factor"),
            "Q032",
        ),
        (
            HOURS | {"units": [{"unit": "jam", "factor": "1/x"}]},
            ("key", "units", 0, "factor"),
            "Q032",
        ),
        (HOURS | {"units": [{"unit": "Menit", "factor": 1}]}, ("key", "units", 0, "unit"), "Q033"),
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
