"""A course as one zip in the content format: the same files always make the same bytes.

It holds what authors wrote and nothing of people here: no history, no comments, no learners. What
reads content folders makes the same publication of it anywhere.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from app.catalogue import service as catalogue
from app.catalogue.compiler.archive import pack
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.workshop import service as workshop


@dataclass(frozen=True, slots=True)
class Zip:
    """A file for people to keep."""

    name: str
    content: bytes


async def draft_as_zip(session: AsyncSession, actor: Actor, course_id: UUID) -> Zip:
    """The draft as it is now. Raises ``DraftNotFound``."""
    draft = await workshop.draft_for(session, actor, course_id)
    files = await workshop.files_of(session, draft)
    return Zip(f"{draft.slug}-draf-{draft.revision}.zip", await run_in_threadpool(pack, files))


async def course_as_zip(session: AsyncSession, actor: Actor, slug: str) -> Zip:
    """What new learners of the course get. Raises ``CourseNotFound``, ``SourcesMissing``."""
    course = await catalogue.taught_course(session, actor, slug)
    assert course.publication_id is not None, slug
    published = await publications_of(session).get(course.publication_id)
    files = await catalogue.sources_of(session, published.id)
    return Zip(f"{slug}-v{published.version}.zip", await run_in_threadpool(pack, files))
