"""Teaching over HTTP: the courses you teach, and the desks of their quizzes."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.assessment.errors import QuizNotFound
from app.catalogue.errors import CourseNotFound, PublishedMeanwhile, SourcesMissing
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.apart import ApartFrom
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page, encode_cursor, place_after
from app.kit.problems import Invalid, Unauthenticated, Unavailable, problem_responses
from app.kit.text import CleanText
from app.studio import checking, drafting, service
from app.studio.errors import (
    DraftMissing,
    DraftOutdated,
    DraftUnfinished,
    NothingChanged,
    QuizDraftChanged,
)
from app.studio.schemas import (
    DraftCheck,
    DraftPublish,
    DraftPublished,
    DraftRead,
    DraftSave,
    DraftSaved,
    Revision,
    TaughtCourse,
    TaughtCourseDetail,
)

router = APIRouter(prefix="/api/v1/teaching/courses", tags=["teaching"])

Slug = Annotated[CleanText, Path(max_length=80)]

READ = problem_responses(
    Unauthenticated, PasswordChangeRequired, CourseNotFound, Invalid, Unavailable
)
DESK = READ | problem_responses(CourseNotFound, QuizNotFound, SourcesMissing)
SAVE = READ | problem_responses(
    CourseNotFound, QuizNotFound, SourcesMissing, QuizDraftChanged, DraftOutdated
)
PUBLISH = READ | problem_responses(
    CourseNotFound,
    QuizNotFound,
    SourcesMissing,
    DraftMissing,
    QuizDraftChanged,
    DraftOutdated,
    DraftUnfinished,
    NothingChanged,
    PublishedMeanwhile,
)


@router.get("", responses=READ)
async def list_taught_courses(
    actor: CurrentActor, session: ReadSession, after: After = None, limit: Limit = 50
) -> Page[TaughtCourse]:
    """Courses you teach, by their address; an admin sees all."""
    courses = await service.taught_courses(
        session, actor, after=place_after(after, str), limit=limit + 1
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


@router.get("/{slug}/quizzes/{quiz}/draft", responses=DESK)
async def read_draft(
    slug: Slug, quiz: Slug, actor: CurrentActor, apart: ApartFrom, now: Now
) -> DraftRead:
    """A quiz on its desk: the draft, or what is published where there is none."""
    return await apart.read(drafting.draft_on_desk, actor, slug, quiz, now=now)


@router.put("/{slug}/quizzes/{quiz}/draft", responses=SAVE)
async def put_draft(
    slug: Slug, quiz: Slug, change: DraftSave, actor: CurrentActor, session: DbSession, now: Now
) -> DraftSaved:
    """Save the draft. 409 ``quiz-draft-changed`` carries ``theirs``: what another saved since."""
    return await drafting.save(session, actor, slug, quiz, change, now=now)


@router.delete(
    "/{slug}/quizzes/{quiz}/draft", status_code=204, response_class=Response, responses=SAVE
)
async def delete_draft(
    slug: Slug,
    quiz: Slug,
    actor: CurrentActor,
    session: DbSession,
    now: Now,
    revision: Annotated[Revision, Query(strict=False)],
) -> None:
    """Throw the draft away; what is published stays in force."""
    await drafting.discard(session, actor, slug, quiz, revision=revision, now=now)


@router.get("/{slug}/quizzes/{quiz}/draft/check", responses=DESK)
async def check_draft(slug: Slug, quiz: Slug, actor: CurrentActor, apart: ApartFrom) -> DraftCheck:
    """What the rules say of the saved draft, and what publishing it would change."""
    return await apart.read(checking.check, actor, slug, quiz)


@router.post("/{slug}/quizzes/{quiz}/draft/publish", responses=PUBLISH)
async def publish_draft(
    slug: Slug, quiz: Slug, wish: DraftPublish, actor: CurrentActor, apart: ApartFrom, now: Now
) -> DraftPublished:
    """Make the draft the next version of the course. Who is learning stays in theirs."""
    return await apart.run(checking.publish, actor, slug, quiz, wish, now=now)
