"""Reads what one learner may do at the quizzes of a course (see ``allowance``)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.allowance import (
    Allowance,
    Allowances,
    Granted,
    Scheduled,
    Window,
    all_over_at,
    prolonged,
)
from app.assessment.models import Accommodation, Attempt, QuizSchedule
from app.assessment.queries import scheduling as queries
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_at
from app.assessment.timing import Terms
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.identity.agencies import path_ids


async def allowances_in(session: AsyncSession, actor: Actor, course_id: UUID) -> Allowances:
    """Of the actor, in a course."""
    return Allowances(
        _scheduled(await queries.schedules_of(session, course_id, actor.ancestor_ids)),
        _granted(await queries.accommodations_of(session, [actor.person_id], course_id)),
        actor.ancestor_ids,
    )


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
    granted = await queries.accommodations_of(
        session, [attempt.person_id], published.public.course_id
    )
    return Allowances((), _granted(granted)).at(attempt.activity_id).chances(quiz.rules.chances)


async def review_opens_at(session: AsyncSession, attempt: Attempt, quiz: Quiz) -> datetime | None:
    """From when on what is shown "after the window" is shown; None: it has no window that ends."""
    published = await publications_of(session).get(attempt.publication_id)
    scheduled = await queries.schedules_at(session, published.public.course_id, attempt.activity_id)
    return all_over_at(_scheduled(scheduled), quiz.terms.grace)


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
    people = {attempt.person_id for attempt, _ in running}
    granted: dict[UUID, list[Accommodation]] = {}
    for one in await queries.accommodations_of(session, people, course_id):
        granted.setdefault(one.person_id, []).append(one)
    agencies = {agency for _, path in running for agency in path_ids(path)}
    scheduled = _scheduled(await queries.schedules_of(session, course_id, agencies))
    changed = 0
    for attempt, path in running:
        quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
        assert quiz is not None, attempt.id
        own = Allowances(scheduled, _granted(granted.get(attempt.person_id, ())), path_ids(path))
        before = Terms.read(attempt.terms)
        after = prolonged(before, own.at(attempt.activity_id).terms(quiz.terms))
        if after != before:
            await queries.put_terms(session, attempt.id, after.stored())
            changed += 1
    return changed


def _scheduled(rows: Iterable[QuizSchedule]) -> Sequence[Scheduled]:
    return [
        Scheduled(row.activity_id, row.agency_id, Window(row.opens_at, row.closes_at))
        for row in rows
    ]


def _granted(rows: Iterable[Accommodation]) -> Sequence[Granted]:
    return [Granted(row.activity_id, row.extra_time_percent, row.extra_chances) for row in rows]
