"""Every SQL statement of the catalogue; what an actor sees is part of the statement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, and_, cast, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.models import Asset, Course, Publication, PublicationSources
from app.catalogue.statuses import CourseStatus
from app.identity.actor import Actor
from app.identity.models import Agency, Role
from app.kit.database import insert_into


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Courses the actor sees: open to the actor's agency, taught by the actor, or all of them.

    Admins and those who teach a course see it in any status, auditors what is active.
    """
    own = actor.course_ids(Role.TRAINER, Role.PARTNER)
    if actor.has(Role.ADMIN):
        return Course.publication_id.is_not(None)
    audience = (
        true()
        if actor.has(Role.AUDITOR)
        else or_(Course.audience_id.is_(None), Course.audience_id.in_(actor.ancestor_ids))
    )
    return and_(
        Course.publication_id.is_not(None),
        or_(and_(Course.status == CourseStatus.ACTIVE, audience), Course.id.in_(own)),
    )


async def visible_course(session: AsyncSession, actor: Actor, slug: str) -> Course | None:
    found = select(Course).where(Course.slug == slug, visible_to(actor))
    return (await session.execute(found)).scalar_one_or_none()


async def visible_courses(
    session: AsyncSession,
    actor: Actor,
    *,
    after: str | None,
    limit: int,
    q: str | None,
    topic: str | None,
) -> list[Course]:
    """By slug, those after ``after``; each word of ``q`` must be in the course's search text."""
    found = select(Course).where(visible_to(actor)).order_by(Course.slug).limit(limit)
    if after is not None:
        found = found.where(Course.slug > after)
    if topic:
        found = found.where(Course.topic == topic)
    for word in (q or "").casefold().split()[:8]:
        found = found.where(Course.search_text.contains(word, autoescape=True))
    return list((await session.execute(found)).scalars())


async def course_with_slug(session: AsyncSession, slug: str) -> Course | None:
    return (await session.execute(select(Course).where(Course.slug == slug))).scalar_one_or_none()


async def course_for_update(session: AsyncSession, course_id: UUID) -> Course | None:
    found = select(Course).where(Course.id == course_id).with_for_update()
    return (await session.execute(found)).scalar_one_or_none()


async def current_publication_id(session: AsyncSession, course_id: UUID) -> str | None:
    found = select(Course.publication_id).where(Course.id == course_id)
    return (await session.execute(found)).scalar_one_or_none()


async def current_publication_ids(session: AsyncSession) -> list[str]:
    """Of all courses that new learners may meet."""
    found = select(Course.publication_id).where(Course.publication_id.is_not(None))
    return sorted(one for one in (await session.execute(found)).scalars() if one is not None)


@dataclass(frozen=True, slots=True)
class PublicationText:
    """A publication with its documents as the JSON they are kept as."""

    version: int
    published_at: datetime
    public: str
    private: str


async def publication_text(session: AsyncSession, publication_id: str) -> PublicationText | None:
    found = select(
        Publication.version,
        Publication.published_at,
        cast(Publication.public_document, Text),
        cast(Publication.private_document, Text),
    ).where(Publication.id == publication_id)
    row = (await session.execute(found)).one_or_none()
    return None if row is None else PublicationText(*row)


async def publication_version(session: AsyncSession, publication_id: str) -> int | None:
    found = select(Publication.version).where(Publication.id == publication_id)
    return (await session.execute(found)).scalar_one_or_none()


async def publication_sources(
    session: AsyncSession, publication_id: str
) -> PublicationSources | None:
    found = select(PublicationSources).where(PublicationSources.publication_id == publication_id)
    return (await session.execute(found)).scalar_one_or_none()


async def earlier_ids(
    session: AsyncSession, course_id: UUID, *, before: int, limit: int
) -> Sequence[str]:
    """Publications of the versions before ``before``, the last first."""
    found = (
        select(Publication.id)
        .where(Publication.course_id == course_id, Publication.version < before)
        .order_by(Publication.version.desc())
        .limit(limit)
    )
    return (await session.execute(found)).scalars().all()


async def public_document(session: AsyncSession, publication_id: str) -> dict[str, Any]:
    """As it is stored."""
    found = select(Publication.public_document).where(Publication.id == publication_id)
    document: dict[str, Any] = (await session.execute(found)).scalar_one()
    return document


async def version_notes(
    session: AsyncSession, course_id: UUID, *, after: int, upto: int, limit: int
) -> Sequence[tuple[int, datetime, str | None]]:
    """(version, published at, what changed) of versions after ``after``, the last first."""
    found = (
        select(Publication.version, Publication.published_at, Publication.note)
        .where(
            Publication.course_id == course_id,
            Publication.version > after,
            Publication.version <= upto,
        )
        .order_by(Publication.version.desc())
        .limit(limit)
    )
    return [(version, at, note) for version, at, note in await session.execute(found)]


async def last_version(session: AsyncSession, course_id: UUID) -> int:
    """0 if nothing was published yet."""
    found = select(func.max(Publication.version)).where(Publication.course_id == course_id)
    return (await session.execute(found)).scalar_one() or 0


async def known_assets(session: AsyncSession, digests: Collection[str]) -> set[str]:
    found = select(Asset.sha256).where(Asset.sha256.in_(digests))
    return set((await session.execute(found)).scalars())


async def keep_asset(session: AsyncSession, sha256: str, media_type: str, content: bytes) -> None:
    values = {"sha256": sha256, "media_type": media_type, "content": content}
    await session.execute(insert_into(session, Asset).values(values).on_conflict_do_nothing())


async def asset(session: AsyncSession, sha256: str) -> Asset | None:
    return (await session.execute(select(Asset).where(Asset.sha256 == sha256))).scalar_one_or_none()


async def taught_courses(
    session: AsyncSession, actor: Actor, *, after: str | None, limit: int
) -> list[Course]:
    """Courses the actor works on, in any status, by slug, those after ``after``."""
    found = select(Course).where(Course.publication_id.is_not(None))
    if not actor.has(Role.ADMIN):
        found = found.where(Course.id.in_(actor.course_ids(Role.TRAINER, Role.PARTNER)))
    if after is not None:
        found = found.where(Course.slug > after)
    return list((await session.execute(found.order_by(Course.slug).limit(limit))).scalars())


async def all_courses(
    session: AsyncSession, *, after: str | None, limit: int
) -> Sequence[tuple[Course, Agency | None]]:
    """For admins: every course by slug with the agency whose subtree sees it."""
    found = (
        select(Course, Agency)
        .outerjoin(Agency, Agency.id == Course.audience_id)
        .order_by(Course.slug)
        .limit(limit)
    )
    if after is not None:
        found = found.where(Course.slug > after)
    return [(course, agency) for course, agency in await session.execute(found)]


async def agency(session: AsyncSession, agency_id: UUID) -> Agency | None:
    found = select(Agency).where(Agency.id == agency_id)
    return (await session.execute(found)).scalar_one_or_none()
