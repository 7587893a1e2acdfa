"""Who may read the activities of a course, remembered in the process.

The fast path asks ``cached`` on every read; the slow path asks ``resolve``, which fills it. A
change of enrolment drops the person's entries; a change of a course, the course's. The right to a
preview is never remembered: a role may end by the clock alone, and nobody announces that.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from app.catalogue import service as catalogue
from app.catalogue.errors import CourseNotFound
from app.identity.actor import Actor
from app.kit.database import Database
from app.kit.invalidation import EVERYTHING, Invalidations
from app.learning import queries
from app.learning.errors import NotEnrolled
from app.learning.policy import may_preview
from app.learning.statuses import EnrolmentStatus

MAX_ENTRIES = 50_000


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The right to read one publication of a course. No ``enrolment_id``: a preview."""

    course_id: UUID
    slug: str
    enrolment_id: UUID | None
    publication_id: str


class Entitlements:
    """Entitlements by (person, course slug), least recently filled dropped first."""

    def __init__(self, database: Database, invalidations: Invalidations) -> None:
        self._database = database
        self._held: OrderedDict[tuple[UUID, str], Entitlement] = OrderedDict()
        self._generation = 0
        invalidations.on("person", self._forget_person)
        invalidations.on("course", self._forget_course)

    def cached(self, person_id: UUID, slug: str) -> Entitlement | None:
        """What is known without asking the database."""
        return self._held.get((person_id, slug))

    async def resolve(self, actor: Actor, slug: str) -> Entitlement:
        """The actor's entitlement to a course.

        Raises ``CourseNotFound`` if the actor may not see the course, ``NotEnrolled`` if the
        actor may, but has not enrolled.
        """
        held = self.cached(actor.person_id, slug)
        if held is not None:
            return held
        generation = self._generation
        async with self._database.reading() as session:
            there = await queries.course_and_enrolment(session, actor.person_id, slug)
            if there is None:
                raise CourseNotFound
            course, enrolment = there
            if enrolment is not None and enrolment.status is not EnrolmentStatus.WITHDRAWN:
                found = Entitlement(course.id, slug, enrolment.id, enrolment.publication_id)
            else:
                # Not seen and not there are the same answer.
                await catalogue.course_by_slug(session, actor, slug)
                if not may_preview(actor, course.id) or course.publication_id is None:
                    raise NotEnrolled
                return Entitlement(course.id, slug, None, course.publication_id)
        # A change announced while we read must not be overwritten by what we read before it.
        if generation == self._generation:
            self._held[actor.person_id, slug] = found
            if len(self._held) > MAX_ENTRIES:
                self._held.popitem(last=False)
        return found

    def _forget_person(self, key: str) -> None:
        self._forget(lambda held, _entry: key in (EVERYTHING, str(held[0])))

    def _forget_course(self, key: str) -> None:
        self._forget(lambda _held, entry: key in (EVERYTHING, str(entry.course_id)))

    def _forget(self, matches: Callable[[tuple[UUID, str], Entitlement], bool]) -> None:
        self._generation += 1
        for held in [held for held, entry in self._held.items() if matches(held, entry)]:
            del self._held[held]
