"""What staff read of a course's progress: the whole, where people stop, and who has not moved.

Whoever may read the course's gradebook reads this, of the same learners.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.document import Activity, Language
from app.catalogue.publications import PublishedCourse, publications_of
from app.gradebook.service import Book, book_of
from app.identity.actor import Actor
from app.identity.models import Role
from app.identity.names import folded
from app.insight.figures import ActivityFigures, Figures, median, summed, times, without_times
from app.insight.measuring import measured
from app.insight.queries import progress as queries
from app.insight.queries.progress import LearnerRow, Places, Watched
from app.insight.schemas import (
    CourseProgress,
    InsightCourse,
    LastStep,
    LearnerStanding,
    ProgressActivity,
    ProgressAgency,
    ProgressLearner,
    ProgressLearners,
    ProgressStop,
    SmallAgencies,
)
from app.insight.units import LEAST, UnitCounts, is_few, told_apart
from app.kit.pagination import encode_cursor, moment, place_after
from app.kit.problems import Invalid
from app.learning.statuses import EnrolmentStatus

MAX_AGENCIES = 200
MAX_WORDS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom: all in the actor's sight, or those of an agency and the ones below it.

    ``days``: how long somebody stands still. ``standing`` and ``activity`` (its slug: whose last
    step was there) choose among the learners, and ``q``: parts of a name, never of a number.
    """

    agency: UUID | None = None
    days: int = 14
    standing: LearnerStanding | None = None
    activity: str | None = None
    q: str = ""


def course_read(published: PublishedCourse, language: str) -> InsightCourse:
    public = published.public
    title = public.text["en" if language == "en" and "en" in public.text else "id"].title
    return InsightCourse(
        id=public.course_id, slug=public.slug, title=title, version=published.version
    )


def title_of(activity: Activity, language: str) -> str:
    return activity.text["en" if language == "en" and "en" in activity.text else "id"].title


async def _watched(session: AsyncSession, book: Book, asked: Asked, now: datetime) -> Watched:
    """Within the actor's sight; nobody for an agency that is not there or not in it."""
    subtrees, cutoff = book.sight.reads, now - timedelta(days=asked.days)
    if asked.agency is not None:
        path = await queries.agency_path(session, asked.agency)
        if path is None:
            subtrees = ()
        elif any(path.startswith(one) for one in subtrees):
            subtrees = (path,)
        else:
            # Above what the actor sees, or beside it: what of theirs lies below.
            subtrees = tuple(one for one in subtrees if one.startswith(path))
    return Watched(book.course.id, subtrees, cutoff)


async def progress(
    session: AsyncSession, actor: Actor, slug: str, *, asked: Asked, now: datetime
) -> CourseProgress:
    """The whole of the learners in sight; raises ``CourseNotFound`` as the gradebook does."""
    book = await book_of(session, actor, slug)
    wanted = await _watched(session, book, asked, now)
    counts = await queries.agency_counts(session, wanted)
    places = await queries.places(session, wanted)
    by_agency, measured_at = await measured(session, book.course.id, now)
    administered = actor.agency_paths(Role.ADMIN, Role.UNIT_ADMIN, Role.AUDITOR)
    few = asked.agency is not None and is_few(counts, administered)
    figures = summed(by_agency, (one.id for one in counts))
    if few:
        figures = without_times(figures)
    activities = _activities(book.published, figures, _together(places), actor.language)
    shown, hidden = told_apart(counts, administered)
    taken, planned = times(figures, planned_minutes(book.published))
    return CourseProgress(
        course=course_read(book.published, actor.language),
        teaches=actor.teaches(book.course.id),
        days=asked.days,
        learners=sum(one.learners for one in counts),
        begun=sum(one.begun for one in counts),
        completed=sum(one.completed for one in counts),
        stuck=sum(one.stuck for one in counts),
        stuck_not_begun=sum(one.stuck_not_begun for one in counts),
        days_median=median(figures.days),
        minutes_median=taken,
        minutes_planned=planned,
        measured_at=measured_at,
        few=few,
        activities=activities,
        agencies=[
            _agency(one, by_agency.get(one.id, Figures()), places.get(one.id, {}), book, actor)
            for one in shown[:MAX_AGENCIES]
        ],
        small=_small(hidden),
        more_agencies=max(0, len(shown) - MAX_AGENCIES),
    )


def planned_minutes(published: PublishedCourse) -> Mapping[UUID, int]:
    """What the current version says its activities take."""
    return {one.id: one.minutes for one in published.public.activities()}


def _together(places: Mapping[UUID, Places]) -> Places:
    whole: Places = {}
    for of in places.values():
        for activity_id, (here, stuck) in of.items():
            before = whole.get(activity_id, (0, 0))
            whole[activity_id] = (before[0] + here, before[1] + stuck)
    return whole


def _agency(
    one: UnitCounts, figures: Figures, places: Places, book: Book, actor: Actor
) -> ProgressAgency:
    taken, planned = times(figures, planned_minutes(book.published))
    return ProgressAgency(
        id=one.id,
        name=one.name,
        learners=one.learners,
        begun=one.begun,
        completed=one.completed,
        stuck=one.stuck,
        minutes_median=taken,
        minutes_planned=planned,
        days_median=median(figures.days),
        stop=_stop(book.published, places, actor.language),
    )


def _stop(published: PublishedCourse, places: Places, language: str) -> ProgressStop | None:
    """The first of the course's activities at which the most stand still."""
    worst: ProgressStop | None = None
    for activity in published.public.activities():
        stuck = places.get(activity.id, (0, 0))[1]
        if stuck > (worst.stuck if worst else 0):
            title = title_of(activity, language)
            worst = ProgressStop(slug=activity.slug, title=title, stuck=stuck)
    return worst


def _small(units: Sequence[UnitCounts]) -> SmallAgencies | None:
    if not units:
        return None
    return SmallAgencies(
        least=LEAST,
        agencies=len(units),
        learners=sum(one.learners for one in units),
        begun=sum(one.begun for one in units),
        completed=sum(one.completed for one in units),
        stuck=sum(one.stuck for one in units),
    )


def _activities(
    published: PublishedCourse, figures: Figures, here: Places, language: str
) -> list[ProgressActivity]:
    spoken: Language = "en" if language == "en" else "id"
    nothing = ActivityFigures()
    return [
        ProgressActivity(
            activity=activity.id,
            slug=activity.slug,
            title=title_of(activity, language),
            kind=activity.kind,
            module=number,
            module_title=(module.text.get(spoken) or module.text["id"]).title,
            required=activity.required,
            minutes=activity.minutes,
            opened=of.opened,
            done=of.done,
            not_passed=of.not_passed,
            minutes_median=median(of.minutes),
            here=here.get(activity.id, (0, 0))[0],
            here_stuck=here.get(activity.id, (0, 0))[1],
        )
        for number, module in enumerate(published.public.modules, 1)
        for activity in module.activities
        for of in (figures.activities.get(activity.id, nothing),)
    ]


async def learners(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    *,
    asked: Asked,
    after: str | None,
    limit: int,
    now: datetime,
) -> ProgressLearners:
    """Those who moved longest ago first.

    Raises ``CourseNotFound``, and ``Invalid`` for an activity the course has not.
    """
    book = await book_of(session, actor, slug)
    wanted = await _watched(session, book, asked, now)
    public, activity = book.published.public, asked.activity
    at = None if activity is None else public.activity_by_slug(activity)
    if activity is not None and at is None:
        raise Invalid([{"in": "query", "pointer": "/activity", "detail": "No such activity"}])
    found = await queries.learners(
        session,
        wanted,
        standing=asked.standing,
        activity_id=at.id if at else None,
        words=folded(asked.q).split()[:MAX_WORDS],
        after=place_after(after, moment, UUID),
        limit=limit + 1,
    )
    page = found[:limit]
    last = encode_cursor([page[-1].moved_at.isoformat(), page[-1].enrolment_id.hex]) if page else ""
    return ProgressLearners(
        items=[await _learner_read(session, book, wanted, one, actor, now) for one in page],
        next=last if len(found) > limit else None,
    )


async def _learner_read(
    session: AsyncSession,
    book: Book,
    wanted: Watched,
    one: LearnerRow,
    actor: Actor,
    now: datetime,
) -> ProgressLearner:
    last = None
    if one.last_activity_id is not None:
        # What they read last may be gone from the newest version.
        last = book.published.public.activity(one.last_activity_id)
        if last is None:
            own = await publications_of(session).get(one.publication_id)
            last = own.public.activity(one.last_activity_id)
    return ProgressLearner(
        enrolment=one.enrolment_id,
        name=one.name,
        agency=one.agency,
        standing=_standing(one, wanted),
        begun=one.begun,
        done=one.done,
        required=one.required,
        last=LastStep(slug=last.slug, title=title_of(last, actor.language)) if last else None,
        moved_at=one.moved_at,
        days=max(0, (now - one.moved_at).days),
        completed_at=one.completed_at,
    )


def _standing(one: LearnerRow, wanted: Watched) -> LearnerStanding:
    if one.status is EnrolmentStatus.COMPLETED:
        return "done"
    return "stuck" if one.moved_at <= wanted.cutoff else "active"
