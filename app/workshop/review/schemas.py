"""Shapes of reviewing and publishing drafts at the HTTP edge."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from app.kit.text import CleanLine, CleanText
from app.workshop.models import DraftState
from app.workshop.review.models import ReviewAct
from app.workshop.schemas import DraftAudience

Revision = Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
Said = Annotated[CleanText, StringConstraints(strip_whitespace=True)]
Note = Annotated[Said, Field(max_length=500)]
Reason = Annotated[Said, Field(min_length=3, max_length=500)]
FilePath = Annotated[CleanLine, Field(min_length=1, max_length=400)]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class StepWish(_Sent):
    """A step of the review. ``revision``: the draft's, as it was looked at."""

    revision: Revision
    note: Note = ""


class PublishWish(_Sent):
    """``note``: what changed, for colleagues. ``at``: publish then instead of now.

    ``reason``: why an admin publishes what nobody has approved.
    """

    revision: Revision
    note: Reason
    at: Annotated[AwareDatetime | None, Field(strict=False)] = None
    reason: Reason | None = None


class ShelveWish(_Sent):
    """Why the course is taken away from new learners, or put back."""

    note: Reason


class CourseSharingWish(_Sent):
    """``audience``: the agency that sees the course with all below it; null: everyone."""

    audience: Annotated[UUID | None, Field(strict=False)]


class CourseSharing(BaseModel):
    """Who sees the course, or will once it is ``published``. ``audience`` null: everyone.

    ``learners`` are in progress and go on whoever sees it. ``choices``: to whom you may give it.
    """

    audience: DraftAudience | None
    published: bool
    learners: int
    choices: list[DraftAudience]
    may_change: bool


class CourseDraftPublished(BaseModel):
    """``version`` null: it will be published ``at``. ``learners`` are in progress and stay in
    their version until they choose the new one."""

    version: int | None
    at: AwareDatetime
    learners: int


class ReviewStepRead(BaseModel):
    act: ReviewAct
    revision: int
    version: int | None
    note: str
    by: str
    by_you: bool
    at: AwareDatetime


class ReviewRights(BaseModel):
    """What you may do now. ``judge``: approve or return."""

    ask: bool
    withdraw: bool
    judge: bool
    publish: bool
    publish_unreviewed: bool
    shelve: bool


class PublishScheduleRead(BaseModel):
    """``stale``: the draft has changed since, so it will not be published then.

    ``failure``: slug of the problem that stood in the way at that time.
    """

    at: AwareDatetime
    note: str
    by: str
    stale: bool
    failure: str | None


class PublishedRead(BaseModel):
    """``shelved``: new learners do not see the course."""

    version: int
    at: AwareDatetime
    by: str | None
    note: str | None
    shelved: bool
    learners: int


class ChangedFile(BaseModel):
    """A file that differs from what is published; ``new`` and ``gone`` count lines of a text.

    ``title``: what it is called; of a bank's file the title of the quiz that asks from it.
    """

    path: str
    kind: Literal["added", "changed", "removed"]
    title: str | None
    text: bool
    new: int
    gone: int


class ReviewRead(BaseModel):
    """Where a draft stands on its way to learners.

    ``unwritten``: files in which a template's request to write something still stands.
    """

    id: UUID
    slug: str
    title: str
    state: DraftState
    revision: int
    current: int | None
    outdated: bool
    rights: ReviewRights
    steps: list[ReviewStepRead]
    open_comments: int
    changed: list[ChangedFile]
    unwritten: list[str]
    schedule: PublishScheduleRead | None
    published: PublishedRead | None


class DifferenceLine(BaseModel):
    """``skip``: ``text`` lines were left out here."""

    how: Literal["same", "new", "gone", "skip"]
    text: str
    before: int | None
    after: int | None


class FileDifferences(BaseModel):
    path: str
    revision: int
    lines: list[DifferenceLine]


class PageBlock(BaseModel):
    """A block of a page: its ``id`` in the HTML and the line of the file at which it begins."""

    id: str
    line: int
    changed: bool


class LessonPage(BaseModel):
    """A lesson as the compiler renders it. ``html`` null: it has to be mended before.

    ``changed`` of a block: it differs from what is published; false in a lesson that is new.
    """

    path: str
    revision: int
    html: str | None
    blocks: list[PageBlock]


class CommentWish(_Sent):
    """A remark on a line, a file or (no ``path``) the course; or a reply in a ``thread``."""

    body: Annotated[Said, Field(min_length=1, max_length=4000)]
    path: FilePath | None = None
    line: Annotated[int, Field(ge=1, le=100_000)] | None = None
    quote: Annotated[CleanText, Field(max_length=400)] = ""
    thread: Annotated[UUID | None, Field(strict=False)] = None


class CommentReply(BaseModel):
    id: UUID
    body: str
    by: str
    by_you: bool
    at: AwareDatetime


class CommentThread(BaseModel):
    """``line``: where it stood when it was written; ``line_now``: where its text stands now."""

    id: UUID
    path: str | None
    line: int | None
    line_now: int | None
    quote: str
    body: str
    by: str
    by_you: bool
    at: AwareDatetime
    revision: int
    resolved_by: str | None
    resolved_at: AwareDatetime | None
    replies: list[CommentReply]
