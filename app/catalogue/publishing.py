"""Stores a compiled course as an immutable publication; a new version only if its hash is new."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from app.catalogue import queries
from app.catalogue.compiler.archive import pack
from app.catalogue.compiler.compile import CompiledCourse
from app.catalogue.errors import CourseNotFound, CourseSlugTaken, PublishedMeanwhile
from app.catalogue.events import CoursePublished
from app.catalogue.models import Asset, Course, CourseOrigin, Publication, PublicationSources
from app.catalogue.statuses import CourseStatus
from app.kit import audit
from app.kit.events import publish as announce_event
from app.kit.invalidation import announce


@dataclass(frozen=True, slots=True)
class PublishResult:
    """``version`` is the one new learners get now; 0 if a studio's course never had any."""

    status: Literal["published", "unchanged", "skipped-studio"]
    version: int
    publication_id: str | None


async def publish(
    session: AsyncSession,
    compiled: CompiledCourse,
    *,
    now: datetime,
    by: UUID | None = None,
    take: bool = False,
) -> PublishResult:
    """Make ``compiled`` the course's current publication; the same twice changes nothing.

    A course that the studio owns is left alone unless ``take``: then files own it from now on.
    Text that was published before comes back as the version it was. ``by`` None is the operator.
    Raises ``CourseSlugTaken``.
    """
    namesake = await queries.course_with_slug(session, compiled.slug)
    if namesake is not None and namesake.id != compiled.course_id:
        raise CourseSlugTaken(slug=compiled.slug)
    course = await queries.course_for_update(session, compiled.course_id)
    if course is not None and course.origin is CourseOrigin.STUDIO and not take:
        version = await _current_version(session, course)
        return PublishResult("skipped-studio", version, course.publication_id)
    if course is not None and course.publication_id == compiled.sha256:
        await _keep(session, course, compiled, now)
        version = await _current_version(session, course)
        return PublishResult("unchanged", version, compiled.sha256)
    if course is None:
        course = _new_course(compiled, now)
        session.add(course)
        await session.flush()  # the publication's foreign key needs the row
    course.origin = CourseOrigin.FILES
    return await _put_in_place(session, course, compiled, by=by, note=None, now=now)


async def publish_edited(
    session: AsyncSession,
    compiled: CompiledCourse,
    *,
    based_on: str,
    by: UUID,
    note: str,
    now: datetime,
) -> PublishResult:
    """Make what was edited here the course's current publication; the studio owns it from now on.

    ``based_on``: the publication that was amended; raises ``PublishedMeanwhile`` if another is
    current by now.
    """
    course = await queries.course_for_update(session, compiled.course_id)
    if course is None or course.publication_id != based_on:
        raise PublishedMeanwhile
    if compiled.sha256 == based_on:
        version = await _current_version(session, course)
        return PublishResult("unchanged", version, compiled.sha256)
    course.origin = CourseOrigin.STUDIO
    # What was taken off the shelf stays off it: its text is one thing, who may begin another.
    compiled = replace(compiled, status=course.status)
    return await _put_in_place(session, course, compiled, by=by, note=note, now=now)


async def publish_first(
    session: AsyncSession,
    compiled: CompiledCourse,
    *,
    audience_id: UUID | None,
    by: UUID,
    note: str,
    now: datetime,
) -> PublishResult:
    """Make a course written here: version 1, owned by the studio, open to ``audience_id``'s
    subtree or (None) to everyone.

    Raises ``CourseSlugTaken``, and ``PublishedMeanwhile`` if there is such a course by now.
    """
    if await queries.course_for_update(session, compiled.course_id) is not None:
        raise PublishedMeanwhile
    if await queries.course_with_slug(session, compiled.slug) is not None:
        raise CourseSlugTaken(slug=compiled.slug)
    compiled = replace(compiled, status=CourseStatus.ACTIVE)
    course = _new_course(compiled, now)
    course.origin, course.audience_id = CourseOrigin.STUDIO, audience_id
    session.add(course)
    await session.flush()  # the publication's foreign key needs the row
    return await _put_in_place(session, course, compiled, by=by, note=note, now=now)


async def shelve(
    session: AsyncSession, course_id: UUID, *, away: bool, by: UUID, note: str, now: datetime
) -> bool:
    """Take a course away from new learners, or put it back; whether that changed anything.

    Who takes it goes on, and every record stays. The studio owns the course from now on: the next
    publishing of files would put it back unasked. Raises ``CourseNotFound``.
    """
    course = await queries.course_for_update(session, course_id)
    if course is None or course.publication_id is None:
        raise CourseNotFound
    status = CourseStatus.RETIRED if away else CourseStatus.ACTIVE
    if course.status is status:
        return False
    course.status, course.origin, course.updated_at = status, CourseOrigin.STUDIO, now
    await audit.record(
        session,
        actor_id=by,
        act="course.unpublished" if away else "course.republished",
        subject_kind="course",
        subject_id=course.id,
        now=now,
        course=course.slug,
        note=note,
    )
    await announce(session, "course", str(course.id))
    return True


async def _put_in_place(
    session: AsyncSession,
    course: Course,
    compiled: CompiledCourse,
    *,
    by: UUID | None,
    note: str | None,
    now: datetime,
) -> PublishResult:
    version = await _store(session, compiled, now=now, by=by, note=note)
    course.publication_id = compiled.sha256
    _describe(course, compiled, now)
    await audit.record(
        session,
        actor_id=by,
        act="course.published",
        subject_kind="course",
        subject_id=course.id,
        now=now,
        course=compiled.slug,
        version=version,
        publication=compiled.sha256,
        note=note,
    )
    await announce(session, "course", str(course.id))
    await announce_event(
        session, CoursePublished(course.id, course.slug, compiled.sha256, version, now)
    )
    return PublishResult("published", version, compiled.sha256)


def _new_course(compiled: CompiledCourse, now: datetime) -> Course:
    return Course(
        id=compiled.course_id,
        slug=compiled.slug,
        status=compiled.status,
        origin=CourseOrigin.FILES,
        updated_at=now,
    )


def _describe(course: Course, compiled: CompiledCourse, now: datetime) -> None:
    """Copy onto the course's row what lists filter and sort by."""
    course.slug, course.status = compiled.slug, compiled.status
    course.topic, course.jp = compiled.public.topic, compiled.public.jp
    course.search_text = search_text(compiled)
    course.updated_at = now


async def _keep(
    session: AsyncSession, course: Course, compiled: CompiledCourse, now: datetime
) -> None:
    """The text is the same; the status is no part of it and may have changed."""
    course.origin = CourseOrigin.FILES
    await _keep_sources(session, compiled)
    if course.status is not compiled.status:
        course.status, course.updated_at = compiled.status, now
        await announce(session, "course", str(course.id))


async def _keep_sources(session: AsyncSession, compiled: CompiledCourse) -> None:
    # Off the loop: a course of 200 lessons takes long enough for readers to feel.
    archive = await run_in_threadpool(pack, compiled.sources)
    kept = await queries.publication_sources(session, compiled.sha256)
    if kept is None:
        session.add(PublicationSources(publication_id=compiled.sha256, archive=archive))
    elif kept.archive != archive:
        kept.archive = archive


async def _store(
    session: AsyncSession,
    compiled: CompiledCourse,
    *,
    now: datetime,
    by: UUID | None,
    note: str | None,
) -> int:
    """Add the publication and the assets that are not there yet; the publication's version."""
    version = await queries.publication_version(session, compiled.sha256)
    if version is not None:
        await _keep_sources(session, compiled)
        return version
    known = await queries.known_assets(session, list(compiled.assets))
    for digest, (media_type, content) in compiled.assets.items():
        if digest not in known:
            session.add(Asset(sha256=digest, media_type=media_type, content=content))
    version = await queries.last_version(session, compiled.course_id) + 1
    session.add(
        Publication(
            id=compiled.sha256,
            course_id=compiled.course_id,
            version=version,
            public_document=compiled.public.model_dump(mode="json"),
            private_document=compiled.private.model_dump(mode="json"),
            published_at=now,
            published_by=by,
            note=note,
        )
    )
    await session.flush()  # so that neither a course nor sources point at a row that is not there
    await _keep_sources(session, compiled)
    return version


async def _current_version(session: AsyncSession, course: Course) -> int:
    if course.publication_id is None:
        return 0
    return await queries.publication_version(session, course.publication_id) or 0


def search_text(compiled: CompiledCourse) -> str:
    """Casefolded words a learner may look for."""
    public = compiled.public
    words = [public.topic.replace("-", " "), *public.competencies]
    for text in public.text.values():
        words += [text.title, text.summary]
    for module in public.modules:
        words += [text.title for text in module.text.values()]
    return " ".join(dict.fromkeys(words)).casefold()
