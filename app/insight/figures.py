"""What is counted of a course: by agency and activity, and the medians of sums of these. Pure.

Durations are kept as histograms of whole minutes (or days), since medians of parts cannot be put
together and histograms can.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Histogram = dict[int, int]
"""Whole minutes or days → how many learners."""

# Who takes longer between opening and finishing went away meanwhile: that is no time of learning.
LONGEST_SITTING_MINUTES = 180


@dataclass(slots=True)
class ActivityFigures:
    """Learners who opened an activity, who met it, whose result is not a pass; minutes taken."""

    opened: int = 0
    done: int = 0
    not_passed: int = 0
    minutes: Histogram = field(default_factory=dict)

    def add(self, other: "ActivityFigures") -> None:
        self.opened += other.opened
        self.done += other.done
        self.not_passed += other.not_passed
        _pour(other.minutes, self.minutes)


@dataclass(slots=True)
class Figures:
    """Of one course or of some agencies in it. ``days``: from enrolling to completing."""

    activities: dict[UUID, ActivityFigures] = field(default_factory=dict)
    days: Histogram = field(default_factory=dict)

    def add(self, other: "Figures") -> None:
        for activity_id, more in other.activities.items():
            self.activities.setdefault(activity_id, ActivityFigures()).add(more)
        _pour(other.days, self.days)


def _pour(source: Mapping[int, int], target: Histogram) -> None:
    for value, count in source.items():
        target[value] = target.get(value, 0) + count


def median(histogram: Mapping[int, int]) -> int | None:
    """The lower median: a value that somebody truly had; None of nobody."""
    left = (sum(histogram.values()) + 1) // 2
    for value in sorted(histogram):
        left -= histogram[value]
        if left <= 0 and histogram[value]:
            return value
    return None


def times(figures: Figures, planned: Mapping[UUID, int]) -> tuple[int, int]:
    """Minutes: the sum of the medians of the activities in ``planned`` that anybody has been timed
    at, and the sum of what is planned for the same ones.
    """
    taken = {
        activity_id: value
        for activity_id, of in figures.activities.items()
        if activity_id in planned and (value := median(of.minutes)) is not None
    }
    return sum(taken.values()), sum(planned[activity_id] for activity_id in taken)


def without_times(figures: Figures) -> Figures:
    """The same counts with nobody's minutes and days."""
    return Figures(
        {
            activity_id: ActivityFigures(of.opened, of.done, of.not_passed)
            for activity_id, of in figures.activities.items()
        }
    )


def summed(by_agency: Mapping[UUID, Figures], agencies: Iterable[UUID]) -> Figures:
    """The figures of these agencies together."""
    whole = Figures()
    for agency_id in agencies:
        if agency_id in by_agency:
            whole.add(by_agency[agency_id])
    return whole


def to_json(by_agency: Mapping[UUID, Figures]) -> dict[str, Any]:
    """As kept in the database; JSON knows only text as a key."""
    return {
        agency_id.hex: {
            "days": _texts(one.days),
            "activities": {
                activity_id.hex: [of.opened, of.done, of.not_passed, _texts(of.minutes)]
                for activity_id, of in one.activities.items()
            },
        }
        for agency_id, one in by_agency.items()
    }


def from_json(kept: Mapping[str, Any]) -> dict[UUID, Figures]:
    return {
        UUID(hex=agency): Figures(
            {
                UUID(hex=activity): ActivityFigures(opened, done, not_passed, _numbers(minutes))
                for activity, (opened, done, not_passed, minutes) in one["activities"].items()
            },
            _numbers(one["days"]),
        )
        for agency, one in kept.items()
    }


def _texts(histogram: Histogram) -> dict[str, int]:
    return {str(value): count for value, count in histogram.items()}


def _numbers(kept: Mapping[str, int]) -> Histogram:
    return {int(value): count for value, count in kept.items()}
