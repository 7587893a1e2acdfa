"""Questions of surveys: a rating on labelled levels, and a few sentences. Nobody marks them.

They carry no points: a score is made of the others, and where there are no others there is none.
"""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from app.assessment.questions.base import (
    Fault,
    Fields,
    ItemText,
    Pieces,
    QuestionKind,
    QuestionSource,
    Renderer,
    Shape,
    StemText,
)
from app.assessment.questions.faults import item_faults
from app.assessment.questions.fragments import (
    escaped,
    html_of,
    legend,
    paragraphs,
    rendered,
    words,
)
from app.catalogue.document import Language
from app.kit.text import is_storable

MAX_OPEN_TEXT = 2_000


class NoKey(Shape):
    """Nothing is right or wrong."""


class RatingText(StemText):
    levels: Annotated[list[ItemText], Field(min_length=3, max_length=7)]


class RatingSource(QuestionSource):
    kind: Literal["rating"]
    text: dict[Language, RatingText]


class Rated(Shape):
    """A response: ``{level: "4"}``."""

    level: Annotated[str, Field(max_length=40)]


class Rating(QuestionKind[RatingSource, NoKey, Rated]):
    """Levels are shown from first to last in the author's order, never shuffled."""

    name = "rating"
    source = RatingSource
    key = NoKey
    response = Rated
    marked_by: ClassVar[Literal["key", "person", "nobody"]] = "nobody"

    def faults(self, source: RatingSource) -> Iterator[Fault]:
        yield from item_faults(source.text, "levels")

    def key_of(self, source: RatingSource) -> NoKey:
        return NoKey()

    def pieces_of(self, source: RatingSource, language: Language, render: Renderer) -> Pieces:
        text = source.text[language]
        return Pieces(
            stem=legend(render, text, language),
            options=rendered(text.levels, render, language, "levels"),
        )

    def fits(self, pieces: Pieces, response: Rated) -> bool:
        return any(option.id == response.level for option in pieces.options)

    def credit(self, pieces: Pieces, key: NoKey, response: Rated) -> Fraction:
        return Fraction(0)

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        levels = fields.get("level", ())
        return {"level": levels[-1]} if levels else None

    def response_words(self, pieces: Pieces, response: Rated, language: str) -> str:
        return "".join(html_of(pieces.options, [response.level]))

    def key_words(self, pieces: Pieces, key: NoKey, language: str) -> str:
        return ""

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Rated | None,
        language: str,
    ) -> str:
        chosen = response.level if response else None
        options = "".join(
            f'<label class="opt"><input type="radio" name="{escaped(name)}level"'
            f' value="{option.id}"{" checked" if option.id == chosen else ""}>'
            f"<span>{option.html}</span></label>"
            for option in pieces.options
        )
        return f'<div class="opts">{options}</div>'


class OpenTextSource(QuestionSource):
    kind: Literal["open_text"]
    text: dict[Language, StemText]


class Said(Shape):
    """A response: ``{text: "…"}``, line breaks and all."""

    text: Annotated[str, Field(max_length=MAX_OPEN_TEXT)]


class OpenText(QuestionKind[OpenTextSource, NoKey, Said]):
    name = "open_text"
    source = OpenTextSource
    key = NoKey
    response = Said
    needs_more = True
    marked_by: ClassVar[Literal["key", "person", "nobody"]] = "nobody"
    blank: ClassVar[Mapping[str, JsonValue] | None] = {"text": ""}

    def faults(self, source: OpenTextSource) -> Iterator[Fault]:
        return iter(())

    def key_of(self, source: OpenTextSource) -> NoKey:
        return NoKey()

    def pieces_of(self, source: OpenTextSource, language: Language, render: Renderer) -> Pieces:
        return Pieces(stem=legend(render, source.text[language], language))

    def fits(self, pieces: Pieces, response: Said) -> bool:
        return is_storable(response.text)

    def credit(self, pieces: Pieces, key: NoKey, response: Said) -> Fraction:
        return Fraction(0)

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        texts = fields.get("text", ())
        return {"text": re.sub(r"\r\n?", "\n", texts[-1]).strip()} if texts else None

    def response_words(self, pieces: Pieces, response: Said, language: str) -> str:
        return paragraphs(response.text)

    def key_words(self, pieces: Pieces, key: NoKey, language: str) -> str:
        return ""

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Said | None,
        language: str,
    ) -> str:
        # The first line break after the tag would be swallowed.
        return (
            f'<label class="fld"><span>{words(language)["answer"]}</span>'
            f'<textarea name="{escaped(name)}text" rows="4" maxlength="{MAX_OPEN_TEXT}">'
            f"\n{escaped(response.text if response else '')}</textarea></label>"
        )
