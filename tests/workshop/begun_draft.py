"""A draft of a course that was never published, without findings."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.service import actor_for
from app.kit.ids import uuid7
from app.workshop.beginning import new_draft
from app.workshop.templates import EMPTY, EMPTY_PLAN, Wish, course_files

LESSON = "courses/{slug}/modul-pertama/materi-pertama.md"


async def make_draft(
    session: AsyncSession, by: UUID, now: datetime, *, slug: str = "draf-contoh"
) -> UUID:
    """Its course's id; ``by`` teaches it, unless an admin."""
    actor = await actor_for(session, by, now=now)
    assert actor is not None
    course_id = uuid7()
    wish = Wish(
        course_id=course_id,
        slug=slug,
        title="Draf contoh (rekaan)",
        title_en=None,
        organiser="Dinas Contoh",
        author=actor.name,
        review_on=date(2027, 11, 23).isoformat(),
    )
    files = course_files(wish, EMPTY_PLAN, uuid7)
    await new_draft(
        session, actor, course_id, slug, files, template=EMPTY, audience_id=None, now=now
    )
    return course_id
