"""What every question kind shares: shapes, marks, fragments. Pure.

A compiled question has two halves. ``Pieces`` (by language) is what a learner may see before the
attempt is closed; key, feedback and explanation are in ``Question`` and stay on the server until
then. Rendering takes only pieces, so a fragment cannot hold a key.

Sources and responses hold strings and integers only: a float would round, and RFC 8785 would have
to write it.
"""

# ruff: noqa: ARG002 - every kind is handed the same values and uses what it needs

import html
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Generic, Literal, Protocol, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationError,
)

from app.catalogue.document import Language
from app.kit.text import is_storable

BASIS_POINTS = 10_000
MAX_TEXT = 200

Path = tuple[str | int, ...]
ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Markdown = Annotated[str, StringConstraints(min_length=1, max_length=8_000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500)]


def _iso_date(text: str) -> str:
    return date.fromisoformat(text).isoformat()


IsoDate = Annotated[str, AfterValidator(_iso_date)]


class SourceShape(BaseModel):
    """Base of what authors write: nothing unknown is passed over, nothing is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Shape(BaseModel):
    """Base of what we write ourselves, and of responses after their own checks."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# As the author thinks it is; what attempts say is in the statistics.
Difficulty = Literal["easy", "medium", "hard"]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


class ItemText(SourceShape):
    """An option, a side of a pair or an item to put in order, in one language."""

    id: ItemId
    text: Line  # inline Markdown


class StemText(SourceShape):
    """What every kind says in a language; where nothing is right, nothing needs explaining."""

    stem: Markdown
    explanation: Markdown | None = None


class QuestionText(StemText):
    """What every kind says whose answers earn points."""

    explanation: Markdown


class QuestionSource(SourceShape):
    """What every question in a bank has; kinds add ``key`` and narrow ``kind`` and ``text``."""

    kind: str
    text: Mapping[Language, StemText]
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    competency: Line
    author: Line
    review_on: IsoDate
    points: Annotated[int, Field(ge=1, le=10)] = 1
    # For finding questions and for drawing them; neither reaches a learner.
    difficulty: Difficulty = "medium"
    tags: Annotated[list[Tag], Field(max_length=20)] = Field(default_factory=list)


class Item(Shape):
    """An item as compiled: sanitised inline HTML."""

    id: str
    html: str


class Level(Shape):
    """A level of a criterion: what it asks, as sanitised inline HTML, and what it earns."""

    id: str
    html: str
    points: int


class Criterion(Shape):
    """A row of a rubric."""

    id: str
    html: str
    levels: tuple[Level, ...]


class Gap(Shape):
    """A gap in a text: ``kind`` choice, short or numeric; only a choice has options."""

    id: str
    kind: str
    options: tuple[Item, ...] = ()
    unit: str = ""


def _is_unused(value: object) -> bool:
    return not value


# A kind that came later must not change the hash of what was published before it.
Later = Field(exclude_if=_is_unused)


class Pieces(Shape):
    """The visible half of a question in one language; lists a kind has no use for stay empty."""

    stem: str  # sanitised HTML
    options: tuple[Item, ...] = ()
    left: tuple[Item, ...] = ()
    right: tuple[Item, ...] = ()
    items: tuple[Item, ...] = ()
    unit: str = ""
    rubric: Annotated[tuple[Criterion, ...], Later] = ()
    # Fewest and most words of an essay; 0: no such bound.
    words: Annotated[tuple[int, ...], Later] = ()
    gaps: Annotated[tuple[Gap, ...], Later] = ()


class Question(Shape):
    """A compiled question with its secrets. ``id`` is "<bank>.<question>".

    ``points`` 0: nobody marks it. ``explanation`` is empty where there is none.
    """

    id: str
    kind: str
    points: int
    competency: str
    pieces: dict[Language, Pieces]
    key: dict[str, JsonValue]
    explanation: dict[Language, str]  # sanitised HTML
    feedback: dict[Language, dict[str, str]]  # by option id; sanitised HTML

    def pieces_in(self, language: str) -> Pieces:
        """In ``language``, else in Indonesian."""
        return self.pieces["en"] if language == "en" and "en" in self.pieces else self.pieces["id"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a question's source, at ``path`` inside it."""

    path: Path
    code: str
    what: str
    instead: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Credit for one response, from 0 to 1, exact."""

    credit: Fraction

    @property
    def basis_points(self) -> int:
        """Rounded down, so that nothing short of full credit shows as full."""
        return self.credit.numerator * BASIS_POINTS // self.credit.denominator

    @property
    def is_correct(self) -> bool:
        return self.credit == 1


NOTHING = Mark(Fraction(0))


class Renderer(Protocol):
    """Markdown of the value at ``path`` of a question's source → sanitised HTML."""

    def block(self, markdown: str, *path: str | int) -> str: ...

    def inline(self, markdown: str, *path: str | int) -> str: ...


class ResponseMisfitError(Exception):
    """A response that does not fit its question."""


SourceT = TypeVar("SourceT", bound=QuestionSource)
KeyT = TypeVar("KeyT", bound=Shape)
ResponseT = TypeVar("ResponseT", bound=Shape)

Fields = Mapping[str, Sequence[str]]
"""A form's fields of one question, without the ``q:<question>:`` before each name."""


class QuestionKind(ABC, Generic[SourceT, KeyT, ResponseT]):
    """A kind of question. One instance each, in ``registry.QUESTION_KINDS``."""

    name: ClassVar[str]
    source: type[SourceT]
    key: type[KeyT]
    response: type[ResponseT]
    # Who says what a response earns: the key, a person by a rubric, or nobody (surveys).
    marked_by: ClassVar[Literal["key", "person", "nobody"]] = "key"
    # The author's own order would give the answer away: shuffled whatever the quiz says.
    always_shuffled: ClassVar[bool] = False
    # Whether attempts ask it with values of their own (``drawn``), so that the key is theirs too.
    draws: ClassVar[bool] = False
    # Whether it needs more of a page than choices and one line do: ``quiz-more.css``, ``more.js``.
    needs_more: ClassVar[bool] = False
    # The response that takes an answer back, where a form can say so.
    blank: ClassVar[Mapping[str, JsonValue] | None] = None

    @abstractmethod
    def faults(self, source: SourceT) -> Iterator[Fault]:
        """What the shape alone cannot see, such as a key that names no option."""

    @abstractmethod
    def key_of(self, source: SourceT) -> KeyT:
        """The key; called only for sources without faults."""

    def key_with(self, source: SourceT, renders: Mapping[Language, Renderer]) -> KeyT:
        """The key of kinds that hold Markdown in it."""
        return self.key_of(source)

    @abstractmethod
    def pieces_of(self, source: SourceT, language: Language, render: Renderer) -> Pieces: ...

    def feedback_of(self, source: SourceT, language: Language, render: Renderer) -> dict[str, str]:
        """Feedback by option id; kinds without options have none."""
        return {}

    @abstractmethod
    def fits(self, pieces: Pieces, response: ResponseT) -> bool:
        """Whether everything the response names is in the question."""

    @abstractmethod
    def credit(self, pieces: Pieces, key: KeyT, response: ResponseT) -> Fraction:
        """From 0 to 1, exact; the kind's module says by which rule."""

    def slots(self, pieces: Pieces) -> tuple[str, ...]:
        """Ids of what may be shuffled, in the author's order."""
        return ()

    def chosen(self, response: ResponseT) -> tuple[str, ...]:
        """Ids of the options a response chooses, for their feedback."""
        return ()

    def awaits_person(self, pieces: Pieces, response: object) -> bool:
        """Whether a person has to say what a response earns: there is something in it to mark."""
        return (
            self.marked_by == "person"
            and response != self.blank
            and self.read_or_none(pieces, response) is not None
        )

    def drawn(self, question: Question, seed: str) -> dict[str, str]:
        """Values that an attempt with this seed asks the question with, by name."""
        return {}

    def resolved(self, question: Question, values: Mapping[str, str]) -> Question:
        """The question with drawn values filled in, and its key worked out by them."""
        return question

    @abstractmethod
    def from_form(self, fields: Fields) -> dict[str, JsonValue] | None:
        """The response in a form without JavaScript; None: the question was not in it."""

    def untouched(self, fields: Fields) -> Mapping[str, JsonValue] | None:
        """What ``from_form`` gives for a question shown without an answer and left alone."""
        return self.blank

    @abstractmethod
    def response_words(self, pieces: Pieces, response: ResponseT, language: str) -> str:
        """A response in words, as HTML."""

    @abstractmethod
    def key_words(self, pieces: Pieces, key: KeyT, language: str) -> str:
        """What would have been right, in words, as HTML."""

    def legend_of(self, pieces: Pieces, language: str) -> str:
        """What the group of its fields is called, as HTML: its stem."""
        return pieces.stem

    @abstractmethod
    def controls(
        self,
        name: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: ResponseT | None,
        language: str,
    ) -> str:
        """The inputs as HTML, in the order of ``slots``; their names start with ``name``."""

    def compile(self, bank: str, source: SourceT, renders: Mapping[Language, Renderer]) -> Question:
        """Deterministic; called only for sources without faults."""
        texts = source.text
        return Question(
            id=f"{bank}.{source.id}",
            kind=self.name,
            points=0 if self.marked_by == "nobody" else source.points,
            competency=source.competency,
            pieces={lang: self.pieces_of(source, lang, renders[lang]) for lang in texts},
            key=self.key_with(source, renders).model_dump(mode="json"),
            explanation={
                lang: renders[lang].block(text.explanation, "text", lang, "explanation")
                if text.explanation
                else ""
                for lang, text in texts.items()
            },
            feedback={lang: self.feedback_of(source, lang, renders[lang]) for lang in texts},
        )

    def read(self, pieces: Pieces, raw: object) -> ResponseT:
        """A response of the right shape for this question; else raises ``ResponseMisfitError``."""
        try:
            response = self.response.model_validate(raw, strict=True)
        except (ValidationError, RecursionError) as error:
            raise ResponseMisfitError from error
        if not self.fits(pieces, response):
            raise ResponseMisfitError
        return response

    def read_or_none(self, pieces: Pieces, raw: object) -> ResponseT | None:
        try:
            return self.read(pieces, raw)
        except ResponseMisfitError:
            return None

    def mark(self, question: Question, key: Mapping[str, JsonValue], response: object) -> Mark:
        """Credit for a response by a key. Pure; never raises: what does not fit earns nothing.

        What a person has to mark (``awaits_person``) earns nothing by its key alone.
        """
        pieces = question.pieces_in("id")
        read = self.read_or_none(pieces, response)
        if read is None:
            return NOTHING
        return Mark(self.credit(pieces, self.key.model_validate(key), read))

    def compose(
        self,
        question_id: str,
        pieces: Pieces,
        slots: Sequence[str],
        response: object,
        language: str,
        *,
        disabled: bool = False,
    ) -> str:
        """The question as an HTML fieldset, with the saved response filled in."""
        read = self.read_or_none(pieces, response) if response is not None else None
        off = " disabled" if disabled else ""
        controls = self.controls(f"q:{question_id}:", pieces, slots, read, language)
        look = "q more" if self.needs_more else "q"
        legend = self.legend_of(pieces, language)
        return (
            f'<fieldset class="{look}" data-question="{html.escape(question_id)}"'
            f' data-kind="{self.name}"{off}>'
            f'<legend class="q-stem">{legend}</legend>{controls}</fieldset>'
        )


AnyQuestionKind = QuestionKind[Any, Any, Any]


def is_bounded_text(text: str) -> bool:
    return len(text) <= MAX_TEXT and is_storable(text)
