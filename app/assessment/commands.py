"""Command kinds of quizzes: start, answer, flag, submit.

Every kind may arrive in any order and again. An answer whose attempt has not begun is kept; a
submit whose attempt has not begun begins it, and the start that comes after joins it. A start that
names no attempt asks for the open one or, if there is none, the next: it is the only command whose
meaning depends on when it arrives, so a device that works ahead of the server names the attempt.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import queries
from app.assessment.beginning import Ground, begun, ground_of, meant, quiz_of
from app.assessment.closing import (
    close_if_complete,
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
    QuizNotOpen,
    QuizOver,
    ResponseInvalid,
    refusal,
)
from app.assessment.models import Attempt, AttemptState
from app.assessment.payloads import AnswerPayload, FlagPayload, StartPayload, SubmitPayload
from app.assessment.permits import LIFETIME, STARTS_KEY, minutes_of, start_token
from app.assessment.questions.base import ResponseMisfitError
from app.assessment.questions.essay import MAX_ESSAY
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.quiz import Quiz
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
    QuizNotOpen,
    QuizOver,
    ResponseInvalid,
)


@_refusing
async def _start(
    session: AsyncSession, actor: Actor, command: CommandContext, payload: StartPayload
) -> dict[str, Any]:
    pinned = await queries.lock_enrolment(session, payload.enrolment)
    permit = _permit(session, actor, payload)
    if payload.attempt is None:
        ground = await meant(session, actor, payload, pinned)
    else:
        ground = await ground_of(session, actor, payload, payload.attempt)
        if ground.attempt is None and permit is not None:
            quiz = await quiz_of(session, permit.publication_id, payload.activity)
            ground = replace(ground, quiz=quiz, publication_id=permit.publication_id)
    attempt = await begun(session, actor, command, payload, ground, permit=permit)
    await queries.add_start(
        session,
        {
            "person_id": actor.person_id,
            "command_id": command.id,
            "attempt_id": attempt.id,
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
    return {"attempt": _told(session, attempt)}


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
    deadline = terms.end(attempt.started_at)
    return {
        "id": str(attempt.id),
        "link": f"/percobaan/{attempt.id}",
        "started_at": attempt.started_at.isoformat(),
        "deadline": deadline.isoformat() if deadline else None,
        "time_limit_minutes": minutes_of(terms),
        "grace_seconds": int(terms.grace.total_seconds()),
        "token": start_token(session, attempt, issued_at, issued_at + LIFETIME),
    }


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
        ground = await ground_of(session, entry.actor, payload, payload.attempt)
        if ground.quiz.has(payload.question):
            return ground.quiz
        # Begun on a device by a permit for an earlier version, which is still on its way.
        for publication_id in await queries.permitted_publications(
            session, entry.actor.person_id, payload.attempt
        ):
            quiz = await quiz_of(session, publication_id, payload.activity)
            if quiz.has(payload.question):
                return quiz
        raise QuestionUnknown
    own = (brief.person_id, brief.enrolment_id, brief.activity_id)
    if own != (entry.actor.person_id, payload.enrolment, payload.activity):
        raise AttemptUnknown
    quiz = await quiz_of(session, brief.publication_id, payload.activity)
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
    session: AsyncSession, actor: Actor, payload: SubmitPayload, ground: Ground
) -> Ground:
    """The ground whose quiz may ask all that is handed in; raises ``QuestionUnknown``."""
    if all(ground.quiz.has(question) for question in payload.answers):
        return ground
    if ground.attempt is None:
        # Begun on a device by a permit for an earlier version; its start is still on its way.
        for publication_id in await queries.permitted_publications(
            session, actor.person_id, payload.attempt
        ):
            quiz = await quiz_of(session, publication_id, payload.activity)
            if all(quiz.has(question) for question in payload.answers):
                return replace(ground, quiz=quiz, publication_id=publication_id)
    raise QuestionUnknown


@_refusing
async def _submit(
    session: AsyncSession, actor: Actor, command: CommandContext, payload: SubmitPayload
) -> dict[str, Any]:
    await queries.lock_enrolment(session, payload.enrolment)
    ground = await ground_of(session, actor, payload, payload.attempt)
    ground = await _asking_all(session, actor, payload, ground)
    attempt = await begun(session, actor, command, payload, ground, is_submit=True)
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


# The longest essay in the widest signs (six bytes each, as JSON escapes them), with room for ids.
MOST_ANSWER_BYTES = 6 * MAX_ESSAY + 8_192

KINDS: tuple[CommandKind, ...] = (
    CommandKind("start", StartPayload, "B", _start),
    applied_together("answer", AnswerPayload, _answer_many, MOST_ANSWER_BYTES),
    applied_together("flag", FlagPayload, _flag_many),
    CommandKind("submit", SubmitPayload, "B", _submit),
)
