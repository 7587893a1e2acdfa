"""Classical test theory, read from tallies. Pure.

Sources, by their short names below:

- *Moodle*: "Quiz statistics calculations", docs.moodle.org/dev/Quiz_statistics_calculations.
- *Kelley*: T. L. Kelley, The selection of upper and lower groups for the validation of test items,
  Journal of Educational Psychology 30 (1939): 27 % at each end tell most.
- *Ebel*: R. L. Ebel and D. A. Frisbie, Essentials of Educational Measurement, 5th ed. (1991).
- *Cronbach*: L. J. Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika
  16 (1951).

Variances divide by n - 1. None stands where a figure does not exist: too few attempts, or nothing
that varies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from app.assessment.statistics.tallies import UNIT, histogram, slots_of

GROUP = 0.27

Tally = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class QuestionStatistics:
    """``facility``: mean credit, 0 (nobody) to 1 (everybody).

    ``discrimination``: correlation of the credit with the share earned on the other questions, -1
    to 1 (for right or wrong, the point-biserial with the rest score). ``index``: mean credit of the
    upper 27 % less that of the lower, -1 to 1. ``efficiency``: the covariance with the rest over
    the largest that the same credits and rests could have, at most 1.
    """

    n: int
    facility: float
    deviation: float | None
    discrimination: float | None
    index: float | None
    efficiency: float | None
    blank: float


@dataclass(frozen=True, slots=True)
class ScoreStatistics:
    """Of the scores of a quiz, all in basis points but the shape figures."""

    n: int
    mean: float
    median: float
    deviation: float | None
    skewness: float | None
    kurtosis: float | None


@dataclass(frozen=True, slots=True)
class SlotStatistics:
    """A place in the quiz's plan: ``intended`` share of all points, and its ``effective`` one.

    ``effective`` is None where the place goes against the whole (a negative covariance).
    """

    slot: str
    facility: float | None
    intended: float | None
    effective: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """``alpha`` at most 1. ``error_ratio``: how much of the spread of scores is chance, 0 to 1 and
    above if the questions disagree. ``standard_error`` of a score, in basis points.
    """

    alpha: float
    error_ratio: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class Groups:
    """How much of each bin belongs to the lower and to the upper group, from 0 to 1."""

    size: float
    lower: Mapping[int, float]
    upper: Mapping[int, float]

    def shares(self, counts: Mapping[int, int], n: int) -> tuple[float, float, float]:
        """The share of the lower, middle and upper group that is counted in ``counts``."""
        low = sum(self.lower.get(bin_, 0.0) * count for bin_, count in counts.items())
        high = sum(self.upper.get(bin_, 0.0) * count for bin_, count in counts.items())
        middle = max(sum(counts.values()) - low - high, 0.0)
        rest = n - 2 * self.size
        return low / self.size, middle / rest, high / self.size


def question_statistics(tally: Tally) -> QuestionStatistics | None:
    """None before the first marked attempt."""
    n = tally.get("n", 0)
    if not n or not histogram(tally, "credit:*:n"):
        return None
    x, xx = tally.get("x", 0), tally.get("xx", 0)
    return QuestionStatistics(
        n=n,
        facility=x / (n * UNIT),
        deviation=_deviation(n, x, xx, UNIT),
        discrimination=_discrimination(tally),
        index=_index(tally),
        efficiency=_efficiency(tally),
        blank=tally.get("blank", 0) / n,
    )


def _discrimination(tally: Tally) -> float | None:
    """Pearson's correlation of credit and rest (Moodle: "discrimination index", C/√(V·V)).

    The question itself is no part of the rest: it would correlate with itself.
    """
    n = tally.get("rn", 0)
    if n < 2 or n != tally.get("n", 0):
        return None
    x, xx, r, rr = (tally.get(name, 0) for name in ("x", "xx", "r", "rr"))
    vx, vr = n * xx - x * x, n * rr - r * r
    if not vx or not vr:
        return None
    covariance = n * tally.get("xr", 0) - x * r
    # Whole numbers until here: a float would lose the small differences of large sums.
    return max(-1.0, min(1.0, covariance / (sqrt(vx) * sqrt(vr))))


def groups(tally: Tally) -> Groups | None:
    """The upper and lower 27 % (Kelley) on the histogram of whole percents.

    Of the bin at the edge each attempt counts by the share the group still has room for, so both
    groups have exactly 27 % and no order within a bin is needed.
    """
    counts = histogram(tally, "total:*:n")
    n = sum(counts.values())
    if not n:
        return None
    size = GROUP * n
    ascending = list(counts.items())
    return Groups(size, _filled(ascending, size), _filled(ascending[::-1], size))


def _filled(bins: list[tuple[int, int]], size: float) -> dict[int, float]:
    parts, room = {}, size
    for bin_, count in bins:
        taken = min(float(count), room)
        if taken <= 0:
            break
        parts[bin_] = taken / count
        room -= taken
    return parts


def _index(tally: Tally) -> float | None:
    """Upper less lower mean credit (Kelley; Ebel, ch. 13)."""
    made = groups(tally)
    if made is None or tally.get("n", 0) < 2:
        return None
    earned = histogram(tally, "total:*:x")
    high = sum(part * earned.get(bin_, 0) for bin_, part in made.upper.items())
    low = sum(part * earned.get(bin_, 0) for bin_, part in made.lower.items())
    return (high - low) / (made.size * UNIT)


def _efficiency(tally: Tally) -> float | None:
    """Moodle: "discriminative efficiency", C(x, rest) over the largest C.

    The largest is reached when the highest credit meets the highest rest. Both are sorted by bins
    of a whole percent, each at its mean, which can miss a sliver of it: hence the 1 at most.
    """
    n = tally.get("rn", 0)
    if n < 2 or n != tally.get("n", 0):
        return None
    mean_product = tally.get("x", 0) * tally.get("r", 0) / n
    most = _paired(tally) - mean_product
    if most <= 0.5:
        return None
    return min(1.0, (tally.get("xr", 0) - mean_product) / most)


def _paired(tally: Tally) -> float:
    """Σ credit · rest if both were in the same order."""
    one = _bins(tally, "credit", "x")
    other = _bins(tally, "rest", "r")
    product, i, j = 0.0, 0, 0
    left, right = one[0][0], other[0][0]
    while i < len(one) and j < len(other):
        both = min(left, right)
        product += both * one[i][1] * other[j][1]
        left, right = left - both, right - both
        if not left:
            i += 1
            left = one[i][0] if i < len(one) else 0
        if not right:
            j += 1
            right = other[j][0] if j < len(other) else 0
    return product


def _bins(tally: Tally, name: str, value: str) -> list[tuple[int, float]]:
    counts, sums = histogram(tally, f"{name}:*:n"), histogram(tally, f"{name}:*:{value}")
    return [(count, sums.get(bin_, 0) / count) for bin_, count in counts.items()]


def score_statistics(tally: Tally) -> ScoreStatistics | None:
    """Mean, median, spread and shape of the scores, exact to the basis point.

    Skewness k₃/k₂^1.5 and kurtosis k₄/k₂² by k-statistics (Moodle; Fisher's unbiased estimates).
    """
    counts = histogram(tally, "score:*")
    n = sum(counts.values())
    if not n:
        return None
    mean = sum(score * count for score, count in counts.items()) / n
    m2, m3, m4 = (
        sum(count * (score - mean) ** power for score, count in counts.items()) / n
        for power in (2, 3, 4)
    )
    k2 = m2 * n / (n - 1) if n > 1 else 0.0
    varies = k2 > 0
    skewness = kurtosis = None
    if varies and n > 2:
        skewness = m3 * n * n / ((n - 1) * (n - 2)) / k2**1.5
    if varies and n > 3:
        k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
        kurtosis = k4 / (k2 * k2)
    return ScoreStatistics(
        n=n,
        mean=mean,
        median=_median(counts, n),
        deviation=sqrt(k2) if n > 1 else None,
        skewness=skewness,
        kurtosis=kurtosis,
    )


def _median(counts: Mapping[int, int], n: int) -> float:
    def at(place: int) -> int:
        seen = 0
        for score, count in counts.items():
            seen += count
            if seen > place:
                return score
        raise AssertionError(place)

    return (at((n - 1) // 2) + at(n // 2)) / 2


def slot_statistics(tally: Tally) -> list[SlotStatistics]:
    """Moodle: intended weight, points over all points; effective weight √C(x, T) over Σ√C."""
    n = tally.get("n", 0)
    slots = slots_of(tally)
    points = {slot: tally.get(f"slot:{slot}:p", 0) for slot in slots}
    roots = {}
    for slot in slots:
        covariance = n * tally.get(f"slot:{slot}:xt", 0) - tally.get(
            f"slot:{slot}:x", 0
        ) * tally.get("t", 0)
        roots[slot] = sqrt(covariance) if covariance >= 0 else None
    whole = sum(root for root in roots.values() if root is not None)
    all_points = sum(points.values())
    return [
        SlotStatistics(
            slot=slot,
            facility=tally.get(f"slot:{slot}:x", 0) / points[slot] if points[slot] else None,
            intended=points[slot] / all_points if all_points else None,
            effective=root / whole if (root := roots[slot]) is not None and whole else None,
        )
        for slot in slots
    ]


def reliability(tally: Tally) -> Reliability | None:
    """Cronbach's alpha over the places of the plan: k/(k-1) · (1 - Σ V(place) / V(whole)).

    Where questions are drawn, a place holds another question in each attempt, as in Moodle. Error
    ratio √(1 - α); standard error of a score, its deviation times that (Moodle; Ebel, ch. 5).
    """
    n, slots = tally.get("n", 0), slots_of(tally)
    k = len(slots)
    whole = n * tally.get("tt", 0) - tally.get("t", 0) ** 2
    points = sum(tally.get(f"slot:{slot}:p", 0) for slot in slots)
    if n < 2 or k < 2 or whole <= 0 or not points:
        return None
    parts = sum(
        n * tally.get(f"slot:{slot}:xx", 0) - tally.get(f"slot:{slot}:x", 0) ** 2 for slot in slots
    )
    alpha = k / (k - 1) * (1 - parts / whole)
    ratio = sqrt(max(0.0, 1 - alpha))
    deviation = sqrt(whole / (n * (n - 1))) * n / points * UNIT
    return Reliability(alpha, ratio, deviation * ratio)


def _deviation(n: int, total: int, squares: int, unit: int) -> float | None:
    return sqrt((n * squares - total * total) / (n * (n - 1))) / unit if n > 1 else None
