"""Stores and applies commands of any number of people and devices in one transaction.

``apply(commands) -> results`` of the group-commit writer, and of each lane B command alone. The
logs of its people are locked first, in the order of their ids, so batches of one person go one
after another whatever the number of devices, tabs and processes. Rows go in by Core and in bulk: an
ORM object an event would cost more than everything else together.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.earlier import version_with
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.learning import clock
from app.learning.checking import Valid, receipt_code, rejected
from app.learning.enrolment_facts import FACTS_KEY, EnrolmentFacts, Fact
from app.learning.kinds import Applied, Awaiting, CommandContext, CommandKind, Entry, FollowUp
from app.learning.queries import bulk
from app.learning.queries.bulk import Known, Log
from app.learning.schemas import CommandResult, ConnectionNote


@dataclass(frozen=True, slots=True)
class Registry:
    """Which kinds there are, what runs after lane A, and the secret behind receipts."""

    kinds: Mapping[str, CommandKind]
    follow_ups: Sequence[FollowUp]
    receipt_secret: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """Well-formed commands of one push, of one lane. ``received_at`` is the push's."""

    registry: Registry
    actor: Actor
    device: str
    sent_at: datetime
    received_at: datetime
    commands: Sequence[Valid]
    connection: Sequence[ConnectionNote] = ()


@dataclass(slots=True)
class Stored:
    """``results`` by place in the push; ``cursor`` of the person afterwards.

    ``awaited``: by follow-up, the attempts of this batch that it has something to do for.
    """

    results: dict[int, CommandResult] = field(default_factory=dict)
    cursor: int = 0
    awaited: list[frozenset[UUID]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _One:
    """A command with the batch it came in."""

    batch: Batch
    stored: Stored
    valid: Valid

    @property
    def key(self) -> tuple[UUID, UUID]:
        return self.batch.actor.person_id, self.valid.command.id

    def answer(self, result: CommandResult) -> None:
        self.stored.results[self.valid.place] = result

    def reject(self, slug: str, detail: str | None = None) -> None:
        command_id, language = str(self.valid.command.id), self.batch.actor.language
        self.answer(rejected(command_id, slug, detail, language))


async def store(session: AsyncSession, batches: Sequence[Batch]) -> list[Stored]:
    """Store and apply the commands of all batches; one result a batch, in order."""
    answers = [Stored() for _ in batches]
    rest = [
        _One(batch, stored, valid)
        for batch, stored in zip(batches, answers, strict=True)
        for valid in batch.commands
    ]
    group = _Group(session)
    await group.begin(batches, rest)
    while rest:
        # The same id twice in a group: the second is judged by what came of the first.
        first = {one.key: one for one in reversed(rest)}
        rest = [one for one in rest if first[one.key] is not one]
        await group.take(list(first.values())[::-1])
    await group.finish(batches)
    await _find_awaited(session, batches, answers)
    for batch, stored in zip(batches, answers, strict=True):
        stored.cursor = group.logs[batch.actor.person_id].last_cursor
    return answers


class _Group:
    """What all commands of one transaction share."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.logs: dict[UUID, Log] = {}
        self._known: dict[tuple[UUID, UUID], Known] = {}
        self._facts: EnrolmentFacts | None = session.info.get(FACTS_KEY)
        self._enrolments: dict[UUID, Fact] = {}
        # Those known without asking: by them alone nobody is refused.
        self._remembered: set[UUID] = set()
        self._rows: list[dict[str, Any]] = []
        self._strangers: list[dict[str, Any]] = []

    async def begin(self, batches: Sequence[Batch], commands: Sequence[_One]) -> None:
        """Lock the people's logs and read what is there already."""
        people = sorted({batch.actor.person_id for batch in batches})
        self.logs = await bulk.lock_logs(self._session, people)
        self._known = await bulk.known_commands(self._session, {one.key for one in commands})
        wanted = {one.valid.payload.enrolment for one in commands}
        facts = self._facts
        self._enrolments = facts.known(wanted) if facts else {}
        self._remembered = set(self._enrolments)
        await self._look_up(wanted - self._remembered)

    async def _look_up(self, enrolments: Collection[UUID]) -> None:
        """Read whose they are, and remember it."""
        generation = self._facts.generation if self._facts else 0
        found = await bulk.enrolments(self._session, enrolments)
        self._enrolments |= found
        self._remembered -= set(enrolments)
        if self._facts:
            self._facts.keep(found, generation)

    async def take(self, commands: Sequence[_One]) -> None:
        """Answer commands with ids that differ from each other."""
        fresh: defaultdict[str, list[_One]] = defaultdict(list)
        for one in commands:
            before = self._known.get(one.key)
            if before is not None:
                self._seen_before(one, before)
            elif (slug := await self._fault(one)) is not None:
                one.reject(slug)
            else:
                fresh[one.valid.command.kind].append(one)
        # Bulk statements come first: an ORM object read before them would be out of date.
        for group in sorted(fresh.values(), key=lambda g: g[0].valid.kind.apply_many is None):
            kind = group[0].valid.kind
            entries = [Entry(one.batch.actor, _context(one), one.valid.payload) for one in group]
            if kind.apply_many is not None:
                applied = await kind.apply_many(self._session, entries)
            else:
                applied = [
                    await kind.apply(self._session, entry.actor, entry.command, entry.payload)
                    for entry in entries
                ]
            for one, what in zip(group, applied, strict=True):
                self._keep(one, what)

    async def finish(self, batches: Sequence[Batch]) -> None:
        await bulk.add_commands(self._session, self._rows)
        await bulk.add_strangers(self._session, self._strangers)
        await bulk.advance_logs(self._session, self.logs.values())
        notes = [
            {
                "person_id": batch.actor.person_id,
                "device": batch.device,
                "at": note.at,
                "online": bool(note.online),
                "received_at": batch.received_at,
            }
            for batch in batches
            for note in batch.connection
        ]
        await bulk.add_connection_notes(self._session, notes)

    async def _fault(self, one: _One) -> str | None:
        """The slug of why the command is about nothing of this person's."""
        fault = await self._fault_as_known(one)
        if fault is not None and one.valid.payload.enrolment in self._remembered:
            await self._look_up({one.valid.payload.enrolment})
            fault = await self._fault_as_known(one)
        return fault

    async def _fault_as_known(self, one: _One) -> str | None:
        payload = one.valid.payload
        owner, publication_id = self._enrolments.get(payload.enrolment, (None, ""))
        if owner != one.batch.actor.person_id:
            return "enrolment-unknown"
        published = await publications_of(self._session).get(publication_id)
        # Done before they moved to a version that has it no more: kept all the same.
        known = await version_with(self._session, published, payload.activity)
        return None if known else "activity-unknown"

    def _seen_before(self, one: _One, before: Known) -> None:
        if before.content_hash != one.valid.content_hash:
            said = one.valid.command.model_dump(mode="json") | {"device": one.batch.device}
            self._strangers.append(
                {
                    "person_id": one.batch.actor.person_id,
                    "command_id": one.valid.command.id,
                    "content_hash": one.valid.content_hash,
                    "command": said,
                    "received_at": one.batch.received_at,
                }
            )
            one.reject("id-reused")
        elif before.refused is not None:
            one.reject(before.refused)
        else:
            one.answer(_accepted("duplicate", one, before))

    def _keep(self, one: _One, applied: Applied) -> None:
        if applied.refused is not None:
            one.reject(applied.refused, applied.detail)
            if one.valid.kind.lane == "A" or not applied.kept:
                return
        batch, said, payload = one.batch, one.valid.command, one.valid.payload
        log = self.logs[batch.actor.person_id]
        log.last_cursor += 1
        log.last_hlc = max(log.last_hlc, one.valid.hlc)
        secret = batch.registry.receipt_secret
        receipt = receipt_code(secret, said.id, one.valid.content_hash, batch.received_at)
        kept = Known(one.valid.content_hash, receipt, applied.refused, dict(applied.answer))
        self._known[one.key] = kept
        self._rows.append(
            {
                "person_id": batch.actor.person_id,
                "id": said.id,
                "cursor": log.last_cursor,
                "device": batch.device,
                "seq": said.seq,
                "hlc": one.valid.hlc,
                "kind": said.kind,
                "payload": said.payload,
                "content_hash": one.valid.content_hash,
                "occurred_at": said.occurred_at,
                "sent_at": batch.sent_at,
                "received_at": batch.received_at,
                "receipt": receipt,
                "enrolment_id": payload.enrolment,
                "activity_id": payload.activity,
                "attempt_id": getattr(payload, "attempt", None),
                "refused": applied.refused,
                "answer": kept.answer,
            }
        )
        if applied.refused is None:
            one.answer(_accepted("stored", one, kept))


def _accepted(status: Any, one: _One, kept: Known) -> CommandResult:
    # Made of values that were checked when they were: to validate them again costs more.
    return CommandResult.model_construct(
        id=str(one.valid.command.id),
        status=status,
        receipt=kept.receipt,
        sha256=kept.content_hash,
        problem=None,
        answer=kept.answer,
    )


def _context(one: _One) -> CommandContext:
    batch, said = one.batch, one.valid.command
    return CommandContext(
        id=said.id,
        kind=said.kind,
        hlc=one.valid.hlc,
        content_hash=one.valid.content_hash,
        occurred_at=said.occurred_at,
        corrected_at=clock.corrected(said.occurred_at, batch.sent_at, batch.received_at),
        received_at=batch.received_at,
        device=batch.device,
        seq=said.seq,
    )


async def _find_awaited(
    session: AsyncSession, batches: Sequence[Batch], answers: Sequence[Stored]
) -> None:
    """Ask each follow-up which of the attempts touched here it waits for."""
    for follow_up in batches[0].registry.follow_ups:
        after = follow_up.after if isinstance(follow_up, Awaiting) else None
        touched = [
            _touched(batch, stored, after) for batch, stored in zip(batches, answers, strict=True)
        ]
        wanted = frozenset[UUID]().union(*touched)
        if wanted and isinstance(follow_up, Awaiting):
            wanted = await follow_up.wanted(session, wanted)
        for stored, attempts in zip(answers, touched, strict=True):
            stored.awaited.append(attempts & wanted)


def _touched(batch: Batch, stored: Stored, kinds: frozenset[str] | None) -> frozenset[UUID]:
    """Attempts of the batch's accepted commands; duplicates too: we may have died before."""
    return frozenset(
        attempt
        for one in batch.commands
        if one.kind.lane == "A"
        and (kinds is None or one.command.kind in kinds)
        and stored.results[one.place].status != "rejected"
        and (attempt := getattr(one.payload, "attempt", None)) is not None
    )
