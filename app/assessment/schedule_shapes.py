"""Shapes of schedules and accommodations at the HTTP edge. Never a NIP."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from app.kit.text import CleanLine

MAX_EXTRA_TIME_PERCENT = 300
MAX_EXTRA_CHANCES = 10


def _schedulable(moment: datetime) -> datetime:
    """Within a lifetime of today, to the second: what a device is told and what is judged agree."""
    if not 2000 <= moment.year < 2200:
        raise ValueError("Must lie between 2000 and 2200")
    return moment.replace(microsecond=0)


Moment = Annotated[AwareDatetime, AfterValidator(_schedulable)]


class WindowRead(BaseModel):
    """``agency`` None: for everybody below no nearer one. ``state``: as of now."""

    agency: UUID | None
    agency_name: str | None
    opens_at: datetime | None
    closes_at: datetime | None
    state: Literal["before", "open", "after"]
    changed_by: str
    changed_at: datetime


class AgencyChoice(BaseModel):
    """An agency of the course's learners, or one above them; ``depth`` 1 is the root."""

    id: UUID
    name: str
    depth: int


class ScheduleRead(BaseModel):
    """The windows of a quiz, and what of its own rules they bear on.

    ``offline``: it may be started without a network. ``time_trusted``: devices may tell the time.
    """

    course: str
    course_title: str
    activity: str
    title: str
    time_limit_minutes: int | None
    grace_minutes: int
    chances: int | None
    offline: bool
    time_trusted: bool
    windows: list[WindowRead]
    agencies: list[AgencyChoice]
    time_zone: Annotated[str, Field(description="IANA zone of the reader's agency")]
    now: datetime


class WindowSet(BaseModel):
    """One bound at least; the window ends after it opens."""

    model_config = ConfigDict(extra="forbid")

    agency: UUID | None = None
    opens_at: Moment | None = None
    closes_at: Moment | None = None


class WindowChanged(BaseModel):
    """``prolonged``: attempts that are running and now have more time."""

    schedule: ScheduleRead
    prolonged: int


class AccommodationRead(BaseModel):
    """``activity`` None: at every quiz of the course."""

    id: UUID
    person: UUID
    name: str
    agency_name: str
    activity: str | None
    activity_title: str | None
    extra_time_percent: int
    extra_chances: int
    reason: str
    granted_by: str
    granted_at: datetime


class AccommodationGrant(BaseModel):
    """More time or more chances, or both. ``activity``: a quiz's slug; None: all quizzes."""

    model_config = ConfigDict(extra="forbid")

    person: UUID
    activity: Annotated[CleanLine, Field(max_length=80)] | None = None
    extra_time_percent: Annotated[int, Field(strict=True, ge=0, le=MAX_EXTRA_TIME_PERCENT)] = 0
    extra_chances: Annotated[int, Field(strict=True, ge=0, le=MAX_EXTRA_CHANCES)] = 0
    reason: Annotated[CleanLine, Field(min_length=3, max_length=500)]


class LearnerChoice(BaseModel):
    id: UUID
    name: str
    agency_name: str
