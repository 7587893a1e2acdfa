"""What is arranged for the quizzes of a course, remembered in the process.

Windows and accommodations are few and change seldom; every start, page and close asks for them. A
change is announced; the session that makes it reads the database itself.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.allowance import Granted, Scheduled, Window
from app.assessment.models import Accommodation, QuizSchedule
from app.assessment.queries import scheduling as queries
from app.kit.invalidation import EVERYTHING, Invalidations, announce

MAX_HELD = 500
TOPIC = "arrangements"
# Of ``Database.info``; and of a session that has changed some itself.
ARRANGEMENTS_KEY = "lentera.arrangements"
_CHANGED_KEY = "lentera.arrangements-changed"


@dataclass(frozen=True, slots=True)
class Arranged:
    """Of one course: the windows of its quizzes, and what is granted to whom."""

    scheduled: Sequence[Scheduled]
    granted: Mapping[UUID, Sequence[Granted]]

    def granted_to(self, person_id: UUID) -> Sequence[Granted]:
        return self.granted.get(person_id, ())


class Arrangements:
    """By course, first filled first dropped."""

    def __init__(self, invalidations: Invalidations) -> None:
        self._held: OrderedDict[UUID, Arranged] = OrderedDict()
        self._generation = 0
        invalidations.on(TOPIC, self._forget)

    async def of(self, session: AsyncSession, course_id: UUID) -> Arranged:
        held = self._held.get(course_id)
        if held is not None:
            return held
        generation = self._generation
        read = await _read(session, course_id)
        # A change announced while we read must not be overwritten by what we read before it.
        if generation == self._generation:
            self._held[course_id] = read
            if len(self._held) > MAX_HELD:
                self._held.popitem(last=False)
        return read

    def _forget(self, key: str) -> None:
        self._generation += 1
        if key == EVERYTHING:
            self._held.clear()
        else:
            self._held.pop(UUID(key), None)


async def arranged_for(session: AsyncSession, course_id: UUID) -> Arranged:
    """What is arranged in a course now."""
    remembered: Arrangements | None = session.info.get(ARRANGEMENTS_KEY)
    if remembered is None or session.info.get(_CHANGED_KEY):
        return await _read(session, course_id)
    return await remembered.of(session, course_id)


async def arrangements_changed(session: AsyncSession, course_id: UUID) -> None:
    """Say so to everyone once this commits; called after the change is flushed."""
    session.info[_CHANGED_KEY] = True
    await announce(session, TOPIC, str(course_id))


async def _read(session: AsyncSession, course_id: UUID) -> Arranged:
    granted: defaultdict[UUID, list[Granted]] = defaultdict(list)
    for row in await queries.accommodations_of_course(session, course_id):
        granted[row.person_id].append(granted_of(row))
    return Arranged(
        [scheduled_of(row) for row in await queries.schedules_of_course(session, course_id)],
        dict(granted),
    )


def scheduled_of(row: QuizSchedule) -> Scheduled:
    return Scheduled(row.activity_id, row.agency_id, Window(row.opens_at, row.closes_at))


def granted_of(row: Accommodation) -> Granted:
    return Granted(row.activity_id, row.extra_time_percent, row.extra_chances)
