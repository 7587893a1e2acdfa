"""Shapes of assessment at the HTTP edge, and of the pages made from them.

``html``, ``explanation``, ``key``, ``feedback`` and ``answer`` are sanitised HTML.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, JsonValue

State = Literal["open", "submitted", "closed"]


class QuestionResult(BaseModel):
    """``score`` of ``max``, both in ten-thousandths of a point. The rest as the quiz allows."""

    score: int
    max: int
    correct: bool
    answer: str | None  # what was handed in, in words; None: nothing was
    key: str | None  # what would have been right, in words
    explanation: str | None
    feedback: str | None  # on the options chosen


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


class AttemptRead(BaseModel):
    """An attempt as its owner sees it. Scores in basis points: 7000 is 70 %.

    ``late``: answers on record that were not part of what was handed in.
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
    explanations: Literal["after_close", "after_pass", "never"]
    questions: list[QuestionRead]
    late: int
    score: int | None
    passed: bool | None
    chances_left: int | None
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


class QuizStanding(BaseModel):
    """Where a learner stands at a quiz, for its cover. ``open``: link of the running attempt."""

    open: str | None
    chances_left: int | None
    best_score: int | None
    passed: bool
    attempts: list[AttemptSummary]
