"""Finds the quiz behind an activity of a publication."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.quiz import Quiz
from app.catalogue.publications import PublishedCourse, publications_of


def quiz_in(published: PublishedCourse, activity_id: UUID) -> Quiz | None:
    """None if the publication has no such activity or it is no quiz. Read once a publication."""
    held = published.derived.get(("quiz", activity_id))
    if isinstance(held, Quiz):
        return held
    activity = published.public.activity(activity_id)
    private = published.private.activities.get(activity_id)
    if activity is None or activity.kind != "quiz" or private is None:
        return None
    quiz = Quiz.of(activity.body, private)
    published.derived["quiz", activity_id] = quiz
    return quiz


async def quiz_at(session: AsyncSession, publication_id: str, activity_id: UUID) -> Quiz | None:
    """The same, of a publication by its id."""
    return quiz_in(await publications_of(session).get(publication_id), activity_id)
