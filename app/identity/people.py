"""People: added, changed, moved, deactivated; by admins, within their subtrees."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.identity import nip as nips
from app.identity.actor import Actor, Grant
from app.identity.errors import (
    AgencyUnknown,
    EmailRefused,
    EmailTaken,
    HoldsMore,
    NipRefused,
    NipTaken,
    OwnAccount,
    PersonDeactivated,
)
from app.identity.models import Agency, Employment, Nip, Person, PersonStatus, Placement
from app.identity.names import folded, normal_email
from app.identity.policy import PEOPLE_ROLES, is_left_behind, may_handle
from app.identity.queries import accounts, actors, people, tree
from app.identity.resetting import IssuedCode, issue_code
from app.identity.schemas import PersonChange, PersonCreate
from app.kit import audit
from app.kit.ids import uuid7
from app.kit.invalidation import announce
from app.kit.keys import Keyring
from app.kit.problems import NotFound

_EMPLOYMENT = {nips.NipKind.PNS: Employment.PNS, nips.NipKind.PPPK: Employment.PPPK}


def parsed_nip(text: str, now: datetime) -> nips.Nip:
    """Raises NipRefused."""
    parsed = nips.parse(text, this_year=now.year)
    if isinstance(parsed, nips.NipFault):
        raise NipRefused(parsed)
    return parsed


def _email(text: str | None) -> str | None:
    if text is None:
        return None
    address = normal_email(text)
    if address is None:
        raise EmailRefused
    return address


async def create_person(
    session: AsyncSession,
    *,
    name: str,
    nip: str | None,
    email: str | None,
    agency_id: UUID,
    now: datetime,
    employment: Employment | None = None,
    language: str = "id",
    password_hash: str | None = None,
    must_change_password: bool = False,
    by: UUID | None = None,
) -> Person:
    """Add a person; without a password hash they need a one-time code to begin.

    The caller has checked the agency. ``by`` is the admin, None at the terminal. Raises
    NipRefused, EmailRefused, NipTaken or EmailTaken; only what this function wrote is undone then.
    """
    number = None if nip is None else parsed_nip(nip, now)
    kind = _EMPLOYMENT[number.kind] if number else Employment.OTHER
    person = Person(
        id=uuid7(),
        name=name,
        search_name=folded(name),
        email=_email(email),
        agency_id=agency_id,
        employment=employment or kind,
        language=language,
        status=PersonStatus.ACTIVE,
        password_hash=password_hash,
        must_change_password=must_change_password,
        created_at=now,
    )
    held = None if number is None else Nip(nip=number.normal, person_id=person.id, valid_from=now)
    await _write_unique(session, person, held)
    session.add(Placement(id=uuid7(), person_id=person.id, agency_id=agency_id, since=now))
    await record(session, by, "person.added", person, now)
    return person


async def _write_unique(session: AsyncSession, person: Person, held: Nip | None) -> None:
    """Write person and number; two admins adding one person at once give one person."""
    try:
        async with session.begin_nested():
            session.add(person)
            await session.flush()  # the number refers to the person
            if held is not None:
                session.add(held)
                await session.flush()  # here, so that the savepoint can undo it
    except IntegrityError as error:
        if held is not None and await people.holder_of_nip(session, held.nip) is not None:
            raise NipTaken from error
        if person.email and await people.is_email_taken(session, person.email, None):
            raise EmailTaken from error
        raise


async def record(
    session: AsyncSession,
    by: UUID | None,
    act: str,
    person: Person,
    now: datetime,
    **details: str | int | bool | None,
) -> None:
    """Put an act on a person into the trail."""
    await audit.record(
        session,
        actor_id=by,
        act=act,
        subject_kind="person",
        subject_id=person.id,
        agency_id=person.agency_id,
        now=now,
        **details,
    )


async def held_by(session: AsyncSession, person_id: UUID, now: datetime) -> list[Grant]:
    """The roles of a person that have not ended."""
    return [
        Grant(grant.role, grant.agency_id, agency.path if agency else None, grant.course_id)
        for grant, agency in await people.held_grants(session, [person_id], now)
    ]


async def in_hand(session: AsyncSession, actor: Actor, person_id: UUID, now: datetime) -> Person:
    """A person, locked, on whom the actor may act. Raises NotFound, OwnAccount or HoldsMore."""
    found = await people.person_seen_by(session, actor, person_id, for_update=True)
    if found is None:
        raise NotFound
    if person_id == actor.person_id:
        raise OwnAccount
    if not may_handle(actor, await held_by(session, person_id, now)):
        raise HoldsMore
    return found[0]


async def agency_in_hand(session: AsyncSession, actor: Actor, agency_id: UUID) -> Agency:
    """An agency in which the actor administers people. Raises AgencyUnknown."""
    agency = await tree.agency_within(session, actor.agency_paths(*PEOPLE_ROLES), agency_id)
    if agency is None:
        raise AgencyUnknown
    return agency


async def add_person(
    session: AsyncSession, actor: Actor, wanted: PersonCreate, *, now: datetime
) -> Person:
    """Raises AgencyUnknown and what ``create_person`` raises."""
    agency = await agency_in_hand(session, actor, wanted.agency)
    return await create_person(
        session,
        name=wanted.name,
        nip=wanted.nip,
        email=wanted.email,
        agency_id=agency.id,
        employment=wanted.employment,
        now=now,
        by=actor.person_id,
    )


async def change_person(
    session: AsyncSession, actor: Actor, person_id: UUID, change: PersonChange, *, now: datetime
) -> Person:
    """Change what is given. Raises what ``in_hand`` and ``create_person`` raise."""
    person = await in_hand(session, actor, person_id, now)
    if change.name is not None:
        person.name, person.search_name = change.name, folded(change.name)
    if change.employment is not None:
        person.employment = change.employment
    email = _email(change.email)
    try:
        async with session.begin_nested():
            if email is not None:
                person.email = email
            if change.nip is not None:
                await _change_nip(session, person, parsed_nip(change.nip, now), now)
            await session.flush()  # here, so that the savepoint can undo it
    except IntegrityError as error:
        if email is not None and await people.is_email_taken(session, email, person_id):
            raise EmailTaken from error
        raise NipTaken from error
    changed = ",".join(sorted(change.model_fields_set))
    await record(session, actor.person_id, "person.changed", person, now, changed=changed)
    await announce(session, "person", str(person.id))
    return person


async def _change_nip(session: AsyncSession, person: Person, to: nips.Nip, now: datetime) -> None:
    taken = await people.holder_of_nip(session, to.normal)
    if taken is not None and taken.person_id != person.id:
        raise NipTaken
    for held in await people.nips_of(session, person.id):
        if held.nip != to.normal:
            held.valid_until = now
    if taken is None:
        session.add(Nip(nip=to.normal, person_id=person.id, valid_from=now))
    else:
        taken.valid_until = None


async def give_code(
    session: AsyncSession, keys: Keyring, actor: Actor, person_id: UUID, *, now: datetime
) -> IssuedCode:
    """A one-time code to read out. Raises what ``in_hand`` raises, or PersonDeactivated."""
    person = await in_hand(session, actor, person_id, now)
    if person.status is not PersonStatus.ACTIVE:
        raise PersonDeactivated
    issued = await issue_code(
        session, keys, person_id=person.id, issued_by=actor.person_id, now=now
    )
    await record(session, actor.person_id, "code.issued", person, now)
    return issued


async def deactivate(
    session: AsyncSession, actor: Actor, person_id: UUID, *, now: datetime
) -> Person:
    """End every way in, at once; what they have learnt stays. Again changes nothing."""
    person = await in_hand(session, actor, person_id, now)
    if person.status is PersonStatus.ACTIVE:
        person.status = PersonStatus.DEACTIVATED
        await actors.delete_sessions_of(session, person.id)
        await actors.revoke_families_of(session, person.id, now)
        await accounts.expire_codes(session, person.id, now)
        await record(session, actor.person_id, "person.deactivated", person, now)
        await announce(session, "person", str(person.id))
    return person


async def reactivate(
    session: AsyncSession, actor: Actor, person_id: UUID, *, now: datetime
) -> Person:
    """Let someone sign in again, with the password of before. Again changes nothing."""
    person = await in_hand(session, actor, person_id, now)
    if person.status is PersonStatus.DEACTIVATED:
        person.status = PersonStatus.ACTIVE
        await record(session, actor.person_id, "person.reactivated", person, now)
        await announce(session, "person", str(person.id))
    return person


async def move(
    session: AsyncSession, actor: Actor, person_id: UUID, to: UUID, *, now: datetime
) -> Person:
    """Place someone in another agency; roles bound to the place they leave end.

    Raises what ``in_hand`` raises, or AgencyUnknown. To where they are changes nothing.
    """
    person = await in_hand(session, actor, person_id, now)
    agency = await agency_in_hand(session, actor, to)
    if agency.id == person.agency_id:
        return person
    # In both agencies' trails: whoever hands someone over and whoever receives them may ask.
    await record(session, actor.person_id, "person.moved", person, now, to=str(agency.id))
    left = await tree.open_placement(session, person.id)
    if left is not None:
        left.until = now
    session.add(Placement(id=uuid7(), person_id=person.id, agency_id=agency.id, since=now))
    origin, person.agency_id = person.agency_id, agency.id
    ended = 0
    for grant, scope in await people.held_grants(session, [person.id], now):
        held = Grant(grant.role, grant.agency_id, scope.path if scope else None, grant.course_id)
        if is_left_behind(held, agency.path):
            grant.ends_at, ended = now, ended + 1
    await record(
        session,
        actor.person_id,
        "person.received",
        person,
        now,
        origin=str(origin),
        roles_ended=ended,
    )
    await announce(session, "person", str(person.id))
    return person
