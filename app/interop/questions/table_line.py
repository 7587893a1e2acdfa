"""A row of a table of questions, by the names of its columns."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.interop.questions.reading import Foreign
from app.interop.questions.texts import one_line
from app.interop.questions.workbook import Cell, Row

MOST_LETTERS = 40
_BETWEEN = re.compile(r"(?<!;);(?!;)")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a heading stands: by our name of it, and by name and letter."""

    plain: Mapping[str, int]
    lettered: Mapping[str, Mapping[int, int]]


def place_of(mark: str) -> int | None:
    """a → 0, aa → 26; 1 → 0."""
    if mark.isdigit():
        place = int(mark) - 1
    else:
        place = -1
        for letter in mark:
            place = (place + 1) * 26 + ord(letter) - 97
    return place if 0 <= place < MOST_LETTERS else None


def listed(parts: Iterable[str]) -> str:
    """Several names in one cell: ``a; b``. A semicolon within a name is doubled."""
    doubled = [part.replace(";", ";;") for part in parts]
    # A space keeps the divider apart from a name's own last semicolon.
    apart = [f"{part} " if part.endswith(";") else part for part in doubled[:-1]]
    return "; ".join([*apart, *doubled[-1:]])


def unlisted(text: str) -> list[str]:
    """The names of ``listed``, trimmed; of an empty text one empty name."""
    return [part.replace(";;", ";").strip() for part in _BETWEEN.split(text)]


def shown(cell: Cell) -> str:
    return cell.text.replace(".", ",") if cell.kind == "number" else cell.text


class Line:
    """``stem``: set by kinds that read it themselves."""

    def __init__(self, row: Row, columns: Columns, foreign: Foreign) -> None:
        self.row = row
        self.columns = columns
        self.foreign = foreign
        self.stem = ""

    @property
    def label(self) -> str:
        return one_line(self.cell("name").text) or one_line(self.cell("stem").text)[:60]

    def cell(self, name: str) -> Cell:
        return self.row.get(self.columns.plain.get(name, -1), Cell(""))

    def block(self, text: str) -> str:
        return self.foreign.block(text, "typed")

    def inline(self, text: str) -> str:
        return self.foreign.line(text, "typed")

    def text(self, name: str) -> str:
        return one_line(shown(self.cell(name)))

    def lettered(self, name: str) -> dict[int, str]:
        """Cells that are filled in, by the place of their letter, as typed."""
        columns = self.columns.lettered.get(name, {})
        cells = {place: self.row[at] for place, at in columns.items() if at in self.row}
        return {place: shown(cells[place]) for place in sorted(cells)}
