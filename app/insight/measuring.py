"""Keeps the counts of each course fresh: a chore that measures what has moved, now and then.

Counting a course reads every state of its learners, so readers never do it. A course is counted at
most once a minute, and the longer it takes the more seldom, so that a great course costs no more
of the machine than a small one (a fiftieth). Counting anew each time rather than adding up changes
also takes in what moves nobody: another agency, a changed result.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from time import perf_counter
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.insight.figures import Figures, from_json, to_json
from app.insight.queries import progress as queries
from app.kit.database import Database

AT_MOST_EVERY = timedelta(seconds=60)
REST_TO_WORK = 50
# A transaction commits a little after the time it bears: so much is looked at again.
LATE_COMMIT = timedelta(seconds=60)
COURSES_A_TIME = 20


async def measure_due(database: Database, now: datetime) -> int:
    """Measure the courses that are due; how many there were. Writes only if there are any."""
    async with database.reading() as session:
        due = await queries.due_courses(session, now, COURSES_A_TIME)
    for course_id in due:
        began = perf_counter()
        async with database.reading() as session:
            found = await queries.measure(session, course_id)
        rest = timedelta(seconds=(perf_counter() - began) * REST_TO_WORK)
        row = {
            "course_id": course_id,
            "measured_at": now,
            "counted_to": now - LATE_COMMIT,
            "due_at": now + max(AT_MOST_EVERY, rest),
            "figures": to_json(found),
        }
        async with database.transaction() as session:
            await queries.put_figures(session, row)
    return len(due)


async def measured(
    session: AsyncSession, course_id: UUID, now: datetime
) -> tuple[Mapping[UUID, Figures], datetime]:
    """The counts by agency and when they were made; made now for a course that is new here."""
    kept = await queries.kept_figures(session, course_id)
    if kept is None:
        return await queries.measure(session, course_id), now
    return from_json(kept.figures), kept.measured_at
