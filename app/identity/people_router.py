"""Admins' doors: people, roles, agencies and the audit trail."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from app.identity import granting, pasting, people, reading, tending
from app.identity.actor import Actor
from app.identity.deps import TheIdentity, require
from app.identity.errors import (
    AgencyCircle,
    AgencyCodeTaken,
    CrossSiteRequest,
    EmailTaken,
    GrantBeyondScope,
    HoldsMore,
    NipTaken,
    OwnAccount,
    PasswordChangeRequired,
    PersonDeactivated,
    TreeTooDeep,
)
from app.identity.models import PersonStatus, Role
from app.identity.policy import AUDIT_ROLES, PEOPLE_ROLES
from app.identity.schemas import (
    AgencyChange,
    AgencyCreate,
    AgencyRead,
    AuditRead,
    CodeRead,
    GrantCreate,
    GrantRead,
    Move,
    PersonChange,
    PersonCreate,
    PersonRead,
    RowsAnswer,
    RowsRequest,
)
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page
from app.kit.problems import (
    BadRequest,
    Invalid,
    NotFound,
    PayloadTooLarge,
    Problem,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
    problem_responses,
)
from app.kit.text import CleanText

READ: tuple[type[Problem], ...] = (
    Unauthenticated,
    PasswordChangeRequired,
    NotFound,
    Invalid,
    Unavailable,
)
WRITE: tuple[type[Problem], ...] = (
    *READ,
    BadRequest,
    CrossSiteRequest,
    PayloadTooLarge,
    UnsupportedMediaType,
)
ON_PERSON: tuple[type[Problem], ...] = (*WRITE, OwnAccount, HoldsMore)

PeopleAdmin = Annotated[Actor, Depends(require(*PEOPLE_ROLES))]
TreeAdmin = Annotated[Actor, Depends(require(Role.ADMIN))]
Auditor = Annotated[Actor, Depends(require(*AUDIT_ROLES))]
Search = Annotated[CleanText | None, Query(max_length=100, description="Part of a name, or NIP")]

router = APIRouter(prefix="/api/v1/admin", tags=["people"])


@router.get("/people", responses=problem_responses(*READ))
async def list_people(
    session: ReadSession,
    actor: PeopleAdmin,
    now: Now,
    q: Search = None,
    agency: UUID | None = None,
    status: PersonStatus | None = None,
    after: After = None,
    limit: Limit = 50,
) -> Page[PersonRead]:
    """People in one's hands by name; digits in ``q`` are the beginning of a NIP."""
    return await reading.people_page(
        session, actor, q=q, agency=agency, status=status, after=after, limit=limit, now=now
    )


@router.post("/people", status_code=201, responses=problem_responses(*WRITE, NipTaken, EmailTaken))
async def add_person(
    wanted: PersonCreate, session: DbSession, actor: PeopleAdmin, now: Now
) -> PersonRead:
    """Add a person. They have no password yet: give them a one-time code."""
    person = await people.add_person(session, actor, wanted, now=now)
    return await reading.person_read(session, person.id, now)


@router.post("/people/rows", responses=problem_responses(*WRITE))
async def add_rows(
    wanted: RowsRequest,
    request: Request,
    session: DbSession,
    actor: PeopleAdmin,
    identity: TheIdentity,
    now: Now,
) -> RowsAnswer:
    """Add people from pasted rows ``NIP;name;unit``; every row is answered.

    With ``dry_run`` nothing is added; with ``with_codes`` each added row brings a one-time code.
    """
    language = getattr(request.state, "language", actor.language)
    return await pasting.paste_people(
        session, identity.keys, actor, wanted, language=language, now=now
    )


@router.get("/people/{person_id}", responses=problem_responses(*READ))
async def read_person(
    person_id: UUID, session: ReadSession, actor: PeopleAdmin, now: Now
) -> PersonRead:
    """One person in one's hands."""
    return await reading.person_seen(session, actor, person_id, now)


@router.patch("/people/{person_id}", responses=problem_responses(*ON_PERSON, NipTaken, EmailTaken))
async def change_person(
    person_id: UUID, change: PersonChange, session: DbSession, actor: PeopleAdmin, now: Now
) -> PersonRead:
    """Mend name, e-mail address or employment, or give a new NIP; the earlier one is kept."""
    await people.change_person(session, actor, person_id, change, now=now)
    return await reading.person_read(session, person_id, now)


@router.post(
    "/people/{person_id}/code",
    status_code=201,
    responses=problem_responses(*ON_PERSON, PersonDeactivated),
)
async def give_code(
    person_id: UUID, session: DbSession, actor: PeopleAdmin, identity: TheIdentity, now: Now
) -> CodeRead:
    """A one-time code for a new password, to be read out. Shown once; earlier codes end."""
    issued = await people.give_code(session, identity.keys, actor, person_id, now=now)
    return CodeRead(code=issued.code, expires_at=issued.expires_at)


@router.post("/people/{person_id}/deactivate", responses=problem_responses(*ON_PERSON))
async def deactivate(
    person_id: UUID, session: DbSession, actor: PeopleAdmin, now: Now
) -> PersonRead:
    """End every way in, at once. What was learnt stays. Again changes nothing."""
    await people.deactivate(session, actor, person_id, now=now)
    return await reading.person_read(session, person_id, now)


@router.post("/people/{person_id}/reactivate", responses=problem_responses(*ON_PERSON))
async def reactivate(
    person_id: UUID, session: DbSession, actor: PeopleAdmin, now: Now
) -> PersonRead:
    """Let someone in again. Again changes nothing."""
    await people.reactivate(session, actor, person_id, now=now)
    return await reading.person_read(session, person_id, now)


@router.post("/people/{person_id}/move", responses=problem_responses(*ON_PERSON))
async def move(
    person_id: UUID, wanted: Move, session: DbSession, actor: PeopleAdmin, now: Now
) -> PersonRead:
    """Place someone in another agency; roles bound to the one they leave end."""
    await people.move(session, actor, person_id, wanted.agency, now=now)
    return await reading.person_read(session, person_id, now)


@router.post(
    "/people/{person_id}/grants",
    status_code=201,
    responses=problem_responses(*ON_PERSON, GrantBeyondScope),
)
async def give_role(
    person_id: UUID, wanted: GrantCreate, session: DbSession, actor: PeopleAdmin, now: Now
) -> GrantRead:
    """Give a role over a subtree or a course. Given again, only its end changes."""
    grant = await granting.give_role(session, actor, person_id, wanted, now=now)
    return await reading.grant_seen(session, grant)


@router.delete(
    "/people/{person_id}/grants/{grant_id}",
    status_code=204,
    responses=problem_responses(*ON_PERSON, GrantBeyondScope),
)
async def take_role(
    person_id: UUID, grant_id: UUID, session: DbSession, actor: PeopleAdmin, now: Now
) -> None:
    """End a role now."""
    await granting.take_role(session, actor, person_id, grant_id, now=now)


@router.get("/agencies", responses=problem_responses(*READ))
async def list_agencies(
    session: ReadSession,
    actor: PeopleAdmin,
    q: Search = None,
    after: After = None,
    limit: Limit = 200,
) -> Page[AgencyRead]:
    """Agencies in one's hands, parents before children."""
    return await reading.agencies_page(session, actor, q=q, after=after, limit=limit)


@router.post(
    "/agencies",
    status_code=201,
    responses=problem_responses(*WRITE, TreeTooDeep, AgencyCodeTaken),
)
async def add_agency(
    wanted: AgencyCreate, session: DbSession, actor: TreeAdmin, now: Now
) -> AgencyRead:
    """Add an agency under a parent, whose time zone it takes unless another is given."""
    return reading.agency_read(await tending.add_agency(session, actor, wanted, now=now), 0)


@router.patch(
    "/agencies/{agency_id}",
    responses=problem_responses(*WRITE, AgencyCircle, TreeTooDeep, AgencyCodeTaken),
)
async def change_agency(
    agency_id: UUID, change: AgencyChange, session: DbSession, actor: TreeAdmin, now: Now
) -> AgencyRead:
    """Change what is given; with ``parent`` the whole branch moves."""
    agency = await tending.change_agency(session, actor, agency_id, change, now=now)
    return await reading.agency_seen(session, agency)


@router.get("/audit", responses=problem_responses(*READ))
async def list_acts(
    session: ReadSession,
    actor: Auditor,
    subject: UUID | None = None,
    after: After = None,
    limit: Limit = 50,
) -> Page[AuditRead]:
    """Privileged acts in one's subtrees, newest first."""
    return await reading.audit_page(session, actor, subject=subject, after=after, limit=limit)
