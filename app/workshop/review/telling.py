"""Who hears of a draft's way: teachers who may review it, who asked, and who set a time."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.inbox.models import MessageKind
from app.inbox.service import Words, tell
from app.workshop.models import CourseDraft
from app.workshop.review import queries
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
    await _tell(
        session,
        people - {actor.person_id},
        row.course_id,
        {
            "id": f"Tinjauan diminta: {row.slug}",
            "en": f"Review asked for: {row.slug}",
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
    await _tell(
        session,
        {asked_by},
        row.course_id,
        {"id": f"{indonesian}: {row.slug}", "en": f"{english}: {row.slug}"},
        {
            "id": f"Oleh {actor.name}.\n\n{note}".strip(),
            "en": f"By {actor.name}.\n\n{note}".strip(),
        },
        sender=actor.person_id,
        now=now,
    )


async def of_failure(
    session: AsyncSession, person_id: UUID, course_id: UUID, slug: str, *, now: datetime
) -> None:
    """Who set a time hears that the course was not published then."""
    await _tell(
        session,
        {person_id},
        course_id,
        {"id": f"Tidak jadi terbit: {slug}", "en": f"Not published: {slug}"},
        {
            "id": "Kursus ini tidak terbit pada waktu yang Anda atur. Draf Anda aman dan yang "
            "terbit sebelumnya tetap berlaku. Buka Tinjau & terbitkan untuk melihat sebabnya.",
            "en": "The course was not published at the time you set. Your draft is safe and what "
            "was published before stays in force. Open Review & publish to see why.",
        },
        sender=None,
        now=now,
    )


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
