"""Reactions to what learning announces, in the same transaction."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.certificates import completing
from app.learning.events import CompletionWithdrawn, CourseCompleted


async def on_course_completed(session: AsyncSession, event: CourseCompleted) -> None:
    await completing.complete(session, event)


async def on_completion_withdrawn(session: AsyncSession, event: CompletionWithdrawn) -> None:
    await completing.withdraw(session, event)
