"""Attempt + key → score. Pure; exact until the last step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pydantic import JsonValue

from app.assessment.questions.base import BASIS_POINTS, NOTHING, Mark, Question
from app.assessment.questions.registry import QUESTION_KINDS


@dataclass(frozen=True, slots=True)
class Grade:
    """``score`` in basis points of all points; ``marks`` by question id."""

    score: int
    marks: Mapping[str, Mark]


def grade(questions: Sequence[Question], responses: Mapping[str, Mapping[str, JsonValue]]) -> Grade:
    """Points-weighted share of credit; a question without a response earns nothing.

    Rounded down to a basis point, so that a score equals its pass mark only if it truly reached it.
    """
    marks = {
        question.id: QUESTION_KINDS[question.kind].mark(
            question, question.key, responses[question.id]
        )
        if question.id in responses
        else NOTHING
        for question in questions
    }
    points = sum(question.points for question in questions)
    earned = sum((q.points * marks[q.id].credit for q in questions), Fraction(0))
    share = earned / points if points else Fraction(0)
    return Grade(share.numerator * BASIS_POINTS // share.denominator, marks)
