"""Integer sums over attempts, from which every statistic of a quiz is read. Pure.

A tally is a mapping from a name to an integer, without zeros: adding an attempt adds its sums,
taking it away subtracts the very same, merging two tallies adds them. So any order and any batching
of the same attempts give the same tally, and it costs the same after a hundred attempts as after a
hundred thousand.

Credits and shares are ten-thousandths, rounded down (``UNIT`` is everything): whole numbers add up
exactly where floats would drift. What needs an order of attempts (the upper and lower 27 %, the
largest possible covariance) is read from histograms of 101 bins, one a whole percent, since an
order itself could not be kept by sums. Names of sums:

- of a question: ``n``, credit ``x`` and ``xx``; with the share earned on the attempt's other
  questions ``r``: ``r``, ``rr``, ``xr``, of ``rn`` attempts that had others; ``blank``; histograms
  ``credit:<bin>:n|x``, ``rest:<bin>:n|r`` and, by the attempt's whole share,
  ``total:<bin>:n|x``;
- of an answer to it: ``n``, ``x`` and ``total:<bin>:n``;
- of a quiz: ``n``, ``passed``, ``score:<basis points>``; marks (points × credit) of all, ``t`` and
  ``tt``; of each place, ``slot:<place>:p|x|xx|xt`` (``p`` the points it could earn).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

UNIT = 10_000
BINS = 101

Sums = dict[str, int]


@dataclass(frozen=True, slots=True)
class AskedOnce:
    """One question in one attempt.

    ``version`` tells apart a question before and after its key was changed; ``slot`` is its place
    in the quiz's plan. ``credit`` in ten-thousandths; None where nobody marks it. ``answers`` are
    what the response is counted under; none: left empty.
    """

    question: str
    version: str
    slot: str
    points: int
    credit: int | None
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one attempt adds to the tallies; taken away again when its result changes.

    ``layout`` names the plan of the quiz the attempt was drawn by; ``score`` in basis points, None
    where nothing in it carries points.
    """

    layout: str
    score: int | None
    passed: bool
    questions: tuple[AskedOnce, ...]

    @property
    def marks(self) -> int:
        """Points × credit of everything that is marked."""
        return sum(one.points * one.credit for one in self.questions if one.credit is not None)

    @property
    def most(self) -> int:
        """What ``marks`` could have been."""
        return sum(one.points * UNIT for one in self.questions if one.credit is not None)

    @property
    def percent(self) -> int:
        """The bin of the whole attempt, 0 to 100."""
        return bin_of(_share(self.marks, self.most))


def credit_units(credit: Fraction) -> int:
    """A credit from 0 to 1 in ten-thousandths, rounded down."""
    return credit.numerator * UNIT // credit.denominator


def bin_of(share: int) -> int:
    """Whole percents of ten-thousandths; full credit has a bin of its own."""
    return min(max(share, 0), UNIT) * (BINS - 1) // UNIT


def add(tally: Sums, more: Mapping[str, int], sign: int = 1) -> None:
    """Add sums to a tally, or with ``sign`` -1 take them away; what comes to zero goes."""
    for name, value in more.items():
        now = tally.get(name, 0) + sign * value
        if now:
            tally[name] = now
        else:
            tally.pop(name, None)


def merged(tallies: Iterable[Mapping[str, int]]) -> Sums:
    """The tally of all their attempts together."""
    whole: Sums = {}
    for tally in tallies:
        add(whole, tally)
    return whole


def quiz_sums(one: Contribution) -> Sums:
    """What an attempt adds to its quiz."""
    total = one.marks
    sums: Sums = {"n": 1, "passed": int(one.passed), "t": total, "tt": total * total}
    if one.score is not None:
        sums[f"score:{one.score}"] = 1
    for asked in one.questions:
        if asked.credit is None:
            continue
        mark = asked.points * asked.credit
        own = {"p": asked.points * UNIT, "x": mark, "xx": mark * mark, "xt": mark * total}
        add(sums, {f"slot:{asked.slot}:{name}": value for name, value in own.items()})
    return sums


def question_sums(one: Contribution, asked: AskedOnce) -> Sums:
    """What an attempt adds to a question it asked."""
    sums: Sums = {"blank": int(not asked.answers)}
    if asked.credit is None:
        return {**sums, "n": 1}
    credit, whole = asked.credit, one.percent
    bin_ = bin_of(credit)
    sums |= {"n": 1, "x": credit, "xx": credit * credit}
    sums |= {f"credit:{bin_}:n": 1, f"credit:{bin_}:x": credit}
    sums |= {f"total:{whole}:n": 1, f"total:{whole}:x": credit}
    others = one.most - asked.points * UNIT
    if others:
        rest = _share(one.marks - asked.points * credit, others)
        sums |= {"rn": 1, "r": rest, "rr": rest * rest, "xr": credit * rest}
        sums |= {f"rest:{bin_of(rest)}:n": 1, f"rest:{bin_of(rest)}:r": rest}
    return sums


def answer_sums(one: Contribution, asked: AskedOnce) -> Iterator[tuple[str, Sums]]:
    """What an attempt adds to each answer that was given to a question; "" for none."""
    sums: Sums = {"n": 1, "x": asked.credit or 0, f"total:{one.percent}:n": 1}
    for answer in asked.answers or ("",):
        yield answer, sums


def histogram(tally: Mapping[str, int], name: str) -> dict[int, int]:
    """The bins ``<name>:<bin>:<…>`` of one kind, e.g. ``total:*:x``, ascending.

    ``name`` holds a star where the bin stands.
    """
    before, after = name.split("*")
    found = {
        int(key[len(before) : len(key) - len(after)]): value
        for key, value in tally.items()
        if key.startswith(before) and key.endswith(after) and len(key) > len(before) + len(after)
    }
    return dict(sorted(found.items()))


def slots_of(tally: Mapping[str, int]) -> tuple[str, ...]:
    """The places of a quiz's plan that a tally knows, in alphabetical order."""
    return tuple(
        sorted({key[5:-2] for key in tally if key.startswith("slot:") and key[-2:] == ":p"})
    )


def _share(part: int, whole: int) -> int:
    return part * UNIT // whole if whole else 0
