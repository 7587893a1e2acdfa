"""People as admins see them: within the subtrees they administer, and nowhere else."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.identity.agencies import covers_whole_tree
from app.identity.models import Agency, Nip, Person, PersonStatus, RoleGrant
from app.identity.policy import PEOPLE_ROLES


def within(subtrees: Iterable[str]) -> ColumnElement[bool]:
    """The condition that an agency lies in one of the subtrees; "/" is everything."""
    paths = tuple(subtrees)
    if not paths:
        return false()
    # Paths are hex digits and slashes: nothing in them is a wildcard.
    return or_(*(Agency.path.like(f"{path}%") for path in paths))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that a person's agency lies in the actor's hands."""
    return within(actor.agency_paths(*PEOPLE_ROLES))


async def people(
    session: AsyncSession,
    actor: Actor,
    *,
    name: str | None,
    nip_prefix: str | None,
    subtree: str | None,
    status: PersonStatus | None,
    after: tuple[str, UUID] | None,
    limit: int,
) -> list[tuple[Person, Agency, str | None]]:
    """People with agency and current NIP, by name; one more than ``limit`` if there are more."""
    statement = (
        select(Person, Agency, Nip.nip)
        .join(Agency, Agency.id == Person.agency_id)
        .outerjoin(Nip, (Nip.person_id == Person.id) & Nip.valid_until.is_(None))
        .where(visible_to(actor))
        .order_by(Person.search_name, Person.id)
        .limit(limit + 1)
    )
    if name is not None:
        statement = statement.where(Person.search_name.contains(name, autoescape=True))
    if nip_prefix is not None:
        statement = statement.where(Nip.nip.startswith(nip_prefix, autoescape=True))
    if subtree is not None:
        statement = statement.where(within([subtree]))
    if status is not None:
        statement = statement.where(Person.status == status)
    if after is not None:
        statement = statement.where(tuple_(Person.search_name, Person.id) > tuple_(*after))
    return [(row[0], row[1], row[2]) for row in await session.execute(statement)]


async def person_seen_by(
    session: AsyncSession, actor: Actor, person_id: UUID, *, for_update: bool = False
) -> tuple[Person, Agency] | None:
    """The person, if the actor may see them; locked if they are about to be changed."""
    if for_update:
        # Before the join: PostgreSQL, woken by the lock after someone's move, would look for the
        # new agency among the rows it joined before, and find nobody.
        await session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    statement = (
        select(Person, Agency)
        .join(Agency, Agency.id == Person.agency_id)
        .where(Person.id == person_id, visible_to(actor))
    )
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else (row[0], row[1])


async def held_grants(
    session: AsyncSession, person_ids: Sequence[UUID], now: datetime
) -> list[tuple[RoleGrant, Agency | None]]:
    """Grants of several people that have not ended, oldest first, each with its agency."""
    statement = (
        select(RoleGrant, Agency)
        .outerjoin(Agency, Agency.id == RoleGrant.agency_id)
        .where(RoleGrant.person_id.in_(person_ids))
        .where(or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now))
        .order_by(RoleGrant.id)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def same_grant(session: AsyncSession, wanted: RoleGrant) -> RoleGrant | None:
    """The grant of the same role in the same scope to the same person, ended or not."""
    statement = select(RoleGrant).where(
        RoleGrant.person_id == wanted.person_id,
        RoleGrant.role == wanted.role,
        RoleGrant.agency_id.is_not_distinct_from(wanted.agency_id),
        RoleGrant.course_id.is_not_distinct_from(wanted.course_id),
    )
    return (await session.execute(statement.limit(1))).scalar_one_or_none()


async def nips_of(session: AsyncSession, person_id: UUID) -> list[Nip]:
    """The NIP held now, if any."""
    statement = select(Nip).where(Nip.person_id == person_id, Nip.valid_until.is_(None))
    return list((await session.execute(statement)).scalars())


async def holder_of_nip(session: AsyncSession, nip: str) -> Nip | None:
    """Whoever holds or held a number."""
    return await session.get(Nip, nip)


async def is_email_taken(session: AsyncSession, email: str, except_id: UUID | None) -> bool:
    condition = Person.email == email
    if except_id is not None:
        condition = condition & (Person.id != except_id)
    return (await session.execute(select(exists().where(condition)))).scalar_one()


async def taken_nips(session: AsyncSession, nips: Sequence[str]) -> set[str]:
    """Which of the numbers someone holds or held."""
    if not nips:
        return set()
    return set((await session.execute(select(Nip.nip).where(Nip.nip.in_(nips)))).scalars())


async def names_of(session: AsyncSession, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id."""
    wanted = set(person_ids)
    if not wanted:
        return {}
    statement = select(Person.id, Person.name).where(Person.id.in_(wanted))
    return {row[0]: row[1] for row in await session.execute(statement)}


async def agency_names(session: AsyncSession, agency_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id."""
    wanted = set(agency_ids)
    if not wanted:
        return {}
    statement = select(Agency.id, Agency.name).where(Agency.id.in_(wanted))
    return {row[0]: row[1] for row in await session.execute(statement)}


def sees_everything(subtrees: Iterable[str]) -> bool:
    return any(covers_whole_tree(path) for path in subtrees)
