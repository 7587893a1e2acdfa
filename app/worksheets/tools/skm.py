"""The index of citizens' satisfaction (IKM) of a survey by PermenPANRB 14/2017.

Nine elements, scored 1 to 4, each with the weight 1/9: the mean of the nine means, times 25.
Everything is exact; only what is shown is rounded, half up, to two decimals. The grade is that of
the index as shown, since the bands are given with two decimals and leave no gap. Elements have
keys and no numbers: sources number the last two differently.

Many offices take 0.11 instead of 1/9. That lowers every index by one per cent (100 becomes 99), so
the weight used is always named.
"""

from collections.abc import Mapping
from fractions import Fraction

from app.worksheets.numbers import fixed, read_whole, short
from app.worksheets.sheet import Cell
from app.worksheets.tools.base import Bar, Line, Result, Tone, Tool, Usage, Values

ELEMENTS = (
    "requirements",
    "procedure",
    "time",
    "cost",
    "product",
    "competence",
    "conduct",
    "facilities",
    "complaints",
)
LOWEST, HIGHEST = 1, 4
WEIGHTS: Mapping[str, Fraction] = {"1/9": Fraction(1, 9), "0.11": Fraction(11, 100)}
# The least index of each grade, in hundredths.
GRADES = (("a", 8831), ("b", 7661), ("c", 6500), ("d", 0))
TONES: Mapping[str, Tone] = {"a": "ok", "b": "ok", "c": "wait", "d": "no"}
PRIORITIES = 2


def index(respondents: int, totals: Mapping[str, int], weight: Fraction) -> Fraction:
    """The exact IKM. ``totals``: sum of all respondents' scores, by element."""
    means = (Fraction(total, respondents) for total in totals.values())
    return sum(means, Fraction()) * weight * 25


def grade(ikm: Fraction) -> str:
    """One of a, b, c and d, of the index rounded to two decimals."""
    hundredths = int(fixed(ikm, 2).replace(".", ""))
    return next(name for name, least in GRADES if hundredths >= least)


def lowest(totals: Mapping[str, int]) -> list[str]:
    """The two elements with the least sums, and all that tie with the second."""
    ordered = sorted(totals, key=lambda name: totals[name])
    border = totals[ordered[PRIORITIES - 1]]
    return [name for name in ordered if totals[name] <= border]


def results(values: Values, usage: Usage) -> Result:
    """Index, grade, weight and priorities; or what is wrong with the sums."""
    respondents = read_whole(values.get("respondents", ""))
    given = {name: read_whole(values.get(name, "")) for name in ELEMENTS}
    if not respondents or None in given.values():
        return Result()
    totals = {name: total for name, total in given.items() if total is not None}
    least, most = LOWEST * respondents, HIGHEST * respondents
    beyond = [name for name, total in totals.items() if not least <= total <= most]
    if beyond:
        slots = {"least": str(least), "most": str(most)}
        return Result([Line("beyond", slots | {"element": f"@{name}"}, "no") for name in beyond])
    ikm = index(respondents, totals, WEIGHTS[usage.skm_weight])
    mark, first = grade(ikm), lowest(totals)
    lines = [
        Line("ikm", {"ikm": fixed(ikm, 2)}, "big"),
        Line(f"grade_{mark}", {}, TONES[mark]),
        Line("weight_exact" if usage.skm_weight == "1/9" else "weight_rounded"),
    ]
    if len(first) == len(ELEMENTS):
        lines.append(Line("all_equal"))
    else:
        lines += [
            Line("priority", {"element": f"@{n}", "nrr": _mean(totals[n], respondents)}, "wait")
            for n in first
        ]
    bars = [
        Bar(
            f"@{name}",
            _mean(total, respondents),
            int(Fraction(total, respondents * HIGHEST) * 1000),
            "wait" if name in first and len(first) < len(ELEMENTS) else "",
        )
        for name, total in totals.items()
    ]
    return Result(lines, bars)


def _mean(total: int, respondents: int) -> str:
    return short(Fraction(total, respondents), 3)


TOOL = Tool(
    "skm",
    30,
    (
        Cell(id="respondents", kind="number", required=True),
        *(Cell(id=name, kind="number", required=True) for name in ELEMENTS),
    ),
    results,
)
