"""What administrators put right: revoke, replace, take JP back, move JP to the year before.

Each act is scoped to the actor's subtrees, leaves an audit entry and never deletes.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.certificates import bookkeeping, issuance, ledger, policy, queries
from app.certificates.errors import (
    AlreadyRevoked,
    CertificateNotFound,
    CreditedAlready,
    EntryNotFound,
    NotMovable,
)
from app.certificates.facts import CertificateFacts
from app.certificates.issuing import issuing_of
from app.certificates.models import Certificate, CertificateStatus, LedgerEntry
from app.identity.actor import Actor
from app.kit import audit
from app.learning.models import Enrolment


async def revoke(
    session: AsyncSession, actor: Actor, certificate_id: UUID, *, reason: str, now: datetime
) -> Certificate:
    """Revoke with a reason anyone may read; the JP go with it, by counter-entry."""
    certificate, _ = await _take_out_of_force(
        session, actor, certificate_id, act="certificate.revoked", reason=reason, now=now
    )
    await bookkeeping.reverse_open_credits(
        session, certificate.enrolment_id, evidence=reason, now=now, by=actor.person_id
    )
    return certificate


async def replace(
    session: AsyncSession, actor: Actor, certificate_id: UUID, *, reason: str, now: datetime
) -> Certificate:
    """Revoke, and issue another with the name and unit as they are now. The JP stay."""
    old, enrolment = await _take_out_of_force(
        session, actor, certificate_id, act="certificate.replaced", reason=reason, now=now
    )
    holder, issuing = await queries.holder_of(session, old.person_id), issuing_of(session)
    facts = CertificateFacts.model_validate(old.facts).model_copy(
        update={
            "name": holder.name,
            "nip_end": holder.nip_end,
            "unit": holder.unit,
            "government": holder.government,
            "issuer": issuing.issuer,
            "place": issuing.place,
            "issued_on": ledger.local_date(now, holder.time_zone),
        }
    )
    return await issuance.issue(
        session,
        enrolment=enrolment,
        publication_id=old.publication_id,
        facts=facts,
        completed_at=old.completed_at,
        now=now,
    )


async def reverse_entry(
    session: AsyncSession, actor: Actor, entry_id: UUID, *, evidence: str, now: datetime
) -> LedgerEntry:
    """Take a credit back by a counter-entry with evidence."""
    entry = await _entry(session, actor, entry_id, act="ledger.reversed", now=now)
    counter = await bookkeeping.reverse(
        session, entry, evidence=evidence, now=now, by=actor.person_id
    )
    await session.flush()  # a second counter-entry of the same credit fails here
    return counter


async def move_entry(
    session: AsyncSession, actor: Actor, entry_id: UUID, *, evidence: str, now: datetime
) -> LedgerEntry:
    """Move a flagged credit to the year of its finish; the new credit.

    Raises ``NotMovable`` if it is not flagged, ``CreditedAlready`` if the course counts there.
    """
    entry = await _entry(session, actor, entry_id, act="ledger.moved", now=now)
    year = entry.may_move_to_year
    if year is None:
        raise NotMovable
    there = await queries.entries_of_course(session, entry.person_id, entry.course_id, year)
    if ledger.open_credits(there):
        raise CreditedAlready
    moved = await bookkeeping.move(
        session, entry, year, evidence=evidence, now=now, by=actor.person_id
    )
    await session.flush()  # a second move of the same credit fails here
    return moved


async def _take_out_of_force(
    session: AsyncSession,
    actor: Actor,
    certificate_id: UUID,
    *,
    act: str,
    reason: str,
    now: datetime,
) -> tuple[Certificate, Enrolment]:
    """Revoke and audit; the certificate and its enrolment, locked."""
    found = await queries.certificate_for(
        session, certificate_id, subtrees=policy.correctable_subtrees(actor)
    )
    if found is None:
        raise CertificateNotFound
    certificate, agency_id = found
    enrolment = await queries.enrolment_for_update(session, certificate.enrolment_id)
    await session.refresh(certificate)  # read before the lock: another may have been faster
    if certificate.status is CertificateStatus.REVOKED:
        raise AlreadyRevoked
    issuance.mark_revoked(certificate, reason=reason, now=now)
    await session.flush()  # the index of certificates in force must see it before a new one
    await audit.record(
        session,
        actor_id=actor.person_id,
        act=act,
        subject_kind="certificate",
        subject_id=certificate.id,
        now=now,
        agency_id=agency_id,
        number=certificate.number,
        reason=reason,
    )
    return certificate, enrolment


async def _entry(
    session: AsyncSession, actor: Actor, entry_id: UUID, *, act: str, now: datetime
) -> LedgerEntry:
    """An entry the actor may correct, its enrolment locked, the act audited."""
    found = await queries.entry_for_correction(
        session, entry_id, policy.correctable_subtrees(actor)
    )
    if found is None:
        raise EntryNotFound
    entry, agency_id = found
    await queries.enrolment_for_update(session, entry.enrolment_id)
    await audit.record(
        session,
        actor_id=actor.person_id,
        act=act,
        subject_kind="ledger_entry",
        subject_id=entry.id,
        now=now,
        agency_id=agency_id,
        year=entry.year,
        jp=entry.jp,
    )
    return entry
