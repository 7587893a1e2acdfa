"""What an author writes under ``app:`` of an app practice, and what is published of it. Pure.

One set of shapes serves both: the compiler only renders the Markdown of ``text`` and ``paper``.
Words are given in Indonesian, or as ``{id: …, en: …}``. The rules that a shape cannot say by itself
are in ``app_rules``; what a press does is in ``app_replay``.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)

from app.catalogue.document import Language

APP_PRACTICE = "app_practice"  # the kind of activity

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


def _by_language(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Words = Annotated[dict[Language, Text], BeforeValidator(_by_language)]
Values = Annotated[tuple[Name, ...], BeforeValidator(_listed), Field(min_length=1)]
# Which states it takes: {surat: draf} or {surat: [draf, terkirim]}; all of them must hold.
When = dict[Name, Values]
# YYYY-MM-DD: compared as text, here and in the browser.
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(Shape):
    """What a press does while ``when`` holds: it is wrong and says why, or it changes something."""

    when: When = {}
    wrong: Words | None = None
    checks: tuple[Name, ...] = ()
    set: dict[Name, Name] = {}
    go: Name | None = None
    say: Words | None = None


class Press(Shape):
    """Something to press. One rule may be written without ``on``."""

    id: Name
    on: tuple[Rule, ...] = ()
    wrong: Words | None = None
    checks: tuple[Name, ...] = ()
    set: dict[Name, Name] = {}
    go: Name | None = None
    say: Words | None = None

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """In order; the first whose ``when`` holds is taken."""
        own = Rule(wrong=self.wrong, checks=self.checks, set=self.set, go=self.go, say=self.say)
        return (*self.on, own) if own != Rule() else self.on


class Part(Shape):
    """A part of a screen; there only while ``when`` holds."""

    when: When = {}


class TextPart(Part):
    text: Words  # Markdown


class PaperPart(Part):
    """A sheet of paper: a letter, a notice. Markdown."""

    paper: Words


class NotePart(Part):
    """What the imitated application says by itself."""

    note: Words
    tone: Literal["info", "warn", "ok"] = "info"


class DevicePart(Part):
    """A second device beside the screen, such as the phone that shows a one-time code."""

    device: Words
    says: Words


class Fact(Shape):
    """A label with its value, or with what was filled in (``of`` names a field)."""

    label: Words
    value: Words | None = None
    of: Name | None = None
    when: When = {}


class FactsPart(Part):
    facts: Annotated[tuple[Fact, ...], Field(min_length=1, max_length=20)]


class Row(Press):
    """A row of a list, pressed as a whole."""

    title: Words
    note: Words | None = None
    tag: Words | None = None
    tone: Literal["plain", "wait", "ok", "no"] = "plain"
    when: When = {}


class ListPart(Part):
    list: Annotated[tuple[Row, ...], Field(min_length=1, max_length=20)]


class TableRow(Press):
    """A row of a table; its first cell is what is pressed."""

    cells: Annotated[tuple[Words, ...], Field(min_length=1, max_length=8)]
    when: When = {}


class TablePart(Part):
    table: Words  # the caption
    columns: Annotated[tuple[Words, ...], Field(min_length=1, max_length=8)]
    rows: Annotated[tuple[TableRow, ...], Field(min_length=1, max_length=30)]


class Option(Shape):
    """``wrong``: why this is not the one; without it, choosing it is right."""

    id: Name
    label: Words
    wrong: Words | None = None


class Right(Shape):
    """What a text, date or checkbox must hold; exactly one of these (from and to go together)."""

    is_: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(alias="is")] = ()
    words: Annotated[int, Field(ge=1, le=100)] | None = None
    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None
    checked: bool | None = None

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)


class Mistake(Shape):
    """A wrong value that many enter, and why it is not right."""

    is_: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(alias="is")]
    say: Words

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)


FieldKind = Literal["text", "long", "code", "date", "checkbox", "choice", "select", "file"]
OF_OPTIONS: frozenset[FieldKind] = frozenset({"choice", "select", "file"})


class FieldPart(Part):
    """Something to fill in. ``otherwise`` answers what is wrong without an answer of its own.

    ``start`` is what stands in it at first. Without ``right`` and options it must not be empty.
    """

    field: Name
    label: Words
    kind: FieldKind = "text"
    help: Words | None = None
    start: Annotated[str, Field(max_length=400)] = ""
    options: Annotated[tuple[Option, ...], Field(max_length=12)] = ()
    right: Right | None = None
    mistakes: tuple[Mistake, ...] = ()
    otherwise: Words | None = None


class ButtonPart(Part, Press):
    """``main``: the filled one of the screen, which the Enter key presses."""

    button: Words
    main: bool = False


_PARTS: tuple[type[Part], ...] = (
    TextPart,
    PaperPart,
    NotePart,
    DevicePart,
    FactsPart,
    ListPart,
    TablePart,
    FieldPart,
    ButtonPart,
)
PART_NAMES = ("text", "paper", "note", "device", "facts", "list", "table", "field", "button")


def _named(value: Any) -> str | None:
    """A part is known by the one word that only it has."""
    if isinstance(value, Mapping):
        return next((name for name in PART_NAMES if name in value), None)
    return next(
        (name for name, kind in zip(PART_NAMES, _PARTS, strict=True) if isinstance(value, kind)),
        None,
    )


AnyPart = Annotated[
    Annotated[TextPart, Tag("text")]
    | Annotated[PaperPart, Tag("paper")]
    | Annotated[NotePart, Tag("note")]
    | Annotated[DevicePart, Tag("device")]
    | Annotated[FactsPart, Tag("facts")]
    | Annotated[ListPart, Tag("list")]
    | Annotated[TablePart, Tag("table")]
    | Annotated[FieldPart, Tag("field")]
    | Annotated[ButtonPart, Tag("button")],
    Discriminator(_named),
]


class Screen(Shape):
    """``look``: a page of the application, a dialog over it, or a browser with an address."""

    id: Name
    title: Words
    look: Literal["page", "dialog", "browser"] = "page"
    address: Words | None = None
    nav: bool = True
    parts: Annotated[tuple[AnyPart, ...], Field(min_length=1, max_length=40)]


class NavEntry(Press):
    """An entry of the application's own navigation, on every screen that shows it."""

    label: Words


class State(Shape):
    """Something that changes; the first of its values holds at the start."""

    id: Name
    values: Annotated[tuple[Name, ...], Field(min_length=2, max_length=12)]


class Task(Shape):
    """A goal. It is reached, once and for all, as soon as ``done`` holds."""

    id: Name
    goal: Words
    hint: Words
    done: Annotated[When, Field(min_length=1)]


class AppPractice(Shape):
    """An imitated application: its screens, what presses do, and what is to be reached."""

    name: Words
    start: Name
    general: Words  # said to a press that does nothing now
    state: Annotated[tuple[State, ...], Field(min_length=1, max_length=12)]
    tasks: Annotated[tuple[Task, ...], Field(min_length=1, max_length=8)]
    nav: Annotated[tuple[NavEntry, ...], Field(max_length=4)] = ()
    screens: Annotated[tuple[Screen, ...], Field(min_length=1, max_length=30)]

    def screen(self, name: str) -> Screen | None:
        return next((one for one in self.screens if one.id == name), None)

    def field(self, name: str) -> FieldPart | None:
        return next(
            (one for screen in self.screens for one in fields_of(screen) if one.field == name), None
        )

    def presses(self) -> Iterator[tuple[Press, frozenset[str], When]]:
        """Everything to press, the screens it is on, and what it takes to be there."""
        for screen in self.screens:
            for press, when in presses_of(screen):
                yield press, frozenset({screen.id}), when
        with_nav = frozenset(screen.id for screen in self.screens if screen.nav)
        for entry in self.nav:
            yield entry, with_nav, {}


def fields_of(screen: Screen) -> list[FieldPart]:
    return [part for part in screen.parts if isinstance(part, FieldPart)]


def presses_of(screen: Screen) -> Iterator[tuple[Press, When]]:
    """A screen's own presses with all that must hold for each to be there."""
    for part in screen.parts:
        if isinstance(part, ButtonPart):
            yield part, part.when
        elif isinstance(part, ListPart):
            for row in part.list:
                yield row, joined(part.when, row.when)
        elif isinstance(part, TablePart):
            for line in part.rows:
                if line.rules:
                    yield line, joined(part.when, line.when)


def joined(one: When, other: When) -> When:
    """Both hold."""
    both = dict(one)
    for name, values in other.items():
        both[name] = tuple(v for v in values if v in both[name]) if name in both else values
    return both
