"""What the marks of an attempt come to, and how a regrade changes one of them. Pure.

Marks are what attempts and rulings store: ``{question: {"command", "credit"}}``. ``credit`` is a
fraction from 0 to 1 as text; None where nobody has given any. A regrade adds ``left_out``;
``annulled``, where everybody got full credit; or ``key``: the key that the credit was given by
instead of the attempt's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import JsonValue

from app.assessment.models import RegradeMode
from app.assessment.questions.base import BASIS_POINTS, Pieces, Question
from app.assessment.questions.registry import QUESTION_KINDS

StoredMark = dict[str, Any]
Marks = dict[str, StoredMark]

# So far apart two markers may be, as a share of the question's points; their mean counts then.
AGREEMENT = Fraction(1, 5)
TWO = 2


@dataclass(frozen=True, slots=True)
class Decision:
    """How a regrade judges a question; ``key`` for ``current_key`` alone."""

    mode: RegradeMode
    key: Mapping[str, JsonValue] | None = None


def score_of(asked: Sequence[Question], marks: Marks) -> int | None:
    """Basis points of all points that count, rounded down; None where nothing carries points.

    What waits for a mark earns nothing yet, so the score is what is certain so far.
    """
    counted = [
        (question.points, Fraction(marks[question.id]["credit"] or 0))
        for question in asked
        if question.points and not marks[question.id].get("left_out")
    ]
    most = sum(points for points, _ in counted)
    if not most:
        return None
    share = sum((points * credit for points, credit in counted), Fraction(0)) / most
    return share.numerator * BASIS_POINTS // share.denominator


def unmarked(asked: Sequence[Question], marks: Marks) -> frozenset[str]:
    """Questions that count and whose response a person has yet to mark."""
    return frozenset(
        question.id
        for question in asked
        if question.points
        and marks[question.id]["credit"] is None
        and not marks[question.id].get("left_out")
    )


def redecided(
    question: Question,
    mark: StoredMark,
    decision: Decision,
    response: Mapping[str, JsonValue] | None,
    given: Fraction | None,
) -> StoredMark:
    """The mark of one question as a regrade says.

    ``response``: the one that counts. ``given``: what people gave it, where people mark.
    """
    plain: StoredMark = {"command": mark["command"], "credit": mark["credit"]}
    if decision.mode is RegradeMode.FULL_CREDIT:
        return plain | {"credit": "1", "annulled": True}
    if decision.mode is RegradeMode.LEAVE_OUT:
        return plain | {"left_out": True}
    kind = QUESTION_KINDS[question.kind]
    if response is not None and kind.awaits_person(question.pieces_in("id"), response):
        return plain | {"credit": None if given is None else str(given)}
    assert decision.key is not None, question.id
    credit = Fraction(0)
    if response is not None:
        credit = kind.mark(question, decision.key, response).credit
    return plain | {"credit": str(credit), "key": dict(decision.key)}


def names_the_same(one: Question, other: Question) -> bool:
    """Whether a key of one question can judge a response to the other: same kind, same ids."""
    return one.kind == other.kind and _ids(one.pieces_in("id")) == _ids(other.pieces_in("id"))


def _ids(pieces: Pieces) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()

    def walk(value: object, *path: str) -> None:
        if isinstance(value, Mapping):
            if "id" in value:
                path = (*path, str(value["id"]))
                found.add(path)
            for name, inner in value.items():
                if not isinstance(inner, str):
                    walk(inner, *path, str(name))
                    found.add((*path, str(name)))
        elif isinstance(value, (list, tuple)):
            for inner in value:
                walk(inner, *path)

    walk(pieces.model_dump(mode="json"))
    return found


def settled(credits_given: Sequence[Fraction], markers: int) -> Fraction | None:
    """What the marks of one round come to, in the order they were given; None: more are needed.

    One marker decides alone. Of two that are at most ``AGREEMENT`` apart the mean counts; else a
    third person decides, whose mark stands by itself.
    """
    if markers == 1:
        return credits_given[0] if credits_given else None
    if len(credits_given) > TWO:
        return credits_given[TWO]
    if len(credits_given) < TWO:
        return None
    one, other = credits_given
    return (one + other) / 2 if abs(one - other) <= AGREEMENT else None
