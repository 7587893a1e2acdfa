"""What statistics need of a quiz: its plan, the versions of its questions, an answer's name. Pure.

A *slot* is a place in the plan. Where a pool is asked whole, a question is its own slot; where
questions are drawn, the slots are the draw's places, which hold another question in each attempt.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import rfc8785
from pydantic import JsonValue

from app.assessment.questions.base import Question
from app.assessment.quiz import Pool, Quiz
from app.assessment.statistics.tallies import AskedOnce, Contribution, credit_units

MAX_ANSWER = 200
MAX_WRITTEN = 80
LONG = "…"


def fingerprint(value: Any) -> str:
    """Sixteen hex signs that tell values apart."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()[:16]


def version_of(question: Question) -> str:
    """Another one as soon as the key or what may be chosen changes; wording alone keeps it."""
    pieces = question.pieces_in("id")
    offered = [
        [item.id for item in items]
        for items in (pieces.options, pieces.left, pieces.right, pieces.items)
    ]
    return fingerprint([question.kind, question.key, offered])


@dataclass(frozen=True, slots=True)
class Plan:
    """A quiz as published, read once for all its attempts."""

    quiz: Quiz
    layout: str
    _versions: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, quiz: Quiz) -> "Plan":
        return cls(quiz, layout_of(quiz))

    def version(self, question_id: str, regraded_by: Mapping[str, JsonValue] | None = None) -> str:
        """Of a question of the quiz, as this publication asks it, or by a regrade's key."""
        question = self.quiz.question(question_id)
        found = self._versions.get(question_id)
        if found is None:
            found = self._versions[question_id] = version_of(question)
        if regraded_by is None or regraded_by == question.key:
            return found
        if question.key.keys() != regraded_by.keys():
            # Resolved for this attempt's own numbers, which the question's key does not hold.
            return fingerprint([found, "regraded"])
        return version_of(question.model_copy(update={"key": dict(regraded_by)}))


def layout_of(quiz: Quiz) -> str:
    """Attempts of the same layout have the same slots, and so can be compared slot by slot."""
    return fingerprint(
        [
            [pool.label, pool.count]
            if _is_drawn(pool)
            else [[question, quiz.question(question).points] for question in pool.questions]
            for pool in quiz.secrets.pools
        ]
    )


def slots(quiz: Quiz, asked: Sequence[str]) -> dict[str, str]:
    """The slot of each asked question.

    The draw shuffles, so the first of a pool that an attempt asks is as good as any to hold the
    pool's first place.
    """
    placed: dict[str, str] = {}
    for number, pool in enumerate(quiz.secrets.pools, 1):
        members = frozenset(pool.questions)
        here = [one for one in asked if one in members and one not in placed][: pool.count]
        for place, question in enumerate(here, 1):
            placed[question] = f"{pool.label}#{number}.{place}" if _is_drawn(pool) else question
    return {question: placed.get(question, question) for question in asked}


def _is_drawn(pool: Pool) -> bool:
    return pool.count < len(pool.questions)


def contribution_of(
    plan: Plan,
    asked: Sequence[str],
    marks: Mapping[str, Mapping[str, Any]],
    responses: Mapping[str, Mapping[str, JsonValue]],
    *,
    score: int | None,
    passed: bool,
) -> Contribution:
    """What a judged attempt adds.

    A question that a regrade left out adds nothing, nor does one that was annulled: full credit for
    everybody tells nothing of it.
    """
    known = [
        one
        for one in asked
        if one in marks and plan.quiz.has(one) and not _is_set_aside(marks[one])
    ]
    placed = slots(plan.quiz, known)
    return Contribution(
        layout=plan.layout,
        score=score,
        passed=passed,
        questions=tuple(
            AskedOnce(
                question=one,
                version=plan.version(one, marks[one].get("key")),
                slot=placed[one],
                points=plan.quiz.question(one).points,
                credit=_credit(plan.quiz.question(one), marks[one].get("credit")),
                answers=counted_as(responses.get(one, {})),
            )
            for one in known
        ),
    )


def _is_set_aside(mark: Mapping[str, Any]) -> bool:
    return bool(mark.get("left_out") or mark.get("annulled"))


def _credit(question: Question, text: Any) -> int | None:
    """None where nobody marks it, or somebody has still to."""
    return None if text is None or not question.points else credit_units(Fraction(str(text)))


def counted_as(response: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """What a response is counted under, by its form; nothing where it was left empty.

    Choices are counted one by one, pairs and gaps as "left=right", an order as a whole. What is
    written counts with all that differs in capitals and spaces only; what is longer than
    ``MAX_WRITTEN`` is all counted as ``LONG``: an essay is nobody's common mistake.
    """
    match response:
        case {"choice": str(one)} | {"value": str(one)} | {"level": str(one)}:
            found = [one]
        case {"choices": [*many]}:
            found = [one for one in many if isinstance(one, str)]
        case {"pairs": dict(pairs)} | {"gaps": dict(pairs)}:
            named = {one: _written(other) for one, other in pairs.items()}
            found = [f"{one}={other}" for one, other in named.items() if other]
        case {"order": [*many]}:
            found = [">".join(str(one) for one in many)] if many else []
        case {"text": str(text)}:
            found = [_written(text)]
        case _:
            found = []
    return tuple(sorted({one[:MAX_ANSWER] for one in found if one}))


def _written(value: object) -> str:
    text = " ".join(str(value).casefold().split())
    return text if len(text) <= MAX_WRITTEN else LONG


def to_json(one: Contribution) -> dict[str, Any]:
    """As it is stored."""
    return {
        "layout": one.layout,
        "score": one.score,
        "passed": one.passed,
        "questions": [
            [q.question, q.version, q.slot, q.points, q.credit, list(q.answers)]
            for q in one.questions
        ],
    }


def from_json(stored: Mapping[str, Any]) -> Contribution:
    """What ``to_json`` wrote."""
    return Contribution(
        stored["layout"],
        stored["score"],
        stored["passed"],
        tuple(
            AskedOnce(question, version, slot, points, credit, tuple(answers))
            for question, version, slot, points, credit, answers in stored["questions"]
        ),
    )
