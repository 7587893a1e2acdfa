"""Who sees a course: one agency with all below it, or everyone.

A region pack is for its own region until it is shared. To narrow a course takes it from nobody who
has begun it (``learning.course_and_enrolment``).
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.models import Course
from app.identity.actor import Actor
from app.identity.models import Agency
from app.kit import audit
from app.kit.problems import Invalid
from app.workshop import queries as drafts
from app.workshop import service as workshop
from app.workshop.errors import DraftNotFound
from app.workshop.review import policy, queries
from app.workshop.review.errors import PublishingRefused
from app.workshop.review.schemas import CourseSharing, CourseSharingWish
from app.workshop.schemas import DraftAudience


async def sharing_of(session: AsyncSession, actor: Actor, course_id: UUID) -> CourseSharing:
    """Who sees the course, or will once it is published. Raises ``DraftNotFound``."""
    draft = await workshop.draft_for(session, actor, course_id)
    course = await session.get(Course, course_id)
    audience_id = course.audience_id if course else draft.audience_id
    audience = None if audience_id is None else await drafts.agency(session, audience_id)
    may = policy.may_publish(actor, course_id)
    choices = await drafts.audiences(session, actor) if may else []
    return CourseSharing(
        audience=_read(audience) if audience else None,
        published=course is not None,
        learners=await queries.learning_now(session, course_id),
        choices=[_read(one) for one in choices],
        may_change=may,
    )


def _read(agency: Agency) -> DraftAudience:
    return DraftAudience(id=agency.id, name=agency.name)


async def share(
    session: AsyncSession,
    actor: Actor,
    course_id: UUID,
    wish: CourseSharingWish,
    *,
    now: datetime,
) -> CourseSharing:
    """Let another agency's subtree, or (None) everyone see the course; twice is once.

    Trainers choose among their own agency, those above it and those below; admins among all.
    Raises ``DraftNotFound``, ``PublishingRefused``, ``Invalid``.
    """
    draft = await workshop.draft_for(session, actor, course_id)
    if not policy.may_publish(actor, course_id):
        raise PublishingRefused
    agency = None
    if wish.audience is not None:
        agency = await drafts.audience(session, actor, wish.audience)
        if agency is None:
            raise Invalid([{"in": "body", "pointer": "/audience", "detail": "No such agency"}])
    course = await session.get(Course, course_id)
    if course is not None:
        await catalogue.set_audience(
            session, actor, slug=course.slug, agency_id=wish.audience, now=now
        )
        return await sharing_of(session, actor, course_id)
    row = await drafts.draft(session, course_id)
    if row is None:
        raise DraftNotFound
    if row.audience_id != wish.audience:
        row.audience_id = wish.audience
        await audit.record(
            session,
            actor_id=actor.person_id,
            act="course.audience_set",
            subject_kind="course",
            subject_id=course_id,
            now=now,
            agency_id=wish.audience,
            course=draft.slug,
            audience=agency.name if agency else None,
        )
        await session.flush()  # what is read back is what was chosen
    return await sharing_of(session, actor, course_id)
