"""A draft as a learner would meet it: the very quiz that publishing it would make."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.quizzes import quiz_in
from app.catalogue.publications import PublishedCourse
from app.identity.actor import Actor
from app.studio.checking import tried


@dataclass(frozen=True, slots=True)
class Preview:
    """``published`` None while something in the draft is to be mended: ``findings`` of it."""

    course_slug: str
    quiz_slug: str
    activity_id: UUID
    published: PublishedCourse | None
    findings: int


@dataclass(frozen=True, slots=True)
class SampleQuestion:
    """A question of a sample attempt, empty; as an attempt's page reads it."""

    id: str
    html: str
    response: None = None
    flagged: bool = False
    command: None = None


async def preview(
    session: AsyncSession, actor: Actor, slug: str, quiz: str, *, now: datetime
) -> Preview:
    """The draft, or what is published with its banks as they are now. Nothing is stored.

    ``published`` holds of other activities their names alone.
    """
    one = await tried(session, actor, slug, quiz)
    compiled = one.amended.compiled
    return Preview(
        course_slug=slug,
        quiz_slug=quiz,
        activity_id=one.place.activity.id,
        published=PublishedCourse(
            compiled.sha256,
            one.place.published.version + 1,
            now,
            compiled.public,
            compiled.private,
        ).alone(one.place.activity.id)
        if compiled
        else None,
        findings=len(one.amended.findings),
    )


def sample_attempt(
    published: PublishedCourse, activity_id: UUID, sample: int, language: str
) -> list[SampleQuestion]:
    """What an attempt might ask, in its order; the same for the same ``sample``."""
    quiz = quiz_in(published, activity_id)
    assert quiz is not None, activity_id
    questions = []
    for asked in quiz.order(f"preview-{sample}"):
        question = quiz.as_asked(asked)
        html = QUESTION_KINDS[question.kind].compose(
            question.id, question.pieces_in(language), asked.slots, None, language, disabled=False
        )
        questions.append(SampleQuestion(question.id, html))
    return questions
