"""Questions as a table, read: a row each, headings in Indonesian or English.

Cells hold our Markdown; what looks like HTML is text. Options, partners and feedback stand in
columns with a letter: "Pilihan A", "Pasangan A", "Umpan balik A". ``table_answers`` reads what is
right, ``table_writing`` writes.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from app.assessment.questions.base import Difficulty
from app.interop.questions.model import (
    Imported,
    Note,
    Question,
    RefusedError,
    UnreadableFileError,
    Words,
)
from app.interop.questions.reading import Foreign, Reading
from app.interop.questions.table_answers import READERS, guessed
from app.interop.questions.table_help import COLUMNS, DIFFICULTIES, KINDS, LETTERED
from app.interop.questions.table_line import Columns, Line, place_of, shown, unlisted
from app.interop.questions.texts import one_line
from app.interop.questions.workbook import Row, letters_of

_LETTERED = re.compile(r"(.+?) ?([a-z]{1,2}|\d{1,2})")
_EXCEL_DAY_0 = date(1899, 12, 30)
_KEYLESS = frozenset({"matching", "ordering", "cloze"})
_ONLY: Mapping[str, frozenset[str]] = {
    "unit": frozenset({"numeric", "calculated"}),
    "tolerance": frozenset({"numeric", "calculated"}),
    "unit_required": frozenset({"numeric"}),
    "decimals": frozenset({"calculated"}),
    "case": frozenset({"short_answer"}),
    "min_words": frozenset({"essay"}),
    "max_words": frozenset({"essay"}),
}
_LETTERED_OF: Mapping[str, frozenset[str]] = {
    "single_choice": frozenset({"option", "feedback"}),
    "multiple_response": frozenset({"option", "feedback"}),
    "true_false": frozenset({"feedback"}),
    "short_answer": frozenset({"option"}),
    "matching": frozenset({"option", "partner"}),
    "ordering": frozenset({"option"}),
    "essay": frozenset({"option", "feedback"}),
    "calculated": frozenset({"option"}),
}


def parsed(rows: Mapping[int, Row], notes: Sequence[Note] = ()) -> Imported | None:
    """The questions of a sheet by its rows; None if it has no row of headings."""
    found = _heading(rows)
    return _parsed(rows, *found, notes) if found is not None else None


def no_heading() -> UnreadableFileError:
    return UnreadableFileError(
        Words(
            "tidak ada baris judul dengan kolom Jenis, Soal dan Kunci",
            "no row of headings with the columns Kind, Question and Key",
        )
    )


def _heading(rows: Mapping[int, Row]) -> tuple[int, Columns, list[str]] | None:
    for number in sorted(rows)[:10]:
        plain: dict[str, int] = {}
        lettered: dict[str, dict[int, int]] = {}
        strange: list[str] = []
        for column, cell in rows[number].items():
            words = one_line(cell.text).lower().rstrip(" *")
            match = _LETTERED.fullmatch(words if len(words) > 1 else f"pilihan {words}")
            if words in COLUMNS:
                plain.setdefault(COLUMNS[words], column)
            elif match and match[1] in LETTERED and (place := place_of(match[2])) is not None:
                lettered.setdefault(LETTERED[match[1]], {}).setdefault(place, column)
            else:
                strange.append(one_line(cell.text)[:40])
        # A table without kinds is the one that people have lying about: No, Soal, A … E, Kunci.
        if {"stem", "key"} <= set(plain) and ("kind" in plain or lettered):
            return number, Columns(plain, lettered), strange
    return None


def _parsed(
    rows: Mapping[int, Row],
    heading: int,
    columns: Columns,
    strange: list[str],
    notes: Sequence[Note],
) -> Imported:
    reading = Reading(notes)
    for name in strange:
        what = Words(f"kolom '{name}' tidak dikenal", f"the column '{name}' is not known")
        reading.refuse(name, heading, what)
    for number in sorted(rows):
        if number <= heading:
            continue
        row = rows[number]

        def build(foreign: Foreign, row: Row = row, number: int = number) -> Question:
            return _question(Line(row, columns, foreign), number)

        reading.take(Line(row, columns, Foreign(reading.pictures)).label, number, build)
    return reading.done()


def _question(line: Line, number: int) -> Question:
    for column, cell in line.row.items():
        where = letters_of(column)
        if cell.kind == "formula":
            raise RefusedError(f"rumus di kolom {where}", f"a formula in column {where}")
        if cell.kind == "fault":
            raise RefusedError(f"galat di kolom {where}", f"a fault in column {where}")
    word = line.text("kind").lower().replace("_", " ")
    kind = KINDS.get(word) if word else guessed(line)
    if kind is None:
        raise RefusedError(
            f"jenis '{word[:40]}' tidak dikenal", f"the kind '{word[:40]}' is not known"
        )
    _unused(line, kind)
    answer = READERS[kind](line)
    return Question(
        stem=line.stem or line.block(shown(line.cell("stem"))),
        answer=answer,
        name=line.text("name"),
        explanation=line.block(shown(line.cell("explanation"))),
        points=_points(line),
        category=line.text("category"),
        tags=tuple(dict.fromkeys(filter(None, unlisted(line.text("tags"))))),
        competency=line.text("competency"),
        author=line.text("author"),
        review_on=_day(line),
        difficulty=_difficulty(line),
        line=number,
    )


def _unused(line: Line, kind: str) -> None:
    """Cells that a kind has no use for would be lost without a word."""
    for name in line.columns.lettered:
        if name not in _LETTERED_OF.get(kind, ()) and line.lettered(name):
            raise RefusedError(
                "pilihan, pasangan atau umpan balik yang tidak dipakai jenis soal ini",
                "options, partners or feedback that this kind of question has no use for",
            )
    wrong = [name for name, kinds in _ONLY.items() if kind not in kinds and line.text(name)]
    has_key = kind in _KEYLESS or (kind == "short_answer" and line.lettered("option"))
    if wrong or (has_key and line.text("key")):
        raise RefusedError(
            "kunci, satuan, toleransi, batas atau huruf besar yang tidak dipakai jenis soal ini",
            "a key, unit, tolerance, bound or case that this kind of question has no use for",
        )


def _difficulty(line: Line) -> Difficulty:
    word = line.text("difficulty").lower() or "sedang"
    if word not in DIFFICULTIES:
        raise RefusedError(
            f"kesulitan '{word[:20]}' bukan mudah, sedang atau sulit",
            f"the difficulty '{word[:20]}' is not easy, medium or hard",
        )
    return DIFFICULTIES[word]


def _points(line: Line) -> int:
    text = line.text("points") or "1"
    if not (text.isascii() and text.isdigit() and len(text) < 3):
        raise RefusedError(f"poin '{text[:20]}' bukan 1 sampai 10", "points are not 1 to 10")
    return int(text)


def _day(line: Line) -> str:
    cell = line.cell("review_on")
    if cell.kind == "number" and cell.text.isdigit() and len(cell.text) < 6:
        return (_EXCEL_DAY_0 + timedelta(days=int(cell.text))).isoformat()
    return one_line(cell.text)
