"""True or false: one statement. All or nothing."""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from pydantic import Field, JsonValue

from app.assessment.questions.base import (
    Fault,
    Fields,
    Markdown,
    Pieces,
    QuestionKind,
    QuestionSource,
    QuestionText,
    Renderer,
    Shape,
)
from app.assessment.questions.fragments import escaped, legend, words
from app.catalogue.document import Language

Truth = Literal["true", "false"]


class Text(QuestionText):
    feedback: dict[Truth, Markdown] = Field(default_factory=dict)


class Source(QuestionSource):
    kind: Literal["true_false"]
    key: bool
    text: dict[Language, Text]


class Value(Shape):
    """A response, and the key: ``{value: "true"}``."""

    value: Truth


class TrueFalse(QuestionKind[Source, Value, Value]):
    name = "true_false"
    source = Source
    key = Value
    response = Value

    def faults(self, source: Source) -> Iterator[Fault]:
        return iter(())

    def key_of(self, source: Source) -> Value:
        return Value(value="true" if source.key else "false")

    def pieces_of(self, source: Source, language: Language, render: Renderer) -> Pieces:
        return Pieces(stem=legend(render, source.text[language], language))

    def feedback_of(self, source: Source, language: Language, render: Renderer) -> dict[str, str]:
        return {
            value: render.block(markdown, "text", language, "feedback", value)
            for value, markdown in source.text[language].feedback.items()
        }

    def fits(self, pieces: Pieces, response: Value) -> bool:
        return True

    def credit(self, pieces: Pieces, key: Value, response: Value) -> Fraction:
        return Fraction(response.value == key.value)

    def chosen(self, response: Value) -> tuple[str, ...]:
        return (response.value,)

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        values = fields.get("value", ())
        return {"value": values[-1]} if values else None

    def response_words(self, pieces: Pieces, response: Value, language: str) -> str:
        return words(language)["yes" if response.value == "true" else "no"]

    def key_words(self, pieces: Pieces, key: Value, language: str) -> str:
        return self.response_words(pieces, key, language)

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Value | None,
        language: str,
    ) -> str:
        chosen = response.value if response else None
        options = "".join(
            f'<label class="opt"><input type="radio" name="{escaped(name)}value" value="{value}"'
            f"{' checked' if value == chosen else ''}><span>{words(language)[word]}</span></label>"
            for value, word in (("true", "yes"), ("false", "no"))
        )
        return f'<div class="opts">{options}</div>'
