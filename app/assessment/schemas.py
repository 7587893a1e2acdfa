"""Shapes of assessment at the HTTP edge, and of the pages made from them.

``html``, ``explanation``, ``key``, ``feedback`` and ``answer`` are sanitised HTML.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from app.assessment.quiz import Asked, Layout, ReviewTime
from app.assessment.timing import OfflinePolicy
from app.kit.text import CleanLine, CleanText

State = Literal["open", "submitted", "marking", "closed"]


class GivenLevel(BaseModel):
    html: str
    points: int


class CriterionResult(BaseModel):
    """A row of the rubric with the level each marker gave; ``most``: points of its best level."""

    html: str
    given: list[GivenLevel]
    most: int


class RulingRead(BaseModel):
    """Why a result is another than before. ``place``: of the question judged anew, from 1."""

    cause: Literal["late_accepted", "regraded", "marked"]
    at: datetime
    reason: str
    mode: Literal["current_key", "full_credit", "leave_out"] | None
    place: int | None
    score_before: int | None
    score: int | None
    passed_before: bool | None
    passed: bool


class QuestionResult(BaseModel):
    """``score`` of ``max``, both in ten-thousandths of a point. The rest as the quiz allows.

    ``score`` and ``correct`` None: nobody marks such a question, or the quiz does not say.
    ``left_out``: a regrade took it out of the score; ``annulled``: one gave everybody full credit,
    whatever they answered. ``rubric`` and ``comments`` are those of the
    people who marked it.
    """

    score: int | None
    max: int
    correct: bool | None
    answer: str | None  # what was handed in, in words; None: nothing was
    key: str | None  # what would have been right, in words
    explanation: str | None
    feedback: str | None  # on the options chosen
    left_out: bool
    annulled: bool
    rubric: list[CriterionResult]
    comments: list[str]  # plain text


class QuestionRead(BaseModel):
    """A question of an attempt with the answer in force: the pinned one once it is submitted.

    ``heads``: command ids of all versions nobody replaced; a new answer names them in ``replaces``.
    """

    id: str
    kind: str
    place: int
    html: str
    response: dict[str, JsonValue] | None
    flagged: bool
    command: UUID | None
    sha256: str | None
    receipt: str | None
    saved_at: datetime | None
    heads: list[UUID]
    result: QuestionResult | None


class QuizTiming(BaseModel):
    """What a quiz demands of time and of starts without a network; ``words`` say it to people."""

    policy: OfflinePolicy
    allowed: Annotated[bool, Field(description="Whether it may be started without a network")]
    time_limit_minutes: int | None
    grace_seconds: int
    reach_within_hours: int | None
    words: str


class PermitTimesRead(BaseModel):
    issued_at: datetime
    expires_at: datetime


class DeviceMoment(BaseModel):
    """When something happened by the device's clock, corrected, and when we received it."""

    device: str
    seq: int
    occurred_at: datetime
    corrected_at: datetime
    received_at: datetime
    permit: PermitTimesRead | None = None


class JudgementRead(BaseModel):
    """What the time rule said, and on what. A device's clock is no proof."""

    verdict: Literal["on_time", "within_grace", "late"]
    reason: str
    words: str
    elapsed_seconds: int | None
    device_elapsed_seconds: int | None
    missing: Annotated[int, Field(description="Commands of the device that never came")]
    clocks_disagree: bool
    started: DeviceMoment | None
    submitted: DeviceMoment | None
    accepted_at: datetime | None
    accepted_reason: str | None


class AttemptRead(BaseModel):
    """An attempt as its owner sees it. Scores in basis points: 7000 is 70 %.

    ``late``: answers on record that were not part of what was handed in. ``awaiting``: responses
    that a person has yet to mark.
    """

    id: UUID
    enrolment: UUID
    activity: UUID
    course: str
    title: str
    chance: int
    state: State
    started_at: datetime
    submitted_at: datetime | None
    closed_at: datetime | None
    pass_mark: int
    layout: Layout
    explanations: ReviewTime
    marks_shown: bool
    gone_through: Annotated[bool, Field(description="Whether the result shows the questions")]
    questions: list[QuestionRead]
    late: int
    awaiting: int
    score: int | None
    passed: bool | None
    chances_left: int | None
    timing: QuizTiming
    deadline: datetime | None
    judgement: JudgementRead | None
    rulings: list[RulingRead]
    link_course: str
    link_cover: str
    now: datetime


class AttemptSummary(BaseModel):
    id: UUID
    chance: int
    state: State
    started_at: datetime
    submitted_at: datetime | None
    score: int | None
    passed: bool | None
    link: str


class WindowState(BaseModel):
    """When the quiz may be taken by this learner, and whether that is now."""

    opens_at: datetime | None
    closes_at: datetime | None
    state: Literal["before", "open", "after"]


class QuizStanding(BaseModel):
    """Where a learner stands at a quiz, for its cover. ``open``: link of the running attempt.

    ``chances`` and ``timing`` are this learner's, with what was granted to them.
    """

    open: str | None
    chances_left: int | None
    chances: int | None
    extra_chances: int
    extra_time_percent: int
    timing: QuizTiming
    window: WindowState | None
    best_score: int | None
    passed: bool
    attempts: list[AttemptSummary]


class PermitsAsked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    course: Annotated[CleanText, Field(max_length=80, description="Slug of the course")]


class PermitRead(BaseModel):
    """Leave to begin (``fresh``) or to go on with (``open``) an attempt without a network.

    The same on every device. ``asked`` is the draw and the order of this attempt.
    """

    attempt: UUID
    enrolment: UUID
    activity: UUID
    publication: str
    chance: int
    seed: str
    asked: list[Asked]
    policy: OfflinePolicy
    time_limit_minutes: int | None
    grace_seconds: int
    reach_within_hours: int | None
    issued_at: datetime
    expires_at: datetime
    state: Literal["fresh", "open"]
    started_at: datetime | None
    token: str


class PermitRefused(BaseModel):
    activity: UUID
    reason: Literal["not-allowed", "no-chances-left", "not-open-yet", "window-closed"]


class PermitsRead(BaseModel):
    received_at: datetime
    permits: list[PermitRead]
    refused: list[PermitRefused]


class LateAccept(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: Annotated[CleanLine, Field(min_length=3, max_length=500)]


class LateAccepted(BaseModel):
    """An attempt whose late answers count by a trainer's act."""

    attempt: UUID
    score: Annotated[int | None, Field(description="Basis points; null: nothing carries points")]
    passed: bool
    accepted_at: datetime
