"""Beginning drafts: of a new course, of one that is published; and when a draft was published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.identity.actor import Actor
from app.identity.models import Role
from app.identity.service import grant_role
from app.kit import audit
from app.kit.problems import Invalid
from app.workshop import queries
from app.workshop.drafts import Draft, as_read
from app.workshop.errors import DraftChangedMeanwhile, DraftExists, DraftFull, DraftNotFound
from app.workshop.models import CourseDraft, DraftFile, DraftState
from app.workshop.paths import MAX_DRAFT_BYTES, MAX_FILES, refusals
from app.workshop.saving import entry


async def new_draft(
    session: AsyncSession,
    actor: Actor,
    course_id: UUID,
    slug: str,
    files: Mapping[str, bytes],
    *,
    template: str | None,
    audience_id: UUID | None,
    now: datetime,
) -> Draft:
    """A draft of a course that is nowhere yet; whoever makes it teaches it from now on.

    The caller has asked whether the actor may (``may_create``). Raises ``DraftExists``, ``Invalid``
    (paths, sizes, an agency that is not there), ``DraftFull``.
    """
    refused = refusals(slug, files)
    if refused:
        raise Invalid([{"in": "body", **one} for one in refused[:50]])
    if audience_id is not None and await queries.agency(session, audience_id) is None:
        raise Invalid([{"in": "body", "pointer": "/audience", "detail": "No such agency"}])
    if len(files) > MAX_FILES or sum(map(len, files.values())) > MAX_DRAFT_BYTES:
        raise DraftFull
    if await is_taken(session, course_id, slug):
        raise DraftExists
    values = _values(actor, course_id, slug, template=template, audience_id=audience_id, now=now)
    # Another may take the address at this very moment.
    row = await _begun(session, values)
    for path, content in files.items():
        session.add(
            DraftFile(
                course_id=course_id,
                path=path,
                content=content,
                revision=row.revision,
                changed_by=actor.person_id,
                changed_at=now,
            )
        )
    session.add(entry(row, "", None, None, act="created", note=template))
    if not actor.has(Role.ADMIN):
        await _let_teach(session, actor, course_id, now)
    await audit.record(
        session,
        actor_id=actor.person_id,
        act="draft.created",
        subject_kind="course",
        subject_id=course_id,
        now=now,
        agency_id=audience_id,
        course=slug,
        template=template,
    )
    return as_read(row)


async def _begun(session: AsyncSession, values: Mapping[str, Any]) -> CourseDraft:
    """The row of a draft that begins now. Raises ``DraftExists``."""
    begun = await queries.begin(session, values)
    row = await queries.draft_for_update(session, values["course_id"]) if begun else None
    if row is None:
        raise DraftExists
    return row


def _values(
    actor: Actor,
    course_id: UUID,
    slug: str,
    *,
    template: str | None,
    audience_id: UUID | None,
    now: datetime,
    based_on: str | None = None,
) -> dict[str, Any]:
    return {
        "course_id": course_id,
        "slug": slug,
        "based_on": based_on,
        "audience_id": audience_id,
        "template": template,
        "state": DraftState.EDITING,
        "revision": 1,
        "changes": 1,
        "created_by": actor.person_id,
        "created_at": now,
        "changed_by": actor.person_id,
        "changed_at": now,
    }


async def is_taken(session: AsyncSession, course_id: UUID, slug: str) -> bool:
    """Whether a course or a draft has the id or the address already."""
    return (
        await queries.draft(session, course_id) is not None
        or await queries.draft_with_slug(session, slug) is not None
        or await catalogue.course_with_slug(session, slug) is not None
        or await queries.has_course(session, course_id)
    )


def may_create(actor: Actor) -> bool:
    """Whether the actor may begin a course: who teaches one already, or an admin."""
    return actor.has(Role.ADMIN, Role.TRAINER, Role.PARTNER)


async def _let_teach(session: AsyncSession, actor: Actor, course_id: UUID, now: datetime) -> None:
    """A partner lecturer stays one, for as long as their other courses last."""
    is_partner = not actor.has(Role.TRAINER)
    await grant_role(
        session,
        person_id=actor.person_id,
        role=Role.PARTNER if is_partner else Role.TRAINER,
        course_id=course_id,
        ends_at=await queries.partner_until(session, actor.person_id, now) if is_partner else None,
        now=now,
    )


async def begin_edit(session: AsyncSession, actor: Actor, slug: str, *, now: datetime) -> Draft:
    """The draft of a published course, begun if there is none.

    Raises ``CourseNotFound``, ``SourcesMissing``, and ``DraftExists`` if the draft of another, new
    course has this one's address.
    """
    course = await catalogue.taught_course(session, actor, slug)
    row = await queries.draft_for_update(session, course.id)
    if row is None:
        assert course.publication_id is not None, slug
        await catalogue.sources_of(session, course.publication_id)  # raises if nothing was kept
        values = _values(
            actor,
            course.id,
            slug,
            template=None,
            audience_id=None,
            now=now,
            based_on=course.publication_id,
        )
        if await queries.begin(session, values):
            row = await queries.draft_for_update(session, course.id)
            assert row is not None, slug
            session.add(entry(row, "", None, None, act="begun", note=None))
        else:  # somebody else has begun it at this very moment
            row = await queries.draft_for_update(session, course.id)
    if row is None:
        raise DraftExists
    return as_read(row)


async def mark_published(
    session: AsyncSession,
    actor: Actor | None,
    draft: Draft,
    *,
    publication_id: str,
    note: str | None,
    now: datetime,
) -> None:
    """The draft, at the revision it was read at, is ``publication_id`` now and goes on from there.

    ``actor`` None: it was published at a time set before, for who changed it last. Raises
    ``DraftChangedMeanwhile`` if it has been changed since.
    """
    row = await queries.draft_for_update(session, draft.course_id)
    if row is None:
        raise DraftNotFound
    if row.revision != draft.revision:
        raise DraftChangedMeanwhile
    row.based_on, row.audience_id, row.state = publication_id, None, DraftState.EDITING
    row.revision += 1
    row.changes += 1
    row.changed_at = now
    if actor is not None:
        row.changed_by = actor.person_id
    session.add(entry(row, "", None, None, act="published", note=note))
