"""The SQL of ratings and reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.identity.models import Person
from app.insight.models import ContentReport, CourseRating, ReportState
from app.kit.database import insert_into

_Settler = aliased(Person)


@dataclass(frozen=True, slots=True)
class ReportRow:
    report: ContentReport
    by: str
    settled_by: str | None


async def put_rating(session: AsyncSession, row: dict[str, Any]) -> None:
    """One a person and version; the last word stands."""
    statement = insert_into(session, CourseRating).values(**row)
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "publication_id"],
            set_={"stars": new.stars, "words": new.words, "at": new.at},
        )
    )


async def own_rating(
    session: AsyncSession, person_id: UUID, publication_id: str
) -> CourseRating | None:
    rows = await session.execute(
        select(CourseRating).where(
            CourseRating.person_id == person_id, CourseRating.publication_id == publication_id
        )
    )
    return rows.scalar_one_or_none()


async def stars(session: AsyncSession, course_id: UUID) -> list[tuple[int, int, int]]:
    """(version, stars, how many), newest version first."""
    rows = await session.execute(
        select(CourseRating.version, CourseRating.stars, func.count())
        .where(CourseRating.course_id == course_id)
        .group_by(CourseRating.version, CourseRating.stars)
        .order_by(CourseRating.version.desc(), CourseRating.stars)
    )
    return [(version, given, count) for version, given, count in rows]


async def said(
    session: AsyncSession,
    course_id: UUID,
    versions: Sequence[int],
    *,
    after: UUID | None,
    limit: int,
) -> Sequence[CourseRating]:
    """Ratings with words, of these versions, the newest person first."""
    statement = (
        select(CourseRating)
        .where(
            CourseRating.course_id == course_id,
            CourseRating.version.in_(versions),
            CourseRating.words != "",
        )
        .order_by(CourseRating.id.desc())
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(CourseRating.id < after)
    return (await session.execute(statement)).scalars().all()


async def add_report(session: AsyncSession, report: ContentReport) -> None:
    session.add(report)
    await session.flush()


async def reports_since(session: AsyncSession, person_id: UUID, since: datetime) -> int:
    """How many somebody sent since then, in any course."""
    found = select(func.count()).where(
        ContentReport.person_id == person_id, ContentReport.at >= since
    )
    return int((await session.execute(found)).scalar_one())


async def same_report(session: AsyncSession, report: ContentReport) -> ContentReport | None:
    """What this person said before in the same words of the same place, and nobody settled."""
    rows = await session.execute(
        select(ContentReport)
        .where(
            ContentReport.person_id == report.person_id,
            ContentReport.course_id == report.course_id,
            ContentReport.activity_id == report.activity_id,
            ContentReport.state == ReportState.OPEN,
            ContentReport.kind == report.kind,
            ContentReport.words == report.words,
        )
        .order_by(ContentReport.id)
    )
    return next((one for one in rows.scalars() if one.block == report.block), None)


_REPORTS: Select[*tuple[Any, ...]] = (
    select(ContentReport, Person.name, _Settler.name)
    .join(Person, Person.id == ContentReport.person_id)
    .outerjoin(_Settler, _Settler.id == ContentReport.settled_by)
)


async def reports(
    session: AsyncSession,
    course_id: UUID,
    state: ReportState,
    *,
    after: UUID | None,
    limit: int,
) -> list[ReportRow]:
    """Open ones: who has waited longest first. Others: the newest first."""
    of = ContentReport
    statement = _REPORTS.where(of.course_id == course_id, of.state == state).limit(limit)
    if state is ReportState.OPEN:
        statement = statement.order_by(of.id)
        statement = statement if after is None else statement.where(of.id > after)
    else:
        statement = statement.order_by(of.id.desc())
        statement = statement if after is None else statement.where(of.id < after)
    return [ReportRow(*row) for row in await session.execute(statement)]


async def own_reports(
    session: AsyncSession, person_id: UUID, course_id: UUID, limit: int
) -> list[ReportRow]:
    """What somebody reported of a course, the newest first."""
    rows = await session.execute(
        _REPORTS.where(ContentReport.person_id == person_id, ContentReport.course_id == course_id)
        .order_by(ContentReport.id.desc())
        .limit(limit)
    )
    return [ReportRow(*row) for row in rows]


async def report(session: AsyncSession, course_id: UUID, report_id: UUID) -> ReportRow | None:
    row = (
        await session.execute(
            _REPORTS.where(ContentReport.id == report_id, ContentReport.course_id == course_id)
        )
    ).one_or_none()
    return None if row is None else ReportRow(*row)


async def report_counts(session: AsyncSession, course_id: UUID) -> dict[ReportState, int]:
    rows = await session.execute(
        select(ContentReport.state, func.count())
        .where(ContentReport.course_id == course_id)
        .group_by(ContentReport.state)
    )
    return {row[0]: row[1] for row in rows}


async def settle(session: AsyncSession, report_id: UUID, **values: Any) -> bool:
    """Whether it was still open: of two who answer, one does."""
    settled = await session.execute(
        update(ContentReport)
        .where(ContentReport.id == report_id, ContentReport.state == ReportState.OPEN)
        .values(**values)
        .returning(ContentReport.id)
    )
    return settled.scalar_one_or_none() is not None
