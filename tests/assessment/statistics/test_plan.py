"""What an answer counts under, the versions of a question, and the places of a plan."""

from typing import Any

import pytest

from app.assessment.quiz import Pool, Quiz
from app.assessment.statistics.plan import (
    LONG,
    Plan,
    contribution_of,
    counted_as,
    from_json,
    layout_of,
    slots,
    to_json,
    version_of,
)
from tests.assessment.make_question import question
from tests.assessment.make_quiz import make_quiz


def quiz(**rules: Any) -> Quiz:
    activity, secrets = make_quiz(**rules)
    return Quiz.of(activity.body, secrets)


@pytest.mark.parametrize(
    ("response", "names"),
    [
        ({}, ()),
        ({"choice": "b"}, ("b",)),
        ({"value": "true"}, ("true",)),
        ({"choices": ["c", "a"]}, ("a", "c")),
        ({"choices": []}, ()),
        ({"pairs": {"l1": "r2", "l2": ""}}, ("l1=r2",)),
        ({"gaps": {"a": " Lurah ", "b": "7"}}, ("a=lurah", "b=7")),
        ({"order": ["c", "a", "b"]}, ("c>a>b",)),
        ({"text": "  Kartu  TANDA\nPenduduk "}, ("kartu tanda penduduk",)),
        ({"text": "   "}, ()),
        ({"text": "kata " * 100}, (LONG,)),
        ({"lain": 7}, ()),
    ],
)
def test_what_an_answer_counts_under(response: dict[str, Any], names: tuple[str, ...]) -> None:
    assert counted_as(response) == names


def test_another_key_or_choice_is_another_version_and_another_wording_is_not() -> None:
    one = question("single_choice")
    assert version_of(one) == version_of(question("single_choice", competency="Lain"))
    assert version_of(one) != version_of(question("single_choice", key="a"))
    pieces = one.pieces_in("id")
    fewer = pieces.model_copy(update={"options": pieces.options[:2]})
    assert version_of(one) != version_of(one.model_copy(update={"pieces": {"id": fewer}}))
    reworded = pieces.model_copy(update={"stem": "Yang mana?"})
    assert version_of(one) == version_of(one.model_copy(update={"pieces": {"id": reworded}}))


def test_a_regrade_by_another_key_is_the_version_that_has_it() -> None:
    plan = Plan.of(quiz())
    mended = question("single_choice", id="satu", key="a")
    assert plan.version("bank.satu", {"choice": "a"}) == version_of(mended)
    assert plan.version("bank.satu", {"choice": "b"}) == plan.version("bank.satu")
    assert plan.version("bank.satu", {"choice": "a"}) != plan.version("bank.satu")


def test_drawn_questions_share_the_places_of_their_draw() -> None:
    whole, drawn = quiz(), quiz(count=2)
    assert slots(whole, ["bank.dua", "bank.satu"]) == {
        "bank.dua": "bank.dua",
        "bank.satu": "bank.satu",
    }
    assert slots(drawn, ["bank.tiga", "bank.satu"]) == {
        "bank.tiga": "bank#1.1",
        "bank.satu": "bank#1.2",
    }
    assert layout_of(whole) != layout_of(drawn)
    more = drawn.secrets.model_copy(
        update={"pools": (Pool(label="bank", count=2, questions=("bank.satu", "a.b", "a.c")),)}
    )
    # One question more to draw from is the same plan.
    assert layout_of(drawn) == layout_of(Quiz(drawn.rules, more))


@pytest.mark.parametrize("aside", ["left_out", "annulled"])
def test_what_a_regrade_set_aside_adds_nothing(aside: str) -> None:
    plan = Plan.of(quiz())
    marks: dict[str, dict[str, Any]] = {
        "bank.satu": {"command": None, "credit": "1/3"},
        "bank.dua": {"command": None, "credit": "1", aside: True},
        "bank.tiga": {"command": None, "credit": None},
    }
    asked = ["bank.satu", "bank.dua", "bank.tiga", "bank.hilang"]
    made = contribution_of(plan, asked, marks, {}, score=3333, passed=False)
    assert [(one.question, one.credit) for one in made.questions] == [
        ("bank.satu", 3333),
        ("bank.tiga", None),
    ]
    assert from_json(to_json(made)) == made
