"""A week in blocks around the hours of the counter: where the time goes, and what overlaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.worksheets.sheet import Cell, Option, Table
from app.worksheets.tools.base import (
    Bar,
    Block,
    Group,
    Line,
    Result,
    Tool,
    Usage,
    Values,
    rows_of,
)
from app.worksheets.tools.minutes import spoken

DAYS = ("mon", "tue", "wed", "thu", "fri")
KINDS = ("counter", "focus", "meeting", "small", "rest")
COLUMNS = ("day", "from", "to", "kind", "what")
LEAST, MOST = 5, 30
# What a focus block needs to be more than a gap.
LEAST_FOCUS = 45


@dataclass(frozen=True, slots=True)
class Entry:
    """A block of one day; minutes from midnight."""

    day: str
    start: int
    end: int
    kind: str
    what: str


def _minutes(text: str) -> int | None:
    hours, colon, minutes = text.partition(":")
    if not (colon and len(hours) == len(minutes) == 2 and (hours + minutes).isdecimal()):
        return None
    if not (hours + minutes).isascii() or int(hours) > 23 or int(minutes) > 59:
        return None
    return int(hours) * 60 + int(minutes)


def entries(values: Values) -> tuple[list[Entry], int]:
    """The blocks that can be placed, by time; and how many whose end is not after its start."""
    placed, backwards = [], 0
    for row in rows_of(values, "block", COLUMNS, MOST):
        start, end = _minutes(row["from"]), _minutes(row["to"])
        if row["day"] not in DAYS or row["kind"] not in KINDS or start is None or end is None:
            continue
        if end <= start:
            backwards += 1
            continue
        placed.append(Entry(row["day"], start, end, row["kind"], row["what"]))
    return sorted(placed, key=lambda one: (DAYS.index(one.day), one.start, one.end)), backwards


def overlaps(day: Sequence[Entry]) -> int:
    """How many blocks of one day, in order, begin before an earlier one ends."""
    found, latest = 0, 0
    for one in day:
        found += one.start < latest
        latest = max(latest, one.end)
    return found


def results(values: Values, _usage: Usage) -> Result:
    """Time by kind, what cannot be, and the blocks of each day."""
    placed, backwards = entries(values)
    lines: list[Line] = []
    if backwards:
        lines.append(Line("backwards", {"n": str(backwards)}, "no"))
    if not placed:
        return Result(lines)
    by_day = {day: [one for one in placed if one.day == day] for day in DAYS}
    for day, blocks in by_day.items():
        if count := overlaps(blocks):
            lines.append(Line("overlap", {"day": f"@{day}", "n": str(count)}, "no"))
    focus = sum(one.kind == "focus" and one.end - one.start >= LEAST_FOCUS for one in placed)
    lines.append(
        Line("focus_blocks", {"n": str(focus), "least": str(LEAST_FOCUS)}, "ok")
        if focus
        else Line("no_focus", {"least": str(LEAST_FOCUS)}, "wait")
    )
    total = sum(one.end - one.start for one in placed)
    lines.append(Line("total", spoken(Fraction(total))))
    spent = {kind: sum(o.end - o.start for o in placed if o.kind == kind) for kind in KINDS}
    bars = [
        Bar(f"@{kind}", str(minutes), minutes * 1000 // total)
        for kind, minutes in spent.items()
        if minutes
    ]
    groups = [
        Group(
            f"@{day}",
            [one.what for one in blocks],
            [Block(one.start, one.end, one.kind) for one in blocks],
        )
        for day, blocks in by_day.items()
        if blocks
    ]
    return Result(lines, bars, groups)


TOOL = Tool(
    "week",
    30,
    (
        Table(
            id="block",
            columns=(
                Cell(
                    id="day",
                    kind="choice",
                    required=True,
                    options=tuple(Option(id=day) for day in DAYS),
                ),
                Cell(id="from", kind="time", required=True),
                Cell(id="to", kind="time", required=True),
                Cell(
                    id="kind",
                    kind="choice",
                    required=True,
                    options=tuple(Option(id=kind) for kind in KINDS),
                ),
                Cell(id="what", kind="short_text"),
            ),
            least=LEAST,
            most=MOST,
        ),
    ),
    results,
)
