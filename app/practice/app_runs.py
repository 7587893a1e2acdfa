"""Runs of an app practice out of its recorded steps, in whatever order these arrived. Pure.

A step names the one before it, so a run is a tree: two devices that go on from the same spot make
two branches of it, and neither disturbs the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.practice.app_replay import Standing, Step, replay
from app.practice.app_shapes import AppPractice

# Far more than a patient learner needs; a longer way is not walked.
MAX_STEPS = 600


@dataclass(frozen=True, slots=True)
class Recorded:
    """A step as it was recorded. ``order`` is that of the devices' clocks."""

    id: UUID
    run: UUID
    publication: str
    after: UUID | None
    step: Step
    order: tuple[int, UUID]


@dataclass(frozen=True, slots=True)
class Finish:
    """A learner's word that a run ended with the step ``last``."""

    run: UUID
    last: UUID


def way_to(last: UUID, steps: Mapping[UUID, Recorded]) -> list[Recorded] | None:
    """The steps from the first to ``last``; None while one of them has not arrived.

    None, too, for a way that leads into another run or in a circle, which no page of ours makes.
    """
    way: list[Recorded] = []
    at: UUID | None = last
    while at is not None:
        step = steps.get(at)
        if step is None or len(way) >= MAX_STEPS or (way and step.run != way[-1].run):
            return None
        way.append(step)
        at = step.after
    return way[::-1]


def newest_way(steps: Sequence[Recorded]) -> list[Recorded]:
    """The way to go on with: that of the last step by the clocks whose way is whole."""
    known = {step.id: step for step in steps}
    for step in sorted(steps, key=lambda one: one.order, reverse=True):
        way = way_to(step.id, known)
        if way is not None:
            return way
    return []


def standing_at(app: AppPractice, way: Iterable[Recorded]) -> Standing:
    return replay(app, (one.step for one in way))


def judged(app: AppPractice, finish: Finish, steps: Iterable[Recorded]) -> Standing | None:
    """The standing a finish speaks of; None while steps are missing."""
    known = {step.id: step for step in steps if step.run == finish.run}
    way = way_to(finish.last, known)
    return None if way is None else standing_at(app, way)
