"""The agency tree: its root, new branches, names, zones and moves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.identity.agencies import MAX_DEPTH, child_path, depth, is_time_zone, is_within
from app.identity.errors import (
    AgencyCircle,
    AgencyCodeTaken,
    AgencyUnknown,
    TimeZoneRefused,
    TreeTooDeep,
)
from app.identity.models import Agency, Role
from app.identity.queries import tree
from app.identity.schemas import AgencyChange, AgencyCreate
from app.kit import audit
from app.kit.ids import uuid7
from app.kit.invalidation import EVERYTHING, announce
from app.kit.problems import NotFound

CHARACTERS_PER_LEVEL = 33


async def ensure_root_agency(
    session: AsyncSession,
    *,
    name: str,
    time_zone: str,
    now: datetime,
    help_contact: str | None = None,
) -> Agency:
    """The topmost agency, made if there is none. Raises TimeZoneRefused."""
    there = await tree.root(session)
    if there is not None:
        return there
    _check_zone(time_zone)
    agency_id = uuid7()
    agency = Agency(
        id=agency_id,
        parent_id=None,
        name=name,
        path=child_path(None, agency_id),
        time_zone=time_zone,
        help_contact=help_contact,
        created_at=now,
    )
    session.add(agency)
    await session.flush()  # people and branches refer to it
    return agency


def _check_zone(name: str) -> None:
    if not is_time_zone(name):
        raise TimeZoneRefused


async def create_agency(
    session: AsyncSession,
    *,
    parent: Agency,
    name: str,
    now: datetime,
    time_zone: str | None = None,
    help_contact: str | None = None,
    code: str | None = None,
) -> Agency:
    """A new agency under a parent. The caller has checked who may, and records the act.

    Raises TimeZoneRefused, TreeTooDeep or AgencyCodeTaken.
    """
    if depth(parent.path) >= MAX_DEPTH:
        raise TreeTooDeep
    if time_zone is not None:
        _check_zone(time_zone)
    agency_id = uuid7()
    agency = Agency(
        id=agency_id,
        parent_id=parent.id,
        name=name,
        path=child_path(parent.path, agency_id),
        code=code,
        time_zone=time_zone or parent.time_zone,
        help_contact=help_contact or None,
        created_at=now,
    )
    session.add(agency)
    await _flush_code(session)
    return agency


async def _flush_code(session: AsyncSession) -> None:
    try:
        await session.flush()  # the code's uniqueness is the database's to say
    except IntegrityError as error:
        raise AgencyCodeTaken from error


async def _tended(session: AsyncSession, actor: Actor, agency_id: UUID) -> Agency | None:
    return await tree.agency_within(session, actor.agency_paths(Role.ADMIN), agency_id)


async def add_agency(
    session: AsyncSession, actor: Actor, wanted: AgencyCreate, *, now: datetime
) -> Agency:
    """Raises AgencyUnknown for the parent, and what ``create_agency`` raises."""
    await tree.root(session, for_update=True)
    parent = await _tended(session, actor, wanted.parent)
    if parent is None:
        raise AgencyUnknown
    agency = await create_agency(
        session,
        parent=parent,
        name=wanted.name,
        time_zone=wanted.time_zone,
        help_contact=wanted.help_contact,
        code=wanted.code,
        now=now,
    )
    await _record(session, actor, "agency.added", agency, now)
    return agency


async def change_agency(
    session: AsyncSession, actor: Actor, agency_id: UUID, change: AgencyChange, *, now: datetime
) -> Agency:
    """Change what is given. A move takes everything below along.

    Raises NotFound, AgencyUnknown, AgencyCircle, TreeTooDeep, TimeZoneRefused or AgencyCodeTaken.
    """
    await tree.root(session, for_update=True)
    agency = await _tended(session, actor, agency_id)
    if agency is None:
        raise NotFound
    if change.name is not None:
        agency.name = change.name
    if change.time_zone is not None:
        _check_zone(change.time_zone)
        agency.time_zone = change.time_zone
    if change.help_contact is not None:
        agency.help_contact = change.help_contact or None
    if change.code is not None:
        agency.code = change.code
    await _flush_code(session)
    if change.parent is not None and change.parent != agency.parent_id:
        await _move(session, actor, agency, change.parent)
    changed = ",".join(sorted(change.model_fields_set))
    await _record(session, actor, "agency.changed", agency, now, changed=changed)
    # Actors hold the path and the zone of their agency.
    await announce(session, "person", EVERYTHING)
    return agency


async def _move(session: AsyncSession, actor: Actor, agency: Agency, to: UUID) -> None:
    parent = await _tended(session, actor, to)
    if parent is None:
        raise AgencyUnknown
    if agency.parent_id is None or is_within(parent.path, agency.path):
        raise AgencyCircle
    old_path, new_path = agency.path, child_path(parent.path, agency.id)
    deepest = await tree.deepest_below(session, old_path)
    levels_below = (deepest - len(old_path)) // CHARACTERS_PER_LEVEL
    if depth(new_path) + levels_below > MAX_DEPTH:
        raise TreeTooDeep
    agency.parent_id = parent.id
    await session.flush()  # before the paths are rewritten behind the session's back
    await tree.move_branch(session, old_path, new_path)
    await session.refresh(agency)


async def _record(
    session: AsyncSession,
    actor: Actor,
    act: str,
    agency: Agency,
    now: datetime,
    **details: str | int | bool | None,
) -> None:
    await audit.record(
        session,
        actor_id=actor.person_id,
        act=act,
        subject_kind="agency",
        subject_id=agency.id,
        agency_id=agency.id,
        now=now,
        **details,
    )


async def agency_for_account(
    session: AsyncSession, *, name: str | None, default_name: str, now: datetime
) -> Agency:
    """Where the terminal puts a new account: the agency named, else the topmost one.

    Without any agency the topmost is made, under ``default_name`` and in WITA, to be renamed by
    an admin. Raises AgencyUnknown.
    """
    if name is None:
        return await ensure_root_agency(
            session, name=default_name, time_zone="Asia/Makassar", now=now
        )
    named = await tree.agency_named(session, name)
    if named is None:
        raise AgencyUnknown
    return named


async def has_people(session: AsyncSession) -> bool:
    """Whether this installation has any account."""
    return await tree.is_anyone_there(session)
