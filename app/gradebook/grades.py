"""The weighted grade of a course and what a cell shows. Pure.

The grade is the weighted arithmetic mean of the scores in force, exact and rounded half up to a
basis point. What a learner is excused from and what weighs nothing is left out; what has no score
yet is left out too, and counted, so that nobody takes it for the last word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from app.learning.statuses import OutcomeState

# What a required activity with a score weighs unless the course says otherwise.
USUAL_WEIGHT = 10
MAX_WEIGHT = 100

CellState = Literal["none", "begun", "done", "waiting", "not_passed", "passed", "absent"]


@dataclass(frozen=True, slots=True)
class Part:
    """One scored activity of one learner. ``score`` in basis points; None: not yet."""

    weight: int
    score: int | None
    excused: bool = False

    @property
    def counts(self) -> bool:
        return self.weight > 0 and not self.excused


@dataclass(frozen=True, slots=True)
class Grade:
    """``score`` in basis points, None before there is any; ``missing`` of ``counted`` lack one."""

    score: int | None
    missing: int
    counted: int


def usual_weight(*, required: bool) -> int:
    """Required activities weigh the same; what is optional weighs nothing."""
    return USUAL_WEIGHT if required else 0


def weighted(parts: Iterable[Part]) -> Grade:
    """The grade that these come to, in any order."""
    counted = [part for part in parts if part.counts]
    known = [(part.weight, part.score) for part in counted if part.score is not None]
    score = None
    if known:
        mean = Fraction(sum(w * s for w, s in known), sum(w for w, _ in known))
        score = int(mean + Fraction(1, 2))
    return Grade(score, len(counted) - len(known), len(counted))


def shares(parts: Iterable[Part]) -> list[int | None]:
    """What each is of the whole grade in basis points, rounded half up; None if it counts not."""
    listed = list(parts)
    whole = sum(part.weight for part in listed if part.counts)
    return [
        int(Fraction(part.weight * 10_000, whole) + Fraction(1, 2)) if part.counts else None
        for part in listed
    ]


def cell_state(
    completes_by: Literal["done", "outcome"],
    *,
    opened: bool,
    done: bool,
    outcome: OutcomeState | None,
) -> CellState:
    """How far a learner is in an activity of the own version."""
    if completes_by == "outcome" and outcome is not None:
        return outcome.value
    if completes_by == "done" and done:
        return "done"
    return "begun" if opened else "none"
