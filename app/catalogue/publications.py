"""Publications in memory: immutable, so what was read once is never stale."""

import json
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import brotli
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from app.catalogue import queries
from app.catalogue.document import Activity, Language, PrivateDocument, PublicDocument
from app.kit.database import Database

# Of the documents as JSON; in memory they take about twice as much.
MAX_HELD_BYTES = 32_000_000
PUBLICATIONS_KEY = "lentera.publications"
# What a page is sent with at first use; sizes are told to people in this measure.
WIRE_QUALITY = 5


@dataclass(frozen=True, slots=True)
class PublishedCourse:
    """One version of a course, parsed."""

    id: str
    version: int
    published_at: datetime
    public: PublicDocument
    private: PrivateDocument
    _wire_bytes: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    # What others derive from it, by keys of their own: as lasting as the publication itself.
    derived: dict[Hashable, object] = field(default_factory=dict, compare=False, repr=False)

    def has(self, activity_id: UUID) -> bool:
        """Whether the publication has this activity; asked for every command that arrives."""
        ids = self.derived.get("ids")
        if not isinstance(ids, frozenset):
            ids = frozenset(activity.id for activity in self.public.activities())
            self.derived["ids"] = ids
        return activity_id in ids

    def alone(self, activity_id: UUID) -> "PublishedCourse":
        """The course with what is in this activity alone, small enough to travel.

        Of the others the names, the order and the minutes are left.
        """
        modules = tuple(
            module.model_copy(
                update={
                    "activities": tuple(
                        activity
                        if activity.id == activity_id
                        else activity.model_copy(update={"fragments": {}, "body": {}})
                        for activity in module.activities
                    )
                }
            )
            for module in self.public.modules
        )
        kept = {k: v for k, v in self.private.activities.items() if k == activity_id}
        return PublishedCourse(
            self.id,
            self.version,
            self.published_at,
            self.public.model_copy(update={"modules": modules}),
            self.private.model_copy(update={"activities": kept}),
        )

    def wire_bytes(self, activity_id: UUID, language: Language) -> int:
        """Bytes of the activity's fragment on the wire; 0 for an unknown activity.

        A language the activity lacks counts as Indonesian, which is what is shown instead.
        """
        activity = self.public.activity(activity_id)
        return 0 if activity is None else self._fragment_bytes(activity, language)

    def course_wire_bytes(self, language: Language) -> int:
        """The same for all activities together."""
        return sum(self._fragment_bytes(a, language) for a in self.public.activities())

    async def weigh(self, language: Language) -> None:
        """Find out all sizes in a language off the loop: of a large course they take 15 ms."""
        if ("weighed", language) not in self.derived:
            await run_in_threadpool(self.course_wire_bytes, language)
            self.derived["weighed", language] = True

    def _fragment_bytes(self, activity: Activity, language: Language) -> int:
        fragment = activity.fragments.get(language) or activity.fragments.get("id")
        if fragment is None:
            return 0
        size = self._wire_bytes.get(fragment.sha256)
        if size is None:
            size = len(brotli.compress(fragment.html.encode(), quality=WIRE_QUALITY))
            self._wire_bytes[fragment.sha256] = size
        return size


class Publications:
    """The publications of a process, least recently used dropped first.

    ``max_bytes``: of the JSON of all that are kept; the last one read is, whatever it weighs.
    """

    def __init__(self, database: Database, max_bytes: int = MAX_HELD_BYTES) -> None:
        self._database, self._max_bytes = database, max_bytes
        self._held: OrderedDict[str, PublishedCourse] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self.bytes = 0

    def cached(self, publication_id: str) -> PublishedCourse | None:
        """What is in memory, without asking the database."""
        held = self._held.get(publication_id)
        if held is not None:
            self._held.move_to_end(publication_id)
        return held

    async def get(self, publication_id: str) -> PublishedCourse:
        """The publication, read on a connection of its own; ``KeyError`` if there is none.

        Not for callers that hold a session: see ``publications_of``.
        """
        held = self.cached(publication_id)
        if held is not None:
            return held
        async with self._database.reading() as session:
            return await self.read(session, publication_id)

    async def read(self, session: AsyncSession, publication_id: str) -> PublishedCourse:
        """The publication, read through ``session`` if need be; ``KeyError`` if there is none."""
        held = self.cached(publication_id)
        if held is not None:
            return held
        row = await queries.publication_text(session, publication_id)
        if row is None:
            raise KeyError(publication_id)
        # Whoever asked at the same moment may have parsed it while we waited.
        held = self.cached(publication_id)
        if held is not None:
            return held
        loaded = PublishedCourse(
            publication_id,
            row.version,
            row.published_at,
            PublicDocument.model_validate(json.loads(row.public)),
            PrivateDocument.model_validate(json.loads(row.private)),
        )
        self._keep(loaded, len(row.public) + len(row.private))
        return loaded

    def _keep(self, loaded: PublishedCourse, size: int) -> None:
        self._held[loaded.id], self._sizes[loaded.id] = loaded, size
        self.bytes += size
        while self.bytes > self._max_bytes and len(self._held) > 1:
            oldest, _ = self._held.popitem(last=False)
            self.bytes -= self._sizes.pop(oldest)


@dataclass(frozen=True, slots=True)
class PublicationsInSession:
    """The process's publications for a caller that holds a session.

    What is not in memory is read on that session's connection. To wait for a second one while
    holding the first would end in a deadlock as soon as as many ask as the pool has connections.
    """

    _publications: Publications
    _session: AsyncSession

    async def get(self, publication_id: str) -> PublishedCourse:
        """The publication; ``KeyError`` if there is none."""
        return await self._publications.read(self._session, publication_id)


def publications_of(session: AsyncSession) -> PublicationsInSession:
    """The process's publications, as the top of the house gave them to every session."""
    return PublicationsInSession(session.info[PUBLICATIONS_KEY], session)
