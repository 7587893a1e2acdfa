"""Reviewing and publishing drafts over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from app.catalogue.errors import (
    CourseNotFound,
    CourseSlugTaken,
    PublishedMeanwhile,
    SourcesMissing,
)
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.apart import ApartFrom
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page, encode_cursor, place_after
from app.kit.problems import Invalid, Unauthenticated, Unavailable, problem_responses
from app.kit.text import CleanText
from app.workshop.errors import DraftFileNotFound, DraftNotFound
from app.workshop.review import commenting, publishing, reading, reviewing, sharing
from app.workshop.review.errors import (
    CommentNotFound,
    CourseDraftMoved,
    CourseDraftOutdated,
    CourseDraftUnchanged,
    CourseDraftUnfinished,
    OwnReview,
    PublishingRefused,
    ReviewStepRefused,
    TimeHasPassed,
    TooManyComments,
)
from app.workshop.review.models import ReviewAct
from app.workshop.review.schemas import (
    CommentThread,
    CommentWish,
    CourseDraftPublished,
    CourseSharing,
    CourseSharingWish,
    FileDifferences,
    LessonPage,
    PublishWish,
    ReviewRead,
    ShelveWish,
    StepWish,
)

router = APIRouter(prefix="/api/v1/teaching", tags=["course review"])

CourseId = Annotated[UUID, Path(alias="draft")]
Slug = Annotated[CleanText, Path(max_length=80)]
Comment = Annotated[UUID, Path()]


READ = problem_responses(
    Unauthenticated, PasswordChangeRequired, DraftNotFound, SourcesMissing, Invalid, Unavailable
)
FILE = READ | problem_responses(DraftNotFound, DraftFileNotFound)
STEP = READ | problem_responses(
    SourcesMissing,
    CourseDraftMoved,
    ReviewStepRefused,
    CourseDraftOutdated,
    CourseDraftUnfinished,
    OwnReview,
)
PUBLISH = STEP | problem_responses(
    SourcesMissing,
    CourseDraftMoved,
    ReviewStepRefused,
    CourseDraftOutdated,
    CourseDraftUnfinished,
    CourseDraftUnchanged,
    CourseSlugTaken,
    PublishedMeanwhile,
    TimeHasPassed,
    PublishingRefused,
)
SHELVE = problem_responses(
    Unauthenticated, PasswordChangeRequired, PublishingRefused, CourseNotFound, Invalid, Unavailable
)
COMMENT = READ | problem_responses(
    DraftNotFound, DraftFileNotFound, CommentNotFound, SourcesMissing, TooManyComments
)


@router.get("/drafts/{draft}/review", responses=READ)
async def read_review(draft: CourseId, actor: CurrentActor, apart: ApartFrom) -> ReviewRead:
    """Where the draft stands: its state, steps and changed files, and what you may do now."""
    return await apart.read(reading.review_of, actor, draft)


@router.get("/drafts/{draft}/review/differences", responses=FILE)
async def read_differences(
    draft: CourseId,
    actor: CurrentActor,
    apart: ApartFrom,
    path: Annotated[CleanText, Query(max_length=400)],
) -> FileDifferences:
    """One text of the draft laid over the published one."""
    return await apart.read(reading.differences_of, actor, draft, path)


@router.get("/drafts/{draft}/review/page", responses=FILE)
async def read_lesson_page(
    draft: CourseId,
    actor: CurrentActor,
    apart: ApartFrom,
    path: Annotated[CleanText, Query(max_length=400)],
) -> LessonPage:
    """One lesson as learners would see it, with the line at which each of its blocks begins."""
    return await apart.read(reading.page_of, actor, draft, path)


@router.post("/drafts/{draft}/review/ask", responses=STEP)
async def ask_for_review(
    draft: CourseId, wish: StepWish, actor: CurrentActor, apart: ApartFrom, now: Now
) -> ReviewRead:
    """Ask colleagues to review the draft. 409 ``course-draft-unfinished`` carries ``findings``."""
    await apart.run(reviewing.ask, actor, draft, wish, now=now)
    return await apart.read(reading.review_of, actor, draft)


@router.post("/drafts/{draft}/review/{step}", responses=STEP)
async def take_review_step(
    draft: CourseId,
    step: Literal["withdraw", "approve", "return"],
    wish: StepWish,
    actor: CurrentActor,
    apart: ApartFrom,
    now: Now,
) -> ReviewRead:
    """Withdraw what you asked for, approve what a colleague asked for, or return it."""
    if step == "withdraw":
        await apart.write(reviewing.withdraw, actor, draft, wish, now=now)
    else:
        act = ReviewAct.APPROVED if step == "approve" else ReviewAct.RETURNED
        await apart.write(reviewing.judge, actor, draft, act, wish, now=now)
    return await apart.read(reading.review_of, actor, draft)


@router.post("/drafts/{draft}/publish", responses=PUBLISH)
async def publish_course_draft(
    draft: CourseId, wish: PublishWish, actor: CurrentActor, apart: ApartFrom, now: Now
) -> CourseDraftPublished:
    """Publish the draft as the next version, now or ``at`` a time to come.

    Who is learning stays in their version.
    """
    return await apart.run(publishing.publish, actor, draft, wish, now=now)


@router.delete(
    "/drafts/{draft}/schedule", status_code=204, response_class=Response, responses=PUBLISH
)
async def unschedule_course_draft(
    draft: CourseId, actor: CurrentActor, session: DbSession, now: Now
) -> None:
    """Do not publish at the time that was set; the draft stays as it is."""
    await publishing.unschedule(session, actor, draft, now=now)


@router.get("/drafts/{draft}/sharing", responses=READ)
async def read_sharing(draft: CourseId, actor: CurrentActor, session: ReadSession) -> CourseSharing:
    """Who sees the course: one agency with all below it, or everyone."""
    return await sharing.sharing_of(session, actor, draft)


@router.put("/drafts/{draft}/sharing", responses=READ | problem_responses(PublishingRefused))
async def share_course(
    draft: CourseId, wish: CourseSharingWish, actor: CurrentActor, session: DbSession, now: Now
) -> CourseSharing:
    """Let others see the course. Nobody who has begun it loses it."""
    return await sharing.share(session, actor, draft, wish, now=now)


@router.post(
    "/courses/{slug}/unpublish", status_code=204, response_class=Response, responses=SHELVE
)
async def unpublish_course(
    slug: Slug, wish: ShelveWish, actor: CurrentActor, session: DbSession, now: Now
) -> None:
    """Take the course away from new learners. Who is in it goes on; every record stays."""
    await publishing.shelve(session, actor, slug, wish, away=True, now=now)


@router.post(
    "/courses/{slug}/republish", status_code=204, response_class=Response, responses=SHELVE
)
async def republish_course(
    slug: Slug, wish: ShelveWish, actor: CurrentActor, session: DbSession, now: Now
) -> None:
    """Let new learners find the course again."""
    await publishing.shelve(session, actor, slug, wish, away=False, now=now)


@router.get("/drafts/{draft}/comments", responses=READ)
async def list_comments(
    draft: CourseId,
    actor: CurrentActor,
    apart: ApartFrom,
    after: After = None,
    limit: Limit = 50,
    is_open: Annotated[bool | None, Query(alias="open")] = None,
) -> Page[CommentThread]:
    """Threads in the order in which they were begun; ``open``: only those (not) resolved."""
    threads = await apart.read(
        commenting.comments_of,
        actor,
        draft,
        after=place_after(after, UUID),
        limit=limit + 1,
        is_open=is_open,
    )
    more = len(threads) > limit
    return Page(
        items=threads[:limit],
        next=encode_cursor([str(threads[limit - 1].id)]) if more else None,
    )


@router.post("/drafts/{draft}/comments", status_code=201, responses=COMMENT)
async def write_comment(
    draft: CourseId, wish: CommentWish, actor: CurrentActor, apart: ApartFrom, now: Now
) -> CommentThread:
    """Remark on a line, a file or the course, or reply in a thread; the thread comes back."""
    return await apart.write(commenting.comment, actor, draft, wish, now=now)


@router.post("/drafts/{draft}/comments/{comment}/resolve", responses=COMMENT)
async def resolve_comment(
    draft: CourseId, comment: Comment, actor: CurrentActor, apart: ApartFrom, now: Now
) -> CommentThread:
    """Call the thread done."""
    return await apart.write(commenting.resolve, actor, draft, comment, away=True, now=now)


@router.post("/drafts/{draft}/comments/{comment}/reopen", responses=COMMENT)
async def reopen_comment(
    draft: CourseId, comment: Comment, actor: CurrentActor, apart: ApartFrom, now: Now
) -> CommentThread:
    """Open the thread again."""
    return await apart.write(commenting.resolve, actor, draft, comment, away=False, now=now)
