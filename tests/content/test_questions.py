"""The shipped questions, judged by item statistics of a simulated cohort."""

from functools import lru_cache
from re import sub

import pytest

from app.assessment.questions.base import Question
from app.assessment.statistics.hints import POOR_DISCRIMINATION, TOO_HARD
from app.catalogue.compiler.compile import compile_all
from app.wiring import ACTIVITY_KINDS
from tests.assessment.statistics.make_attempts import statistics_of
from tests.content.cohort import attempts, credit_of, readings
from tests.server import ROOT

PEOPLE = 800


@lru_cache
def questions() -> dict[str, list[Question]]:
    """Every question that a shipped quiz can ask, by bank."""
    report = compile_all([ROOT / "content"], ACTIVITY_KINDS)
    assert report.findings == []
    found = {
        name: Question.model_validate(question)
        for course in report.courses
        for private in course.private.activities.values()
        for name, question in private.get("questions", {}).items()
    }
    banks: dict[str, list[Question]] = {}
    for name in sorted(found):
        banks.setdefault(name.split(".")[0], []).append(found[name])
    return banks


BANKS = sorted(path.name for path in (ROOT / "content/banks").iterdir())
# A test that draws from one bank per module names them <test>-1, <test>-2, …: one attempt asks all.
ATTEMPTS = sorted({sub(r"-\d+$", "", bank) for bank in BANKS})


def test_every_question_was_read_by_somebody_else() -> None:
    asked = {question.id for bank in questions().values() for question in bank}
    assert asked == set(readings())
    assert set(questions()) == set(BANKS)


@pytest.mark.parametrize("bank", BANKS)
def test_the_key_agrees_with_an_independent_reader(bank: str) -> None:
    known = readings()
    apart = {q.id: known[q.id] for q in questions()[bank] if credit_of(q, known[q.id]) < 1}
    assert apart == {}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_no_key_is_broken(name: str) -> None:
    asked = [
        question
        for bank, found in questions().items()
        if sub(r"-\d+$", "", bank) == name
        for question in found
    ]
    told = statistics_of(attempts(asked, readings(), people=PEOPLE, seed=20261122))
    broken = {
        question: (round(one.facility, 2), one.discrimination)
        for question, one in told.items()
        if one.discrimination is None or one.discrimination < 0 or one.facility < TOO_HARD
    }
    assert broken == {}
    mean = sum(one.discrimination or 0 for one in told.values()) / len(told)
    assert mean > POOR_DISCRIMINATION


def test_a_broken_key_would_be_seen() -> None:
    bank = [q for q in questions()["asas-pelayanan"] if q.kind == "single_choice"]
    first, *others = bank
    wrong = next(o.id for o in first.pieces["id"].options if o.id != first.key["choice"])
    broken = first.model_copy(update={"key": {"choice": wrong}})
    told = statistics_of(attempts([broken, *others], readings(), people=PEOPLE, seed=1))
    against = {question for question, one in told.items() if (one.discrimination or 0) < 0}
    assert against == {first.id}
