"""Every SQL statement of drafts. Callers have asked whether the actor teaches the course."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.compiler.recordings import POINTER
from app.catalogue.models import Course, Publication
from app.identity.actor import Actor
from app.identity.models import Agency, Person, Role, RoleGrant
from app.kit.database import insert_into
from app.workshop.models import CourseDraft, DraftChange, DraftFile, DraftPresence


async def draft(session: AsyncSession, course_id: UUID) -> CourseDraft | None:
    found = (
        select(CourseDraft)
        .where(CourseDraft.course_id == course_id)
        .execution_options(populate_existing=True)
    )
    return (await session.execute(found)).scalar_one_or_none()


async def draft_for_update(session: AsyncSession, course_id: UUID) -> CourseDraft | None:
    """The draft as it is now; nobody else changes it before this transaction ends."""
    found = (
        select(CourseDraft)
        .where(CourseDraft.course_id == course_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.execute(found)).scalar_one_or_none()


async def begin(session: AsyncSession, row: Mapping[str, Any]) -> bool:
    """Insert a draft; False if its course or its address has one by now."""
    added = (
        insert_into(session, CourseDraft)
        .values(row)
        .on_conflict_do_nothing()
        .returning(CourseDraft.course_id)
    )
    return (await session.execute(added)).first() is not None


async def draft_with_slug(session: AsyncSession, slug: str) -> CourseDraft | None:
    found = select(CourseDraft).where(CourseDraft.slug == slug)
    return (await session.execute(found)).scalar_one_or_none()


async def drafts(
    session: AsyncSession, actor: Actor, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[CourseDraft]:
    """Drafts of courses the actor teaches, the newest change first."""
    found = select(CourseDraft)
    if not actor.has(Role.ADMIN):
        own = actor.course_ids(Role.TRAINER, Role.PARTNER)
        found = found.where(CourseDraft.course_id.in_(own))
    if after is not None:
        at, course_id = after
        found = found.where(
            or_(
                CourseDraft.changed_at < at,
                and_(CourseDraft.changed_at == at, CourseDraft.course_id > course_id),
            )
        )
    found = found.order_by(CourseDraft.changed_at.desc(), CourseDraft.course_id).limit(limit)
    return list((await session.execute(found)).scalars())


async def files(
    session: AsyncSession, course_id: UUID, paths: Collection[str] | None = None
) -> dict[str, DraftFile]:
    """Files that were changed, by path: all of them, or those named."""
    found = (
        select(DraftFile)
        .where(DraftFile.course_id == course_id)
        .execution_options(populate_existing=True)
    )
    if paths is not None:
        found = found.where(DraftFile.path.in_(paths))
    return {one.path: one for one in (await session.execute(found)).scalars()}


async def revisions(session: AsyncSession, course_id: UUID) -> dict[str, int]:
    """By path of a changed file."""
    found = select(DraftFile.path, DraftFile.revision).where(DraftFile.course_id == course_id)
    return dict(iter((await session.execute(found)).all()))


async def weight(session: AsyncSession, course_id: UUID) -> tuple[int, int]:
    """How many files the draft changes or adds, and their bytes."""
    found = select(
        func.count(DraftFile.content), func.coalesce(func.sum(func.length(DraftFile.content)), 0)
    ).where(DraftFile.course_id == course_id)
    count, size = (await session.execute(found)).one()
    return int(count), int(size)


async def last_entry(session: AsyncSession, course_id: UUID, number: int) -> list[DraftChange]:
    """The files of one entry of the history."""
    found = (
        select(DraftChange)
        .where(DraftChange.course_id == course_id, DraftChange.number == number)
        .order_by(DraftChange.path)
        .limit(500)
    )
    return list((await session.execute(found)).scalars())


@dataclass(frozen=True, slots=True)
class Mark:
    """A file in an entry of the history, without its texts."""

    number: int
    act: str
    note: str | None
    path: str
    by: UUID
    at: datetime


async def entries(
    session: AsyncSession, course_id: UUID, before: int | None, limit: int
) -> list[int]:
    """Numbers of entries, the newest first."""
    found = select(DraftChange.number).distinct().where(DraftChange.course_id == course_id)
    if before is not None:
        found = found.where(DraftChange.number < before)
    found = found.order_by(DraftChange.number.desc()).limit(limit)
    return list((await session.execute(found)).scalars())


async def entry_marks(
    session: AsyncSession, course_id: UUID, numbers: Collection[int]
) -> list[Mark]:
    """The files of entries, in order."""
    one = DraftChange
    found = (
        select(one.number, one.act, one.note, one.path, one.by, one.at)
        .where(one.course_id == course_id, one.number.in_(numbers))
        .order_by(one.number, one.path)
    )
    return [Mark(*row) for row in await session.execute(found)]


async def versions(
    session: AsyncSession, course_id: UUID
) -> list[tuple[int, datetime, str | None, str | None]]:
    """Version, when, by whom and why, the newest first."""
    found = (
        select(Publication.version, Publication.published_at, Person.name, Publication.note)
        .outerjoin(Person, Person.id == Publication.published_by)
        .where(Publication.course_id == course_id)
        .order_by(Publication.version.desc())
        .limit(200)
    )
    return [(version, at, name, note) for version, at, name, note in await session.execute(found)]


async def forget_changes(session: AsyncSession, course_id: UUID, *, up_to: int) -> None:
    """Drop the oldest entries of a history."""
    gone = delete(DraftChange).where(
        DraftChange.course_id == course_id, DraftChange.number <= up_to
    )
    await session.execute(gone)


async def drop_draft(session: AsyncSession, course_id: UUID) -> None:
    """With its files, its history and who was there."""
    for table in (DraftPresence, DraftChange, DraftFile, CourseDraft):
        await session.execute(delete(table).where(table.course_id == course_id))


async def names_of(session: AsyncSession, people: Collection[UUID]) -> dict[UUID, str]:
    found = select(Person.id, Person.name).where(Person.id.in_(people))
    return dict(iter((await session.execute(found)).all()))


async def partner_until(session: AsyncSession, person_id: UUID, now: datetime) -> datetime | None:
    """When the last of a partner lecturer's courses ends; None: one of them never does."""
    found = select(RoleGrant.ends_at).where(
        RoleGrant.person_id == person_id,
        RoleGrant.role == Role.PARTNER,
        or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now),
    )
    ends = list((await session.execute(found)).scalars())
    return None if not ends or None in ends else max(end for end in ends if end is not None)


async def has_course(session: AsyncSession, course_id: UUID) -> bool:
    found = select(Course.id).where(Course.id == course_id)
    return (await session.execute(found)).first() is not None


async def assets_named(session: AsyncSession, publication_id: str) -> set[str]:
    """Hashes of the pictures, sounds and files that a version shows."""
    found = select(Publication.public_document["assets"]).where(Publication.id == publication_id)
    return _hashes((await session.execute(found)).scalars())


async def assets_of_versions(session: AsyncSession, course_id: UUID) -> set[str]:
    """The same of every version that a course ever had."""
    found = select(Publication.public_document["assets"]).where(Publication.course_id == course_id)
    return _hashes((await session.execute(found)).scalars())


def _hashes(lists: Iterable[Any]) -> set[str]:
    return {asset["sha256"] for assets in lists for asset in assets or ()}


async def publications_of_course(session: AsyncSession, course_id: UUID) -> Sequence[str]:
    found = select(Publication.id).where(Publication.course_id == course_id)
    return (await session.execute(found)).scalars().all()


async def pointers(session: AsyncSession) -> Sequence[bytes]:
    """What every draft's changed pointers to sound, film and documents say."""
    found = select(DraftFile.content).where(
        DraftFile.path.endswith(POINTER), DraftFile.content.is_not(None)
    )
    return [content for content in (await session.execute(found)).scalars() if content]


async def current_versions(
    session: AsyncSession, course_ids: Collection[UUID]
) -> dict[UUID, tuple[int, str]]:
    """By course: version and id of what new learners get; a course without any is left out."""
    found = (
        select(Course.id, Publication.version, Publication.id)
        .join(Publication, Publication.id == Course.publication_id)
        .where(Course.id.in_(course_ids))
    )
    return {
        course_id: (version, publication_id)
        for course_id, version, publication_id in await session.execute(found)
    }


async def course_files(
    session: AsyncSession, course_ids: Collection[UUID]
) -> dict[UUID, bytes | None]:
    """The course.yaml of drafts in which it was changed."""
    found = select(DraftFile.course_id, DraftFile.content).where(
        DraftFile.course_id.in_(course_ids), DraftFile.path.endswith("/course.yaml")
    )
    return dict(iter((await session.execute(found)).all()))


async def agencies(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Agency]:
    found = select(Agency).where(Agency.id.in_(ids))
    return {one.id: one for one in (await session.execute(found)).scalars()}


async def agency(session: AsyncSession, agency_id: UUID) -> Agency | None:
    return (
        await session.execute(select(Agency).where(Agency.id == agency_id))
    ).scalar_one_or_none()


def _within_reach(actor: Actor) -> ColumnElement[bool]:
    """Agencies a course of this actor's may be for: all for an admin, else their own, those above
    it and those below it.
    """
    if actor.has(Role.ADMIN):
        return true()
    return or_(Agency.id.in_(actor.ancestor_ids), Agency.path.startswith(actor.agency_path))


async def audiences(session: AsyncSession, actor: Actor) -> list[Agency]:
    """To whom the actor may give a region pack, topmost first."""
    found = select(Agency).where(_within_reach(actor)).order_by(Agency.path).limit(500)
    return list((await session.execute(found)).scalars())


async def audience(session: AsyncSession, actor: Actor, agency_id: UUID) -> Agency | None:
    found = select(Agency).where(Agency.id == agency_id, _within_reach(actor))
    return (await session.execute(found)).scalar_one_or_none()


async def slugs_like(session: AsyncSession, slug: str) -> set[str]:
    """Addresses of courses and drafts that begin so."""
    found: set[str] = set()
    for column in (Course.slug, CourseDraft.slug):
        named = select(column).where(column.startswith(slug, autoescape=True)).limit(1000)
        found |= set((await session.execute(named)).scalars())
    return found


async def version_of(session: AsyncSession, publication_id: str) -> int | None:
    found = select(Publication.version).where(Publication.id == publication_id)
    return (await session.execute(found)).scalar_one_or_none()


async def publication_of_version(
    session: AsyncSession, course_id: UUID, version: int
) -> str | None:
    found = select(Publication.id).where(
        Publication.course_id == course_id, Publication.version == version
    )
    return (await session.execute(found)).scalar_one_or_none()


async def here(
    session: AsyncSession, course_id: UUID, since: datetime
) -> Sequence[tuple[DraftPresence, str]]:
    """Who was at the draft after ``since``, by name."""
    found = (
        select(DraftPresence, Person.name)
        .join(Person, Person.id == DraftPresence.person_id)
        .where(DraftPresence.course_id == course_id, DraftPresence.seen_at >= since)
        .order_by(Person.name, Person.id)
        .limit(50)
    )
    return [(one, name) for one, name in await session.execute(found)]


async def put_presence(session: AsyncSession, row: Mapping[str, object]) -> None:
    there = insert_into(session, DraftPresence).values(row)
    await session.execute(
        there.on_conflict_do_update(
            index_elements=["course_id", "person_id"],
            set_={name: there.excluded[name] for name in ("path", "since", "seen_at")},
        )
    )


async def presence(session: AsyncSession, course_id: UUID, person_id: UUID) -> DraftPresence | None:
    found = select(DraftPresence).where(
        DraftPresence.course_id == course_id, DraftPresence.person_id == person_id
    )
    return (await session.execute(found)).scalar_one_or_none()
