"""Staff give one learner more time or more chances, with a reason, and end it again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import queries as attempts
from app.assessment.allowed import chances_of, prolong_running
from app.assessment.arrangements import arrangements_changed
from app.assessment.chances import chances_left
from app.assessment.errors import AccommodationNotFound, LearnerNotFound, QuizNotFound
from app.assessment.models import Accommodation, AttemptState
from app.assessment.queries import scheduling as queries
from app.assessment.queries.scheduling import GrantedRow
from app.assessment.quizzes import quiz_at, quiz_in
from app.assessment.schedule_shapes import AccommodationGrant, AccommodationRead, LearnerChoice
from app.catalogue.models import Course
from app.catalogue.publications import PublishedCourse, publications_of
from app.catalogue.service import taught_course
from app.identity.actor import Actor
from app.identity.names import folded
from app.kit import audit
from app.kit.ids import uuid7
from app.kit.problems import Invalid
from app.learning.service import restate_chances

MAX_LEARNERS = 20
MAX_WORDS = 6


async def learners_named(
    session: AsyncSession, actor: Actor, slug: str, q: str
) -> list[LearnerChoice]:
    """Who takes a course, by a part of the name; raises ``CourseNotFound``."""
    course = await taught_course(session, actor, slug)
    words = folded(q).split()[:MAX_WORDS]
    found = await queries.learners_of(session, course.id, words=words, limit=MAX_LEARNERS)
    return [LearnerChoice(id=one.id, name=one.name, agency_name=one.agency) for one in found]


async def accommodations_page(
    session: AsyncSession, actor: Actor, slug: str, *, after: UUID | None, limit: int
) -> list[AccommodationRead]:
    """Those in force in a course, the newest first; raises ``CourseNotFound``."""
    course = await taught_course(session, actor, slug)
    published = await _published(session, course)
    rows = await queries.accommodations_in(session, course.id, after=after, limit=limit)
    return [_read(row, published, actor.language) for row in rows]


async def grant(
    session: AsyncSession, actor: Actor, slug: str, *, wanted: AccommodationGrant, now: datetime
) -> AccommodationRead:
    """Grant it. A running attempt gets the time at once, and the results say the chances anew.

    Raises ``CourseNotFound``, ``LearnerNotFound``, ``QuizNotFound``, and ``Invalid`` where nothing
    is granted.
    """
    course = await taught_course(session, actor, slug)
    published = await _published(session, course)
    if not wanted.extra_time_percent and not wanted.extra_chances:
        what = "Grant more time, more chances, or both"
        raise Invalid([{"in": "body", "pointer": "/extra_time_percent", "detail": what}])
    activity_id = None
    if wanted.activity is not None:
        activity = published.public.activity_by_slug(wanted.activity)
        if activity is None or quiz_in(published, activity.id) is None:
            raise QuizNotFound
        activity_id = activity.id
    enrolment_id = await queries.enrolment_in(session, course.id, wanted.person)
    if enrolment_id is None:
        raise LearnerNotFound
    made = Accommodation(
        id=uuid7(),
        person_id=wanted.person,
        course_id=course.id,
        activity_id=activity_id,
        extra_time_percent=wanted.extra_time_percent,
        extra_chances=wanted.extra_chances,
        reason=wanted.reason,
        granted_by=actor.person_id,
        granted_at=now,
    )
    session.add(made)
    await session.flush()  # what is allowed is read again below
    await arrangements_changed(session, course.id)
    await _recorded(session, actor, "accommodation.granted", course, made, now)
    await _follow(session, made, enrolment_id, now)
    rows = await queries.accommodations_in(session, course.id, after=None, limit=1)
    return _read(rows[0], published, actor.language)


async def end(
    session: AsyncSession, actor: Actor, slug: str, accommodation_id: UUID, *, now: datetime
) -> None:
    """From now on it holds no more; what has begun keeps it. Ending twice is once.

    Raises ``CourseNotFound``, ``AccommodationNotFound``.
    """
    course = await taught_course(session, actor, slug)
    found = await queries.accommodation_for_update(session, course.id, accommodation_id)
    if found is None:
        raise AccommodationNotFound
    if found.ended_at is not None:
        return
    found.ended_by, found.ended_at = actor.person_id, now
    await session.flush()  # what is allowed is read again below
    await arrangements_changed(session, course.id)
    await _recorded(session, actor, "accommodation.ended", course, found, now)
    enrolment_id = await queries.enrolment_in(session, course.id, found.person_id)
    if enrolment_id is not None:
        await _follow(session, found, enrolment_id, now)


async def _follow(
    session: AsyncSession, changed: Accommodation, enrolment_id: UUID, now: datetime
) -> None:
    """Running attempts, and the chances that learning was told of, follow the change."""
    await attempts.lock_enrolment(session, enrolment_id)
    await prolong_running(
        session,
        changed.course_id,
        activity_id=changed.activity_id,
        person_id=changed.person_id,
    )
    left: dict[UUID, dict[UUID, int | None]] = {}
    for attempt in await queries.attempts_in(session, enrolment_id, changed.activity_id):
        if attempt.state is AttemptState.OPEN:
            continue
        quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
        assert quiz is not None, attempt.id
        most = await chances_of(session, attempt, quiz)
        left.setdefault(attempt.activity_id, {})[attempt.id] = chances_left(attempt.chance, most)
    for activity_id, by_attempt in sorted(left.items()):
        await restate_chances(
            session,
            enrolment_id=enrolment_id,
            activity_id=activity_id,
            chances_left=by_attempt,
            now=now,
        )


async def _published(session: AsyncSession, course: Course) -> PublishedCourse:
    assert course.publication_id is not None  # of a published course
    return await publications_of(session).get(course.publication_id)


def _read(row: GrantedRow, published: PublishedCourse, language: str) -> AccommodationRead:
    found = row.accommodation
    activity = published.public.activity(found.activity_id) if found.activity_id else None
    text = None
    if activity is not None:
        text = activity.text["en" if language == "en" and "en" in activity.text else "id"]
    return AccommodationRead(
        id=found.id,
        person=found.person_id,
        name=row.person,
        agency_name=row.agency,
        activity=activity.slug if activity else None,
        activity_title=text.title if text else None,
        extra_time_percent=found.extra_time_percent,
        extra_chances=found.extra_chances,
        reason=found.reason,
        granted_by=row.granted_by,
        granted_at=found.granted_at,
    )


async def _recorded(
    session: AsyncSession,
    actor: Actor,
    act: str,
    course: Course,
    found: Accommodation,
    now: datetime,
) -> None:
    # Without the reason: it may speak of someone's health, and the trail is read by many.
    await audit.record(
        session,
        actor_id=actor.person_id,
        act=act,
        subject_kind="person",
        subject_id=found.person_id,
        now=now,
        course=course.slug,
        accommodation=str(found.id),
        extra_time_percent=found.extra_time_percent,
        extra_chances=found.extra_chances,
    )
