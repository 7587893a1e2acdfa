"""The agency tree and the audit trail, within the subtrees of whoever asks."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.identity.agencies import path_ids
from app.identity.models import Agency, Person, Placement
from app.identity.policy import AUDIT_ROLES
from app.identity.queries.people import sees_everything, visible_to, within
from app.kit.audit import AuditEntry


async def agencies(
    session: AsyncSession, actor: Actor, *, name: str | None, after: str | None, limit: int
) -> list[tuple[Agency, int]]:
    """Agencies in the actor's hands, each with how many people work right there, parents first."""
    people = (
        select(func.count())
        .select_from(Person)
        .where(Person.agency_id == Agency.id)
        .correlate(Agency)
        .scalar_subquery()
    )
    statement = (
        select(Agency, people).where(visible_to(actor)).order_by(Agency.path).limit(limit + 1)
    )
    if name is not None:
        statement = statement.where(func.lower(Agency.name).contains(name, autoescape=True))
    if after is not None:
        statement = statement.where(Agency.path > after)
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def agency_within(
    session: AsyncSession, subtrees: Iterable[str], agency_id: UUID
) -> Agency | None:
    """The agency, if it lies in one of the subtrees."""
    statement = select(Agency).where(Agency.id == agency_id, within(subtrees))
    return (await session.execute(statement)).scalar_one_or_none()


async def subtree_of(session: AsyncSession, agency: Agency) -> list[Agency]:
    """The agency and all below it."""
    return list((await session.execute(select(Agency).where(within([agency.path])))).scalars())


async def lineage(session: AsyncSession, path: str) -> list[Agency]:
    """The agencies along a path, topmost first."""
    statement = select(Agency).where(Agency.id.in_(path_ids(path))).order_by(Agency.path)
    return list((await session.execute(statement)).scalars())


async def root(session: AsyncSession, *, for_update: bool = False) -> Agency | None:
    """The topmost agency. Locked, it serialises whatever moves branches."""
    statement = select(Agency).where(Agency.parent_id.is_(None)).order_by(Agency.path).limit(1)
    if for_update:
        statement = statement.with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def agency_named(session: AsyncSession, name: str) -> Agency | None:
    """The only agency of that name; None if there is none or several."""
    found = (await session.execute(select(Agency).where(Agency.name == name).limit(2))).scalars()
    named = list(found)
    return named[0] if len(named) == 1 else None


async def is_anyone_there(session: AsyncSession) -> bool:
    """Whether there is any person at all."""
    return (await session.execute(select(Person.id).limit(1))).first() is not None


async def people_at(session: AsyncSession, agency_id: UUID) -> int:
    """How many people work right there."""
    statement = select(func.count()).select_from(Person).where(Person.agency_id == agency_id)
    return (await session.execute(statement)).scalar_one()


async def deepest_below(session: AsyncSession, path: str) -> int:
    """Length of the longest path in a subtree."""
    statement = select(func.max(func.length(Agency.path))).where(within([path]))
    return int((await session.execute(statement)).scalar_one())


async def move_branch(session: AsyncSession, old_path: str, new_path: str) -> None:
    """Give a branch its new beginning."""
    await session.execute(
        update(Agency)
        .where(within([old_path]))
        .values(path=literal(new_path).concat(func.substr(Agency.path, len(old_path) + 1)))
        .execution_options(synchronize_session=False)
    )


async def open_placement(session: AsyncSession, person_id: UUID) -> Placement | None:
    statement = (
        select(Placement)
        .where(Placement.person_id == person_id, Placement.until.is_(None))
        .order_by(Placement.since.desc())
        .limit(1)
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def audit_entries(
    session: AsyncSession,
    actor: Actor,
    *,
    subject_id: UUID | None,
    after: UUID | None,
    limit: int,
) -> Sequence[AuditEntry]:
    """Acts the actor may see, newest first; one more than ``limit`` if there are more.

    What belongs to no agency is for those who see the whole tree.
    """
    subtrees = actor.agency_paths(*AUDIT_ROLES)
    statement = (
        select(AuditEntry)
        .outerjoin(Agency, Agency.id == AuditEntry.agency_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit + 1)
    )
    if not sees_everything(subtrees):
        statement = statement.where(within(subtrees))
    if subject_id is not None:
        statement = statement.where(AuditEntry.subject_id == str(subject_id))
    if after is not None:
        statement = statement.where(AuditEntry.id < after)
    return (await session.execute(statement)).scalars().all()
