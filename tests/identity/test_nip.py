"""NIP of PNS and PPPK. Every number here is invented (serials 99x)."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.identity import nip
from app.identity.nip import Nip, NipFault, NipKind

VECTORS = json.loads((Path(__file__).parent / "nip_vectors.json").read_text())["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["input"])
def test_vector(vector: dict[str, Any]) -> None:
    found, expected = nip.parse(vector["input"], this_year=2026), vector["expect"]
    if not expected["ok"]:
        assert found == expected["code"]
        return
    assert isinstance(found, Nip)
    assert found.kind == expected["kind"]
    assert found.sex == expected["sex"]
    assert found.birth.isoformat() == expected["birth"]
    assert found.appointed == expected["appointed"]
    assert found.serial == expected["serial"]
    assert found.normal == expected["normal"]


@pytest.mark.parametrize(
    "text",
    [
        "19860101.201505.1.999",
        "19860101-201505-1-999",
        "'198601012015051999",
        "\u00a01986 0101\u20092015 05 1 999",
    ],
)
def test_separators_of_people_and_spreadsheets_are_ignored(text: str) -> None:
    assert nip.normal(text) == "198601012015051999"


@pytest.mark.parametrize("text", ["1,98609E+17", "1.98601012015052E17", "2e5", " 1.9E+17 "])
def test_scientific_notation_is_named_as_damage(text: str) -> None:
    assert nip.parse(text, this_year=2026) is NipFault.EXCEL_SCIENTIFIC


def test_digits_of_other_scripts_are_not_digits() -> None:
    assert nip.parse("١٩٨٦٠١٠١٢٠١٥٠٥١٩٩٩", this_year=2026) is NipFault.LENGTH_OR_CHARS


def test_every_pppk_code_is_accepted_and_the_neighbours_are_not() -> None:
    for code in range(100):
        found = nip.parse(f"199001012023{code:02d}1994", this_year=2026)
        if 21 <= code <= 29:
            assert isinstance(found, Nip)
            assert found.kind is NipKind.PPPK
        elif not 1 <= code <= 12:
            assert found is NipFault.MONTH_OR_PPPK_CODE


def test_next_years_appointment_is_possible_but_not_the_one_after() -> None:
    assert isinstance(nip.parse("200001012027011999", this_year=2026), Nip)
    assert nip.parse("200001012028011999", this_year=2026) is NipFault.APPOINTMENT_YEAR


def test_unusual_age_is_said_not_refused() -> None:
    late = nip.parse("196001012015051999", this_year=2026)
    assert isinstance(late, Nip)
    assert late.is_unusual


def test_a_masked_nip_shows_its_end_alone() -> None:
    assert nip.masked("198601012015051999") == "•••••••••••••••999"


@pytest.mark.parametrize("fault", NipFault)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_fault_has_words(fault: NipFault, language: str) -> None:
    assert len(fault.words(language)) > 10


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(nip.parse(text, this_year=2026), Nip | NipFault)
