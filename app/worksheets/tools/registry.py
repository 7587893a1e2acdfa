"""The tools there are, by name."""

from collections.abc import Mapping

from app.worksheets.sheet import Field, Sheet
from app.worksheets.tools import action_plan, matrix, minutes, queue, skm, time_log, week
from app.worksheets.tools.base import Result, Tool

NO_TOOL = Tool("none", 30, (), lambda _values, _usage: Result())

TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        NO_TOOL,
        queue.TOOL,
        skm.TOOL,
        minutes.TOOL,
        time_log.TOOL,
        action_plan.TOOL,
        matrix.TOOL,
        week.TOOL,
    )
}


def fields_of(sheet: Sheet) -> tuple[Field, ...]:
    """Every field of a worksheet: those of its tool, then the author's."""
    own = (field for section in sheet.sections for field in section.fields)
    return (*TOOLS[sheet.tool].fields, *own)
