"""Files → sources, with file and line kept for each value; the compiler's only look at the disk.

A content folder may come from a stranger's zip: symlinks that lead out, devices, enormous files,
odd names and broken text become findings, never exceptions.
"""

import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from app.catalogue.compiler.figures import AssetFile
from app.catalogue.compiler.kinds import ActivitySource, Finding, line_in
from app.catalogue.compiler.yamltext import CONTROL, parse

MAX_LESSON_BYTES = 100 * 1024
MAX_YAML_BYTES = 512 * 1024
MAX_ASSET_BYTES = 2 * 1024 * 1024
MAX_FOLDER_ENTRIES = 2000
MAX_TOTAL_BYTES = 256 * 1024 * 1024

_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_FRONT_MATTER = re.compile(r"---\n(.*?\n)?---(?:\n|\Z)", re.DOTALL)
_TRANSLATION = ".en"


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A mapping or list with the line of each value; ``data`` None if it could not be read."""

    file: str
    data: Any
    lines: Mapping[tuple[str | int, ...], int]

    def line(self, *path: str | int) -> int:
        return line_in(self.lines, path)


@dataclass(slots=True)
class ModuleFiles:
    slug: str
    module: YamlFile
    lessons: dict[str, ActivitySource]  # by slug; translations inside
    activities: dict[str, ActivitySource]  # other kinds
    assets: dict[str, AssetFile]


@dataclass(slots=True)
class CourseFiles:
    folder: str  # for findings, e.g. content/courses/pelayanan-publik-prima
    slug: str
    course: YamlFile
    modules: dict[str, ModuleFiles]
    assets: dict[str, AssetFile]
    findings: list[Finding]


@dataclass(slots=True)
class BankFiles:
    bank: ActivitySource
    assets: dict[str, AssetFile]


@dataclass(slots=True)
class Tree:
    """Everything in one content folder; ``contents`` are the files read, by path within it."""

    courses: list[CourseFiles] = field(default_factory=list)
    banks: dict[str, BankFiles] = field(default_factory=dict)
    facts: list[YamlFile] = field(default_factory=list)
    regulations: list[YamlFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)


def banks_of(trees: Iterable[Tree]) -> dict[str, BankFiles]:
    """By name; of one name the last."""
    return {name: files for tree in trees for name, files in tree.banks.items()}


class _Disk:
    """Careful access to the files below ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.contents: dict[str, bytes] = {}
        self._bytes_left = MAX_TOTAL_BYTES

    def name(self, path: Path) -> str:
        """How findings call a path."""
        text = path.as_posix()
        return text if text.isprintable() and text.isascii() else ascii(text)[1:-1]

    def fault(self, path: Path, code: str, what: str, instead: str, line: int = 1) -> None:
        self.findings.append(Finding(self.name(path), line, code, what, instead))

    def entries(self, folder: Path) -> list[Path]:
        """Sorted, hidden and badly named ones left out; nothing if it is no folder."""
        try:
            if not folder.is_dir() or not self._is_inside(folder):
                return []
            names = sorted(path.name for path in folder.iterdir())
        except OSError:
            self.fault(folder, "C001", "the folder cannot be read", "mend its permissions")
            return []
        if len(names) > MAX_FOLDER_ENTRIES:
            self.fault(folder, "C002", "too many files", f"keep fewer than {MAX_FOLDER_ENTRIES}")
            return []
        found = []
        for name in names:
            if name.startswith("."):
                continue
            path = folder / name
            if _NAME.fullmatch(name):
                found.append(path)
            else:
                self.fault(path, "C008", "odd signs in the name", "use letters, digits, . _ -")
        return found

    def _is_inside(self, path: Path) -> bool:
        try:
            inside = path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):
            inside = False
        if not inside:
            self.fault(path, "C001", "a link that leads out of the folder", "copy the file here")
        return inside

    def content(self, path: Path, limit: int) -> bytes | None:
        if not self._is_inside(path):
            return None
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                self.fault(path, "C001", "not a plain file", "put a file here")
                return None
            if status.st_size > limit or status.st_size > self._bytes_left:
                self.fault(path, "C002", f"larger than {limit // 1024} kB", "split or shrink it")
                return None
            with path.open("rb") as file:
                content = file.read(limit)
        except OSError:
            self.fault(path, "C001", "the file cannot be read", "mend its permissions")
            return None
        self._bytes_left -= len(content)
        self.contents[path.relative_to(self.root).as_posix()] = content
        return content

    def text(self, path: Path, limit: int) -> str | None:
        """The file's text with plain line ends, or None and a finding."""
        content = self.content(path, limit)
        if content is None:
            return None
        if content.startswith(b"\xef\xbb\xbf"):
            self.fault(path, "C003", "a byte order mark at the start", "save as UTF-8 without BOM")
            content = content[3:]
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.fault(path, "C003", "not UTF-8 text", "save as UTF-8", line)
            return None
        text = text.replace("\r\n", "\n")
        control = CONTROL.search(text)
        if control:
            line = text.count("\n", 0, control.start()) + 1
            self.fault(path, "C003", "a control character", "remove it", line)
            text = CONTROL.sub("", text)
        return text

    def yaml(self, path: Path) -> YamlFile:
        name = self.name(path)
        text = self.text(path, MAX_YAML_BYTES)
        if text is None:
            return YamlFile(name, None, {})
        parsed = parse(text, file=name)
        self.findings.extend(parsed.findings)
        return YamlFile(name, parsed.value, parsed.lines)

    def lesson(self, path: Path) -> ActivitySource:
        """Front matter and body; ``data`` empty if there is none."""
        name, slug = self.name(path), path.name.split(".")[0]
        folder = PurePosixPath(self.name(path.parent))
        text = self.text(path, MAX_LESSON_BYTES)
        match = _FRONT_MATTER.match(text or "")
        if text is None or match is None:
            if text is not None:
                self.fault(path, "C011", "no front matter", "begin with --- id, title, summary ---")
            return ActivitySource(name, slug, {}, {}, "", 1, folder=folder)
        parsed = parse(match[1] or "", file=name, first_line=2)
        self.findings.extend(parsed.findings)
        data = parsed.value if isinstance(parsed.value, dict) else {}
        body = text[match.end() :]
        skipped = text.count("\n", 0, match.end())
        return ActivitySource(name, slug, data, parsed.lines, body, skipped + 1, folder=folder)

    def assets(self, folder: Path) -> dict[str, AssetFile]:
        found: dict[str, AssetFile] = {}
        for path in self.entries(folder):
            content = self.content(path, MAX_ASSET_BYTES)
            if content is not None:
                found[f"assets/{path.name}"] = AssetFile(self.name(path), content)
        return found

    def stray(self, path: Path, where: str) -> None:
        self.fault(path, "C008", f"nothing in {where} uses this", "list it, move it or remove it")


def read(root: Path) -> Tree:
    """Everything below one content folder; never raises for what is in it."""
    disk = _Disk(root)
    tree = Tree(findings=disk.findings, contents=disk.contents)
    if not root.is_dir():
        disk.fault(root, "C001", "no such folder", "name a folder with courses/, banks/, facts/")
        return tree
    for path in disk.entries(root):
        if path.name == "courses" and path.is_dir():
            tree.courses = [_course(disk, folder) for folder in _folders(disk, path)]
        elif path.name == "banks" and path.is_dir():
            tree.banks = {folder.name: _bank(disk, folder) for folder in _folders(disk, path)}
        elif path.name == "facts" and path.is_dir():
            tree.facts = _lists(disk, path)
        elif path.name == "regulations" and path.is_dir():
            tree.regulations = _lists(disk, path)
        elif path.name == "media" and path.is_dir():
            _only_hashes(disk, path)
        elif path.name != "README.md":
            disk.stray(path, "a content folder")
    return tree


def _only_hashes(disk: _Disk, folder: Path) -> None:
    """Sound, film and documents that pointers name: not read here, whoever publishes keeps them."""
    for path in disk.entries(folder):
        if not path.is_file() or not _HASH.fullmatch(path.name):
            disk.stray(path, "media/")


def _folders(disk: _Disk, parent: Path) -> list[Path]:
    """The folders in ``parent``; anything else there is stray."""
    entries = disk.entries(parent)
    for path in entries:
        if not path.is_dir():
            disk.stray(path, f"{parent.name}/")
    return [path for path in entries if path.is_dir()]


def _lists(disk: _Disk, folder: Path) -> list[YamlFile]:
    found = []
    for path in disk.entries(folder):
        if path.suffix == ".yaml":
            found.append(disk.yaml(path))
        else:
            disk.stray(path, f"{folder.name}/")
    return found


def _course(disk: _Disk, folder: Path) -> CourseFiles:
    # A course's findings are kept apart, so that one bad course does not hold back the others.
    shared, disk.findings = disk.findings, []
    modules: dict[str, ModuleFiles] = {}
    for path in disk.entries(folder):
        if path.name in ("course.yaml", "assets"):
            continue
        if path.is_dir():
            modules[path.name] = _module(disk, path)
        else:
            disk.stray(path, "the course")
    files = CourseFiles(
        disk.name(folder),
        folder.name,
        _listed(disk, folder / "course.yaml"),
        modules,
        disk.assets(folder / "assets"),
        disk.findings,
    )
    disk.findings = shared
    return files


def _listed(disk: _Disk, path: Path) -> YamlFile:
    if not os.path.lexists(path):
        disk.fault(path, "C009", "the file is missing", "write it, or remove the folder")
        return YamlFile(disk.name(path), None, {})
    return disk.yaml(path)


def _module(disk: _Disk, folder: Path) -> ModuleFiles:
    lessons: dict[str, ActivitySource] = {}
    translations: dict[str, ActivitySource] = {}
    activities: dict[str, ActivitySource] = {}
    for path in disk.entries(folder):
        if path.name in ("module.yaml", "assets"):
            continue
        if path.suffix == ".md" and path.stem.endswith(_TRANSLATION):
            translations[path.stem.removesuffix(_TRANSLATION)] = disk.lesson(path)
        elif path.suffix == ".md":
            lessons[path.stem] = disk.lesson(path)
        elif path.suffix == ".yaml":
            read_file = disk.yaml(path)
            data = read_file.data if isinstance(read_file.data, dict) else {}
            place = PurePosixPath(disk.name(folder))
            activities[path.stem] = ActivitySource(
                read_file.file, path.stem, data, read_file.lines, "", 1, folder=place
            )
        else:
            disk.stray(path, "the module")
    for slug, translation in translations.items():
        original = lessons.get(slug)
        if original is None:
            disk.stray(folder / f"{slug}{_TRANSLATION}.md", "the module")
            continue
        lessons[slug] = ActivitySource(
            original.file,
            slug,
            original.data,
            original.lines,
            original.body,
            original.body_line,
            translations={"en": translation},
            folder=original.folder,
        )
    return ModuleFiles(
        folder.name,
        _listed(disk, folder / "module.yaml"),
        lessons,
        activities,
        disk.assets(folder / "assets"),
    )


def _bank(disk: _Disk, folder: Path) -> BankFiles:
    questions: list[Any] = []
    lines: dict[tuple[str | int, ...], int] = {(): 1, ("questions",): 1}
    files: list[str] = []
    for path in disk.entries(folder):
        if path.name == "assets":
            continue
        if path.suffix != ".yaml":
            disk.stray(path, "the bank")
            continue
        read_file = disk.yaml(path)
        if read_file.data is not None and not isinstance(read_file.data, list):
            disk.fault(path, "C010", "not a list of questions", "begin each with '- id:'")
            continue
        first = len(questions)
        for number, question in enumerate(read_file.data or ()):
            questions.append(question)
            files.append(read_file.file)
            for place, line in read_file.lines.items():
                if place and place[0] == number:
                    lines[("questions", first + number, *place[1:])] = line
    bank = ActivitySource(
        disk.name(folder),
        folder.name,
        {"questions": questions},
        lines,
        "",
        1,
        folder=PurePosixPath(disk.name(folder)),
        question_files=tuple(files),
    )
    return BankFiles(bank, disk.assets(folder / "assets"))
