"""Reads of certificates and the ledger, and the public check.

Issuing on completion is in ``completing``, acts of administrators in ``correcting``.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.certificates import ledger, policy, queries, signing, wording
from app.certificates.errors import CertificateNotFound, PersonNotFound
from app.certificates.facts import CertificateFacts
from app.certificates.issuing import Issuing, check_link, issuing_of, normal_code
from app.certificates.models import Certificate, CertificateStatus, LedgerEntry
from app.certificates.schemas import (
    CertificateCourse,
    CertificateRead,
    CheckResult,
    LedgerEntryRead,
    LedgerRead,
    MovableEntryRead,
    PublicKeyRead,
    PublicKeysRead,
    RevocationListRead,
)
from app.identity.actor import Actor
from app.kit.pagination import place_after

__all__ = [
    "CertificateRead",
    "CheckResult",
    "LedgerRead",
    "certificate_in_full",
    "certificate_read",
    "certificate_to_read",
    "certificates_of",
    "certificates_of_person",
    "check_certificate",
    "entry_in_full",
    "ledger_of_person",
    "movable_entries",
    "public_keys",
    "revocations",
    "yearly_ledger",
]


def certificate_read(certificate: Certificate, slug: str, language: str) -> CertificateRead:
    facts = CertificateFacts.model_validate(certificate.facts)
    return CertificateRead(
        id=certificate.id,
        number=certificate.number,
        course=CertificateCourse(slug=slug, title=facts.course_in(language)),
        jp=facts.jp,
        completed_at=certificate.completed_at,
        issued_at=certificate.issued_at,
        status=certificate.status,
        code=certificate.code,
        check_link=check_link(certificate.code, certificate.payload, certificate.signature),
        pdf_link=f"/api/v1/certificates/{certificate.id}/pdf",
    )


async def certificate_in_full(
    session: AsyncSession, certificate: Certificate, language: str
) -> CertificateRead:
    slug = await queries.course_slug(session, certificate.course_id)
    return certificate_read(certificate, slug, language)


async def certificates_of(
    session: AsyncSession,
    actor: Actor,
    course_id: UUID | None = None,
    *,
    course_slug: str | None = None,
) -> list[CertificateRead]:
    """The actor's own certificates, the newest first, revoked ones too."""
    found = await queries.certificates_of(
        session, actor.person_id, course_id=course_id, course_slug=course_slug
    )
    return [certificate_read(row, slug, actor.language) for row, slug in found]


async def certificates_of_person(
    session: AsyncSession, actor: Actor, person_id: UUID
) -> list[CertificateRead]:
    """Someone's certificates, for those whose roles reach the person; else ``PersonNotFound``."""
    await _reachable(session, actor, person_id)
    found = await queries.certificates_of(session, person_id)
    return [certificate_read(row, slug, actor.language) for row, slug in found]


async def certificate_to_read(
    session: AsyncSession, actor: Actor, certificate_id: UUID
) -> Certificate:
    """The actor's own certificate, or one within reach of the actor's roles."""
    subtrees = policy.readable_subtrees(actor)
    found = await queries.certificate_for(
        session, certificate_id, subtrees=subtrees, owner_id=actor.person_id
    )
    if found is None:
        raise CertificateNotFound
    return found[0]


async def yearly_ledger(
    session: AsyncSession, actor: Actor, year: int | None, now: datetime
) -> LedgerRead:
    """The actor's JP in a calendar year (None: this year where the agency works)."""
    today = ledger.local_date(now, actor.time_zone)
    return await _ledger(session, actor.person_id, year or today.year, today, actor.language)


async def ledger_of_person(
    session: AsyncSession, actor: Actor, person_id: UUID, year: int | None, now: datetime
) -> LedgerRead:
    """Someone's JP in a year, for those whose roles reach the person; else ``PersonNotFound``."""
    time_zone = await _reachable(session, actor, person_id)
    today = ledger.local_date(now, time_zone)
    return await _ledger(session, person_id, year or today.year, today, actor.language)


async def movable_entries(
    session: AsyncSession, actor: Actor, *, after: str | None, limit: int
) -> list[MovableEntryRead]:
    """Credits finished in the year before they arrived, within the actor's reach, oldest first."""
    found = await queries.movable_entries(
        session, policy.readable_subtrees(actor), after=place_after(after, UUID), limit=limit
    )
    titles = await _titles(session, [entry for entry, _ in found], actor.language)
    return [
        MovableEntryRead(
            id=entry.id,
            person_id=entry.person_id,
            name=name,
            course_title=titles[entry.id],
            jp=entry.jp,
            year=entry.year,
            may_move_to_year=entry.may_move_to_year,
            recorded_at=entry.recorded_at,
        )
        for entry, name in found
        if entry.may_move_to_year is not None
    ]


async def check_certificate(session: AsyncSession, code: str, language: str = "id") -> CheckResult:
    """What anyone may know of the certificate with this code, however it was typed."""
    normal = normal_code(code)
    certificate = await queries.certificate_by_code(session, normal) if normal else None
    if certificate is None:
        return CheckResult(status="unknown")
    facts = CertificateFacts.model_validate(certificate.facts)
    result = CheckResult(
        status=certificate.status.value,
        number=certificate.number,
        name=facts.name,
        course=facts.course_in(language),
        jp=facts.jp,
        completed_on=facts.completed_on,
        issued_on=facts.issued_on,
        issuer=facts.issuer,
        version=facts.version,
        fingerprint=certificate.publication_id[:8],
    )
    if certificate.revoked_at is not None:
        successor = await queries.latest_certificate(session, certificate.enrolment_id)
        result.revoked_on = ledger.local_date(certificate.revoked_at, facts.time_zone)
        result.reason = wording.reason(certificate.reason or "", language) or None
        if successor is not None and successor.status is CertificateStatus.VALID:
            result.replaced_by = successor.number
    return result


async def revocations(session: AsyncSession, now: datetime) -> RevocationListRead:
    """The signed list of revoked codes (hashed) as of now."""
    kid, key = issuing_of(session).keys.signing_key(signing.PURPOSE)
    revoked = signing.revocation_list(kid, key, await queries.revoked_codes(session), now)
    return RevocationListRead(
        issued_at=revoked.issued_at,
        kid=revoked.kid,
        codes=list(revoked.codes),
        signature=revoked.signature,
    )


async def public_keys(session: AsyncSession, issuing: Issuing) -> PublicKeysRead:
    """The keys that verify certificates, oldest first; the last one signs now."""
    used = await queries.key_use(session)
    keys = issuing.keys.verification_keys(signing.PURPOSE)
    signing_kid, _ = issuing.keys.signing_key(signing.PURPOSE)
    return PublicKeysRead(
        issuer=issuing.issuer,
        keys=[
            PublicKeyRead(
                kid=kid,
                kty="OKP",
                crv="Ed25519",
                alg="EdDSA",
                use="sig",
                x=signing.base64url(key.public_bytes_raw()),
                valid_from=used[kid][0] if kid in used else None,
                valid_until=None if kid == signing_kid or kid not in used else used[kid][1],
            )
            for kid, key in keys.items()
        ],
    )


async def _reachable(session: AsyncSession, actor: Actor, person_id: UUID) -> str:
    """The time zone of a person within reach of the actor's roles."""
    found = await queries.person_in(session, person_id, policy.readable_subtrees(actor))
    if found is None:
        raise PersonNotFound
    return found[1].time_zone


async def _ledger(
    session: AsyncSession, person_id: UUID, year: int, today: date, language: str
) -> LedgerRead:
    employment = await queries.employment_of(session, person_id)
    # A past year is judged by the rules of its last day, any other by today's.
    judged_on = min(today, date(year, 12, 31))
    target = ledger.target_for(await queries.rules(session), employment.value, judged_on)
    rows = await queries.entries_of_year(session, person_id, year)
    titles = await _titles(session, [entry for entry, _, _ in rows], language)
    return LedgerRead(
        year=year,
        earned=ledger.balance(entry for entry, _, _ in rows).get(year, 0),
        target=target.jp if target else None,
        kind=target.bound if target else None,
        basis=target.basis if target else None,
        entries=[_entry_read(*row, titles[row[0].id], language) for row in rows],
    )


async def _titles(
    session: AsyncSession, entries: Sequence[LedgerEntry], language: str
) -> dict[UUID, str]:
    """By entry, its course's title as it was; in Indonesian if there was none in the language."""
    english = {}
    if language == "en" and entries:
        enrolments = {entry.enrolment_id for entry in entries}
        english = await queries.english_titles(session, enrolments)
    return {entry.id: english.get(entry.enrolment_id, entry.course_title) for entry in entries}


def _entry_read(
    entry: LedgerEntry, rule: str, code: str | None, title: str, language: str
) -> LedgerEntryRead:
    return LedgerEntryRead(
        id=entry.id,
        kind=entry.kind,
        jp=entry.jp,
        course_title=title,
        recorded_at=entry.recorded_at,
        rule=rule,
        evidence=wording.reason(entry.evidence, language) if entry.evidence else None,
        certificate=code,
        may_move_to_year=entry.may_move_to_year,
    )


async def entry_in_full(
    session: AsyncSession, entry: LedgerEntry, language: str
) -> LedgerEntryRead:
    rows = await queries.entries_of_year(session, entry.person_id, entry.year)
    rule, code = next((rule, code) for row, rule, code in rows if row.id == entry.id)
    titles = await _titles(session, [entry], language)
    return _entry_read(entry, rule, code, titles[entry.id], language)
