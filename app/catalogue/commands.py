"""``lentera content lint | stats | facts``: what the command line says about content folders.

They need no database and no secret. Kinds of activity are handed in, so that this floor knows no
upper one. Each returns an exit code; only ``lint`` judges: 1 if there is anything to mend.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TextIO

from app.catalogue.compiler.compile import CitedFact, CompileReport, Revoked, compile_all
from app.catalogue.compiler.kinds import ActivityKind

_STATS_FIELDS = ("slug", "jp", "minutes", "words", "modules", "lessons", "questions", "practice")


def lint(
    folders: Sequence[Path], kinds: Mapping[str, ActivityKind], out: TextIO | None = None
) -> int:
    """Print every finding; 0 when there is none."""
    report = compile_all(folders, kinds)
    for finding in report.findings:
        _say(str(finding), out)
    files = len({finding.file for finding in report.findings})
    courses = len(report.stats)
    if report.findings:
        _say(f"{len(report.findings)} findings in {files} files", out)
        return 1
    _say(f"{courses} courses, {len(report.facts)} legal facts: no findings", out)
    return 0


def stats(
    folders: Sequence[Path],
    kinds: Mapping[str, ActivityKind],
    as_json: bool = False,
    out: TextIO | None = None,
) -> int:
    """Print how much each course holds, as a table or as JSON."""
    report = compile_all(folders, kinds)
    rows = [asdict(course) for course in sorted(report.stats, key=lambda c: c.slug)]
    if as_json:
        courses = [{name: row[name] for name in _STATS_FIELDS} for row in rows]
        scenarios = sum(row["scenarios"] for row in rows)
        _say(json.dumps({"courses": courses, "scenarios": scenarios}, indent=2), out)
    else:
        head = ("course", *_STATS_FIELDS[1:], "scenarios", "sources", "review by")
        body = [
            [
                *(str(row[name]) for name in _STATS_FIELDS),
                *(str(row["scenarios"]), str(row["sources"]), row["review_on"] or "-"),
            ]
            for row in rows
        ]
        total = [str(sum(row[name] for row in rows)) for name in _STATS_FIELDS[1:]]
        scenarios = str(sum(row["scenarios"] for row in rows))
        body.append(["total", *total, scenarios, "", ""])
        _table(head, body, out)
    _warn(report)
    return 0


def facts(
    folders: Sequence[Path],
    kinds: Mapping[str, ActivityKind],
    today: date | None = None,
    out: TextIO | None = None,
) -> int:
    """Print the legal facts, what to look at again, and who cites what was revoked."""
    report = compile_all(folders, kinds)
    day = today or date.today()  # noqa: DTZ011 - the operator's own calendar
    marked = [(cited, _marks(cited, day)) for cited in report.facts]
    body = [
        [
            *(cited.fact.id, cited.fact.source, _validity(cited), cited.fact.confidence),
            *(cited.fact.review_on.isoformat(), ", ".join(cited.cited_in) or "-"),
            ", ".join(marks),
        ]
        for cited, marks in marked
    ]
    _table(("fact", "source", "valid", "conf.", "review on", "cited in", "note"), body, out)
    for cited, _ in marked:
        if cited.fact.revoked_by and not cited.fact.regulation:
            _say(f"\n{cited.fact.id} was revoked by {cited.fact.revoked_by}. Cited in:", out)
            for place in cited.cited_in or ("nothing",):
                _say(f"  {place}", out)
    for revoked in report.revoked:
        _revoked(revoked, report, out)
    due = sum(1 for _, marks in marked if set(marks) - {"history"})
    _say(f"\n{len(marked)} facts, {due} to look at", out)
    _warn(report)
    return 0


def _revoked(revoked: Revoked, report: CompileReport, out: TextIO | None) -> None:
    """A revoked regulation with everything that cites it, taught as history or not."""
    rule = revoked.regulation
    when = f" on {rule.revoked_on.isoformat()}" if rule.revoked_on else ""
    _say(f"\n{rule.title} was revoked by {rule.revoked_by}{when}. Cited by:", out)
    for cited in report.facts:
        if cited.fact.id in revoked.facts:
            kept = " (as history)" if cited.fact.history else ""
            _say(f"  {cited.fact.id}{kept}: {', '.join(cited.cited_in) or 'nothing'}", out)
    for file, line in revoked.mentions:
        _say(f"  {file}:{line}", out)
    if not revoked.facts and not revoked.mentions:
        _say("  nothing", out)


def _marks(cited: CitedFact, day: date) -> list[str]:
    fact = cited.fact
    marks = []
    if fact.history:
        marks.append("history")
    else:
        if fact.revoked_by:
            marks.append("REVOKED")
        if fact.valid_until and fact.valid_until < day:
            marks.append("EXPIRED")
    if fact.review_on < day:
        marks.append("OVERDUE")
    if fact.confidence == "S":
        marks.append("second hand")
    if fact.confidence == "R":
        marks.append("doubtful")
    return marks


def _validity(cited: CitedFact) -> str:
    fact = cited.fact
    since = fact.valid_from.isoformat() if fact.valid_from else "…"
    return f"{since} to {fact.valid_until.isoformat() if fact.valid_until else '…'}"


def _warn(report: CompileReport) -> None:
    if report.findings:
        _say(f"{len(report.findings)} findings: run content lint", sys.stderr)


def _table(head: Sequence[str], body: Sequence[Sequence[str]], out: TextIO | None) -> None:
    widths = [max(len(row[n]) for row in (head, *body)) for n in range(len(head))]
    for row in (head, *body):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        _say("  ".join(cells).rstrip(), out)


def _say(text: str, out: TextIO | None) -> None:
    # Content may come from a stranger: nothing in it may steer the operator's terminal.
    safe = "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
    print(safe, file=out or sys.stdout)
