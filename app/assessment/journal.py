"""The incident paper (berita acara gangguan): what was done when, and when we received it.

It is made of what devices said and what the server saw, and says which is which: a device's clock
is no proof, and only the time of receipt is ours. For the person it speaks of alone.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.errors import AttemptNotFound
from app.assessment.models import Attempt
from app.assessment.queries import attempt_of, attempts_of_enrolment
from app.assessment.queries import journal as queries
from app.assessment.queries.rulings import acceptances_of, standing_rulings
from app.assessment.schemas import JudgementRead
from app.assessment.service import judgement_read
from app.catalogue.document import PublicDocument
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.learning.clock import corrected
from app.learning.errors import NotEnrolled
from app.learning.models import Command, ConnectionEvent
from app.learning.service import course_and_enrolment, enrolment_for_person

MOST_ENTRIES = 2_000
MOST_GAPS = 200
# Connection notes this long before the first entry and after the last still tell of it.
AROUND = timedelta(hours=12)

_NOTICE = {
    "id": "Disusun dari catatan perangkat dan catatan server. Jam perangkat dapat keliru atau "
    "diubah, jadi bukan bukti. Yang pasti hanya waktu diterima menurut jam server dan nomor "
    "tanda terima.",
    "en": "Made of what the device and the server recorded. A device's clock can be wrong or be "
    "changed, so it is no proof. Certain are only the times of receipt by the server's clock, "
    "and the receipt numbers.",
}


class JournalPerson(BaseModel):
    name: str
    nip: str | None


class JournalEntry(BaseModel):
    """``skew_seconds``: the device's clock minus ours when it sent; the line's delay is in it."""

    id: UUID
    device: str
    seq: int
    kind: str
    activity: UUID | None
    title: str | None
    question: str | None
    occurred_at: datetime
    corrected_at: datetime
    sent_at: datetime
    received_at: datetime
    waited_seconds: int
    skew_seconds: int
    receipt: str
    refused: str | None
    brought: bool


class JournalGap(BaseModel):
    """After its ``after``-th command a device made ``missing`` that never came."""

    device: str
    after: int
    missing: int


class ConnectionRead(BaseModel):
    device: str
    online: bool
    at: datetime
    received_at: datetime


class JournalAttempt(BaseModel):
    id: UUID
    title: str
    chance: int
    started_at: datetime
    submitted_at: datetime | None
    score: int | None
    judgement: JudgementRead | None


class Journal(BaseModel):
    person: JournalPerson
    course: str
    made_at: datetime
    notice: str
    entries: list[JournalEntry]
    gaps: list[JournalGap]
    network: list[ConnectionRead]
    attempts: list[JournalAttempt]


async def journal_of_attempt(
    session: AsyncSession, actor: Actor, attempt_id: UUID, now: datetime
) -> Journal:
    """Of one attempt of the actor's own; raises ``AttemptNotFound``."""
    attempt = await attempt_of(session, actor.person_id, attempt_id)
    if attempt is None:
        raise AttemptNotFound
    commands = await queries.commands_of_attempt(session, actor.person_id, attempt, MOST_ENTRIES)
    return await _journal(session, actor, attempt.enrolment_id, commands, [attempt], now)


async def journal_of_course(
    session: AsyncSession, actor: Actor, slug: str, now: datetime
) -> Journal:
    """Of everything the actor did in a course; raises ``NotEnrolled``."""
    _, enrolment = await course_and_enrolment(session, actor, slug)
    if enrolment is None:
        raise NotEnrolled
    commands = await queries.commands_of_enrolment(
        session, actor.person_id, enrolment.id, MOST_ENTRIES
    )
    attempts = await attempts_of_enrolment(session, actor.person_id, enrolment.id)
    return await _journal(session, actor, enrolment.id, commands, attempts, now)


async def _journal(
    session: AsyncSession,
    actor: Actor,
    enrolment_id: UUID,
    commands: Sequence[Command],
    attempts: Sequence[Attempt],
    now: datetime,
) -> Journal:
    enrolment = await enrolment_for_person(session, actor.person_id, enrolment_id)
    published = await publications_of(session).get(enrolment.publication_id)
    titles = _titles(published.public, actor.language)
    brought = await queries.brought_among(session, actor.person_id, [one.id for one in commands])
    accepted = await acceptances_of(session, [attempt.id for attempt in attempts])
    standing = await standing_rulings(session, [attempt.id for attempt in attempts])
    moments = [one.received_at for one in commands] + [one.occurred_at for one in commands]
    notes: Sequence[ConnectionEvent] = ()
    if moments:
        notes = await queries.connection_notes(
            session, actor.person_id, min(moments) - AROUND, max(moments) + AROUND
        )
    return Journal(
        person=JournalPerson(name=actor.name, nip=await queries.nip_of(session, actor.person_id)),
        course=published.public.slug,
        made_at=now,
        notice=_NOTICE["en" if actor.language == "en" else "id"],
        entries=[_entry(one, titles, one.id in brought) for one in commands],
        gaps=await _gaps(session, actor, commands),
        network=[
            ConnectionRead(
                device=note.device, online=note.online, at=note.at, received_at=note.received_at
            )
            for note in notes
        ],
        attempts=[
            JournalAttempt(
                id=attempt.id,
                title=titles.get(attempt.activity_id, ""),
                chance=attempt.chance,
                started_at=attempt.started_at,
                submitted_at=attempt.submitted_at,
                score=(standing.get(attempt.id) or attempt).score,
                judgement=judgement_read(attempt, accepted.get(attempt.id), actor.language),
            )
            for attempt in attempts
        ],
    )


def _titles(document: PublicDocument, language: str) -> dict[UUID, str]:
    return {
        activity.id: activity.text[
            "en" if language == "en" and "en" in activity.text else "id"
        ].title
        for activity in document.activities()
    }


def _entry(command: Command, titles: Mapping[UUID, str], brought: bool) -> JournalEntry:
    question = command.payload.get("question")
    return JournalEntry(
        id=command.id,
        device=command.device,
        seq=command.seq,
        kind=command.kind,
        activity=command.activity_id,
        title=titles.get(command.activity_id) if command.activity_id else None,
        question=question if isinstance(question, str) else None,
        occurred_at=command.occurred_at,
        corrected_at=corrected(command.occurred_at, command.sent_at, command.received_at),
        sent_at=command.sent_at,
        received_at=command.received_at,
        waited_seconds=int((command.sent_at - command.occurred_at).total_seconds()),
        skew_seconds=int((command.sent_at - command.received_at).total_seconds()),
        receipt=command.receipt,
        refused=command.refused,
        brought=brought,
    )


async def _gaps(
    session: AsyncSession, actor: Actor, commands: Sequence[Command]
) -> list[JournalGap]:
    """Counters that never came, between the first and the last entry of each device."""
    ranges: defaultdict[str, list[int]] = defaultdict(list)
    for command in commands:
        ranges[command.device].append(command.seq)
    gaps: list[JournalGap] = []
    for device, seqs in sorted(ranges.items()):
        here = await queries.seqs_of(
            session, actor.person_id, device, min(seqs), max(seqs), MOST_ENTRIES
        )
        gaps += [
            JournalGap(device=device, after=before, missing=after - before - 1)
            for before, after in pairwise(here)
            if after > before + 1
        ]
    return gaps[:MOST_GAPS]
