"""Whether a question may be in a bank: the very rules by which ``content lint`` judges files. Pure.

A finding names the field it concerns by its path in the source, e.g. ``text``, ``id``, ``stem``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785

from app.assessment import kind as quiz_kind
from app.banks.places import Path, as_bank, path_at
from app.catalogue.compiler import rules
from app.catalogue.compiler.figures import AssetFile
from app.catalogue.compiler.kinds import ActivitySource, Finding
from app.catalogue.compiler.markdown import MarkdownText
from app.catalogue.compiler.sources import FactSource

# As JSON: far more than the longest question people write, and little enough to render at once.
MAX_SOURCE_BYTES = 64 * 1024
MAX_DEPTH = 12

_NAMED = re.compile(r"'([^']*)'")
_FIGURE = re.compile(r'^\s*:::figure\{[^}\n]*?src="([^"\n]{1,200})"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class QuestionFinding:
    """What is wrong at ``path`` of a question's source; ``()`` is the question as a whole."""

    path: Path
    code: str
    what: str
    instead: str


def findings_of(
    bank: ActivitySource,
    assets: Mapping[str, AssetFile],
    facts: Mapping[str, FactSource] | None = None,
) -> list[Finding]:
    """Everything wrong with a bank, sorted, each once."""
    text = MarkdownText(facts or {}, assets)
    found = [*quiz_kind.bank_findings(bank, text), *rules.bank_findings({bank.slug: bank})]
    return sorted({*found, *text.findings})


def question_findings(
    bank_slug: str, source: Mapping[str, Any], assets: Mapping[str, AssetFile]
) -> list[QuestionFinding]:
    """Everything wrong with one question; those of its pictures are said of the whole."""
    if (fault := _unwritable(source)) is not None:
        return [fault]
    bank = as_bank(bank_slug, [source])
    found = []
    for finding in findings_of(bank, assets):
        path = path_at(bank, finding)
        inside = _field(source, finding, path[2:] if path else ())
        found.append(QuestionFinding(inside, finding.code, finding.what, finding.instead))
    return found


def _field(source: Mapping[str, Any], finding: Finding, path: Path) -> Path:
    """The field a finding names: one that is missing has no line of its own."""
    if finding.code == "Q007":
        return ("kind",)
    named = _NAMED.match(finding.what) if finding.code == "C010" else None
    if named is None:
        return path
    value: Any = source
    found: list[str | int] = []
    for part in named[1].split("."):
        if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
            found.append(int(part))
        elif isinstance(value, Mapping) and part in value:
            value = value[part]
            found.append(part)
        else:
            is_missing = isinstance(value, Mapping) and finding.instead == "add it"
            return (*found, part) if is_missing else max(path, tuple(found), key=len)
    return tuple(found)


def _unwritable(source: Mapping[str, Any]) -> QuestionFinding | None:
    """Why a source cannot even be kept as JSON of ours: too much, too deep, or odd numbers."""
    if _depth(source) > MAX_DEPTH:
        return QuestionFinding((), "C007", f"nested deeper than {MAX_DEPTH}", "write it flatter")
    try:
        size = len(rfc8785.dumps(source))
    except (ValueError, TypeError):
        return QuestionFinding(
            (), "C010", "a number or a sign that cannot be kept", "write text or a small number"
        )
    if size > MAX_SOURCE_BYTES:
        most = MAX_SOURCE_BYTES // 1024
        return QuestionFinding((), "C002", f"larger than {most} kB", "split or shorten it")
    return None


def _depth(value: Any) -> int:
    deepest, level = 0, [value]
    while level and deepest <= MAX_DEPTH:
        deepest += 1
        level = [
            inner
            for one in level
            for inner in (
                one.values() if isinstance(one, Mapping) else one if isinstance(one, list) else ()
            )
        ]
    return deepest


def figures_in(sources: Sequence[Mapping[str, Any]]) -> set[str]:
    """The files that figures of these questions name, e.g. ``assets/loket.png``."""
    found: set[str] = set()
    waiting: list[Any] = list(sources)
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found |= {match[1] for match in _FIGURE.finditer(value)}
        elif isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return found
