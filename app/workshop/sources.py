"""A draft's files as values and back. Pure, and patient: a draft may hold anything.

Values keep the order in which they were written, so that a change touches what it is about.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.catalogue.compiler.rules import RESERVED_SLUGS
from app.catalogue.compiler.yamltext import parse
from app.catalogue.compiler.yamlwriting import written

_FRONT = re.compile(r"\A\ufeff?---\r?\n(.*?\r?\n)?---(?:\r?\n|\Z)", re.DOTALL)
MAX_SLUG = 60
# The order in which an author would write them; what else is there follows.
COURSE_ORDER = (
    "id",
    "slug",
    "status",
    "topic",
    "competencies",
    "organiser",
    "jp",
    "languages",
    "text",
    "sources",
    "modules",
)

Values = dict[str, Any]


def values_of(content: bytes | None) -> Values:
    """A YAML file's mapping; {} if it is none."""
    if content is None:
        return {}
    value = parse(content.decode(errors="replace"), file="").value
    return value if isinstance(value, dict) else {}


def yaml_of(values: Mapping[str, Any]) -> bytes:
    return written(values).encode()


def head_of(path: str, content: bytes | None) -> Values:
    """What a file says of itself: a lesson's front matter, or the whole of a YAML file."""
    if content is None or not path.endswith(".md"):
        return values_of(content)
    match = _FRONT.match(content.decode(errors="replace"))
    return values_of((match[1] or "").encode()) if match else {}


def with_head(path: str, content: bytes, head: Mapping[str, Any]) -> bytes:
    """The file with another head; a lesson keeps its text."""
    if not path.endswith(".md"):
        return yaml_of(head)
    text = content.decode(errors="replace")
    match = _FRONT.match(text)
    return f"---\n{written(head)}---\n{text[match.end() :] if match else text}".encode()


def body_of(content: bytes) -> str:
    """A lesson's text after its front matter."""
    text = content.decode(errors="replace")
    match = _FRONT.match(text)
    return text[match.end() :] if match else text


def names_in(value: object) -> list[str]:
    """A list's texts, each once; [] for what is no list."""
    listed = value if isinstance(value, list) else []
    return list(dict.fromkeys(one for one in listed if isinstance(one, str)))


def said(values: Mapping[str, Any], language: str, name: str) -> str | None:
    """``text.<language>.<name>``, if that is text."""
    text = values.get("text")
    words = text.get(language) if isinstance(text, Mapping) else None
    value = words.get(name) if isinstance(words, Mapping) else None
    return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class ActivityFile:
    """An activity as its files say it; ``path`` is where it stands or should stand.

    ``english``: of a lesson, the file of its translation, which says its own title.
    """

    module: str
    slug: str
    path: str
    english: str | None
    is_there: bool
    head: Values
    english_head: Values

    @property
    def kind(self) -> str:
        if self.path.endswith(".md"):
            return "lesson"
        kind = self.head.get("kind")
        return kind if isinstance(kind, str) else ""

    def title(self, language: str) -> str | None:
        return self._words(language, "title")

    def summary(self, language: str) -> str | None:
        return self._words(language, "summary")

    def _words(self, language: str, name: str) -> str | None:
        if not self.path.endswith(".md"):
            return said(self.head, language, name)
        if language == "en" and self.english is not None:
            value = self.english_head.get(name)
            return value if isinstance(value, str) else None
        value = self.head.get(name if language == "id" else f"{name}_en")
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class ModuleFile:
    slug: str
    path: str
    values: Values
    activities: tuple[ActivityFile, ...]

    def title(self, language: str) -> str | None:
        return said(self.values, language, "title")


@dataclass(frozen=True, slots=True)
class CourseFile:
    """``folder`` ends with a stroke."""

    folder: str
    path: str
    values: Values
    modules: tuple[ModuleFile, ...]

    def module(self, slug: str) -> ModuleFile | None:
        return next((one for one in self.modules if one.slug == slug), None)

    def activity(self, module: str, slug: str) -> ActivityFile | None:
        found = self.module(module)
        return next((one for one in found.activities if one.slug == slug), None) if found else None

    def activities(self) -> list[ActivityFile]:
        return [activity for module in self.modules for activity in module.activities]


def course_of(files: Mapping[str, bytes], slug: str) -> CourseFile:
    """What the course's files say it is made of, in order."""
    folder = f"courses/{slug}/"
    path = f"{folder}course.yaml"
    values = values_of(files.get(path))
    modules = []
    for name in names_in(values.get("modules")):
        file = f"{folder}{name}/module.yaml"
        module = values_of(files.get(file))
        activities = [
            _activity(files, f"{folder}{name}/", name, one)
            for one in names_in(module.get("activities"))
        ]
        modules.append(ModuleFile(name, file, module, tuple(activities)))
    return CourseFile(folder, path, values, tuple(modules))


def _activity(files: Mapping[str, bytes], folder: str, module: str, slug: str) -> ActivityFile:
    yaml, lesson, english = (f"{folder}{slug}{end}" for end in (".yaml", ".md", ".en.md"))
    path = yaml if yaml in files else lesson
    translated = english if path == lesson and english in files else None
    return ActivityFile(
        module,
        slug,
        path,
        translated,
        path in files,
        head_of(path, files.get(path)),
        head_of(translated, files.get(translated)) if translated else {},
    )


def slug_of(title: str, taken: Collection[str], *, otherwise: str) -> str:
    """A title as a name in addresses, unlike those taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:MAX_SLUG].strip("-") or otherwise
    number, found = 2, slug
    while found in taken or found in RESERVED_SLUGS or found == "assets":
        found, number = f"{slug}-{number}", number + 1
    return found


def in_order(values: Mapping[str, Any]) -> Values:
    """course.yaml as an author would order it."""
    return {name: values[name] for name in COURSE_ORDER if name in values} | {
        name: value for name, value in values.items() if name not in COURSE_ORDER
    }
