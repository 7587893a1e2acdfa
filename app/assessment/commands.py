"""Command kinds of quizzes: start, answer, flag, submit.

Every kind may arrive in any order and again. An answer whose attempt has not begun is kept; a
submit whose attempt has not begun begins it, and the start that comes after joins it. A start that
names no attempt asks for the open one or, if there is none, the next: it is the only command whose
meaning depends on when it arrives, so a device that works ahead of the server names the attempt.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import chances, queries
from app.assessment.closing import (
    close_if_complete,
    close_unsubmitted_later,
    hand_in,
    pins_of,
)
from app.assessment.errors import (
    AlreadySubmitted,
    AttemptUnknown,
    NoChancesLeft,
    PermitInvalid,
    QuestionUnknown,
    QuizNotFound,
    ResponseInvalid,
    refusal,
)
from app.assessment.models import Attempt, AttemptState
from app.assessment.payloads import AnswerPayload, FlagPayload, StartPayload, SubmitPayload
from app.assessment.permits import LIFETIME, SEEDS_KEY, STARTS_KEY, minutes_of, start_token
from app.assessment.questions.base import ResponseMisfitError
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_at
from app.assessment.shuffle import seed_of
from app.assessment.timing import Terms
from app.assessment.versions import Pin
from app.identity.actor import Actor
from app.identity.tokens import StartClaims, StartTokens
from app.kit.problems import Problem
from app.learning.kinds import (
    ActivityPayload,
    Applied,
    Apply,
    CommandContext,
    CommandKind,
    Entry,
    applied_together,
)

PayloadT = TypeVar("PayloadT", bound=ActivityPayload)
Act = Callable[[AsyncSession, Actor, CommandContext, PayloadT], Awaitable[dict[str, Any]]]


def _refusing(act: Act[PayloadT]) -> Apply:
    """The act as learning calls it: a problem of ours is the command's refusal for good."""

    async def apply(
        session: AsyncSession, actor: Actor, command: CommandContext, payload: PayloadT
    ) -> Applied:
        try:
            return Applied(answer=await act(session, actor, command, payload))
        except _REFUSALS as problem:
            return refusal(type(problem), actor.language)

    return apply


_REFUSALS: tuple[type[Problem], ...] = (
    QuizNotFound,
    AlreadySubmitted,
    AttemptUnknown,
    NoChancesLeft,
    PermitInvalid,
    QuestionUnknown,
    ResponseInvalid,
)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a command about an attempt stands on; ``attempt`` None: its chance has not begun."""

    quiz: Quiz
    publication_id: str
    attempt: Attempt | None
    chance: int


async def _ground(
    session: AsyncSession, actor: Actor, payload: ActivityPayload, attempt_id: UUID
) -> _Ground:
    """Raises ``AttemptUnknown`` for an id that this enrolment and activity cannot have."""
    attempt = await queries.attempt_of(session, actor.person_id, attempt_id)
    if attempt is not None:
        if (attempt.enrolment_id, attempt.activity_id) != (payload.enrolment, payload.activity):
            raise AttemptUnknown
        quiz = await _quiz(session, attempt.publication_id, payload.activity)
        return _Ground(quiz, attempt.publication_id, attempt, attempt.chance)
    publication_id = await _publication(session, actor, payload)
    quiz = await _quiz(session, publication_id, payload.activity)
    begun = await queries.attempts_at(session, actor.person_id, payload.enrolment, payload.activity)
    chance = chances.chance_of(
        attempt_id,
        payload.enrolment,
        payload.activity,
        chances=quiz.rules.chances,
        started=len(begun),
    )
    if chance is None:
        raise AttemptUnknown
    return _Ground(quiz, publication_id, None, chance)


async def _publication(session: AsyncSession, actor: Actor, payload: ActivityPayload) -> str:
    publication_id = await queries.publication_of(session, actor.person_id, payload.enrolment)
    if publication_id is None:
        raise AttemptUnknown
    return publication_id


async def _quiz(session: AsyncSession, publication_id: str, activity_id: UUID) -> Quiz:
    quiz = await quiz_at(session, publication_id, activity_id)
    if quiz is None:
        raise QuizNotFound
    return quiz


async def _begun(
    session: AsyncSession,
    actor: Actor,
    command: CommandContext,
    payload: ActivityPayload,
    ground: _Ground,
) -> Attempt:
    """The attempt of a chance, begun now if it was not."""
    if ground.attempt is not None:
        return ground.attempt
    attempt_id = chances.attempt_id(payload.enrolment, payload.activity, ground.chance)
    seed = seed_of(session.info[SEEDS_KEY], attempt_id)
    await queries.add_attempt(
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
            "terms": ground.quiz.terms.stored(),
        },
    )
    attempt = await queries.attempt_of(session, actor.person_id, attempt_id)
    assert attempt is not None, attempt_id
    close_unsubmitted_later(session, attempt, command.received_at)
    return attempt


@_refusing
async def _start(
    session: AsyncSession, actor: Actor, command: CommandContext, payload: StartPayload
) -> dict[str, Any]:
    await queries.lock_enrolment(session, payload.enrolment)
    permit = _permit(session, actor, payload)
    attempt_id = await queries.attempt_started_by(session, actor.person_id, command.id)
    if attempt_id is None:
        if payload.attempt is None:
            ground = await _meant(session, actor, payload)
        else:
            ground = await _ground(session, actor, payload, payload.attempt)
            if ground.attempt is None and permit is not None:
                quiz = await _quiz(session, permit.publication_id, payload.activity)
                ground = replace(ground, quiz=quiz, publication_id=permit.publication_id)
        attempt = await _begun(session, actor, command, payload, ground)
        attempt_id = attempt.id
        await queries.add_start(
            session,
            {
                "person_id": actor.person_id,
                "command_id": command.id,
                "attempt_id": attempt_id,
                "device": command.device,
                "seq": command.seq,
                "occurred_at": command.occurred_at,
                "corrected_at": command.corrected_at,
                "received_at": command.received_at,
                "permit_issued_at": permit.issued_at if permit else None,
                "permit_expires_at": permit.expires_at if permit else None,
            },
        )
        if attempt.state is AttemptState.SUBMITTED:
            # Its submit came first and could not be judged without a start.
            await close_if_complete(session, attempt, ground.quiz, command.received_at)
    found = await queries.attempt_of(session, actor.person_id, attempt_id)
    assert found is not None, attempt_id
    return {"attempt": _told(session, found)}


def _permit(session: AsyncSession, actor: Actor, payload: StartPayload) -> StartClaims | None:
    """What the start's permit says, if it has one; raises ``PermitInvalid`` for a forged one."""
    if payload.permit is None:
        return None
    signer: StartTokens = session.info[STARTS_KEY]
    claims = signer.verify(payload.permit)
    if claims is None or claims.person_id != actor.person_id or payload.attempt is None:
        raise PermitInvalid
    if claims.attempt_id != payload.attempt:
        raise PermitInvalid
    return claims


def _told(session: AsyncSession, attempt: Attempt) -> dict[str, Any]:
    """The start's answer: where the attempt is, and the signed token of what was begun."""
    terms = Terms.read(attempt.terms)
    issued_at = attempt.started_at.replace(microsecond=0)
    deadline = None if terms.limit is None else attempt.started_at + terms.limit
    return {
        "id": str(attempt.id),
        "link": f"/percobaan/{attempt.id}",
        "started_at": attempt.started_at.isoformat(),
        "deadline": deadline.isoformat() if deadline else None,
        "time_limit_minutes": minutes_of(terms),
        "grace_seconds": int(terms.grace.total_seconds()),
        "token": start_token(session, attempt, issued_at, issued_at + LIFETIME),
    }


async def _meant(session: AsyncSession, actor: Actor, payload: StartPayload) -> _Ground:
    """The open attempt; else one whose submit came before its start; else the next chance."""
    publication_id = await _publication(session, actor, payload)
    quiz = await _quiz(session, publication_id, payload.activity)
    attempts = await queries.attempts_at(
        session, actor.person_id, payload.enrolment, payload.activity
    )
    no_start_yet = await queries.without_start(session, [attempt.id for attempt in attempts])
    candidates = [a for a in attempts if a.state is AttemptState.OPEN]
    candidates += [a for a in attempts if a.id in no_start_yet]
    if candidates:
        found = candidates[0]
        return _Ground(quiz, found.publication_id, found, found.chance)
    chance = chances.next_chance({a.chance for a in attempts}, quiz.rules.chances)
    if chance is None:
        raise NoChancesLeft
    return _Ground(quiz, publication_id, None, chance)


async def _answer_many(session: AsyncSession, entries: Sequence[Entry]) -> list[Applied]:
    """Answers of a group. A bad one is refused and spoils nothing."""
    begun = await queries.briefs_of(session, {entry.payload.attempt for entry in entries})
    rows, applied = [], []
    for entry in entries:
        try:
            rows.append(await _version(session, entry, begun))
            applied.append(Applied())
        except _REFUSALS as problem:
            applied.append(refusal(type(problem), entry.actor.language))
    await queries.add_answers(session, rows)
    return applied


async def _version(
    session: AsyncSession, entry: Entry, begun: Mapping[UUID, queries.AttemptBrief]
) -> dict[str, Any]:
    """The row of an answer that fits its question."""
    command, payload = entry.command, entry.payload
    quiz = await _quiz_asking(session, entry, begun)
    question = quiz.question(payload.question)
    try:
        response = QUESTION_KINDS[question.kind].read(question.pieces_in("id"), payload.response)
    except ResponseMisfitError as misfit:
        raise ResponseInvalid from misfit
    return {
        "person_id": entry.actor.person_id,
        "command_id": command.id,
        "attempt_id": payload.attempt,
        "question_id": payload.question,
        "response": response.model_dump(mode="json"),
        "content_hash": command.content_hash,
        "hlc": command.hlc,
        "replaces": sorted({str(one) for one in payload.replaces}),
        "received_at": command.received_at,
    }


async def _quiz_asking(
    session: AsyncSession, entry: Entry, begun: Mapping[UUID, queries.AttemptBrief]
) -> Quiz:
    """The quiz of an attempt, if it may ask the question; the attempt may yet have to begin."""
    payload, brief = entry.payload, begun.get(entry.payload.attempt)
    if brief is None:
        ground = await _ground(session, entry.actor, payload, payload.attempt)
        if ground.quiz.has(payload.question):
            return ground.quiz
        # Begun on a device by a permit for an earlier version, which is still on its way.
        for publication_id in await queries.permitted_publications(
            session, entry.actor.person_id, payload.attempt
        ):
            quiz = await _quiz(session, publication_id, payload.activity)
            if quiz.has(payload.question):
                return quiz
        raise QuestionUnknown
    own = (brief.person_id, brief.enrolment_id, brief.activity_id)
    if own != (entry.actor.person_id, payload.enrolment, payload.activity):
        raise AttemptUnknown
    quiz = await _quiz(session, brief.publication_id, payload.activity)
    if not quiz.has(payload.question):
        raise QuestionUnknown
    return quiz


async def _flag_many(session: AsyncSession, entries: Sequence[Entry]) -> list[Applied]:
    begun = await queries.briefs_of(session, {entry.payload.attempt for entry in entries})
    rows: dict[tuple[UUID, UUID, str], dict[str, Any]] = {}
    applied = []
    for entry in entries:
        command, payload = entry.command, entry.payload
        try:
            await _quiz_asking(session, entry, begun)
        except _REFUSALS as problem:
            applied.append(refusal(type(problem), entry.actor.language))
            continue
        applied.append(Applied())
        key = (entry.actor.person_id, payload.attempt, payload.question)
        held = rows.get(key)
        if held is None or (command.hlc, command.id) > (held["hlc"], held["command_id"]):
            rows[key] = {
                "person_id": entry.actor.person_id,
                "attempt_id": payload.attempt,
                "question_id": payload.question,
                "flagged": bool(payload.flagged),
                "hlc": command.hlc,
                "command_id": command.id,
            }
    await queries.put_flags(session, list(rows.values()))
    return applied


async def _asking_all(
    session: AsyncSession, actor: Actor, payload: SubmitPayload, ground: _Ground
) -> _Ground:
    """The ground whose quiz may ask all that is handed in; raises ``QuestionUnknown``."""
    if all(ground.quiz.has(question) for question in payload.answers):
        return ground
    if ground.attempt is None:
        # Begun on a device by a permit for an earlier version; its start is still on its way.
        for publication_id in await queries.permitted_publications(
            session, actor.person_id, payload.attempt
        ):
            quiz = await _quiz(session, publication_id, payload.activity)
            if all(quiz.has(question) for question in payload.answers):
                return replace(ground, quiz=quiz, publication_id=publication_id)
    raise QuestionUnknown


@_refusing
async def _submit(
    session: AsyncSession, actor: Actor, command: CommandContext, payload: SubmitPayload
) -> dict[str, Any]:
    await queries.lock_enrolment(session, payload.enrolment)
    ground = await _ground(session, actor, payload, payload.attempt)
    ground = await _asking_all(session, actor, payload, ground)
    attempt = await _begun(session, actor, command, payload, ground)
    pins = {question: Pin(pin.command, pin.sha256) for question, pin in payload.answers.items()}
    if attempt.state is AttemptState.OPEN:
        elapsed = payload.elapsed_seconds
        spent = None if elapsed is None else timedelta(seconds=elapsed)
        await hand_in(session, attempt, ground.quiz, pins, command, spent)
    elif pins != pins_of(attempt):
        raise AlreadySubmitted
    return {
        "attempt": {
            "id": str(attempt.id),
            "state": attempt.state.value,
            "passed": attempt.passed,
            "score": attempt.score,
        }
    }


KINDS: tuple[CommandKind, ...] = (
    CommandKind("start", StartPayload, "B", _start),
    applied_together("answer", AnswerPayload, _answer_many),
    applied_together("flag", FlagPayload, _flag_many),
    CommandKind("submit", SubmitPayload, "B", _submit),
)
