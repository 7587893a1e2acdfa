"""Shapes of the studio at the HTTP edge."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from app.catalogue.models import CourseOrigin
from app.catalogue.statuses import CourseStatus
from app.kit.file_values import writable
from app.kit.text import CleanLine

QuizFile = Annotated[
    dict[str, JsonValue],
    AfterValidator(writable),
    Field(description="The quiz as an author would write it in <quiz>.yaml"),
]
Revision = Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)]


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


class NamedItem(BaseModel):
    slug: str
    title: str


class BankChoice(BaseModel):
    """A bank you may draw from, with how many questions it has."""

    slug: str
    title: str
    questions: int


class DraftRead(BaseModel):
    """A quiz on its desk. ``revision`` 0: there is no draft, and ``source`` is what is published.

    ``based_on`` and ``current`` are versions of the course; ``outdated``: the quiz itself was
    published in another form since the draft was begun. ``learners``: who would stay in the
    version they are in.
    """

    course: NamedItem
    quiz: NamedItem
    source: dict[str, Any]
    published: dict[str, Any]
    revision: int
    saved_by: str | None
    saved_at: datetime | None
    based_on: int
    current: int
    outdated: bool
    learners: int
    modules: list[NamedItem]
    quizzes: list[NamedItem]
    banks: list[BankChoice]


class DraftSave(BaseModel):
    """``revision``: the one this was written over, 0 for a first saving; ``over``: the version of
    the course that the editor compares with.
    """

    model_config = ConfigDict(extra="forbid")

    revision: Revision
    over: Revision
    source: QuizFile


class DraftSaved(BaseModel):
    revision: int
    saved_at: datetime


class Theirs(BaseModel):
    """What somebody else saved meanwhile; it travels with the problem ``quiz-draft-changed``."""

    source: dict[str, Any] | None
    revision: int
    by: str | None
    at: datetime | None


class DraftFinding(BaseModel):
    """``field`` as ``draw.0.count``, or ``question`` as ``bank.question``; neither: the course."""

    field: str | None
    question: str | None
    code: str
    what: str
    instead: str


class BlueprintCell(BaseModel):
    competency: str
    difficulty: str
    count: int


class BankFacets(BaseModel):
    """What the questions of a bank in use can be filtered by."""

    slug: str
    questions: int
    competencies: list[str]
    tags: list[str]


class BankChangeRead(BaseModel):
    """How a bank differs from what is published of it."""

    bank: str
    added: int
    changed: int
    removed: int


class DifferenceRead(BaseModel):
    """A field that differs from what is published; null where it is left out."""

    field: str
    before: JsonValue
    after: JsonValue


class DraftCheck(BaseModel):
    """What the rules say of a draft and what publishing it would change.

    ``found``: by row of ``draw``, how many questions it may ask; ``cells``: what every attempt
    has; ``undecided``: questions of which the draw decides. ``also``: other activities that the
    banks' changes would renew.
    """

    revision: int
    findings: list[DraftFinding]
    asked: int
    found: list[int]
    cells: list[BlueprintCell]
    undecided: int
    facets: list[BankFacets]
    differences: list[DifferenceRead]
    bank_changes: list[BankChangeRead]
    also: list[str]


class DraftPublish(BaseModel):
    model_config = ConfigDict(extra="forbid")

    revision: Revision
    note: Annotated[CleanLine, Field(min_length=3, max_length=500)]


class DraftPublished(BaseModel):
    """``learners``: how many are learning now and stay in their version until they move."""

    version: int
    learners: int
