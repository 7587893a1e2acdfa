"""What the regrades of a quiz make of one attempt.

A regrade is a standing order: it judges the attempts that are closed, and those that close later by
the version of the course it found at fault.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.models import Attempt, Regrade, RegradeMode, RulingCause
from app.assessment.queries import regrades as queries
from app.assessment.queries.marking import open_tasks
from app.assessment.questions.base import Question
from app.assessment.quiz import Asked, Quiz
from app.assessment.quizzes import quiz_at
from app.assessment.ruling import rule
from app.assessment.weighing import Decision, Marks, names_the_same, redecided, score_of


def questions_of(attempt: Attempt, quiz: Quiz) -> list[Question]:
    """What an attempt asked, in its order and with the values it drew."""
    return [quiz.as_asked(Asked.model_validate(one)) for one in attempt.asked]


def asked_in(attempt: Attempt, question_id: str) -> Asked | None:
    """How an attempt asked a question; None if it did not."""
    found = next((one for one in attempt.asked if one["question"] == question_id), None)
    return None if found is None else Asked.model_validate(found)


def has_passed(score: int | None, pass_mark: int) -> bool:
    """Where nothing carries points, as in a survey, handing in is enough."""
    return score is None or score >= pass_mark


def in_force(regrades: Iterable[Regrade]) -> list[Regrade]:
    """The last regrade of each question, in the order they were ordered."""
    last = {regrade.question_id: regrade for regrade in sorted(regrades, key=lambda r: r.number)}
    return sorted(last.values(), key=lambda regrade: regrade.number)


async def decision_of(
    session: AsyncSession,
    mode: RegradeMode,
    publication_id: str | None,
    activity_id: UUID,
    asked: Asked,
    question: Question,
) -> Decision | None:
    """None where the key of that publication cannot judge what this attempt asked."""
    if mode is not RegradeMode.CURRENT_KEY:
        return Decision(mode)
    assert publication_id is not None, activity_id
    newer = await quiz_at(session, publication_id, activity_id)
    if newer is None or not newer.has(asked.question):
        return None
    mended = newer.as_asked(asked)
    return Decision(mode, mended.key) if names_the_same(question, mended) else None


async def apply_regrade(
    session: AsyncSession, attempt: Attempt, quiz: Quiz, regrade: Regrade, marks: Marks
) -> Marks | None:
    """The marks with one regrade in them; None if it does not concern the attempt."""
    asked = asked_in(attempt, regrade.question_id)
    if asked is None or regrade.question_id not in marks:
        return None
    question = quiz.as_asked(asked)
    decision = await decision_of(
        session, regrade.mode, regrade.publication_id, attempt.activity_id, asked, question
    )
    if decision is None or not question.points:
        return None
    mark = marks[question.id]
    response = None
    if mark["command"] is not None:
        command = UUID(mark["command"])
        found = await queries.responses_of(session, [command], question.id)
        response = found.get((attempt.person_id, command))
    given = (await queries.given_for(session, [attempt.id], question.id)).get(attempt.id)
    share = None if given is None else Fraction(given)
    return marks | {question.id: redecided(question, mark, decision, response, share)}


async def follow(session: AsyncSession, attempt: Attempt, quiz: Quiz, now: datetime) -> None:
    """An attempt has just closed by its own keys: rule as the quiz's regrades say."""
    regrades = in_force(await queries.regrades_of(session, attempt.activity_id))
    if not regrades:
        return
    marks, last = dict(attempt.marks or {}), None
    for regrade in regrades:
        changed = await apply_regrade(session, attempt, quiz, regrade, marks)
        if changed is not None:
            marks, last = changed, regrade
    if last is not None:
        await rule_by(session, attempt, quiz, last, marks, now)


async def rule_by(
    session: AsyncSession,
    attempt: Attempt,
    quiz: Quiz,
    regrade: Regrade,
    marks: Marks,
    now: datetime,
) -> None:
    """A ruling with these marks, on a regrade's account."""
    score = score_of(questions_of(attempt, quiz), marks)
    waiting = await open_tasks(session, attempt.id)
    await rule(
        session,
        attempt,
        quiz,
        cause=RulingCause.REGRADED,
        by=regrade.by,
        reason=regrade.reason,
        marks=marks,
        score=score,
        passed=has_passed(score, attempt.pass_mark),
        now=now,
        regrade_id=regrade.id,
        is_waiting=waiting > 0,
    )


def needs_no_mark(regrades: Sequence[Regrade]) -> frozenset[str]:
    """Questions whose responses need no person any more."""
    return frozenset(
        regrade.question_id
        for regrade in in_force(regrades)
        if regrade.mode is not RegradeMode.CURRENT_KEY
    )
