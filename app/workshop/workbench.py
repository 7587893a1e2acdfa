"""What the compiler made of drafts lately, in the process: asked for many times between changes."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.catalogue.compiler.amending import Amended

WORKBENCH_KEY = "lentera.workbench"
# Of files and compiled texts, each draft's newest and its last whole one.
MAX_HELD_BYTES = 48_000_000


@dataclass(frozen=True, slots=True)
class Compiled:
    """A draft at a revision: its files and what became of them."""

    based_on: str | None
    revision: int
    files: Mapping[str, bytes]
    amended: Amended

    def size(self) -> int:
        """Bytes of its files and of the texts made of them."""
        course = self.amended.compiled
        texts = (
            (f for a in course.public.activities() for f in a.fragments.values()) if course else ()
        )
        return sum(map(len, self.files.values())) + sum(len(text.html) for text in texts)


class Workbench:
    """The newest outcome of each draft, and of each the last that was whole."""

    def __init__(self, max_bytes: int = MAX_HELD_BYTES) -> None:
        self._max_bytes = max_bytes
        self._held: OrderedDict[UUID, Compiled] = OrderedDict()
        self._whole: OrderedDict[UUID, Compiled] = OrderedDict()

    def get(self, course_id: UUID, based_on: str | None, revision: int) -> Compiled | None:
        held = self._held.get(course_id)
        if held is None or (held.based_on, held.revision) != (based_on, revision):
            return None
        self._held.move_to_end(course_id)
        return held

    def whole(self, course_id: UUID) -> Compiled | None:
        """The last in which nothing was wrong: compiling again starts from it."""
        return self._whole.get(course_id)

    def put(self, course_id: UUID, compiled: Compiled) -> None:
        """Keep it, unless a later revision is there already."""
        held = self._held.get(course_id)
        if held is not None and held.revision > compiled.revision:
            return
        for kept in (self._held, *([self._whole] if compiled.amended.compiled else [])):
            kept[course_id] = compiled
            kept.move_to_end(course_id)
            # The draft just put in stays, whatever it weighs.
            while len(kept) > 1 and sum(one.size() for one in kept.values()) > self._max_bytes:
                kept.popitem(last=False)
