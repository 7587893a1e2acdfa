"""A quiz laid out for editing: where its file stands, what is in it, what is wrong with it. Pure.

A draft replaces one file of the course's sources. It is written as YAML, so that the compiler finds
in it exactly what it would find in an author's file; each value has a line, which leads a finding
back to its field.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from app.assessment.blueprint import blueprint_of, found_by, pools_of
from app.assessment.quiz_source import DrawSource, QuizSource
from app.catalogue.compiler.kinds import ActivitySource, Finding
from app.catalogue.compiler.yamltext import Parsed, Path, parse
from app.catalogue.compiler.yamlwriting import written
from app.catalogue.document import Activity, PublicDocument

# Files of a bank hold so many questions each: a file of content has a largest size.
QUESTIONS_A_FILE = 50
_NAMED = re.compile(r"'([\w.]+)'")


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding at its field (``text.id.title``), at a question of a bank, or about the course."""

    field: str | None
    question: str | None
    code: str
    what: str
    instead: str


@dataclass(frozen=True, slots=True)
class BankChange:
    """How a bank differs from what is published of it, in questions."""

    bank: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """``found``: how many questions a row may ask; ``cells``: (competency, difficulty, how many)
    of every attempt; ``undecided``: questions of which the draw decides it.
    """

    found: tuple[int, ...]
    cells: tuple[tuple[str, str, int], ...]
    undecided: int
    asked: int


def path_of(public: PublicDocument, activity: Activity) -> str:
    """Where the activity's file stands in the course's sources."""
    module = next(m for m in public.modules if m.id == activity.module_id)
    return f"courses/{public.slug}/{module.slug}/{activity.slug}.yaml"


def read_source(content: bytes) -> dict[str, Any]:
    """A quiz's file as values."""
    value = parse(content.decode(), file="").value
    return value if isinstance(value, dict) else {}


def file_of(source: Mapping[str, Any]) -> bytes:
    return written(source).encode()


def banks_named(source: Mapping[str, Any]) -> list[str]:
    """Slugs of the banks a draft asks from, in order, each once; whatever the draft holds."""
    found: dict[str, None] = {}
    draws, listed = source.get("draw"), source.get("questions")
    for draw in draws if isinstance(draws, list) else ():
        slug = draw.get("bank") if isinstance(draw, Mapping) else None
        if isinstance(slug, str):
            found[slug] = None
    for reference in listed if isinstance(listed, list) else ():
        if isinstance(reference, str):
            found[reference.partition(".")[0]] = None
    return list(found)


def bank_in(sources: Mapping[str, bytes], slug: str) -> list[Any]:
    """A bank's questions as the course's sources hold them, in order."""
    questions: list[Any] = []
    for name in sorted(sources):
        folder, _, file = name.rpartition("/")
        if folder == f"banks/{slug}" and file.endswith(".yaml"):
            value = parse(sources[name].decode(), file=name).value
            questions += value if isinstance(value, list) else []
    return questions


def bank_changes(
    sources: Mapping[str, bytes],
    banks: Mapping[str, ActivitySource],
    pictures: Mapping[str, bytes],
) -> tuple[dict[str, bytes | None], list[BankChange]]:
    """Files to change so that the sources hold the banks as they are now, and what that means.

    A bank whose questions are the same keeps its files as they are. ``pictures`` by path.
    """
    changes: dict[str, bytes | None] = {}
    told = []
    for slug, bank in banks.items():
        now = list(bank.data["questions"])
        before = bank_in(sources, slug)
        if now != before:
            changes |= {n: None for n in sources if _is_of(n, slug) and n.endswith(".yaml")}
            for number, start in enumerate(range(0, len(now), QUESTIONS_A_FILE), 1):
                name = f"banks/{slug}/questions-{number:03}.yaml"
                changes[name] = written(now[start : start + QUESTIONS_A_FILE]).encode()
            told.append(_change(slug, before, now))
        kept = {name: content for name, content in pictures.items() if _is_of(name, slug)}
        changes |= {n: None for n in sources if _is_of(n, f"{slug}/assets") and n not in kept}
        changes |= {n: c for n, c in kept.items() if sources.get(n) != c}
    return changes, told


def _is_of(name: str, folder: str) -> bool:
    return name.rpartition("/")[0] == f"banks/{folder}"


def _change(slug: str, before: list[Any], now: list[Any]) -> BankChange:
    old, new = _by_id(before), _by_id(now)
    return BankChange(
        slug,
        added=len(set(new) - set(old)),
        changed=sum(old[one] != new[one] for one in set(old) & set(new)),
        removed=len(set(old) - set(new)),
    )


def _by_id(questions: Collection[Any]) -> dict[str, Any]:
    return {str(q.get("id")): q for q in questions if isinstance(q, Mapping)}


def placed(findings: Collection[Finding], files: Mapping[str, bytes], path: str) -> list[Placed]:
    """Each finding where an editor can mend it. ``path``: the quiz's own file."""
    read = {
        name: parse(files[name].decode(errors="replace"), file=name)
        for name in {finding.file for finding in findings} & set(files)
    }
    return [_placed(finding, read.get(finding.file), path) for finding in findings]


def _placed(finding: Finding, read: Parsed | None, path: str) -> Placed:
    field = question = None
    at = _value_at(read, finding.line) if read else ()
    folder = finding.file.rpartition("/")[0]
    if finding.file == path:
        # What is missing or not known has no line of its own, but its name is said.
        named = _NAMED.match(finding.what) if finding.code == "C010" else None
        field = named[1] if named else ".".join(map(str, at)) or None
    elif read and folder.startswith("banks/") and at and isinstance(read.value, list):
        asked = read.value[int(at[0])]
        name = asked.get("id") if isinstance(asked, Mapping) else None
        question = f"{folder.removeprefix('banks/')}.{name}"
    return Placed(field, question, finding.code, finding.what, finding.instead)


def _value_at(read: Parsed, line: int) -> Path:
    """The innermost value that begins at the line or is the last to begin before it."""
    begun = [(begins, len(path), path) for path, begins in read.lines.items() if begins <= line]
    return max(begun, key=lambda one: one[:2])[2] if begun else ()


def drawn(source: Mapping[str, Any], banks: Mapping[str, ActivitySource]) -> Drawn:
    """What the draft's draws find; a draft of the wrong shape finds nothing."""
    rows = source.get("draw")
    found = tuple(_found(row, banks) for row in rows) if isinstance(rows, list) else ()
    try:
        quiz = QuizSource.model_validate(source)
    except ValidationError:
        return Drawn(found, (), 0, 0)
    pools = pools_of(quiz, banks)
    plan = blueprint_of(pools, banks)
    counts = {pool.label: pool.count for pool in pools}
    return Drawn(
        found,
        tuple((competency, level, n) for (competency, level), n in plan.cells.items()),
        sum(counts[label] for label in plan.open),
        quiz.asked,
    )


def _found(row: object, banks: Mapping[str, ActivitySource]) -> int:
    try:
        draw = DrawSource.model_validate(row)
    except ValidationError:
        return 0
    return len(found_by(draw, banks[draw.bank])) if draw.bank in banks else 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs; None where it is left out."""

    field: str
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Field by field, texts one by one, in the order in which they are written."""
    old, new = dict(_fields(before)), dict(_fields(after))
    return [
        Difference(field, old.get(field), new.get(field))
        for field in dict.fromkeys((*old, *new))
        if old.get(field) != new.get(field)
    ]


def _fields(source: Mapping[str, Any]) -> list[tuple[str, Any]]:
    fields: list[tuple[str, Any]] = []
    for name, value in source.items():
        if name in ("text", "shuffle", "review") and isinstance(value, Mapping):
            for inner, part in value.items():
                if isinstance(part, Mapping):
                    fields += [(f"{name}.{inner}.{last}", one) for last, one in part.items()]
                else:
                    fields.append((f"{name}.{inner}", part))
        else:
            fields.append((name, value))
    return fields
