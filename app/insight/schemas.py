"""Shapes of insight at the HTTP edge."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

LearnerStanding = Literal["stuck", "active", "done"]


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


class ProgressAgency(BaseModel):
    id: UUID
    name: str
    learners: int
    begun: int
    completed: int
    stuck: int


class CourseProgress(BaseModel):
    """``stuck``: active learners who have not moved for ``days`` days, begun or not.

    ``minutes_median`` is the sum of the activities' medians, ``minutes_planned`` what the course
    says for the same activities; both 0 while nothing is measured. ``days_median``: from enrolling
    to completing. ``measured_at``: when opened, done, not passed and the medians were counted.
    """

    course: InsightCourse
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
    activities: list[ProgressActivity]
    agencies: list[ProgressAgency]
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
