"""Every SQL statement of certificates and the ledger; whose rows an actor sees is part of each."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.catalogue.models import Course
from app.certificates.ledger import EntryKind
from app.certificates.models import (
    Certificate,
    CertificateCounter,
    CertificateStatus,
    JpRule,
    LedgerEntry,
)
from app.identity.agencies import path_ids
from app.identity.models import Agency, Employment, Nip, Person
from app.kit.database import insert_into, padded
from app.learning.models import ActivityState, Enrolment
from app.learning.statuses import OutcomeState


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a certificate is for, as of now."""

    name: str
    nip_end: str | None
    unit: str
    government: str | None
    time_zone: str
    employment: Employment


def _within(subtrees: Iterable[str]) -> ColumnElement[bool]:
    """Agencies of these subtrees."""
    found = [
        true() if path == "/" else Agency.path.startswith(path, autoescape=True)
        for path in subtrees
    ]
    return or_(*found) if found else false()


async def holder_of(session: AsyncSession, person_id: UUID) -> Holder:
    person, agency = (
        await session.execute(
            select(Person, Agency)
            .join(Agency, Agency.id == Person.agency_id)
            .where(Person.id == person_id)
        )
    ).one()
    top = path_ids(agency.path)[0]
    government = None
    if top != agency.id:
        government = await session.scalar(select(Agency.name).where(Agency.id == top))
    nip = await session.scalar(
        select(Nip.nip)
        .where(Nip.person_id == person_id, Nip.valid_until.is_(None))
        .order_by(Nip.valid_from.desc())
        .limit(1)
    )
    return Holder(
        name=person.name,
        nip_end=nip[-3:] if nip else None,
        unit=agency.name,
        government=government,
        time_zone=agency.time_zone,
        employment=person.employment,
    )


async def person_in(
    session: AsyncSession, person_id: UUID, subtrees: Iterable[str]
) -> tuple[Person, Agency] | None:
    """A person who works in one of the subtrees."""
    row = (
        await session.execute(
            select(Person, Agency)
            .join(Agency, Agency.id == Person.agency_id)
            .where(Person.id == person_id, _within(subtrees))
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


async def employment_of(session: AsyncSession, person_id: UUID) -> Employment:
    return (
        await session.execute(select(Person.employment).where(Person.id == person_id))
    ).scalar_one()


async def rules(session: AsyncSession) -> Sequence[JpRule]:
    return (await session.scalars(select(JpRule).order_by(JpRule.id))).all()


async def enrolment_for_update(session: AsyncSession, enrolment_id: UUID) -> Enrolment:
    """The enrolment, locked: completions and corrections of one course go one after another.

    As it is once the lock is had: what this session read before may be out of date by then.
    """
    return (
        await session.execute(
            select(Enrolment)
            .where(Enrolment.id == enrolment_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    ).scalar_one()


async def passed_scores(session: AsyncSession, enrolment_id: UUID) -> list[int]:
    """Scores of the enrolment's passed graded activities, basis points."""
    rows = await session.scalars(
        select(ActivityState.score).where(
            ActivityState.enrolment_id == enrolment_id,
            ActivityState.outcome_state == OutcomeState.PASSED,
            ActivityState.score.is_not(None),
        )
    )
    return [score for score in rows if score is not None]


async def take_sequence(session: AsyncSession, issuer: str, year: int) -> int:
    """The next number of the year. Its row stays locked until the transaction ends."""
    statement = (
        insert_into(session, CertificateCounter)
        .values(issuer=issuer, year=year, last=1)
        .on_conflict_do_update(
            index_elements=["issuer", "year"], set_={"last": CertificateCounter.last + 1}
        )
        .returning(CertificateCounter.last)
    )
    taken: int = (await session.execute(statement)).scalar_one()
    return taken


async def latest_certificate(session: AsyncSession, enrolment_id: UUID) -> Certificate | None:
    """The last certificate of an enrolment, revoked or not."""
    return (
        await session.scalars(
            select(Certificate)
            .where(Certificate.enrolment_id == enrolment_id)
            .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
            .limit(1)
        )
    ).one_or_none()


async def certificate_by_code(session: AsyncSession, code: str) -> Certificate | None:
    return (
        await session.scalars(select(Certificate).where(Certificate.code == code))
    ).one_or_none()


async def certificate_for(
    session: AsyncSession,
    certificate_id: UUID,
    *,
    subtrees: Iterable[str],
    owner_id: UUID | None = None,
) -> tuple[Certificate, UUID] | None:
    """A certificate of the owner or of someone in the subtrees, with that person's agency."""
    mine = false() if owner_id is None else Certificate.person_id == owner_id
    row = (
        await session.execute(
            select(Certificate, Agency.id)
            .join(Person, Person.id == Certificate.person_id)
            .join(Agency, Agency.id == Person.agency_id)
            .where(Certificate.id == certificate_id, or_(mine, _within(subtrees)))
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


async def certificates_of(
    session: AsyncSession,
    person_id: UUID,
    *,
    course_id: UUID | None = None,
    course_slug: str | None = None,
) -> Sequence[tuple[Certificate, str]]:
    """A person's certificates with the course's slug, the newest first."""
    statement = (
        select(Certificate, Course.slug)
        .join(Course, Course.id == Certificate.course_id)
        .where(Certificate.person_id == person_id)
        .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
    )
    if course_id is not None:
        statement = statement.where(Certificate.course_id == course_id)
    if course_slug is not None:
        statement = statement.where(Course.slug == course_slug)
    return [(certificate, slug) for certificate, slug in await session.execute(statement)]


async def course_slug(session: AsyncSession, course_id: UUID) -> str:
    return (await session.execute(select(Course.slug).where(Course.id == course_id))).scalar_one()


async def revoked_codes(session: AsyncSession) -> Sequence[str]:
    return (
        await session.scalars(
            select(Certificate.code).where(Certificate.status == CertificateStatus.REVOKED)
        )
    ).all()


async def key_use(session: AsyncSession) -> dict[str, tuple[datetime, datetime]]:
    """First and last issue by kid."""
    rows = await session.execute(
        select(
            Certificate.kid, func.min(Certificate.issued_at), func.max(Certificate.issued_at)
        ).group_by(Certificate.kid)
    )
    return {kid: (first, last) for kid, first, last in rows}


async def entries_of_enrolment(session: AsyncSession, enrolment_id: UUID) -> Sequence[LedgerEntry]:
    return (
        await session.scalars(
            select(LedgerEntry)
            .where(LedgerEntry.enrolment_id == enrolment_id)
            .order_by(LedgerEntry.recorded_at, LedgerEntry.id)
        )
    ).all()


async def entries_of_course(
    session: AsyncSession, person_id: UUID, course_id: UUID, year: int
) -> Sequence[LedgerEntry]:
    """A person's entries for a course in a year."""
    return (
        await session.scalars(
            select(LedgerEntry).where(
                LedgerEntry.person_id == person_id,
                LedgerEntry.course_id == course_id,
                LedgerEntry.year == year,
            )
        )
    ).all()


async def entries_of_year(
    session: AsyncSession, person_id: UUID, year: int
) -> Sequence[tuple[LedgerEntry, str, str | None]]:
    """A person's entries of a year: entry, rule reference, code of the certificate in force."""
    in_force = and_(
        Certificate.enrolment_id == LedgerEntry.enrolment_id,
        Certificate.status == CertificateStatus.VALID,
    )
    rows = await session.execute(
        select(LedgerEntry, JpRule.reference, Certificate.code)
        .join(JpRule, JpRule.id == LedgerEntry.rule_id)
        .outerjoin(Certificate, in_force)
        .where(LedgerEntry.person_id == person_id, LedgerEntry.year == year)
        .order_by(LedgerEntry.recorded_at, LedgerEntry.id)
    )
    return [(entry, reference, code) for entry, reference, code in rows]


async def english_titles(session: AsyncSession, enrolment_ids: Collection[UUID]) -> dict[UUID, str]:
    """By enrolment, what its course was called in English, by the last certificate that says it."""
    title = Certificate.facts["course"]["en"].as_string()
    rows = await session.execute(
        select(Certificate.enrolment_id, title)
        .where(Certificate.enrolment_id.in_(padded(enrolment_ids)), title.is_not(None))
        .order_by(Certificate.id)
    )
    return dict(rows.all())


async def entry_for_correction(
    session: AsyncSession, entry_id: UUID, subtrees: Iterable[str]
) -> tuple[LedgerEntry, UUID] | None:
    """An entry of someone in the subtrees, with that person's agency."""
    row = (
        await session.execute(
            select(LedgerEntry, Agency.id)
            .join(Person, Person.id == LedgerEntry.person_id)
            .join(Agency, Agency.id == Person.agency_id)
            .where(LedgerEntry.id == entry_id, _within(subtrees))
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


async def movable_entries(
    session: AsyncSession, subtrees: Iterable[str], *, after: UUID | None, limit: int
) -> Sequence[tuple[LedgerEntry, str]]:
    """Credits in force that may move to the year before, with the person's name, oldest first."""
    taken_back = aliased(LedgerEntry)
    statement = (
        select(LedgerEntry, Person.name)
        .join(Person, Person.id == LedgerEntry.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(
            LedgerEntry.kind == EntryKind.CREDIT,
            LedgerEntry.may_move_to_year.is_not(None),
            ~select(taken_back.id).where(taken_back.reverses_id == LedgerEntry.id).exists(),
            _within(subtrees),
        )
        .order_by(LedgerEntry.id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(LedgerEntry.id > after)
    return [(entry, name) for entry, name in await session.execute(statement)]
