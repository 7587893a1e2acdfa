"""Writes ledger rows: credits and counter-entries. The caller holds the enrolment's lock."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.certificates import ledger, queries
from app.certificates.errors import AlreadyReversed
from app.certificates.ledger import EntryKind, NotReversibleError, RuleKind
from app.certificates.models import JpRule, LedgerEntry
from app.kit.ids import uuid7
from app.learning.events import CourseCompleted

TITLE_LENGTH = 300


async def credit_rule(session: AsyncSession, on: date) -> JpRule | None:
    """The rule by which a course counts on a day."""
    rules = ledger.in_force(await queries.rules(session), RuleKind.CREDIT, on)
    return next((rule for rule in rules if rule.activity == "course"), None)


async def credit(
    session: AsyncSession,
    event: CourseCompleted,
    *,
    jp: int,
    course_title: str,
    rule: JpRule,
    time_zone: str,
) -> LedgerEntry | None:
    """Credit a completion in the year it was received; None if the course counts there already."""
    year = ledger.year_of_receipt(event.completed_at, time_zone)
    same = await queries.entries_of_course(session, event.person_id, event.course_id, year)
    if jp == 0 or ledger.open_credits(same):
        return None
    entry = LedgerEntry(
        id=uuid7(),
        kind=EntryKind.CREDIT,
        person_id=event.person_id,
        jp=jp,
        year=year,
        rule_id=rule.id,
        course_id=event.course_id,
        course_title=course_title[:TITLE_LENGTH],
        enrolment_id=event.enrolment_id,
        may_move_to_year=ledger.year_it_may_move_to(
            event.finished_at, event.completed_at, time_zone
        ),
        recorded_at=event.completed_at,
    )
    session.add(entry)
    return entry


async def reverse(
    session: AsyncSession, entry: LedgerEntry, *, evidence: str, now: datetime, by: UUID | None
) -> LedgerEntry:
    """Write the counter-entry of a credit; raises ``AlreadyReversed`` if it has one or is one."""
    written = await queries.entries_of_enrolment(session, entry.enrolment_id)
    try:
        counter = ledger.reversal(entry, new_id=uuid7(), entries=written)
    except NotReversibleError as error:
        raise AlreadyReversed from error
    row = LedgerEntry(
        id=counter.id,
        kind=counter.kind,
        person_id=entry.person_id,
        jp=counter.jp,
        year=counter.year,
        rule_id=entry.rule_id,
        course_id=entry.course_id,
        course_title=entry.course_title,
        enrolment_id=entry.enrolment_id,
        reverses_id=counter.reverses_id,
        evidence=evidence,
        recorded_at=now,
        recorded_by=by,
    )
    session.add(row)
    return row


async def reverse_open_credits(
    session: AsyncSession, enrolment_id: UUID, *, evidence: str, now: datetime, by: UUID | None
) -> None:
    """Take back whatever an enrolment is credited, in whichever year it stands."""
    written = await queries.entries_of_enrolment(session, enrolment_id)
    for entry in ledger.open_credits(written):
        await reverse(session, entry, evidence=evidence, now=now, by=by)


async def move(
    session: AsyncSession, entry: LedgerEntry, year: int, *, evidence: str, now: datetime, by: UUID
) -> LedgerEntry:
    """A counter-entry where the credit stands and a credit in ``year``, both with the evidence."""
    await reverse(session, entry, evidence=evidence, now=now, by=by)
    moved = LedgerEntry(
        id=uuid7(),
        kind=EntryKind.CREDIT,
        person_id=entry.person_id,
        jp=entry.jp,
        year=year,
        rule_id=entry.rule_id,
        course_id=entry.course_id,
        course_title=entry.course_title,
        enrolment_id=entry.enrolment_id,
        evidence=evidence,
        recorded_at=now,
        recorded_by=by,
    )
    session.add(moved)
    return moved
