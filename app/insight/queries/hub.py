"""The SQL of what waits: in a few courses at once, and of reports that nobody was told of yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.models import Course
from app.identity.models import Agency, Person, PersonStatus, Role, RoleGrant
from app.inbox.models import Message, MessageKind
from app.insight.models import ContentReport, CourseRating, ReportState
from app.insight.queries.progress import ACTIVE, BEGUN, COMPLETED, count_of
from app.learning.models import Enrolment
from app.learning.statuses import EnrolmentStatus


@dataclass(frozen=True, slots=True)
class Waiting:
    course_id: UUID
    reports: int
    stuck: int
    ratings: int


@dataclass(frozen=True, slots=True)
class Standing:
    slug: str
    publication_id: str
    learners: int
    begun: int
    completed: int
    stuck: int


def _number(condition: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).where(condition).correlate(Course).scalar_subquery()


async def waiting(
    session: AsyncSession, course_ids: Collection[UUID], since: datetime
) -> list[Waiting]:
    """One statement; each number a range of a course's index. In no order."""
    rows = await session.execute(
        select(
            Course.id,
            _number(
                (ContentReport.course_id == Course.id) & (ContentReport.state == ReportState.OPEN)
            ),
            _number((Enrolment.course_id == Course.id) & ACTIVE & (Enrolment.updated_at <= since)),
            _number((CourseRating.course_id == Course.id) & (CourseRating.at > since)),
        ).where(Course.id.in_(course_ids))
    )
    return [Waiting(*row) for row in rows]


async def standings(
    session: AsyncSession,
    subtrees: Sequence[str],
    taught: Collection[UUID],
    cutoff: datetime,
    *,
    after: str | None,
    limit: int,
) -> list[Standing]:
    """Courses by slug with the learners within the subtrees; of taught ones, all learners."""
    seen: list[ColumnElement[bool]] = [
        true() if path == "/" else Agency.path.startswith(path, autoescape=True)
        for path in subtrees
    ]
    stuck = ACTIVE & (Enrolment.updated_at <= cutoff)
    statement = (
        select(
            Course.slug,
            Course.publication_id,
            func.count(),
            count_of(BEGUN),
            count_of(COMPLETED),
            count_of(stuck),
        )
        .select_from(Enrolment)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(
            Course.publication_id.is_not(None),
            Enrolment.status != EnrolmentStatus.WITHDRAWN,
            or_(Course.id.in_(taught), *seen),
        )
        .group_by(Course.slug, Course.publication_id)
        .order_by(Course.slug)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Course.slug > after)
    rows = await session.execute(statement)
    return [Standing(slug, pinned, *counts) for slug, pinned, *counts in rows if pinned is not None]


# A transaction commits a little after the time it bears: reports are told of once they are old
# enough for all before them to be seen.
SETTLED = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Untold:
    """A course with open reports. ``fresh``: some are newer than the last telling."""

    course_id: UUID
    slug: str
    publication_id: str
    reports: int
    newest_at: datetime
    told_at: datetime | None

    @property
    def fresh(self) -> bool:
        return self.told_at is None or self.newest_at > self.told_at - SETTLED


async def untold(
    session: AsyncSession, now: datetime, pause: timedelta, *, course_id: UUID | None = None
) -> list[Untold]:
    """Published courses with open reports and with teachers in office, which were not told of
    reports for ``pause``; of these, those with fresh ones.
    """
    told_at = (
        select(func.max(Message.sent_at))
        .where(
            Message.course_id == Course.id,
            Message.kind == MessageKind.REPORT,
            Message.sender_id.is_(None),
        )
        .correlate(Course)
        .scalar_subquery()
    )
    statement = (
        select(
            Course.id,
            Course.slug,
            Course.publication_id,
            func.count(),
            func.max(ContentReport.at),
            told_at,
        )
        .join(ContentReport, ContentReport.course_id == Course.id)
        .where(
            Course.publication_id.is_not(None),
            ContentReport.state == ReportState.OPEN,
            ContentReport.at <= now - SETTLED,
            or_(told_at.is_(None), told_at <= now - pause),
            exists().where(*_teaches(now), Person.status == PersonStatus.ACTIVE),
        )
        .group_by(Course.id, Course.slug, Course.publication_id)
    )
    if course_id is not None:
        statement = statement.where(Course.id == course_id)
    found = [
        Untold(one, slug, pinned, reports, newest, told)
        for one, slug, pinned, reports, newest, told in await session.execute(statement)
        if pinned is not None
    ]
    return [one for one in found if one.fresh]


def _teaches(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        RoleGrant.course_id == Course.id,
        RoleGrant.person_id == Person.id,
        RoleGrant.role.in_((Role.TRAINER, Role.PARTNER)),
        or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now),
    )


async def teachers_of(session: AsyncSession, course_id: UUID, now: datetime) -> set[UUID]:
    """Trainers and partner lecturers of the course, as of now."""
    found = select(RoleGrant.person_id).where(
        RoleGrant.course_id == course_id,
        RoleGrant.role.in_((Role.TRAINER, Role.PARTNER)),
        or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now),
    )
    return set((await session.execute(found)).scalars())


async def lock_course(session: AsyncSession, course_id: UUID) -> None:
    """Let nobody else tell of the course's reports until this transaction ends."""
    await session.execute(select(Course.id).where(Course.id == course_id).with_for_update())
