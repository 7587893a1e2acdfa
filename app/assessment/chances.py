"""Attempts of one quiz by chance number: their ids, and which one a start means. Pure.

An attempt's id follows from enrolment, activity and chance, so it is the same on every device: two
starts are one attempt, and an answer can be told to belong to an attempt that is yet to begin.
"""

from collections.abc import Collection
from uuid import UUID, uuid5

# How far ahead of what is started a device may be when chances are unlimited.
LOOKAHEAD = 100


def attempt_id(enrolment_id: UUID, activity_id: UUID, chance: int) -> UUID:
    return uuid5(enrolment_id, f"{activity_id}:{chance}")


def chance_of(
    attempt: UUID, enrolment_id: UUID, activity_id: UUID, *, chances: int | None, started: int
) -> int | None:
    """The chance number behind an attempt's id; None if the enrolment can have no such attempt.

    ``chances`` None: unlimited; ``started``: how many attempts there are.
    """
    last = started + LOOKAHEAD if chances is None else chances
    return next(
        (n for n in range(1, last + 1) if attempt_id(enrolment_id, activity_id, n) == attempt), None
    )


def next_chance(used: Collection[int], chances: int | None) -> int | None:
    """The lowest chance not yet used; None if all are."""
    lowest = next(n for n in range(1, len(used) + 2) if n not in used)
    return lowest if chances is None or lowest <= chances else None


def chances_left(used: int, chances: int | None) -> int | None:
    """How many further attempts may begin; None: unlimited."""
    return None if chances is None else max(0, chances - used)
