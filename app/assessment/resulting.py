"""What a learner reads of people's marks and of later rulings on an attempt of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.models import Attempt, AttemptState, Marking, Regrade, Ruling
from app.assessment.queries import marking as queries
from app.assessment.queries.regrades import regrades_of
from app.assessment.questions.base import Question
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.schemas import CriterionResult, GivenLevel, RulingRead
from app.assessment.weighing import TWO

Given = Mapping[str, Sequence[Marking]]


@dataclass(frozen=True, slots=True)
class Marked:
    """How people marked one response: by whose names is not for the learner."""

    rubric: list[CriterionResult]
    comments: list[str]


async def given_in(session: AsyncSession, attempt: Attempt, asked: Sequence[Question]) -> Given:
    """The marks that count, by question; nothing before the close."""
    people_mark = any(QUESTION_KINDS[question.kind].marked_by == "person" for question in asked)
    if not people_mark or attempt.state is not AttemptState.CLOSED:
        return {}
    given: dict[str, list[Marking]] = {}
    for task, marking, _ in await queries.counted_markings(session, attempt.id):
        given.setdefault(task.question_id, []).append(marking)
    # A third one decides alone.
    return {question: some if len(some) <= TWO else some[TWO:] for question, some in given.items()}


def marked_by_people(question: Question, given: Given, language: str) -> Marked:
    markings = given.get(question.id, ())
    rubric = [
        CriterionResult(
            html=criterion.html,
            given=[
                GivenLevel(html=level.html, points=level.points)
                for marking in markings
                for level in criterion.levels
                if marking.levels.get(criterion.id) == level.id
            ],
            most=max(level.points for level in criterion.levels),
        )
        for criterion in question.pieces_in(language).rubric
        if markings
    ]
    return Marked(rubric, [marking.comment for marking in markings if marking.comment])


async def rulings_read(
    session: AsyncSession, attempt: Attempt, rulings: Sequence[Ruling]
) -> list[RulingRead]:
    """Each later result with the one before it, the first one first."""
    regrades: dict[UUID, Regrade] = {}
    if any(ruling.regrade_id is not None for ruling in rulings):
        regrades = {one.id: one for one in await regrades_of(session, attempt.activity_id)}
    places = {one["question"]: place for place, one in enumerate(attempt.asked, 1)}
    read, before = [], (attempt.score, attempt.passed)
    for ruling in rulings:
        regrade = regrades.get(ruling.regrade_id) if ruling.regrade_id else None
        read.append(
            RulingRead(
                cause=ruling.cause.value,
                at=ruling.at,
                reason=ruling.reason,
                mode=regrade.mode.value if regrade else None,
                place=places.get(regrade.question_id) if regrade else None,
                score_before=before[0],
                score=ruling.score,
                passed_before=before[1],
                passed=ruling.passed,
            )
        )
        before = (ruling.score, ruling.passed)
    return read


def other_key(mark: Mapping[str, Any]) -> dict[str, Any]:
    """The key a regrade judged by, where it is not the attempt's own."""
    return {"key": mark["key"]} if "key" in mark else {}
