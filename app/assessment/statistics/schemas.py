"""Statistics at the HTTP edge. Shares are from 0 to 1, scores in basis points."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from app.assessment.statistics.hints import Code
from app.assessment.statistics.models import Scope

# Under 10 attempts nothing is suggested, under 30 what is suggested is early.
Confidence = Literal["none", "early", "enough"]


class StatisticsHint(BaseModel):
    code: Code
    words: str


class LayoutFigures(BaseModel):
    """A plan of the quiz that attempts were drawn by."""

    id: str
    attempts: int
    latest_at: datetime
    current: bool


class ScoresRead(BaseModel):
    """``histogram``: attempts by twentieths of the score, the last holds 95 to 100 %."""

    mean: int
    median: int
    deviation: int | None
    skewness: float | None
    kurtosis: float | None
    passed: int
    histogram: list[int]


class ReliabilityRead(BaseModel):
    alpha: float
    error_ratio: float
    standard_error: int


class SlotFigures(BaseModel):
    """A place in the quiz's plan; ``effective`` null: it goes against the whole."""

    slot: str
    facility: float | None
    intended: float | None
    effective: float | None


class QuestionFigures(BaseModel):
    """Figures of one version of a question; null where there is none yet.

    ``current``: the current publication asks it. ``guess``: credit that guessing earns on average.
    """

    id: str
    kind: str
    stem: str
    competency: str
    current: bool
    version: str
    attempts: int
    confidence: Confidence
    facility: float | None
    deviation: float | None
    discrimination: float | None
    index: float | None
    efficiency: float | None
    blank: float | None
    guess: float | None
    hints: list[StatisticsHint]


class QuizStatisticsRead(BaseModel):
    """``waiting``: results that are not counted yet, at most 1000."""

    course: str
    course_title: str
    activity: str
    title: str
    scope: Scope
    layout: str | None
    layouts: list[LayoutFigures]
    attempts: int
    waiting: int
    pass_mark: int
    confidence: Confidence
    scores: ScoresRead | None
    reliability: ReliabilityRead | None
    slots: list[SlotFigures]
    questions: list[QuestionFigures]


class AnswerFigures(BaseModel):
    """``label``: HTML. ``right``: part of the key. Shares of all, and of the lower 27 %, the middle
    and the upper 27 % by score, who gave it.
    """

    answer: str
    label: str
    right: bool
    count: int
    share: float
    lower: float
    middle: float
    upper: float


class VersionFigures(BaseModel):
    version: str
    attempts: int
    latest_at: datetime
    current: bool


class QuestionStatisticsRead(BaseModel):
    """One question opened. ``answers`` is empty under five attempts; ``rare``: how many other
    answers were given, each by one person or beyond the thirty most common.
    """

    course: str
    activity: str
    title: str
    scope: Scope
    row: QuestionFigures
    html: str
    key: str
    explanation: str
    versions: list[VersionFigures]
    answers: list[AnswerFigures]
    rare: int
