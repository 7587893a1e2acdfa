"""Composes a certificate's facts and issues it: number, code, signature.

The number is the last thing taken: its row stays locked until the transaction ends, and a rollback
gives it back, so numbers have no gaps and completions wait for each other only at their very end.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import PublishedCourse
from app.certificates import queries, signing
from app.certificates.facts import CertificateFacts, mean_score, modules_of
from app.certificates.issuing import CODE_LENGTH, issuing_of
from app.certificates.ledger import local_date
from app.certificates.models import Certificate, CertificateStatus, JpRule
from app.certificates.queries import Holder
from app.kit.ids import readable_code, uuid7
from app.learning.models import Enrolment


async def compose(
    session: AsyncSession,
    *,
    enrolment: Enrolment,
    course: PublishedCourse,
    holder: Holder,
    rule: JpRule | None,
    completed_at: datetime,
) -> CertificateFacts:
    """What the certificate of a completion states."""
    issuing, document = issuing_of(session), course.public
    completed_on = local_date(completed_at, holder.time_zone)
    return CertificateFacts(
        name=holder.name,
        nip_end=holder.nip_end,
        unit=holder.unit,
        government=holder.government,
        course={language: text.title for language, text in document.text.items()},
        organiser=document.organiser,
        issuer=issuing.issuer,
        place=issuing.place,
        jp=document.jp if rule else 0,
        minutes_per_jp=rule.minutes_per_jp if rule else None,
        rule=rule.reference if rule else None,
        modules=modules_of(document),
        minutes=document.minutes,
        score=mean_score(await queries.passed_scores(session, enrolment.id)),
        version=course.version,
        started_on=min(local_date(enrolment.enrolled_at, holder.time_zone), completed_on),
        completed_on=completed_on,
        issued_on=completed_on,
        time_zone=holder.time_zone,
    )


async def issue(
    session: AsyncSession,
    *,
    enrolment: Enrolment,
    publication_id: str,
    facts: CertificateFacts,
    completed_at: datetime,
    now: datetime,
) -> Certificate:
    """Give facts a code, the year's next number and a signature, and store them."""
    issuing = issuing_of(session)
    kid, key = issuing.keys.signing_key(signing.PURPOSE)
    code = readable_code(CODE_LENGTH)
    year = facts.issued_on.year
    await session.flush()  # whatever else this transaction writes goes before the number's lock
    sequence = await queries.take_sequence(session, facts.issuer, year)
    number = issuing.number(sequence, year)
    payload = signing.encode(
        signing.SignedFacts(
            kid=kid,
            number=number,
            name=facts.name,
            course=facts.course["id"],
            issuer=facts.issuer,
            jp=facts.jp,
            completed_on=facts.completed_on,
            version=facts.version,
        )
    )
    certificate = Certificate(
        id=uuid7(),
        code=code,
        number=number,
        sequence=sequence,
        year=year,
        issuer=facts.issuer,
        person_id=enrolment.person_id,
        enrolment_id=enrolment.id,
        course_id=enrolment.course_id,
        publication_id=publication_id,
        version=facts.version,
        facts=facts.model_dump(mode="json"),
        payload=payload,
        signature=signing.sign(key, code, payload),
        kid=kid,
        completed_at=completed_at,
        issued_at=now,
        status=CertificateStatus.VALID,
    )
    session.add(certificate)
    await session.flush()  # a second certificate in force for the enrolment fails here
    return certificate


def mark_revoked(certificate: Certificate, *, reason: str, now: datetime) -> None:
    """Revoked is for ever; the number stays used."""
    certificate.status = CertificateStatus.REVOKED
    certificate.revoked_at, certificate.reason = now, reason


async def certificate_in_force(session: AsyncSession, enrolment_id: UUID) -> Certificate | None:
    latest = await queries.latest_certificate(session, enrolment_id)
    return latest if latest is not None and latest.status is CertificateStatus.VALID else None
