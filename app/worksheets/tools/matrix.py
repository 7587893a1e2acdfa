"""The learner's own tasks, sorted by importance and urgency (attributed to Eisenhower).

A habit, not a law: important is what serves the agreed results, urgent is what has a near deadline.
"""

from app.worksheets.sheet import Cell, Option, Table
from app.worksheets.tools.base import Group, Line, Result, Tool, Usage, Values, rows_of

COLUMNS = ("name", "important", "urgent")
LEAST, MOST = 6, 15
YES_NO = (Option(id="yes"), Option(id="no"))
# (important, urgent) → the quadrant's key, in the order they are read.
QUADRANTS = {
    ("yes", "yes"): "do",
    ("yes", "no"): "plan",
    ("no", "yes"): "delegate",
    ("no", "no"): "drop",
}


def results(values: Values, _usage: Usage) -> Result:
    """The four quadrants with their tasks, once any task is sorted."""
    rows = [row for row in rows_of(values, "task", COLUMNS, MOST) if row["name"]]
    sorted_rows = [row for row in rows if (row["important"], row["urgent"]) in QUADRANTS]
    if not sorted_rows:
        return Result()
    groups = [
        Group(
            f"@{key}",
            [row["name"] for row in sorted_rows if (row["important"], row["urgent"]) == place],
        )
        for place, key in QUADRANTS.items()
    ]
    first = len(groups[0].items)
    lines = [Line("sorted", {"n": str(len(sorted_rows)), "all": str(len(rows))})]
    if first * 2 > len(sorted_rows):
        lines.append(Line("too_many_first", {"n": str(first)}, "wait"))
    return Result(lines, groups=groups)


TOOL = Tool(
    "matrix",
    30,
    (
        Table(
            id="task",
            columns=(
                Cell(id="name", kind="short_text", required=True),
                Cell(id="important", kind="choice", required=True, options=YES_NO),
                Cell(id="urgent", kind="choice", required=True, options=YES_NO),
            ),
            least=LEAST,
            most=MOST,
        ),
    ),
    results,
)
