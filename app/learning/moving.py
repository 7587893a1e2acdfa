"""*Materi baru*: what a newer version of a course would change for a learner, and moving to it.

A learner is pinned to the version that was current at the beginning, and stays until they choose.
Who chose to stay is not asked again before a later version comes, and may still move.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.document import Language
from app.catalogue.earlier import notes_between
from app.catalogue.models import Course
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.learning import queries
from app.learning.completion import is_complete
from app.learning.differing import Difference, differences
from app.learning.errors import NotEnrolled
from app.learning.models import ActivityState, Enrolment
from app.learning.overview import spoken
from app.learning.schemas import DifferentActivity, MoveOffered, VersionChoice, VersionNote
from app.learning.service import (
    adopt_newest,
    course_and_enrolment,
    judged_requirements,
    needs_of,
    requirements_under,
)
from app.learning.statuses import EnrolmentStatus, OutcomeState


async def _taken(session: AsyncSession, actor: Actor, slug: str) -> tuple[Course, Enrolment]:
    """Raises ``CourseNotFound``, ``NotEnrolled``."""
    course, enrolment = await course_and_enrolment(session, actor, slug)
    if enrolment is None:
        raise NotEnrolled
    return course, enrolment


async def version_choice(session: AsyncSession, actor: Actor, slug: str) -> VersionChoice:
    """The version the actor takes, and what a newer one would change, if there is one.

    Raises ``CourseNotFound``, ``NotEnrolled``.
    """
    course, enrolment = await _taken(session, actor, slug)
    publications = publications_of(session)
    mine = await publications.get(enrolment.publication_id)
    judged = await judged_requirements(session, enrolment)
    offered = None
    if course.publication_id is not None and course.publication_id != mine.id:
        newest = await publications.get(course.publication_id)
        offered = await _offered(session, actor, enrolment, mine, newest)
    language = spoken(actor.language)
    text = mine.public.text.get(language, mine.public.text["id"])
    completed = None
    if enrolment.completed_publication_id is not None:
        completed = (await publications.get(enrolment.completed_publication_id)).version
    return VersionChoice(
        enrolment=enrolment.id,
        slug=course.slug,
        title=text.title,
        version=mine.version,
        completed_version=completed,
        met=sum(one.met for one in judged),
        total=len(judged),
        offered=offered,
    )


async def _offered(
    session: AsyncSession,
    actor: Actor,
    enrolment: Enrolment,
    mine: PublishedCourse,
    newest: PublishedCourse,
) -> MoveOffered:
    states = {row.activity_id: row for row in await queries.states_of(session, [enrolment.id])}
    rows = list(states.values())
    judged = await requirements_under(session, enrolment, newest, rows)
    before = {need.activity_id for need in needs_of(mine.public)}
    is_over = enrolment.status is EnrolmentStatus.COMPLETED
    unmet = {one.activity_id for one in judged if not one.met}
    asked = frozenset[UUID]() if is_over else frozenset(unmet - before)
    found = differences(mine.public, mine.private, newest.public, newest.private)
    return MoveOffered(
        version=newest.version,
        declined=enrolment.declines(newest.version),
        jp=newest.public.jp,
        jp_now=mine.public.jp,
        notes=[
            VersionNote(version=version, published_at=at, note=note)
            for version, at, note in await notes_between(session, mine, newest)
        ],
        activities=[
            _different(one, states.get(one.activity.id), asked, spoken(actor.language))
            for one in found
        ],
        met=sum(one.met for one in judged),
        total=len(judged),
        completes=not is_over and is_complete(judged),
    )


def _different(
    one: Difference, state: ActivityState | None, asked: frozenset[UUID], language: Language
) -> DifferentActivity:
    activity = one.activity
    is_done = state is not None and (
        state.done_at is not None or state.outcome_state is OutcomeState.PASSED
    )
    return DifferentActivity(
        id=activity.id,
        change=one.change.value,
        kind=activity.kind,
        title=activity.text.get(language, activity.text["id"]).title,
        minutes=activity.minutes,
        required=activity.required,
        done=is_done,
        asked=activity.id in asked,
    )


async def move(
    session: AsyncSession, actor: Actor, slug: str, *, version: int, now: datetime
) -> bool:
    """Move the actor to the course's newest version if that is ``version``; whether it is.

    What was published since the actor looked is not what they chose. Raises ``CourseNotFound``,
    ``NotEnrolled``.
    """
    course, enrolment = await _taken(session, actor, slug)
    assert course.publication_id is not None  # of a course that somebody takes
    newest = await publications_of(session).get(course.publication_id)
    if newest.version != version:
        return False
    await adopt_newest(session, actor, enrolment.id, now=now)
    return True


async def stay(session: AsyncSession, actor: Actor, slug: str, *, version: int) -> None:
    """Remember that the actor does not move to the course's newest version, if it is ``version``.

    Nothing else changes: staying is no step of learning. What came out since the actor looked is
    not what they declined. Raises ``CourseNotFound``, ``NotEnrolled``.
    """
    course, enrolment = await _taken(session, actor, slug)
    assert course.publication_id is not None  # of a course that somebody takes
    newest = await publications_of(session).get(course.publication_id)
    if newest.version == version and newest.id != enrolment.publication_id:
        await queries.decline(session, enrolment.id, version)
