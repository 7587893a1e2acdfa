"""Insight over HTTP: for staff how a course goes; for learners their ratings and reports."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from app.catalogue.errors import CourseNotFound
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.insight import service
from app.insight.schemas import CourseProgress, LearnerStanding, ProgressLearners
from app.kit.clock import Now
from app.kit.database import ReadSession
from app.kit.pagination import After, Limit, decode_cursor
from app.kit.problems import Invalid, Unauthenticated, Unavailable, problem_responses
from app.kit.text import CleanText

Slug = Annotated[CleanText, Path(max_length=80)]
Days = Annotated[int, Query(ge=1, le=365, description="How long somebody stands still")]
READ = problem_responses(
    Unauthenticated, PasswordChangeRequired, CourseNotFound, Invalid, Unavailable
)
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
