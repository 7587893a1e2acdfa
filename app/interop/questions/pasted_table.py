"""A table pasted from a spreadsheet, or a CSV file: the same columns as our workbook. Pure.

The separator is the one of tab, semicolon and comma that the heading has most of.
"""

import csv
import io
import re

from app.interop.questions.model import Imported, Note, UnreadableFileError, Words
from app.interop.questions.table_reading import no_heading, parsed
from app.interop.questions.texts import cleaned, decoded_raw
from app.interop.questions.workbook import MAX_COLUMNS, MAX_ROWS, Cell, Row

_MAX_CELL = 100_000
_SEPARATORS = "\t;,|"


def looks_like_table(text: str) -> bool:
    """Whether the first line that says anything is our heading."""
    first = next((line for line in text.split("\n") if line.strip()), "").lower()
    words = [word.strip(' "*\ufeff') for word in re.split(r"[\t;,|]", first[:5_000])]
    return len(words) > 2 and bool({"soal", "question", "pertanyaan"} & set(words))


def parse(content: bytes) -> Imported:
    """Raises ``UnreadableFileError`` alone."""
    text, notes = decoded_raw(content)
    return _parsed(text, notes)


def _parsed(text: str, notes: list[Note]) -> Imported:
    rows: dict[int, Row] = {}
    heading = next((line for line in text.split("\n") if line.strip()), "")
    separator = max(_SEPARATORS, key=heading.count)
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            # A cell of several lines counts them all: rows go by where they begin.
            if len(rows) > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise UnreadableFileError(
                    Words("terlalu banyak baris atau kolom", "too many rows or columns"), line
                )
            filled = {n: Cell(cleaned(cell)) for n, cell in enumerate(cells) if cell.strip()}
            if filled:
                rows[line] = filled
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(
            Words("sel terlalu panjang atau kutipan rusak", "a cell too long or a broken quote"),
            line,
        ) from error
    found = parsed(rows, notes)
    if found is None:
        raise no_heading()
    return found
