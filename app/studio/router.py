"""Teaching over HTTP: the courses you teach, and the desks of their quizzes."""

from typing import Annotated

from fastapi import APIRouter, Path

from app.catalogue.errors import CourseNotFound
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.database import ReadSession
from app.kit.pagination import After, Limit, Page, decode_cursor, encode_cursor
from app.kit.problems import Invalid, Unauthenticated, Unavailable, problem_responses
from app.kit.text import CleanText
from app.studio import service
from app.studio.schemas import TaughtCourse, TaughtCourseDetail

router = APIRouter(prefix="/api/v1/teaching/courses", tags=["teaching"])

Slug = Annotated[CleanText, Path(max_length=80)]

READ = problem_responses(
    Unauthenticated, PasswordChangeRequired, CourseNotFound, Invalid, Unavailable
)


@router.get("", responses=READ)
async def list_taught_courses(
    actor: CurrentActor, session: ReadSession, after: After = None, limit: Limit = 50
) -> Page[TaughtCourse]:
    """Courses you teach, by their address; an admin sees all."""
    key = decode_cursor(after, 1)
    courses = await service.taught_courses(
        session, actor, after=key[0] if key else None, limit=limit + 1
    )
    more = len(courses) > limit
    return Page(
        items=courses[:limit],
        next=encode_cursor([courses[limit - 1].slug]) if more else None,
    )


@router.get("/{slug}", responses=READ)
async def read_taught_course(
    slug: Slug, actor: CurrentActor, session: ReadSession
) -> TaughtCourseDetail:
    """The hub of a course you teach: its version, its learners, its quizzes and what waits."""
    return await service.taught_course(session, actor, slug)
