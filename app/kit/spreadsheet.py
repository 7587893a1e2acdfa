"""One table as a file people open in a spreadsheet: XLSX or CSV.

Text stays text: in XLSX it is an inline string, which no program calculates; in CSV a cell that
begins like a formula is given an apostrophe first (OWASP, "CSV Injection"). Numbers are written as
numbers, so XLSX shows them as the reader's own settings do.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

Cell = str | int | float | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The same rows are the same bytes.
_MADE = (2026, 1, 1, 0, 0, 0)
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">'
    '<xf fontId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf fontId="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    "</cellXfs></styleSheet>"
)


def xlsx(name: str, rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> bytes:
    """One sheet; the first row is its head. ``widths`` of the columns, in characters."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet'
        f' name="{escape(name, {chr(34): "&quot;"})}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": _sheet(rows, widths),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, xml in parts.items():
            kept = zipfile.ZipInfo(path, _MADE)
            archive.writestr(kept, _HEAD + xml, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def csv_file(rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; commas between, points in numbers."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_guarded(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _guarded(cell: Cell) -> Cell:
    risky = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{cell}" if risky else cell


def _sheet(rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, 1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1"'
        ' topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(_rows(rows))}</sheetData></worksheet>"
    )


def _rows(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        style = 1 if number == 1 else 0
        cells = "".join(_cell(f"{_letters(n)}{number}", style, cell) for n, cell in enumerate(row))
        yield f'<row r="{number}">{cells}</row>'


def _cell(place: str, style: int, cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        text = escape(_UNWRITABLE.sub("�", cell)[:32_767])
        return (
            f'<c r="{place}" s="{style}" t="inlineStr">'
            f'<is><t xml:space="preserve">{text}</t></is></c>'
        )
    return f'<c r="{place}" s="{style}"><v>{cell}</v></c>'


def _letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    while column >= 0:
        letters, column = chr(ord("A") + column % 26) + letters, column // 26 - 1
    return letters
