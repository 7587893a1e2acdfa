"""Attempts as the tallies see them, written by hand."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from app.assessment.statistics.formulas import QuestionStatistics, question_statistics
from app.assessment.statistics.tallies import (
    AskedOnce,
    Contribution,
    Sums,
    add,
    answer_sums,
    credit_units,
    question_sums,
    quiz_sums,
)

Key = tuple[str, ...]


def contribution(
    credits_: Mapping[str, Fraction | int],
    *,
    answers: Mapping[str, tuple[str, ...]] | None = None,
    points: Mapping[str, int] | None = None,
) -> Contribution:
    """An attempt that asked these questions; its score is what they add up to."""
    asked = tuple(
        AskedOnce(
            question=question,
            version="v1",
            slot=question,
            points=(points or {}).get(question, 1),
            credit=credit_units(Fraction(credit)),
            answers=(answers or {}).get(question, ("dijawab",)),
        )
        for question, credit in credits_.items()
    )
    plain = Contribution("rencana", None, False, asked)
    score = plain.marks * 10_000 // plain.most
    return Contribution("rencana", score, score >= 7000, asked)


def folded(attempts: Iterable[Contribution]) -> dict[Key, Sums]:
    """All tallies of the attempts, recomputed from nothing."""
    tallies: dict[Key, Sums] = {}
    for attempt in attempts:
        apply(tallies, attempt, 1)
    return tallies


def apply(tallies: dict[Key, Sums], attempt: Contribution, sign: int) -> None:
    """Add an attempt, or take it away; a tally without sums goes."""

    def one(key: Key, sums: Mapping[str, int]) -> None:
        tally = tallies.setdefault(key, {})
        add(tally, sums, sign)
        if not tally:
            del tallies[key]

    one((attempt.layout,), quiz_sums(attempt))
    for asked in attempt.questions:
        key = (asked.question, asked.version)
        one(key, question_sums(attempt, asked))
        for answer, sums in answer_sums(attempt, asked):
            one((*key, answer), sums)


def statistics_of(attempts: Iterable[Mapping[str, Fraction]]) -> dict[str, QuestionStatistics]:
    """Statistics by question, from the credit of everything each attempt asked."""
    tallies = folded(contribution(attempt) for attempt in attempts)
    return {
        key[0]: told
        for key, tally in tallies.items()
        if len(key) == 2 and (told := question_statistics(tally)) is not None
    }
