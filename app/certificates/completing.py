"""What a completion earns, and what its withdrawal takes back.

Both run in the transaction of the completing command, on events of learning. Nothing is deleted:
a withdrawal writes a counter-entry and revokes.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import publications_of
from app.certificates import bookkeeping, issuance, queries
from app.certificates.ledger import local_date
from app.certificates.models import Certificate, CertificateStatus
from app.learning.events import CompletionWithdrawn, CourseCompleted


async def complete(session: AsyncSession, event: CourseCompleted) -> Certificate | None:
    """Credit the JP and issue the certificate; None if this completion had its own before.

    A course counts once a year: a second completion in a year gets a certificate but no credit.
    Without a rule in force the course carries no JP.
    """
    enrolment = await queries.enrolment_for_update(session, event.enrolment_id)
    latest = await queries.latest_certificate(session, enrolment.id)
    if latest is not None and (
        latest.status is CertificateStatus.VALID or event.completed_at <= latest.completed_at
    ):
        return None
    holder = await queries.holder_of(session, event.person_id)
    course = await publications_of(session).get(event.publication_id)
    rule = await bookkeeping.credit_rule(session, local_date(event.completed_at, holder.time_zone))
    facts = await issuance.compose(
        session,
        enrolment=enrolment,
        course=course,
        holder=holder,
        rule=rule,
        completed_at=event.completed_at,
    )
    if rule is not None:
        await bookkeeping.credit(
            session,
            event,
            jp=facts.jp,
            course_title=facts.course["id"],
            rule=rule,
            time_zone=holder.time_zone,
        )
    return await issuance.issue(
        session,
        enrolment=enrolment,
        publication_id=event.publication_id,
        facts=facts,
        completed_at=event.completed_at,
        now=event.completed_at,
    )


async def withdraw(session: AsyncSession, event: CompletionWithdrawn) -> None:
    """Reverse the open credit and revoke the certificate in force, if there are any."""
    await queries.enrolment_for_update(session, event.enrolment_id)
    await bookkeeping.reverse_open_credits(
        session, event.enrolment_id, evidence=event.reason, now=event.withdrawn_at, by=None
    )
    certificate = await issuance.certificate_in_force(session, event.enrolment_id)
    if certificate is not None:
        issuance.mark_revoked(certificate, reason=event.reason, now=event.withdrawn_at)
    await session.flush()  # a new completion must find the old certificate revoked
