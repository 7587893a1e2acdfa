"""Questions as a table: a row each, headings in Indonesian or English. With a template.

Cells hold our Markdown; what looks like HTML is text. Options, partners and feedback stand in
columns with a letter: "Pilihan A", "Pasangan A", "Umpan balik A".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from app.assessment.questions.numeric import parse_number
from app.interop.questions.judging import without
from app.interop.questions.model import (
    Accepted,
    Answer,
    Choices,
    Imported,
    Number,
    Option,
    Order,
    Pairs,
    Question,
    RefusedError,
    Rendered,
    Truth,
    UnreadableFileError,
    Words,
)
from app.interop.questions.numbers import with_comma, with_point_or_comma
from app.interop.questions.reading import Foreign, Reading
from app.interop.questions.table_help import COLUMNS, HELP, KINDS, LETTERED, SAMPLES
from app.interop.questions.texts import has_figure, one_line
from app.interop.questions.workbook import Cell, Plan, Row, Sheet, letters_of, read, write
from app.interop.questions.writing import Losses, each

_LETTERED = re.compile(r"(.+?) ?([a-z]{1,2}|\d{1,2})")
_TRUE = frozenset({"benar", "true", "b", "t", "1", "ya", "betul"})
_FALSE = frozenset({"salah", "false", "s", "f", "0", "tidak"})
_YES = frozenset({"ya", "yes", "1", "y", "true", "benar"})
_EXCEL_DAY_0 = date(1899, 12, 30)
_MOST = 40


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a heading stands: by our name of it, and by name and letter."""

    plain: Mapping[str, int]
    lettered: Mapping[str, Mapping[int, int]]


def parse(content: bytes) -> Imported:
    """Raises ``UnreadableFileError`` alone. Lines are rows of the sheet."""
    for sheet in read(content):
        found = _heading(sheet)
        if found is not None:
            return _parsed(sheet, *found)
    raise UnreadableFileError(
        Words(
            "tidak ada baris judul dengan kolom Jenis, Soal dan Kunci",
            "no row of headings with the columns Kind, Question and Key",
        )
    )


def _heading(sheet: Sheet) -> tuple[int, _Columns, list[str]] | None:
    for number in sorted(sheet.rows)[:10]:
        plain: dict[str, int] = {}
        lettered: dict[str, dict[int, int]] = {}
        strange: list[str] = []
        for column, cell in sheet.rows[number].items():
            words = one_line(cell.text).lower().rstrip(" *")
            match = _LETTERED.fullmatch(words)
            if words in COLUMNS:
                plain.setdefault(COLUMNS[words], column)
            elif match and match[1] in LETTERED and (place := _place(match[2])) is not None:
                lettered.setdefault(LETTERED[match[1]], {}).setdefault(place, column)
            else:
                strange.append(one_line(cell.text)[:40])
        if {"kind", "stem", "key"} <= set(plain):
            return number, _Columns(plain, lettered), strange
    return None


def _place(mark: str) -> int | None:
    """a → 0, aa → 26; 1 → 0."""
    if mark.isdigit():
        place = int(mark) - 1
    else:
        place = -1
        for letter in mark:
            place = (place + 1) * 26 + ord(letter) - 97
    return place if 0 <= place < _MOST else None


def _parsed(sheet: Sheet, heading: int, columns: _Columns, strange: list[str]) -> Imported:
    reading = Reading()
    for name in strange:
        what = Words(f"kolom '{name}' tidak dikenal", f"the column '{name}' is not known")
        reading.refuse(name, heading, what)
    for number in sorted(sheet.rows):
        if number <= heading:
            continue
        row = sheet.rows[number]

        def build(foreign: Foreign, row: Row = row, number: int = number) -> Question:
            return replace(_Line(row, columns, foreign).question(), line=number)

        reading.take(_Line(row, columns, Foreign(reading.pictures)).label, number, build)
    return reading.done()


class _Line:
    """A row by the names of its columns."""

    def __init__(self, row: Row, columns: _Columns, foreign: Foreign) -> None:
        self._row = row
        self._columns = columns
        self._foreign = foreign

    @property
    def label(self) -> str:
        return one_line(self.cell("name").text) or one_line(self.cell("stem").text)[:60]

    def cell(self, name: str) -> Cell:
        return self._row.get(self._columns.plain.get(name, -1), Cell(""))

    def block(self, text: str) -> str:
        return self._foreign.block(text, "typed")

    def inline(self, text: str) -> str:
        return self._foreign.line(text, "typed")

    def text(self, name: str) -> str:
        return one_line(_shown(self.cell(name)))

    def lettered(self, name: str) -> dict[int, str]:
        """Cells that are filled in, by the place of their letter, as typed."""
        columns = self._columns.lettered.get(name, {})
        cells = {place: self._row[at] for place, at in columns.items() if at in self._row}
        return {place: _shown(cells[place]) for place in sorted(cells)}

    def question(self) -> Question:
        for column, cell in self._row.items():
            where = letters_of(column)
            if cell.kind == "formula":
                raise RefusedError(f"rumus di kolom {where}", f"a formula in column {where}")
            if cell.kind == "fault":
                raise RefusedError(f"galat di kolom {where}", f"a fault in column {where}")
        kind = KINDS.get(self.text("kind").lower().replace("_", " "))
        if kind is None:
            raise RefusedError(
                f"jenis '{self.text('kind')[:40]}' tidak dikenal",
                f"the kind '{self.text('kind')[:40]}' is not known",
            )
        self._unused(kind)
        return Question(
            stem=self.block(_shown(self.cell("stem"))),
            answer=_READERS[kind](self),
            name=self.text("name"),
            explanation=self.block(_shown(self.cell("explanation"))),
            points=self._points(),
            category=self.text("category"),
            tags=tuple(
                dict.fromkeys(tag.strip() for tag in self.text("tags").split(";") if tag.strip())
            ),
            competency=self.text("competency"),
            author=self.text("author"),
            review_on=self._day(),
        )

    def _unused(self, kind: str) -> None:
        """Cells that a kind has no use for would be lost without a word."""
        used = {
            "single_choice": {"option", "feedback"},
            "multiple_response": {"option", "feedback"},
            "true_false": {"feedback"},
            "short_answer": {"option"},
            "matching": {"option", "partner"},
            "ordering": {"option"},
        }.get(kind, set())
        for name in self._columns.lettered:
            if name not in used and self.lettered(name):
                raise RefusedError(
                    "pilihan, pasangan atau umpan balik yang tidak dipakai jenis soal ini",
                    "options, partners or feedback that this kind of question has no use for",
                )
        keyless = {"short_answer", "matching", "ordering"}
        only = {"unit": {"numeric"}, "tolerance": {"numeric"}, "case": {"short_answer"}}
        wrong = [name for name, kinds in only.items() if kind not in kinds and self.text(name)]
        if wrong or (kind in keyless and self.text("key")):
            raise RefusedError(
                "kunci, satuan, toleransi atau huruf besar yang tidak dipakai jenis soal ini",
                "a key, unit, tolerance or case that this kind of question has no use for",
            )

    def _points(self) -> int:
        text = self.text("points") or "1"
        if not (text.isascii() and text.isdigit() and len(text) < 3):
            raise RefusedError(f"poin '{text[:20]}' bukan 1 sampai 10", "points are not 1 to 10")
        return int(text)

    def _day(self) -> str:
        cell = self.cell("review_on")
        if cell.kind == "number" and cell.text.isdigit() and len(cell.text) < 6:
            return (_EXCEL_DAY_0 + timedelta(days=int(cell.text))).isoformat()
        return one_line(cell.text)


def _shown(cell: Cell) -> str:
    return cell.text.replace(".", ",") if cell.kind == "number" else cell.text


def _options(line: _Line, right: set[int], *, many: bool) -> Choices:
    options, feedback = line.lettered("option"), line.lettered("feedback")
    if missing := sorted((right | set(feedback)) - set(options)):
        letter = letters_of(missing[0])
        raise RefusedError(f"tidak ada pilihan {letter}", f"there is no option {letter}")
    return Choices(
        tuple(
            Option(line.inline(text), place in right, line.block(feedback.get(place, "")))
            for place, text in options.items()
        ),
        many,
    )


def _letters(line: _Line) -> set[int]:
    words = re.split(r"[\s,;/]+", line.text("key").lower().strip())
    places = [_place(word) for word in words if word]
    if not places or None in places:
        raise RefusedError("kunci bukan huruf pilihan", "the key is no letter of an option")
    return {place for place in places if place is not None}


def _truth(line: _Line) -> Truth:
    word = line.text("key").lower()
    if word not in _TRUE | _FALSE:
        raise RefusedError("kunci bukan Benar atau Salah", "the key is not True or False")
    feedback = line.lettered("feedback")
    if set(feedback) - {0, 1}:
        raise RefusedError("umpan balik selain A dan B", "feedback other than A and B")
    return Truth(word in _TRUE, line.block(feedback.get(0, "")), line.block(feedback.get(1, "")))


def _accepted(line: _Line) -> Accepted:
    words = [one_line(text) for text in line.lettered("option").values()]
    return Accepted(tuple(dict.fromkeys(words)), line.text("case").lower() in _YES)


def _numeric(line: _Line) -> Number:
    value, tolerance = _number(line, "key"), _number(line, "tolerance")
    if value is None:
        raise RefusedError("kunci bukan angka", "the key is not a number")
    return Number(value, tolerance or Fraction(0), line.text("unit"))


def _number(line: _Line, name: str) -> Fraction | None:
    """A number cell has a decimal point; typed text is read the Indonesian way."""
    cell = line.cell(name)
    if not cell.text:
        return None
    number = with_point_or_comma(cell.text) if cell.kind == "number" else parse_number(cell.text)
    if number is None:
        raise RefusedError(f"'{cell.text[:40]}' bukan angka", f"'{cell.text[:40]}' is not a number")
    return number


def _pairs(line: _Line) -> Pairs:
    left, right = line.lettered("option"), line.lettered("partner")
    if missing := sorted(set(left) - set(right)):
        letter = letters_of(missing[0])
        raise RefusedError(f"pilihan {letter} tanpa pasangan", f"option {letter} has no partner")
    texts = {place: line.inline(text) for place, text in right.items()}
    pairs = tuple((line.inline(text), texts[place]) for place, text in left.items())
    spare = [text for place, text in texts.items() if place not in left]
    return Pairs(pairs, without(spare, [other for _, other in pairs]))


_READERS: Mapping[str, Callable[[_Line], Answer]] = {
    "single_choice": lambda line: _options(line, _letters(line), many=False),
    "multiple_response": lambda line: _options(line, _letters(line), many=True),
    "true_false": _truth,
    "short_answer": _accepted,
    "numeric": _numeric,
    "matching": _pairs,
    "ordering": lambda line: Order(
        tuple(line.inline(text) for text in line.lettered("option").values())
    ),
}


# Writing

_PLAIN = (
    *(("name", "Nama", 18), ("kind", "Jenis", 18), ("stem", "Soal", 50), ("key", "Kunci", 12)),
    *(("explanation", "Pembahasan", 40), ("unit", "Satuan", 10), ("tolerance", "Toleransi", 10)),
    *(("case", "Huruf besar", 12), ("points", "Poin", 8), ("competency", "Kompetensi", 20)),
    *(("category", "Kategori", 16), ("tags", "Label", 16), ("author", "Penulis", 16)),
    ("review_on", "Tinjau ulang", 14),
)
_WRITTEN_KINDS = {kind: words for words, kind in reversed(list(KINDS.items()))}


def render(questions: Sequence[Question]) -> Rendered:
    rows: list[dict[str, str]] = []

    def one(question: Question, _lost: Losses) -> str:
        if has_figure(question.stem, question.explanation):
            raise RefusedError("tabel tidak memuat gambar", "a table holds no pictures")
        rows.append(_row(question))
        return ""

    _, outcome = each(questions, one, holds_bank_fields=True)
    return replace(outcome, content=write([_plan(rows), _help()]))


def template() -> bytes:
    """An empty table with an example of each kind, and a sheet that explains it."""
    return write([_plan(SAMPLES), _help()])


def _row(question: Question) -> dict[str, str]:
    row = {
        "Nama": question.name,
        "Jenis": _WRITTEN_KINDS[question.kind],
        "Soal": question.stem,
        "Pembahasan": question.explanation,
        "Poin": str(question.points),
        "Kompetensi": question.competency,
        "Kategori": question.category,
        "Label": "; ".join(tag.replace(";", ",") for tag in question.tags),
        "Penulis": question.author,
        "Tinjau ulang": question.review_on,
    }
    match question.answer:
        case Choices(options=options):
            right = [letters_of(n) for n, option in enumerate(options) if option.is_right]
            row["Kunci"] = ", ".join(right)
            _fill(row, "Pilihan", [option.text for option in options])
            _fill(row, "Umpan balik", [option.feedback for option in options])
        case Truth(is_true=is_true, feedback_true=when_true, feedback_false=when_false):
            row["Kunci"] = "Benar" if is_true else "Salah"
            _fill(row, "Umpan balik", [when_true, when_false])
        case Accepted(accept=accept, case=case):
            _fill(row, "Pilihan", accept)
            row["Huruf besar"] = "Ya" if case else ""
        case Number(value=value, tolerance=tolerance, unit=unit):
            row["Kunci"], row["Satuan"] = with_comma(value) or "", unit
            row["Toleransi"] = with_comma(tolerance) or "" if tolerance else ""
        case Pairs(pairs=pairs, spare=spare):
            _fill(row, "Pilihan", [left for left, _ in pairs])
            _fill(row, "Pasangan", [*(right for _, right in pairs), *spare])
        case Order(items=items):
            _fill(row, "Pilihan", items)
    return row


def _fill(row: dict[str, str], name: str, texts: Sequence[str]) -> None:
    for place, text in enumerate(texts):
        row[f"{name} {letters_of(place)}"] = text


def _plan(rows: Sequence[Mapping[str, str]]) -> Plan:
    counts = {
        name: max([least, *(n + 1 for n in range(_MOST) if _is_used(rows, name, n))])
        for name, least in (("Pilihan", 5), ("Pasangan", 5), ("Umpan balik", 4))
    }
    lettered = [f"{name} {letters_of(n)}" for name, count in counts.items() for n in range(count)]
    headings = [word for _, word, _ in _PLAIN[:4]] + lettered + [word for _, word, _ in _PLAIN[4:]]
    widths = {word: width for _, word, width in _PLAIN}
    body = [[row.get(heading, "") for heading in headings] for row in rows]
    kinds = list(_WRITTEN_KINDS.values())[::-1]
    return Plan(
        "Soal", [headings, *body], [widths.get(heading, 22) for heading in headings], {1: kinds}
    )


def _is_used(rows: Sequence[Mapping[str, str]], name: str, place: int) -> bool:
    return any(row.get(f"{name} {letters_of(place)}") for row in rows)


def _help() -> Plan:
    return Plan("Petunjuk", HELP, [24, 24, 90])
