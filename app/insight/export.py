"""A course's progress as files for a spreadsheet: by unit, by activity, and its learners.

Whoever reads them on the screen may take them along, and finds the same in them: never a NIP.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from app.gradebook.errors import TooManyLearners
from app.identity.actor import Actor
from app.insight import service
from app.insight.schemas import CourseProgress, ProgressAgency, ProgressLearner
from app.insight.service import Asked
from app.kit.spreadsheet import CSV, XLSX, Cell, csv_file, xlsx

FileFormat = Literal["csv", "xlsx"]
Table = Literal["agency", "activity"]
MAX_LEARNERS = 5_000
BATCH = 500

_WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "agency": "Perangkat daerah",
        "learners": "Peserta",
        "begun": "Sudah mulai",
        "completed": "Lulus",
        "stuck": "Belum bergerak {days} hari",
        "minutes": "Menit belajar (median)",
        "planned": "Menit direncanakan",
        "taken": "Hari sampai lulus (median)",
        "stop": "Paling banyak berhenti di",
        "stopped": "Berhenti di sana",
        "small": "{n} unit kecil bersama-sama (ada yang kurang dari {least} peserta)",
        "all": "Semua",
        "module": "Modul",
        "activity": "Kegiatan",
        "opened": "Membuka",
        "done": "Selesai",
        "not_passed": "Belum lulus",
        "here": "Langkah terakhir di sini",
        "name": "Nama",
        "standing": "Keadaan",
        "met": "Terpenuhi",
        "required": "Wajib",
        "last": "Langkah terakhir",
        "still": "Hari sejak langkah terakhir",
        "moved_on": "Tanggal langkah terakhir",
        "completed_on": "Tanggal lulus",
        "is_stuck": "Belum bergerak",
        "is_active": "Sedang belajar",
        "is_done": "Lulus",
        "is_new": "Belum mulai",
    },
    "en": {
        "agency": "Agency",
        "learners": "Learners",
        "begun": "Begun",
        "completed": "Completed",
        "stuck": "Not moved for {days} days",
        "minutes": "Minutes of learning (median)",
        "planned": "Minutes planned",
        "taken": "Days to completion (median)",
        "stop": "Most stop at",
        "stopped": "Stopped there",
        "small": "{n} small units together (some with fewer than {least} learners)",
        "all": "All",
        "module": "Module",
        "activity": "Activity",
        "opened": "Opened",
        "done": "Done",
        "not_passed": "Not yet passed",
        "here": "Last step here",
        "name": "Name",
        "standing": "State",
        "met": "Met",
        "required": "Required",
        "last": "Last step",
        "still": "Days since the last step",
        "moved_on": "Date of the last step",
        "completed_on": "Completed on",
        "is_stuck": "Not moving",
        "is_active": "Under way",
        "is_done": "Completed",
        "is_new": "Not begun",
    },
}


async def progress_file(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    *,
    asked: Asked,
    table: Table,
    file_format: FileFormat,
    now: datetime,
) -> tuple[bytes, str]:
    """The file and its media type; raises as ``service.progress``."""
    told = await service.progress(session, actor, slug, asked=asked, now=now)
    words = _words(actor)
    rows = _units(told, words) if table == "agency" else _activities(told, words)
    return await asyncio.to_thread(_file, rows, file_format)


async def learners_file(
    session: AsyncSession,
    actor: Actor,
    slug: str,
    *,
    asked: Asked,
    file_format: FileFormat,
    now: datetime,
) -> tuple[bytes, str]:
    """All learners of the list; raises as ``service.learners``, and ``TooManyLearners``."""
    words, zone = _words(actor), ZoneInfo(actor.time_zone)
    rows: list[list[Cell]] = [
        [
            words[key]
            for key in (
                "name",
                "agency",
                "standing",
                "met",
                "required",
                "last",
                "still",
                "moved_on",
                "completed_on",
            )
        ]
    ]
    after: str | None = None
    while True:
        page = await service.learners(
            session, actor, slug, asked=asked, after=after, limit=BATCH, now=now
        )
        rows += [_learner(one, words, zone) for one in page.items]
        if len(rows) > MAX_LEARNERS + 1:
            raise TooManyLearners
        after = page.next
        if after is None:
            return await asyncio.to_thread(_file, rows, file_format)


def _words(actor: Actor) -> Mapping[str, str]:
    return _WORDS["en" if actor.language == "en" else "id"]


def _file(rows: Sequence[Sequence[Cell]], file_format: FileFormat) -> tuple[bytes, str]:
    if file_format == "csv":
        return csv_file(rows), CSV
    return xlsx("Lentera", rows, [36, *([18] * (len(rows[0]) - 1))]), XLSX


def _units(told: CourseProgress, words: Mapping[str, str]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [
            words["agency"],
            words["learners"],
            words["begun"],
            words["completed"],
            words["stuck"].format(days=told.days),
            words["minutes"],
            words["planned"],
            words["taken"],
            words["stop"],
            words["stopped"],
        ]
    ]
    for one in told.agencies:
        counts = (one.learners, one.begun, one.completed, one.stuck)
        stop: tuple[Cell, Cell] = (one.stop.title, one.stop.stuck) if one.stop else (None, None)
        rows.append([one.name, *counts, *_times(one), one.days_median, *stop])
    if told.small:
        named = words["small"].format(n=told.small.agencies, least=told.small.least)
        small = told.small
        counts = (small.learners, small.begun, small.completed, small.stuck)
        rows.append([named, *counts, None, None, None, None, None])
    counts = (told.learners, told.begun, told.completed, told.stuck)
    rows.append([words["all"], *counts, *_times(told), told.days_median, None, None])
    return rows


def _times(one: CourseProgress | ProgressAgency) -> tuple[Cell, Cell]:
    """Nothing rather than 0 where nobody has been timed."""
    return (one.minutes_median, one.minutes_planned) if one.minutes_planned else (None, None)


def _activities(told: CourseProgress, words: Mapping[str, str]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [
            words["module"],
            words["activity"],
            words["opened"],
            words["done"],
            words["not_passed"],
            words["minutes"],
            words["planned"],
            words["here"],
            words["stuck"].format(days=told.days),
        ]
    ]
    rows += [
        [
            f"{one.module}. {one.module_title}",
            one.title,
            one.opened,
            one.done,
            one.not_passed,
            one.minutes_median,
            one.minutes,
            one.here,
            one.here_stuck,
        ]
        for one in told.activities
    ]
    return rows


def _learner(one: ProgressLearner, words: Mapping[str, str], zone: ZoneInfo) -> list[Cell]:
    last = one.last.title if one.last else (None if one.begun else words["is_new"])
    return [
        one.name,
        one.agency,
        words[f"is_{one.standing}"],
        one.done,
        one.required,
        last,
        one.days,
        one.moved_at.astimezone(zone).date().isoformat(),
        one.completed_at.astimezone(zone).date().isoformat() if one.completed_at else None,
    ]
