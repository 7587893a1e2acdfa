"""A trainer counts what came too late: an act of its own, on record, that changes no attempt."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import policy, queries
from app.assessment.closing import pins_of
from app.assessment.errors import AttemptNotFound, NotLate
from app.assessment.finishing import ask_people, marked
from app.assessment.models import Attempt, AttemptState, RulingCause, TaskState
from app.assessment.queries import rulings
from app.assessment.queries.marking import tasks_of
from app.assessment.queries.regrades import regrades_of
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_at
from app.assessment.redeciding import apply_regrade, has_passed, questions_of
from app.assessment.redeciding import in_force as in_force_regrades
from app.assessment.ruling import rule
from app.assessment.schemas import LateAccepted
from app.assessment.timing import Reason, Verdict
from app.assessment.versions import handed_in, in_force
from app.assessment.weighing import Marks, score_of, unmarked
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.kit import audit


async def accept_late(
    session: AsyncSession, actor: Actor, attempt_id: UUID, *, reason: str, now: datetime
) -> LateAccepted:
    """Mark a closed attempt from everything that was handed in, or answered, however late.

    Raises ``AttemptNotFound`` for whoever does not teach the course, ``NotLate`` where there is
    nothing to accept.
    """
    attempt = await queries.attempt_by_id(session, attempt_id)
    if attempt is None:
        raise AttemptNotFound
    published = await publications_of(session).get(attempt.publication_id)
    if attempt.person_id == actor.person_id:
        raise AttemptNotFound
    if not policy.may_rule(actor, published.public.course_id):
        raise AttemptNotFound
    await queries.lock_enrolment(session, attempt.enrolment_id)
    if not awaits(attempt) or await rulings.acceptances_of(session, [attempt.id]):
        raise NotLate
    quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
    assert quiz is not None, attempt_id
    proposed = await if_accepted(session, attempt, quiz)
    await ask_people(session, attempt, quiz, proposed.marks, proposed.waiting, now)
    score, passed = proposed.score, has_passed(proposed.score, attempt.pass_mark)
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="attempt.late_accepted",
        subject_kind="attempt",
        subject_id=attempt.id,
        now=now,
        reason=reason,
        score_before=attempt.score,
        score=score,
    )
    await rule(
        session,
        attempt,
        quiz,
        cause=RulingCause.LATE_ACCEPTED,
        by=actor.person_id,
        reason=reason,
        marks=proposed.marks,
        score=score,
        passed=passed,
        now=now,
        is_waiting=bool(proposed.waiting),
    )
    return LateAccepted(attempt=attempt.id, score=score, passed=passed, accepted_at=now)


def awaits(attempt: Attempt) -> bool:
    """Whether something of a closed attempt came too late, or was never handed in."""
    said = attempt.judgement or {}
    late = said.get("verdict") == Verdict.LATE or said.get("reason") == Reason.UNSUBMITTED
    return attempt.state is AttemptState.CLOSED and late


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an attempt would come to. ``waiting``: questions that people would have to mark."""

    marks: Marks
    score: int | None
    waiting: frozenset[str]


async def if_accepted(session: AsyncSession, attempt: Attempt, quiz: Quiz) -> Proposed:
    """Everything that was handed in, or answered, however late; as the quiz's regrades judge it."""
    versions = await queries.versions_of(session, attempt.person_id, attempt.id)
    counted = in_force(versions) if attempt.pins is None else handed_in(versions, pins_of(attempt))
    asked = questions_of(attempt, quiz)
    marks = await given(session, attempt, marked(asked, counted))
    for regrade in in_force_regrades(await regrades_of(session, attempt.activity_id)):
        marks = await apply_regrade(session, attempt, quiz, regrade, marks) or marks
    return Proposed(marks, score_of(asked, marks), unmarked(asked, marks))


async def given(session: AsyncSession, attempt: Attempt, marks: Marks) -> Marks:
    """The marks with what people have given these very responses before."""
    settled = {
        task.question_id: task
        for task in await tasks_of(session, attempt.id)
        if task.state is TaskState.SETTLED
    }
    return {
        question: mark | {"credit": settled[question].credit}
        if question in settled and mark["command"] == str(settled[question].command_id)
        else mark
        for question, mark in marks.items()
    }
