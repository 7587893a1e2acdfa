"""XLSX ↔ rows of text. Pure, on the standard library alone.

Spreadsheet libraries believe what a file says of itself (dimensions, row numbers, styles) and raise
whatever comes up; a table of questions needs cells of text and nothing else. Refused: formulas,
macros, encrypted parts, archives that unpack to far more than they are.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from app.interop.questions.model import UnreadableFileError, Words
from app.interop.questions.texts import cleaned
from app.interop.questions.xmltree import Element, parsed

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_PARTS = 500
MAX_PART_BYTES = 40 * 1024 * 1024
MAX_UNPACKED_BYTES = 80 * 1024 * 1024
MAX_RATIO = 200
MAX_ROWS = 20_000
MAX_COLUMNS = 300

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_HIDDEN = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Cell:
    """``kind``: a formula's text is its last result and not to be trusted."""

    text: str
    kind: Literal["text", "number", "truth", "formula", "fault"] = "text"


Row = Mapping[int, Cell]
"""Cells by column, from 0; empty ones are left out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows by their number, from 1."""

    name: str
    rows: Mapping[int, Row]


def read(content: bytes) -> list[Sheet]:
    """The sheets in their order; raises ``UnreadableFileError`` alone."""
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFileError(Words("berkas lebih dari 20 MB", "a file of more than 20 MB"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _sheets(_Parts(archive))
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError),
        *(NotImplementedError, RuntimeError, OverflowError, struct.error),
    ) as error:
        raise UnreadableFileError(
            Words("bukan berkas XLSX yang utuh", "not a whole XLSX file")
        ) from error


class _Parts:
    """The archive's files, unpacked within limits."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MAX_UNPACKED_BYTES
        listed = archive.infolist()
        names = [info.filename.lower() for info in listed]
        if len(listed) > MAX_PARTS or len(set(names)) != len(names):
            raise UnreadableFileError(
                Words("arsip berisi terlalu banyak bagian", "an archive of too many parts")
            )
        if any("vbaproject" in name or "macrosheets" in name for name in names):
            raise UnreadableFileError(Words("berkas berisi makro", "the file holds macros"))
        for info in listed:
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise UnreadableFileError(Words("arsip yang tidak lazim", "an unusual archive"))
            if info.flag_bits & 0x1:
                raise UnreadableFileError(Words("berkas terkunci sandi", "a locked file"))
            if info.file_size > max(1024 * 1024, info.compress_size * MAX_RATIO):
                raise _bomb()
        self.names = {info.filename for info in listed}

    def element(self, name: str) -> Element:
        with self._archive.open(name) as part:
            content = part.read(min(self._left, MAX_PART_BYTES) + 1)
        self._left -= len(content)
        if self._left < 0 or len(content) > MAX_PART_BYTES:
            raise _bomb()
        return parsed(content, most=700_000)


def _bomb() -> UnreadableFileError:
    return UnreadableFileError(
        Words("berkas mengembang terlalu besar", "the file unpacks to far too much")
    )


def _sheets(parts: _Parts) -> list[Sheet]:
    book = parts.element("xl/workbook.xml")
    targets: dict[str, str] = {}
    for relation in parts.element("xl/_rels/workbook.xml.rels").all("Relationship"):
        target = relation.attributes.get("Target", "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        targets[relation.attributes.get("Id", "")] = path
    shared: list[str] = []
    if "xl/sharedStrings.xml" in parts.names:
        shared = [_words(entry) for entry in parts.element("xl/sharedStrings.xml").all("si")]
    sheets: list[Sheet] = []
    for listed in (sheet for group in book.all("sheets") for sheet in group.all("sheet")):
        relation_id = next(
            (v for k, v in listed.attributes.items() if k.rsplit(":", 1)[-1] == "id"), ""
        )
        path = targets.get(relation_id, "")
        if path in parts.names and len(sheets) < 20:
            rows = _rows(parts.element(path), shared)
            sheets.append(Sheet(listed.attributes.get("name", ""), rows))
    return sheets


def _words(element: Element) -> str:
    """The text of a shared or inline string, without its phonetic reading."""
    parts: list[str] = []
    for child in element.children:
        if child.tag == "t":
            parts.append(child.text)
        elif child.tag == "r":
            parts += [text.text for text in child.all("t")]
    return _HIDDEN.sub(lambda match: chr(int(match[1], 16)), "".join(parts))


def _rows(sheet: Element, shared: Sequence[str]) -> dict[int, Row]:
    rows: dict[int, Row] = {}
    number = 0
    for row in (row for data in sheet.all("sheetData") for row in data.all("row")):
        given = row.attributes.get("r", "")
        number = (
            int(given) if given.isascii() and given.isdigit() and len(given) < 8 else number + 1
        )
        cells: dict[int, Cell] = {}
        column = -1
        for cell in row.all("c"):
            match = _REFERENCE.fullmatch(cell.attributes.get("r", ""))
            column = _column(match[1]) if match else column + 1
            read_ = _cell(cell, shared)
            if column < MAX_COLUMNS and (read_.text.strip() or read_.kind == "formula"):
                cells[column] = read_
        if cells:
            rows[number] = cells
        if len(rows) > MAX_ROWS:
            raise UnreadableFileError(
                Words(f"lebih dari {MAX_ROWS} baris", f"more than {MAX_ROWS} rows")
            )
    return rows


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cell(cell: Element, shared: Sequence[str]) -> Cell:
    kind = cell.attributes.get("t", "n")
    value = cell.say("v")
    if cell.one("f") is not None:
        return Cell(cleaned(value), "formula")
    if kind == "s":
        place = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else -1
        return Cell(cleaned(shared[place]) if 0 <= place < len(shared) else "")
    if kind == "inlineStr":
        inline = cell.one("is")
        return Cell(cleaned(_words(inline)) if inline is not None else "")
    if kind == "b":
        return Cell("1" if value == "1" else "0", "truth")
    if kind == "e":
        return Cell(cleaned(value) or "#", "fault")
    if kind in ("str", "d"):
        return Cell(cleaned(value))
    return Cell(_number(value), "number")


def _number(value: str) -> str:
    """As people typed it: a file may hold 91.48 as 91.480000000000004."""
    if not re.fullmatch(r"[+-]?\d{0,40}\.?\d{0,40}(?:[eE][+-]?\d{1,3})?", value) or not value:
        return cleaned(value)
    if re.fullmatch(r"[+-]?\d{1,15}(?:\.\d{1,6})?", value):
        return value
    try:
        return format(float(value), ".15g")
    except ValueError:
        return cleaned(value)


# Writing


@dataclass(frozen=True, slots=True)
class Plan:
    """A sheet to write: the first row is a heading; ``choices`` limits columns to listed words."""

    name: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MADE = (1980, 1, 1, 0, 0, 0)  # the same rows make the same bytes
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFE3ECEF"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def write(plans: Sequence[Plan]) -> bytes:
    """A workbook of text cells: what begins with = stays text."""
    sheets = "".join(
        f'<sheet name={quoteattr(plan.name)} sheetId="{n}" r:id="r{n}"/>'
        for n, plan in enumerate(plans, 1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(plans) + 1)
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for n in range(1, len(plans) + 1)
    )
    style = f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="{_RELATIONS}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}{style}</Relationships>",
        "xl/styles.xml": _STYLES,
    }
    for number, plan in enumerate(plans, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(plan)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name, _MADE), _HEAD + xml, compress_type=zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def _sheet(plan: Plan) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" style="2" customWidth="1"/>'
        for n, width in enumerate(plan.widths, 1)
    )
    limits = "".join(_limit(column, words) for column, words in plan.choices.items())
    validations = (
        f'<dataValidations count="{len(plan.choices)}">{limits}</dataValidations>' if limits else ""
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1"'
        ' topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(_written(plan.rows))}</sheetData>"
        f"{validations}</worksheet>"
    )


def _limit(column: int, words: Sequence[str]) -> str:
    letters, listed = letters_of(column), escape(",".join(words))
    return (
        '<dataValidation type="list" allowBlank="1" showErrorMessage="1"'
        f' sqref="{letters}2:{letters}5000"><formula1>"{listed}"</formula1></dataValidation>'
    )


def _written(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        style = 1 if number == 1 else 2
        cells = "".join(
            f'<c r="{letters_of(column)}{number}" s="{style}" t="inlineStr">'
            f'<is><t xml:space="preserve">{_safe(text)}</t></is></c>'
            for column, text in enumerate(row)
            if text
        )
        yield f'<row r="{number}">{cells}</row>'


def _safe(text: str) -> str:
    # Excel reads _x0041_ as A; a written underscore before such a group stays one.
    return escape(_HIDDEN.sub(r"_x005F_x\1_", cleaned(text)))
