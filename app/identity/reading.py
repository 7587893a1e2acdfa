"""What is shown of people and agencies: cards, oneself, admins' lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity import nip as nips
from app.identity.actor import Actor
from app.identity.agencies import depth
from app.identity.models import Agency, Employment, Person, PersonStatus, Role, RoleGrant
from app.identity.names import folded
from app.identity.policy import PEOPLE_ROLES
from app.identity.queries import actors, people, tree
from app.identity.schemas import (
    AgencyName,
    AgencyRead,
    AgencyWithLineage,
    AuditRead,
    GrantRead,
    HeldRole,
    Me,
    PersonRead,
)
from app.kit.audit import AuditEntry
from app.kit.pagination import Page, encode_cursor, place_after
from app.kit.problems import NotFound

SHORTEST_NIP_PREFIX = 4


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What upper floors may know of a person: never the NIP."""

    name: str
    agency_name: str
    agency_id: UUID
    agency_path: str
    employment: Employment
    time_zone: str


async def person_card(session: AsyncSession, person_id: UUID) -> PersonCard:
    """Raises NoResultFound for an unknown id."""
    person, agency = await actors.person_with_agency(session, person_id)
    return PersonCard(
        name=person.name,
        agency_name=agency.name,
        agency_id=agency.id,
        agency_path=agency.path,
        employment=person.employment,
        time_zone=agency.time_zone,
    )


async def help_contact_of(
    session: AsyncSession, agency_path: str, otherwise: str | None
) -> str | None:
    """Whom to ask: the contact of the nearest agency upwards that has one."""
    line = await tree.lineage(session, agency_path)
    return next(
        (agency.help_contact for agency in reversed(line) if agency.help_contact), otherwise
    )


async def me_of(session: AsyncSession, actor: Actor, *, help_contact: str | None) -> Me:
    """Whoever asks; ``help_contact`` is the house's own, where no agency has one."""
    person, agency = await actors.person_with_agency(session, actor.person_id)
    line = await tree.lineage(session, agency.path)
    nip = await actors.current_nip(session, person.id)
    scopes = await people.agency_names(
        session, {grant.agency_id for grant in actor.grants if grant.agency_id}
    )
    contacts = [above.help_contact for above in reversed(line) if above.help_contact]
    return Me(
        id=person.id,
        name=person.name,
        nip_masked=None if nip is None else nips.masked(nip),
        email=person.email,
        agency=AgencyWithLineage(
            id=agency.id, name=agency.name, lineage=[above.name for above in line]
        ),
        employment=person.employment,
        # Everyone signed in may learn: that role needs no grant.
        roles=[
            HeldRole(role=Role.LEARNER, agency=agency.name, course=None),
            *(
                HeldRole(
                    role=grant.role,
                    agency=scopes.get(grant.agency_id) if grant.agency_id else None,
                    course=grant.course_id,
                )
                for grant in actor.grants
                if grant.role is not Role.LEARNER
            ),
        ],
        language=person.language,
        must_change_password=person.must_change_password,
        time_zone=agency.time_zone,
        help_contact=contacts[0] if contacts else help_contact,
    )


def grant_read(grant: RoleGrant, agency: Agency | None) -> GrantRead:
    return GrantRead(
        id=grant.id,
        role=grant.role,
        agency=None if agency is None else AgencyName(id=agency.id, name=agency.name),
        course=grant.course_id,
        ends_at=grant.ends_at,
    )


async def grant_seen(session: AsyncSession, grant: RoleGrant) -> GrantRead:
    agency = None if grant.agency_id is None else await session.get(Agency, grant.agency_id)
    return grant_read(grant, agency)


def _person_read(
    person: Person, agency: Agency, nip: str | None, grants: Sequence[GrantRead]
) -> PersonRead:
    return PersonRead(
        id=person.id,
        name=person.name,
        nip_masked=None if nip is None else nips.masked(nip),
        email=person.email,
        agency=AgencyName(id=agency.id, name=agency.name),
        employment=person.employment,
        status=person.status,
        has_password=person.password_hash is not None,
        must_change_password=person.must_change_password,
        roles=list(grants),
    )


async def person_read(session: AsyncSession, person_id: UUID, now: datetime) -> PersonRead:
    """A person the caller has been found to see. Raises NoResultFound for an unknown id."""
    person, agency = await actors.person_with_agency(session, person_id)
    nip = await actors.current_nip(session, person_id)
    held = await people.held_grants(session, [person_id], now)
    return _person_read(person, agency, nip, [grant_read(*one) for one in held])


async def person_seen(
    session: AsyncSession, actor: Actor, person_id: UUID, now: datetime
) -> PersonRead:
    """Raises NotFound."""
    if await people.person_seen_by(session, actor, person_id) is None:
        raise NotFound
    return await person_read(session, person_id, now)


async def people_page(
    session: AsyncSession,
    actor: Actor,
    *,
    q: str | None,
    agency: UUID | None,
    status: PersonStatus | None,
    after: str | None,
    limit: int,
    now: datetime,
) -> Page[PersonRead]:
    """People in the actor's hands by name; digits in ``q`` are the beginning of a NIP.

    Raises NotFound for an agency that the actor does not see, Invalid for a foreign cursor.
    """
    place = place_after(after, str, UUID)
    subtree = None
    if agency is not None:
        top = await tree.agency_within(session, actor.agency_paths(*PEOPLE_ROLES), agency)
        if top is None:
            raise NotFound
        subtree = top.path
    digits = "".join(char for char in q or "" if char not in " .-")
    is_nip = len(digits) >= SHORTEST_NIP_PREFIX and digits.isascii() and digits.isdigit()
    rows = await people.people(
        session,
        actor,
        name=folded(q) if q and not is_nip else None,
        nip_prefix=digits if is_nip else None,
        subtree=subtree,
        status=status,
        after=place,
        limit=limit,
    )
    shown = rows[:limit]
    roles: dict[UUID, list[GrantRead]] = {}
    for grant, scope in await people.held_grants(session, [p.id for p, _, _ in shown], now):
        roles.setdefault(grant.person_id, []).append(grant_read(grant, scope))
    last = shown[-1][0] if len(rows) > limit else None
    return Page(
        items=[_person_read(p, a, nip, roles.get(p.id, [])) for p, a, nip in shown],
        next=None if last is None else encode_cursor([last.search_name, str(last.id)]),
    )


def agency_read(agency: Agency, people_there: int) -> AgencyRead:
    return AgencyRead(
        id=agency.id,
        name=agency.name,
        parent=agency.parent_id,
        depth=depth(agency.path),
        code=agency.code,
        time_zone=agency.time_zone,
        help_contact=agency.help_contact,
        people=people_there,
    )


async def agencies_page(
    session: AsyncSession, actor: Actor, *, q: str | None, after: str | None, limit: int
) -> Page[AgencyRead]:
    """Agencies in the actor's hands, parents before children. Raises Invalid."""
    rows = await tree.agencies(
        session,
        actor,
        name=q.lower() if q else None,
        after=place_after(after, str),
        limit=limit,
    )
    last = rows[limit - 1][0] if len(rows) > limit else None
    return Page(
        items=[agency_read(*row) for row in rows[:limit]],
        next=None if last is None else encode_cursor([last.path]),
    )


async def agency_seen(session: AsyncSession, agency: Agency) -> AgencyRead:
    return agency_read(agency, await tree.people_at(session, agency.id))


async def audit_page(
    session: AsyncSession, actor: Actor, *, subject: UUID | None, after: str | None, limit: int
) -> Page[AuditRead]:
    """Acts the actor may see, newest first. Raises Invalid."""
    rows = await tree.audit_entries(
        session,
        actor,
        subject_id=subject,
        after=place_after(after, UUID),
        limit=limit,
    )
    shown = rows[:limit]
    people_named = {entry.actor_id for entry in shown if entry.actor_id}
    people_named |= {UUID(entry.subject_id) for entry in shown if entry.subject_kind == "person"}
    names = await people.names_of(session, people_named)
    units = await people.agency_names(
        session, {UUID(entry.subject_id) for entry in shown if entry.subject_kind == "agency"}
    )
    return Page(
        items=[_audit_read(entry, names, units) for entry in shown],
        next=encode_cursor([str(shown[-1].id)]) if len(rows) > limit else None,
    )


def _audit_read(entry: AuditEntry, names: dict[UUID, str], units: dict[UUID, str]) -> AuditRead:
    known = {"person": names, "agency": units}.get(entry.subject_kind)
    return AuditRead(
        id=entry.id,
        at=entry.at,
        actor=names.get(entry.actor_id) if entry.actor_id else None,
        act=entry.act,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        subject=known.get(UUID(entry.subject_id)) if known is not None else None,
        details=entry.details,
    )
