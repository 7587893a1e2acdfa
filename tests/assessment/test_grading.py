"""Marking never raises, stays within its bounds, and adds up exactly."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from app.assessment.grading import grade
from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import SOURCES, composed, question

QUESTIONS = {kind: question(kind) for kind in SOURCES}
# What a calculated question is asked with, and so its key, belongs to an attempt.
BY_KEY = [
    kind
    for kind in SOURCES
    if QUESTION_KINDS[kind].marked_by == "key" and not QUESTION_KINDS[kind].draws
]
RIGHT = {kind: QUESTIONS[kind].key for kind in BY_KEY} | {
    "short_answer": {"text": "KTP-el"},
    "numeric": {"text": "91,48"},
    "cloze": {"gaps": {"a": "x", "b": "ktp el", "c": "91,48 menit"}},
}

ids = st.sampled_from(["a", "b", "c", "d", "l1", "l2", "l3", "r1", "r2", "r3", "true", "z", ""])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | ids,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
near = st.one_of(
    st.fixed_dictionaries({"choice": ids}),
    st.fixed_dictionaries({"choices": st.lists(ids, max_size=6)}),
    st.fixed_dictionaries({"value": ids}),
    st.fixed_dictionaries({"text": st.text(max_size=30)}),
    st.fixed_dictionaries({"pairs": st.dictionaries(ids, ids, max_size=5)}),
    st.fixed_dictionaries({"gaps": st.dictionaries(ids, ids | st.text(max_size=20), max_size=5)}),
    st.fixed_dictionaries({"level": ids}),
    st.fixed_dictionaries({"order": st.permutations(["a", "b", "c"])}),
)


@pytest.mark.parametrize("kind", SOURCES)
@given(response=anything | near)
def test_any_response_earns_between_nothing_and_everything(kind: str, response: object) -> None:
    asked = QUESTIONS[kind]
    mark = QUESTION_KINDS[kind].mark(asked, asked.key, response)
    assert 0 <= mark.basis_points <= 10_000
    assert mark.is_correct == (mark.basis_points == 10_000)
    assert composed(asked, response).startswith('<fieldset class="q')


@pytest.mark.parametrize("kind", RIGHT)
def test_the_right_answer_earns_everything(kind: str) -> None:
    asked = QUESTIONS[kind]
    assert QUESTION_KINDS[kind].mark(asked, asked.key, RIGHT[kind]).is_correct


@pytest.mark.parametrize("kind", SOURCES)
def test_a_fragment_holds_no_key(kind: str) -> None:
    """The same fragment whatever the key is: it cannot depend on it."""
    asked = QUESTIONS[kind]
    assert "Karena" not in composed(asked)
    assert "Bukan itu" not in composed(asked)
    assert "91,48" not in composed(asked)
    assert "KTP" not in composed(asked)


def _two(points: tuple[int, int]) -> list[Any]:
    first = question("multiple_response", key=["a", "b", "c"]).model_copy(
        update={"id": "bank.satu", "points": points[0]}
    )
    second = question("single_choice").model_copy(update={"id": "bank.dua", "points": points[1]})
    return [first, second]


def test_points_weigh_and_nothing_is_rounded_up() -> None:
    two_thirds: dict[str, dict[str, JsonValue]] = {"bank.satu": {"choices": ["a", "b"]}}
    assert grade(_two((1, 1)), two_thirds).score == 3333
    assert grade(_two((3, 1)), two_thirds).score == 5000
    assert grade(_two((1, 1)), {**two_thirds, "bank.dua": {"choice": "b"}}).score == 8333
    assert grade(_two((1, 1)), {}).score == 0


def test_without_points_there_is_no_score() -> None:
    assert grade([], {}).score is None


def test_people_s_marks_go_before_the_key_and_wait_until_then() -> None:
    essay = question("essay").model_copy(update={"id": "bank.satu", "points": 3})
    choice = question("single_choice").model_copy(update={"id": "bank.dua", "points": 1})
    said: dict[str, dict[str, JsonValue]] = {
        "bank.satu": {"text": "Uraian saya."},
        "bank.dua": {"choice": "b"},
    }
    first = grade([essay, choice], said)
    assert (first.score, first.waiting) == (2500, frozenset({"bank.satu"}))
    then = grade([essay, choice], said, {"bank.satu": Fraction(2, 3)})
    assert (then.score, then.waiting) == (7500, frozenset())
    blank: dict[str, dict[str, JsonValue]] = {"bank.satu": {"text": ""}}
    assert grade([essay, choice], blank).waiting == frozenset()


def test_a_response_to_a_question_not_asked_counts_for_nothing() -> None:
    assert grade(_two((1, 1)), {"bank.tiga": {"choice": "b"}}).score == 0
