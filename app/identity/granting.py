"""Roles given and taken."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor, Grant
from app.identity.errors import AgencyUnknown, GrantBeyondScope, ScopeRefused
from app.identity.models import Role, RoleGrant
from app.identity.people import in_hand, record
from app.identity.policy import PEOPLE_ROLES, has_fitting_scope, may_give
from app.identity.queries import people, tree
from app.identity.schemas import GrantCreate
from app.kit.ids import uuid7
from app.kit.invalidation import announce
from app.kit.problems import NotFound


async def grant_role(
    session: AsyncSession,
    *,
    person_id: UUID,
    role: Role,
    now: datetime,
    agency_id: UUID | None = None,
    course_id: UUID | None = None,
    ends_at: datetime | None = None,
) -> RoleGrant:
    """Give a role over a subtree, a course or (admin, auditor, operator) everything.

    The same role in the same scope given again only changes its end. The caller has checked who
    may give it, and records the act.
    """
    wanted = RoleGrant(
        id=uuid7(),
        person_id=person_id,
        role=role,
        agency_id=agency_id,
        course_id=course_id,
        ends_at=ends_at,
        created_at=now,
    )
    held = await people.same_grant(session, wanted)
    if held is not None:
        held.ends_at = ends_at
    else:
        session.add(wanted)
    await announce(session, "person", str(person_id))
    return held or wanted


async def give_role(
    session: AsyncSession, actor: Actor, person_id: UUID, wanted: GrantCreate, *, now: datetime
) -> RoleGrant:
    """Raises NotFound, OwnAccount, HoldsMore, AgencyUnknown, ScopeRefused or GrantBeyondScope."""
    person = await in_hand(session, actor, person_id, now)
    path = None
    if wanted.agency is not None:
        subtrees = actor.agency_paths(*PEOPLE_ROLES)
        agency = await tree.agency_within(session, subtrees, wanted.agency)
        if agency is None:
            raise AgencyUnknown
        path = agency.path
    grant = Grant(wanted.role, wanted.agency, path, wanted.course)
    if not has_fitting_scope(grant) or (wanted.ends_at is not None and wanted.ends_at <= now):
        raise ScopeRefused
    if not may_give(actor, grant):
        raise GrantBeyondScope
    await record(
        session,
        actor.person_id,
        "role.given",
        person,
        now,
        role=wanted.role.value,
        agency=str(wanted.agency) if wanted.agency else None,
        course=str(wanted.course) if wanted.course else None,
        ends_at=wanted.ends_at.isoformat() if wanted.ends_at else None,
    )
    return await grant_role(
        session,
        person_id=person_id,
        role=wanted.role,
        agency_id=wanted.agency,
        course_id=wanted.course,
        ends_at=wanted.ends_at,
        now=now,
    )


async def take_role(
    session: AsyncSession, actor: Actor, person_id: UUID, grant_id: UUID, *, now: datetime
) -> None:
    """End a role now; the row stays, as history. Raises NotFound and what ``give_role`` raises."""
    person = await in_hand(session, actor, person_id, now)
    for grant, agency in await people.held_grants(session, [person_id], now):
        if grant.id == grant_id:
            path = agency.path if agency else None
            if not may_give(actor, Grant(grant.role, grant.agency_id, path, grant.course_id)):
                raise GrantBeyondScope
            grant.ends_at = now
            await record(
                session,
                actor.person_id,
                "role.taken",
                person,
                now,
                role=grant.role.value,
                agency=str(grant.agency_id) if grant.agency_id else None,
                course=str(grant.course_id) if grant.course_id else None,
            )
            await announce(session, "person", str(person_id))
            return
    raise NotFound
