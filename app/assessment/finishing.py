"""An attempt has all its marks, or waits for a person's: the last steps of a close.

The caller holds the enrolment's lock (``queries.lock_enrolment``).
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.grading import grade
from app.assessment.models import Attempt, AttemptState
from app.assessment.queries import marking as queries
from app.assessment.queries.regrades import regrades_of
from app.assessment.questions.base import Question
from app.assessment.quiz import Quiz
from app.assessment.redeciding import follow, has_passed, needs_no_mark, questions_of
from app.assessment.reporting import judged, report, state_of
from app.assessment.versions import Version
from app.assessment.weighing import Marks, score_of, unmarked
from app.catalogue.publications import publications_of
from app.learning.statuses import OutcomeState


def marked(asked: Sequence[Question], counted: Mapping[str, Version]) -> Marks:
    """What each question earned by which answer; None where nobody has marked it (yet)."""
    result = grade(asked, {question: version.response for question, version in counted.items()})
    return {
        question.id: {
            "command": str(counted[question.id].command_id) if question.id in counted else None,
            "credit": str(result.marks[question.id].credit)
            if question.id in result.marks and question.id not in result.waiting
            else None,
        }
        for question in asked
    }


async def conclude(
    session: AsyncSession, attempt: Attempt, quiz: Quiz, marks: Marks, now: datetime
) -> None:
    """Close with these marks; or, where people must mark first, ask them and wait."""
    asked = questions_of(attempt, quiz)
    attempt.keys = {q.id: {"kind": q.kind, "points": q.points, "key": q.key} for q in asked}
    attempt.marks = marks
    waiting = unmarked(asked, marks)
    if waiting:
        waiting -= needs_no_mark(await regrades_of(session, attempt.activity_id))
    if not waiting:
        await finish(session, attempt, quiz, now)
        return
    attempt.state = AttemptState.MARKING
    await ask_people(session, attempt, quiz, marks, waiting, now)
    await session.flush()
    await report(session, attempt, quiz, OutcomeState.WAITING, None, now)


async def finish(session: AsyncSession, attempt: Attempt, quiz: Quiz, now: datetime) -> None:
    """The marks are all there: score, close, announce, report; then what regrades make of it."""
    marks: Marks = attempt.marks or {}
    attempt.score = score_of(questions_of(attempt, quiz), marks)
    attempt.passed = has_passed(attempt.score, attempt.pass_mark)
    attempt.state, attempt.closed_at = AttemptState.CLOSED, now
    await session.flush()  # reactions to a completion must see the attempt closed
    await judged(session, attempt, now)
    await report(session, attempt, quiz, state_of(attempt.passed), attempt.score, now)
    await follow(session, attempt, quiz, now)


async def ask_people(
    session: AsyncSession,
    attempt: Attempt,
    quiz: Quiz,
    marks: Marks,
    questions: Collection[str],
    now: datetime,
) -> None:
    """A task for each response that a person has to mark; a response marked before is none."""
    published = await publications_of(session).get(attempt.publication_id)
    rules = quiz.rules
    known = {task.question_id: task for task in await queries.tasks_of(session, attempt.id)}
    alias = next((task.alias for task in known.values()), None) or secrets.token_hex(2).upper()
    # The time of day would tell whose response it is to whoever saw them write it.
    queue_at = now
    if rules.anonymous_marking:
        day = now.astimezone(UTC)
        queue_at = day.replace(hour=0, minute=0, second=0, microsecond=0)
    for question in sorted(questions):
        command = UUID(marks[question]["command"])
        task = known.get(question)
        if task is not None:
            queries.ask_again(task, command, queue_at)
            continue
        queries.add_task(
            session,
            {
                "id": uuid4(),
                "attempt_id": attempt.id,
                "question_id": question,
                "command_id": command,
                "person_id": attempt.person_id,
                "course_id": published.public.course_id,
                "activity_id": attempt.activity_id,
                "publication_id": attempt.publication_id,
                "markers": rules.markers,
                "anonymous": rules.anonymous_marking,
                "alias": alias,
                "queue_at": queue_at,
            },
        )
