"""What one learner may do at one quiz: the window that holds for them, more time, more chances.

Pure. A schedule and an accommodation change what the quiz itself says; everything that begins,
judges or tells an attempt asks here and never the quiz alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from app.assessment.timing import Terms

WindowState = Literal["before", "open", "after"]
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Window:
    """When a quiz may be taken; None: no bound on that side. Both ends belong to it."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None

    def state(self, now: datetime) -> WindowState:
        if self.opens_at is not None and now < self.opens_at:
            return "before"
        return "after" if self.closes_at is not None and now > self.closes_at else "open"

    @property
    def is_bounded(self) -> bool:
        return not (self.opens_at is None and self.closes_at is None)


ALWAYS = Window()


@dataclass(frozen=True, slots=True)
class Allowance:
    window: Window = ALWAYS
    extra_time_percent: int = 0
    extra_chances: int = 0

    def chances(self, said: int | None) -> int | None:
        """How many attempts there may be; None: as many as one likes."""
        return None if said is None else said + self.extra_chances

    def terms(self, asked: Terms) -> Terms:
        """What the quiz asks of time, for this learner."""
        limit = asked.limit
        if limit is not None and self.extra_time_percent:
            seconds = int(limit.total_seconds()) * (PERCENT + self.extra_time_percent) // PERCENT
            limit = timedelta(seconds=seconds)
        window = self.window
        return replace(asked, limit=limit, opens_at=window.opens_at, closes_at=window.closes_at)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A window of a quiz; ``agency_id`` None: for everybody."""

    activity_id: UUID
    agency_id: UUID | None
    window: Window


@dataclass(frozen=True, slots=True)
class Granted:
    """An accommodation in force; ``activity_id`` None: at every quiz of the course."""

    activity_id: UUID | None
    extra_time_percent: int
    extra_chances: int


@dataclass(frozen=True, slots=True)
class Allowances:
    """Everything that may hold for one learner in one course."""

    scheduled: Sequence[Scheduled] = ()
    granted: Sequence[Granted] = ()
    # The learner's agency and those above it, topmost first.
    agencies: Sequence[UUID] = ()

    def at(self, activity_id: UUID) -> Allowance:
        """At one quiz: the nearest window; of several accommodations the most generous."""
        granted = [one for one in self.granted if one.activity_id in (None, activity_id)]
        return Allowance(
            nearest(
                (one for one in self.scheduled if one.activity_id == activity_id), self.agencies
            ),
            max((one.extra_time_percent for one in granted), default=0),
            max((one.extra_chances for one in granted), default=0),
        )


def nearest(scheduled: Iterable[Scheduled], agencies: Sequence[UUID]) -> Window:
    """The window of the nearest agency, else everybody's, else none.

    ``agencies``: a learner's own and those above it, topmost first.
    """
    by_agency = {one.agency_id: one.window for one in scheduled}
    for agency_id in (*reversed(agencies), None):
        if agency_id in by_agency:
            return by_agency[agency_id]
    return ALWAYS


def all_over_at(scheduled: Iterable[Scheduled], grace: timedelta) -> datetime | None:
    """When the last of a quiz's windows is over for good; None: it has none that ends.

    What is shown after the window waits for the last agency: a colleague elsewhere may still be
    answering the very same questions. A window without an end keeps nobody waiting.
    """
    ends = [one.window.closes_at for one in scheduled if one.window.closes_at is not None]
    return max(ends) + grace if ends else None


def prolonged(running: Terms, now_allowed: Terms) -> Terms:
    """The terms of an attempt that has begun, after a change: more time counts, less does not."""
    limits = [one.limit for one in (running, now_allowed)]
    ends = [one.closes_at for one in (running, now_allowed)]
    return replace(
        running,
        limit=None if None in limits else max(one for one in limits if one is not None),
        closes_at=None if None in ends else max(one for one in ends if one is not None),
    )
