"""A publication and some changed files → the next one: only what changed is compiled anew. Pure.

The files are read and held together by the same rules as ever; an activity whose own files, banks,
pictures and law are as they were is taken from the publication as it stands. So the outcome is what
compiling all the files again would give (a test holds this), in a fraction of the time, and text
that was not touched stays as it is even when the house has learned to render it differently.
"""

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from app.catalogue.compiler.archive import lay_out
from app.catalogue.compiler.assembling import ActivityParts, CourseParts
from app.catalogue.compiler.compile import (
    CompiledCourse,
    CompileReport,
    Gathered,
    Kept,
    compile_course,
    gather,
)
from app.catalogue.compiler.kinds import ActivityKind, CompiledActivity, Finding
from app.catalogue.compiler.recordings import POINTER, hash_in
from app.catalogue.compiler.sourcing import banks_named
from app.catalogue.document import Activity, PrivateDocument, PublicDocument

_PICTURE = re.compile(r"/berkas/([0-9a-f]{64})")

# By path in the content folder; None takes the file away.
Changes = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Amended:
    """``compiled`` None if anything is wrong; ``anew``: the activities that were compiled;
    ``minutes``: of every activity with nothing wrong in it.

    Findings name files by their path in the content folder.
    """

    compiled: CompiledCourse | None
    findings: tuple[Finding, ...]
    anew: frozenset[UUID]
    minutes: Mapping[UUID, int] = field(default_factory=dict)


def with_changes(sources: Mapping[str, bytes], changes: Changes) -> dict[str, bytes]:
    """The files after the changes."""
    files: dict[str, bytes | None] = {**sources, **changes}
    return {name: content for name, content in files.items() if content is not None}


def amend(
    public: PublicDocument,
    private: PrivateDocument,
    sources: Mapping[str, bytes],
    changes: Changes,
    kinds: Mapping[str, ActivityKind],
) -> Amended:
    """The course of ``sources`` after ``changes``; never raises for what is in the files."""
    files = with_changes(sources, changes)
    changed = {name for name in changes if sources.get(name) != files.get(name)}
    with tempfile.TemporaryDirectory(prefix="lentera-") as folder:
        lay_out(files, Path(folder))
        banks = {name.split("/")[1] for name in files if name.startswith("banks/")}
        touched = {name.split("/")[1] for name in changed if name.startswith("banks/")}
        gathered = gather([Path(folder)], kinds, checked=banks - touched)
    report = CompileReport([], gathered.findings, [], [], [])
    anew: set[UUID] = set()
    for parts in gathered.courses:
        dirty = {a.head.id for a in parts.activities() if _is_touched(a, changed, folder)}
        kept = _kept(public, private, gathered, parts, dirty)
        anew |= {a.head.id for a in parts.activities()} - set(kept)
        compile_course(parts, gathered, report, kept)
    return _as_amended(report, files, folder, anew)


def compile_files(files: Mapping[str, bytes], kinds: Mapping[str, ActivityKind]) -> Amended:
    """A course that was never published; never raises for what is in its files."""
    with tempfile.TemporaryDirectory(prefix="lentera-") as folder:
        lay_out(files, Path(folder))
        gathered = gather([Path(folder)], kinds)
    report = CompileReport([], gathered.findings, [], [], [])
    for parts in gathered.courses:
        compile_course(parts, gathered, report)
    anew = {activity.head.id for parts in gathered.courses for activity in parts.activities()}
    return _as_amended(report, files, folder, anew)


def _as_amended(
    report: CompileReport, files: Mapping[str, bytes], folder: str, anew: set[UUID]
) -> Amended:
    findings = tuple(
        replace(finding, file=finding.file.removeprefix(f"{folder}/"))
        for finding in sorted(set(report.findings))
    )
    whole = len(report.courses) == 1 and not findings
    compiled = replace(report.courses[0], sources=dict(sorted(files.items()))) if whole else None
    return Amended(compiled, findings, frozenset(anew), report.minutes)


def _is_touched(activity: ActivityParts, changed: set[str], folder: str) -> bool:
    sources = (activity.source, *activity.source.translations.values())
    own = {source.file.removeprefix(f"{folder}/") for source in sources}
    banks = banks_named(activity)
    for name in changed:
        first, _, rest = name.partition("/")
        if name in own or first in ("facts", "regulations"):
            return True
        if first == "banks" and rest.split("/")[0] in banks:
            return True
        if first == "courses" and "/assets/" in name:
            return True
    return False


def _kept(
    public: PublicDocument,
    private: PrivateDocument,
    gathered: Gathered,
    parts: CourseParts,
    dirty: set[UUID],
) -> dict[UUID, Kept]:
    """What the publication holds of the activities that are not dirty."""
    there = {activity.id: activity for activity in public.activities()}
    pictures = {
        hashlib.sha256(asset.content).hexdigest(): asset.content
        for group in (gathered.shared, parts.assets())
        for asset in group.values()
    }
    refs = {asset.sha256: asset for asset in public.assets}
    pointed = {
        digest
        for asset in parts.assets().values()
        if asset.file.endswith(POINTER) and (digest := hash_in(asset.content)) in refs
    }
    kept = {}
    for activity in parts.activities():
        before = there.get(activity.head.id)
        if before is None or before.id in dirty or before.kind != activity.kind.name:
            continue
        secret = private.activities.get(before.id)
        shown = set(_PICTURE.findall(_all_text(before, secret)))
        if not shown <= set(pictures) | pointed:
            continue
        kept[before.id] = Kept(
            _as_compiled(before, secret),
            tuple(fact for fact in public.facts if fact.activity_id == before.id),
            {d: (refs[d].media_type, pictures[d]) for d in shown if d in refs and d in pictures},
            {d: refs[d] for d in shown & pointed if d is not None},
        )
    return kept


def _all_text(activity: Activity, secret: Mapping[str, object] | None) -> str:
    fragments = "".join(fragment.html for fragment in activity.fragments.values())
    return fragments + json.dumps([activity.body, secret])


def _as_compiled(activity: Activity, secret: Mapping[str, object] | None) -> CompiledActivity:
    return CompiledActivity(
        html={language: fragment.html for language, fragment in activity.fragments.items()},
        words={language: fragment.words for language, fragment in activity.fragments.items()},
        minutes=activity.minutes,
        body=activity.body,
        private=secret,
    )
