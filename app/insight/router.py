"""Insight over HTTP: for staff how a course goes; for learners their ratings and reports."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from app.catalogue.errors import CourseNotFound
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.insight import ratings, reports, service
from app.insight.errors import BlockNotFound, ReportNotFound, ReportSettled
from app.insight.models import ReportState
from app.insight.schemas import (
    ContentReportRead,
    CourseProgress,
    CourseRatings,
    CourseReports,
    LearnerStanding,
    OwnRating,
    OwnReport,
    ProgressLearners,
    RatingGiven,
    ReportAnswer,
    ReportGiven,
)
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, decode_cursor
from app.kit.problems import (
    Invalid,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.kit.text import CleanText
from app.learning.entitlements import Entitlements
from app.learning.errors import NotEnrolled

Slug = Annotated[CleanText, Path(max_length=80)]
Days = Annotated[int, Query(ge=1, le=365, description="How long somebody stands still")]
READ = problem_responses(
    Unauthenticated, PasswordChangeRequired, CourseNotFound, Invalid, Unavailable
)
SETTLE = READ | problem_responses(ReportNotFound, ReportSettled)
TAKEN = READ | problem_responses(NotEnrolled)
REPORT = TAKEN | problem_responses(BlockNotFound, TooManyRequests)
TAUGHT = "/teaching/courses/{slug}"

router = APIRouter(prefix="/api/v1", tags=["insight"])


@router.get(f"{TAUGHT}/progress", responses=READ)
async def read_progress(
    slug: Slug,
    actor: CurrentActor,
    session: ReadSession,
    now: Now,
    agency: UUID | None = None,
    days: Days = 14,
) -> CourseProgress:
    """How a course goes: how many began and completed, and where they stop. Whose learners: all
    for course staff, else one's people.
    """
    return await service.progress(session, actor, slug, agency=agency, days=days, now=now)


@router.get(f"{TAUGHT}/learners", responses=READ)
async def list_learners(
    slug: Slug,
    actor: CurrentActor,
    session: ReadSession,
    now: Now,
    state: LearnerStanding | None = None,
    days: Days = 14,
    agency: UUID | None = None,
    activity: Annotated[CleanText | None, Query(max_length=80)] = None,
    after: After = None,
    limit: Limit = 50,
) -> ProgressLearners:
    """Learners with their last step, those who moved longest ago first."""
    return await service.learners(
        session,
        actor,
        slug,
        standing=state,
        days=days,
        agency=agency,
        activity=activity,
        after=decode_cursor(after, 2),
        limit=limit,
        now=now,
    )


@router.get(f"{TAUGHT}/ratings", responses=READ)
async def list_ratings(
    slug: Slug, actor: CurrentActor, session: ReadSession, after: After = None, limit: Limit = 50
) -> CourseRatings:
    """What learners think of each version, without names, once there are enough of them."""
    key = decode_cursor(after, 1)
    return await ratings.course_ratings(session, actor, slug, after=key, limit=limit)


@router.get(f"{TAUGHT}/reports", responses=READ)
async def list_reports(
    slug: Slug,
    actor: CurrentActor,
    session: ReadSession,
    state: ReportState = ReportState.OPEN,
    after: After = None,
    limit: Limit = 50,
) -> CourseReports:
    """Mistakes that learners found; of the open ones, those that wait longest come first."""
    key = decode_cursor(after, 1)
    return await reports.course_reports(session, actor, slug, state=state, after=key, limit=limit)


@router.post(f"{TAUGHT}/reports/{{report_id}}/answer", responses=SETTLE)
async def answer_report(
    slug: Slug,
    report_id: UUID,
    body: ReportAnswer,
    actor: CurrentActor,
    session: DbSession,
    now: Now,
) -> ContentReportRead:
    """Answer a report: the reporter finds the answer in the inbox."""
    return await reports.answer(session, actor, slug, report_id, given=body, now=now)


@router.post(f"{TAUGHT}/reports/{{report_id}}/close", responses=SETTLE)
async def close_report(
    slug: Slug, report_id: UUID, actor: CurrentActor, session: DbSession, now: Now
) -> ContentReportRead:
    """Done with, without an answer."""
    return await reports.close(session, actor, slug, report_id, now=now)


@router.get("/courses/{slug}/rating", responses=TAKEN)
async def read_own_rating(slug: Slug, actor: CurrentActor, session: ReadSession) -> OwnRating:
    """What you said of the version you take."""
    return await ratings.own_rating(session, actor, slug)


@router.put("/courses/{slug}/rating", responses=TAKEN)
async def rate_course(
    slug: Slug, body: RatingGiven, actor: CurrentActor, session: DbSession, now: Now
) -> OwnRating:
    """Rate the version you take; saying it again replaces it."""
    return await ratings.rate(session, actor, slug, given=body, now=now)


@router.post("/courses/{slug}/activities/{activity}/reports", status_code=201, responses=REPORT)
async def report_mistake(
    request: Request,
    slug: Slug,
    activity: Slug,
    body: ReportGiven,
    actor: CurrentActor,
    session: DbSession,
    now: Now,
) -> OwnReport:
    """Report a mistake in an activity you may read."""
    entitlements: Entitlements = request.app.state.entitlements
    read = (await entitlements.resolve(actor, slug)).publication_id
    return await reports.report(
        session, actor, publication_id=read, activity=activity, given=body, now=now
    )


@router.get("/courses/{slug}/reports", responses=TAKEN)
async def list_own_reports(
    request: Request, slug: Slug, actor: CurrentActor, session: ReadSession
) -> list[OwnReport]:
    """Your own reports of a course, with their answers; the newest twenty."""
    entitlements: Entitlements = request.app.state.entitlements
    course = (await entitlements.resolve(actor, slug)).course_id
    return await reports.own_reports(session, actor, course)
