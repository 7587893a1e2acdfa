"""A stranger's file → files of one course. Pure.

A zip is looked at before anything of it is unpacked: names that lead out, links, locks, nested
weight and double names are refused with a reason, and nothing is ever written to a disk here. What
systems and editors leave in folders is left out and told.
"""

import codecs
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from app.catalogue.compiler.yamltext import parse

MAX_ENTRIES = 1000
MAX_FILE_BYTES = 8 * 1000 * 1000
MAX_TOTAL_BYTES = 40 * 1000 * 1000
# Text shrinks tenfold, at most some fortyfold; nothing of a course shrinks a hundredfold.
MAX_RATIO = 100
SMALL_BYTES = 256 * 1024

Reason = Literal[
    "not-a-file-of-a-course",
    "broken",
    "locked",
    "too-many",
    "too-large",
    "bomb",
    "link",
    "odd-name",
    "twice",
    "no-course",
    "several-courses",
    "no-text",
    "odd-id",
    "other-address",
]

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_LITTER = re.compile(r"(?i)__macosx|\..*|thumbs\.db|desktop\.ini|readme(\.[a-z.]+)?|.*~")
_CONTENT = ("courses", "banks", "facts", "regulations", "media")
_LINE = re.compile(r"(?m)^(id|slug):[ \t]*['\"]?([A-Za-z0-9-]+)['\"]?[ \t]*$")
# What the library raises for zips that are not as they should be.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class FileRefused(ValueError):
    """``reason``, and the name inside the file that it is about ("" for the whole)."""

    def __init__(self, reason: Reason, name: str = "") -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.name = shown(name)


@dataclass(frozen=True, slots=True)
class Brought:
    """Files by path in a content folder of one course, ``slug``.

    ``slug`` None: Markdown alone, by its name in the file; a course is yet to be made around it.
    ``media`` by hash as the file calls it; ``left_out``: names that were passed over.
    """

    slug: str | None
    files: Mapping[str, bytes]
    media: Mapping[str, bytes] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def shown(name: str) -> str:
    """A stranger's name for people to read: no signs that steer, not too long."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)[
        :200
    ]


def read(name: str, content: bytes) -> Brought:
    """What a file called ``name`` holds. Raises ``FileRefused``."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _course_in(_unzipped(content))
    if name.lower().endswith((".md", ".markdown", ".txt")):
        return Brought(None, {_plain_name(name): content})
    raise FileRefused("not-a-file-of-a-course", name)


def _plain_name(name: str) -> str:
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0]
    return re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-").lower()[:60] or "pelajaran"


def _unzipped(content: bytes) -> tuple[dict[str, bytes], list[str]]:
    """Files by their name in the zip, without what is left out, and the names of that."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = list(_checked(archive))
            files = {}
            for entry in entries:
                # The reader stops at the size that was said, and checks the sum of what it read.
                files[entry.filename] = archive.read(entry)
    except FileRefused:
        raise
    except _BROKEN as error:
        raise FileRefused("broken") from error
    litter = sorted(name for name in files if _is_litter(name))
    return {name: files[name] for name in files if name not in litter}, litter


def _checked(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Entries that are files, once all of them were found harmless by what the zip says."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise FileRefused("too-many")
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise FileRefused("too-large")
    seen: set[str] = set()
    for entry in entries:
        _check(entry)
        known = entry.filename.rstrip("/").casefold()
        if known in seen:
            raise FileRefused("twice", entry.filename)
        seen.add(known)
    return (entry for entry in entries if not entry.is_dir())


def _check(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if entry.flag_bits & 0x1:
        raise FileRefused("locked", name)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise FileRefused("link", name)
    parts = name.rstrip("/").split("/")
    if entry.orig_filename != name or "\\" in name or any(p in ("", ".", "..") for p in parts):
        raise FileRefused("odd-name", entry.orig_filename)
    if not _is_litter(name) and (len(parts) > 7 or not all(map(_SAFE.fullmatch, parts))):
        raise FileRefused("odd-name", name)
    if entry.compress_type not in _METHODS:
        raise FileRefused("broken", name)
    if entry.file_size > MAX_FILE_BYTES:
        raise FileRefused("too-large", name)
    if entry.file_size > SMALL_BYTES and entry.file_size > MAX_RATIO * entry.compress_size:
        raise FileRefused("bomb", name)


def _is_litter(name: str) -> bool:
    return any(_LITTER.fullmatch(part) for part in name.rstrip("/").split("/"))


def _course_in(unzipped: tuple[dict[str, bytes], list[str]]) -> Brought:
    files, left_out = unzipped
    files, top = _without_top(files)
    if not files:
        raise FileRefused("no-course")
    if "course.yaml" in files:
        slug = _slug_of(files["course.yaml"]) or (top or "").lower()
        files = {_beside(slug, name): content for name, content in files.items()}
    slugs = sorted({name.split("/")[1] for name in files if name.startswith("courses/")})
    if not slugs:
        return _lessons(files, left_out)
    if len(slugs) > 1:
        raise FileRefused("several-courses", ", ".join(slugs))
    if not slugs[0]:
        raise FileRefused("no-course", "course.yaml")
    known = {name: c for name, c in files.items() if name.split("/")[0] in _CONTENT}
    media = {n.split("/")[1]: c for n, c in known.items() if n.startswith("media/")}
    return Brought(
        slugs[0],
        {name: c for name, c in known.items() if not name.startswith("media/")},
        media,
        tuple(shown(name) for name in sorted({*left_out, *files} - set(known))),
    )


def _without_top(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], str | None]:
    """Without the one folder that everything stands in, unless it says what is in it."""
    tops = {name.split("/")[0] for name in files}
    if len(tops) != 1 or any("/" not in name for name in files):
        return dict(files), None
    [top] = tops
    if top in _CONTENT:
        return dict(files), None
    return {name.partition("/")[2]: content for name, content in files.items()}, top


def _slug_of(course: bytes) -> str | None:
    """The address that course.yaml gives itself."""
    said = _said_in(course).get("slug")
    return said if isinstance(said, str) else None


def with_id(course: bytes, new_id: UUID) -> tuple[UUID, bytes]:
    """The id that course.yaml says, or ``new_id`` written into it. Raises ``FileRefused``."""
    said = _said_in(course)
    if "id" not in said and not course.lstrip().startswith(b"{"):
        return new_id, f"id: {new_id}\n".encode() + course.removeprefix(codecs.BOM_UTF8)
    try:
        return UUID(str(said.get("id"))), course
    except ValueError as error:
        raise FileRefused("odd-id", "course.yaml") from error


def _said_in(course: bytes) -> dict[str, Any]:
    """What course.yaml says; of a broken one its lines that can be read."""
    text = course.decode("utf-8-sig", "replace")
    value = parse(text, file="course.yaml").value
    return value if isinstance(value, dict) else dict(_LINE.findall(text))


def _beside(slug: str, name: str) -> str:
    """Where a file of a course's own folder stands in a content folder."""
    return name if name.split("/", maxsplit=1)[0] in _CONTENT else f"courses/{slug}/{name}"


def _lessons(files: Mapping[str, bytes], left_out: list[str]) -> Brought:
    """Markdown without a course around it, in the order of its names."""
    texts = {name: c for name, c in sorted(files.items()) if name.lower().endswith(".md")}
    if not texts:
        raise FileRefused("no-course")
    named: dict[str, bytes] = {}
    for name, content in texts.items():
        plain = _plain_name(name.replace("/", "-"))
        number = 2
        unique = plain
        while unique in named:
            unique, number = f"{plain}-{number}", number + 1
        named[unique] = content
    rest = {*left_out, *files} - set(texts)
    return Brought(None, named, left_out=tuple(shown(name) for name in sorted(rest)))
