"""A trainer counts what came too late: an act of its own, on record, that changes no attempt."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import policy, queries
from app.assessment.closing import has_passed, marked, pins_of, questions_of
from app.assessment.errors import AttemptNotFound, NotLate
from app.assessment.models import Attempt, AttemptState, RulingCause
from app.assessment.queries import rulings
from app.assessment.quizzes import quiz_at
from app.assessment.ruling import rule
from app.assessment.schemas import LateAccepted
from app.assessment.timing import Reason, Verdict
from app.assessment.versions import handed_in, in_force
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
    if not policy.may_accept_late(actor, published.public.course_id):
        raise AttemptNotFound
    await queries.lock_enrolment(session, attempt.enrolment_id)
    if not _awaits(attempt) or await rulings.acceptances_of(session, [attempt.id]):
        raise NotLate
    quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
    assert quiz is not None, attempt_id
    versions = await queries.versions_of(session, attempt.person_id, attempt.id)
    counted = in_force(versions) if attempt.pins is None else handed_in(versions, pins_of(attempt))
    score, marks = marked(questions_of(attempt, quiz), counted)
    passed = has_passed(score, attempt.pass_mark)
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
        marks=marks,
        score=score,
        passed=passed,
        now=now,
    )
    return LateAccepted(attempt=attempt.id, score=score, passed=passed, accepted_at=now)


def _awaits(attempt: Attempt) -> bool:
    said = attempt.judgement or {}
    late = said.get("verdict") == Verdict.LATE or said.get("reason") == Reason.UNSUBMITTED
    return attempt.state is AttemptState.CLOSED and late
