"""Tables of JP rules, the JP ledger, certificates and their numbers.

Ledger entries are facts: appended once, never changed, taken back only by a counter-entry (the
database refuses anything else, see the migration). A certificate's facts and signature never
change either; only its status does, once, from valid to revoked.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.certificates.ledger import Bound, EntryKind, RuleKind
from app.identity.models import Employment, stored_by_value
from app.kit.database import Base, UtcDateTime


class CertificateStatus(StrEnum):
    VALID = "valid"
    REVOKED = "revoked"


class JpRule(Base):
    """A dated rule with its legal reference; ledger entries name the rule they were made by."""

    __tablename__ = "jp_rules"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[RuleKind] = mapped_column(stored_by_value(RuleKind))
    activity: Mapped[str | None] = mapped_column(String(32), doc="What earns JP, e.g. course")
    minutes_per_jp: Mapped[int | None] = mapped_column()
    once: Mapped[str | None] = mapped_column(String(32), doc="course-year: once per course a year")
    employment: Mapped[Employment | None] = mapped_column(stored_by_value(Employment))
    jp: Mapped[int | None] = mapped_column(doc="Yearly target")
    bound: Mapped[Bound | None] = mapped_column(stored_by_value(Bound))
    reference: Mapped[str] = mapped_column(String(300), doc="The regulation, shown to people")
    valid_from: Mapped[date] = mapped_column()
    valid_until: Mapped[date | None] = mapped_column(doc="Last day")


class LedgerEntry(Base):
    """JP earned, or taken back. ``year`` is the year of receipt in the agency's time zone."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'credit' AND jp > 0 AND reverses_id IS NULL)"
            " OR (kind = 'reversal' AND jp < 0 AND reverses_id IS NOT NULL)",
            name="sign",
        ),
        Index("ix_ledger_entries_person_year", "person_id", "year"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[EntryKind] = mapped_column(stored_by_value(EntryKind))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    jp: Mapped[int] = mapped_column(doc="Whole JP; negative in a reversal")
    year: Mapped[int] = mapped_column()
    rule_id: Mapped[str] = mapped_column(ForeignKey("jp_rules.id"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    course_title: Mapped[str] = mapped_column(String(300), doc="As it was, in Indonesian")
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), index=True)
    reverses_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_entries.id"), unique=True)
    evidence: Mapped[str | None] = mapped_column(String(500), doc="Why, in words; never a NIP")
    # The finish lay in this year but arrived after it ended: an admin may move the credit there.
    may_move_to_year: Mapped[int | None] = mapped_column()
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[UUID | None] = mapped_column(doc="None: the completion itself")


class Certificate(Base):
    """A certificate as it was issued: facts, number, code and signature are frozen."""

    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("issuer", "number"),
        UniqueConstraint("issuer", "year", "sequence"),
        Index("ix_certificates_person_issued", "person_id", "issued_at", "id"),
        # Whatever races or repeats, an enrolment has one certificate in force.
        Index(
            "uq_certificates_valid_enrolment",
            "enrolment_id",
            unique=True,
            sqlite_where=text("status = 'valid'"),
            postgresql_where=text("status = 'valid'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True, doc="Public, random, 133 bits")
    number: Mapped[str] = mapped_column(String(120))
    sequence: Mapped[int] = mapped_column(doc="1, 2, 3 … per issuer and year, without gaps")
    year: Mapped[int] = mapped_column()
    issuer: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), index=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    publication_id: Mapped[str] = mapped_column(ForeignKey("publications.id"))
    version: Mapped[int] = mapped_column(doc="The publication's version, shown to people")
    # Shape: app.certificates.facts.CertificateFacts.
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    payload: Mapped[bytes] = mapped_column(LargeBinary, doc="See app.certificates.signing")
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    kid: Mapped[str] = mapped_column(String(64))
    completed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[CertificateStatus] = mapped_column(stored_by_value(CertificateStatus))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    reason: Mapped[str | None] = mapped_column(Text, doc="Slug or words; shown on the check page")


class CertificateCounter(Base):
    """The last number given by an issuer in a year. Rolling back gives it back: no gaps."""

    __tablename__ = "certificate_counters"

    issuer: Mapped[str] = mapped_column(String(200), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column()
