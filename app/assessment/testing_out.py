"""*Uji cepat*: a pass exempts the lessons of a quiz's scope; a pass withdrawn takes that back."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import queries
from app.assessment.events import AttemptJudged
from app.assessment.queries import rulings
from app.assessment.quiz import QuizRules
from app.assessment.quizzes import quiz_in
from app.catalogue.document import PublicDocument
from app.catalogue.publications import publications_of
from app.learning.service import exempt, withdraw_exemption
from app.learning.statuses import ExemptionCause

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
    published = await publications_of(session).get(event.publication_id)
    quiz = quiz_in(published, event.activity_id)
    if quiz is None or quiz.rules.test_out is None:
        return
    attempt = await queries.attempt_of(session, event.person_id, event.attempt_id)
    assert attempt is not None, event.attempt_id
    ruling = (await rulings.standing_rulings(session, [attempt.id])).get(attempt.id)
    if ruling.passed if ruling else attempt.passed:
        await exempt(
            session,
            enrolment_id=attempt.enrolment_id,
            activity_ids=exempted_by(published.public, quiz.rules),
            cause=ExemptionCause.TEST_OUT,
            source_id=attempt.id,
            reason=REASON,
            by=None,
            now=event.at,
            finished_at=attempt.finished_at or event.at,
        )
    else:
        await withdraw_exemption(
            session,
            enrolment_id=attempt.enrolment_id,
            source_id=attempt.id,
            now=event.at,
            reason=WITHDRAWN,
        )
