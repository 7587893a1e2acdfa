"""Tables of people, agencies, roles, sessions and codes.

A person is a UUID. A NIP is an attribute with history (it changes with a new PPPK contract or a
CPNS appointment), so nothing refers to a person by NIP.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Enum, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.database import Base, UtcDateTime


def stored_by_value(kind: type[StrEnum]) -> Enum:
    """An enum column that stores the values, as text any database tool can read."""
    return Enum(kind, values_callable=lambda e: [m.value for m in e], native_enum=False, length=24)


class Role(StrEnum):
    LEARNER = "learner"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    UNIT_ADMIN = "unit_admin"
    ADMIN = "admin"
    PARTNER = "partner"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class Employment(StrEnum):
    """Employment status (status kepegawaian); decides which JP rule a person is shown."""

    PNS = "pns"
    CPNS = "cpns"
    PPPK = "pppk"
    PPPK_PART_TIME = "pppk_part_time"
    OTHER = "other"


class PersonStatus(StrEnum):
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


class CodePurpose(StrEnum):
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a purpose, not a password


class Agency(Base):
    """One node of the tree of agencies (instansi, perangkat daerah, unit kerja)."""

    __tablename__ = "agencies"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    # "/<id hex>/<id hex>/": own id last. A subtree is a prefix; ancestors are the parts.
    path: Mapped[str] = mapped_column(String(700), unique=True)
    code: Mapped[str | None] = mapped_column(String(64), unique=True, doc="External id, e.g. unor")
    time_zone: Mapped[str] = mapped_column(String(40), doc="IANA name, e.g. Asia/Makassar")
    help_contact: Mapped[str | None] = mapped_column(String(300), doc="Shown on sign-in trouble")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Person(Base):
    __tablename__ = "people"
    __table_args__ = (Index("ix_people_agency_name", "agency_id", "name", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), doc="With degrees, as in personnel data")
    search_name: Mapped[str] = mapped_column(String(200), index=True, doc="Casefolded, no accents")
    email: Mapped[str | None] = mapped_column(String(254), unique=True, doc="Lower case")
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id"))
    employment: Mapped[Employment] = mapped_column(stored_by_value(Employment))
    language: Mapped[str] = mapped_column(String(5), default="id")
    status: Mapped[PersonStatus] = mapped_column(stored_by_value(PersonStatus))
    password_hash: Mapped[str | None] = mapped_column(
        String(200), doc="argon2id; None: no password yet"
    )
    must_change_password: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Nip(Base):
    """A NIP a person holds or held; 18 digits, unique for all time."""

    __tablename__ = "nips"

    nip: Mapped[str] = mapped_column(String(18), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Placement(Base):
    """Where a person worked and when: moves close one row and open the next."""

    __tablename__ = "placements"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id"))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RoleGrant(Base):
    """A role a person holds, over a subtree of agencies or one course, perhaps until a date."""

    __tablename__ = "role_grants"
    __table_args__ = (
        Index(
            "uq_role_grants_scope",
            "person_id",
            "role",
            "agency_id",
            "course_id",
            unique=True,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[Role] = mapped_column(stored_by_value(Role))
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id"))
    # No foreign key: courses live a floor above.
    course_id: Mapped[UUID | None] = mapped_column()
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BrowserSession(Base):
    """A signed-in browser. The cookie holds a random token; only its hash is here."""

    __tablename__ = "browser_sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class RefreshToken(Base):
    """One link in a family of API refresh tokens; reuse after a grace revokes the family."""

    __tablename__ = "refresh_tokens"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    family_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OneTimeCode(Base):
    """A code an admin reads out or a mail carries; hashed, expiring, few tries."""

    __tablename__ = "one_time_codes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    purpose: Mapped[CodePurpose] = mapped_column(stored_by_value(CodePurpose))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    issued_by: Mapped[UUID | None] = mapped_column(doc="None: asked for by mail")
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInFailure(Base):
    """Failures in a row of one (account, address); both only as keyed hashes."""

    __tablename__ = "sign_in_failures"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class KnownBrowser(Base):
    """A browser in which this person signed in before: never delayed by others' failures."""

    __tablename__ = "known_browsers"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
