"""Minutes of citizens added up: 46 people × 5 minutes = 3 hours 50 minutes."""

from fractions import Fraction

from app.worksheets.numbers import read_number, read_whole, short
from app.worksheets.sheet import Cell
from app.worksheets.tools.base import Line, Result, Tool, Usage, Values

HOUR = 60
# 37 hours 30 minutes in five days: Perpres 21/2023.
WORKING_DAY = 450


def spoken(minutes: Fraction) -> dict[str, str]:
    """Whole hours and the minutes beyond them, as slots h and m."""
    hours = int(minutes // HOUR)
    return {"h": str(hours), "m": short(minutes - hours * HOUR, 2)}


def results(values: Values, _usage: Usage) -> Result:
    """The sum of a day, and of a month if its days are given."""
    people = read_whole(values.get("people", ""))
    each = read_number(values.get("each", ""))
    days = read_whole(values.get("days", ""))
    if not people or not each:
        return Result()
    total = people * each
    lines = [
        Line("sum", {"people": str(people), "each": short(each, 2), "total": short(total, 2)}),
        Line("day", spoken(total), "big"),
    ]
    if days:
        month = total * days
        slots = spoken(month) | {"days": str(days), "working": short(month / WORKING_DAY)}
        lines.append(Line("month", slots))
    return Result(lines)


TOOL = Tool(
    "minutes",
    30,
    (
        Cell(id="people", kind="number", required=True),
        Cell(id="each", kind="number", required=True),
        Cell(id="days", kind="number"),
    ),
    results,
)
