"""A question between two formats: what every format is read into and written from. Pure.

One language, our Markdown throughout, no ids: options get theirs when a bank is written. What a
format holds and we cannot is a ``Refusal`` (the question stays behind) or a ``Note`` (it comes, but
something of it does not); nothing is dropped without either.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from app.assessment.questions.base import Difficulty

MAX_MARKDOWN = 8_000
MAX_LINE = 500
MAX_ANSWER = 200
MAX_QUESTIONS = 5_000


@dataclass(frozen=True, slots=True)
class Words:
    """One statement in both languages of the interface."""

    id: str
    en: str


class UnreadableFileError(Exception):
    """A file that cannot be read at all: the one error that readers of formats raise."""

    def __init__(self, why: Words, line: int = 1) -> None:
        super().__init__(why.en)
        self.why = why
        self.line = line


class RefusedError(Exception):
    """A question that cannot be taken; raised and caught inside this package."""

    def __init__(self, id: str, en: str, line: int = 0) -> None:  # noqa: A002 - the language
        super().__init__(en)
        self.why = Words(id, en)
        self.line = line


@dataclass(frozen=True, slots=True)
class Option:
    text: str  # inline Markdown
    is_right: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Single choice, or with ``many`` a multiple response."""

    options: tuple[Option, ...]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    is_true: bool
    feedback_true: str = ""  # said to whoever answers "true"
    feedback_false: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Short answers that are right, as plain text."""

    accept: tuple[str, ...]
    case: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """Another unit of a number: one of it is ``factor`` of the question's own."""

    name: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """Right within ``tolerance`` on both sides, inclusive; both are finite decimals."""

    value: Fraction
    tolerance: Fraction = Fraction(0)
    unit: str = ""
    units: tuple[Unit, ...] = ()
    unit_required: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Left and right of each pair as inline Markdown; ``spare`` fits nothing."""

    pairs: tuple[tuple[str, str], ...]
    spare: tuple[str, ...] = ()

    @property
    def rights(self) -> tuple[str, ...]:
        """Every text on the right, once."""
        return tuple(dict.fromkeys([right for _, right in self.pairs] + list(self.spare)))


@dataclass(frozen=True, slots=True)
class Order:
    """Items in the right order, inline Markdown."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    text: str  # inline Markdown
    points: int


@dataclass(frozen=True, slots=True)
class Criterion:
    text: str  # inline Markdown
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Essay:
    """A text that people mark. Without ``criteria`` a bank gets a plain rubric; 0 words: no bound.

    ``model_answer`` is Markdown.
    """

    criteria: tuple[Criterion, ...] = ()
    min_words: int = 0
    max_words: int = 0
    model_answer: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Stands in the stem as ``{{id}}``; choices are single ones."""

    id: str
    answer: Choices | Accepted | Number
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text with gaps, in the order they stand in."""

    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value drawn for each attempt: ``low``, ``low + step``, … up to ``high``."""

    name: str
    low: Fraction
    high: Fraction
    step: Fraction


@dataclass(frozen=True, slots=True)
class Calculated:
    """``formula`` names the parameters, which stand in the stem as ``{{name}}``."""

    formula: str
    parameters: tuple[Parameter, ...]
    tolerance: Fraction = Fraction(0)
    decimals: int | None = None
    unit: str = ""


Answer = Choices | Truth | Accepted | Number | Pairs | Order | Essay | Cloze | Calculated


@dataclass(frozen=True, slots=True)
class Question:
    """``line`` is where it begins in its file (a table's row); it does not count as content."""

    stem: str
    answer: Answer
    name: str = ""
    explanation: str = ""
    points: int = 1
    category: str = ""
    tags: tuple[str, ...] = ()
    competency: str = ""
    author: str = ""
    review_on: str = ""  # ISO date
    difficulty: Difficulty = "medium"
    line: int = field(default=0, compare=False)

    @property
    def kind(self) -> str:
        """The name that our banks know it by."""
        match self.answer:
            case Choices(many=many):
                return "multiple_response" if many else "single_choice"
            case Truth():
                return "true_false"
            case Accepted():
                return "short_answer"
            case Number():
                return "numeric"
            case Pairs():
                return "matching"
            case Order():
                return "ordering"
            case Essay():
                return "essay"
            case Cloze():
                return "cloze"
            case Calculated():
                return "calculated"

    @property
    def label(self) -> str:
        """Its name, else how it begins."""
        return label_of(self.name, self.stem)


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture that came with questions; ``name`` is unique in its file and safe as a name."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    name: str
    line: int
    why: Words


@dataclass(frozen=True, slots=True)
class Note:
    """What was lost or changed in a question that was taken; ``name`` empty: in the whole file."""

    name: str
    line: int
    what: Words


@dataclass(frozen=True, slots=True)
class Imported:
    questions: tuple[Question, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A written file; questions that the format cannot hold are in ``refused``."""

    content: bytes
    refused: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


def label_of(name: str, stem: str) -> str:
    return name or " ".join(stem.split())[:60] or "?"
