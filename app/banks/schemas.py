"""Shapes of question banks at the HTTP edge."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue
from pydantic_core import PydanticCustomError

from app.assessment.questions.base import Difficulty, Tag
from app.banks.models import BankOrigin, QuestionStatus
from app.kit.text import CleanLine, CleanText, is_storable

MAX_CHOSEN = 500
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, Field(pattern=SLUG, max_length=80)]
Title = Annotated[CleanLine, Field(min_length=1, max_length=200)]
Note = Annotated[CleanText, Field(max_length=500)]


def _storable(source: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Whether both databases can hold every text of it."""
    if not all(is_storable(text) for text in _texts(source)):
        raise PydanticCustomError("unstorable", "Holds a character that cannot be stored")
    return source


def _texts(source: dict[str, JsonValue]) -> Iterator[str]:
    waiting: list[JsonValue] = [source]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


Source = Annotated[dict[str, JsonValue], AfterValidator(_storable)]
"""A question as content/README.md writes it in YAML, as JSON."""


class _Payload(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Write(_Payload):
    """``take``: take a bank of files over first; from then on it belongs to the studio."""

    take: bool = False


# What is read


class BankOwner(BaseModel):
    """``id``: a course's slug or an agency's id; null for the house's own banks."""

    kind: Literal["course", "agency", "house"]
    id: str | None
    name: str


class BankRead(BaseModel):
    """A bank. ``due``: active questions whose review date has passed; ``quizzes``: that ask it."""

    slug: str
    title: str
    owner: BankOwner
    origin: BankOrigin
    editable: bool
    retired: bool
    active: int
    retired_questions: int
    due: int
    quizzes: int
    created_at: datetime


class FacetValue(BaseModel):
    value: str
    count: int


class Facets(BaseModel):
    """How many questions each choice would leave, were it made instead of the one that is."""

    kind: list[FacetValue]
    competency: list[FacetValue]
    difficulty: list[FacetValue]
    tag: list[FacetValue]
    status: list[FacetValue]
    due: int
    found: int


class Measured(BaseModel):
    """How it has proved: ``facility`` is the mean credit of first attempts, 0 to 1."""

    attempts: int
    facility: float


class QuestionRow(BaseModel):
    """A question in a list. ``due``: its review date has passed; ``quizzes``: that may ask it.

    ``measured`` is null until enough people have answered the version asked last.
    """

    id: str
    reference: str
    kind: str
    stem: str
    competency: str
    difficulty: str
    tags: list[str]
    review_on: date
    due: bool
    author: str
    status: QuestionStatus
    version: int
    quizzes: int
    updated_at: datetime
    measured: Measured | None


class QuestionPage(BaseModel):
    """``facets`` comes with the first page alone: they do not depend on the page."""

    items: list[QuestionRow]
    next: str | None
    facets: Facets | None


class VersionRow(BaseModel):
    """``made_by`` null: it came from a file."""

    number: int
    note: str
    made_by: str | None
    made_at: datetime


class VersionRead(VersionRow):
    source: dict[str, Any]


class QuestionRead(QuestionRow):
    """``revision`` is what a save must name; today the number of the current version."""

    revision: int
    current: VersionRead


class Difference(BaseModel):
    """A value that differs, at ``path``; null where there is none."""

    path: list[str | int]
    before: JsonValue
    after: JsonValue


class Differences(BaseModel):
    before: VersionRow
    after: VersionRow
    differences: list[Difference]


class Use(BaseModel):
    """A quiz of a course's current publication that may ask the question."""

    course: str
    course_title: str
    quiz: str
    quiz_title: str


class FindingRead(BaseModel):
    """``path`` inside the source; ``words`` in the reader's language say what and what to do."""

    path: list[str | int]
    code: str
    words: str
    what: str
    instead: str


class Preview(BaseModel):
    """A question as a learner meets it; null where faults in its form leave nothing to show.

    ``key`` and ``feedback`` (by option) are HTML in words, as after the close.
    """

    html: str | None
    key: str | None
    explanation: str | None
    feedback: dict[str, str]
    findings: list[FindingRead]


class PictureRead(BaseModel):
    """``file`` is what a figure names; ``figure`` is its Markdown, ready to be put into a text."""

    file: str
    link: str
    media_type: str
    bytes: int
    alt: str
    licence: str
    figure: str


class BulkAnswer(BaseModel):
    """``changed``: new version or status; ``unchanged``: had it all; ``missing``: no such."""

    changed: list[str]
    unchanged: list[str]
    missing: list[str]


# What is sent


class BankCreate(_Payload):
    """Of a course (its slug) or of an agency (its id): exactly one. ``slug`` made of the title."""

    title: Title
    slug: Slug | None = None
    course: Slug | None = None
    agency: Annotated[UUID, Field(strict=False)] | None = None


class BankChange(_Write):
    """What is given changes."""

    title: Title | None = None
    retired: bool | None = None


class QuestionCreate(_Write):
    source: Source
    note: Note = ""


class QuestionSave(_Write):
    """``revision``: the one the text was begun from."""

    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]
    source: Source
    note: Note = ""


class StatusChange(_Write):
    status: Annotated[QuestionStatus, Field(strict=False)]


class BulkSet(_Payload):
    competency: Annotated[CleanLine, Field(min_length=1, max_length=500)] | None = None
    difficulty: Difficulty | None = None
    review_on: Annotated[date, Field(strict=False)] | None = None
    author: Annotated[CleanLine, Field(min_length=1, max_length=500)] | None = None


class BulkChange(_Write):
    """One act on many questions of a bank: ids from the list."""

    ids: Annotated[list[Slug], Field(min_length=1, max_length=MAX_CHOSEN)]
    set: BulkSet = BulkSet()
    add_tags: Annotated[list[Tag], Field(max_length=20)] = []
    remove_tags: Annotated[list[Tag], Field(max_length=20)] = []
    status: Annotated[QuestionStatus, Field(strict=False)] | None = None
    note: Note = ""


class PictureCreate(_Write):
    """``content``: the file as base64 (RFC 4648, with padding); at most 2 MB before that."""

    name: Annotated[CleanLine, Field(max_length=300)] = ""
    content: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]*={0,2}$", max_length=2_900_000)]
    alt: Annotated[CleanLine, Field(max_length=500)]
    licence: Annotated[CleanLine, Field(max_length=200)]


class PreviewRequest(_Payload):
    source: Source
    language: Literal["id", "en"] = "id"
    # Another one draws other numbers and another order.
    seed: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")] = "contoh"
