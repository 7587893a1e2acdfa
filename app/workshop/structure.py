"""Acts on a course's outline: what each changes in the files. Pure.

Every act is a mapping of paths to new contents (None takes a file away) and touches nothing else.
An act that does not fit what is there raises ``Unfit``: the outline it was decided on is not this.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.catalogue.compiler.figures import narrower_names
from app.workshop.sources import (
    ActivityFile,
    CourseFile,
    ModuleFile,
    Values,
    head_of,
    in_order,
    slug_of,
    values_of,
    with_head,
    yaml_of,
)
from app.workshop.starters import About, starter

Changes = dict[str, bytes | None]

_ASSET = re.compile(r"assets/([A-Za-z0-9][A-Za-z0-9._-]*)")


class Unfit(ValueError):
    """The act names what is not there, or not so; the argument says what."""


def _module(course: CourseFile, slug: str) -> ModuleFile:
    module = course.module(slug)
    if module is None:
        raise Unfit("module")
    return module


def _activity(course: CourseFile, module: str, slug: str) -> ActivityFile:
    activity = course.activity(module, slug)
    if activity is None:
        raise Unfit("activity")
    return activity


def put_course(course: CourseFile, values: Mapping[str, Any]) -> Changes:
    """Other values for course.yaml; its id, its address and its modules stay."""
    if not course.values:
        raise Unfit("course")
    fixed: Values = {n: v for n, v in course.values.items() if n in ("id", "slug", "modules")}
    return {course.path: yaml_of(in_order({**values, **fixed}))}


def _with_modules(course: CourseFile, modules: list[str]) -> Changes:
    return {course.path: yaml_of(in_order({**course.values, "modules": modules}))}


def _with_activities(module: ModuleFile, activities: list[str]) -> Changes:
    return {module.path: yaml_of({**module.values, "activities": activities})}


def _modules(course: CourseFile) -> list[str]:
    return [module.slug for module in course.modules]


def _activities(module: ModuleFile) -> list[str]:
    return [activity.slug for activity in module.activities]


def _after(names: list[str], name: str, after: str | None) -> list[str]:
    if after is None:
        return [*names, name]
    if after not in names:
        raise Unfit("after")
    at = names.index(after) + 1
    return [*names[:at], name, *names[at:]]


def add_module(
    course: CourseFile, title: str, title_en: str | None, after: str | None, new_id: UUID
) -> Changes:
    """An empty module; the rules ask for an activity in it."""
    slug = slug_of(title, _modules(course), otherwise="modul")
    text: Values = {"id": {"title": title, "summary": "Tulis satu kalimat tentang isi modul ini."}}
    if title_en:
        text["en"] = {"title": title_en, "summary": "Write one sentence about this module."}
    values = {"id": str(new_id), "text": text, "activities": []}
    return {
        **_with_modules(course, _after(_modules(course), slug, after)),
        f"{course.folder}{slug}/module.yaml": yaml_of(values),
    }


def add_activity(
    files: Mapping[str, bytes],
    course: CourseFile,
    module: str,
    kind: str,
    about: About,
    *,
    tool: str,
    after: str | None,
) -> Changes:
    """An activity with a first text that has nothing wrong in it; a quiz with a bank of its own."""
    into = _module(course, module)
    taken = {one.slug for one in course.activities()}
    folder = f"{course.folder}{module}/"
    stray = {name.removeprefix(folder).split(".")[0] for name in files if name.startswith(folder)}
    slug = slug_of(about.title, taken | stray, otherwise="kegiatan")
    banks = {name.split("/")[1] for name in files if name.startswith("banks/")}
    bank = slug_of(f"{course.folder.split('/')[1]}-{slug}", banks, otherwise="kuis")
    made = starter(kind, about, bank=bank, tool=tool)
    return {
        **_with_activities(into, _after(_activities(into), slug, after)),
        f"{folder}{slug}{made.ending}": made.content,
        **made.bank,
    }


def move_module(
    course: CourseFile, slug: str, *, before: str | None, after: str | None, place: int | None
) -> Changes:
    names = _modules(course)
    _module(course, slug)
    return _with_modules(course, _placed(names, slug, before, after, place))


def _placed(
    names: list[str], name: str, before: str | None, after: str | None, place: int | None
) -> list[str]:
    """``names`` with ``name`` at its new place; exactly one of the three says where."""
    if sum(one is not None for one in (before, after, place)) != 1:
        raise Unfit("place")
    others = [one for one in names if one != name]
    if before is not None or after is not None:
        sibling = before if before is not None else after
        if sibling not in others:
            raise Unfit("before" if before is not None else "after")
        place = others.index(sibling) + (after is not None)
    assert place is not None
    return [*others[:place], name, *others[place:]]


def move_activity(
    files: Mapping[str, bytes],
    course: CourseFile,
    module: str,
    slug: str,
    *,
    to_module: str | None,
    before: str | None,
    after: str | None,
    place: int | None,
) -> Changes:
    """Within its module, or to another one with its files and the pictures it shows."""
    activity = _activity(course, module, slug)
    source = _module(course, module)
    if to_module is None or to_module == module:
        return _with_activities(source, _placed(_activities(source), slug, before, after, place))
    target = _module(course, to_module)
    if before is None and after is None and place is None:
        place = len(target.activities)
    changes = {
        **_with_activities(source, [one for one in _activities(source) if one != slug]),
        **_with_activities(target, _placed(_activities(target), slug, before, after, place)),
    }
    old, new = f"{course.folder}{module}/", f"{course.folder}{to_module}/"
    moved = _files_of(files, activity)
    changes |= dict.fromkeys(moved)
    changes |= {path.replace(old, new, 1): files[path] for path in moved}
    changes |= _carried(files, old, new, moved)
    return changes


def _files_of(files: Mapping[str, bytes], activity: ActivityFile) -> list[str]:
    return [path for path in (activity.path, activity.english) if path and path in files]


def _carried(files: Mapping[str, bytes], old: str, new: str, moved: list[str]) -> Changes:
    """Pictures that the moved files show; those nobody else shows do not stay behind."""
    shown = {name for path in moved for name in _shown(files, old, files[path])}
    others = [path for path in files if path.startswith(old) and path not in moved]
    texts = [files[path] for path in others if "/assets/" not in path]
    kept = {name for text in texts for name in _shown(files, old, text)}
    changes: Changes = {}
    for name in sorted(shown):
        there = files.get(f"{new}assets/{name}")
        if there is not None and there != files[f"{old}assets/{name}"]:
            raise Unfit("assets")
        changes[f"{new}assets/{name}"] = files[f"{old}assets/{name}"]
        if name not in kept:
            changes[f"{old}assets/{name}"] = None
    return changes


def _shown(files: Mapping[str, bytes], folder: str, content: bytes) -> set[str]:
    """Names in ``folder``'s assets that a text shows, with what stands beside them."""
    found: set[str] = set()
    there = [n.removeprefix(f"{folder}assets/") for n in files if n.startswith(f"{folder}assets/")]
    for name in set(_ASSET.findall(content.decode(errors="replace"))):
        pointer = f"{name}.media.yaml"
        beside = {name, pointer, *narrower_names(name)}
        if pointer in there:
            told = values_of(files[f"{folder}assets/{pointer}"]).values()
            beside |= {one for one in told if isinstance(one, str)}
        found |= beside & set(there)
    return found


def rename(
    files: Mapping[str, bytes],
    course: CourseFile,
    module: str,
    slug: str | None,
    *,
    title: str,
    title_en: str | None,
    summary: str | None,
    summary_en: str | None,
    keep_english: bool,
) -> Changes:
    """Other words for a module or an activity, whose address stays.

    ``keep_english``: nothing was said of the English title, so that it stays as it is.
    """
    said = {"id": {"title": title, "summary": summary}}
    if not keep_english:
        said["en"] = {"title": title_en, "summary": summary_en}
    if slug is None:
        found = _module(course, module)
        return {found.path: yaml_of({**found.values, "text": _worded(found.values, said)})}
    activity = _activity(course, module, slug)
    if activity.path not in files:
        raise Unfit("activity")
    content = files[activity.path]
    if activity.kind != "lesson":
        head = {**activity.head, "text": _worded(activity.head, said)}
        return {activity.path: with_head(activity.path, content, head)}
    return _lesson_renamed(files, activity, said)


def _worded(values: Mapping[str, Any], said: Mapping[str, Mapping[str, str | None]]) -> Values:
    """``text`` with other titles and summaries; what else it says stays."""
    there = values.get("text")
    text: Values = dict(there) if isinstance(there, Mapping) else {}
    for language, words in said.items():
        before = text.get(language)
        now: Values = dict(before) if isinstance(before, Mapping) else {}
        if language == "en" and not words["title"]:
            if set(now) <= {"title", "summary"}:
                text.pop("en", None)
            continue
        now |= {name: value for name, value in words.items() if value}
        if "summary" not in now:
            now["summary"] = _SUMMARY[language]
        text[language] = now
    return text


_SUMMARY = {"id": "Tulis satu kalimat tentang isinya.", "en": "Write one sentence about it."}


def _lesson_renamed(
    files: Mapping[str, bytes],
    activity: ActivityFile,
    said: Mapping[str, Mapping[str, str | None]],
) -> Changes:
    head = dict(activity.head)
    head |= {name: value for name, value in said["id"].items() if value}
    changes: Changes = {}
    english = said.get("en")
    if english is not None and activity.english is not None:
        content = files[activity.english]
        told = head_of(activity.english, content)
        told |= {name: value for name, value in english.items() if value}
        changes[activity.english] = with_head(activity.english, content, told)
    elif english is not None:
        head |= {f"{name}_en": value for name, value in english.items() if value}
        if not english["title"]:
            head = {n: v for n, v in head.items() if n not in ("title_en", "summary_en")}
        elif "summary_en" not in head:
            head["summary_en"] = _SUMMARY["en"]
    changes[activity.path] = with_head(activity.path, files[activity.path], head)
    return changes


def remove_module(files: Mapping[str, bytes], course: CourseFile, slug: str) -> Changes:
    """A module with everything in it, and the banks nothing else asks from."""
    _module(course, slug)
    folder = f"{course.folder}{slug}/"
    changes: Changes = {path: None for path in files if path.startswith(folder)}
    changes |= _with_modules(course, [one for one in _modules(course) if one != slug])
    return changes | _idle_banks(files, changes)


def remove_activity(
    files: Mapping[str, bytes], course: CourseFile, module: str, slug: str
) -> Changes:
    """An activity, the pictures only it shows, and the banks nothing else asks from."""
    activity = _activity(course, module, slug)
    found = _module(course, module)
    paths = _files_of(files, activity)
    folder = f"{course.folder}{module}/"
    left = _carried(files, folder, folder, paths)
    changes: Changes = dict.fromkeys((*paths, *(p for p, c in left.items() if c is None)))
    changes |= _with_activities(found, [one for one in _activities(found) if one != slug])
    return changes | _idle_banks(files, changes)


def _idle_banks(files: Mapping[str, bytes], changes: Changes) -> Changes:
    """Banks that a removed quiz asked from and no other file names."""
    gone = [files[path] for path, content in changes.items() if content is None and path in files]
    left = [
        content
        for path, content in files.items()
        if path.startswith("courses/") and path.endswith(".yaml") and path not in changes
    ]
    idle = {
        name.split("/")[1]
        for name in files
        if name.startswith("banks/")
        and any(names_bank(one, name.split("/")[1]) for one in gone)
        and not any(names_bank(one, name.split("/")[1]) for one in left)
    }
    return {
        name: None for name in files if name.startswith("banks/") and name.split("/")[1] in idle
    }


def names_bank(content: bytes, bank: str) -> bool:
    """Whether an activity's file asks from the bank."""
    return re.search(rf"(?<![\w-]){re.escape(bank)}(?![\w-])".encode(), content) is not None


def set_required(
    files: Mapping[str, bytes], course: CourseFile, module: str, slug: str, *, required: bool
) -> Changes:
    activity = _activity(course, module, slug)
    if activity.path not in files:
        raise Unfit("activity")
    head = {name: value for name, value in activity.head.items() if name != "required"}
    if not required:
        head["required"] = False
    return {activity.path: with_head(activity.path, files[activity.path], head)}
