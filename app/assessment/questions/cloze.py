"""Cloze: a text with gaps, each a choice, a few words or a number.

Credit = Σ weight of the gap · credit of the gap ÷ Σ weights: the share of what was asked for, as
Moodle's embedded answers (Cloze) count it. Each gap is marked by the rule of the kind it is like.
"""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue, StringConstraints

from app.assessment.questions import numeric, short_answer
from app.assessment.questions.base import (
    MAX_TEXT,
    Fault,
    Fields,
    Gap,
    Item,
    ItemId,
    ItemText,
    Path,
    Pieces,
    QuestionKind,
    QuestionSource,
    QuestionText,
    Renderer,
    Shape,
    SourceShape,
    is_bounded_text,
)
from app.assessment.questions.faults import repeated_ids, strangers
from app.assessment.questions.fragments import (
    escaped,
    filled,
    holes_in,
    in_order,
    plain,
    slotted,
    words,
)
from app.catalogue.document import Language

MAX_GAPS = 20
SHORTEST, LONGEST = 6, 24  # width of a field, in signs

GapId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,19}$")]
Weight = Annotated[int, Field(ge=1, le=10)]


class ChoiceGap(SourceShape):
    kind: Literal["choice"]
    key: ItemId
    weight: Weight = 1


class ShortGap(short_answer.Accepted):
    kind: Literal["short"]
    weight: Weight = 1


class NumericGap(numeric.Value):
    kind: Literal["numeric"]
    weight: Weight = 1


GapSource = Annotated[ChoiceGap | ShortGap | NumericGap, Field(discriminator="kind")]


class Gaps(SourceShape):
    """``gaps``: by the name that stands in the stem as ``{{name}}``."""

    gaps: Annotated[dict[GapId, GapSource], Field(min_length=1, max_length=MAX_GAPS)]


class GapText(SourceShape):
    """``options`` of a choice; ``unit`` of a number."""

    options: Annotated[list[ItemText], Field(min_length=2, max_length=12)] | None = None
    unit: Annotated[str, Field(max_length=40)] = ""


class Text(QuestionText):
    gaps: dict[GapId, GapText] = Field(default_factory=dict)


class Source(QuestionSource):
    kind: Literal["cloze"]
    key: Gaps
    text: dict[Language, Text]


class ChoiceKey(Shape):
    kind: Literal["choice"]
    weight: int
    choice: str


class ShortKey(short_answer.Key):
    kind: Literal["short"]
    weight: int


class NumericKey(numeric.Key):
    kind: Literal["numeric"]
    weight: int


GapKey = Annotated[ChoiceKey | ShortKey | NumericKey, Field(discriminator="kind")]


class Key(Shape):
    gaps: dict[str, GapKey]


class Filled(Shape):
    """A response: ``{gaps: {a: "x", b: "…"}}``; a gap left empty is left out."""

    gaps: Annotated[
        dict[Annotated[str, Field(max_length=20)], Annotated[str, Field(max_length=MAX_TEXT)]],
        Field(max_length=MAX_GAPS),
    ]


class Cloze(QuestionKind[Source, Key, Filled]):
    name = "cloze"
    source = Source
    key = Key
    response = Filled
    needs_more = True
    blank: ClassVar[Mapping[str, JsonValue] | None] = {"gaps": {}}

    def faults(self, source: Source) -> Iterator[Fault]:
        gaps = source.key.gaps
        for name, gap in gaps.items():
            yield from _key_faults(source, name, gap)
        for language, text in source.text.items():
            yield from _text_faults(source, text, ("text", language))

    def key_of(self, source: Source) -> Key:
        return Key(gaps={name: _key_of(source, name, gap) for name, gap in source.key.gaps.items()})

    def pieces_of(self, source: Source, language: Language, render: Renderer) -> Pieces:
        text = source.text[language]
        names = [name for name in holes_in(text.stem) if name in source.key.gaps]
        return Pieces(
            stem=slotted(render.block(text.stem, "text", language, "stem").strip(), "gap"),
            gaps=tuple(_gap(source, text, name, language, render) for name in names),
        )

    def fits(self, pieces: Pieces, response: Filled) -> bool:
        gaps = {gap.id: gap for gap in pieces.gaps}
        return all(name in gaps and _fits(gaps[name], said) for name, said in response.gaps.items())

    def credit(self, pieces: Pieces, key: Key, response: Filled) -> Fraction:
        units = {gap.id: gap.unit for gap in pieces.gaps}
        earned = sum(
            gap.weight * _is_right(gap, response.gaps.get(name, ""), units.get(name, ""))
            for name, gap in key.gaps.items()
        )
        return Fraction(earned, sum(gap.weight for gap in key.gaps.values()))

    def slots(self, pieces: Pieces) -> tuple[str, ...]:
        """Ids of all options, each once: gaps that share an id share its place."""
        ids = [option.id for gap in pieces.gaps for option in gap.options]
        return tuple(dict.fromkeys(ids))

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        gaps: dict[str, JsonValue] = {
            name.removeprefix("gap:"): values[-1].strip()
            for name, values in fields.items()
            if name.startswith("gap:") and values and values[-1].strip()
        }
        return {"gaps": gaps} if any(name.startswith("gap:") for name in fields) else None

    def response_words(self, pieces: Pieces, response: Filled, language: str) -> str:
        said = {gap.id: _said(gap, response.gaps.get(gap.id, "")) for gap in pieces.gaps}
        return _told(pieces, said)

    def key_words(self, pieces: Pieces, key: Key, language: str) -> str:
        return _told(
            pieces,
            {
                gap.id: _right_words(gap, key.gaps[gap.id], language)
                for gap in pieces.gaps
                if gap.id in key.gaps
            },
        )

    def legend_of(self, pieces: Pieces, language: str) -> str:
        """The text holds the fields, and no group is called by the fields it holds."""
        return words(language)["fill"]

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Filled | None,
        language: str,
    ) -> str:
        said = response.gaps if response else {}
        label, of = words(language)["gap"], len(pieces.gaps)
        fields = {
            gap.id: _field(
                f'name="{escaped(name)}gap:{gap.id}" aria-label="{label.format(n=n, of=of)}"',
                gap,
                slots,
                said.get(gap.id, ""),
                words(language)["pick"],
            )
            for n, gap in enumerate(pieces.gaps, 1)
        }
        return f'<div class="cloze prose">{filled(pieces.stem, fields)}</div>'


def _field(attributes: str, gap: Gap, slots: Sequence[str], said: str, pick: str) -> str:
    if gap.kind == "choice":
        options = "".join(
            f'<option value="{one.id}"{" selected" if one.id == said else ""}>'
            f"{escaped(plain(one.html))}</option>"
            for one in in_order(gap.options, slots)
        )
        return f'<select {attributes}><option value="">{pick}…</option>{options}</select>'
    mode = ' inputmode="decimal"' if gap.kind == "numeric" else ""
    unit = f' <span class="unit">{escaped(gap.unit)}</span>' if gap.unit else ""
    value = f' value="{escaped(said)}"' if said else ""
    return (
        f'<input type="text"{mode} {attributes} maxlength="{MAX_TEXT}" autocomplete="off"{value}>'
        f"{unit}"
    )


def _told(pieces: Pieces, said: Mapping[str, str]) -> str:
    units = {gap.id: f" {escaped(gap.unit)}" for gap in pieces.gaps if gap.unit}
    return filled(
        pieces.stem,
        {
            name: f'<b class="gap">{html or "…"}</b>{units.get(name, "")}'
            for name, html in said.items()
        },
    )


def _said(gap: Gap, said: str) -> str:
    if gap.kind == "choice":
        return next((one.html for one in gap.options if one.id == said), "")
    return escaped(said)


def _right_words(gap: Gap, key: GapKey, language: str) -> str:
    if isinstance(key, ChoiceKey):
        return _said(gap, key.choice)
    if isinstance(key, ShortKey):
        return " / ".join(escaped(accepted) for accepted in key.accept)
    # A unit that stands in the text already is not said again.
    return numeric.value_words(key, "", language)


def _is_right(key: GapKey, said: str, unit: str) -> bool:
    if isinstance(key, ChoiceKey):
        return said == key.choice
    if isinstance(key, ShortKey):
        return short_answer.is_accepted(key, said)
    return numeric.is_within(key, [unit], said)


def _fits(gap: Gap, said: str) -> bool:
    if gap.kind == "choice":
        return any(option.id == said for option in gap.options)
    return is_bounded_text(said)


def _gap(source: Source, text: Text, name: str, language: Language, render: Renderer) -> Gap:
    gap, own = source.key.gaps[name], text.gaps.get(name, GapText())
    is_required = isinstance(gap, NumericGap) and gap.unit_required
    return Gap(
        id=name,
        kind=gap.kind,
        options=tuple(
            Item(
                id=option.id,
                html=render.inline(
                    option.text, "text", language, "gaps", name, "options", place, "text"
                ),
            )
            for place, option in enumerate(own.options or ())
        ),
        unit="" if is_required else own.unit,
    )


def _units(source: Source, name: str) -> dict[Language, str]:
    return {
        language: text.gaps[name].unit if name in text.gaps else ""
        for language, text in source.text.items()
    }


def _key_of(source: Source, name: str, gap: GapSource) -> GapKey:
    if isinstance(gap, ChoiceGap):
        return ChoiceKey(kind="choice", weight=gap.weight, choice=gap.key)
    if isinstance(gap, ShortGap):
        accept = tuple(gap.accept)
        return ShortKey(kind="short", weight=gap.weight, accept=accept, case=gap.case)
    units = _units(source, name)
    key = numeric.key_of_value(gap, units)
    # In whichever language the unit was read and written.
    known = key.units | {unit: "1" for unit in units.values() if unit}
    return NumericKey(kind="numeric", weight=gap.weight, **(dict(key) | {"units": known}))


def _key_faults(source: Source, name: str, gap: GapSource) -> Iterator[Fault]:
    path: Path = ("key", "gaps", name)
    if isinstance(gap, ShortGap):
        yield from short_answer.accepted_faults(gap, path)
    elif isinstance(gap, NumericGap):
        yield from numeric.value_faults(gap, list(_units(source, name).values()), path)
    elif "id" in source.text:
        own = source.text["id"].gaps.get(name)
        if own is not None and own.options:
            yield from strangers([gap.key], [one.id for one in own.options], (*path, "key"))


def _text_faults(source: Source, text: Text, path: Path) -> Iterator[Fault]:
    yield from _stem_faults(source.key, text.stem, (*path, "stem"))
    yield from _gap_faults(source.key, text, path)
    yield from _other_options(source, text, path)


def _stem_faults(key: Gaps, stem: str, path: Path) -> Iterator[Fault]:
    gaps, there = key.gaps, holes_in(stem)
    known = ", ".join(gaps)
    for name in dict.fromkeys(there):
        if name not in gaps:
            what = f"'{{{{{name}}}}}' is no gap of the key"
            yield Fault(path, "Q035", what, f"name one of {known}")
        elif there.count(name) > 1:
            what = f"the gap '{{{{{name}}}}}' stands in the text twice"
            yield Fault(path, "Q035", what, "let each gap stand there once")
    for name in [name for name in gaps if name not in there]:
        what = f"the gap '{name}' does not stand in the text"
        yield Fault(path, "Q035", what, f"write {{{{{name}}}}} where it belongs")


def _gap_faults(key: Gaps, text: Text, path: Path) -> Iterator[Fault]:
    gaps = key.gaps
    for name, own in text.gaps.items():
        gap = gaps.get(name)
        here: Path = (*path, "gaps", name)
        if gap is None:
            yield from strangers([name], list(gaps), here)
            continue
        if own.options is not None:
            yield from repeated_ids(own.options, (*here, "options"))
        if (own.options is not None) != (gap.kind == "choice"):
            what = "a choice has options, and no other gap has"
            yield Fault(here, "Q036", what, "write 'options:' for a choice alone")
        if own.unit and gap.kind != "numeric":
            yield Fault(here, "Q036", "only a number has a unit", "drop 'unit:'")
    for name, gap in gaps.items():
        if gap.kind == "choice" and name not in text.gaps:
            what = f"the choice '{name}' has no options"
            yield Fault((*path, "gaps"), "Q036", what, f"write gaps: {name}: options:")


def _other_options(source: Source, text: Text, path: Path) -> Iterator[Fault]:
    """Translations have the options of the Indonesian text."""
    base = source.text.get("id")
    if base is None:
        return  # said elsewhere
    for name, own in text.gaps.items():
        wanted = sorted(one.id for one in (base.gaps.get(name, own).options or ()))
        if sorted(one.id for one in own.options or ()) != wanted:
            what = f"the options of '{name}' differ from those of the Indonesian text"
            instead = f"use the ids {', '.join(wanted)}, each once"
            yield Fault((*path, "gaps", name, "options"), "Q013", what, instead)
