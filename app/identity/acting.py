"""Loads actors: the person, the agency and the roles that hold now."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor, Grant
from app.identity.queries import actors


async def actor_until(
    session: AsyncSession, person_id: UUID, now: datetime
) -> tuple[Actor, datetime | None] | None:
    """The actor, and when the first of the roles ends; None for deactivated or unknown people."""
    found = await actors.person_in_force(session, person_id, now)
    return None if found is None else actor_of(found)


def actor_of(found: actors.InForce) -> tuple[Actor, datetime | None]:
    """The actor of what was read, and when the first of the roles ends."""
    person, agency, held = found.person, found.agency, found.grants
    actor = Actor(
        person_id=person.id,
        name=person.name,
        agency_id=agency.id,
        agency_path=agency.path,
        time_zone=agency.time_zone,
        language=person.language,
        must_change_password=person.must_change_password,
        grants=tuple(
            Grant(grant.role, grant.agency_id, path, grant.course_id) for grant, path in held
        ),
    )
    ends = [grant.ends_at for grant, _ in held if grant.ends_at is not None]
    return actor, min(ends, default=None)


async def actor_for(session: AsyncSession, person_id: UUID, now: datetime) -> Actor | None:
    """Who this person is now; None for deactivated or unknown people."""
    found = await actor_until(session, person_id, now)
    return None if found is None else found[0]
