"""People mark what no key can: drafts, marks, marking anew.

A round is one go at a response. Nobody marks their own; with two markers neither learns of the
other's marks before the round is settled. What somebody gave is a fact: marking anew begins another
round and leaves the earlier one on record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.errors import DraftChanged, MarkedAlready, MarksMisfit, NotSettled, TaskNotFound
from app.assessment.finishing import finish
from app.assessment.models import (
    Attempt,
    AttemptState,
    Marking,
    MarkingTask,
    RulingCause,
    TaskState,
)
from app.assessment.queries import lock_enrolment
from app.assessment.queries import marking as queries
from app.assessment.queries.marking import Reach
from app.assessment.queries.regrades import regrades_of
from app.assessment.queries.rulings import rulings_of
from app.assessment.questions.base import Question, ResponseMisfitError
from app.assessment.questions.essay import Key, credit_of
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_at
from app.assessment.redeciding import asked_in, has_passed, needs_no_mark, questions_of
from app.assessment.ruling import rule
from app.assessment.weighing import Marks, score_of, settled
from app.identity.actor import Actor
from app.identity.models import Role
from app.kit import audit


def reach_of(actor: Actor) -> Reach:
    """Tasks of the courses the actor works on; an admin's are everybody's."""
    if actor.has(Role.ADMIN):
        return Reach(actor.person_id, None)
    return Reach(actor.person_id, actor.course_ids(Role.TRAINER, Role.PARTNER))


@dataclass(frozen=True, slots=True)
class Ground:
    """A task and what it is about; ``question`` as this attempt asked it."""

    task: MarkingTask
    attempt: Attempt
    quiz: Quiz
    question: Question


async def ground_of(session: AsyncSession, actor: Actor, task_id: UUID) -> Ground:
    """Raises ``TaskNotFound`` for other courses' tasks and for the actor's own responses."""
    task = await queries.task_for(session, reach_of(actor), task_id)
    if task is None:
        raise TaskNotFound
    attempt = await queries.attempt_of_task(session, task_id)
    quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
    asked = asked_in(attempt, task.question_id)
    assert quiz is not None, task_id
    assert asked is not None, task_id
    return Ground(task, attempt, quiz, quiz.as_asked(asked))


async def _locked(session: AsyncSession, actor: Actor, task_id: UUID) -> Ground:
    """The same, with nobody else at this enrolment until the commit."""
    first = await ground_of(session, actor, task_id)
    await lock_enrolment(session, first.attempt.enrolment_id)
    return await ground_of(session, actor, task_id)


async def keep_draft(
    session: AsyncSession,
    actor: Actor,
    task_id: UUID,
    *,
    levels: Mapping[str, str],
    comment: str,
    revision: int,
    now: datetime,
) -> Marking:
    """Keep what is not given yet. ``revision``: of the draft this one was made from, 0 for none.

    Raises ``DraftChanged`` if another device of the actor's kept one since, ``MarkedAlready`` where
    nothing is left to mark for the actor.
    """
    ground = await _locked(session, actor, task_id)
    _check_levels(ground.question, levels, whole=False)
    own = await _open_marking(session, ground.task, actor)
    if own is None:
        own = _begun(session, ground.task, actor, now)
    elif own.revision != revision:
        raise DraftChanged(levels=own.levels, comment=own.comment, revision=own.revision)
    own.levels, own.comment = dict(levels), comment
    own.revision, own.updated_at = own.revision + 1, now
    return own


async def _open_marking(session: AsyncSession, task: MarkingTask, actor: Actor) -> Marking | None:
    """The actor's draft, if there is one; raises ``MarkedAlready`` where nothing is left to do."""
    own = await queries.marking_by(session, task, actor.person_id)
    if task.state not in queries.OPEN or (own is not None and own.submitted_at is not None):
        raise MarkedAlready
    return own


def _begun(session: AsyncSession, task: MarkingTask, actor: Actor, now: datetime) -> Marking:
    own = Marking(
        task_id=task.id,
        round=task.round,
        marker_id=actor.person_id,
        levels={},
        comment="",
        revision=0,
        updated_at=now,
    )
    session.add(own)
    return own


def _check_levels(question: Question, levels: Mapping[str, str], *, whole: bool) -> Fraction:
    """Credit of the levels; of a draft without all its criteria, nothing yet."""
    key = Key.model_validate(question.key)
    known = {
        criterion: level
        for criterion, level in levels.items()
        if level in key.rubric.get(criterion, {})
    }
    if known != dict(levels):
        raise MarksMisfit
    if not whole and set(known) != set(key.rubric):
        return Fraction(0)
    try:
        return credit_of(key, levels)
    except ResponseMisfitError as misfit:
        raise MarksMisfit from misfit


async def give_marks(
    session: AsyncSession,
    actor: Actor,
    task_id: UUID,
    *,
    levels: Mapping[str, str],
    comment: str,
    now: datetime,
) -> MarkingTask:
    """Give marks for good; the task as it stands then. The same marks sent again change nothing.

    Raises ``MarkedAlready`` where the actor gave others or the round is over, ``MarksMisfit`` for
    marks that are not the rubric's.
    """
    ground = await _locked(session, actor, task_id)
    task = ground.task
    credit = _check_levels(ground.question, levels, whole=True)
    own = await queries.marking_by(session, task, actor.person_id)
    if own is not None and own.submitted_at is not None:
        if (own.levels, own.comment) == (dict(levels), comment):
            return task
        raise MarkedAlready
    own = await _open_marking(session, task, actor) or _begun(session, task, actor, now)
    own.levels, own.comment, own.credit = dict(levels), comment, str(credit)
    own.revision, own.updated_at = own.revision + 1, now
    own.submitted_at = await _after_the_others(session, task, now)
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="response.marked",
        subject_kind="marking_task",
        subject_id=task.id,
        now=now,
        question=task.question_id,
        round=task.round,
    )
    await session.flush()  # the round is settled by all that was given in it, this too
    await _settle(session, actor, ground, now)
    return task


async def _after_the_others(session: AsyncSession, task: MarkingTask, now: datetime) -> datetime:
    """``now``, or just after the last that was given: the third of a round must stay the third,
    even if its request came in while the second one's was still at work.
    """
    given = (await queries.markings_of(session, [task.id])).get(task.id, [])
    last = [one.submitted_at for one in given if one.submitted_at is not None]
    return max([now, *(moment + timedelta(microseconds=1) for moment in last)])


async def _settle(session: AsyncSession, actor: Actor, ground: Ground, now: datetime) -> None:
    """Close the round if it has come to something; close or rule the attempt if that was all."""
    task = ground.task
    given = (await queries.markings_of(session, [task.id])).get(task.id, [])
    credits_given = [Fraction(one.credit) for one in given if one.credit is not None]
    credit = settled(credits_given, task.markers)
    if credit is None:
        task.state = TaskState.THIRD if len(given) >= task.markers else TaskState.WAITING
        return
    task.state, task.credit, task.settled_at = TaskState.SETTLED, str(credit), now
    await session.flush()  # what follows counts the tasks that are still open
    await settled_one(session, ground.attempt, ground.quiz, task, actor.person_id, now)


async def settled_one(
    session: AsyncSession,
    attempt: Attempt,
    quiz: Quiz,
    task: MarkingTask,
    by: UUID,
    now: datetime,
) -> None:
    """A task of the attempt has its credit: take it into the attempt's marks."""
    mark = {"command": str(task.command_id), "credit": task.credit}
    if attempt.state is AttemptState.MARKING:
        attempt.marks = dict(attempt.marks or {}) | {task.question_id: mark}
        if not await queries.open_tasks(session, attempt.id):
            await finish(session, attempt, quiz, now)
        return
    if task.question_id in needs_no_mark(await regrades_of(session, attempt.activity_id)):
        return
    said = await rulings_of(session, attempt.id)
    standing: Marks = dict((said[-1].marks if said else attempt.marks) or {})
    marks = standing | {task.question_id: mark}
    score = score_of(questions_of(attempt, quiz), marks)
    await rule(
        session,
        attempt,
        quiz,
        cause=RulingCause.MARKED,
        by=by,
        reason="",  # the comments say it
        marks=marks,
        score=score,
        passed=has_passed(score, attempt.pass_mark),
        now=now,
        is_waiting=await queries.open_tasks(session, attempt.id) > 0,
    )


async def mark_anew(
    session: AsyncSession, actor: Actor, task_id: UUID, *, reason: str, now: datetime
) -> MarkingTask:
    """Begin another round of a settled response. The result stands until the round is settled.

    Raises ``NotSettled`` while marks are still awaited.
    """
    ground = await _locked(session, actor, task_id)
    task = ground.task
    if task.state is not TaskState.SETTLED:
        raise NotSettled
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="response.reopened",
        subject_kind="marking_task",
        subject_id=task.id,
        now=now,
        question=task.question_id,
        round=task.round + 1,
        reason=reason,
    )
    queries.ask_again(task, task.command_id, task.queue_at)
    return task
