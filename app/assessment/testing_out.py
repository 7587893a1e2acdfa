"""*Uji cepat*: a pass exempts the lessons of a quiz's scope; a pass withdrawn takes that back.

A pass is an attempt's, or one that staff set.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import queries
from app.assessment.events import AttemptJudged
from app.assessment.models import Attempt
from app.assessment.queries import rulings
from app.assessment.quiz import QuizRules
from app.assessment.quizzes import quiz_in
from app.catalogue.document import PublicDocument
from app.catalogue.publications import publications_of
from app.learning.overriding import overridden, override_source
from app.learning.service import exempt, withdraw_exemption
from app.learning.statuses import ExemptionCause, OutcomeState

REASON = "test-out"
WITHDRAWN = "test-out-withdrawn"


def exempted_by(document: PublicDocument, rules: QuizRules) -> Sequence[UUID]:
    """The required activities that a pass spares: of its scope, those done by marking them so."""
    scope = rules.test_out
    if scope is None:
        return ()
    return [
        activity.id
        for module in document.modules
        for activity in module.activities
        if activity.required
        and activity.completes_by == "done"
        and (scope == "course" or module.slug in scope)
    ]


async def on_attempt_judged(session: AsyncSession, event: AttemptJudged) -> None:
    """Exempt, or take the exemption back, as the attempt's standing result now says."""
    spared = await _spared(session, event.publication_id, event.activity_id)
    if spared is None:
        return
    attempt = await queries.attempt_of(session, event.person_id, event.attempt_id)
    assert attempt is not None, event.attempt_id
    said = await overridden(session, attempt.enrolment_id, attempt.activity_id)
    await _by_attempts(session, [attempt], spared, event.at, counts=said is None)


async def on_set_by_staff(
    session: AsyncSession,
    *,
    publication_id: str,
    person_id: UUID,
    enrolment_id: UUID,
    activity_id: UUID,
    now: datetime,
) -> None:
    """The quiz's result was set over what attempts came to, or that was taken back.

    While it is set, it alone says whether anything is spared.
    """
    spared = await _spared(session, publication_id, activity_id)
    if spared is None:
        return
    said = await overridden(session, enrolment_id, activity_id)
    attempts = await queries.attempts_at(session, person_id, enrolment_id, activity_id)
    await _by_attempts(session, attempts, spared, now, counts=said is None)
    await _settle(
        session,
        enrolment_id,
        override_source(enrolment_id, activity_id),
        spared if said is not None and said.state is OutcomeState.PASSED else (),
        now=now,
        finished_at=now,
    )


async def _spared(
    session: AsyncSession, publication_id: str, activity_id: UUID
) -> Sequence[UUID] | None:
    """None for what is no quick test."""
    published = await publications_of(session).get(publication_id)
    quiz = quiz_in(published, activity_id)
    if quiz is None or quiz.rules.test_out is None:
        return None
    return exempted_by(published.public, quiz.rules)


async def _by_attempts(
    session: AsyncSession,
    attempts: Sequence[Attempt],
    spared: Sequence[UUID],
    now: datetime,
    *,
    counts: bool,
) -> None:
    """What each attempt spares by its standing result, if results of attempts count."""
    standing = await rulings.standing_rulings(session, [attempt.id for attempt in attempts])
    for attempt in attempts:
        ruling = standing.get(attempt.id)
        passed = ruling.passed if ruling else attempt.passed
        await _settle(
            session,
            attempt.enrolment_id,
            attempt.id,
            spared if counts and passed else (),
            now=now,
            finished_at=attempt.finished_at or now,
        )


async def _settle(
    session: AsyncSession,
    enrolment_id: UUID,
    source_id: UUID,
    spared: Sequence[UUID],
    *,
    now: datetime,
    finished_at: datetime,
) -> None:
    """From now on a source spares these and no others."""
    if spared:
        await exempt(
            session,
            enrolment_id=enrolment_id,
            activity_ids=spared,
            cause=ExemptionCause.TEST_OUT,
            source_id=source_id,
            reason=REASON,
            by=None,
            now=now,
            finished_at=finished_at,
        )
    else:
        await withdraw_exemption(
            session, enrolment_id=enrolment_id, source_id=source_id, now=now, reason=WITHDRAWN
        )
