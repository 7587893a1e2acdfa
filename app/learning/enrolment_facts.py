"""Whose an enrolment is and which publication it is pinned to, remembered in the process.

Asked for every command that arrives. A move to another publication is announced; what is known may
still be a moment old, so nobody is refused by it: who would be, is looked up.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from uuid import UUID

from app.kit.invalidation import EVERYTHING, Invalidations

MAX_HELD = 50_000
# Of ``Database.info``.
FACTS_KEY = "lentera.enrolment-facts"

Fact = tuple[UUID, str]
"""Person and publication."""


class EnrolmentFacts:
    """Facts by enrolment, first filled first dropped."""

    def __init__(self, invalidations: Invalidations) -> None:
        self._held: OrderedDict[UUID, Fact] = OrderedDict()
        self.generation = 0
        invalidations.on("person", self._forget)

    def known(self, enrolments: Collection[UUID]) -> dict[UUID, Fact]:
        """Those of the enrolments that are known."""
        held = self._held
        return {one: held[one] for one in enrolments if one in held}

    def keep(self, facts: Mapping[UUID, Fact], generation: int) -> None:
        """``generation``: as it was before they were read; a change announced since drops them."""
        if generation != self.generation:
            return
        self._held.update(facts)
        while len(self._held) > MAX_HELD:
            self._held.popitem(last=False)

    def _forget(self, key: str) -> None:
        self.generation += 1
        if key == EVERYTHING:
            self._held.clear()
            return
        for one in [one for one, (person, _) in self._held.items() if str(person) == key]:
            del self._held[one]
