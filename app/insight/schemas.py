"""Shapes of insight at the HTTP edge."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.kit.text import CleanLine, CleanText

LearnerStanding = Literal["stuck", "active", "done"]
Kind = Literal["wrong", "outdated", "unclear", "broken", "other"]
Settled = Literal["open", "answered", "closed"]
MAX_WORDS = 1000


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class InsightCourse(BaseModel):
    id: UUID
    slug: str
    title: str
    version: int


class ProgressActivity(BaseModel):
    """One activity of the current version, in the course's order.

    ``minutes_median``: from opening to marking done, of those who did both in one sitting.
    ``here``: active learners whose last step was in it; ``here_stuck``: those that stand still.
    """

    activity: UUID
    slug: str
    title: str
    kind: str
    module: int
    module_title: str
    required: bool
    minutes: int
    opened: int
    done: int
    not_passed: int
    minutes_median: int | None
    here: int
    here_stuck: int


class ProgressStop(BaseModel):
    """Where the most of a unit's learners stand still: how many."""

    slug: str
    title: str
    stuck: int


class ProgressAgency(BaseModel):
    """One unit's own learners. The medians as in ``CourseProgress``, of this unit's people."""

    id: UUID
    name: str
    learners: int
    begun: int
    completed: int
    stuck: int
    minutes_median: int
    minutes_planned: int
    days_median: int | None
    stop: ProgressStop | None


class SmallAgencies(BaseModel):
    """Units with fewer than ``least`` learners, told together, and if they are still fewer, with
    the next smallest; to those who administer their people each is told by itself.
    """

    least: int
    agencies: int
    learners: int
    begun: int
    completed: int
    stuck: int


class CourseProgress(BaseModel):
    """``teaches``: the asker works on the course, and may write to its learners.

    ``stuck``: active learners who have not moved for ``days`` days, begun or not.

    ``minutes_median`` is the sum of the activities' medians, ``minutes_planned`` what the course
    says for the same activities; both 0 while nothing is measured. ``days_median``: from enrolling
    to completing. ``measured_at``: when opened, done, not passed and the medians were counted.
    ``few``: no medians, since they would be single people's. ``small``: see ``SmallAgencies``.
    """

    course: InsightCourse
    teaches: bool
    days: int
    learners: int
    begun: int
    completed: int
    stuck: int
    stuck_not_begun: int
    days_median: int | None
    minutes_median: int
    minutes_planned: int
    measured_at: datetime
    few: bool
    activities: list[ProgressActivity]
    agencies: list[ProgressAgency]
    small: SmallAgencies | None
    more_agencies: int


class LastStep(BaseModel):
    slug: str
    title: str


class ProgressLearner(BaseModel):
    """``done`` of ``required`` activities are met; ``days``: whole days since the last step."""

    enrolment: UUID
    name: str
    agency: str
    standing: LearnerStanding
    begun: bool
    done: int
    required: int
    last: LastStep | None
    moved_at: datetime
    days: int
    completed_at: datetime | None


class ProgressLearners(BaseModel):
    items: list[ProgressLearner]
    next: str | None


class RatingGiven(_Body):
    """``words`` are optional."""

    stars: Annotated[int, Field(ge=1, le=5)]
    words: Annotated[
        CleanText, StringConstraints(strip_whitespace=True), Field(max_length=MAX_WORDS)
    ] = ""


class RatingRead(BaseModel):
    stars: int
    words: str
    at: datetime


class OwnRating(BaseModel):
    """``version``: the one the learner takes; ``rating``: theirs of that version."""

    course: InsightCourse
    version: int
    rating: RatingRead | None


class RatedVersion(BaseModel):
    """``mean`` (1 to 5) and ``spread`` (how many gave 1, 2, … 5) are told from ``least`` on."""

    version: int
    ratings: int
    mean: float | None
    spread: list[int] | None


class SaidRating(BaseModel):
    """Nobody's name and no date: people say more when it is theirs to sign."""

    stars: int
    words: str
    version: int


class CourseRatings(BaseModel):
    """``versions``: on the first page; the newest first."""

    course: InsightCourse
    least: int
    versions: list[RatedVersion]
    items: list[SaidRating]
    next: str | None


class ReportGiven(_Body):
    """``block``: the passage's anchor (b1, b2, …); null: the whole activity."""

    block: Annotated[CleanLine, Field(max_length=120)] | None = None
    kind: Kind
    words: Annotated[
        CleanText, StringConstraints(strip_whitespace=True), Field(min_length=5, max_length=2000)
    ]


class OwnReport(BaseModel):
    id: UUID
    activity: str
    title: str
    quote: str
    kind: Kind
    words: str
    at: datetime
    state: Settled
    answer: str | None
    settled_at: datetime | None


class ContentReportRead(BaseModel):
    """``changed``: the current version has another passage there, or has it no more.
    ``language``: the one it was read in.

    ``module``, ``slug``: where it is in the current version; null if it is gone.
    """

    id: UUID
    activity: UUID
    module: str | None
    slug: str | None
    title: str
    activity_kind: str
    block: str | None
    language: Literal["id", "en"]
    quote: str
    changed: bool
    kind: Kind
    words: str
    by: str
    at: datetime
    version: int
    state: Settled
    answer: str | None
    settled_by: str | None
    settled_at: datetime | None


class ReportCounts(BaseModel):
    open: int
    answered: int
    closed: int


class CourseReports(BaseModel):
    course: InsightCourse
    counts: ReportCounts
    items: list[ContentReportRead]
    next: str | None


class ReportAnswer(_Body):
    """What the reporter is told."""

    answer: Annotated[
        CleanText, StringConstraints(strip_whitespace=True), Field(min_length=3, max_length=2000)
    ]


class ReportsAnswer(ReportAnswer):
    """The same answer to several reporters."""

    # JSON has no UUIDs: of these alone, text is taken.
    reports: Annotated[
        list[Annotated[UUID, Field(strict=False)]], Field(min_length=1, max_length=50)
    ]


class ReportsAnswered(BaseModel):
    """How many were told; the others had been settled meanwhile."""

    answered: int


class CourseWaiting(BaseModel):
    """What waits in a course you teach: open reports, learners who have not moved for ``days``
    days, ratings given within them.
    """

    course: UUID
    days: int
    reports: int
    stuck: int
    ratings: int


class CourseStanding(BaseModel):
    """How your people, or all learners of a course you teach, get on in a course."""

    slug: str
    title: str
    learners: int
    begun: int
    completed: int
    stuck: int
