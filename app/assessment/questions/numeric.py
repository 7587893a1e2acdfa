"""Numeric: a number within a tolerance, compared exactly. All or nothing.

Numbers are read the Indonesian way: comma before decimals, point between thousands. A point that
cannot stand between thousands (``91.48``, ``0.125``) can only be a decimal point and is read so;
one that can (``1.240``) always is. So every text has at most one reading.
"""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from app.assessment.questions.base import (
    MAX_TEXT,
    Fault,
    Fields,
    Pieces,
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


def without_unit(text: str, units: Sequence[str]) -> str:
    """The text without a unit before or after the number, as people write "8 menit", "Rp5.000"."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    for unit in sorted({u.casefold() for u in units if u}, key=len, reverse=True):
        if folded.endswith(unit):
            return folded.removesuffix(unit)
        if folded.startswith(unit):
            return folded.removeprefix(unit)
    return folded


class Value(SourceShape):
    """As a learner would write them: "91,48". ``tolerance`` counts on both sides, inclusive."""

    value: str | int
    tolerance: str | int = 0


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


class Written(Shape):
    """A response: ``{text: "91,48"}``, as typed. What says no number is kept and earns nothing."""

    text: Annotated[str, Field(max_length=MAX_TEXT)]


class Numeric(QuestionKind[Source, Key, Written]):
    name = "numeric"
    source = Source
    key = Key
    response = Written
    blank: ClassVar[Mapping[str, JsonValue] | None] = {"text": ""}

    def faults(self, source: Source) -> Iterator[Fault]:
        for field in ("value", "tolerance"):
            written = str(getattr(source.key, field))
            number = parse_number(written)
            if number is None:
                yield Fault(
                    ("key", field),
                    "Q016",
                    f"'{written}' is not a number",
                    'write it in quotes as a learner would, e.g. "91,48"',
                )
            elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", written):
                yield Fault(
                    ("key", field),
                    "Q017",
                    f"'{written}' may be read as thousands or as decimals",
                    'write "1240" for thousands or "1,240" for decimals',
                )
            elif field == "tolerance" and number < 0:
                yield Fault(("key", field), "Q018", "the tolerance is below 0", 'write "0" or more')

    def key_of(self, source: Source) -> Key:
        value, tolerance = (
            parse_number(str(source.key.value)),
            parse_number(str(source.key.tolerance)),
        )
        assert value is not None, source.id
        assert tolerance is not None, source.id
        return Key(
            low=str(value - tolerance),
            high=str(value + tolerance),
            value=spoken(value),
            tolerance=spoken(tolerance),
        )

    def pieces_of(self, source: Source, language: Language, render: Renderer) -> Pieces:
        text = source.text[language]
        return Pieces(stem=legend(render, text, language), unit=text.unit)

    def fits(self, pieces: Pieces, response: Written) -> bool:
        return is_bounded_text(response.text)

    def credit(self, pieces: Pieces, key: Key, response: Written) -> Fraction:
        number = parse_number(without_unit(response.text, [pieces.unit]))
        return Fraction(number is not None and Fraction(key.low) <= number <= Fraction(key.high))

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        texts = fields.get("text", ())
        return {"text": texts[-1].strip()} if texts else None

    def response_words(self, pieces: Pieces, response: Written, language: str) -> str:
        return escaped(response.text)

    def key_words(self, pieces: Pieces, key: Key, language: str) -> str:
        unit = f" {escaped(pieces.unit)}" if pieces.unit else ""
        within = f" (± {key.tolerance})" if key.tolerance != "0" else ""
        return f"{key.value}{unit}{within}"

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Written | None,
        language: str,
    ) -> str:
        value = f' value="{escaped(response.text)}"' if response else ""
        unit = f'<span class="unit">{escaped(pieces.unit)}</span>' if pieces.unit else ""
        return (
            f'<label class="fld"><span>{words(language)["answer"]}</span>'
            f'<input type="text" inputmode="decimal" name="{escaped(name)}text"'
            f' maxlength="{MAX_TEXT}" autocomplete="off"{value}>{unit}</label>'
        )
