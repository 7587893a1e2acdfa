"""Shapes of marking, regrades and late answers at the HTTP edge.

``html``, ``response``, ``model_answer`` and their like are sanitised HTML. Scores are basis points:
7000 is 70 %. None of these shapes has a place for a NIP, nor for the id of an attempt that must not
be known to be somebody's.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.assessment.models import RegradeMode
from app.kit.text import CleanLine, CleanText

MAX_COMMENT = 2_000

_Id = Annotated[str, StringConstraints(max_length=40)]
Levels = Annotated[dict[Annotated[CleanText, _Id], Annotated[CleanText, _Id]], Field(max_length=10)]
Comment = Annotated[CleanText, Field(max_length=MAX_COMMENT)]
Why = Annotated[CleanLine, Field(min_length=3, max_length=500)]
Revision = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


class Named(BaseModel):
    slug: str
    title: str


class Answerer(BaseModel):
    """Who answered. ``name`` and ``unit`` are null while marking is anonymous; then ``alias``."""

    name: str | None
    unit: str | None
    alias: str | None


class QueuedRead(BaseModel):
    """``busy``: name of a colleague who is at it. ``begun``: you have a draft of it."""

    id: UUID
    course: Named
    quiz: Named
    question: str
    stem: str  # text alone
    who: Answerer
    waiting_since: datetime
    markers: int
    state: Literal["waiting", "third", "settled", "dropped"]
    begun: bool
    busy: str | None


class GroupRead(BaseModel):
    """``waiting``: responses to this question that wait for you; ``done``: those you marked."""

    course: Named
    quiz: Named
    activity: UUID
    question: str
    stem: str
    waiting: int
    done: int
    first: Annotated[UUID | None, Field(description="The response to begin with")]


class LevelRead(BaseModel):
    id: str
    html: str
    points: int


class CriterionRead(BaseModel):
    id: str
    html: str
    levels: list[LevelRead]


class OwnMarks(BaseModel):
    levels: dict[str, str]
    comment: str
    revision: int
    given: bool


class GivenMarks(BaseModel):
    """What a marker gave. ``counts``: the credit came of it; ``credit`` in basis points."""

    marker: str
    levels: dict[str, str]
    comment: str
    credit: int
    counts: bool


class ProgressRead(BaseModel):
    waiting: int
    done: int


class TaskRead(BaseModel):
    """A response to mark. ``given``: everybody's marks, once the round is settled."""

    id: UUID
    course: Named
    quiz: Named
    activity: UUID
    question: str
    html: str
    points: int
    rubric: list[CriterionRead]
    model_answer: str | None
    response: str
    words: int
    word_bounds: list[int]
    who: Answerer
    waiting_since: datetime
    markers: int
    state: Literal["waiting", "third", "settled", "dropped"]
    busy: str | None
    mine: OwnMarks | None
    given: list[GivenMarks]
    credit: int | None
    progress: ProgressRead
    next: UUID | None


class DraftKeep(BaseModel):
    model_config = ConfigDict(extra="forbid")

    levels: Levels
    comment: Comment
    revision: Revision


class DraftKept(BaseModel):
    revision: int


class MarksGive(BaseModel):
    model_config = ConfigDict(extra="forbid")

    levels: Levels
    comment: Comment


class MarksGiven(BaseModel):
    """``next``: the following response of the same question that waits for you."""

    state: Literal["waiting", "third", "settled", "dropped"]
    credit: int | None
    next: UUID | None


class MarkAnew(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: Why


class RegradableQuestion(BaseModel):
    id: str
    kind: str
    stem: str
    points: int
    html: str
    key: str


class RegradeRead(BaseModel):
    """``done`` of ``attempts`` are judged; null ``finished_at``: the job is at it."""

    id: UUID
    question: str
    stem: str
    mode: RegradeMode
    reason: str
    by: str
    at: datetime
    attempts: int
    done: int
    finished_at: datetime | None


class RegradeDesk(BaseModel):
    course: Named
    quiz: Named
    version: int
    questions: list[RegradableQuestion]
    regrades: list[RegradeRead]


class RegradeCounts(BaseModel):
    """Closed attempts that asked the question. ``incomparable``: their version of it differs so
    much that the key says nothing about them; they stay as they are.
    """

    attempts: int
    changed: int
    better: int
    worse: int
    newly_passed: int
    no_longer_passed: int
    incomparable: int
    marking: Annotated[int, Field(description="Attempts that still wait for marks")]


class RegradeRow(BaseModel):
    attempt: UUID
    name: str
    unit: str
    chance: int
    score_before: int | None
    score: int | None
    passed_before: bool
    passed: bool


class RegradePreview(BaseModel):
    """``basis`` goes back with the order, so that what happens is what was shown."""

    basis: str
    counts: RegradeCounts
    key: str | None
    items: list[RegradeRow]
    next: str | None


class RegradeOrder(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: Annotated[CleanText, Field(max_length=170)]
    mode: RegradeMode
    reason: Why
    basis: Annotated[CleanText, Field(max_length=40)]


class LateRow(BaseModel):
    """``score`` as it stands; ``words``: what the time rule said."""

    attempt: UUID
    course: Named
    quiz: Named
    name: str
    unit: str
    chance: int
    closed_at: datetime
    score: int | None
    passed: bool | None
    words: str


class LateEntry(BaseModel):
    """What a device said it did, and when we received it. ``place``: of the question, from 1."""

    kind: str
    place: int | None
    device: str
    seq: int
    occurred_at: datetime
    received_at: datetime
    refused: str | None


class LateEvidence(BaseModel):
    """``counted``, ``arrived``: how many answers count as it stands, and would if accepted."""

    row: LateRow
    started_at: datetime
    submitted_at: datetime | None
    time_limit_minutes: int | None
    elapsed_seconds: int | None
    device_elapsed_seconds: int | None
    missing: int
    clocks_disagree: bool
    counted: int
    arrived: int
    questions: int
    score_if_accepted: int | None
    passed_if_accepted: bool
    must_mark: Annotated[int, Field(description="Responses that people would have to mark")]
    entries: list[LateEntry]
