"""What a tool is: fields of its own, and a pure function from values to a result.

A result holds no words but keys of the pages' dictionary, so that the server and the script write
the same sentences. A slot is a number with a decimal point, or ``@key`` for words of it.
Keys stand below ``worksheet.js.<tool>.``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from app.worksheets.sheet import Field

Tone = Literal["", "ok", "wait", "no", "big"]
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a result."""

    key: str
    slots: Mapping[str, str] = field(default_factory=dict)
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a table that is drawn as a bar too; ``part`` is its length in thousandths."""

    label: str
    value: str
    part: int
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a day, in minutes from midnight, and which kind of time it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with what belongs under it, in the learner's own words.

    ``track``: when each of the items is, if they are blocks of a day.
    """

    title: str
    items: Sequence[str]
    track: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Result:
    lines: Sequence[Line] = ()
    bars: Sequence[Bar] = ()
    groups: Sequence[Group] = ()

    def document(self) -> dict[str, Any]:
        """As JSON, for the vectors shared with the script."""
        made = asdict(self)
        return {name: [dict(one) for one in made[name]] for name in ("lines", "bars", "groups")}


@dataclass(frozen=True, slots=True)
class Usage:
    """What an installation chose: the weight of an element of the SKM, "1/9" or "0.11"."""

    skm_weight: str = "1/9"


@dataclass(frozen=True, slots=True)
class Tool:
    """``ceiling``: the most minutes an author may declare."""

    name: str
    ceiling: int
    fields: Sequence[Field]
    results: Callable[[Values, Usage], Result]


def rows_of(values: Values, name: str, columns: Sequence[str], most: int) -> list[dict[str, str]]:
    """The rows of a table that hold anything, in order; cells stripped."""
    rows = []
    for number in range(1, most + 1):
        row = {column: values.get(f"{name}.{number}.{column}", "").strip() for column in columns}
        if any(row.values()):
            rows.append(row)
    return rows
