"""A question between two formats: what every format is read into and written from. Pure.

One language, our Markdown throughout, no ids: options get theirs when a bank is written. What a
format holds and we cannot is a ``Refusal`` (the question stays behind) or a ``Note`` (it comes, but
something of it does not); nothing is dropped without either.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from app.assessment.questions.numeric import parse_number
from app.assessment.questions.short_answer import folded
from app.interop.questions.numbers import with_comma

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
class Number:
    """Right within ``tolerance`` on both sides, inclusive; both are finite decimals."""

    value: Fraction
    tolerance: Fraction = Fraction(0)
    unit: str = ""


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


Answer = Choices | Truth | Accepted | Number | Pairs | Order


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


def fitted(question: Question) -> Question:
    """The question if our banks can hold it; else raises ``RefusedError`` with the first reason."""
    for why in _misfits(question):
        raise RefusedError(why.id, why.en)
    return question


def _misfits(question: Question) -> Iterator[Words]:
    if not question.stem:
        yield Words("teks soal kosong", "the question has no text")
    feedback: list[str] = []
    match question.answer:
        case Choices(options=options):
            feedback = [option.feedback for option in options]
        case Truth(feedback_true=when_true, feedback_false=when_false):
            feedback = [when_true, when_false]
    if any(len(text) > MAX_MARKDOWN for text in (question.stem, question.explanation, *feedback)):
        yield Words(
            f"teks lebih dari {MAX_MARKDOWN} tanda", f"a text of more than {MAX_MARKDOWN} signs"
        )
    if not 1 <= question.points <= 10:
        yield Words("poin bukan 1 sampai 10", "points are not 1 to 10")
    lines = (question.competency, question.author, question.category, *question.tags, question.name)
    if any(len(line) > MAX_LINE for line in lines):
        yield Words(
            "nama, kategori, label, kompetensi atau penulis terlalu panjang",
            "a name, category, tag, competency or author is too long",
        )
    if question.review_on and not _is_date(question.review_on):
        yield Words(
            f"tanggal '{question.review_on[:40]}' bukan seperti 2027-04-12",
            f"the date '{question.review_on[:40]}' is not like 2027-04-12",
        )
    yield from _answer_misfits(question.answer)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _answer_misfits(answer: Answer) -> Iterator[Words]:
    match answer:
        case Choices():
            yield from _choice_misfits(answer)
        case Accepted():
            yield from _accepted_misfits(answer)
        case Number():
            yield from _number_misfits(answer)
        case Pairs(pairs=pairs):
            yield from _counted(len(pairs), 2, 12, "pasangan", "pairs")
            yield from _counted(len(answer.rights), 2, 16, "teks kanan", "texts on the right")
            yield from _lines([left for left, _ in pairs])
            yield from _lines(answer.rights)
        case Order(items=items):
            yield from _counted(len(items), 2, 12, "urutan", "items to order")
            yield from _lines(items)
        case Truth():
            pass


def _choice_misfits(answer: Choices) -> Iterator[Words]:
    right = sum(option.is_right for option in answer.options)
    yield from _counted(len(answer.options), 2, 12, "pilihan", "options")
    yield from _lines([option.text for option in answer.options])
    if right == 0:
        yield Words("tidak ada pilihan yang benar", "no option is right")
    elif not answer.many and right > 1:
        yield Words(
            f"pilihan tunggal dengan {right} jawaban benar",
            f"a single choice with {right} right answers",
        )
    elif answer.many and right == len(answer.options):
        yield Words(
            "semua pilihan benar, jadi mencentang semua selalu benar",
            "every option is right, so ticking all of them is always right",
        )


def _accepted_misfits(answer: Accepted) -> Iterator[Words]:
    yield from _counted(len(answer.accept), 1, 40, "jawaban", "answers")
    for text in answer.accept:
        if len(text) > MAX_ANSWER or not folded(text, mind_case=answer.case):
            yield Words(
                f"jawaban '{text[:40]}' tanpa huruf dan angka, atau lebih dari {MAX_ANSWER} tanda",
                f"the answer '{text[:40]}' has no letter or digit, or more than {MAX_ANSWER} signs",
            )


def _number_misfits(answer: Number) -> Iterator[Words]:
    written = (with_comma(answer.value), with_comma(answer.tolerance))
    if answer.tolerance < 0:
        yield Words("toleransi di bawah 0", "the tolerance is below 0")
    if any(text is None or parse_number(text) is None for text in written):
        yield Words(
            "angka dengan terlalu banyak tanda di depan atau di belakang koma",
            "a number with too many digits",
        )
    if len(answer.unit) > 40:
        yield Words("satuan lebih dari 40 tanda", "a unit of more than 40 signs")


def _counted(count: int, least: int, most: int, id_: str, en: str) -> Iterator[Words]:
    if not least <= count <= most:
        yield Words(
            f"{count} {id_}; yang dapat disimpan {least} sampai {most}",
            f"{count} {en}; what can be kept is {least} to {most}",
        )


def _lines(texts: list[str] | tuple[str, ...]) -> Iterator[Words]:
    for text in texts:
        if not text:
            yield Words("pilihan atau pasangan tanpa teks", "an option or pair without text")
        elif len(text) > MAX_LINE or re.search(r"[\r\n]", text):
            yield Words(
                f"pilihan '{text[:40]}…' lebih dari {MAX_LINE} tanda atau satu baris",
                f"the option '{text[:40]}…' is longer than {MAX_LINE} signs or one line",
            )
