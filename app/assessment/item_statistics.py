"""How well questions tell those who know from those who do not (classical test theory). Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import StatisticsError, correlation

# Below these a question is looked at again: Ebel & Frisbie, Essentials of Educational
# Measurement, 5th ed. (1991): discrimination under 0.20 is poor, below 0 the key is suspect.
POOR_DISCRIMINATION = 0.20
TOO_HARD, TOO_EASY = 0.10, 0.95


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """``difficulty``: mean credit, 0 (nobody) to 1 (everybody). ``discrimination``: correlation of
    the credit with the share earned on the attempt's other questions, -1 to 1; None where one of
    both never varied.
    """

    answered: int
    difficulty: float
    discrimination: float | None

    @property
    def is_suspect(self) -> bool:
        """Those who know more do worse on it: the key may be wrong."""
        return self.discrimination is not None and self.discrimination < 0


def item_statistics(attempts: Iterable[Mapping[str, Fraction]]) -> dict[str, ItemStatistics]:
    """Statistics by question from attempts, each the credit (0 to 1) of what it asked.

    A question left empty counts with credit 0: the caller puts it in. Attempts may ask different
    questions, as drawn from a pool.
    """
    earned: dict[str, list[float]] = defaultdict(list)
    rests: dict[str, list[float]] = defaultdict(list)
    for attempt in attempts:
        total, others = sum(attempt.values(), Fraction(0)), len(attempt) - 1
        for question, credit in attempt.items():
            earned[question].append(float(credit))
            rests[question].append(float((total - credit) / others) if others else 0.0)
    return {
        question: ItemStatistics(
            answered=len(given),
            difficulty=sum(given) / len(given),
            discrimination=_correlation(given, rests[question]),
        )
        for question, given in earned.items()
    }


def _correlation(one: list[float], other: list[float]) -> float | None:
    try:
        return correlation(one, other)
    except StatisticsError:  # fewer than two, or all alike
        return None
