"""Essay: people mark it, by a rubric that the writer can read."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.questions.base import ResponseMisfitError
from app.assessment.questions.essay import Key, credit_of, words_in
from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import composed, credit, faults, question, source

KIND = QUESTION_KINDS["essay"]


def _key() -> Key:
    return Key.model_validate(question("essay").key)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"isi": "b", "bahasa": "b"}, "1"),
        ({"isi": "k", "bahasa": "b"}, "1/3"),
        ({"isi": "b", "bahasa": "k"}, "5/6"),
        ({"isi": "k", "bahasa": "k"}, "1/6"),
    ],
)
def test_credit_is_points_given_over_most_points(levels: dict[str, str], expected: str) -> None:
    assert str(credit_of(_key(), levels)) == expected


@pytest.mark.parametrize(
    "levels",
    [{}, {"isi": "b"}, {"isi": "b", "bahasa": "z"}, {"isi": "b", "bahasa": "b", "lain": "b"}],
)
def test_a_rubric_is_filled_whole_and_by_its_own_levels(levels: dict[str, str]) -> None:
    with pytest.raises(ResponseMisfitError):
        credit_of(_key(), levels)


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "c"]),
        st.dictionaries(st.sampled_from(["x", "y", "z"]), st.integers(0, 100), min_size=2),
        min_size=1,
    ),
    st.data(),
)
def test_any_rubric_gives_between_nothing_and_everything(
    rubric: dict[str, dict[str, int]], data: st.DataObject
) -> None:
    if not any(points for levels in rubric.values() for points in levels.values()):
        return  # refused by lint: every level earns the same
    key = Key(rubric=rubric, model={})
    levels = {one: data.draw(st.sampled_from(sorted(of))) for one, of in rubric.items()}
    assert 0 <= credit_of(key, levels) <= 1
    best = {one: max(of, key=lambda level: of[level]) for one, of in rubric.items()}
    assert credit_of(key, best) == Fraction(1)


def test_a_blank_essay_waits_for_nobody() -> None:
    asked = question("essay")
    pieces = asked.pieces_in("id")
    assert credit(asked, {"text": ""}) == "0"
    assert not KIND.awaits_person(pieces, {"text": ""})
    assert KIND.awaits_person(pieces, {"text": "Pelayanan itu penting."})
    assert not KIND.awaits_person(pieces, {"text": "a" * 8_001})  # such a response is never kept
    choice = QUESTION_KINDS["single_choice"]
    assert not choice.awaits_person(question("single_choice").pieces_in("id"), {"choice": "a"})


def test_the_writer_sees_the_rubric_and_not_the_model_answer() -> None:
    html = composed(question("essay"), {"text": "\nBaris <satu>\n\nBaris dua"})
    assert "Kriteria isi" in html
    assert "Tingkat b <small>4 poin</small>" in html
    assert "3–200 kata" in html
    assert "teladan" not in html
    # What the tag swallows is the first line break alone.
    assert ">\n\nBaris &lt;satu&gt;\n\nBaris dua</textarea>" in html


def test_the_model_answer_is_the_key_in_words() -> None:
    asked = question("essay")
    words = KIND.key_words(asked.pieces_in("id"), _key(), "id")
    assert words == "<p>Jawaban **teladan**.</p>"
    text = source("essay")["text"]
    for one in text.values():
        del one["model_answer"]
    bare = question("essay", text=text)
    key = Key.model_validate(bare.key)
    assert KIND.key_words(bare.pieces_in("id"), key, "en") == ""


def test_a_response_in_words_keeps_its_paragraphs() -> None:
    asked = question("essay")
    read = KIND.read(asked.pieces_in("id"), {"text": "Satu\nbaris <b>\n\n\nDua"})
    words = KIND.response_words(asked.pieces_in("id"), read, "id")
    assert words == "<p>Satu<br>baris &lt;b&gt;</p><p>Dua</p>"


def test_a_form_s_line_breaks_are_those_of_the_device() -> None:
    assert KIND.from_form({"text": ["satu\r\ndua\rtiga "]}) == {"text": "satu\ndua\ntiga"}
    assert KIND.from_form({}) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("  — … ", 0), ("satu, dua — tiga", 3), ("e-KTP\nelektronik 5", 3)],
)
def test_words_are_runs_with_a_letter_or_a_digit(text: str, expected: int) -> None:
    assert words_in(text) == expected


def _key_without(**changes: Any) -> dict[str, Any]:
    key: dict[str, Any] = deepcopy(source("essay")["key"])
    return key | changes


@pytest.mark.parametrize(
    ("key", "path", "code"),
    [
        (_key_without(min_words=300), ("key", "min_words"), "Q030"),
        (
            _key_without(rubric=_key_without()["rubric"][:1] * 2),
            ("key", "rubric", 1, "id"),
            "Q011",
        ),
        (
            _key_without(
                rubric=[
                    {"id": "isi", "levels": [{"id": "k", "points": 2}, {"id": "b", "points": 2}]},
                    _key_without()["rubric"][1],
                ]
            ),
            ("key", "rubric", 0, "levels"),
            "Q031",
        ),
    ],
)
def test_faults_of_the_key(key: object, path: tuple[str | int, ...], code: str) -> None:
    assert (path, code) in [(f.path, f.code) for f in faults(source("essay", key=key))]


def test_faults_of_the_words() -> None:
    text = source("essay")["text"]
    text["id"]["rubric"][0]["levels"][0]["id"] = "z"
    text["en"]["rubric"][1]["id"] = "lain"
    found = [(f.path, f.code) for f in faults(source("essay", text=text))]
    assert found == [
        (("text", "id", "rubric", 0, "levels"), "Q013"),
        (("text", "en", "rubric"), "Q013"),
    ]
