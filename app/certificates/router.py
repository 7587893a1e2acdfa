"""Certificates and the ledger over HTTP; the public check names no actor and shows no NIP."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from app.certificates import correcting, rendering, service
from app.certificates.errors import (
    AlreadyReversed,
    AlreadyRevoked,
    CertificateNotFound,
    CreditedAlready,
    EntryNotFound,
    NotMovable,
    PersonNotFound,
)
from app.certificates.issuing import Issuing, request_issuing
from app.certificates.limits import LIMITED
from app.certificates.schemas import (
    CertificateRead,
    CheckResult,
    Correction,
    LedgerEntryRead,
    LedgerRead,
    MovableEntryRead,
    PublicKeysRead,
    Revocation,
    RevocationListRead,
)
from app.identity.actor import Actor
from app.identity.deps import CurrentActor, require
from app.identity.errors import PasswordChangeRequired
from app.identity.models import Role
from app.kit.clock import Now
from app.kit.database import Db, DbSession, ReadSession
from app.kit.pagination import After, Limit, Page, encode_cursor
from app.kit.problems import (
    Invalid,
    NotFound,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.kit.text import CleanText

SIGNED_IN = (Unauthenticated, PasswordChangeRequired, Invalid, Unavailable)
Year = Annotated[int | None, Query(ge=2000, le=2100)]
Slug = Annotated[CleanText | None, Query(max_length=80, description="Slug of a course")]
LanguageChoice = Annotated[Literal["id", "en"] | None, Query()]
Code = Annotated[CleanText, Path(max_length=80)]
TheIssuing = Annotated[Issuing, Depends(request_issuing)]
Reader = Annotated[Actor, Depends(require(Role.ADMIN, Role.UNIT_ADMIN, Role.AUDITOR))]
Corrector = Annotated[Actor, Depends(require(Role.ADMIN, Role.UNIT_ADMIN))]

router = APIRouter(prefix="/api/v1", tags=["certificates"])
public_router = APIRouter(tags=["checking certificates"])


@router.get("/certificates", responses=problem_responses(*SIGNED_IN))
async def my_certificates(
    session: ReadSession, actor: CurrentActor, course: Slug = None
) -> list[CertificateRead]:
    """The actor's certificates, the newest first, revoked ones too."""
    return await service.certificates_of(session, actor, course_slug=course)


@router.get(
    "/certificates/{certificate_id}/pdf",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}},
        **problem_responses(*SIGNED_IN, CertificateNotFound),
    },
)
async def certificate_pdf(
    db: Db,
    actor: CurrentActor,
    issuing: TheIssuing,
    certificate_id: UUID,
    lang: LanguageChoice = None,
) -> Response:
    """The certificate as PDF, in the actor's language unless ``lang`` says otherwise."""
    # The connection is given back before the drawing starts.
    async with db.reading() as session:
        certificate = await service.certificate_to_read(session, actor, certificate_id)
    language = lang or ("en" if actor.language == "en" else "id")
    page = rendering.printable(certificate, issuing)
    content = await rendering.pdf_in_thread(page, language)
    disposition = f'attachment; filename="{rendering.file_name(certificate.number)}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/ledger", responses=problem_responses(*SIGNED_IN))
async def my_ledger(
    session: ReadSession, actor: CurrentActor, now: Now, year: Year = None
) -> LedgerRead:
    """The actor's JP in a calendar year, this one by default."""
    return await service.yearly_ledger(session, actor, year, now)


@router.get(
    "/admin/people/{person_id}/certificates",
    responses=problem_responses(*SIGNED_IN, PersonNotFound, NotFound),
)
async def certificates_of_person(
    session: ReadSession, actor: Reader, person_id: UUID
) -> list[CertificateRead]:
    return await service.certificates_of_person(session, actor, person_id)


@router.get(
    "/admin/people/{person_id}/ledger",
    responses=problem_responses(*SIGNED_IN, PersonNotFound, NotFound),
)
async def ledger_of_person(
    session: ReadSession, actor: Reader, now: Now, person_id: UUID, year: Year = None
) -> LedgerRead:
    return await service.ledger_of_person(session, actor, person_id, year, now)


@router.get("/admin/ledger/movable", responses=problem_responses(*SIGNED_IN, NotFound))
async def movable_entries(
    session: ReadSession, actor: Reader, after: After = None, limit: Limit = 50
) -> Page[MovableEntryRead]:
    """Credits whose finish lay in the year before they arrived: to move, with evidence."""
    found = await service.movable_entries(session, actor, after=after, limit=limit)
    more = encode_cursor([str(found[-1].id)]) if len(found) == limit else None
    return Page[MovableEntryRead](items=found, next=more)


@router.post(
    "/admin/certificates/{certificate_id}/revoke",
    responses=problem_responses(*SIGNED_IN, CertificateNotFound, NotFound, AlreadyRevoked),
)
async def revoke_certificate(
    session: DbSession, actor: Corrector, now: Now, certificate_id: UUID, body: Revocation
) -> CertificateRead:
    """Revoke for a public reason; the JP are taken back by a counter-entry."""
    row = await correcting.revoke(session, actor, certificate_id, reason=body.reason, now=now)
    return await service.certificate_in_full(session, row, actor.language)


@router.post(
    "/admin/certificates/{certificate_id}/replace",
    status_code=201,
    responses=problem_responses(*SIGNED_IN, CertificateNotFound, NotFound, AlreadyRevoked),
)
async def replace_certificate(
    session: DbSession, actor: Corrector, now: Now, certificate_id: UUID, body: Revocation
) -> CertificateRead:
    """Revoke and issue another with the name and unit as they are now; the JP stay."""
    row = await correcting.replace(session, actor, certificate_id, reason=body.reason, now=now)
    return await service.certificate_in_full(session, row, actor.language)


@router.post(
    "/admin/ledger/{entry_id}/reverse",
    status_code=201,
    responses=problem_responses(*SIGNED_IN, EntryNotFound, NotFound, AlreadyReversed),
)
async def reverse_entry(
    session: DbSession, actor: Corrector, now: Now, entry_id: UUID, body: Correction
) -> LedgerEntryRead:
    """Take a credit back; answers with the counter-entry."""
    row = await correcting.reverse_entry(session, actor, entry_id, evidence=body.evidence, now=now)
    return await service.entry_in_full(session, row, actor.language)


@router.post(
    "/admin/ledger/{entry_id}/move",
    status_code=201,
    responses=problem_responses(
        *SIGNED_IN, EntryNotFound, NotFound, AlreadyReversed, NotMovable, CreditedAlready
    ),
)
async def move_entry(
    session: DbSession, actor: Corrector, now: Now, entry_id: UUID, body: Correction
) -> LedgerEntryRead:
    """Move a flagged credit to the year of its finish; answers with the new credit."""
    row = await correcting.move_entry(session, actor, entry_id, evidence=body.evidence, now=now)
    return await service.entry_in_full(session, row, actor.language)


@public_router.get(
    "/api/v1/check/revocations",
    dependencies=LIMITED,
    responses=problem_responses(TooManyRequests, Unavailable),
)
async def revocation_list(session: ReadSession, now: Now, response: Response) -> RevocationListRead:
    """The signed list of revoked certificates, for checks without a connection."""
    response.headers["Cache-Control"] = "public, max-age=300"
    return await service.revocations(session, now)


@public_router.get(
    "/api/v1/check/{code}",
    dependencies=LIMITED,
    responses=problem_responses(TooManyRequests, Invalid, Unavailable),
)
async def check(
    session: ReadSession, response: Response, code: Code, lang: LanguageChoice = None
) -> CheckResult:
    """What anyone may know of a certificate; ``unknown`` for a code that is none."""
    response.headers["Cache-Control"] = "no-store"
    return await service.check_certificate(session, code, lang or "id")


@public_router.get(
    "/.well-known/lentera-certificates.json",
    dependencies=LIMITED,
    responses=problem_responses(TooManyRequests, Unavailable),
)
async def well_known_keys(
    session: ReadSession, issuing: TheIssuing, response: Response
) -> PublicKeysRead:
    """Public keys by which anyone checks the signed facts of a certificate."""
    response.headers["Cache-Control"] = "public, max-age=3600"
    return await service.public_keys(session, issuing)
