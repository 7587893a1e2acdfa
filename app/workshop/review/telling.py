"""Who hears of a draft's way: teachers who may review it, who asked, and who set a time."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.inbox.models import MessageKind
from app.inbox.service import Words, tell
from app.workshop import queries as drafts
from app.workshop.models import CourseDraft
from app.workshop.review import differing, queries
from app.workshop.review.models import ReviewAct

_JUDGED: dict[ReviewAct, tuple[str, str]] = {
    ReviewAct.APPROVED: ("Draf disetujui", "Draft approved"),
    ReviewAct.RETURNED: ("Draf dikembalikan untuk diperbaiki", "Draft returned to be worked on"),
}


async def of_request(
    session: AsyncSession, actor: Actor, row: CourseDraft, note: str, *, now: datetime
) -> None:
    """The other teachers of the course are asked to review it."""
    people = await queries.teachers_of(session, row.course_id, now)
    titles = await _titles(session, row)
    await _tell(
        session,
        people - {actor.person_id},
        row.course_id,
        {
            "id": f"Tinjauan diminta: {titles['id']}",
            "en": f"Review asked for: {titles['en']}",
        },
        {
            "id": f"{actor.name} meminta tinjauan atas draf kursus ini.\n\n{note}".strip(),
            "en": f"{actor.name} asks you to review the draft of this course.\n\n{note}".strip(),
        },
        sender=actor.person_id,
        now=now,
    )


async def of_judgement(
    session: AsyncSession,
    actor: Actor,
    row: CourseDraft,
    act: ReviewAct,
    note: str,
    *,
    asked_by: UUID,
    now: datetime,
) -> None:
    """Who asked hears what was decided."""
    indonesian, english = _JUDGED[act]
    titles = await _titles(session, row)
    await _tell(
        session,
        {asked_by},
        row.course_id,
        {"id": f"{indonesian}: {titles['id']}", "en": f"{english}: {titles['en']}"},
        {
            "id": f"Oleh {actor.name}.\n\n{note}".strip(),
            "en": f"By {actor.name}.\n\n{note}".strip(),
        },
        sender=actor.person_id,
        now=now,
    )


async def of_failure(
    session: AsyncSession, person_id: UUID, row: CourseDraft, *, now: datetime
) -> None:
    """Who set a time hears that the course was not published then."""
    titles = await _titles(session, row)
    await _tell(
        session,
        {person_id},
        row.course_id,
        {"id": f"Tidak jadi terbit: {titles['id']}", "en": f"Not published: {titles['en']}"},
        {
            "id": "Kursus ini tidak terbit pada waktu yang Anda atur. Draf Anda aman dan yang "
            "terbit sebelumnya tetap berlaku. Buka Tinjau & terbitkan untuk melihat sebabnya.",
            "en": "The course was not published at the time you set. Your draft is safe and what "
            "was published before stays in force. Open Review & publish to see why.",
        },
        sender=None,
        now=now,
    )


async def _titles(session: AsyncSession, row: CourseDraft) -> dict[str, str]:
    """What people call the course, by language: in the draft, else as published."""
    path = f"courses/{row.slug}/course.yaml"
    changed = (await drafts.files(session, row.course_id, [path])).get(path)
    if changed is None and row.based_on is not None:
        text = (await publications_of(session).get(row.based_on)).public.text
        return {"id": text["id"].title, "en": text["en" if "en" in text else "id"].title}
    content = changed.content if changed else None
    return {
        language: differing.title_of(path, content, language) or row.slug
        for language in ("id", "en")
    }


async def _tell(
    session: AsyncSession,
    people: Collection[UUID],
    course_id: UUID,
    subject: Words,
    body: Words,
    *,
    sender: UUID | None,
    now: datetime,
) -> None:
    if people:
        await tell(
            session,
            people,
            subject,
            body,
            kind=MessageKind.REVIEW if sender else MessageKind.PUBLISHING,
            link=f"/kelola/studio/{course_id}/tinjau",
            sender=sender,
            now=now,
            course_id=course_id,
        )
