"""Single choice: one option is right. All or nothing."""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from app.assessment.questions.base import (
    Fault,
    Fields,
    ItemId,
    ItemText,
    Markdown,
    Pieces,
    QuestionKind,
    QuestionSource,
    QuestionText,
    Renderer,
    Shape,
)
from app.assessment.questions.faults import item_faults, strangers
from app.assessment.questions.fragments import escaped, html_of, in_order, legend, rendered
from app.catalogue.document import Language


class Text(QuestionText):
    options: Annotated[list[ItemText], Field(min_length=2, max_length=12)]
    feedback: dict[ItemId, Markdown] = Field(default_factory=dict)


class Source(QuestionSource):
    kind: Literal["single_choice"]
    key: ItemId
    text: dict[Language, Text]


class Choice(Shape):
    """A response, and the key: ``{choice: "b"}``."""

    choice: Annotated[str, Field(max_length=40)]


class SingleChoice(QuestionKind[Source, Choice, Choice]):
    name = "single_choice"
    source = Source
    key = Choice
    response = Choice

    def faults(self, source: Source) -> Iterator[Fault]:
        yield from item_faults(source.text, "options")
        for language, text in source.text.items():
            ids = [option.id for option in text.options]
            if language == "id":
                yield from strangers([source.key], ids, ("key",))
            for one in text.feedback:
                yield from strangers([one], ids, ("text", language, "feedback", one))

    def key_of(self, source: Source) -> Choice:
        return Choice(choice=source.key)

    def pieces_of(self, source: Source, language: Language, render: Renderer) -> Pieces:
        text = source.text[language]
        return Pieces(
            stem=legend(render, text, language),
            options=rendered(text.options, render, language, "options"),
        )

    def feedback_of(self, source: Source, language: Language, render: Renderer) -> dict[str, str]:
        return {
            option: render.block(markdown, "text", language, "feedback", option)
            for option, markdown in source.text[language].feedback.items()
        }

    def fits(self, pieces: Pieces, response: Choice) -> bool:
        return any(option.id == response.choice for option in pieces.options)

    def credit(self, pieces: Pieces, key: Choice, response: Choice) -> Fraction:
        return Fraction(response.choice == key.choice)

    def slots(self, pieces: Pieces) -> tuple[str, ...]:
        return tuple(option.id for option in pieces.options)

    def chosen(self, response: Choice) -> tuple[str, ...]:
        return (response.choice,)

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        choices = fields.get("choice", ())
        return {"choice": choices[-1]} if choices else None

    def response_words(self, pieces: Pieces, response: Choice, language: str) -> str:
        return "".join(html_of(pieces.options, [response.choice]))

    def key_words(self, pieces: Pieces, key: Choice, language: str) -> str:
        return self.response_words(pieces, key, language)

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Choice | None,
        language: str,
    ) -> str:
        chosen = response.choice if response else None
        options = "".join(
            f'<label class="opt"><input type="radio" name="{escaped(name)}choice"'
            f' value="{option.id}"{" checked" if option.id == chosen else ""}>'
            f"<span>{option.html}</span></label>"
            for option in in_order(pieces.options, slots)
        )
        return f'<div class="opts">{options}</div>'
