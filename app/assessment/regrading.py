"""A question is judged otherwise: ordered by course staff, worked through by a job.

The job goes over every attempt of the quiz by id, a few at a time, each batch in a transaction of
its own; run twice, it rules once. An attempt that is closing meanwhile is safe either way: the job
waits for its enrolment's lock and finds it closed, or its close finds the regrade
(``redeciding.follow``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import policy
from app.assessment.errors import (
    NotRegradable,
    RegradedAlready,
    RegradeNotFound,
    RegradeOutdated,
)
from app.assessment.finishing import finish
from app.assessment.models import (
    Attempt,
    AttemptState,
    Regrade,
    RegradeMode,
    TaskState,
)
from app.assessment.queries import attempt_by_id
from app.assessment.queries import regrades as queries
from app.assessment.queries.marking import OPEN, open_tasks, tasks_of
from app.assessment.queries.rulings import rulings_of
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_at
from app.assessment.redeciding import apply_regrade, in_force, rule_by
from app.assessment.weighing import Marks
from app.catalogue import service as catalogue
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.kit import audit
from app.kit.ids import uuid7
from app.kit.jobs import Handler, enqueue

REGRADE = "assessment.regrade"
BATCH = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """A quiz of a course the actor may regrade, by the course's current version."""

    course_id: UUID
    publication_id: str
    activity_id: UUID
    quiz: Quiz


async def desk_of(session: AsyncSession, actor: Actor, course: str, activity: str) -> Desk:
    """``course`` and ``activity`` by slug; raises ``RegradeNotFound``."""
    found = await catalogue.course_with_slug(session, course)
    if found is None or found.publication_id is None or not policy.may_rule(actor, found.id):
        raise RegradeNotFound
    published = await publications_of(session).get(found.publication_id)
    meant = published.public.activity_by_slug(activity)
    quiz = None if meant is None else await quiz_at(session, published.id, meant.id)
    if meant is None or quiz is None:
        raise RegradeNotFound
    return Desk(found.id, published.id, meant.id, quiz)


def basis_of(desk: Desk, mode: RegradeMode, regrades: int) -> str:
    """What a preview rests on: order by another basis and what happens is not what was shown."""
    key = desk.publication_id[:16] if mode is RegradeMode.CURRENT_KEY else "-"
    return f"{regrades}.{key}"


async def order(
    session: AsyncSession,
    actor: Actor,
    course: str,
    activity: str,
    *,
    question_id: str,
    mode: RegradeMode,
    reason: str,
    basis: str,
    now: datetime,
) -> Regrade:
    """Order a regrade; a job carries it out. ``basis``: of the preview it was decided on.

    Raises ``RegradeOutdated`` for another basis, ``RegradedAlready`` for what holds anyway,
    ``NotRegradable``.
    """
    desk = await desk_of(session, actor, course, activity)
    await queries.lock_course(session, desk.course_id)
    before = await queries.regrades_of(session, desk.activity_id)
    if basis != basis_of(desk, mode, len(before)):
        raise RegradeOutdated
    await check_regradable(session, desk, question_id, mode)
    publication_id = desk.publication_id if mode is RegradeMode.CURRENT_KEY else None
    last = next((one for one in in_force(before) if one.question_id == question_id), None)
    if last is not None and (last.mode, last.publication_id) == (mode, publication_id):
        raise RegradedAlready
    regrade = Regrade(
        id=uuid7(),
        course_id=desk.course_id,
        activity_id=desk.activity_id,
        number=len(before) + 1,
        question_id=question_id,
        mode=mode,
        publication_id=publication_id,
        reason=reason,
        by=actor.person_id,
        at=now,
        attempts=await queries.closed_count(session, desk.activity_id),
    )
    session.add(regrade)
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="quiz.regraded",
        subject_kind="regrade",
        subject_id=regrade.id,
        now=now,
        course=course,
        activity=activity,
        question=question_id,
        mode=mode.value,
        reason=reason,
    )
    enqueue(session, REGRADE, run_at=now, payload={"regrade": str(regrade.id), "after": None})
    return regrade


async def check_regradable(
    session: AsyncSession, desk: Desk, question_id: str, mode: RegradeMode
) -> None:
    """Raises ``NotRegradable`` for a question that no version of the quiz asks for points.

    Of earlier versions those count that some attempt was made with.
    """
    quizzes = [desk.quiz]
    if mode is not RegradeMode.CURRENT_KEY:
        for publication in await queries.publications_with_attempts(session, desk.activity_id):
            older = await quiz_at(session, publication, desk.activity_id)
            quizzes += [older] if older is not None else []
    asking = [quiz for quiz in quizzes if quiz.has(question_id)]
    if not any(quiz.question(question_id).points for quiz in asking):
        raise NotRegradable


async def carry_out(session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """One batch of a regrade, and the job of the next one."""
    regrade = await queries.regrade_by_id(session, UUID(payload["regrade"]))
    if regrade is None or regrade.finished_at is not None:
        return
    after = None if payload["after"] is None else UUID(payload["after"])
    batch = await queries.attempts_after(session, regrade.activity_id, after, BATCH)
    if not batch:
        await queries.finish_regrade(session, regrade.id, now)
        return
    ids = [attempt.id for attempt in batch]
    await queries.lock_enrolments(session, {attempt.enrolment_id for attempt in batch})
    done = await queries.judged_since(session, ids, regrade.activity_id, regrade.number)
    # The last decision on a question holds, whichever job comes by first.
    regrades = await queries.regrades_of(session, regrade.activity_id)
    holds = next(one for one in in_force(regrades) if one.question_id == regrade.question_id)
    for attempt_id in sorted(ids):
        if done.get(attempt_id) != regrade.number:
            is_later = attempt_id in done
            await _judge_anew(session, attempt_id, regrade, holds, now, is_later=is_later)
    last = {"regrade": str(regrade.id), "after": str(max(ids))}
    enqueue(session, REGRADE, run_at=now, payload=last)


async def _judge_anew(
    session: AsyncSession,
    attempt_id: UUID,
    regrade: Regrade,
    holds: Regrade,
    now: datetime,
    *,
    is_later: bool,
) -> None:
    """Rule on an attempt if it is closed; else see that it waits for no mark it needs no more.

    ``is_later``: a later regrade has ruled on it. Its close took in all there were, but the job of
    a later one that came by first only its own: what the marks say tells which it was.
    """
    attempt = await attempt_by_id(session, attempt_id)
    assert attempt is not None, attempt_id
    if attempt.state not in {AttemptState.CLOSED, AttemptState.MARKING}:
        return  # its close will find the regrade
    quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
    assert quiz is not None, attempt_id
    if holds.mode is not RegradeMode.CURRENT_KEY:
        await _drop_task(session, attempt, holds.question_id, now)
    if attempt.state is AttemptState.MARKING:
        if not await open_tasks(session, attempt.id):
            await finish(session, attempt, quiz, now)
        return
    said = await rulings_of(session, attempt.id)
    standing: Marks = dict((said[-1].marks if said else attempt.marks) or {})
    marks = await apply_regrade(session, attempt, quiz, holds, standing)
    if marks is not None and not (is_later and marks == standing):
        await rule_by(session, attempt, quiz, regrade, marks, now)


async def _drop_task(
    session: AsyncSession, attempt: Attempt, question_id: str, now: datetime
) -> None:
    for task in await tasks_of(session, attempt.id):
        if task.question_id == question_id and task.state in OPEN:
            task.state, task.settled_at = TaskState.DROPPED, now
    await session.flush()  # what follows counts the tasks that are still open


JOBS: Mapping[str, Handler] = {REGRADE: carry_out}
