"""Five working days of one's own time, by category. Nothing of it ever leaves the device.

The server works nothing out of it, since it never has the values; the function stands here for the
vectors that hold the script to the same rules.
"""

from collections.abc import Mapping
from fractions import Fraction

from app.worksheets.numbers import fixed, read_number, short
from app.worksheets.sheet import DAYS, Cell, Option, Table
from app.worksheets.tools.base import Bar, Line, Result, Tool, Usage, Values, rows_of
from app.worksheets.tools.minutes import spoken

CATEGORIES = ("service", "task", "message", "meeting", "searching", "other")
# Whether it was planned or came in between.
ORIGINS = ("planned", "between")
COLUMNS = ("category", "minutes", "origin", "what")
MOST = 20
# A day with less than this is not a record of a day.
LEAST_MINUTES = 60


def minutes_of_day(values: Values, day: int) -> dict[str, Fraction]:
    """Minutes by category, of the rows that have both."""
    spent: dict[str, Fraction] = {}
    for row in rows_of(values, f"d{day}", COLUMNS, MOST):
        minutes = read_number(row["minutes"])
        if minutes and row["category"] in CATEGORIES:
            spent[row["category"]] = spent.get(row["category"], Fraction()) + minutes
    return spent


def days_filled(values: Values) -> int:
    """How many of the days hold at least an hour: all that is ever told to the server."""
    return sum(
        sum(minutes_of_day(values, day).values()) >= LEAST_MINUTES for day in range(1, DAYS + 1)
    )


def results(values: Values, _usage: Usage) -> Result:
    """The sum, the days, and each category's share, greatest first."""
    days = [minutes_of_day(values, day) for day in range(1, DAYS + 1)]
    spent: dict[str, Fraction] = {}
    for day in days:
        for category, minutes in day.items():
            spent[category] = spent.get(category, Fraction()) + minutes
    total = sum(spent.values(), Fraction())
    if not total:
        return Result()
    filled = days_filled(values)
    between = sum(
        (
            minutes
            for day in range(1, DAYS + 1)
            for row in rows_of(values, f"d{day}", COLUMNS, MOST)
            if row["origin"] == "between" and row["category"] in CATEGORIES
            for minutes in (read_number(row["minutes"]),)
            if minutes
        ),
        Fraction(),
    )
    lines = [
        Line("days", {"n": str(filled), "of": str(DAYS)}, "ok" if filled == DAYS else "wait"),
        Line("total", spoken(total)),
    ]
    if between:
        slots = {"minutes": short(between), "percent": fixed(between / total * 100, 0)}
        lines.append(Line("between_share", slots))
    return Result(lines, _bars(spent))


def _bars(spent: Mapping[str, Fraction]) -> list[Bar]:
    greatest = max(spent.values())
    ordered = sorted(spent, key=lambda name: (-spent[name], CATEGORIES.index(name)))
    return [Bar(f"@{n}", short(spent[n]), int(spent[n] / greatest * 1000)) for n in ordered]


TOOL = Tool(
    "time_log",
    50,
    tuple(
        Table(
            id=f"d{day}",
            columns=(
                Cell(
                    id="category",
                    kind="choice",
                    required=True,
                    options=tuple(Option(id=name) for name in CATEGORIES),
                ),
                Cell(id="minutes", kind="number", required=True),
                Cell(
                    id="origin",
                    kind="choice",
                    options=tuple(Option(id=name) for name in ORIGINS),
                ),
                Cell(id="what", kind="short_text"),
            ),
            least=1,
            most=MOST,
        )
        for day in range(1, DAYS + 1)
    ),
    results,
)
