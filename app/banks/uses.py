"""Which quizzes may ask which questions, told from a course's publication."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks.models import QuestionUse
from app.banks.queries import storing
from app.catalogue.document import PrivateDocument, PublicDocument

QUIZ = "quiz"


def asked_in(public: PublicDocument, private: PrivateDocument) -> Iterator[tuple[str, str, UUID]]:
    """(bank, question, activity) of every question that a quiz of the course may ask."""
    for activity in public.activities():
        if activity.kind == QUIZ:
            for reference in private.activities.get(activity.id, {}).get("questions", ()):
                bank, _, question = reference.partition(".")
                yield bank, question, activity.id


async def note(
    session: AsyncSession, course_id: UUID, public: PublicDocument, private: PrivateDocument
) -> None:
    """Keep what a course's current publication asks; what it asked before is forgotten."""
    asked = set(asked_in(public, private))
    if asked == await storing.uses_of_course(session, course_id):
        return
    await storing.drop_uses(session, course_id)
    await storing.insert_all(
        session,
        QuestionUse,
        [
            {"bank": bank, "question": question, "course_id": course_id, "activity_id": activity}
            for bank, question, activity in sorted(asked)
        ],
    )


async def note_publication(session: AsyncSession, course_id: UUID, publication_id: str) -> None:
    """The same of a stored publication."""
    row = await storing.publication(session, publication_id)
    public = PublicDocument.model_validate(row.public_document)
    await note(session, course_id, public, PrivateDocument.model_validate(row.private_document))
