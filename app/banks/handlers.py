"""Reactions to what the catalogue announces, in the same transaction."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks import service
from app.catalogue.events import CoursePublished


async def on_course_published(session: AsyncSession, event: CoursePublished) -> None:
    await service.note_publication(session, event.course_id, event.publication_id)
