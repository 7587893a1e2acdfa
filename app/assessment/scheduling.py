"""Staff say when a quiz may be taken: for everybody, or for an agency and all below it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.allowance import Window
from app.assessment.allowed import prolong_running
from app.assessment.arrangements import arrangements_changed
from app.assessment.errors import QuizNotFound
from app.assessment.queries import scheduling as queries
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_in
from app.assessment.schedule_shapes import (
    AgencyChoice,
    ScheduleRead,
    WindowChanged,
    WindowRead,
    WindowSet,
)
from app.catalogue.document import Activity, Language
from app.catalogue.models import Course
from app.catalogue.publications import PublishedCourse, publications_of
from app.catalogue.service import taught_course
from app.identity.actor import Actor
from app.identity.agencies import depth
from app.kit import audit
from app.kit.problems import Invalid


@dataclass(frozen=True, slots=True)
class QuizOfCourse:
    """A quiz of a course's current publication."""

    course: Course
    published: PublishedCourse
    activity: Activity
    quiz: Quiz


def schedule_id(course_id: UUID, activity_id: UUID, agency_id: UUID | None) -> UUID:
    """One window a course, quiz and agency."""
    return uuid5(activity_id, f"{course_id}:{agency_id or 'all'}")


async def taught_quiz(
    session: AsyncSession, actor: Actor, slug: str, activity: str
) -> QuizOfCourse:
    """Raises ``CourseNotFound`` for whoever does not teach the course, ``QuizNotFound``."""
    course = await taught_course(session, actor, slug)
    assert course.publication_id is not None  # of a published course
    published = await publications_of(session).get(course.publication_id)
    found = published.public.activity_by_slug(activity)
    quiz = quiz_in(published, found.id) if found else None
    if found is None or quiz is None:
        raise QuizNotFound
    return QuizOfCourse(course, published, found, quiz)


async def schedule_of(
    session: AsyncSession, actor: Actor, slug: str, activity: str, now: datetime
) -> ScheduleRead:
    """All windows of a quiz; raises as ``taught_quiz``."""
    return await _read(session, actor, await taught_quiz(session, actor, slug, activity), now)


async def _read(
    session: AsyncSession, actor: Actor, at: QuizOfCourse, now: datetime
) -> ScheduleRead:
    language: Language = "en" if actor.language == "en" else "id"
    document = at.published.public
    terms = at.quiz.terms
    rows = await queries.named_schedules_at(session, at.course.id, at.activity.id)
    return ScheduleRead(
        course=at.course.slug,
        course_title=document.text.get(language, document.text["id"]).title,
        activity=at.activity.slug,
        title=at.activity.text.get(language, at.activity.text["id"]).title,
        time_limit_minutes=at.quiz.rules.time_limit_minutes,
        grace_minutes=int(terms.grace.total_seconds() // 60),
        chances=at.quiz.rules.chances,
        offline=terms.allows_offline_start,
        time_trusted=terms.trusts_device,
        windows=[
            WindowRead(
                agency=row.agency_id,
                agency_name=agency,
                opens_at=row.opens_at,
                closes_at=row.closes_at,
                state=Window(row.opens_at, row.closes_at).state(now),
                changed_by=changed_by,
                changed_at=row.changed_at,
            )
            for row, agency, changed_by in rows
        ],
        agencies=[
            AgencyChoice(id=agency.id, name=agency.name, depth=depth(agency.path))
            for agency in await queries.agencies_in(session, at.course.id)
        ],
        time_zone=actor.time_zone,
        now=now,
    )


async def set_window(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    activity: str,
    *,
    window: WindowSet,
    now: datetime,
) -> WindowChanged:
    """Open a quiz for a time. Running attempts get what they gain by it and lose nothing.

    Raises as ``taught_quiz``, and ``Invalid`` for a window that cannot be.
    """
    at = await taught_quiz(session, actor, slug, activity)
    if window.opens_at is None and window.closes_at is None:
        raise Invalid([_fault("opens_at", "Say when it opens, or when it closes")])
    if window.opens_at and window.closes_at and window.closes_at <= window.opens_at:
        raise Invalid([_fault("closes_at", "Must lie after the opening")])
    if window.agency is not None and not await queries.agency_exists(session, window.agency):
        raise Invalid([_fault("agency", "No such agency")])
    await queries.put_schedule(
        session,
        {
            "id": schedule_id(at.course.id, at.activity.id, window.agency),
            "course_id": at.course.id,
            "activity_id": at.activity.id,
            "agency_id": window.agency,
            "opens_at": window.opens_at,
            "closes_at": window.closes_at,
            "changed_by": actor.person_id,
            "changed_at": now,
        },
    )
    await arrangements_changed(session, at.course.id)
    await _recorded(session, actor, at, "quiz.scheduled", window, now)
    return await _changed(session, actor, at, now)


async def clear_window(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    activity: str,
    *,
    agency_id: UUID | None,
    now: datetime,
) -> WindowChanged:
    """Take a window away, if there is one; raises as ``taught_quiz``."""
    at = await taught_quiz(session, actor, slug, activity)
    wanted = schedule_id(at.course.id, at.activity.id, agency_id)
    if await queries.remove_schedule(session, wanted):
        window = WindowSet(agency=agency_id)
        await arrangements_changed(session, at.course.id)
        await _recorded(session, actor, at, "quiz.unscheduled", window, now)
    return await _changed(session, actor, at, now)


async def _changed(
    session: AsyncSession, actor: Actor, at: QuizOfCourse, now: datetime
) -> WindowChanged:
    prolonged = await prolong_running(session, at.course.id, activity_id=at.activity.id)
    return WindowChanged(schedule=await _read(session, actor, at, now), prolonged=prolonged)


async def _recorded(
    session: AsyncSession,
    actor: Actor,
    at: QuizOfCourse,
    act: str,
    window: WindowSet,
    now: datetime,
) -> None:
    await audit.record(
        session,
        actor_id=actor.person_id,
        act=act,
        subject_kind="activity",
        subject_id=at.activity.id,
        now=now,
        agency_id=window.agency,
        course=at.course.slug,
        quiz=at.activity.slug,
        opens_at=window.opens_at.isoformat() if window.opens_at else None,
        closes_at=window.closes_at.isoformat() if window.closes_at else None,
    )


def _fault(field: str, detail: str) -> dict[str, str]:
    return {"in": "body", "pointer": f"/{field}", "detail": detail}
