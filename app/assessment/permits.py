"""Start permits: leave to begin attempts without us, one a chance, the same on every device.

A permit is kept in a row until it is half used up, so that every device is told the same token;
two devices that redeem it begin one attempt. It says what will be asked: who has it could prepare,
so a quiz that counts is offline only with a drawn pool (``quiz.usual_offline_policy``).
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import chances, queries
from app.assessment.allowance import Allowance
from app.assessment.allowed import allowances_in
from app.assessment.models import Attempt, AttemptState, StartPermit
from app.assessment.quiz import Asked, Quiz
from app.assessment.quizzes import quiz_in
from app.assessment.schemas import PermitRead, PermitRefused, PermitsRead, QuizTiming
from app.assessment.shuffle import seed_of
from app.assessment.timing import Terms
from app.assessment.timing_words import rule_words
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.identity.tokens import StartClaims, StartTokens
from app.learning.errors import NotEnrolled
from app.learning.service import course_and_enrolment

# Of ``session.info``: what signs start tokens, and the secret behind the seeds of attempts.
STARTS_KEY = "lentera.starts"
SEEDS_KEY = "lentera.seeds"

LIFETIME = timedelta(days=60)
RENEWED_BEFORE = timedelta(days=30)
# So many further attempts may be begun before a device must come back for new permits.
CHANCES_AHEAD = 3


def timing_of(terms: Terms, language: str) -> QuizTiming:
    """The rule of a quiz, for the API and in words."""
    return QuizTiming(
        policy=terms.policy,
        allowed=terms.allows_offline_start,
        time_limit_minutes=minutes_of(terms),
        grace_seconds=int(terms.grace.total_seconds()),
        reach_within_hours=hours_of(terms),
        words=rule_words(terms, language),
    )


def minutes_of(terms: Terms) -> int | None:
    return None if terms.limit is None else int(terms.limit.total_seconds() // 60)


def hours_of(terms: Terms) -> int | None:
    return int(terms.reach_within.total_seconds() // 3600) or None


def start_token(
    session: AsyncSession, attempt: Attempt, issued_at: datetime, expires_at: datetime
) -> str:
    """The signed token of an attempt that has begun."""
    terms = Terms.read(attempt.terms)
    return _token(
        session,
        StartClaims(attempt.person_id, attempt.id, attempt.publication_id, issued_at, expires_at),
        terms,
        attempt.seed,
        started_at=attempt.started_at,
    )


def _token(
    session: AsyncSession,
    claims: StartClaims,
    terms: Terms,
    seed: str,
    *,
    started_at: datetime | None = None,
) -> str:
    signer: StartTokens = session.info[STARTS_KEY]
    said: dict[str, str | int] = {
        key: value for key, value in terms.stored().items() if value is not None
    }
    if started_at is not None:
        said["started_at"] = started_at.isoformat()
        if (end := terms.end(started_at)) is not None:
            said["deadline"] = end.isoformat()
    return signer.issue(claims, seed=seed, **said)


async def permits_for(session: AsyncSession, actor: Actor, slug: str, now: datetime) -> PermitsRead:
    """Permits for the quizzes of a course that the actor takes; raises ``NotEnrolled``."""
    _, enrolment = await course_and_enrolment(session, actor, slug)
    if enrolment is None:
        raise NotEnrolled
    published = await publications_of(session).get(enrolment.publication_id)
    attempts = await queries.attempts_of_enrolment(session, actor.person_id, enrolment.id)
    allowances = await allowances_in(session, actor, published.public.course_id)
    wanted: list[tuple[Quiz, UUID, int]] = []
    read, refused = [], []
    for activity in published.public.activities():
        quiz = quiz_in(published, activity.id)
        if quiz is None:
            continue
        if not quiz.terms.allows_offline_start:
            refused.append(PermitRefused(activity=activity.id, reason="not-allowed"))
            continue
        own = [attempt for attempt in attempts if attempt.activity_id == activity.id]
        running = [a for a in own if a.state is AttemptState.OPEN]
        read += [_running(session, attempt, now) for attempt in running]
        allowance = allowances.at(activity.id)
        if (state := allowance.window.state(now)) != "open":
            if not running:
                refused.append(PermitRefused(activity=activity.id, reason=_OUTSIDE[state]))
            continue
        most = allowance.chances(quiz.rules.chances)
        ahead = list(_chances_ahead({a.chance for a in own}, most))
        if not ahead and not running:
            refused.append(PermitRefused(activity=activity.id, reason="no-chances-left"))
        wanted += [(quiz, activity.id, chance) for chance in ahead]
    ids = {
        chances.attempt_id(enrolment.id, activity, chance): (quiz, activity, chance)
        for quiz, activity, chance in wanted
    }
    rows = await _kept(session, actor, enrolment.id, published.id, ids, now)
    for row in rows:
        quiz, activity_id, _ = ids[row.attempt_id]
        read.append(_fresh(session, row, quiz, allowances.at(activity_id)))
    return PermitsRead(received_at=now, permits=read, refused=refused)


_OUTSIDE: Mapping[str, Literal["not-open-yet", "window-closed"]] = {
    "before": "not-open-yet",
    "after": "window-closed",
}


def _chances_ahead(used: Collection[int], most: int | None) -> Iterator[int]:
    taken = set(used)
    for _ in range(CHANCES_AHEAD):
        chance = chances.next_chance(taken, most)
        if chance is None:
            return
        taken.add(chance)
        yield chance


async def _kept(
    session: AsyncSession,
    actor: Actor,
    enrolment_id: UUID,
    publication_id: str,
    wanted: dict[UUID, tuple[Quiz, UUID, int]],
    now: datetime,
) -> list[StartPermit]:
    """The rows of these attempts, made or renewed as needed, by the order of ``wanted``."""
    issued_at = now.replace(microsecond=0)
    rows = [
        {
            "attempt_id": attempt_id,
            "publication_id": publication_id,
            "person_id": actor.person_id,
            "enrolment_id": enrolment_id,
            "activity_id": activity_id,
            "chance": chance,
            "issued_at": issued_at,
            "expires_at": issued_at + LIFETIME,
        }
        for attempt_id, (_, activity_id, chance) in wanted.items()
    ]
    await queries.keep_permits(session, rows, renew_before=now + RENEWED_BEFORE)
    kept = await queries.permits_of(session, actor.person_id, enrolment_id, publication_id)
    return [kept[attempt_id] for attempt_id in wanted]


def _fresh(session: AsyncSession, row: StartPermit, quiz: Quiz, allowance: Allowance) -> PermitRead:
    """Good within the window alone, however long the row is kept."""
    seed = seed_of(session.info[SEEDS_KEY], row.attempt_id)
    terms = allowance.terms(quiz.terms)
    issued_at = max(row.issued_at, terms.opens_at or row.issued_at)
    expires_at = min(row.expires_at, terms.closes_at or row.expires_at)
    claims = StartClaims(row.person_id, row.attempt_id, row.publication_id, issued_at, expires_at)
    return PermitRead(
        attempt=row.attempt_id,
        enrolment=row.enrolment_id,
        activity=row.activity_id,
        publication=row.publication_id,
        chance=row.chance,
        seed=seed,
        asked=list(quiz.order(seed)),
        policy=terms.policy,
        time_limit_minutes=minutes_of(terms),
        grace_seconds=int(terms.grace.total_seconds()),
        reach_within_hours=hours_of(terms),
        issued_at=issued_at,
        expires_at=expires_at,
        state="fresh",
        started_at=None,
        token=_token(session, claims, terms, seed),
    )


def _running(session: AsyncSession, attempt: Attempt, now: datetime) -> PermitRead:
    """An attempt that has begun, as a device needs it to go on alone."""
    terms = Terms.read(attempt.terms)
    issued_at = attempt.started_at.replace(microsecond=0)
    expires_at = now.replace(microsecond=0) + LIFETIME
    return PermitRead(
        attempt=attempt.id,
        enrolment=attempt.enrolment_id,
        activity=attempt.activity_id,
        publication=attempt.publication_id,
        chance=attempt.chance,
        seed=attempt.seed,
        asked=[Asked.model_validate(one) for one in attempt.asked],
        policy=terms.policy,
        time_limit_minutes=minutes_of(terms),
        grace_seconds=int(terms.grace.total_seconds()),
        reach_within_hours=hours_of(terms),
        issued_at=issued_at,
        expires_at=expires_at,
        state="open",
        started_at=attempt.started_at,
        token=start_token(session, attempt, issued_at, expires_at),
    )
