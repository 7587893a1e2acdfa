"""Gradebooks over HTTP: for course staff and administrators, and for learners their own."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from app.catalogue.errors import CourseNotFound
from app.gradebook import changing, own, service
from app.gradebook.errors import GradeNotFound, GradesReadOnly
from app.gradebook.export import exported
from app.gradebook.schemas import (
    CellDetail,
    GradebookAgency,
    GradebookEntry,
    GradebookRead,
    GradeChange,
    GradeOverride,
    LearnerState,
    OwnGrades,
    Shown,
    WeightsRead,
    WeightsSet,
)
from app.gradebook.service import Filter
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page, encode_cursor, place_after
from app.kit.problems import Conflict, Invalid, Unauthenticated, Unavailable, problem_responses
from app.kit.spreadsheet import XLSX
from app.kit.text import CleanText

Slug = Annotated[CleanText, Path(max_length=80)]
READ = problem_responses(
    Unauthenticated, PasswordChangeRequired, CourseNotFound, GradeNotFound, Invalid, Unavailable
)
CHANGE = READ | problem_responses(GradesReadOnly, Conflict)
BOOK = "/teaching/courses/{slug}/gradebook"
CELL = f"{BOOK}/{{enrolment_id}}/{{activity_id}}"

router = APIRouter(prefix="/api/v1", tags=["gradebook"])


def _filter(
    q: Annotated[CleanText, Query(max_length=200)] = "",
    agency: UUID | None = None,
    state: LearnerState | None = None,
) -> Filter:
    return Filter(q, agency, state)


Wanted = Annotated[Filter, Depends(_filter)]


@router.get("/teaching/gradebooks", responses=READ)
async def list_gradebooks(
    actor: CurrentActor, session: ReadSession, after: After = None, limit: Limit = 50
) -> Page[GradebookEntry]:
    """Courses whose grades you read, by their address, with how many learners you see there."""
    place = place_after(after, str)
    books = await service.gradebooks(session, actor, after=place, limit=limit + 1)
    more = len(books) > limit
    return Page(
        items=books[:limit],
        next=encode_cursor([books[limit - 1].slug]) if more else None,
    )


@router.get(BOOK, responses=READ)
async def read_gradebook(
    slug: Slug,
    actor: CurrentActor,
    session: ReadSession,
    wanted: Wanted,
    shown: Shown = "scored",
    after: After = None,
    limit: Limit = 50,
) -> GradebookRead:
    """Activities × learners, by name. Whose learners: all for course staff, else one's people."""
    return await service.gradebook(
        session, actor, slug, wanted=wanted, shown=shown, after=after, limit=limit
    )


@router.get(f"{BOOK}/agencies", responses=READ)
async def list_agencies(
    slug: Slug, actor: CurrentActor, session: ReadSession
) -> list[GradebookAgency]:
    """Agencies to filter by, in the order of the tree."""
    return await service.agency_choices(session, actor, slug)


@router.get(
    f"{BOOK}/export",
    responses={**CHANGE, 200: {"description": "A file for a spreadsheet"}},
    response_class=Response,
)
async def export_gradebook(
    slug: Slug, actor: CurrentActor, session: ReadSession, wanted: Wanted, shown: Shown = "scored"
) -> Response:
    """What is shown, of all learners of the filter, as XLSX."""
    content = await exported(session, actor, slug, wanted=wanted, shown=shown)
    named = 'attachment; filename="buku-nilai.xlsx"'
    return Response(content, media_type=XLSX, headers={"Content-Disposition": named})


@router.put(f"{BOOK}/weights", responses=CHANGE)
async def put_weights(
    slug: Slug, body: WeightsSet, actor: CurrentActor, session: DbSession, now: Now
) -> WeightsRead:
    """Set what activities weigh; those that are not named keep theirs."""
    columns = await changing.weigh(session, actor, slug, weights=body.weights, now=now)
    return WeightsRead(columns=columns)


@router.get(CELL, responses=READ)
async def read_grade(
    slug: Slug, enrolment_id: UUID, activity_id: UUID, actor: CurrentActor, session: ReadSession
) -> CellDetail:
    """One learner in one activity, with what was reported and what staff did."""
    return await service.cell_detail(session, actor, slug, enrolment_id, activity_id)


@router.post(f"{CELL}/excuse", responses=CHANGE)
async def excuse_learner(
    slug: Slug,
    enrolment_id: UUID,
    activity_id: UUID,
    body: GradeChange,
    actor: CurrentActor,
    session: DbSession,
    now: Now,
) -> CellDetail:
    """Let a learner off an activity, with a reason the learner reads."""
    return await changing.excuse(
        session, actor, slug, enrolment_id, activity_id, change=body, now=now
    )


@router.post(f"{CELL}/excuse/withdrawal", responses=CHANGE)
async def withdraw_excuse(
    slug: Slug,
    enrolment_id: UUID,
    activity_id: UUID,
    body: GradeChange,
    actor: CurrentActor,
    session: DbSession,
    now: Now,
) -> CellDetail:
    """Ask the activity of the learner again."""
    return await changing.withdraw_excuse(
        session, actor, slug, enrolment_id, activity_id, change=body, now=now
    )


@router.post(f"{CELL}/override", responses=CHANGE)
async def override_grade(
    slug: Slug,
    enrolment_id: UUID,
    activity_id: UUID,
    body: GradeOverride,
    actor: CurrentActor,
    session: DbSession,
    now: Now,
) -> CellDetail:
    """Set a result over what was reported, with a reason the learner reads."""
    return await changing.set_result(
        session, actor, slug, enrolment_id, activity_id, change=body, now=now
    )


@router.post(f"{CELL}/override/withdrawal", responses=CHANGE)
async def withdraw_override(
    slug: Slug,
    enrolment_id: UUID,
    activity_id: UUID,
    body: GradeChange,
    actor: CurrentActor,
    session: DbSession,
    now: Now,
) -> CellDetail:
    """Let what was reported count again."""
    return await changing.withdraw_result(
        session, actor, slug, enrolment_id, activity_id, change=body, now=now
    )


@router.get("/courses/{slug}/grades", responses=READ)
async def read_own_grades(slug: Slug, actor: CurrentActor, session: ReadSession) -> OwnGrades:
    """Your own grades in a course you take: what counts, and what is missing."""
    return await own.own_grades(session, actor, slug)
