"""What health, metrics and the doctor ask the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.models import Course, Publication
from app.catalogue.statuses import CourseStatus
from app.kit.audit import AuditEntry
from app.kit.jobs import MAX_TRIES, Job
from app.learning.models import CommandLog


async def schema_revision(session: AsyncSession) -> str | None:
    """The revision the database stands at; None if it was never migrated."""
    try:
        rows = await session.execute(text("SELECT version_num FROM alembic_version"))
    except DBAPIError as error:
        words = str(error.orig).lower()
        if "no such table" in words or "does not exist" in words:
            return None
        raise
    return rows.scalar_one_or_none()


async def has_publications(session: AsyncSession) -> bool:
    return bool(await session.scalar(select(exists().where(Publication.id.is_not(None)))))


async def jobs_waiting(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).where(Job.finished_at.is_(None))) or 0


async def jobs_given_up(session: AsyncSession) -> int:
    """Jobs that failed on every try."""
    given_up = select(func.count()).where(Job.failure.is_not(None), Job.tries >= MAX_TRIES)
    return await session.scalar(given_up) or 0


async def commands_stored(session: AsyncSession) -> int:
    """Cursors have no gaps, so their last ones add up to the number of commands."""
    return int(await session.scalar(select(func.sum(CommandLog.last_cursor))) or 0)


async def current_publications(session: AsyncSession) -> Sequence[tuple[str, int, Publication]]:
    """Slug, JP and publication of every active course that carries JP."""
    rows = await session.execute(
        select(Course.slug, Course.jp, Publication)
        .join(Publication, Publication.id == Course.publication_id)
        .where(Course.status == CourseStatus.ACTIVE, Course.jp > 0)
        .order_by(Course.slug)
    )
    return [(slug, jp, publication) for slug, jp, publication in rows]


async def latest_act(session: AsyncSession) -> datetime | None:
    """When the newest entry of the audit trail was made."""
    return await session.scalar(select(func.max(AuditEntry.at)))


async def database_time(session: AsyncSession) -> datetime:
    """The clock of PostgreSQL's server."""
    found: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return found
