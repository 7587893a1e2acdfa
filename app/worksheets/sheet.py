"""A worksheet as compiled: sections of fields, and which of them must be filled. Pure.

``Sheet`` is the public body of the activity. A value is text under a key: a field's id, or
``<field>.<row>.<column>`` for a cell; rows count from 1 and keep their number for good, so that
two devices that add and remove rows never speak of different ones. What was once validly filled
counts as filled: a completion is not taken back because somebody tidied up.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from app.catalogue.document import Language
from app.worksheets.numbers import read_number

CellKind = Literal["short_text", "long_text", "number", "choice", "date", "time"]
ToolName = Literal["none", "queue", "skm", "minutes", "time_log", "action_plan", "matrix", "week"]
MOST_ROWS = 40
LONGEST: Mapping[str, int] = {
    "short_text": 300,
    "long_text": 4000,
    "number": 40,
    "choice": 80,
    "date": 10,
    "time": 5,
}
KEY = r"[a-z][a-z0-9-]{0,39}(\.[1-9][0-9]?\.[a-z][a-z0-9-]{0,39})?"
# A private log counts as whole with this many days in it.
DAYS = 5

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Shape):
    label: str
    help: str = ""


class Option(Shape):
    """``text`` is empty for options of the house's own tools: the pages' dictionary has them."""

    id: str
    text: dict[Language, str] = {}


class Cell(Shape):
    """A field with one value, or a column of a table."""

    id: str
    kind: CellKind
    required: bool = False
    options: tuple[Option, ...] = ()
    text: dict[Language, Words] = {}

    def admits(self, text: str) -> bool:
        """Whether the text is a whole value of this kind. Anything else is kept but not counted."""
        text = text.strip()
        if not text:
            return False
        match self.kind:
            case "number":
                return read_number(text) is not None
            case "choice":
                return any(option.id == text for option in self.options)
            case "date":
                return _is_date(text)
            case "time":
                return _TIME.fullmatch(text) is not None
        return True


class Table(Shape):
    """Rows with the same columns. ``least`` whole rows are asked for, ``most`` there can be."""

    id: str
    kind: Literal["rows"] = "rows"
    columns: tuple[Cell, ...]
    least: int = 0
    most: int = 10
    text: dict[Language, Words] = {}

    def whole_rows(self, met: AbstractSet[str]) -> int:
        """How many rows have all their required cells among ``met``."""
        needed = [column.id for column in self.columns if column.required]
        return sum(
            all(f"{self.id}.{number}.{column}" in met for column in needed)
            for number in range(1, self.most + 1)
        )


Field = Cell | Table


class SectionWords(Shape):
    """``html``: sanitised at publish."""

    title: str
    html: str = ""


class Section(Shape):
    id: str
    before_tool: bool = False
    text: dict[Language, SectionWords]
    fields: tuple[Field, ...]


class Sheet(Shape):
    """``private``: "device" stays in the browser; "own" is stored for the learner alone.

    ``example``: a worked example as HTML, sanitised at publish.
    """

    tool: ToolName
    private: Literal["own", "device"]
    example: dict[Language, str] = {}
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a worksheet is: units that count (fields, rows, days) and those filled."""

    filled: int
    required: int

    @property
    def complete(self) -> bool:
        return self.filled >= self.required


def cell_at(fields: Iterable[Field], key: str) -> Cell | None:
    """The cell that a key speaks of; None if there is none."""
    name, *place = key.split(".")
    for one in fields:
        if one.id != name:
            continue
        if isinstance(one, Cell):
            return None if place else one
        if len(place) != 2 or not place[0].isdigit() or not 1 <= int(place[0]) <= one.most:
            return None
        return next((column for column in one.columns if column.id == place[1]), None)
    return None


def standing(fields: Sequence[Field], met: AbstractSet[str]) -> Standing:
    """``met``: keys whose value was valid at some time."""
    filled = required = 0
    for one in fields:
        if isinstance(one, Table):
            required += one.least
            filled += min(one.least, one.whole_rows(met))
        elif one.required:
            required += 1
            filled += one.id in met
    return Standing(filled, required)


def standing_of_days(days: int) -> Standing:
    """A private log: only the number of its days is known here."""
    return Standing(min(days, DAYS), DAYS)


def rows_shown(table: Table, values: Mapping[str, str]) -> Iterator[int]:
    """Numbers of the rows a page shows: those with anything in them, and an empty one to go on."""
    held = {
        number
        for number in range(1, table.most + 1)
        if any(values.get(f"{table.id}.{number}.{column.id}", "") for column in table.columns)
    }
    wanted = max(table.least, len(held) + 1)
    for number in range(1, table.most + 1):
        if len(held) >= wanted:
            break
        held.add(number)
    yield from sorted(held)


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
