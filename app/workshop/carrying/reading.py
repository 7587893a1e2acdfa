"""A stranger's file → files of one course. Pure.

A zip is looked at by ``media.archives`` before anything of it is unpacked, and nothing is written
to a disk here. Sound, film and documents stay in the zip: they are only named. What systems and
editors leave in folders is left out and told.
"""

import codecs
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from app.catalogue.compiler.yamltext import parse
from app.media import archives
from app.media.examination import Refused, shown

_CONTENT = ("courses", "banks", "facts", "regulations")
_LINE = re.compile(r"(?m)^(id|slug):[ \t]*['\"]?([A-Za-z0-9-]+)['\"]?[ \t]*$")


class FileRefused(ValueError):
    """``reason`` (see ``words``), and the name in the file that it is about ("" for the whole)."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.name = shown(name)


@dataclass(frozen=True, slots=True)
class Brought:
    """Files by path in a content folder of one course, ``slug``.

    ``slug`` None: Markdown alone, by its name in the file; a course is yet to be made around it.
    ``media``: hashes by which the zip names what it has in ``media``; ``left_out``: names that were
    passed over.
    """

    slug: str | None
    files: Mapping[str, bytes]
    media: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()


def read(name: str, content: bytes | BinaryIO) -> Brought:
    """What a file called ``name`` holds. Raises ``FileRefused``."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    if file.read(4) in (b"PK\x03\x04", b"PK\x05\x06"):
        return _course_in(*_unzipped(file))
    if name.lower().endswith((".md", ".markdown", ".txt")):
        file.seek(0)
        return Brought(None, {_plain_name(name): file.read()})
    raise FileRefused("not-a-file-of-a-course", name)


def _plain_name(name: str) -> str:
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0]
    return re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-").lower()[:60] or "pelajaran"


def _unzipped(file: BinaryIO) -> tuple[dict[str, bytes], frozenset[str], list[str]]:
    """Files by their name in the zip, hashes of media, and the names of what is left out."""
    try:
        with archives.opened(file) as zip_:
            media = zip_.media()
            heavy = {entry.filename for entry in media.values()}
            small = [entry for entry in zip_.entries if entry.filename not in heavy]
            files = {entry.filename: b"".join(zip_.pieces(entry)) for entry in small}
    except Refused as refused:
        raise FileRefused(refused.code, refused.about) from refused
    litter = sorted(name for name in files if archives.is_litter(name))
    return {n: files[n] for n in files if n not in litter}, frozenset(media), litter


def _course_in(files: dict[str, bytes], media: frozenset[str], left_out: list[str]) -> Brought:
    files, top = _without_top(files)
    if not files:
        raise FileRefused("no-course")
    if "course.yaml" in files:
        slug = _slug_of(files["course.yaml"]) or (top or "").lower()
        files = {_beside(slug, name): content for name, content in files.items()}
    slugs = sorted({name.split("/")[1] for name in files if name.startswith("courses/")})
    if not slugs:
        return _lessons(files, [*left_out, *(f"media/{digest}" for digest in media)])
    if len(slugs) > 1:
        raise FileRefused("several-courses", ", ".join(slugs))
    if not slugs[0]:
        raise FileRefused("no-course", "course.yaml")
    known = {name: c for name, c in files.items() if name.split("/")[0] in _CONTENT}
    strange = tuple(shown(name) for name in sorted({*left_out, *files} - set(known)))
    return Brought(slugs[0], known, media, strange)


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
