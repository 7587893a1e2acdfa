"""Insight over HTTP: for staff how a course goes; for learners their ratings and reports."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.catalogue.errors import CourseNotFound
from app.gradebook.errors import TooManyLearners
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.insight import ratings, reports, service, waiting
from app.insight.errors import BlockNotFound, ReportNotFound, ReportSettled
from app.insight.export import FileFormat, Table, learners_file, progress_file
from app.insight.models import ReportState
from app.insight.schemas import (
    ContentReportRead,
    CourseProgress,
    CourseRatings,
    CourseReports,
    CourseStanding,
    CourseWaiting,
    LearnerStanding,
    OwnRating,
    OwnReport,
    ProgressLearners,
    RatingGiven,
    ReportAnswer,
    ReportGiven,
    ReportsAnswer,
    ReportsAnswered,
)
from app.insight.service import Asked
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page
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
SIGNED_IN = problem_responses(Unauthenticated, PasswordChangeRequired, Invalid, Unavailable)
READ = SIGNED_IN | problem_responses(CourseNotFound)
FILE = {**READ, 200: {"description": "A file for a spreadsheet"}}
EXPORT = {**FILE, **problem_responses(TooManyLearners)}
SETTLE = READ | problem_responses(ReportNotFound, ReportSettled)
TAKEN = READ | problem_responses(NotEnrolled)
REPORT = TAKEN | problem_responses(BlockNotFound, TooManyRequests)
TAUGHT = "/teaching/courses/{slug}"

router = APIRouter(prefix="/api/v1", tags=["insight"])


def _of_whom(agency: UUID | None = None, days: Days = 14) -> Asked:
    return Asked(agency=agency, days=days)


def _which(
    state: LearnerStanding | None = None,
    days: Days = 14,
    agency: UUID | None = None,
    activity: Annotated[CleanText | None, Query(max_length=80)] = None,
    q: Annotated[CleanText, Query(max_length=200, description="Parts of a name")] = "",
) -> Asked:
    return Asked(agency=agency, days=days, standing=state, activity=activity, q=q)


OfWhom = Annotated[Asked, Depends(_of_whom)]
Which = Annotated[Asked, Depends(_which)]
Format = Annotated[FileFormat, Query(alias="format")]


@router.get("/teaching/waiting", responses=SIGNED_IN)
async def list_waiting(
    actor: CurrentActor,
    session: ReadSession,
    now: Now,
    course: Annotated[list[UUID], Query(min_length=1, max_length=100)],
    days: Days = 14,
) -> list[CourseWaiting]:
    """What waits in these courses; those you do not teach are left out."""
    return await waiting.waiting_in(session, actor, course, days=days, now=now)


@router.get("/teaching/progress", responses=SIGNED_IN)
async def list_standings(
    actor: CurrentActor,
    session: ReadSession,
    now: Now,
    days: Days = 14,
    after: After = None,
    limit: Limit = 50,
) -> Page[CourseStanding]:
    """Courses that learners in your sight take, by their address, and how these get on."""
    return await waiting.standings(session, actor, days=days, after=after, limit=limit, now=now)


@router.get(f"{TAUGHT}/progress", responses=READ)
async def read_progress(
    slug: Slug, actor: CurrentActor, session: ReadSession, now: Now, asked: OfWhom
) -> CourseProgress:
    """How a course goes: how many began and completed, and where they stop. Whose learners: all
    for course staff, else one's people.
    """
    return await service.progress(session, actor, slug, asked=asked, now=now)


@router.get(f"{TAUGHT}/progress/export", responses=FILE, response_class=Response)
async def export_progress(
    slug: Slug,
    actor: CurrentActor,
    session: ReadSession,
    now: Now,
    asked: OfWhom,
    by: Table = "agency",
    file_format: Format = "csv",
) -> Response:
    """The same figures as CSV or XLSX, a row a unit or a row an activity."""
    content, kind = await progress_file(
        session, actor, slug, asked=asked, table=by, file_format=file_format, now=now
    )
    name = "kemajuan-unit" if by == "agency" else "kemajuan-kegiatan"
    return _attached(content, kind, f"{name}.{file_format}")


@router.get(f"{TAUGHT}/learners", responses=READ)
async def list_learners(
    slug: Slug,
    actor: CurrentActor,
    session: ReadSession,
    now: Now,
    asked: Which,
    after: After = None,
    limit: Limit = 50,
) -> ProgressLearners:
    """Learners with their last step, those who moved longest ago first."""
    return await service.learners(
        session, actor, slug, asked=asked, after=after, limit=limit, now=now
    )


@router.get(f"{TAUGHT}/learners/export", responses=EXPORT, response_class=Response)
async def export_learners(
    slug: Slug,
    actor: CurrentActor,
    session: ReadSession,
    now: Now,
    asked: Which,
    file_format: Format = "csv",
) -> Response:
    """The whole list as CSV or XLSX; no NIP in it."""
    content, kind = await learners_file(
        session, actor, slug, asked=asked, file_format=file_format, now=now
    )
    return _attached(content, kind, f"peserta.{file_format}")


def _attached(content: bytes, kind: str, name: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=named)


@router.get(f"{TAUGHT}/ratings", responses=READ)
async def list_ratings(
    slug: Slug, actor: CurrentActor, session: ReadSession, after: After = None, limit: Limit = 50
) -> CourseRatings:
    """What learners think of each version, without names, once there are enough of them."""
    return await ratings.course_ratings(session, actor, slug, after=after, limit=limit)


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
    return await reports.course_reports(session, actor, slug, state=state, after=after, limit=limit)


@router.post(f"{TAUGHT}/reports/answer", responses=SETTLE)
async def answer_reports(
    slug: Slug, body: ReportsAnswer, actor: CurrentActor, session: DbSession, now: Now
) -> ReportsAnswered:
    """Give several reports the same answer, such as those that a new version settles."""
    return await reports.answer_all(session, actor, slug, given=body, now=now)


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
