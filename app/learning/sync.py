"""Applies a batch of commands from one device: two lanes, one result per command.

Lane A commands (they only append) of a batch share one transaction; lane B commands (they may
complete something) follow, a transaction each. Each result is acknowledged after its own lane's
commit, never before. The person's command log is locked first, so batches of one person go one
after another whatever the number of devices, tabs and processes.

``rejected`` means "will never be accepted as it is". Trouble of ours raises (503): what was stored
of the batch by then is a ``duplicate`` with the same receipt next time.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.kit.database import Database
from app.kit.ids import CODE_ALPHABET, uuid7
from app.kit.text import is_storable
from app.learning import clock, queries
from app.learning.errors import refusal_problem
from app.learning.kinds import ActivityPayload, Applied, CommandContext, CommandKind, FollowUp
from app.learning.models import Command, CommandLog
from app.learning.schemas import CommandIn, CommandProblem, CommandResult, Push, PushResult

MAX_BATCH_BYTES = 256 * 1024
RECEIPT_LENGTH = 5
FORM_DEVICE = "form-without-script"


@dataclass(frozen=True, slots=True)
class Registry:
    """Which kinds there are, what runs after lane A, and the secret behind receipts."""

    kinds: Mapping[str, CommandKind]
    follow_ups: Sequence[FollowUp]
    receipt_secret: bytes


@dataclass(frozen=True, slots=True)
class _Valid:
    """A command that is well-formed on its own."""

    place: int
    command: CommandIn
    kind: CommandKind
    payload: ActivityPayload
    hlc: int
    content_hash: str


def content_hash(device: str, command: CommandIn) -> str:
    """sha256 (hex) of the RFC 8785 JSON of what the device said."""
    said: dict[str, Any] = {
        "id": str(command.id),
        "device": device,
        "seq": command.seq,
        "hlc": command.hlc,
        "kind": command.kind,
        "occurred_at": command.occurred_at.astimezone(UTC).isoformat(),
        "payload": command.payload,
    }
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def receipt_code(secret: bytes, command_id: UUID, sha256: str, received_at: datetime) -> str:
    """The short code a learner can show and a trainer can check, e.g. K-7F4A9."""
    said = f"{command_id}|{sha256}|{received_at.isoformat()}".encode()
    number = int.from_bytes(hmac.digest(secret, said, "sha256")[:8], "big")
    code = ""
    for _ in range(RECEIPT_LENGTH):
        number, digit = divmod(number, len(CODE_ALPHABET))
        code += CODE_ALPHABET[digit]
    return f"K-{code}"


async def apply_batch(
    database: Database, actor: Actor, push: Push, registry: Registry, now: datetime
) -> PushResult:
    """Store and apply a batch; results in the batch's order, cursor as it stands afterwards."""
    results: dict[int, CommandResult] = {}
    valid: list[_Valid] = []
    for place, raw in enumerate(push.commands):
        checked = _check(place, raw, push.device, registry, actor.language, now)
        if isinstance(checked, _Valid):
            valid.append(checked)
        else:
            results[place] = checked
    batch = _Batch(actor, push, registry, now)
    lane_a = [one for one in valid if one.kind.lane == "A"]
    touched: frozenset[UUID] = frozenset()
    if lane_a:
        async with database.transaction() as session:
            results |= await batch.store(session, lane_a)
        touched = frozenset(
            attempt
            for one in lane_a
            # A duplicate too: we may have died between its commit and its follow-up.
            if results[one.place].status != "rejected"
            and (attempt := getattr(one.payload, "attempt", None)) is not None
        )
    if touched:
        for follow_up in registry.follow_ups:
            async with database.transaction() as session:
                await follow_up(session, actor, touched, now)
    for one in valid:
        if one.kind.lane == "B":
            async with database.transaction() as session:
                results |= await batch.store(session, [one])
    async with database.reading() as session:
        log = await session.get(CommandLog, actor.person_id)
    return PushResult(
        received_at=now,
        cursor=log.last_cursor if log else 0,
        results=[results[place] for place in range(len(push.commands))],
    )


async def apply_own(
    database: Database,
    actor: Actor,
    commands: Sequence[tuple[str, Mapping[str, Any]]],
    registry: Registry,
    now: datetime,
) -> list[CommandResult]:
    """Make and apply commands on the server for a form sent without JavaScript.

    ``commands``: (kind, payload) in order. They are the same commands a device would make.
    """
    async with database.reading() as session:
        log = await session.get(CommandLog, actor.person_id)
    last_hlc, seq = (log.last_hlc, log.last_cursor) if log else (0, 0)
    made = []
    for number, (kind, payload) in enumerate(commands, 1):
        last_hlc = clock.next_after(last_hlc, now)
        made.append(
            {
                "id": str(uuid7()),
                "seq": seq + number,
                "hlc": clock.wire(last_hlc),
                "kind": kind,
                "occurred_at": now.isoformat(),
                "payload": dict(payload),
            }
        )
    push = Push(device=FORM_DEVICE, sent_at=now, commands=made)
    return (await apply_batch(database, actor, push, registry, now)).results


def _rejected(
    command_id: str | None, slug: str, detail: str | None, language: str
) -> CommandResult:
    return CommandResult(
        id=command_id,
        status="rejected",
        receipt=None,
        sha256=None,
        problem=CommandProblem.model_validate(refusal_problem(slug, detail, language)),
        answer={},
    )


def _check(
    place: int,
    raw: Mapping[str, Any],
    device: str,
    registry: Registry,
    language: str,
    now: datetime,
) -> _Valid | CommandResult:
    """A command on its own: shape, size, kind, clock. Never raises."""
    said_id = raw.get("id")
    is_text = isinstance(said_id, str) and len(said_id) <= 64 and is_storable(said_id)
    named = said_id if is_text else None
    try:
        command = CommandIn.model_validate(raw)
        sha256 = content_hash(device, command)
    except (ValidationError, rfc8785.CanonicalizationError, UnicodeError, OverflowError):
        return _rejected(named, "command-invalid", None, language)
    if command.id.version != 7:
        return _rejected(named, "command-invalid", None, language)
    kind = registry.kinds.get(command.kind)
    if kind is None:
        return _rejected(named, "command-kind-unknown", None, language)
    if len(rfc8785.dumps(command.payload)) > kind.max_bytes:
        return _rejected(named, "command-too-large", None, language)
    try:
        payload = kind.payload.model_validate(command.payload)
    except ValidationError:
        return _rejected(named, "command-invalid", None, language)
    hlc = clock.parse(command.hlc)
    if hlc is None:
        return _rejected(named, "command-invalid", None, language)
    if clock.is_too_far_ahead(hlc, now):
        return _rejected(named, "clock-ahead", None, language)
    return _Valid(place, command, kind, payload, hlc, sha256)


class _Batch:
    """What all commands of one push share."""

    def __init__(self, actor: Actor, push: Push, registry: Registry, now: datetime) -> None:
        self._actor, self._push, self._registry, self._now = actor, push, registry, now

    async def store(
        self, session: AsyncSession, commands: Sequence[_Valid]
    ) -> dict[int, CommandResult]:
        """Store and apply commands in one transaction; results by place in the batch."""
        log = await queries.lock_command_log(session, self._actor.person_id)
        known = await queries.commands_by_id(
            session, self._actor.person_id, {one.command.id for one in commands}
        )
        enrolments = await queries.enrolments_by_id(
            session, self._actor.person_id, {one.payload.enrolment for one in commands}
        )
        results: dict[int, CommandResult] = {}
        for one in commands:
            before = known.get(one.command.id)
            if before is not None:
                results[one.place] = await self._seen_before(session, one, before)
                continue
            enrolment = enrolments.get(one.payload.enrolment)
            if enrolment is None:
                results[one.place] = self._reject(one, "enrolment-unknown")
                continue
            published = await publications_of(session).get(enrolment.publication_id)
            if published.public.activity(one.payload.activity) is None:
                results[one.place] = self._reject(one, "activity-unknown")
                continue
            results[one.place] = await self._apply(session, one, log, known)
        return results

    def _reject(self, one: _Valid, slug: str, detail: str | None = None) -> CommandResult:
        return _rejected(str(one.command.id), slug, detail, self._actor.language)

    async def _seen_before(
        self, session: AsyncSession, one: _Valid, before: Command
    ) -> CommandResult:
        if before.content_hash != one.content_hash:
            await queries.quarantine(
                session,
                person_id=self._actor.person_id,
                command_id=one.command.id,
                content_hash=one.content_hash,
                command=one.command.model_dump(mode="json") | {"device": self._push.device},
                received_at=self._now,
            )
            return self._reject(one, "id-reused")
        if before.refused is not None:
            return self._reject(one, before.refused)
        return CommandResult(
            id=str(before.id),
            status="duplicate",
            receipt=before.receipt,
            sha256=before.content_hash,
            problem=None,
            answer=before.answer,
        )

    async def _apply(
        self, session: AsyncSession, one: _Valid, log: CommandLog, known: dict[UUID, Command]
    ) -> CommandResult:
        said = one.command
        context = CommandContext(
            id=said.id,
            kind=said.kind,
            hlc=one.hlc,
            content_hash=one.content_hash,
            occurred_at=said.occurred_at,
            corrected_at=clock.corrected(said.occurred_at, self._push.sent_at, self._now),
            received_at=self._now,
        )
        applied: Applied = await one.kind.apply(session, self._actor, context, one.payload)
        if applied.refused is not None and (one.kind.lane == "A" or not applied.kept):
            return self._reject(one, applied.refused, applied.detail)
        log.last_cursor += 1
        log.last_hlc = max(log.last_hlc, one.hlc)
        stored = Command(
            person_id=self._actor.person_id,
            id=said.id,
            cursor=log.last_cursor,
            device=self._push.device,
            seq=said.seq,
            hlc=one.hlc,
            kind=said.kind,
            payload=said.payload,
            content_hash=one.content_hash,
            occurred_at=said.occurred_at,
            sent_at=self._push.sent_at,
            received_at=self._now,
            receipt=receipt_code(
                self._registry.receipt_secret, said.id, one.content_hash, self._now
            ),
            enrolment_id=one.payload.enrolment,
            activity_id=one.payload.activity,
            attempt_id=getattr(one.payload, "attempt", None),
            refused=applied.refused,
            answer=dict(applied.answer),
        )
        session.add(stored)
        known[said.id] = stored
        if applied.refused is not None:
            return self._reject(one, applied.refused, applied.detail)
        return CommandResult(
            id=str(said.id),
            status="stored",
            receipt=stored.receipt,
            sha256=stored.content_hash,
            problem=None,
            answer=stored.answer,
        )
