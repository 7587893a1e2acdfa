"""The files of one course → checked parts that know each other, and every fault. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.catalogue.compiler.figures import AssetFile
from app.catalogue.compiler.kinds import ActivityKind, ActivitySource, Finding
from app.catalogue.compiler.reader import CourseFiles, ModuleFiles, YamlFile
from app.catalogue.compiler.shapes import shaped
from app.catalogue.compiler.sources import (
    ActivityHead,
    ActivityTextSource,
    CourseSource,
    LessonHead,
    ModuleSource,
    TitledSource,
)
from app.catalogue.document import Language

LESSON = "lesson"


@dataclass(frozen=True, slots=True)
class ActivityParts:
    head: LessonHead | ActivityHead
    source: ActivitySource
    kind: ActivityKind
    text: Mapping[Language, TitledSource | ActivityTextSource]


@dataclass(frozen=True, slots=True)
class ModuleParts:
    slug: str
    source: ModuleSource
    yaml: YamlFile
    activities: tuple[ActivityParts, ...]


@dataclass(slots=True)
class CourseParts:
    """``source`` is None when course.yaml is not a course; then nothing else is there."""

    files: CourseFiles
    source: CourseSource | None
    modules: list[ModuleParts] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def activities(self) -> list[ActivityParts]:
        return [activity for module in self.modules for activity in module.activities]

    def assets(self) -> dict[str, AssetFile]:
        """Every asset of the course, by file name."""
        groups = [self.files.assets, *(m.assets for m in self.files.modules.values())]
        return {asset.file: asset for group in groups for asset in group.values()}


def assemble(
    files: CourseFiles,
    kinds: Mapping[str, ActivityKind],
    banks: Mapping[str, ActivitySource],
) -> CourseParts:
    """The course's parts; findings for what is missing, unlisted or of the wrong shape."""
    parts = CourseParts(files, None, findings=list(files.findings))
    if files.course.data is None:
        return parts
    source, faults = shaped(CourseSource, files.course.data, files.course)
    parts.source = source
    parts.findings.extend(faults)
    if source is None:
        return parts
    for number, slug in enumerate(source.modules):
        module = files.modules.get(slug)
        if module is None:
            what = f"the module '{slug}' has no folder"
            line = files.course.line("modules", number)
            instead = f"make {slug}/module.yaml or take it off the list"
            parts.findings.append(Finding(files.course.file, line, "C009", what, instead))
            continue
        assembled = _module(module, kinds, banks, parts.findings)
        if assembled is not None:
            parts.modules.append(assembled)
    for slug, module in files.modules.items():
        if slug not in source.modules:
            what = f"course.yaml does not list the module '{slug}'"
            instead = "list it under modules or remove the folder"
            parts.findings.append(Finding(module.module.file, 1, "C008", what, instead))
    return parts


def _module(
    files: ModuleFiles,
    kinds: Mapping[str, ActivityKind],
    banks: Mapping[str, ActivitySource],
    findings: list[Finding],
) -> ModuleParts | None:
    yaml = files.module
    if yaml.data is None:
        return None
    source, faults = shaped(ModuleSource, yaml.data, yaml)
    findings.extend(faults)
    if source is None:
        return None
    activities = []
    for number, slug in enumerate(source.activities):
        lesson, other = files.lessons.get(slug), files.activities.get(slug)
        line = yaml.line("activities", number)
        if lesson is None and other is None:
            what = f"the activity '{slug}' has no file"
            instead = f"write {slug}.md or {slug}.yaml, or take it off the list"
            findings.append(Finding(yaml.file, line, "C009", what, instead))
            continue
        if lesson is not None and other is not None:
            what = f"'{slug}' is both a lesson and another activity"
            findings.append(Finding(other.file, 1, "C021", what, "rename one of the files"))
            continue
        if lesson is not None:
            activity = _lesson(lesson, kinds, findings)
        else:
            assert other is not None
            activity = _other(other, kinds, banks, findings)
        if activity is not None:
            activities.append(activity)
    for slug, stray in {**files.lessons, **files.activities}.items():
        if slug not in source.activities:
            what = f"module.yaml does not list '{slug}'"
            instead = "list it under activities or remove the file"
            findings.append(Finding(stray.file, 1, "C008", what, instead))
    return ModuleParts(files.slug, source, yaml, tuple(activities))


def _lesson(
    source: ActivitySource, kinds: Mapping[str, ActivityKind], findings: list[Finding]
) -> ActivityParts | None:
    head, faults = shaped(LessonHead, dict(source.data), source)
    text: dict[Language, TitledSource | ActivityTextSource] = {}
    if head is not None:
        text["id"] = TitledSource(title=head.title, summary=head.summary)
        if head.title_en and head.summary_en:
            text["en"] = TitledSource(title=head.title_en, summary=head.summary_en)
    for language, translation in source.translations.items():
        translated, more = shaped(TitledSource, dict(translation.data), translation)
        faults.extend(more)
        if translated is not None:
            text[language] = translated
    findings.extend(faults)
    if head is None or faults:
        return None
    return ActivityParts(head, source, kinds[LESSON], text)


def _other(
    source: ActivitySource,
    kinds: Mapping[str, ActivityKind],
    banks: Mapping[str, ActivitySource],
    findings: list[Finding],
) -> ActivityParts | None:
    head, faults = shaped(ActivityHead, dict(source.data), source)
    findings.extend(faults)
    if head is None:
        return None
    kind = kinds.get(head.kind)
    if kind is None or head.kind == LESSON:
        known = ", ".join(sorted(set(kinds) - {LESSON}))
        what = f"no kind of activity '{head.kind}'"
        line = source.line("kind")
        findings.append(Finding(source.file, line, "C024", what, f"write one of: {known}"))
        return None
    with_banks = ActivitySource(
        source.file,
        source.slug,
        source.data,
        source.lines,
        source.body,
        source.body_line,
        banks=banks,
        folder=source.folder,
    )
    return ActivityParts(head, with_banks, kind, head.text)


def strings_in_indonesian(data: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Paths and texts of everything under ``text: id:`` and ``statement: id:``, ids left out."""
    found: list[tuple[tuple[str | int, ...], str]] = []

    def walk(value: Any, path: tuple[str | int, ...], spoken: bool) -> None:
        if isinstance(value, str):
            if spoken and path[-1:] != ("id",):
                found.append((path, value))
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                walk(inner, (*path, number), spoken)
        elif isinstance(value, dict):
            for key, inner in value.items():
                begins = key == "id" and path[-1:] in (("text",), ("statement",)) and not spoken
                if begins and isinstance(inner, str):
                    found.append(((*path, key), inner))
                else:
                    walk(inner, (*path, key), spoken or begins)

    walk(data, (), False)
    return found
