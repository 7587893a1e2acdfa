"""Gathers what the time rule asks of an attempt, lets it decide, and keeps what it said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import queries
from app.assessment.models import Attempt, AttemptStart
from app.assessment.timing import (
    Evidence,
    Judgement,
    Moment,
    PermitTimes,
    Reason,
    Terms,
    Verdict,
    answered_in_time,
    clocks_disagree,
    judge,
)
from app.assessment.versions import Version
from app.learning.kinds import CommandContext


@dataclass(frozen=True, slots=True)
class Begun:
    """The earliest known start; ``permit`` None: the server saw it."""

    moment: Moment
    permit: PermitTimes | None
    device: str
    seq: int


def submit_evidence(command: CommandContext, elapsed: timedelta | None) -> dict[str, Any]:
    """What a submit says of time, as JSON: judged when the attempt closes."""
    return {
        "submitted": {
            "device": command.device,
            "seq": command.seq,
            "occurred_at": command.occurred_at.isoformat(),
            "corrected_at": command.corrected_at.isoformat(),
            "received_at": command.received_at.isoformat(),
        },
        "device_elapsed_seconds": None if elapsed is None else int(elapsed.total_seconds()),
    }


async def begun_of(session: AsyncSession, attempt: Attempt) -> Begun | None:
    """None: no start has arrived yet."""
    return _earliest(await queries.starts_of(session, attempt.id))


def _earliest(starts: Iterable[AttemptStart]) -> Begun | None:
    known = [
        (corrected, start.command_id, start)
        for start in starts
        if (corrected := start.corrected_at) is not None
    ]
    if not known:
        return None
    corrected, _, start = min(known, key=lambda one: one[:2])
    assert start.occurred_at is not None
    assert start.received_at is not None
    permit = None
    if start.permit_issued_at is not None and start.permit_expires_at is not None:
        permit = PermitTimes(start.permit_issued_at, start.permit_expires_at)
    moment = Moment(start.occurred_at, corrected, start.received_at)
    return Begun(moment, permit, start.device or "", start.seq or 0)


async def judge_attempt(session: AsyncSession, attempt: Attempt, begun: Begun | None) -> Judgement:
    """Decide, and store the answer with its evidence on the attempt."""
    terms, said = Terms.read(attempt.terms), attempt.judgement or {}
    if "submitted" not in said:
        judgement = Judgement(Verdict.ON_TIME, Reason.UNSUBMITTED)
        attempt.judgement = _stored(terms, begun, judgement)
        return judgement
    submit = _moment(said["submitted"])
    seconds = said["device_elapsed_seconds"]
    evidence = Evidence(
        None if seconds is None else timedelta(seconds=seconds),
        await _missing(session, attempt, begun, said["submitted"]),
    )
    moment, permit = (begun.moment, begun.permit) if begun else (None, None)
    judgement = judge(terms, permit, moment, submit, submit.received, evidence)
    attempt.judgement = (
        said
        | _stored(terms, begun, judgement)
        | {
            "missing": evidence.missing,
            "clocks_disagree": clocks_disagree(moment, submit, evidence),
        }
    )
    return judgement


async def _missing(
    session: AsyncSession, attempt: Attempt, begun: Begun | None, submitted: Mapping[str, Any]
) -> int:
    """Commands of the device that never came between start and submit."""
    if begun is None or begun.device != submitted["device"] or begun.seq > submitted["seq"]:
        return 0
    first, last = begun.seq + 1, int(submitted["seq"]) - 1
    here = await queries.seqs_between(session, attempt.person_id, begun.device, first, last)
    return max(0, last - first + 1 - here)


def _moment(said: Mapping[str, Any]) -> Moment:
    return Moment(
        datetime.fromisoformat(said["occurred_at"]),
        datetime.fromisoformat(said["corrected_at"]),
        datetime.fromisoformat(said["received_at"]),
    )


def _stored(terms: Terms, begun: Begun | None, judgement: Judgement) -> dict[str, Any]:
    permit = begun.permit if begun else None
    return {
        "verdict": judgement.verdict.value,
        "reason": judgement.reason.value,
        "elapsed_seconds": None
        if judgement.elapsed is None
        else int(judgement.elapsed.total_seconds()),
        "terms": terms.stored(),
        "started": None
        if begun is None
        else {
            "device": begun.device,
            "seq": begun.seq,
            "occurred_at": begun.moment.device.isoformat(),
            "corrected_at": begun.moment.corrected.isoformat(),
            "received_at": begun.moment.received.isoformat(),
            "permit": None
            if permit is None
            else {
                "issued_at": permit.issued_at.isoformat(),
                "expires_at": permit.expires_at.isoformat(),
            },
        },
    }


def in_time(
    attempt: Attempt, begun: Begun | None, versions: Iterable[Version]
) -> tuple[Version, ...]:
    """Those answers that count although the whole came too late or was never handed in."""
    terms = Terms.read(attempt.terms)
    moment, permit = (begun.moment, begun.permit) if begun else (None, None)
    return tuple(
        version
        for version in versions
        if answered_in_time(
            terms,
            permit,
            moment,
            Moment(
                version.occurred_at or version.received_at,
                version.received_at,
                version.received_at,
            ),
        )
    )
