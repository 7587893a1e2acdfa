"""Shapes at the HTTP edge of identity."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.identity.models import Employment, PersonStatus, Role
from app.kit.text import CleanLine, CleanText

Name = Annotated[CleanLine, Field(min_length=1, max_length=200)]
Identifier = Annotated[CleanLine, Field(min_length=1, max_length=254)]
# Longer ones are refused with words by the password rules, up to a bound.
Password = Annotated[CleanText, Field(min_length=1, max_length=1000)]
Email = Annotated[CleanLine, Field(min_length=3, max_length=254)]
NipText = Annotated[CleanLine, Field(min_length=1, max_length=40)]
TimeZoneName = Annotated[CleanLine, Field(min_length=1, max_length=40)]
HelpContact = Annotated[CleanLine, Field(max_length=300)]
AgencyCode = Annotated[CleanLine, Field(min_length=1, max_length=64)]
Language = Literal["id", "en"]


def _within_two_centuries(moment: datetime) -> datetime:
    # Moments near the ends of the calendar overflow when moved to UTC.
    if not 2000 <= moment.year <= 2200:
        raise PydanticCustomError("moment", "Must lie between the years 2000 and 2200")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_within_two_centuries)]


class Payload(BaseModel):
    """What a client sends: unknown members are mistakes, not extras."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SignInRequest(Payload):
    identifier: Identifier
    password: Password


class PasswordChange(Payload):
    current_password: Password
    new_password: Password


class ResetRequest(Payload):
    identifier: Identifier


class ResetConfirmation(Payload):
    identifier: Identifier
    code: Annotated[CleanLine, Field(min_length=1, max_length=40)]
    new_password: Password


class ResetAnswer(BaseModel):
    """The same for everyone. ``by_mail``: whether this server sends mail at all."""

    by_mail: bool
    help_contact: str | None


class TokenAnswer(BaseModel):
    """RFC 6749 section 5.1. ``expires_in`` is in seconds."""

    access_token: str
    token_type: Literal["bearer"]
    expires_in: int
    refresh_token: str


class AgencyWithLineage(BaseModel):
    id: UUID
    name: str
    lineage: list[str]


class HeldRole(BaseModel):
    role: Role
    agency: str | None
    course: UUID | None


class Me(BaseModel):
    """Whoever asks. ``lineage`` and ``help_contact`` come from the agency and those above it."""

    id: UUID
    name: str
    nip_masked: str | None
    email: str | None
    agency: AgencyWithLineage
    employment: Employment
    roles: list[HeldRole]
    language: str
    must_change_password: bool
    time_zone: str
    help_contact: str | None


class MeChange(Payload):
    language: Language


class SessionAnswer(BaseModel):
    """The session itself is in the cookie."""

    must_change_password: bool


class AgencyName(BaseModel):
    id: UUID
    name: str


class GrantRead(BaseModel):
    id: UUID
    role: Role
    agency: AgencyName | None
    course: UUID | None
    ends_at: datetime | None


class PersonRead(BaseModel):
    """A person as an admin sees them. The NIP is masked: it tells birth date and sex."""

    id: UUID
    name: str
    nip_masked: str | None
    email: str | None
    agency: AgencyName
    employment: Employment
    status: PersonStatus
    has_password: bool
    must_change_password: bool
    roles: list[GrantRead]


class PersonCreate(Payload):
    """``agency`` is an id. Without ``employment`` the kind of NIP tells it."""

    name: Name
    nip: NipText | None = None
    email: Email | None = None
    agency: UUID
    employment: Employment | None = None


class PersonChange(Payload):
    """Only what is given changes. A new NIP closes the one before, which nobody else may take."""

    name: Name | None = None
    nip: NipText | None = None
    email: Email | None = None
    employment: Employment | None = None


class CodeRead(BaseModel):
    """Shown once; only its hash is kept."""

    code: str
    expires_at: datetime


class Move(Payload):
    agency: UUID


class GrantCreate(Payload):
    """A role over a subtree (``agency``) or a course, perhaps until a moment."""

    role: Role
    agency: UUID | None = None
    course: UUID | None = None
    ends_at: Moment | None = None


class RowsRequest(Payload):
    """Rows ``NIP;name;unit``, also separated by tabs. ``agency`` is where units are looked for."""

    text: Annotated[CleanText, Field(min_length=1, max_length=200_000)]
    agency: UUID
    dry_run: bool = False
    with_codes: bool = False


class RowStatus(StrEnum):
    READY = "ready"
    ADDED = "added"
    REFUSED = "refused"


class RowRead(BaseModel):
    """What became of one row. ``reason`` is a slug, ``message`` its words; None if all is well.

    A row that was added may carry a message too: something to look at again.
    """

    line: int
    name: str
    nip_masked: str | None
    unit: str
    status: RowStatus
    reason: str | None
    message: str | None
    person: UUID | None
    code: str | None


class RowsAnswer(BaseModel):
    """Every row that was sent, in order; empty lines and a heading are not rows."""

    dry_run: bool
    added: int
    refused: int
    codes_expire_at: datetime | None
    rows: list[RowRead]


class AgencyRead(BaseModel):
    """``depth`` is 1 for the root; ``people`` counts those right there, not below."""

    id: UUID
    name: str
    parent: UUID | None
    depth: int
    code: str | None
    time_zone: str
    help_contact: str | None
    people: int


class AgencyCreate(Payload):
    """Without ``time_zone`` the parent's holds."""

    name: Name
    parent: UUID
    time_zone: TimeZoneName | None = None
    help_contact: HelpContact | None = None
    code: AgencyCode | None = None


class AgencyChange(Payload):
    """Only what is given changes; an empty ``help_contact`` takes it away."""

    name: Name | None = None
    parent: UUID | None = None
    time_zone: TimeZoneName | None = None
    help_contact: HelpContact | None = None
    code: AgencyCode | None = None


class AuditRead(BaseModel):
    id: UUID
    at: datetime
    actor: str | None
    act: str
    subject_kind: str
    subject_id: str
    subject: str | None
    details: dict[str, str | int | bool | None]
