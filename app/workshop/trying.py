"""One text of a draft rendered by itself, as the whole course would render it. Pure.

What is typed is shown at once, so only what the text needs is read: the law, the pictures it may
show, the banks it asks from. What is wrong elsewhere in the course is not asked for.
"""

import hashlib
import re
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from uuid import UUID

import brotli

from app.catalogue.compiler.archive import lay_out
from app.catalogue.compiler.compile import (
    CompiledCourse,
    CompileReport,
    Gathered,
    compile_course,
    gather,
)
from app.catalogue.compiler.kinds import ActivityKind, Finding
from app.catalogue.compiler.lesson import minutes_of
from app.catalogue.compiler.markdown import MarkdownText
from app.catalogue.document import Language
from app.catalogue.publications import WIRE_QUALITY
from app.workshop.sources import body_of, head_of, values_of, yaml_of

_PICTURE = re.compile(r"/berkas/([0-9a-f]{64})")
_IMAGE = re.compile(r"<img\b[^>]*>")
_WIDTH = re.compile(r"/berkas/([0-9a-f]{64}) ([0-9]{1,5})w")
SMALL_SCREEN = 640
_NAMED = re.compile(r"assets/([A-Za-z0-9][A-Za-z0-9._-]*)")
# Only media that the text shows are looked into.
_OF_MEDIA = frozenset({"C080", "C081", "C082", "C083"})
# Stand for what the preview does not ask about.
_COURSE = {
    "id": "00000000-0000-4000-8000-000000000001",
    "status": "draft",
    "topic": "pratinjau",
    "competencies": [],
    "organiser": "Pratinjau",
    "jp": 0,
    "languages": ["id"],
    "text": {"id": {"title": "P", "summary": "P", "why": "P.", "audience": "P", "outcomes": ["P"]}},
    "sources": [],
}
_MODULE = {
    "id": "00000000-0000-4000-8000-000000000002",
    "text": {"id": {"title": "P", "summary": "P"}},
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: ``courses/<course>/<module>/<activity>[.en].<md|yaml>``."""

    course: str
    module: str
    activity: str
    language: Language
    is_lesson: bool

    @property
    def folder(self) -> str:
        return f"courses/{self.course}/{self.module}/"


@dataclass(frozen=True, slots=True)
class Tried:
    """``html`` None: nothing can be shown while this is wrong. ``pictures``: bytes by sha256."""

    html: str | None
    title: str
    summary: str
    minutes: int | None
    words: int
    findings: tuple[Finding, ...]
    pictures: Mapping[str, tuple[str, bytes]]
    html_bytes: int
    media_bytes: int
    # A course of this activity alone, while nothing is wrong with it.
    course: CompiledCourse | None


@dataclass(frozen=True, slots=True)
class _Shown:
    """``minutes`` of a lesson that does not compile yet, e.g. because its translation differs."""

    html: str | None
    words: int = 0
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    minutes: int | None = None


def place_of(slug: str, path: str) -> Place | None:
    """None for what is no activity's text."""
    match = re.fullmatch(
        rf"courses/{re.escape(slug)}/([a-z0-9-]+)/([A-Za-z0-9_-]+?)(\.en)?\.(md|yaml)", path
    )
    if match is None or (match[2] == "module" and match[4] == "yaml"):
        return None
    return Place(slug, match[1], match[2], "en" if match[3] else "id", match[4] == "md")


def tried(
    files: Mapping[str, bytes], place: Place, path: str, kinds: Mapping[str, ActivityKind]
) -> Tried:
    """``files`` hold the text itself at ``path`` already. Never raises for what is in them."""
    content = files[path]
    needed = _needed(files, place, path)
    with tempfile.TemporaryDirectory(prefix="lentera-") as folder:
        lay_out(needed, Path(folder))
        gathered = gather([Path(folder)], kinds)
        prefix = f"{folder}/"
    report = CompileReport([], [], [], [], [])
    for parts in gathered.courses:
        compile_course(parts, gathered, report)
    found = {replace(f, file=f.file.removeprefix(prefix)) for f in gathered.findings}
    found |= {replace(f, file=f.file.removeprefix(prefix)) for f in report.findings}
    own = tuple(sorted(f for f in found if _concerns(f, path)))
    shown = _shown(gathered, report, place, path, prefix, content)
    html = shown.html
    head = head_of(path, content)
    title, summary = _said(place, head)
    return Tried(
        html=html,
        title=title,
        summary=summary,
        minutes=next(iter(report.minutes.values()), shown.minutes),
        words=shown.words,
        findings=own,
        pictures=shown.pictures,
        html_bytes=len(brotli.compress(html.encode(), quality=WIRE_QUALITY)) if html else 0,
        media_bytes=_media_bytes(needed, place, content),
        course=report.courses[0] if report.courses else None,
    )


def _concerns(finding: Finding, path: str) -> bool:
    """Whether a finding is the text's: in it, in what it asks from, in what it shows."""
    file = finding.file
    return file == path or file.startswith("banks/") or finding.code in _OF_MEDIA


def _needed(files: Mapping[str, bytes], place: Place, path: str) -> dict[str, bytes]:
    text = files[path].decode(errors="replace")
    banks = {name.split("/")[1] for name in files if name.startswith("banks/")}
    asked = set() if place.is_lesson else {bank for bank in banks if bank in text}
    own = {f"{place.folder}{place.activity}{end}" for end in (".md", ".en.md", ".yaml")}

    def is_shown(name: str) -> bool:
        """Pictures that no text shows are a fault of the course, not of this text."""
        return place.is_lesson or PurePosixPath(name).name.split(".")[0] in text

    shared = ("facts/", "regulations/")
    assets = (f"courses/{place.course}/assets/", f"{place.folder}assets/")
    needed = {
        name: content
        for name, content in files.items()
        if name.startswith(shared)
        or (name.startswith(assets) and is_shown(name))
        or (name.startswith("banks/") and name.split("/")[1] in asked)
        or name in own
    }
    course = {**_COURSE, "slug": place.course, "modules": [place.module]}
    module = {**_MODULE, "activities": [place.activity]}
    needed[f"courses/{place.course}/course.yaml"] = yaml_of(course)
    needed[f"{place.folder}module.yaml"] = yaml_of(module)
    return needed


def _shown(
    gathered: Gathered,
    report: CompileReport,
    place: Place,
    path: str,
    prefix: str,
    content: bytes,
) -> _Shown:
    """A lesson always, another kind while nothing is wrong with it."""
    assets = {**gathered.shared}
    for parts in gathered.courses:
        assets |= parts.assets()
    if report.courses:
        compiled = report.courses[0]
        [activity] = compiled.public.activities()
        shown = activity.fragments.get(place.language) or activity.fragments.get("id")
        return _Shown(shown.html, shown.words, compiled.assets) if shown else _Shown(None)
    if not place.is_lesson:
        return _Shown(None)
    text = MarkdownText(gathered.facts.known, assets)
    body = body_of(content)
    page = text.page(body, file=f"{prefix}{path}", line=1, language=place.language)
    # How long a lesson takes is told by its Indonesian text.
    minutes = minutes_of(page) if place.language == "id" else None
    return _Shown(page.html, page.words, text.files, minutes)


def _said(place: Place, head: Mapping[str, object]) -> tuple[str, str]:
    words: object = head
    if not place.is_lesson:
        text = head.get("text")
        words = text.get(place.language) if isinstance(text, Mapping) else None
    told = words if isinstance(words, Mapping) else {}
    title, summary = told.get("title"), told.get("summary")
    return (
        title if isinstance(title, str) else "",
        summary if isinstance(summary, str) else "",
    )


def _media_bytes(files: Mapping[str, bytes], place: Place, content: bytes) -> int:
    """What sound, film and documents of the text weigh, fetched only when asked for."""
    total = 0
    for name in set(_NAMED.findall(content.decode(errors="replace"))):
        # Beside the text, or one folder above, as the compiler looks for it.
        pointer = f"assets/{name}.media.yaml"
        beside = files.get(f"{place.folder}{pointer}")
        found = beside or files.get(f"courses/{place.course}/{pointer}")
        size = values_of(found).get("bytes")
        total += size if isinstance(size, int) and size > 0 else 0
    return total


def picture_hashes(html: str) -> list[str]:
    """Hashes of the pictures a small screen fetches of a page, each once.

    Of the widths in ``srcset`` it takes the first that fills 360 px at two dots a pixel.
    """
    found: dict[str, None] = {}
    for image in _IMAGE.findall(html):
        widths = sorted((int(width), digest) for digest, width in _WIDTH.findall(image))
        wide = [digest for width, digest in widths if width >= SMALL_SCREEN]
        narrow = [digest for _, digest in widths[-1:]]
        for digest in (wide or narrow or _PICTURE.findall(image))[:1]:
            found[digest] = None
    return list(found)


def with_pictures_of(html: str, draft_id: UUID, known: Collection[str]) -> str:
    """The page with the draft's own pictures, which are served nowhere else yet."""

    def address(match: re.Match[str]) -> str:
        if match[1] not in known:
            return match[0]
        return f"/api/v1/teaching/drafts/{draft_id}/pictures/{match[1]}"

    return _PICTURE.sub(address, html)


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def picture_named(files: Mapping[str, bytes], sha256: str) -> tuple[str, bytes] | None:
    """A picture among the files by its hash: path and content."""
    for path, content in files.items():
        if "/assets/" in path and sha256_of(content) == sha256:
            return path, content
    return None


def suffix_of(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
