"""Multiple response: any number of options is right.

Credit = (right chosen − wrong chosen) ÷ right in all, at least 0. It is QTI's ``mapResponse`` with
1/n for each right option, −1/n for each wrong one and ``lowerBound`` 0 (1EdTech, QTI 2.2,
Information Model, "mapping"): choosing everything earns no more than choosing nothing when wrong
options are as many as right ones, and a slip costs what a find earns.
"""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

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
from app.assessment.questions.fragments import (
    escaped,
    html_list,
    html_of,
    in_order,
    legend,
    rendered,
)
from app.catalogue.document import Language


class Text(QuestionText):
    options: Annotated[list[ItemText], Field(min_length=2, max_length=12)]
    feedback: dict[ItemId, Markdown] = Field(default_factory=dict)


class Source(QuestionSource):
    kind: Literal["multiple_response"]
    key: Annotated[list[ItemId], Field(min_length=1)]
    text: dict[Language, Text]


class Choices(Shape):
    """A response, and the key: ``{choices: ["a", "c"]}``, a set in any order."""

    choices: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=12)]


class MultipleResponse(QuestionKind[Source, Choices, Choices]):
    name = "multiple_response"
    source = Source
    key = Choices
    response = Choices
    blank: ClassVar[Mapping[str, JsonValue] | None] = {"choices": []}

    def faults(self, source: Source) -> Iterator[Fault]:
        yield from item_faults(source.text, "options")
        for language, text in source.text.items():
            ids = [option.id for option in text.options]
            if language == "id":
                yield from strangers(source.key, ids, ("key",))
                if set(ids) <= set(source.key):
                    yield Fault(
                        ("key",),
                        "Q014",
                        "every option is right, so ticking all of them is always right",
                        "add an option that is wrong",
                    )
            for one in text.feedback:
                yield from strangers([one], ids, ("text", language, "feedback", one))
        if len(set(source.key)) != len(source.key):
            yield Fault(("key",), "Q011", "an id is named twice in the key", "name it once")

    def key_of(self, source: Source) -> Choices:
        return Choices(choices=sorted(source.key))

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

    def fits(self, pieces: Pieces, response: Choices) -> bool:
        chosen = set(response.choices)
        return len(chosen) == len(response.choices) and chosen <= set(self.slots(pieces))

    def credit(self, pieces: Pieces, key: Choices, response: Choices) -> Fraction:
        right, chosen = set(key.choices), set(response.choices)
        return max(Fraction(0), Fraction(len(chosen & right) - len(chosen - right), len(right)))

    def slots(self, pieces: Pieces) -> tuple[str, ...]:
        return tuple(option.id for option in pieces.options)

    def chosen(self, response: Choices) -> tuple[str, ...]:
        return tuple(response.choices)

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        if "choices" not in fields:
            return None
        return {"choices": [*sorted({one for one in fields["choices"] if one})]}

    def response_words(self, pieces: Pieces, response: Choices, language: str) -> str:
        ordered = [option for option in self.slots(pieces) if option in response.choices]
        return html_list(html_of(pieces.options, ordered))

    def key_words(self, pieces: Pieces, key: Choices, language: str) -> str:
        return self.response_words(pieces, key, language)

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Choices | None,
        language: str,
    ) -> str:
        chosen = response.choices if response else []
        options = "".join(
            f'<label class="opt"><input type="checkbox" name="{escaped(name)}choices"'
            f' value="{option.id}"{" checked" if option.id in chosen else ""}>'
            f"<span>{option.html}</span></label>"
            for option in in_order(pieces.options, slots)
        )
        # Unticked boxes send nothing: the empty field says that the question was on the page.
        shown = f'<input type="hidden" name="{escaped(name)}choices" value="">'
        return f'<div class="opts">{shown}{options}</div>'
