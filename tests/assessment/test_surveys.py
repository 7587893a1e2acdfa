"""Rating and open text: nobody marks them, and no score is made of them."""

import pytest
from pydantic import JsonValue

from app.assessment.grading import grade
from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import composed, faults, question, source

RATING, OPEN = QUESTION_KINDS["rating"], QUESTION_KINDS["open_text"]


@pytest.mark.parametrize("kind", ["rating", "open_text"])
def test_an_explanation_may_be_left_out(kind: str) -> None:
    text = source(kind)["text"]
    for one in text.values():
        del one["explanation"]
    asked = question(kind, text=text)
    assert (asked.points, asked.key, asked.explanation) == (0, {}, {"id": "", "en": ""})


def test_what_nobody_marks_weighs_nothing() -> None:
    rating = question("rating").model_copy(update={"id": "bank.satu"})
    choice = question("single_choice").model_copy(update={"id": "bank.dua"})
    said: dict[str, dict[str, JsonValue]] = {
        "bank.satu": {"level": "1"},
        "bank.dua": {"choice": "b"},
    }
    both = grade([rating, choice], said)
    assert (both.score, set(both.marks), both.waiting) == (10_000, {"bank.dua"}, frozenset())
    assert grade([rating], said).score is None


@pytest.mark.parametrize(
    ("kind", "response", "fits"),
    [
        ("rating", {"level": "3"}, True),
        ("rating", {"level": "9"}, False),
        ("rating", {"level": 3}, False),
        ("open_text", {"text": "Baik.\nSekali."}, True),
        ("open_text", {"text": "a" * 2_001}, False),
        ("open_text", {"text": "\ud800"}, False),
    ],
)
def test_what_fits(kind: str, response: object, fits: bool) -> None:
    asked = question(kind)
    read = QUESTION_KINDS[kind].read_or_none(asked.pieces_in("id"), response)
    assert (read is not None) is fits


def test_levels_stand_in_their_order_and_one_is_chosen() -> None:
    html = composed(question("rating"), {"level": "4"})
    places = [html.index(f"Tingkat {n}") for n in range(1, 6)]
    assert places == sorted(places)
    assert '<input type="radio" name="q:bank.soal:level" value="4" checked>' in html
    assert RATING.slots(question("rating").pieces_in("id")) == ()


def test_answers_in_words() -> None:
    rating, opened = question("rating"), question("open_text")
    read = RATING.read(rating.pieces_in("id"), {"level": "2"})
    assert RATING.response_words(rating.pieces_in("id"), read, "id") == "Tingkat 2"
    said = OPEN.read(opened.pieces_in("id"), {"text": "Ya <b>"})
    assert OPEN.response_words(opened.pieces_in("id"), said, "id") == "<p>Ya &lt;b&gt;</p>"


def test_forms() -> None:
    assert RATING.from_form({"level": ["2"]}) == {"level": "2"}
    assert RATING.from_form({}) is None
    assert OPEN.from_form({"text": ["a\r\nb "]}) == {"text": "a\nb"}


def test_levels_have_the_ids_of_the_indonesian_text() -> None:
    text = source("rating")["text"]
    text["en"]["levels"][0]["id"] = "9"
    assert [(f.path, f.code) for f in faults(source("rating", text=text))] == [
        (("text", "en", "levels"), "Q013")
    ]
