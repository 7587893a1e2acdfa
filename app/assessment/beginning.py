"""Which attempt a command means, whether it may begin now, and beginning it.

The caller holds the enrolment's lock (``queries.lock_enrolment``).
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import chances, queries
from app.assessment.allowance import Allowance, Window
from app.assessment.allowed import allowance_at
from app.assessment.closing import close_unsubmitted_later
from app.assessment.errors import (
    AttemptUnknown,
    NoChancesLeft,
    QuizNotFound,
    QuizNotOpen,
    QuizOver,
)
from app.assessment.models import Attempt, AttemptState
from app.assessment.payloads import StartPayload
from app.assessment.permits import SEEDS_KEY
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_at
from app.assessment.shuffle import seed_of
from app.assessment.timing import CLOCK_TOLERANCE
from app.catalogue.earlier import version_with
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.identity.tokens import StartClaims
from app.learning.kinds import ActivityPayload, CommandContext


@dataclass(frozen=True, slots=True)
class Ground:
    """What a command about an attempt stands on; ``attempt`` None: its chance has not begun."""

    quiz: Quiz
    publication_id: str
    attempt: Attempt | None
    chance: int
    allowance: Allowance


async def quiz_of(session: AsyncSession, publication_id: str, activity_id: UUID) -> Quiz:
    """Raises ``QuizNotFound``."""
    quiz = await quiz_at(session, publication_id, activity_id)
    if quiz is None:
        raise QuizNotFound
    return quiz


async def ground_of(
    session: AsyncSession, actor: Actor, payload: ActivityPayload, attempt_id: UUID
) -> Ground:
    """Raises ``AttemptUnknown`` for an id that this enrolment and activity cannot have."""
    attempt = await queries.attempt_of(session, actor.person_id, attempt_id)
    if attempt is not None:
        if (attempt.enrolment_id, attempt.activity_id) != (payload.enrolment, payload.activity):
            raise AttemptUnknown
        quiz = await quiz_of(session, attempt.publication_id, payload.activity)
        return Ground(quiz, attempt.publication_id, attempt, attempt.chance, Allowance())
    publication_id = await _publication(session, actor, payload)
    quiz = await quiz_of(session, publication_id, payload.activity)
    allowance = await allowance_at(session, actor, publication_id, payload.activity)
    started = await queries.attempts_at(
        session, actor.person_id, payload.enrolment, payload.activity
    )
    chance = chances.chance_of(
        attempt_id,
        payload.enrolment,
        payload.activity,
        chances=allowance.chances(quiz.rules.chances),
        started=len(started),
    )
    if chance is None:
        raise AttemptUnknown
    return Ground(quiz, publication_id, None, chance, allowance)


async def meant(
    session: AsyncSession, actor: Actor, payload: StartPayload, publication_id: str | None
) -> Ground:
    """The open attempt; else one whose submit came before its start; else the next chance.

    ``publication_id``: what the actor's enrolment is pinned to; None if it is gone.
    """
    if publication_id is None:
        raise AttemptUnknown
    quiz = await quiz_of(session, publication_id, payload.activity)
    attempts = await queries.attempts_at(
        session, actor.person_id, payload.enrolment, payload.activity
    )
    no_start_yet = await queries.without_start(session, [attempt.id for attempt in attempts])
    candidates = [a for a in attempts if a.state is AttemptState.OPEN]
    candidates += [a for a in attempts if a.id in no_start_yet]
    if candidates:
        found = candidates[0]
        return Ground(quiz, found.publication_id, found, found.chance, Allowance())
    allowance = await allowance_at(session, actor, publication_id, payload.activity)
    most = allowance.chances(quiz.rules.chances)
    chance = chances.next_chance({a.chance for a in attempts}, most)
    if chance is None:
        raise NoChancesLeft
    return Ground(quiz, publication_id, None, chance, allowance)


async def _publication(session: AsyncSession, actor: Actor, payload: ActivityPayload) -> str:
    publication_id = await queries.publication_of(session, actor.person_id, payload.enrolment)
    if publication_id is None:
        raise AttemptUnknown
    published = await publications_of(session).get(publication_id)
    # Begun on a device before its learner moved to a version without the quiz.
    having = await version_with(session, published, payload.activity)
    return having.id if having else publication_id


async def begun(
    session: AsyncSession,
    actor: Actor,
    command: CommandContext,
    payload: ActivityPayload,
    ground: Ground,
    *,
    permit: StartClaims | None = None,
    is_submit: bool = False,
) -> Attempt:
    """The attempt of a chance, begun now if it was not.

    Raises ``QuizNotOpen`` before its window and ``QuizOver`` after it. ``permit``: leave to begin
    without us, whose start is judged by when the device says it was. ``is_submit``: what is handed
    in after the window is kept and judged, for its start may still be on its way.
    """
    if ground.attempt is not None:
        return ground.attempt
    if is_submit:
        _refuse_outside(Window(opens_at=ground.allowance.window.opens_at), command)
    else:
        _refuse_outside(ground.allowance.window, command, by_device=permit is not None)
    attempt_id = chances.attempt_id(payload.enrolment, payload.activity, ground.chance)
    seed = seed_of(session.info[SEEDS_KEY], attempt_id)
    attempt = await queries.add_attempt(
        session,
        {
            "id": attempt_id,
            "person_id": actor.person_id,
            "enrolment_id": payload.enrolment,
            "activity_id": payload.activity,
            "publication_id": ground.publication_id,
            "chance": ground.chance,
            "seed": seed,
            "state": AttemptState.OPEN,
            "asked": [asked.model_dump(mode="json") for asked in ground.quiz.order(seed)],
            "pass_mark": ground.quiz.rules.pass_mark,
            "started_at": command.received_at,
            "terms": ground.allowance.terms(ground.quiz.terms).stored(),
        },
    )
    attempt = attempt or await queries.attempt_of(session, actor.person_id, attempt_id)
    assert attempt is not None, attempt_id
    close_unsubmitted_later(session, attempt, command.received_at)
    return attempt


def _refuse_outside(window: Window, command: CommandContext, *, by_device: bool = False) -> None:
    tolerance = CLOCK_TOLERANCE if by_device else timedelta(0)
    at = command.corrected_at if by_device else command.received_at
    if window.opens_at is not None and at < window.opens_at - tolerance:
        raise QuizNotOpen
    if window.closes_at is not None and at > window.closes_at:
        raise QuizOver
