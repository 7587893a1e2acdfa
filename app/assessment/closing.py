"""Handing in and closing an attempt: the submit fixes the pins, the pinned answers are marked.

The caller holds the enrolment's lock (``queries.lock_enrolment``).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import queries
from app.assessment.finishing import conclude, marked
from app.assessment.judging import begun_of, in_time, judge_attempt, submit_evidence
from app.assessment.models import Attempt, AttemptState
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_at
from app.assessment.redeciding import questions_of
from app.assessment.reporting import report
from app.assessment.timing import Terms
from app.assessment.versions import Pin, Version, handed_in, in_force, missing
from app.identity.actor import Actor
from app.kit.jobs import Handler, enqueue
from app.learning.kinds import Awaiting, CommandContext
from app.learning.statuses import OutcomeState

CLOSE_OVERDUE = "assessment.close-overdue"
CLOSE_UNSUBMITTED = "assessment.close-unsubmitted"
# How long pinned answers may take to arrive; then what is there is marked.
PATIENCE = timedelta(hours=72)


def pins_of(attempt: Attempt) -> dict[str, Pin]:
    """What was handed in, by question; nothing before the submit."""
    return {
        question: Pin(UUID(pin["command"]), pin["sha256"])
        for question, pin in (attempt.pins or {}).items()
    }


async def hand_in(
    session: AsyncSession,
    attempt: Attempt,
    quiz: Quiz,
    pins: Mapping[str, Pin],
    command: CommandContext,
    elapsed: timedelta | None,
) -> None:
    """Fix the pins of an open attempt; close it at once if all pinned answers are here.

    ``elapsed``: since the start, by the device's monotonic clock.
    """
    attempt.judgement = submit_evidence(command, elapsed)
    attempt.state = AttemptState.SUBMITTED
    attempt.submit_command_id = command.id
    attempt.submitted_at, attempt.finished_at = command.received_at, command.corrected_at
    attempt.pins = {
        question: {"command": str(pin.command_id), "sha256": pin.content_hash}
        for question, pin in pins.items()
    }
    if await close_if_complete(session, attempt, quiz, command.received_at):
        return
    enqueue(
        session,
        CLOSE_OVERDUE,
        run_at=command.received_at + PATIENCE,
        payload={"attempt": str(attempt.id)},
    )
    await report(session, attempt, quiz, OutcomeState.WAITING, None, command.received_at)


async def close_if_complete(
    session: AsyncSession, attempt: Attempt, quiz: Quiz, now: datetime
) -> bool:
    """Close a submitted attempt if nothing it is judged by is still on its way; whether it did.

    That is its pinned answers and, where time decides, its start.
    """
    if Terms.read(attempt.terms).is_timed and await begun_of(session, attempt) is None:
        return False
    pins = pins_of(attempt)
    with session.no_autoflush:  # the hand-in and the close are one UPDATE
        versions = await queries.versions_of(session, attempt.person_id, attempt.id)
    away = missing({one.command_id for one in versions}, pins)
    if away:
        # A pin may name an answer to another attempt: it is here, and counts for nothing.
        arrived = await queries.answer_ids(session, attempt.person_id, away)
        if away - arrived:
            return False
    await close(session, attempt, quiz, now, versions)
    return True


async def close(
    session: AsyncSession,
    attempt: Attempt,
    quiz: Quiz,
    now: datetime,
    versions: Sequence[Version] | None = None,
) -> None:
    """Mark what counts, and report the outcome; what people must mark waits for them.

    ``versions``: of the attempt, if they are read.

    In time: exactly the pinned answers that are here. Late, or never handed in: the answers that
    were in time, as they stood last.
    """
    with session.no_autoflush:
        if versions is None:
            versions = await queries.versions_of(session, attempt.person_id, attempt.id)
        begun = await begun_of(session, attempt)
        judgement = await judge_attempt(session, attempt, begun)
    if judgement.is_late or attempt.pins is None:
        counted = in_force(in_time(attempt, begun, versions))
    else:
        counted = handed_in(versions, pins_of(attempt))
    await conclude(session, attempt, quiz, marked(questions_of(attempt, quiz), counted), now)


async def close_arrived(
    session: AsyncSession, actor: Actor, attempt_ids: frozenset[UUID], now: datetime
) -> None:
    """After answers have been stored: close the submitted attempts that waited for them."""
    for enrolment_id, attempt_id in await queries.unclosed_attempts(
        session, actor.person_id, attempt_ids
    ):
        await queries.lock_enrolment(session, enrolment_id)
        attempt = await queries.attempt_of(session, actor.person_id, attempt_id)
        if attempt is None or attempt.state is not AttemptState.SUBMITTED:
            continue
        quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
        assert quiz is not None, attempt_id
        await close_if_complete(session, attempt, quiz, now)


async def close_overdue(session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Waited long enough: mark what has arrived. Run twice, it closes once."""
    attempt = await queries.attempt_by_id(session, UUID(payload["attempt"]))
    if attempt is None:
        return
    await queries.lock_enrolment(session, attempt.enrolment_id)
    attempt = await queries.attempt_of(session, attempt.person_id, attempt.id)
    if attempt is None or attempt.state is not AttemptState.SUBMITTED:
        return
    quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
    assert quiz is not None, attempt.id
    await close(session, attempt, quiz, now)


def close_unsubmitted_later(session: AsyncSession, attempt: Attempt, now: datetime) -> None:
    """An attempt whose time ends is closed some time after, if nobody hands it in."""
    over = Terms.read(attempt.terms).over(attempt.started_at)
    if over is not None:
        payload = {"attempt": str(attempt.id)}
        run_at = max(over, now) + PATIENCE
        enqueue(session, CLOSE_UNSUBMITTED, run_at=run_at, payload=payload)


async def close_unsubmitted(
    session: AsyncSession, payload: Mapping[str, Any], now: datetime
) -> None:
    """The window of an open attempt is over: mark the answers that were in time."""
    attempt = await queries.attempt_by_id(session, UUID(payload["attempt"]))
    if attempt is None:
        return
    await queries.lock_enrolment(session, attempt.enrolment_id)
    attempt = await queries.attempt_of(session, attempt.person_id, attempt.id)
    if attempt is None or attempt.state is not AttemptState.OPEN:
        return
    over = Terms.read(attempt.terms).over(attempt.started_at)
    if over is None or now < over + PATIENCE:
        # It was given more time meanwhile.
        close_unsubmitted_later(session, attempt, now)
        return
    quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
    assert quiz is not None, attempt.id
    await close(session, attempt, quiz, now)


# The attempts among those touched that may close now.
CLOSE_ARRIVED = Awaiting(close_arrived, queries.submitted_among, frozenset({"answer"}))
JOBS: Mapping[str, Handler] = {
    CLOSE_OVERDUE: close_overdue,
    CLOSE_UNSUBMITTED: close_unsubmitted,
}
