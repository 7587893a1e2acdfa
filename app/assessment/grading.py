"""Attempt + key → score. Pure; exact until the last step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pydantic import JsonValue

from app.assessment.questions.base import BASIS_POINTS, NOTHING, Mark, Question
from app.assessment.questions.registry import QUESTION_KINDS

_UNMARKED: Mapping[str, Fraction] = {}


@dataclass(frozen=True, slots=True)
class Grade:
    """``score`` in basis points of all points; None where nothing asked carries points.

    ``marks`` by question id, without those nobody marks. ``waiting``: questions whose response a
    person has yet to mark; until then it earns nothing, so ``score`` is what is certain so far.
    """

    score: int | None
    marks: Mapping[str, Mark]
    waiting: frozenset[str] = frozenset()


def grade(
    questions: Sequence[Question],
    responses: Mapping[str, Mapping[str, JsonValue]],
    given: Mapping[str, Fraction] = _UNMARKED,
) -> Grade:
    """Points-weighted share of credit; a question without a response earns nothing.

    ``given``: credit from 0 to 1 by people's marks, by question; it goes before the key's.
    Rounded down to a basis point, so that a score equals its pass mark only if it truly reached it.
    """
    marks: dict[str, Mark] = {}
    waiting = set()
    for question in questions:
        kind, response = QUESTION_KINDS[question.kind], responses.get(question.id)
        if kind.marked_by == "nobody":
            continue
        if question.id in given:
            marks[question.id] = Mark(given[question.id])
        elif response is None:
            marks[question.id] = NOTHING
        else:
            marks[question.id] = kind.mark(question, question.key, response)
            if kind.awaits_person(question.pieces_in("id"), response):
                waiting.add(question.id)
    return Grade(_score(questions, marks), marks, frozenset(waiting))


def _score(questions: Sequence[Question], marks: Mapping[str, Mark]) -> int | None:
    points = sum(question.points for question in questions if question.id in marks)
    if not points:
        return None
    earned = sum((q.points * marks[q.id].credit for q in questions if q.id in marks), Fraction(0))
    share = earned / points
    return share.numerator * BASIS_POINTS // share.denominator
