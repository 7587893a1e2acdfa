"""Reads what one learner may do at the quizzes of a course (see ``allowance``)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.allowance import (
    Allowance,
    Allowances,
    all_over_at,
    prolonged,
)
from app.assessment.arrangements import arranged_for
from app.assessment.models import Attempt
from app.assessment.queries import scheduling as queries
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_at
from app.assessment.timing import Terms
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.identity.agencies import path_ids


async def allowances_in(session: AsyncSession, actor: Actor, course_id: UUID) -> Allowances:
    """Of the actor, in a course."""
    arranged = await arranged_for(session, course_id)
    return Allowances(arranged.scheduled, arranged.granted_to(actor.person_id), actor.ancestor_ids)


async def allowance_at(
    session: AsyncSession, actor: Actor, publication_id: str, activity_id: UUID
) -> Allowance:
    """Of the actor, at a quiz of the course that a publication belongs to."""
    published = await publications_of(session).get(publication_id)
    return (await allowances_in(session, actor, published.public.course_id)).at(activity_id)


async def chances_of(session: AsyncSession, attempt: Attempt, quiz: Quiz) -> int | None:
    """How many attempts the person of an attempt may have at its quiz; None: any number."""
    if quiz.rules.chances is None:
        return None
    published = await publications_of(session).get(attempt.publication_id)
    arranged = await arranged_for(session, published.public.course_id)
    own = Allowances((), arranged.granted_to(attempt.person_id))
    return own.at(attempt.activity_id).chances(quiz.rules.chances)


async def review_opens_at(session: AsyncSession, attempt: Attempt, quiz: Quiz) -> datetime | None:
    """From when on what is shown "after the window" is shown; None: it has no window that ends."""
    published = await publications_of(session).get(attempt.publication_id)
    arranged = await arranged_for(session, published.public.course_id)
    windows = [one for one in arranged.scheduled if one.activity_id == attempt.activity_id]
    return all_over_at(windows, quiz.terms.grace)


async def prolong_running(
    session: AsyncSession,
    course_id: UUID,
    *,
    activity_id: UUID | None = None,
    person_id: UUID | None = None,
) -> int:
    """Give attempts that have begun the time that is allowed now, if it is more; how many got it.

    They are closed by the same job, which looks at the terms again when it runs.
    """
    running = await queries.running_attempts(session, course_id, activity_id, person_id)
    if not running:
        return 0
    arranged = await arranged_for(session, course_id)
    changed = 0
    for attempt, path in running:
        quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
        assert quiz is not None, attempt.id
        own = Allowances(arranged.scheduled, arranged.granted_to(attempt.person_id), path_ids(path))
        before = Terms.read(attempt.terms)
        after = prolonged(before, own.at(attempt.activity_id).terms(quiz.terms))
        if after != before:
            await queries.put_terms(session, attempt.id, after.stored())
            changed += 1
    return changed
