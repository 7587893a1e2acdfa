"""Names for what answers are counted under, and the table of who gave them. Pure."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.assessment.questions.base import Question
from app.assessment.questions.fragments import plain, words
from app.assessment.statistics.formulas import groups
from app.assessment.statistics.hints import OptionShares
from app.assessment.statistics.plan import LONG
from app.assessment.statistics.tallies import UNIT, histogram

_WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {"blank": "Tidak dijawab", "long": "Jawaban panjang"},
    "en": {"blank": "Left empty", "long": "Long answers"},
}
# Kinds whose answers are what people wrote: one that a single person gave names that person.
WRITTEN = frozenset({"short_answer", "numeric", "calculated", "cloze", "essay", "open_text"})


@dataclass(frozen=True, slots=True)
class AnswerShares:
    """An answer and the share of all, lower, middle and upper attempts that gave it."""

    answer: str
    label: str
    right: bool
    count: int
    share: float
    lower: float
    middle: float
    upper: float


def answer_table(
    question: Question,
    tally: Mapping[str, int],
    given: Mapping[str, Mapping[str, int]],
    language: str,
) -> list[AnswerShares]:
    """By how often: the key's first. Options nobody chose are there with nothing.

    ``tally`` of the question, ``given`` of each answer.
    """
    n, split = tally.get("n", 0), groups(tally)
    told = []
    for answer in {*given, *_offered(question)}:
        sums = given.get(answer, {})
        count = sums.get("n", 0)
        low, middle, high = (
            split.shares(histogram(sums, "total:*:n"), n) if split else (0.0, 0.0, 0.0)
        )
        told.append(
            AnswerShares(
                answer=answer,
                label=label_of(question, answer, language),
                right=is_right(question, answer, sums),
                count=count,
                share=count / n if n else 0.0,
                lower=min(low, 1.0),
                middle=min(middle, 1.0),
                upper=min(high, 1.0),
            )
        )
    return sorted(told, key=lambda one: (not one.right, not one.answer, -one.count, one.answer))


def option_shares(question: Question, table: Sequence[AnswerShares]) -> list[OptionShares]:
    """For hints: of a question with one right choice, else nothing."""
    if question.kind not in {"single_choice", "true_false"}:
        return []
    return [
        OptionShares(_short(plain(one.label)), one.right, one.share, one.upper)
        for one in table
        if one.answer
    ]


def guess_of(question: Question) -> float | None:
    """What choosing blindly earns on average; None where there is nothing to choose from."""
    pieces = question.pieces_in("id")
    match question.kind:
        case "single_choice":
            return 1 / len(pieces.options)
        case "true_false":
            return 0.5
        case "matching":
            return 1 / len(pieces.right)
        case _:
            return None


def label_of(question: Question, answer: str, language: str) -> str:
    """As HTML; what people wrote is escaped."""
    said = _WORDS["en" if language == "en" else "id"]
    if not answer:
        return said["blank"]
    if answer == LONG:
        return said["long"]
    if question.kind == "true_false":
        return words(language)["yes" if answer == "true" else "no"]
    pieces = question.pieces_in(language)
    named = {
        one.id: one.html for one in (*pieces.options, *pieces.left, *pieces.right, *pieces.items)
    }
    if answer in named and question.kind not in WRITTEN:
        return named[answer]
    if question.kind == "matching" and "=" in answer:
        left, right = answer.split("=", 1)
        return f"{_named(named, left)} → {_named(named, right)}"
    if question.kind == "ordering":
        return " → ".join(_named(named, one) for one in answer.split(">"))
    return html.escape(answer)


def is_right(question: Question, answer: str, sums: Mapping[str, int]) -> bool:
    """Part of the key; of what is written or ordered, whatever earned everything."""
    key: Mapping[str, Any] = question.key
    if not answer:
        return False
    match question.kind:
        case "single_choice":
            return bool(key.get("choice") == answer)
        case "true_false":
            return str(key.get("value", key.get("choice"))).lower() == answer
        case "multiple_response":
            return answer in key.get("choices", ())
        case "matching":
            left, _, right = answer.partition("=")
            return bool(key.get("pairs", {}).get(left) == right)
        case _:
            return bool(sums) and sums.get("x", 0) == sums.get("n", 0) * UNIT


def _offered(question: Question) -> tuple[str, ...]:
    if question.kind == "true_false":
        return ("true", "false")
    return tuple(one.id for one in question.pieces_in("id").options)


def _named(named: Mapping[str, str], one: str) -> str:
    return named.get(one, html.escape(one))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:58].rstrip()}…"
