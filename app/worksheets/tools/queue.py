"""The queue at a counter: how many are inside, how busy the counters are, what one more changes.

Sources of the formulas:

- ``L = λW``, the mean number inside a system is the arrival rate times the mean time inside.
  Little, J. D. C. (1961), "A Proof for the Queuing Formula: L = λW", Operations Research 9(3),
  383-387. It holds for a system in steady state, whatever the order of service.
- Utilisation ``ρ = λ · s / c``, the work that arrives per unit of time against what ``c`` counters
  can do, ``s`` being the mean time of one service. Kleinrock, L. (1975), Queueing Systems, Volume
  I, chapter 2. A steady state exists only for ρ < 1; from 1 on the queue grows without end, so no
  mean number inside is claimed then.
- The median of the measured times: the middle one, or the mean of the middle two.
"""

from collections.abc import Sequence
from fractions import Fraction

from app.worksheets.numbers import read_many, read_number, read_whole, short
from app.worksheets.sheet import Cell
from app.worksheets.tools.base import Bar, Line, Result, Tone, Tool, Usage, Values

HOUR = 60
# Above this share of busy time the smallest delay makes a queue that lasts.
TIGHT = Fraction(85, 100)


def utilisation(arrivals: Fraction, service: Fraction, counters: int) -> Fraction:
    """ρ: ``arrivals`` per hour, ``service`` in minutes. Raises ZeroDivisionError at 0 counters."""
    return arrivals * service / (HOUR * counters)


def inside(arrivals: Fraction, stay: Fraction) -> Fraction:
    """L = λW: the mean number of people inside; ``arrivals`` per hour, ``stay`` in minutes."""
    return arrivals * stay / HOUR


def median(times: Sequence[Fraction]) -> Fraction:
    """The middle value. Raises IndexError for no values."""
    ordered = sorted(times)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def results(values: Values, _usage: Usage) -> Result:
    """Lines for the counters, a bar for each number of counters, lines for measured times."""
    lines: list[Line] = []
    bars: list[Bar] = []
    arrivals = read_number(values.get("arrivals", ""))
    stay = read_number(values.get("stay", ""))
    service = read_number(values.get("service", ""))
    counters = read_whole(values.get("counters", ""))
    if arrivals and service and counters:
        busy = utilisation(arrivals, service, counters)
        if stay:
            lines += _inside(arrivals, stay, service, steady=busy < 1)
        lines += _counters(arrivals, service, counters, busy)
        bars = [_bar(arrivals, service, n) for n in range(max(1, counters - 1), counters + 2)]
    lines += _times(values.get("times", ""))
    return Result(lines, bars)


def _counters(arrivals: Fraction, service: Fraction, counters: int, busy: Fraction) -> list[Line]:
    capacity = HOUR * counters / service
    more = utilisation(arrivals, service, counters + 1)
    lines = [
        Line(
            "capacity",
            {"counters": str(counters), "capacity": short(capacity), "arrivals": short(arrivals)},
        )
    ]
    if busy == 1:
        lines.append(Line("full", {}, "no"))
    elif busy > 1:
        lines.append(Line("growing", {"grow": short(arrivals - capacity)}, "no"))
    else:
        tone: Tone = "wait" if busy >= TIGHT else "ok"
        key = "tight" if busy >= TIGHT else "busy"
        lines.append(Line(key, {"percent": short(busy * 100)}, tone))
    key = "one_more" if more < 1 else "one_more_growing"
    lines.append(Line(key, {"counters": str(counters + 1), "percent": short(more * 100)}))
    return lines


def _inside(arrivals: Fraction, stay: Fraction, service: Fraction, *, steady: bool) -> list[Line]:
    if stay < service:
        return [Line("stay_too_short", {"service": short(service)}, "no")]
    if not steady:
        return [Line("no_steady_state", {}, "no")]
    people = short(inside(arrivals, stay))
    return [
        Line("inside", {"people": people}, "big"),
        Line("formula", {"arrivals": short(arrivals), "stay": short(stay), "people": people}),
    ]


def _bar(arrivals: Fraction, service: Fraction, counters: int) -> Bar:
    busy = utilisation(arrivals, service, counters)
    tone: Tone = "no" if busy >= 1 else "wait" if busy >= TIGHT else "ok"
    return Bar(str(counters), short(busy * 100), min(1000, int(busy * 1000)), tone)


def _times(text: str) -> list[Line]:
    if not text.strip():
        return []
    times = read_many(text)
    if times is None:
        return [Line("unread", {}, "no")]
    slots = {
        "n": str(len(times)),
        "median": short(median(times)),
        "mean": short(sum(times, Fraction()) / len(times)),
        "longest": short(max(times)),
    }
    return [Line("measured", slots)]


TOOL = Tool(
    "queue",
    30,
    (
        Cell(id="arrivals", kind="number", required=True),
        Cell(id="service", kind="number", required=True),
        Cell(id="counters", kind="number", required=True),
        Cell(id="stay", kind="number", required=True),
        Cell(id="times", kind="short_text"),
    ),
    results,
)
