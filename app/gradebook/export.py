"""The gradebook as a file for a spreadsheet: all learners of the filter."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from app.gradebook import queries
from app.gradebook.errors import TooManyLearners
from app.gradebook.schemas import GradebookRow, GradeCell, GradeColumn, Shown
from app.gradebook.service import Book, Filter, book_of, columns_read, filtered, rows_of
from app.identity.actor import Actor
from app.kit.spreadsheet import Cell, xlsx

MAX_LEARNERS = 5_000
BATCH = 500

_HEAD: Mapping[str, tuple[str, ...]] = {
    "id": (
        "Nama",
        "Perangkat daerah",
        "Keadaan",
        "Selesai pada",
        "Terpenuhi",
        "Wajib",
        "Nilai akhir",
        "Belum ada nilai",
    ),
    "en": (
        "Name",
        "Agency",
        "State",
        "Completed on",
        "Met",
        "Required",
        "Final grade",
        "Without a score",
    ),
}
_WIDTHS = (32, 36, 14, 14, 10, 10, 12, 14)
_WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "not_begun": "Belum mulai",
        "under_way": "Sedang belajar",
        "completed": "Lulus",
        "none": "",
        "begun": "Dibuka",
        "done": "Selesai",
        "waiting": "Menunggu dinilai",
        "not_passed": "Belum lulus",
        "passed": "Lulus",
        "absent": "Tidak ada pada versinya",
        "exempt": "Dibebaskan",
        "sheet": "Buku nilai",
    },
    "en": {
        "not_begun": "Not begun",
        "under_way": "Under way",
        "completed": "Completed",
        "none": "",
        "begun": "Opened",
        "done": "Done",
        "waiting": "Waiting to be marked",
        "not_passed": "Not yet passed",
        "passed": "Passed",
        "absent": "Not in their version",
        "exempt": "Excused",
        "sheet": "Gradebook",
    },
}


async def exported(
    session: AsyncSession, actor: Actor, slug: str, *, wanted: Filter, shown: Shown
) -> bytes:
    """XLSX. Raises ``CourseNotFound``, and ``TooManyLearners`` beyond ``MAX_LEARNERS``."""
    book = await book_of(session, actor, slug)
    learners = await filtered(session, book, wanted)
    if (await queries.counts(session, learners))[0] > MAX_LEARNERS:
        raise TooManyLearners
    language, zone = "en" if actor.language == "en" else "id", ZoneInfo(actor.time_zone)
    columns = _columns(book, language, shown)
    rows: list[list[Cell]] = [[*_HEAD[language], *(one.title for one in columns)]]
    after = None
    while True:
        found = await queries.learners(session, learners, after=after, limit=BATCH)
        rows += [_row(row, language, zone) for row in await rows_of(session, book, found, shown)]
        if len(found) < BATCH:
            break
        after = (found[-1].search_name, found[-1].person_id)
        await asyncio.sleep(0)  # others are served between batches
    widths = (*_WIDTHS, *(18 for _ in columns))
    return await asyncio.to_thread(xlsx, _WORDS[language]["sheet"], rows, widths)


def _columns(book: Book, language: str, shown: Shown) -> Sequence[GradeColumn]:
    return [one for one in columns_read(book, language) if shown == "all" or one.scored]


def _row(row: GradebookRow, language: str, zone: ZoneInfo) -> list[Cell]:
    words = _WORDS[language]
    return [
        row.name,
        row.agency,
        words[row.state],
        _date(row.completed_at, zone),
        row.done,
        row.required,
        _score(row.grade.score),
        row.grade.missing,
        *(_cell(cell, words) for cell in row.cells),
    ]


def _cell(cell: GradeCell, words: Mapping[str, str]) -> Cell:
    """A score as a number; else a word."""
    if cell.exempt is not None:
        return words["exempt"]
    return words[cell.state] if cell.score is None else _score(cell.score)


def _score(basis_points: int | None) -> Cell:
    return None if basis_points is None else basis_points / 100


def _date(at: datetime | None, zone: ZoneInfo) -> Cell:
    return at.astimezone(zone).date().isoformat() if at else None
