"""Tells a course's teachers of new reports: a chore. One message a day a course, not one a report.

A report that comes the hour after is told of the day after, unless it is settled by then.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import publications_of
from app.inbox.models import MessageKind
from app.inbox.service import tell
from app.insight.queries import hub as queries
from app.insight.queries.hub import Untold
from app.insight.service import course_read
from app.kit.database import Database

PAUSE = timedelta(days=1)


async def tell_of_reports(database: Database, now: datetime) -> int:
    """How many courses' teachers were told. Writes only if there is something to tell."""
    async with database.reading() as session:
        due = await queries.untold(session, now, PAUSE)
    told = 0
    for one in due:
        async with database.transaction() as session:
            # Another worker may be at it: whoever comes second finds it told.
            await queries.lock_course(session, one.course_id)
            for still in await queries.untold(session, now, PAUSE, course_id=one.course_id):
                await _tell(session, still, now)
                told += 1
    return told


async def _tell(session: AsyncSession, one: Untold, now: datetime) -> None:
    published = await publications_of(session).get(one.publication_id)
    titles = {language: course_read(published, language).title for language in ("id", "en")}
    waiting = (
        "1 report of a mistake waits"
        if one.reports == 1
        else f"{one.reports} reports of mistakes wait"
    )
    await tell(
        session,
        await queries.teachers_of(session, one.course_id, now),
        {
            "id": f"Laporan kesalahan materi: {titles['id']}",
            "en": f"Mistakes reported: {titles['en']}",
        },
        {
            "id": f"{one.reports} laporan kesalahan menunggu jawaban di kursus"
            f" “{titles['id']}”. Baca laporannya, perbaiki naskahnya, lalu jawab pelapornya.\n\n"
            "Pesan seperti ini datang paling banyak sekali sehari untuk satu kursus.",
            "en": f"{waiting} for an answer in the course “{titles['en']}”. Read"
            " what was reported, mend the text, then answer who reported it.\n\n"
            "A message like this comes at most once a day for a course.",
        },
        kind=MessageKind.REPORT,
        link=f"/kelola/mengajar/{one.slug}/laporan",
        sender=None,
        now=now,
        course_id=one.course_id,
    )
