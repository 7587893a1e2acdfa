"""Every SQL statement of reviewing and publishing drafts.

Callers have asked whether the actor teaches the course.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.models import Course, Publication
from app.catalogue.statuses import CourseStatus
from app.identity.models import Role, RoleGrant
from app.learning.models import Enrolment
from app.learning.statuses import EnrolmentStatus
from app.workshop.review.models import DraftComment, ReviewAct, ReviewStep, ScheduledPublish

MAX_STEPS = 60
MAX_REPLIES = 2000


async def steps(session: AsyncSession, course_id: UUID) -> list[ReviewStep]:
    """The newest first."""
    found = (
        select(ReviewStep)
        .where(ReviewStep.course_id == course_id)
        .order_by(ReviewStep.id.desc())
        .limit(MAX_STEPS)
    )
    return list((await session.execute(found)).scalars())


async def asked_by(session: AsyncSession, course_id: UUID) -> UUID | None:
    """Who asked for the last review; None: nobody ever did."""
    found = (
        select(ReviewStep.by)
        .where(ReviewStep.course_id == course_id, ReviewStep.act == ReviewAct.ASKED)
        .order_by(ReviewStep.id.desc())
        .limit(1)
    )
    return (await session.execute(found)).scalar_one_or_none()


async def schedule(session: AsyncSession, course_id: UUID) -> ScheduledPublish | None:
    found = (
        select(ScheduledPublish)
        .where(ScheduledPublish.course_id == course_id)
        .execution_options(populate_existing=True)
    )
    return (await session.execute(found)).scalar_one_or_none()


async def drop_schedule(session: AsyncSession, course_id: UUID) -> bool:
    """Whether there was one."""
    gone = (
        delete(ScheduledPublish)
        .where(ScheduledPublish.course_id == course_id)
        .returning(ScheduledPublish.course_id)
    )
    return (await session.execute(gone)).first() is not None


async def due(session: AsyncSession, now: datetime) -> list[ScheduledPublish]:
    """What is to be published by now and was not tried yet, the longest waiting first."""
    found = (
        select(ScheduledPublish)
        .where(ScheduledPublish.at <= now, ScheduledPublish.failure.is_(None))
        .order_by(ScheduledPublish.at)
        .limit(20)
    )
    return list((await session.execute(found)).scalars())


async def mark_failed(
    session: AsyncSession, course_id: UUID, *, at: datetime, failure: str, now: datetime
) -> bool:
    """Whether the publish set for ``at`` was still waiting."""
    failed = (
        update(ScheduledPublish)
        .where(
            ScheduledPublish.course_id == course_id,
            ScheduledPublish.at == at,
            ScheduledPublish.failure.is_(None),
        )
        .values(failure=failure, failed_at=now)
        .returning(ScheduledPublish.course_id)
    )
    return (await session.execute(failed)).first() is not None


async def threads(
    session: AsyncSession, course_id: UUID, *, after: UUID | None, limit: int, is_open: bool | None
) -> list[DraftComment]:
    """Comments that are no replies, in the order in which they were written."""
    found = (
        select(DraftComment)
        .where(DraftComment.course_id == course_id, DraftComment.thread_id.is_(None))
        .order_by(DraftComment.id)
        .limit(limit)
    )
    if after is not None:
        found = found.where(DraftComment.id > after)
    if is_open is not None:
        unresolved = DraftComment.resolved_at.is_(None)
        found = found.where(unresolved if is_open else ~unresolved)
    return list((await session.execute(found)).scalars())


async def replies(session: AsyncSession, thread_ids: Collection[UUID]) -> list[DraftComment]:
    found = (
        select(DraftComment)
        .where(DraftComment.thread_id.in_(thread_ids))
        .order_by(DraftComment.id)
        .limit(MAX_REPLIES)
    )
    return list((await session.execute(found)).scalars())


async def comment(session: AsyncSession, comment_id: UUID) -> DraftComment | None:
    found = select(DraftComment).where(DraftComment.id == comment_id)
    return (await session.execute(found)).scalar_one_or_none()


async def count_comments(session: AsyncSession, course_id: UUID, *, only_open: bool = False) -> int:
    """All of them, or the threads that are not resolved."""
    found = select(func.count()).where(DraftComment.course_id == course_id)
    if only_open:
        found = found.where(DraftComment.thread_id.is_(None), DraftComment.resolved_at.is_(None))
    return int((await session.execute(found)).scalar_one())


@dataclass(frozen=True, slots=True)
class Published:
    """What new learners of a course get, without its documents."""

    version: int
    at: datetime
    by: UUID | None
    note: str | None
    status: CourseStatus


async def published(session: AsyncSession, course_id: UUID) -> Published | None:
    """None: nothing was published yet."""
    found = (
        select(
            Publication.version,
            Publication.published_at,
            Publication.published_by,
            Publication.note,
            Course.status,
        )
        .join(Course, Course.publication_id == Publication.id)
        .where(Course.id == course_id)
    )
    row = (await session.execute(found)).one_or_none()
    return None if row is None else Published(*row)


async def teachers_of(session: AsyncSession, course_id: UUID, now: datetime) -> set[UUID]:
    """Trainers and partner lecturers of the course, as of now."""
    found = select(RoleGrant.person_id).where(
        RoleGrant.course_id == course_id,
        RoleGrant.role.in_((Role.TRAINER, Role.PARTNER)),
        or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now),
    )
    return set((await session.execute(found)).scalars())


async def learning_now(session: AsyncSession, course_id: UUID) -> int:
    """How many people are taking the course."""
    found = select(func.count()).where(
        Enrolment.course_id == course_id, Enrolment.status == EnrolmentStatus.ACTIVE
    )
    return int((await session.execute(found)).scalar_one())
