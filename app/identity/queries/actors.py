"""Who someone is now: the actor, the card, sessions and refresh tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.identity.models import (
    Agency,
    BrowserSession,
    KnownBrowser,
    Nip,
    Person,
    PersonStatus,
    RefreshToken,
    RoleGrant,
)


async def active_person(session: AsyncSession, person_id: UUID) -> tuple[Person, Agency] | None:
    """The person with agency, unless deactivated."""
    statement = (
        select(Person, Agency)
        .join(Agency, Agency.id == Person.agency_id)
        .where(Person.id == person_id, Person.status == PersonStatus.ACTIVE)
    )
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else (row[0], row[1])


@dataclass(frozen=True, slots=True)
class InForce:
    """A person who may act, and the grants that hold now with the path of each one's agency."""

    person: Person
    agency: Agency
    grants: Sequence[tuple[RoleGrant, str | None]]


def _in_force(now: datetime) -> Any:
    """(person, agency, grant, path of the grant's agency), a row a grant that holds now.

    One statement: it runs at the first request of everybody whom a process does not know.
    """
    reach = aliased(Agency)
    return (
        select(Person, Agency, RoleGrant, reach.path)
        .join(Agency, Agency.id == Person.agency_id)
        .outerjoin(
            RoleGrant,
            and_(
                RoleGrant.person_id == Person.id,
                or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now),
            ),
        )
        .outerjoin(reach, reach.id == RoleGrant.agency_id)
        .where(Person.status == PersonStatus.ACTIVE)
        .order_by(RoleGrant.id)
    )


def _found(rows: Sequence[Any]) -> InForce | None:
    if not rows:
        return None
    held = [(grant, path) for _, _, grant, path in rows if grant is not None]
    return InForce(rows[0][0], rows[0][1], held)


async def person_in_force(session: AsyncSession, person_id: UUID, now: datetime) -> InForce | None:
    """The person with what they hold now, unless deactivated."""
    statement = _in_force(now).where(Person.id == person_id)
    return _found((await session.execute(statement)).all())


async def person_with_agency(session: AsyncSession, person_id: UUID) -> tuple[Person, Agency]:
    """Raises NoResultFound for an unknown id."""
    statement = (
        select(Person, Agency)
        .join(Agency, Agency.id == Person.agency_id)
        .where(Person.id == person_id)
    )
    row = (await session.execute(statement)).one()
    return row[0], row[1]


async def current_nip(session: AsyncSession, person_id: UUID) -> str | None:
    statement = select(Nip.nip).where(Nip.person_id == person_id, Nip.valid_until.is_(None))
    return (await session.execute(statement.limit(1))).scalar_one_or_none()


async def live_session(
    session: AsyncSession, token_hash: bytes, now: datetime
) -> tuple[BrowserSession, InForce] | None:
    """The session with whose it is; None if it is over or the person may not act any more."""
    statement = (
        _in_force(now)
        .add_columns(BrowserSession)
        .join(BrowserSession, BrowserSession.person_id == Person.id)
        .where(BrowserSession.token_hash == token_hash, BrowserSession.expires_at > now)
    )
    rows = (await session.execute(statement)).all()
    found = _found([tuple(row)[:4] for row in rows])
    return None if found is None else (rows[0][4], found)


async def slide_session(
    session: AsyncSession, token_hash: bytes, *, seen_at: datetime, expires_at: datetime
) -> None:
    await session.execute(
        update(BrowserSession)
        .where(BrowserSession.token_hash == token_hash)
        .values(last_seen_at=seen_at, expires_at=expires_at)
    )


async def delete_session(session: AsyncSession, token_hash: bytes) -> UUID | None:
    """Whose session it was; None if there was none."""
    statement = (
        delete(BrowserSession)
        .where(BrowserSession.token_hash == token_hash)
        .returning(BrowserSession.person_id)
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def delete_sessions_of(
    session: AsyncSession, person_id: UUID, *, except_hash: bytes | None = None
) -> None:
    statement = delete(BrowserSession).where(BrowserSession.person_id == person_id)
    if except_hash is not None:
        statement = statement.where(BrowserSession.token_hash != except_hash)
    await session.execute(statement)


async def delete_expired(session: AsyncSession, now: datetime) -> None:
    """Forget sessions and refresh tokens nobody can use any more."""
    await session.execute(delete(BrowserSession).where(BrowserSession.expires_at <= now))
    await session.execute(delete(RefreshToken).where(RefreshToken.expires_at <= now))


async def refresh_token_for_update(session: AsyncSession, token_hash: bytes) -> RefreshToken | None:
    statement = select(RefreshToken).where(RefreshToken.token_hash == token_hash).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def has_live_family(session: AsyncSession, family_id: UUID, now: datetime) -> bool:
    statement = select(RefreshToken.token_hash).where(
        RefreshToken.family_id == family_id,
        RefreshToken.revoked_at.is_(None),
        RefreshToken.expires_at > now,
    )
    return (await session.execute(statement.limit(1))).first() is not None


async def revoke_family(session: AsyncSession, family_id: UUID, now: datetime) -> None:
    await session.execute(
        update(RefreshToken)
        .where(RefreshToken.family_id == family_id, RefreshToken.revoked_at.is_(None))
        .values(revoked_at=now)
    )


async def revoke_families_of(session: AsyncSession, person_id: UUID, now: datetime) -> None:
    await session.execute(
        update(RefreshToken)
        .where(RefreshToken.person_id == person_id, RefreshToken.revoked_at.is_(None))
        .values(revoked_at=now)
    )


async def knows_browser(session: AsyncSession, token_hash: bytes, person_id: UUID) -> bool:
    return await session.get(KnownBrowser, (token_hash, person_id)) is not None


async def is_browser_of_anyone(session: AsyncSession, token_hash: bytes) -> bool:
    statement = select(KnownBrowser.person_id).where(KnownBrowser.token_hash == token_hash)
    return (await session.execute(statement.limit(1))).first() is not None


async def forget_browsers_of(session: AsyncSession, person_id: UUID) -> None:
    await session.execute(delete(KnownBrowser).where(KnownBrowser.person_id == person_id))
