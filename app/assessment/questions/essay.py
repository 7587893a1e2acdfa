"""Essay: a text that people mark by a rubric.

The learner reads the criteria with their levels while writing. What the key holds beyond them is
the model answer, for markers and, as the quiz allows, for the learner after the close.

Words are runs between spaces with a letter or a digit in them; ``enhance/writing.js`` counts the
same way. The bounds guide: a text outside them is kept and handed in like any other.
"""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from app.assessment.questions.base import (
    Criterion,
    Fault,
    Fields,
    ItemId,
    Level,
    Line,
    Markdown,
    Path,
    Pieces,
    QuestionKind,
    QuestionSource,
    QuestionText,
    Renderer,
    ResponseMisfitError,
    Shape,
    SourceShape,
)
from app.assessment.questions.faults import repeated_ids
from app.assessment.questions.fragments import escaped, legend, paragraphs, rubric_table, words
from app.catalogue.document import Language
from app.kit.text import is_storable

MAX_ESSAY = 8_000
MAX_LEVELS = 8

_Words = Annotated[int, Field(ge=1, le=1_500)]


class LevelPoints(SourceShape):
    id: ItemId
    points: Annotated[int, Field(ge=0, le=100)]


class CriterionPoints(SourceShape):
    id: ItemId
    levels: Annotated[list[LevelPoints], Field(min_length=2, max_length=MAX_LEVELS)]


class Rubric(SourceShape):
    """``min_words`` and ``max_words`` guide the writer; ``rubric`` says what each level earns."""

    min_words: _Words | None = None
    max_words: _Words | None = None
    rubric: Annotated[list[CriterionPoints], Field(min_length=1, max_length=10)]


class LevelText(SourceShape):
    id: ItemId
    text: Line  # inline Markdown


class CriterionText(SourceShape):
    id: ItemId
    text: Line
    levels: Annotated[list[LevelText], Field(min_length=2, max_length=MAX_LEVELS)]


class Text(QuestionText):
    rubric: Annotated[list[CriterionText], Field(min_length=1, max_length=10)]
    model_answer: Markdown | None = None


class Source(QuestionSource):
    kind: Literal["essay"]
    key: Rubric
    text: dict[Language, Text]


class Key(Shape):
    """``rubric``: points of each level of each criterion; ``model``: HTML by language."""

    rubric: dict[str, dict[str, int]]
    model: dict[Language, str]


class Written(Shape):
    """A response: ``{text: "…"}``, line breaks and all."""

    text: Annotated[str, Field(max_length=MAX_ESSAY)]


def credit_of(key: Key, levels: Mapping[str, str]) -> Fraction:
    """Points of the levels given ÷ the most a marker can give, from 0 to 1.

    ``levels``: the level of each criterion, by id. Raises ``ResponseMisfitError`` unless every
    criterion has one of its own levels.
    """
    if set(levels) != set(key.rubric):
        raise ResponseMisfitError
    earned = 0
    for criterion, level in levels.items():
        points = key.rubric[criterion].get(level)
        if points is None:
            raise ResponseMisfitError
        earned += points
    return Fraction(earned, sum(max(points.values()) for points in key.rubric.values()))


def words_in(text: str) -> int:
    return sum(any(char.isalnum() for char in word) for word in text.split())


class Essay(QuestionKind[Source, Key, Written]):
    name = "essay"
    source = Source
    key = Key
    response = Written
    marked_by: ClassVar[Literal["key", "person", "nobody"]] = "person"
    needs_more = True
    blank: ClassVar[Mapping[str, JsonValue] | None] = {"text": ""}

    def faults(self, source: Source) -> Iterator[Fault]:
        key = source.key
        if key.min_words and key.max_words and key.min_words > key.max_words:
            what = f"at least {key.min_words} words, but at most {key.max_words}"
            yield Fault(("key", "min_words"), "Q030", what, "write a smaller number than max_words")
        yield from repeated_ids(key.rubric, ("key", "rubric"))
        for place, criterion in enumerate(key.rubric):
            path: Path = ("key", "rubric", place, "levels")
            yield from repeated_ids(criterion.levels, path)
            if len({level.points for level in criterion.levels}) == 1:
                what = f"every level of '{criterion.id}' earns the same"
                yield Fault(path, "Q031", what, "give a better level more points")
        for language, text in source.text.items():
            yield from _text_faults(key, text, ("text", language, "rubric"))

    def key_of(self, source: Source) -> Key:
        return Key(
            rubric={
                criterion.id: {level.id: level.points for level in criterion.levels}
                for criterion in source.key.rubric
            },
            model={},
        )

    def key_with(self, source: Source, renders: Mapping[Language, Renderer]) -> Key:
        model = {
            language: renders[language].block(text.model_answer, "text", language, "model_answer")
            for language, text in source.text.items()
            if text.model_answer
        }
        return self.key_of(source).model_copy(update={"model": model})

    def pieces_of(self, source: Source, language: Language, render: Renderer) -> Pieces:
        text = source.text[language]
        points = self.key_of(source).rubric
        return Pieces(
            stem=legend(render, text, language),
            rubric=tuple(
                _criterion(criterion, points[criterion.id], render, language, place)
                for place, criterion in enumerate(text.rubric)
            ),
            words=(source.key.min_words or 0, source.key.max_words or 0)
            if source.key.min_words or source.key.max_words
            else (),
        )

    def fits(self, pieces: Pieces, response: Written) -> bool:
        return is_storable(response.text)

    def credit(self, pieces: Pieces, key: Key, response: Written) -> Fraction:
        return Fraction(0)  # a person's to give

    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        texts = fields.get("text", ())
        # A form sends line breaks as two signs; the device counts and keeps one.
        return {"text": re.sub(r"\r\n?", "\n", texts[-1]).strip()} if texts else None

    def response_words(self, pieces: Pieces, response: Written, language: str) -> str:
        return paragraphs(response.text)

    def key_words(self, pieces: Pieces, key: Key, language: str) -> str:
        return key.model.get("en" if language == "en" else "id") or key.model.get("id", "")

    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: Written | None,
        language: str,
    ) -> str:
        said = words(language)
        fewest, most = pieces.words or (0, 0)
        bounds = f' data-least="{fewest}" data-most="{most}"'
        text = response.text if response else ""
        return (
            f'{rubric_table(pieces.rubric, language)}<label class="fld"><span>{said["answer"]}'
            f"{_bounds(fewest, most, said)}</span>"
            f'<textarea name="{escaped(name)}text" rows="10" maxlength="{MAX_ESSAY}"'
            # The first line break after the tag would be swallowed.
            f" data-grows{bounds}>\n{escaped(text)}</textarea></label>"
        )


def _bounds(fewest: int, most: int, said: Mapping[str, str]) -> str:
    if fewest and most:
        told = said["between"]
    elif fewest or most:
        told = said["at_least"] if fewest else said["at_most"]
    else:
        return ""
    return f" <small>{told.format(fewest=fewest, most=most)}</small>"


def _criterion(
    text: CriterionText,
    points: Mapping[str, int],
    render: Renderer,
    language: Language,
    place: int,
) -> Criterion:
    path = ("text", language, "rubric", place)
    return Criterion(
        id=text.id,
        html=render.inline(text.text, *path, "text"),
        levels=tuple(
            Level(
                id=level.id,
                html=render.inline(level.text, *path, "levels", row, "text"),
                points=points[level.id],
            )
            for row, level in enumerate(text.levels)
        ),
    )


def _text_faults(key: Rubric, text: Text, path: Path) -> Iterator[Fault]:
    wanted = [criterion.id for criterion in key.rubric]
    if sorted(criterion.id for criterion in text.rubric) != sorted(wanted):
        what = "the criteria differ from those of the key"
        yield Fault(path, "Q013", what, f"use the ids {', '.join(wanted)}, each once")
        return
    levels = {criterion.id: [level.id for level in criterion.levels] for criterion in key.rubric}
    for place, criterion in enumerate(text.rubric):
        own = levels[criterion.id]
        if sorted(level.id for level in criterion.levels) != sorted(own):
            what = f"the levels of '{criterion.id}' differ from those of the key"
            instead = f"use the ids {', '.join(own)}, each once"
            yield Fault((*path, place, "levels"), "Q013", what, instead)
