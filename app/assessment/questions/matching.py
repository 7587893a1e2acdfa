"""Matching: each entry on the left has one partner on the right; the right may have spare ones.

Credit = right pairs ÷ entries on the left: the share of pairs, as QTI's ``mapResponse`` gives with
1/n for each right pair (1EdTech, QTI 2.2, Information Model). A wrong pair earns nothing and costs
nothing: each entry can only be given one partner, so guessing all is not rewarded.
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
    in_order,
    legend,
    plain,
    rendered,
    words,
)
from app.catalogue.document import Language

_Id = Annotated[str, Field(max_length=40)]


class Text(QuestionText):
    left: Annotated[list[ItemText], Field(min_length=2, max_length=12)]
    right: Annotated[list[ItemText], Field(min_length=2, max_length=16)]


class Source(QuestionSource):
    kind: Literal["matching"]
    key: dict[ItemId, ItemId]
    text: dict[Language, Text]


class Pairs(Shape):
    """A response, and the key: ``{pairs: {left: right}}``; a left without partner is left out."""

    pairs: Annotated[dict[_Id, _Id], Field(max_length=12)]


class Matching(QuestionKind[Source, Pairs, Pairs]):
    name = "matching"
    source = Source
    key = Pairs
    response = Pairs
    always_shuffled = True
    blank: ClassVar[Mapping[str, JsonValue] | None] = {"pairs": {}}

    def faults(self, source: Source) -> Iterator[Fault]:
        yield from item_faults(source.text, "left")
        yield from item_faults(source.text, "right")
        text = source.text.get("id")
        if text is None:
            return
        left, right = [item.id for item in text.left], [item.id for item in text.right]
        for one, other in source.key.items():
            yield from strangers([one], left, ("key", one))
            yield from strangers([other], right, ("key", one))
        missing = [one for one in left if one not in source.key]
        if missing:
            yield Fault(
                ("key",),
                "Q019",
                f"the key has no partner for {', '.join(missing)}",
                "give every entry on the left its partner",
            )

    def key_of(self, source: Source) -> Pairs:
        return Pairs(pairs=source.key)

    def pieces_of(self, source: Source, language: Language, render: Renderer) -> Pieces:
        text = source.text[language]
        return Pieces(
            stem=legend(render, text, language),
            left=rendered(text.left, render, language, "left"),
            right=rendered(text.right, render, language, "right"),
        )

    def fits(self, pieces: Pieces, response: Pairs) -> bool:
        return set(response.pairs) <= {item.id for item in pieces.left} and set(
            response.pairs.values()
        ) <= {item.id for item in pieces.right}

    def credit(self, pieces: Pieces, key: Pairs, response: Pairs) -> Fraction:
        right = sum(response.pairs.get(one) == other for one, other in key.pairs.items())
        return Fraction(right, len(key.pairs))

    def slots(self, pieces: Pieces) -> tuple[str, ...]:
        return tuple(item.id for item in pieces.right)

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        pairs: dict[str, JsonValue] = {
            name.removeprefix("pair:"): values[-1]
            for name, values in fields.items()
            if name.startswith("pair:") and values and values[-1]
        }
        return {"pairs": pairs} if any(name.startswith("pair:") for name in fields) else None

    def response_words(self, pieces: Pieces, response: Pairs, language: str) -> str:
        right = {item.id: item.html for item in pieces.right}
        return html_list(
            [
                f"{item.html} → {right[response.pairs[item.id]]}"
                for item in pieces.left
                if response.pairs.get(item.id) in right
            ]
        )

    def key_words(self, pieces: Pieces, key: Pairs, language: str) -> str:
        return self.response_words(pieces, key, language)

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Pairs | None,
        language: str,
    ) -> str:
        pairs = response.pairs if response else {}
        right = [(item.id, escaped(plain(item.html))) for item in in_order(pieces.right, slots)]
        rows = []
        for item in pieces.left:
            chosen = pairs.get(item.id)
            options = "".join(
                f'<option value="{one}"{" selected" if one == chosen else ""}>{text}</option>'
                for one, text in right
            )
            rows.append(
                f'<label class="pair"><span>{item.html}</span>'
                f'<select name="{escaped(name)}pair:{item.id}">'
                f'<option value="">{words(language)["pick"]}…</option>{options}</select></label>'
            )
        return f'<div class="pairs">{"".join(rows)}</div>'
