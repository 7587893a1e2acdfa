"""Shapes of the gradebook at the HTTP edge. Scores are basis points, 0 to 10000."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.gradebook.grades import MAX_WEIGHT, CellState
from app.kit.text import CleanText
from app.learning.schemas import RequirementRead

LearnerState = Literal["not_begun", "under_way", "completed"]
Shown = Literal["scored", "all"]
Exempt = Literal["test_out", "excused"]
Reason = Annotated[
    CleanText, StringConstraints(strip_whitespace=True), Field(min_length=3, max_length=500)
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class GradeColumn(BaseModel):
    """An activity. ``share``: what it is of the whole grade when nobody is excused."""

    activity: UUID
    slug: str
    title: str
    kind: str
    module: int
    required: bool
    scored: bool
    has_result: bool
    weight: int
    usual_weight: int
    share: int | None
    pass_mark: int | None


class GradeCell(BaseModel):
    """Of the activity at the same place among the columns."""

    state: CellState
    score: int | None
    exempt: Exempt | None
    overridden: bool


class GradeRead(BaseModel):
    """``missing`` of ``counted`` activities have no score yet."""

    score: int | None
    missing: int
    counted: int


class GradebookRow(BaseModel):
    """``done`` of ``required`` activities are met."""

    enrolment: UUID
    name: str
    agency: str
    state: LearnerState
    done: int
    required: int
    completed_at: datetime | None
    grade: GradeRead
    cells: list[GradeCell]


class GradebookCourse(BaseModel):
    slug: str
    title: str


class GradebookEntry(BaseModel):
    """A course whose grades the actor reads; ``learners``: those of them in their hands."""

    slug: str
    title: str
    learners: int
    completed: int


class GradebookRead(BaseModel):
    """A page of learners by name. ``learners``, ``completed``: of the filter; on the first page."""

    course: GradebookCourse
    may_weigh: bool
    columns: list[GradeColumn]
    learners: int | None
    completed: int | None
    items: list[GradebookRow]
    next: str | None


class GradebookAgency(BaseModel):
    """``depth`` 1: the top of what the reader sees."""

    id: UUID
    name: str
    depth: int


class WeightSet(_Body):
    """``weight`` null: the usual again."""

    activity: Annotated[CleanText, Field(max_length=80)]
    weight: Annotated[int | None, Field(ge=0, le=MAX_WEIGHT)]


class WeightsSet(_Body):
    weights: Annotated[list[WeightSet], Field(min_length=1, max_length=200)]


class WeightsRead(BaseModel):
    columns: list[GradeColumn]


class ActRead(BaseModel):
    """What staff did, the first one first."""

    number: int
    kind: Literal["excused", "excuse_withdrawn", "overridden", "override_withdrawn"]
    score: int | None
    passed: bool | None
    reason: str
    by: str
    at: datetime


class ReportRead(BaseModel):
    """What was reported. ``source``: the how-manieth attempt; ``again``: it had another before."""

    source: int
    again: bool
    state: Literal["waiting", "not_passed", "passed"]
    score: int | None
    at: datetime


class ResultRead(BaseModel):
    state: Literal["waiting", "not_passed", "passed"]
    score: int | None


class CellDetail(BaseModel):
    """One learner in one activity. ``otherwise``: what would count without the override in force.

    ``last_act``: to be sent back with a change, so that nobody overwrites what they did not see.
    """

    enrolment: UUID
    name: str
    agency: str
    activity: UUID
    title: str
    kind: str
    pass_mark: int | None
    cell: GradeCell
    otherwise: ResultRead | None
    may_excuse: bool
    may_override: bool
    last_act: int
    acts: list[ActRead]
    reports: list[ReportRead]


class GradeChange(_Body):
    """``last_act``: of the detail that was looked at; 0 if nothing had been done."""

    reason: Reason
    last_act: Annotated[int, Field(ge=0, le=1_000_000)]


class GradeOverride(GradeChange):
    """A score where the activity has one, else whether it is passed."""

    score: Annotated[int | None, Field(ge=0, le=10_000)] = None
    passed: bool | None = None


class OwnGradeRead(BaseModel):
    """``otherwise``: what the learner's own work came to, where staff set the result."""

    activity: UUID
    title: str
    kind: str
    link: str
    pass_mark: int | None
    weight: int
    share: int | None
    cell: GradeCell
    excused_why: str | None
    overridden_why: str | None
    overridden_at: datetime | None
    otherwise: ResultRead | None


class OwnGrades(BaseModel):
    """A learner's grades in a course: what counts, and what is still missing for completion."""

    course: GradebookCourse
    state: LearnerState
    grade: GradeRead
    items: list[OwnGradeRead]
    missing: list[RequirementRead]
