"""Use cases of the catalogue: what an actor sees, and who sees a course."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from app.catalogue import queries
from app.catalogue.compiler.archive import unpack
from app.catalogue.errors import AssetNotFound, CourseNotFound, SourcesMissing
from app.catalogue.models import Asset, Course
from app.catalogue.publications import publications_of
from app.catalogue.schemas import AudienceAgency, CourseAdminRead
from app.identity.actor import Actor
from app.identity.models import Agency
from app.kit import audit
from app.kit.invalidation import announce
from app.kit.problems import Invalid


async def course_by_slug(session: AsyncSession, actor: Actor, slug: str) -> Course:
    """A published course the actor may see; else ``CourseNotFound``."""
    course = await queries.visible_course(session, actor, slug)
    if course is None:
        raise CourseNotFound
    return course


async def course_with_slug(session: AsyncSession, slug: str) -> Course | None:
    """The course at an address, whoever asks: the caller decides about rights."""
    return await queries.course_with_slug(session, slug)


async def visible_courses(
    session: AsyncSession,
    actor: Actor,
    *,
    after: str | None,
    limit: int,
    q: str | None = None,
    topic: str | None = None,
) -> list[Course]:
    """Published courses the actor may see, by slug, from after the slug ``after``."""
    return await queries.visible_courses(session, actor, after=after, limit=limit, q=q, topic=topic)


async def taught_courses(
    session: AsyncSession, actor: Actor, *, after: str | None, limit: int
) -> list[Course]:
    """Published courses the actor teaches (an admin: all), by slug, from after ``after``."""
    return await queries.taught_courses(session, actor, after=after, limit=limit)


async def taught_course(session: AsyncSession, actor: Actor, slug: str) -> Course:
    """One of them; else ``CourseNotFound``."""
    course = await queries.course_with_slug(session, slug)
    if course is None or course.publication_id is None or not actor.teaches(course.id):
        raise CourseNotFound
    return course


async def sources_of(
    session: AsyncSession, publication_id: str, only: Collection[str] | None = None
) -> dict[str, bytes]:
    """The files a publication was made of, by path, or those of them in ``only``.

    Raises ``SourcesMissing``.
    """
    kept = await queries.publication_sources(session, publication_id)
    if kept is None:
        raise SourcesMissing
    return await run_in_threadpool(unpack, kept.archive, only)


async def current_publication_id(session: AsyncSession, course_id: UUID) -> str | None:
    """What new learners of the course are pinned to."""
    return await queries.current_publication_id(session, course_id)


async def current_publication_ids(session: AsyncSession) -> list[str]:
    """What new learners of each course are pinned to; for house rules, whoever asks."""
    return await queries.current_publication_ids(session)


async def asset(session: AsyncSession, sha256: str) -> Asset:
    """A lesson's picture by its hash; public, as its address cannot be guessed."""
    found = await queries.asset(session, sha256)
    if found is None:
        raise AssetNotFound
    return found


async def keep_assets(session: AsyncSession, files: Mapping[bytes, str]) -> None:
    """Serve files at their address from now on: content → media type. Twice is once."""
    for content, media_type in files.items():
        digest = hashlib.sha256(content).hexdigest()
        await queries.keep_asset(session, digest, media_type, content)


async def set_audience(
    session: AsyncSession, actor: Actor, *, slug: str, agency_id: UUID | None, now: datetime
) -> CourseAdminRead:
    """Show the course to one agency's subtree only, or (None) to everyone.

    Whoever is enrolled stays enrolled. Raises ``CourseNotFound``, ``Invalid``.
    """
    course = await queries.course_with_slug(session, slug)
    if course is None:
        raise CourseNotFound
    agency = None if agency_id is None else await queries.agency(session, agency_id)
    if agency_id is not None and agency is None:
        raise Invalid([{"in": "body", "pointer": "/agency", "detail": "No such agency"}])
    if course.audience_id != agency_id:
        course.audience_id, course.updated_at = agency_id, now
        await audit.record(
            session,
            actor_id=actor.person_id,
            act="course.audience_set",
            subject_kind="course",
            subject_id=course.id,
            now=now,
            agency_id=agency_id,
            course=course.slug,
            audience=agency.name if agency else None,
        )
        await announce(session, "course", str(course.id))
    return await _admin_read(session, course, agency, actor.language)


async def courses_for_admin(
    session: AsyncSession, actor: Actor, *, after: str | None, limit: int
) -> list[CourseAdminRead]:
    """Every course by slug, in any status."""
    rows = await queries.all_courses(session, after=after, limit=limit)
    return [await _admin_read(session, course, agency, actor.language) for course, agency in rows]


async def _admin_read(
    session: AsyncSession, course: Course, agency: Agency | None, language: str
) -> CourseAdminRead:
    title, version = course.slug, 0
    if course.publication_id is not None:
        published = await publications_of(session).get(course.publication_id)
        text = published.public.text
        spoken = text["en"] if language == "en" and "en" in text else text["id"]
        title, version = spoken.title, published.version
    return CourseAdminRead(
        id=course.id,
        slug=course.slug,
        title=title,
        topic=course.topic,
        jp=course.jp,
        status=course.status,
        origin=course.origin,
        version=version,
        updated_at=course.updated_at,
        audience=AudienceAgency(id=agency.id, name=agency.name) if agency else None,
    )
