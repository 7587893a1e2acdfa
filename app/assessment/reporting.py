"""Says what an attempt came to: to whoever reacts to results, and to learning as an outcome."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.allowed import chances_of
from app.assessment.chances import chances_left
from app.assessment.events import AttemptJudged
from app.assessment.models import Attempt
from app.assessment.quiz import Quiz
from app.kit.events import publish
from app.learning.service import record_outcome
from app.learning.statuses import OutcomeState


def state_of(passed: bool | None) -> OutcomeState:
    """``None``: no result yet."""
    if passed is None:
        return OutcomeState.WAITING
    return OutcomeState.PASSED if passed else OutcomeState.NOT_PASSED


async def judged(session: AsyncSession, attempt: Attempt, now: datetime) -> None:
    """Announce that the attempt has a result, or another one than before."""
    await publish(
        session,
        AttemptJudged(
            attempt_id=attempt.id,
            person_id=attempt.person_id,
            enrolment_id=attempt.enrolment_id,
            activity_id=attempt.activity_id,
            publication_id=attempt.publication_id,
            at=now,
        ),
    )


async def report(
    session: AsyncSession,
    attempt: Attempt,
    quiz: Quiz,
    state: OutcomeState,
    score: int | None,
    now: datetime,
) -> None:
    """Tell learning; ``score`` in basis points. A second report on an attempt supersedes."""
    await record_outcome(
        session,
        enrolment_id=attempt.enrolment_id,
        activity_id=attempt.activity_id,
        source_id=attempt.id,
        state=state,
        score=score,
        pass_mark=attempt.pass_mark,
        # After this one: what else has begun meanwhile must not change what this one reports.
        chances_left=chances_left(attempt.chance, await chances_of(session, attempt, quiz)),
        now=now,
        finished_at=attempt.finished_at or now,
    )
