"""The runs that a set of told paths comes to. Pure: no order of arrival changes it.

Each step tells the whole path so far. What is told of one run and is not the beginning of a longer
path is a run to show; where two devices went on from the same place differently, that is two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.practice.scenario import Path


@dataclass(frozen=True, slots=True)
class Trace:
    """A told path. ``done_at``: when it was first gone."""

    run_id: UUID
    publication_id: str
    path: Path
    hlc: int
    command_id: UUID
    done_at: datetime


def runs(traces: Iterable[Trace]) -> Sequence[Trace]:
    """The runs, the one last gone on with at the end."""
    by_path: dict[tuple[UUID, Path], Trace] = {}
    for trace in sorted(traces, key=lambda one: (one.hlc, one.command_id)):
        key = (trace.run_id, trace.path)
        before = by_path.get(key)
        first = min(before.done_at, trace.done_at) if before else trace.done_at
        by_path[key] = replace(trace, done_at=first)
    begun = {(run_id, path[:length]) for run_id, path in by_path for length in range(1, len(path))}
    ends = [trace for key, trace in by_path.items() if key not in begun]
    return sorted(ends, key=lambda one: (one.hlc, one.command_id))
