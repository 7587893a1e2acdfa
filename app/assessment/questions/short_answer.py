"""Short answer: a few words, compared after folding. All or nothing.

Folding (``folded``): compatibility forms (NFKD), accents off, case off unless the question minds
it, punctuation and spaces as one space, except between two digits, where 1,5 must not become 15.
"""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from app.assessment.questions.base import (
    MAX_TEXT,
    Fault,
    Fields,
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
from app.assessment.questions.fragments import escaped, legend, words
from app.catalogue.document import Language

_APART = frozenset({"P", "Z"})
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})


def folded(text: str, *, mind_case: bool) -> str:
    """The text as it is compared."""
    kept = "".join(
        char
        for char in unicodedata.normalize("NFKD", text)
        if unicodedata.category(char) not in _INVISIBLE
    )
    if not mind_case:
        kept = unicodedata.normalize("NFKD", kept.casefold())
    out = [
        char if not _is_apart(char) or _is_between_digits(kept, place) else " "
        for place, char in enumerate(kept)
    ]
    return " ".join("".join(out).split())


def _is_apart(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in _APART or category == "Cc"


def _is_between_digits(text: str, place: int) -> bool:
    return (
        not text[place].isspace()
        and 0 < place < len(text) - 1
        and text[place - 1].isdecimal()
        and text[place + 1].isdecimal()
    )


class Accepted(SourceShape):
    """``accept``: answers that are right, in any language; ``case``: whether case matters."""

    accept: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]],
        Field(min_length=1, max_length=40),
    ]
    case: bool = False


class Text(QuestionText):
    pass


class Source(QuestionSource):
    kind: Literal["short_answer"]
    key: Accepted
    text: dict[Language, Text]


class Key(Shape):
    accept: tuple[str, ...]
    case: bool


class Written(Shape):
    """A response: ``{text: "…"}``."""

    text: Annotated[str, Field(max_length=MAX_TEXT)]


def is_accepted(key: Key, text: str) -> bool:
    said = folded(text, mind_case=key.case)
    right = {folded(accepted, mind_case=key.case) for accepted in key.accept}
    return bool(said) and said in right


def accepted_faults(key: Accepted, path: Path) -> Iterator[Fault]:
    for place, accepted in enumerate(key.accept):
        if not folded(accepted, mind_case=key.case):
            yield Fault(
                (*path, "accept", place),
                "Q015",
                f"'{accepted}' has no letter or digit, so nothing would match it",
                "write an answer of letters or digits",
            )


class ShortAnswer(QuestionKind[Source, Key, Written]):
    name = "short_answer"
    source = Source
    key = Key
    response = Written
    blank: ClassVar[Mapping[str, JsonValue] | None] = {"text": ""}

    def faults(self, source: Source) -> Iterator[Fault]:
        yield from accepted_faults(source.key, ("key",))

    def key_of(self, source: Source) -> Key:
        return Key(accept=tuple(source.key.accept), case=source.key.case)

    def pieces_of(self, source: Source, language: Language, render: Renderer) -> Pieces:
        return Pieces(stem=legend(render, source.text[language], language))

    def fits(self, pieces: Pieces, response: Written) -> bool:
        return is_bounded_text(response.text)

    def credit(self, pieces: Pieces, key: Key, response: Written) -> Fraction:
        return Fraction(is_accepted(key, response.text))

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        texts = fields.get("text", ())
        return {"text": texts[-1].strip()} if texts else None

    def response_words(self, pieces: Pieces, response: Written, language: str) -> str:
        return escaped(response.text)

    def key_words(self, pieces: Pieces, key: Key, language: str) -> str:
        return " / ".join(escaped(accepted) for accepted in key.accept)

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Written | None,
        language: str,
    ) -> str:
        value = f' value="{escaped(response.text)}"' if response else ""
        return (
            f'<label class="fld"><span>{words(language)["answer"]}</span>'
            f'<input type="text" name="{escaped(name)}text" maxlength="{MAX_TEXT}"'
            f' autocomplete="off"{value}></label>'
        )
