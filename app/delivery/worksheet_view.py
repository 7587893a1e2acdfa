"""A worksheet as its page shows it: labels in words, values in their fields, results in sentences.

Pure. Labels of an author's fields come from the sheet, those of a tool's from the dictionary:
``worksheet.<tool>.<id>``, or ``worksheet.js.<tool>.<id>`` where the script needs them too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.delivery.activities import in_language
from app.delivery.words import Dictionary
from app.worksheets.sheet import LONGEST, Cell, Field, Option, Section, Sheet, Table, rows_shown
from app.worksheets.tools.base import Line
from app.worksheets.tools.registry import TOOLS

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
ROW_HERE = "__n__"  # stands for a row's number in the row that the script copies


@dataclass(frozen=True, slots=True)
class CellView:
    key: str
    kind: str
    label: str
    help: str
    value: str
    required: bool
    longest: int
    options: tuple[tuple[str, str], ...]
    shown: str  # the value in words: an option's text, a day as people write it


@dataclass(frozen=True, slots=True)
class RowView:
    number: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    id: str
    label: str
    help: str
    least: int
    most: int
    rows: tuple[RowView, ...]
    blank: RowView


@dataclass(frozen=True, slots=True)
class SectionView:
    """``html``: sanitised at publish."""

    id: str
    title: str
    html: str
    fields: tuple[CellView | TableView, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    before: tuple[SectionView, ...]
    tool: SectionView | None
    after: tuple[SectionView, ...]

    @property
    def sections(self) -> tuple[SectionView, ...]:
        """All of them, in the page's order."""
        return (*self.before, *((self.tool,) if self.tool else ()), *self.after)


def present(sheet: Sheet, values: Mapping[str, str], t: Dictionary, language: str) -> SheetView:
    """``language`` is that of the author's text."""
    show = _Presenter(sheet.tool, values, t, language)
    tool = TOOLS[sheet.tool]
    own = None
    if tool.fields:
        title = t(f"worksheet.{sheet.tool}.title")
        own = SectionView("_tool", title, "", show.fields(tool.fields))
    return SheetView(
        before=tuple(show.section(one) for one in sheet.sections if one.before_tool),
        tool=own,
        after=tuple(show.section(one) for one in sheet.sections if not one.before_tool),
    )


class _Presenter:
    def __init__(self, tool: str, values: Mapping[str, str], t: Dictionary, language: str) -> None:
        self._tool, self._values, self._t, self._language = tool, values, t, language
        self._names = t.names()

    def section(self, section: Section) -> SectionView:
        words, _ = in_language(section.text, self._language)
        return SectionView(section.id, words.title, words.html, self.fields(section.fields))

    def fields(self, fields: Iterable[Field]) -> tuple[CellView | TableView, ...]:
        return tuple(
            self._table(one) if isinstance(one, Table) else self._cell(one, one.id)
            for one in fields
        )

    def _words(self, one: Cell | Table) -> tuple[str, str]:
        if one.text:
            words, _ = in_language(one.text, self._language)
            return words.label, words.help
        help_key = f"worksheet.{self._tool}.{one.id}.help"
        return self._tool_word(one.id), self._t(help_key) if help_key in self._names else ""

    def _tool_word(self, name: str) -> str:
        shared = f"worksheet.js.{self._tool}.{name}"
        return self._t(shared if shared in self._names else f"worksheet.{self._tool}.{name}")

    def _cell(self, cell: Cell, key: str) -> CellView:
        label, words = self._words(cell)
        value = self._values.get(key, "")
        options = tuple((option.id, self._option(option)) for option in cell.options)
        shown = self._t.day(value) if cell.kind == "date" else dict(options).get(value, value)
        return CellView(
            key=key,
            kind=cell.kind,
            label=label,
            help=words,
            value=value,
            required=cell.required,
            longest=LONGEST[cell.kind],
            options=options,
            shown=shown,
        )

    def _option(self, option: Option) -> str:
        if not option.text:
            return self._tool_word(option.id)
        return in_language(option.text, self._language)[0]

    def _table(self, table: Table) -> TableView:
        label, words = self._words(table)
        return TableView(
            id=table.id,
            label=label,
            help=words,
            least=table.least,
            most=table.most,
            rows=tuple(self._row(table, str(n)) for n in rows_shown(table, self._values)),
            blank=self._row(table, ROW_HERE),
        )

    def _row(self, table: Table, number: str) -> RowView:
        return RowView(
            number,
            tuple(self._cell(cell, f"{table.id}.{number}.{cell.id}") for cell in table.columns),
        )


class Sayings:
    """Puts a tool's result into words."""

    def __init__(self, tool: str, t: Dictionary) -> None:
        self._prefix, self._t = f"worksheet.js.{tool}.", t

    def word(self, text: str) -> str:
        """A slot: a number as people here write it, or words by their key."""
        if text.startswith("@"):
            return self._t(self._prefix + text[1:])
        return self._t.decimal(text) if _NUMBER.fullmatch(text) else text

    def line(self, line: Line) -> str:
        return self._t(
            self._prefix + line.key, **{name: self.word(text) for name, text in line.slots.items()}
        )

    def hint(self, key: str) -> str:
        """What is said below a group's title, if anything."""
        name = f"{self._prefix}{key.removeprefix('@')}.hint"
        return self._t(name) if name in self._t.names() else ""

    def has(self, key: str) -> bool:
        return self._prefix + key in self._t.names()

    def clock(self, minutes: int) -> str:
        """08.00 in Indonesian, 08:00 in English."""
        sign = "." if self._t.language == "id" else ":"
        return f"{minutes // 60:02d}{sign}{minutes % 60:02d}"
