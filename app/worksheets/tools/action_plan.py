"""An action plan in three steps: 30, 60 and 90 days. What, by which evidence, who, by when."""

from app.worksheets.sheet import Cell, Table
from app.worksheets.tools.base import Line, Result, Tool, Usage, Values, rows_of

HORIZONS = (30, 60, 90)
COLUMNS = ("what", "evidence", "who", "when")
MOST = 6


def results(values: Values, _usage: Usage) -> Result:
    """How many steps are whole, and in which horizon something is still missing."""
    lines = []
    for days in HORIZONS:
        rows = rows_of(values, f"d{days}", COLUMNS, MOST)
        whole = sum(all(row.values()) for row in rows)
        if len(rows) > whole:
            slots = {"days": str(days), "n": str(len(rows) - whole)}
            lines.append(Line("unfinished", slots, "wait"))
        elif whole:
            lines.append(Line("whole", {"days": str(days), "n": str(whole)}, "ok"))
    return Result(lines)


TOOL = Tool(
    "action_plan",
    45,
    tuple(
        Table(
            id=f"d{days}",
            columns=(
                Cell(id="what", kind="long_text", required=True),
                Cell(id="evidence", kind="long_text", required=True),
                Cell(id="who", kind="short_text", required=True),
                Cell(id="when", kind="date", required=True),
            ),
            least=1,
            most=MOST,
        )
        for days in HORIZONS
    ),
    results,
)
