"""Numeric: a number within a tolerance, compared exactly. All or nothing.

A number may come with its unit, or with one that the key can turn into it: "1,5 jam" is "90 menit".

Numbers are read the Indonesian way: comma before decimals, point between thousands. A point that
cannot stand between thousands (``91.48``, ``0.125``) can only be a decimal point and is read so;
one that can (``1.240``) always is. So every text has at most one reading.
"""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, JsonValue

from app.assessment.questions.base import (
    MAX_TEXT,
    NOTHING,
    Fault,
    Fields,
    Later,
    Mark,
    Path,
    Pieces,
    Question,
    QuestionKind,
    QuestionSource,
    QuestionText,
    Renderer,
    Shape,
    SourceShape,
    is_bounded_text,
)
from app.assessment.questions.fragments import escaped, legend, words
from app.catalogue.document import Language

MAX_DIGITS = 40

_INDONESIAN = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[1-9]\d{0,2}(?:[. ]\d{3})+|\d+)(?:,(?P<decimals>\d+))?"
)
_DECIMAL_POINT = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d+)\.(?P<decimals>\d+)")
_SPACES = re.compile(r"\s+")


def parse_number(text: str) -> Fraction | None:
    """The number a text says, exactly; None if it says none.

    >>> parse_number("1.240,5"), parse_number("91,48"), parse_number("1.240")
    (Fraction(2481, 2), Fraction(2287, 25), Fraction(1240, 1))
    """
    tidy = (
        _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip().replace("\N{MINUS SIGN}", "-")
    )
    tidy = re.sub(r"^([+-]) ", r"\1", tidy)
    if not tidy.isascii() or len(tidy) > MAX_DIGITS:
        return None
    match = _INDONESIAN.fullmatch(tidy) or _DECIMAL_POINT.fullmatch(tidy)
    if match is None:
        return None
    whole, decimals = re.sub(r"[. ]", "", match["whole"]), match["decimals"] or ""
    number = Fraction(int(whole + decimals), 10 ** len(decimals))
    return -number if match["sign"] == "-" else number


def spoken(number: Fraction) -> str:
    """A decimal number the Indonesian way, in full: 1.240,5."""
    sign, number = ("-" if number < 0 else ""), abs(number)
    decimals, rest = "", number - int(number)
    while rest:
        rest *= 10
        decimals += str(int(rest))
        rest -= int(rest)
    whole = f"{int(number):,}".replace(",", ".")
    return f"{sign}{whole}{',' + decimals if decimals else ''}"


def folded_unit(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).casefold().strip()


def measured(text: str, units: Mapping[str, Fraction], *, unit_required: bool) -> Fraction | None:
    """What a text says, in the key's own unit; None if it says no number of a unit known here.

    ``units``: how much of the key's unit one of each is. The unit stands before or after the
    number, as people write "8 menit" and "Rp5.000".
    """
    said = folded_unit(text)
    known = {folded_unit(unit): factor for unit, factor in units.items() if unit}
    for unit in sorted(known, key=len, reverse=True):
        rests = ([said.removesuffix(unit)] if said.endswith(unit) else []) + (
            [said.removeprefix(unit)] if said.startswith(unit) else []
        )
        numbers = (parse_number(rest) for rest in rests)
        number = next((one for one in numbers if one is not None), None)
        if number is not None:
            return number * known[unit]
    return None if unit_required else parse_number(said)


def factor_of(written: str | int) -> Fraction | None:
    """How much of the key's unit a unit is: "60", "0,001" or "1/3"; None unless it is above 0."""
    text = str(written)
    parts = [parse_number(part) for part in text.split("/")]
    if len(parts) > 2 or any(part is None or part <= 0 for part in parts):
        return None
    first, *rest = [part for part in parts if part is not None]
    return first / rest[0] if rest else first


class Unit(SourceShape):
    """Another unit an answer may come in; ``factor``: how much of the key's unit it is."""

    unit: Annotated[str, Field(min_length=1, max_length=40)]
    factor: str | int


class Value(SourceShape):
    """As a learner would write them: "91,48". ``tolerance`` counts on both sides, inclusive."""

    value: str | int
    tolerance: str | int = 0
    units: Annotated[list[Unit], Field(max_length=12)] = Field(default_factory=list)
    unit_required: bool = False


class Text(QuestionText):
    unit: Annotated[str, Field(max_length=40)] = ""


class Source(QuestionSource):
    kind: Literal["numeric"]
    key: Value
    text: dict[Language, Text]


class Key(Shape):
    """``low`` and ``high`` as exact fractions "n/d"; ``value`` as it is shown."""

    low: str
    high: str
    value: str
    tolerance: str
    # Factors as exact fractions, by unit; and, where it must be written, the key's own unit.
    units: Annotated[dict[str, str], Later] = Field(default_factory=dict)
    unit_required: Annotated[bool, Later] = False
    unit: Annotated[dict[Language, str], Later] = Field(default_factory=dict)


class Written(Shape):
    """A response: ``{text: "91,48"}``, as typed. What says no number is kept and earns nothing."""

    text: Annotated[str, Field(max_length=MAX_TEXT)]


def number_faults(written: str | int, path: Path) -> Iterator[Fault]:
    """What is wrong with a number of a key."""
    text = str(written)
    if parse_number(text) is None:
        yield Fault(
            path,
            "Q016",
            f"'{text}' is not a number",
            'write it in quotes as a learner would, e.g. "91,48"',
        )
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", text):
        yield Fault(
            path,
            "Q017",
            f"'{text}' may be read as thousands or as decimals",
            'write "1240" for thousands or "1,240" for decimals',
        )


def tolerance_faults(written: str | int, path: Path) -> Iterator[Fault]:
    found = list(number_faults(written, path))
    number = parse_number(str(written))
    if not found and number is not None and number < 0:
        yield Fault(path, "Q018", "the tolerance is below 0", 'write "0" or more')
    yield from found


def value_faults(key: Value, units: Sequence[str], path: Path) -> Iterator[Fault]:
    """What is wrong with a numeric key; ``units``: its own unit in each language."""
    yield from number_faults(key.value, (*path, "value"))
    yield from tolerance_faults(key.tolerance, (*path, "tolerance"))
    known = {folded_unit(unit) for unit in units if unit}
    for place, one in enumerate(key.units):
        if factor_of(one.factor) is None:
            what = f"'{one.factor}' is no factor above 0"
            instead = 'write how much of the unit it is: "60", "0,001" or "1/3"'
            yield Fault((*path, "units", place, "factor"), "Q032", what, instead)
        if folded_unit(one.unit) in known:
            what = f"the unit '{one.unit}' is there already"
            yield Fault((*path, "units", place, "unit"), "Q033", what, "name each unit once")
        known.add(folded_unit(one.unit))
    if (key.unit_required or key.units) and not all(units):
        what = "units without the key's own"
        yield Fault((*path, "value"), "Q034", what, "write 'unit:' in each language of the text")


def key_of_value(key: Value, unit: Mapping[Language, str]) -> Key:
    """``unit``: the key's own, by language."""
    value, tolerance = parse_number(str(key.value)), parse_number(str(key.tolerance))
    assert value is not None, key
    assert tolerance is not None, key
    units = {one.unit: str(factor_of(one.factor)) for one in key.units}
    return Key(
        low=str(value - tolerance),
        high=str(value + tolerance),
        value=spoken(value),
        tolerance=spoken(tolerance),
        units=units,
        unit_required=key.unit_required,
        unit=dict(unit) if key.unit_required else {},
    )


def is_within(key: Key, units: Sequence[str], text: str) -> bool:
    """Whether a text says a number within the key's bounds; ``units``: names of the key's own."""
    own = dict.fromkeys([*units, *key.unit.values()], Fraction(1))
    others = {unit: Fraction(factor) for unit, factor in key.units.items()}
    number = measured(text, others | own, unit_required=key.unit_required)
    return (
        number is not None and bool(key.low) and Fraction(key.low) <= number <= Fraction(key.high)
    )


def value_words(key: Key, unit: str, language: str) -> str:
    own = key.unit.get("en" if language == "en" else "id") or key.unit.get("id", "")
    shown = unit or own
    with_unit = f" {escaped(shown)}" if shown else ""
    within = f" (± {key.tolerance})" if key.tolerance != "0" else ""
    return f"{key.value}{with_unit}{within}"


class Numeric(QuestionKind[Source, Key, Written]):
    name = "numeric"
    source = Source
    key = Key
    response = Written
    blank: ClassVar[Mapping[str, JsonValue] | None] = {"text": ""}

    def faults(self, source: Source) -> Iterator[Fault]:
        yield from value_faults(source.key, [text.unit for text in source.text.values()], ("key",))

    def key_of(self, source: Source) -> Key:
        return key_of_value(
            source.key, {language: text.unit for language, text in source.text.items()}
        )

    def pieces_of(self, source: Source, language: Language, render: Renderer) -> Pieces:
        text = source.text[language]
        # Where it must be written, the page does not say it.
        unit = "" if source.key.unit_required else text.unit
        note = words(language)["with_unit"] if source.key.unit_required else ""
        stem = legend(render, text, language)
        return Pieces(stem=f"{stem} <small>{note}</small>" if note else stem, unit=unit)

    def fits(self, pieces: Pieces, response: Written) -> bool:
        return is_bounded_text(response.text)

    def credit(self, pieces: Pieces, key: Key, response: Written) -> Fraction:
        return Fraction(is_within(key, [pieces.unit], response.text))

    def mark(self, question: Question, key: Mapping[str, JsonValue], response: object) -> Mark:
        return mark_number(self, question, key, response)

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        texts = fields.get("text", ())
        return {"text": texts[-1].strip()} if texts else None

    def response_words(self, pieces: Pieces, response: Written, language: str) -> str:
        return escaped(response.text)

    def key_words(self, pieces: Pieces, key: Key, language: str) -> str:
        return value_words(key, pieces.unit, language)

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Written | None,
        language: str,
    ) -> str:
        return number_field(name, pieces.unit, response.text if response else "", language)


def mark_number(
    kind: QuestionKind[Any, Any, Written],
    question: Question,
    key: Mapping[str, JsonValue],
    response: object,
) -> Mark:
    """Marks a number in whichever language its unit was read and written."""
    read = kind.read_or_none(question.pieces_in("id"), response)
    if read is None:
        return NOTHING
    units = [pieces.unit for pieces in question.pieces.values()]
    return Mark(Fraction(is_within(kind.key.model_validate(key), units, read.text)))


def number_field(name: str, unit: str, text: str, language: str) -> str:
    value = f' value="{escaped(text)}"' if text else ""
    after = f'<span class="unit">{escaped(unit)}</span>' if unit else ""
    return (
        f'<label class="fld"><span>{words(language)["answer"]}</span>'
        f'<input type="text" inputmode="decimal" name="{escaped(name)}text"'
        f' maxlength="{MAX_TEXT}" autocomplete="off"{value}>{after}</label>'
    )
