"""A file becomes a draft, with everything that is to be mended.

Nothing of it is published by this: a stranger's text is looked at by people like any draft.
"""

import re
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.compiler.sources import SLUG_PATTERN
from app.identity.actor import Actor
from app.kit import audit
from app.kit.database import Database
from app.kit.problems import Invalid, NotFound
from app.media import service as media
from app.media.examination import shown
from app.media.store import store_of
from app.workshop import paths, queries
from app.workshop import service as workshop
from app.workshop.carrying import keeping, lessons, reading
from app.workshop.carrying.arriving import Arrived, posted, uploaded
from app.workshop.carrying.errors import CourseFileRefused, CourseIsHere
from app.workshop.carrying.pointers import pointers_in
from app.workshop.carrying.reading import Brought, FileRefused
from app.workshop.carrying.schemas import CourseImported, ImportFinding
from app.workshop.carrying.words import why
from app.workshop.drafts import as_read
from app.workshop.review.differing import title_of

MAX_FILE_BYTES = 20 * 1024 * 1024
# With the fields around it, so that what is a little too large is told so in words.
MAX_IMPORT_BODY = MAX_FILE_BYTES + 1024 * 1024
IMPORT_PATH = "/api/v1/teaching/drafts/import"
MAX_TOLD = 200
MAX_SLUG = 80


# So long an upload that was imported is still there: who lost the answer can ask again.
USED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file as it was sent: its bytes, or the upload that it was.

    ``audience``: whose subtree will see a new course (None: everyone's). ``into``: into the draft
    of the course it holds, if that is here.
    """

    name: str
    content: bytes = b""
    upload: UUID | None = None
    title: str | None = None
    audience: UUID | None = None
    into: bool = False


@dataclass(frozen=True, slots=True)
class _Course:
    course_id: UUID
    slug: str
    files: Mapping[str, bytes]
    left_out: tuple[str, ...]


async def bring_in(
    database: Database, actor: Actor, wanted: Wanted, *, now: datetime
) -> CourseImported:
    """The draft the file became, with its findings.

    Raises ``NotFound`` for who may not begin courses, ``CourseFileRefused``, ``CourseIsHere``,
    ``Invalid`` and ``DraftFull`` (what a draft can hold), ``CourseFull``, and for an upload
    ``UploadNotFound``, ``UploadNotDone``, ``UploadGone``.
    """
    if not workshop.may_create(actor):
        raise NotFound
    try:
        async with _arrived(database, actor, wanted) as arrived:
            return await _bring(database, actor, wanted, arrived, now=now)
    except FileRefused as refused:
        raise CourseFileRefused(
            why(refused.reason, refused.name, actor.language),
            reason=refused.reason,
            name=refused.name,
        ) from refused


def _arrived(
    database: Database, actor: Actor, wanted: Wanted
) -> AbstractAsyncContextManager[Arrived]:
    if wanted.upload is not None:
        return uploaded(database, actor, wanted.upload)
    return posted(database, wanted.name, wanted.content)


async def _bring(
    database: Database, actor: Actor, wanted: Wanted, arrived: Arrived, *, now: datetime
) -> CourseImported:
    async with database.reading() as session:
        audience = await _audience(session, actor, wanted.audience)
        course = await _course_of(session, arrived.brought, wanted)
    shown_by = {one.pointer.sha256 for one in pointers_in(course.files)}
    used = {digest: one for digest, one in arrived.media.items() if digest in shown_by}
    await keeping.adopt(store_of(database), used.values())
    async with database.transaction() as session:
        draft, created = await _put_down(
            session, actor, course, audience, arrived.name, into=wanted.into, now=now
        )
        held = await keeping.hold(session, actor, draft.course_id, course.files, used, now=now)
        if wanted.upload is not None:
            await media.let_go(session, actor, wanted.upload, now=now, after=USED_FOR)
    async with database.reading() as session:
        return await _told(session, draft, course, created=created, held=held)


async def _audience(session: AsyncSession, actor: Actor, wanted: UUID | None) -> UUID | None:
    """Raises ``Invalid`` for an agency to which the actor may give no course."""
    if wanted is not None and await queries.audience(session, actor, wanted) is None:
        raise Invalid([{"in": "body", "pointer": "/audience", "detail": "No such agency"}])
    return wanted


async def _course_of(session: AsyncSession, brought: Brought, wanted: Wanted) -> _Course:
    """What was brought as files a draft may hold; what it may not is left out and told."""
    if brought.slug is None:
        made = await _around(session, brought.files, wanted.title)
        return _Course(made.course_id, made.slug, made.files, brought.left_out)
    name = f"courses/{brought.slug}/course.yaml"
    if not re.fullmatch(SLUG_PATTERN, brought.slug) or len(brought.slug) > MAX_SLUG:
        raise FileRefused("odd-name", f"courses/{brought.slug}")
    if name not in brought.files:
        raise FileRefused("no-course", name)
    course_id, text = reading.with_id(brought.files[name], uuid4())
    files = {
        path: content
        for path, content in {**brought.files, name: text}.items()
        if paths.is_path_of(brought.slug, path)
    }
    shown_by = {one.pointer.sha256 for one in pointers_in(files)}
    strange = [f"media/{digest}" for digest in brought.media - shown_by]
    strange += [path for path in brought.files if path not in files]
    left_out = sorted({*brought.left_out, *map(shown, strange)})
    return _Course(course_id, brought.slug, files, tuple(left_out))


async def _around(session: AsyncSession, texts: Mapping[str, bytes], title: str | None) -> _Course:
    """A course of its own around Markdown, at an address that nobody has."""
    course_id = uuid4()
    first = next(iter(texts))
    said = title or lessons.lesson_of(texts[first], first, uuid4)[0]
    stem = slug = re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-")[:60].strip("-") or "kursus"
    for number in range(2, 50):
        if not await workshop.is_taken(session, course_id, slug):
            break
        slug = f"{stem}-{number}"
    else:
        slug = f"{stem}-{course_id.hex[:8]}"
    files = lessons.course_around(texts, course_id=course_id, slug=slug, title=title, new_id=uuid4)
    return _Course(course_id, slug, files, ())


async def _put_down(
    session: AsyncSession,
    actor: Actor,
    course: _Course,
    audience: UUID | None,
    name: str,
    *,
    into: bool,
    now: datetime,
) -> tuple[workshop.Draft, bool]:
    """The draft, and whether it is new."""
    if not await workshop.is_taken(session, course.course_id, course.slug):
        draft = await workshop.new_draft(
            session,
            actor,
            course.course_id,
            course.slug,
            course.files,
            template=None,
            audience_id=audience,
            now=now,
        )
        return draft, True
    yours = actor.teaches(course.course_id) and await _is_here(session, course.course_id)
    if not yours:
        raise CourseIsHere(yours=False, course=None)
    if not into:
        has_draft, replaces = await _replaced(session, course)
        raise CourseIsHere(
            yours=True, course=str(course.course_id), draft=has_draft, replaces=replaces
        )
    draft = await _draft_there(session, actor, course, now=now)
    gone = set(await workshop.files_of(session, draft)) - set(course.files)
    changes: dict[str, bytes | None] = {**dict.fromkeys(gone), **course.files}
    note = shown(name)[-200:]
    await workshop.put_files(session, actor, draft, changes, act="imported", now=now, note=note)
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="draft.imported",
        subject_kind="course",
        subject_id=course.course_id,
        now=now,
        course=course.slug,
        file=note,
    )
    return await workshop.draft_for(session, actor, course.course_id), False


async def _replaced(session: AsyncSession, course: _Course) -> tuple[bool, dict[str, int]]:
    """What bringing the course into its draft would do to that; see ``CourseIsHere``."""
    row = await queries.draft(session, course.course_id)
    if row is not None:
        there = await workshop.files_of(session, as_read(row))
    else:
        current = await catalogue.current_publication_id(session, course.course_id)
        there = await catalogue.sources_of(session, current) if current else {}
    both = set(there) & set(course.files)
    return row is not None, {
        "added": len(course.files) - len(both),
        "changed": sum(there[path] != course.files[path] for path in both),
        "removed": len(there) - len(both),
    }


async def _is_here(session: AsyncSession, course_id: UUID) -> bool:
    """Whether it is the course itself that is here, not another at its address."""
    there = await queries.draft(session, course_id) is not None
    return there or await queries.has_course(session, course_id)


async def _draft_there(
    session: AsyncSession, actor: Actor, course: _Course, *, now: datetime
) -> workshop.Draft:
    row = await queries.draft(session, course.course_id)
    if row is not None:
        draft = as_read(row)
    else:
        published = await catalogue.course_with_slug(session, course.slug)
        if published is None or published.id != course.course_id:
            raise FileRefused("other-address", course.slug)
        draft = await workshop.begin_edit(session, actor, course.slug, now=now)
    if draft.slug != course.slug:
        raise FileRefused("other-address", course.slug)
    return draft


async def _told(
    session: AsyncSession, draft: workshop.Draft, course: _Course, *, created: bool, held: int
) -> CourseImported:
    amended = await workshop.compiled(session, draft)
    title = None
    if amended.compiled is not None:
        title = amended.compiled.public.text["id"].title
    name = f"{draft.folder}course.yaml"
    return CourseImported(
        id=draft.course_id,
        slug=draft.slug,
        title=title or title_of(name, course.files[name]) or draft.slug,
        created=created,
        files=len(course.files),
        left_out=list(course.left_out[:MAX_TOLD]),
        media=held,
        missing=(await keeping.missing_from(session, course.files))[:MAX_TOLD],
        findings=[
            ImportFinding(
                path=one.file, line=one.line, code=one.code, what=one.what, instead=one.instead
            )
            for one in amended.findings[:MAX_TOLD]
        ],
        published=amended.compiled is not None and amended.compiled.sha256 == draft.based_on,
    )
