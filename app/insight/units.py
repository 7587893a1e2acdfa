"""Which units of a course are told one by one, and which only together. Pure.

Who administers people sees each of their units. Course staff sees units from five learners on: of
fewer, a figure would be somebody's own. The small ones are told together, and together they are
never fewer than five if there is another unit to hide among.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.identity.agencies import is_within_any

LEAST = 5


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """An agency's own learners, not those of the agencies below it."""

    id: UUID
    name: str
    path: str
    learners: int
    begun: int
    completed: int
    stuck: int
    stuck_not_begun: int


def told_apart(
    units: Sequence[UnitCounts], administered: Sequence[str]
) -> tuple[list[UnitCounts], list[UnitCounts]]:
    """Those told one by one, in their order, and those told together only.

    ``administered``: paths of the subtrees whose people are the actor's own.
    """
    others = [one for one in units if not is_within_any(one.path, administered)]
    small = [one for one in others if one.learners < LEAST]
    large = sorted((one for one in others if one.learners >= LEAST), key=lambda one: one.learners)
    while small and large and sum(one.learners for one in small) < LEAST:
        small.append(large.pop(0))
    together = {one.id for one in small}
    return (
        [one for one in units if one.id not in together],
        [one for one in units if one.id in together],
    )


def is_few(units: Sequence[UnitCounts], administered: Sequence[str]) -> bool:
    """Whether these are so few people, not all of them the actor's own, that times of theirs
    would be somebody's.
    """
    return sum(one.learners for one in units) < LEAST and not all(
        is_within_any(one.path, administered) for one in units
    )
