"""Schedules and accommodations over HTTP: for those who teach the course."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from app.assessment import accommodating, scheduling
from app.assessment.errors import AccommodationNotFound, LearnerNotFound, QuizNotFound
from app.assessment.schedule_shapes import (
    AccommodationGrant,
    AccommodationRead,
    LearnerChoice,
    ScheduleRead,
    WindowChanged,
    WindowSet,
)
from app.catalogue.errors import CourseNotFound
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page, encode_cursor, place_after
from app.kit.problems import Invalid, Unauthenticated, Unavailable, problem_responses
from app.kit.text import CleanText

router = APIRouter(prefix="/api/v1/teaching/courses/{slug}", tags=["teaching"])

Slug = Annotated[CleanText, Path(max_length=80)]
RESPONSES = problem_responses(
    Unauthenticated,
    PasswordChangeRequired,
    CourseNotFound,
    QuizNotFound,
    LearnerNotFound,
    AccommodationNotFound,
    Invalid,
    Unavailable,
)


@router.get("/quizzes/{activity}/schedule", responses=RESPONSES)
async def read_schedule(
    slug: Slug, activity: Slug, actor: CurrentActor, session: ReadSession, now: Now
) -> ScheduleRead:
    """When a quiz may be taken: for everybody, and for single agencies."""
    return await scheduling.schedule_of(session, actor, slug, activity, now)


@router.put("/quizzes/{activity}/schedule", responses=RESPONSES)
async def put_window(
    slug: Slug, activity: Slug, body: WindowSet, actor: CurrentActor, session: DbSession, now: Now
) -> WindowChanged:
    """Set the window of everybody or of one agency; running attempts lose no time by it."""
    return await scheduling.set_window(session, actor, slug, activity, window=body, now=now)


@router.delete("/quizzes/{activity}/schedule", responses=RESPONSES)
async def delete_window(
    slug: Slug,
    activity: Slug,
    actor: CurrentActor,
    session: DbSession,
    now: Now,
    agency: UUID | None = None,
) -> WindowChanged:
    """Take the window of everybody, or of one agency, away."""
    return await scheduling.clear_window(session, actor, slug, activity, agency_id=agency, now=now)


@router.get("/accommodations", responses=RESPONSES)
async def list_accommodations(
    slug: Slug, actor: CurrentActor, session: ReadSession, after: After = None, limit: Limit = 50
) -> Page[AccommodationRead]:
    """More time and more chances in force in the course, the newest first."""
    found = await accommodating.accommodations_page(
        session, actor, slug, after=place_after(after, UUID), limit=limit + 1
    )
    more = len(found) > limit
    return Page(
        items=found[:limit], next=encode_cursor([str(found[limit - 1].id)]) if more else None
    )


@router.post("/accommodations", responses=RESPONSES, status_code=201)
async def grant_accommodation(
    slug: Slug, body: AccommodationGrant, actor: CurrentActor, session: DbSession, now: Now
) -> AccommodationRead:
    """Give one learner more time, more chances, or both; with a reason, on record."""
    return await accommodating.grant(session, actor, slug, wanted=body, now=now)


@router.delete("/accommodations/{accommodation_id}", responses=RESPONSES, status_code=204)
async def end_accommodation(
    slug: Slug, accommodation_id: UUID, actor: CurrentActor, session: DbSession, now: Now
) -> None:
    """End it: attempts that have begun keep what they got."""
    await accommodating.end(session, actor, slug, accommodation_id, now=now)


@router.get("/accommodations/people", responses=RESPONSES)
async def find_learners(
    slug: Slug,
    actor: CurrentActor,
    session: ReadSession,
    q: Annotated[CleanText, Query(max_length=200)] = "",
) -> list[LearnerChoice]:
    """People who take the course, by a part of their name; 20 at most."""
    return await accommodating.learners_named(session, actor, slug, q)
