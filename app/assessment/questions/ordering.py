"""Ordering: put all items into the right order.

Credit = items that stand in their own place ÷ items. Plain to explain on the result page ("3 of 5
in place"); rules that look at neighbours reward an order that starts wrong more than people expect.
"""

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
    plain,
    rendered,
    words,
)
from app.catalogue.document import Language

_UNPLACED = 10_000


class Text(QuestionText):
    items: Annotated[list[ItemText], Field(min_length=2, max_length=12)]


class Source(QuestionSource):
    kind: Literal["ordering"]
    key: Annotated[list[ItemId], Field(min_length=2)]
    text: dict[Language, Text]


class Order(Shape):
    """A response, and the key: ``{order: ["c", "a", "b"]}``, every item once, first to last."""

    order: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=12)]


class Ordering(QuestionKind[Source, Order, Order]):
    name = "ordering"
    source = Source
    key = Order
    response = Order
    always_shuffled = True

    def faults(self, source: Source) -> Iterator[Fault]:
        yield from item_faults(source.text, "items")
        text = source.text.get("id")
        if text is None:
            return
        ids = [item.id for item in text.items]
        yield from strangers(source.key, ids, ("key",))
        if sorted(source.key) != sorted(ids) and set(source.key) <= set(ids):
            yield Fault(
                ("key",),
                "Q020",
                "the key does not name every item exactly once",
                f"put {', '.join(ids)} in the right order",
            )

    def key_of(self, source: Source) -> Order:
        return Order(order=source.key)

    def pieces_of(self, source: Source, language: Language, render: Renderer) -> Pieces:
        text = source.text[language]
        return Pieces(
            stem=legend(render, text, language),
            items=rendered(text.items, render, language, "items"),
        )

    def fits(self, pieces: Pieces, response: Order) -> bool:
        return sorted(response.order) == sorted(item.id for item in pieces.items)

    def credit(self, pieces: Pieces, key: Order, response: Order) -> Fraction:
        in_place = sum(a == b for a, b in zip(key.order, response.order, strict=False))
        return Fraction(in_place, len(key.order))

    def slots(self, pieces: Pieces) -> tuple[str, ...]:
        return tuple(item.id for item in pieces.items)

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        """Items by the place picked for each; equal places keep the order they stood in."""
        places = {
            name.removeprefix("place:"): values[-1]
            for name, values in fields.items()
            if name.startswith("place:") and values
        }
        order: list[JsonValue] = [*sorted(places, key=lambda item: _place(places[item]))]
        return {"order": order} if order else None

    def untouched(self, fields: Fields) -> dict[str, JsonValue] | None:
        """The order in which the form listed its items."""
        order: list[JsonValue] = [
            name.removeprefix("place:") for name in fields if name.startswith("place:")
        ]
        return {"order": order}

    def response_words(self, pieces: Pieces, response: Order, language: str) -> str:
        return html_list(html_of(pieces.items, response.order), "ol")

    def key_words(self, pieces: Pieces, key: Order, language: str) -> str:
        return self.response_words(pieces, key, language)

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Order | None,
        language: str,
    ) -> str:
        items = in_order(pieces.items, response.order if response else slots)
        word = words(language)["place"]
        rows = []
        for here, item in enumerate(items, 1):
            options = "".join(
                f'<option value="{place}"{" selected" if place == here else ""}>{place}</option>'
                for place in range(1, len(items) + 1)
            )
            rows.append(
                f'<li data-item="{item.id}"><span>{item.html}</span>'
                f'<select name="{escaped(name)}place:{item.id}"'
                f' aria-label="{word}: {escaped(plain(item.html))}">{options}</select></li>'
            )
        return f'<ol class="order">{"".join(rows)}</ol>'


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else _UNPLACED
