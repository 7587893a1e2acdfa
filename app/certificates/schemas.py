"""Shapes at the HTTP edge. None of them has a place for a NIP."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from app.certificates.ledger import Bound, EntryKind
from app.certificates.models import CertificateStatus


class CertificateCourse(BaseModel):
    slug: str
    title: str


class CertificateRead(BaseModel):
    id: UUID
    number: str
    course: CertificateCourse
    jp: int
    completed_at: datetime
    issued_at: datetime
    status: CertificateStatus
    code: str
    check_link: str = Field(description="Path of the check page with the signed facts behind #")
    pdf_link: str


class LedgerEntryRead(BaseModel):
    id: UUID
    kind: EntryKind
    jp: int = Field(description="Negative in a reversal")
    course_title: str
    recorded_at: datetime
    rule: str = Field(description="Legal reference of the JP rule")
    evidence: str | None
    certificate: str | None = Field(description="Code of the course's certificate")
    may_move_to_year: int | None = Field(
        description="Finished in this year, received after it: an admin may move the credit"
    )


class LedgerRead(BaseModel):
    """A person's JP in one calendar year; no target where no rule names one."""

    year: int
    earned: int
    target: int | None
    kind: Bound | None
    basis: str | None
    entries: list[LedgerEntryRead]


class CheckResult(BaseModel):
    """What anyone may know of a certificate. Unknown codes have a status and nothing else."""

    status: Literal["valid", "revoked", "unknown"]
    number: str | None = None
    name: str | None = None
    course: str | None = None
    jp: int | None = None
    completed_on: date | None = None
    issued_on: date | None = None
    issuer: str | None = None
    version: int | None = None
    fingerprint: str | None = Field(None, description="First 8 hex digits of the publication")
    revoked_on: date | None = None
    reason: str | None = Field(None, description="Why it was revoked, in words")
    replaced_by: str | None = Field(None, description="Number of the certificate in its place")


class RevocationListRead(BaseModel):
    """Signed; see the docstring of app.certificates.signing for the bytes."""

    issued_at: str
    kid: str
    codes: list[str] = Field(description="First 16 bytes of SHA-256 of each code, base64url")
    signature: str


class PublicKeyRead(BaseModel):
    """An Ed25519 key as a JWK (RFC 8037) with the time it was in use."""

    kid: str
    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    alg: Literal["EdDSA"]
    use: Literal["sig"]
    x: str
    valid_from: datetime | None = Field(description="First certificate signed with it")
    valid_until: datetime | None = Field(description="Last one; null while it signs")


class PublicKeysRead(BaseModel):
    issuer: str
    keys: list[PublicKeyRead]


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500)]
PublicWords = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]


class Revocation(BaseModel):
    reason: PublicWords = Field(description="Shown to anyone who checks the certificate; no NIP")


class Correction(BaseModel):
    evidence: Words = Field(description="Why, and where the proof is kept; no NIP")


class MovableEntryRead(BaseModel):
    """A credit that finished in the year before it was received."""

    id: UUID
    person_id: UUID
    name: str
    course_title: str
    jp: int
    year: int
    may_move_to_year: int
    recorded_at: datetime
