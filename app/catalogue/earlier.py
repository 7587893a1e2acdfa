"""Versions of a course seen together: what was said of each, what earlier ones had.

Learners who moved to a newer version, and their devices, may yet tell of it: what they did there is
kept. No device knows of a version later than the one its learner takes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import queries
from app.catalogue.publications import PublishedCourse, publications_of

# So many versions back; whoever was away for longer has downloaded anew.
MOST_VERSIONS = 100
FEW = 5
MOST_NOTES = 10
_KEY = "gone-activities"


async def gone_activities(session: AsyncSession, published: PublishedCourse) -> Mapping[UUID, str]:
    """By id, activities that earlier versions had: the last publication that had each.

    As lasting as the publication: versions before it are never added to.
    """
    known = published.derived.get(_KEY)
    if isinstance(known, dict):
        return known
    gone: dict[UUID, str] = {}
    for publication_id in await queries.earlier_ids(
        session, published.public.course_id, before=published.version, limit=MOST_VERSIONS
    ):
        document = await queries.public_document(session, publication_id)
        for module in document["modules"]:
            for activity in module["activities"]:
                activity_id = UUID(activity["id"])
                if not published.has(activity_id):
                    gone.setdefault(activity_id, publication_id)
    published.derived[_KEY] = gone
    return gone


async def version_with(
    session: AsyncSession, published: PublishedCourse, activity_id: UUID
) -> PublishedCourse | None:
    """This version if it has the activity, else the last before it that had; None: none ever."""
    if published.has(activity_id):
        return published
    publication_id = (await gone_activities(session, published)).get(activity_id)
    if publication_id is None:
        return None
    return await publications_of(session).get(publication_id)


async def versions_with(
    session: AsyncSession, published: PublishedCourse, activity_id: UUID
) -> list[PublishedCourse]:
    """This version and the few before it, of which those that have the activity; the last first."""
    before = await queries.earlier_ids(
        session, published.public.course_id, before=published.version, limit=FEW
    )
    found = [published, *[await publications_of(session).get(one) for one in before]]
    return [one for one in found if one.has(activity_id)]


async def notes_between(
    session: AsyncSession, older: PublishedCourse, newer: PublishedCourse
) -> Sequence[tuple[int, datetime, str | None]]:
    """(version, published at, what it changed) of what came after ``older``, the last first."""
    return await queries.version_notes(
        session,
        newer.public.course_id,
        after=older.version,
        upto=newer.version,
        limit=MOST_NOTES,
    )
