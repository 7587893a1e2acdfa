"""Courses for admins: all of them, and who sees each. Learners' lists live a floor above."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from app.catalogue import service
from app.catalogue.errors import CourseNotFound
from app.catalogue.schemas import AudienceChange, CourseAdminRead
from app.identity.actor import Actor
from app.identity.deps import require
from app.identity.errors import PasswordChangeRequired
from app.identity.models import Role
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page, encode_cursor, place_after
from app.kit.problems import Invalid, NotFound, Unauthenticated, problem_responses
from app.kit.text import CleanText

router = APIRouter(prefix="/api/v1/admin/courses", tags=["courses"])

Admin = Annotated[Actor, Depends(require(Role.ADMIN))]
Slug = Annotated[CleanText, Path(max_length=80)]


@router.get(
    "",
    responses=problem_responses(Unauthenticated, PasswordChangeRequired, NotFound, Invalid),
)
async def list_courses(
    actor: Admin, session: ReadSession, after: After = None, limit: Limit = 50
) -> Page[CourseAdminRead]:
    """Every course, by its address."""
    courses = await service.courses_for_admin(
        session, actor, after=place_after(after, str), limit=limit + 1
    )
    more = len(courses) > limit
    return Page(
        items=courses[:limit],
        next=encode_cursor([courses[limit - 1].slug]) if more else None,
    )


@router.put(
    "/{slug}/audience",
    responses=problem_responses(Unauthenticated, PasswordChangeRequired, CourseNotFound, Invalid),
)
async def put_audience(
    slug: Slug, change: AudienceChange, actor: Admin, session: DbSession, now: Now
) -> CourseAdminRead:
    """Show the course to one agency and all below it, or to everyone."""
    return await service.set_audience(session, actor, slug=slug, agency_id=change.agency, now=now)
