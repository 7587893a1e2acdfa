"""What staff read of a course's progress: the whole, where people stop, and who has not moved.

Whoever may read the course's gradebook reads this, of the same learners.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.document import Activity, Language
from app.catalogue.publications import PublishedCourse, publications_of
from app.gradebook.service import Book, book_of
from app.identity.actor import Actor
from app.insight.figures import ActivityFigures, Figures, median, summed
from app.insight.measuring import measured
from app.insight.queries import progress as queries
from app.insight.queries.progress import LearnerRow, Watched
from app.insight.schemas import (
    CourseProgress,
    InsightCourse,
    LastStep,
    LearnerStanding,
    ProgressActivity,
    ProgressAgency,
    ProgressLearner,
    ProgressLearners,
)
from app.kit.pagination import encode_cursor
from app.kit.problems import Invalid
from app.learning.statuses import EnrolmentStatus

MAX_AGENCIES = 200


def course_read(published: PublishedCourse, language: str) -> InsightCourse:
    public = published.public
    title = public.text["en" if language == "en" and "en" in public.text else "id"].title
    return InsightCourse(
        id=public.course_id, slug=public.slug, title=title, version=published.version
    )


def title_of(activity: Activity, language: str) -> str:
    return activity.text["en" if language == "en" and "en" in activity.text else "id"].title


async def _watched(
    session: AsyncSession, book: Book, agency: UUID | None, days: int, now: datetime
) -> Watched:
    """Within the actor's sight; nobody for an agency that is not there or not in it."""
    subtrees, cutoff = book.sight.reads, now - timedelta(days=days)
    if agency is not None:
        path = await queries.agency_path(session, agency)
        if path is None:
            subtrees = ()
        elif any(path.startswith(one) for one in subtrees):
            subtrees = (path,)
        else:
            # Above what the actor sees, or beside it: what of theirs lies below.
            subtrees = tuple(one for one in subtrees if one.startswith(path))
    return Watched(book.course.id, subtrees, cutoff)


async def progress(
    session: AsyncSession, actor: Actor, slug: str, *, agency: UUID | None, days: int, now: datetime
) -> CourseProgress:
    """The whole of the learners in sight; raises ``CourseNotFound`` as the gradebook does."""
    book = await book_of(session, actor, slug)
    wanted = await _watched(session, book, agency, days, now)
    counts = await queries.agency_counts(session, wanted)
    here = await queries.places(session, wanted)
    by_agency, measured_at = await measured(session, book.course.id, now)
    figures = summed(by_agency, (one.id for one in counts))
    activities = _activities(book.published, figures, here, actor.language)
    timed = [one for one in activities if one.minutes_median is not None]
    return CourseProgress(
        course=course_read(book.published, actor.language),
        days=days,
        learners=sum(one.learners for one in counts),
        begun=sum(one.begun for one in counts),
        completed=sum(one.completed for one in counts),
        stuck=sum(one.stuck for one in counts),
        stuck_not_begun=sum(one.stuck_not_begun for one in counts),
        days_median=median(figures.days),
        minutes_median=sum(one.minutes_median or 0 for one in timed),
        minutes_planned=sum(one.minutes for one in timed),
        measured_at=measured_at,
        activities=activities,
        agencies=[
            ProgressAgency(
                id=one.id,
                name=one.name,
                learners=one.learners,
                begun=one.begun,
                completed=one.completed,
                stuck=one.stuck,
            )
            for one in counts[:MAX_AGENCIES]
        ],
        more_agencies=max(0, len(counts) - MAX_AGENCIES),
    )


def _activities(
    published: PublishedCourse,
    figures: Figures,
    here: Mapping[UUID, tuple[int, int]],
    language: str,
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
    standing: LearnerStanding | None,
    days: int,
    agency: UUID | None,
    activity: str | None,
    after: Sequence[str] | None,
    limit: int,
    now: datetime,
) -> ProgressLearners:
    """Those who moved longest ago first; ``activity``: whose last step was there.

    Raises ``CourseNotFound``, and ``Invalid`` for an activity the course has not.
    """
    book = await book_of(session, actor, slug)
    wanted = await _watched(session, book, agency, days, now)
    at = None if activity is None else book.published.public.activity_by_slug(activity)
    if activity is not None and at is None:
        raise Invalid([{"in": "query", "pointer": "/activity", "detail": "No such activity"}])
    found = await queries.learners(
        session,
        wanted,
        standing=standing,
        activity_id=at.id if at else None,
        after=_key(after),
        limit=limit + 1,
    )
    page = found[:limit]
    last = encode_cursor([page[-1].moved_at.isoformat(), page[-1].enrolment_id.hex]) if page else ""
    return ProgressLearners(
        items=[await _learner_read(session, book, wanted, one, actor, now) for one in page],
        next=last if len(found) > limit else None,
    )


def _key(after: Sequence[str] | None) -> tuple[datetime, UUID] | None:
    try:
        if after is None:
            return None
        moved = datetime.fromisoformat(after[0])
        if moved.tzinfo is None:
            raise ValueError(after[0])
        return moved, UUID(hex=after[1])
    except (ValueError, OverflowError) as error:
        raise Invalid([{"pointer": "/after", "detail": "Not a cursor of this list"}]) from error


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
