"""Ordering: the share of items in their own place."""

import pytest

from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import composed, credit, faults, question, source

KIND = QUESTION_KINDS["ordering"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (["c", "a", "b"], "1"),
        (["c", "b", "a"], "1/3"),
        (["a", "b", "c"], "0"),
        (["c", "a"], "0"),  # not every item
        (["c", "a", "a"], "0"),
        (["c", "a", "b", "b"], "0"),
        ([], "0"),
        ("cab", "0"),
    ],
)
def test_credit(order: object, expected: str) -> None:
    assert credit(question("ordering"), {"order": order}) == expected


def test_the_fragment_shows_the_saved_order_with_a_place_for_each() -> None:
    html = composed(question("ordering"), {"order": ["b", "c", "a"]})
    assert html.index('data-item="b"') < html.index('data-item="c"') < html.index('data-item="a"')
    assert (
        '<li data-item="b"><span>Langkah b</span><select name="q:bank.soal:place:b"'
        ' aria-label="Urutan: Langkah b"><option value="1" selected>1</option>'
        '<option value="2">2</option><option value="3">3</option></select></li>'
    ) in html
    assert '<ol class="order">' in html


def test_a_form_gives_an_order_whatever_places_are_picked() -> None:
    assert KIND.from_form({"place:a": ["2"], "place:b": ["3"], "place:c": ["1"]}) == {
        "order": ["c", "a", "b"]
    }
    assert KIND.from_form({"place:b": ["1"], "place:a": ["1"], "place:c": ["x"]}) == {
        "order": ["b", "a", "c"]
    }
    assert KIND.from_form({}) is None


def test_the_key_is_said_in_words() -> None:
    asked = question("ordering")
    words = KIND.key_words(asked.pieces_in("id"), KIND.key.model_validate(asked.key), "id")
    assert words == "<ol><li>Langkah c</li><li>Langkah a</li><li>Langkah b</li></ol>"


def test_faults_of_the_key() -> None:
    assert [f.code for f in faults(source("ordering", key=["a", "b"]))] == ["Q020"]
    assert [f.code for f in faults(source("ordering", key=["a", "b", "z"]))] == ["Q012"]
