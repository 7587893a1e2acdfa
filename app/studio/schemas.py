"""Shapes of the studio at the HTTP edge."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from app.catalogue.models import CourseOrigin
from app.catalogue.statuses import CourseStatus


class LearnerCounts(BaseModel):
    """``earlier``: of the active ones, those who learn in an earlier version."""

    active: int
    completed: int
    earlier: int


class AttemptCounts(BaseModel):
    """``marking``: handed in and waiting for a person's marks; ``learners``: who ever began."""

    open: int
    marking: int
    closed: int
    learners: int


class TaughtCourse(BaseModel):
    """A course you work on. ``marking``: attempts that wait for marks; ``drafts``: unpublished."""

    id: UUID
    slug: str
    title: str
    status: CourseStatus
    origin: CourseOrigin
    version: int
    published_at: datetime
    jp: int
    learners: LearnerCounts
    quizzes: int
    drafts: int
    marking: int


class DraftMark(BaseModel):
    """That a draft is there: who saved it last, and when."""

    by: str
    at: datetime


class TaughtQuiz(BaseModel):
    """What the hub says of a quiz. ``pass_mark`` in percent; ``chances`` null: unlimited.

    ``banks``: how many banks its questions come from; ``drawn``: attempts differ.
    """

    questions: int
    banks: int
    drawn: bool
    pass_mark: int
    chances: int | None
    time_limit: int | None
    attempts: AttemptCounts
    draft: DraftMark | None


class TaughtActivity(BaseModel):
    """``quiz`` is there for quizzes alone."""

    id: UUID
    slug: str
    kind: str
    title: str
    minutes: int
    required: bool
    quiz: TaughtQuiz | None


class TaughtModule(BaseModel):
    slug: str
    title: str
    activities: list[TaughtActivity]


class TaughtCourseDetail(BaseModel):
    """The hub of one course. ``note``: what changed with this version, in its editor's words."""

    id: UUID
    slug: str
    title: str
    status: CourseStatus
    origin: CourseOrigin
    version: int
    published_at: datetime
    published_by: str | None
    note: str | None
    jp: int
    minutes: int
    learners: LearnerCounts
    modules: list[TaughtModule]
