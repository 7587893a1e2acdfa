"""A bank's questions as a file that tells what it could not hold. Pure.

Where a format has comments the list stands in the file; a workbook gets a sheet; otherwise file,
list and pictures come together as a ZIP.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Literal

from app.catalogue.document import Language
from app.interop.questions import xlsx_table
from app.interop.questions.bank_yaml import as_yaml, questions_of
from app.interop.questions.formats import SUFFIXES, Format, render
from app.interop.questions.model import Asset, Note, Refusal, Rendered, Words
from app.interop.questions.pictures import media_type_of

ExportFormat = Literal["gift", "aiken", "moodle", "xlsx", "yaml"]
_FORMATS: Mapping[ExportFormat, Format] = {
    "gift": "gift",
    "aiken": "aiken",
    "moodle": "moodle-xml",
    "xlsx": "xlsx",
    "yaml": "yaml",
}
MEDIA_TYPES: Mapping[str, str] = {
    ".gift": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
    ".zip": "application/zip",
}
_MADE = (1980, 1, 1, 0, 0, 0)  # the same questions make the same bytes
_HEADING = Words("Tidak ikut atau berubah", "Left out or changed")


@dataclass(frozen=True, slots=True)
class Exported:
    """``line`` of what is refused or noted: the question's place in the bank, from 1."""

    name: str
    media_type: str
    content: bytes
    written: int
    refused: tuple[Refusal, ...]
    notes: tuple[Note, ...]


def exported(
    slug: str,
    sources: Sequence[Mapping[str, Any]],
    pictures: Mapping[str, bytes],
    kind: ExportFormat,
    language: Language,
) -> Exported:
    """``pictures`` by the name of their file. Never raises for what a bank may hold."""
    assets = [
        Asset(name, media_type, content)
        for name, content in sorted(pictures.items())
        if (media_type := media_type_of(content)) is not None
    ]
    imported = questions_of(sources, language)
    if kind == "yaml":
        rendered, count = Rendered(as_yaml(sources)), len(sources)
    else:
        rendered = render(_FORMATS[kind], imported.questions, assets=assets)
        count = len(imported.questions) - len(rendered.refused)
        rendered = replace(
            rendered,
            refused=(*imported.refused, *rendered.refused),
            notes=(*imported.notes, *rendered.notes),
        )
    suffix, content = SUFFIXES[_FORMATS[kind]], rendered.content
    told = list_of(rendered, language)
    packs = {f"{slug}{suffix}": content}
    if kind == "yaml":
        packs |= {f"assets/{asset.name}": asset.content for asset in assets}
    elif told and kind == "aiken":
        packs["tidak-ikut.txt" if language == "id" else "left-out.txt"] = told.encode()
    elif told and kind == "xlsx":
        again = xlsx_table.render(imported.questions, told.split("\n"))
        packs = {f"{slug}{suffix}": again.content}
    elif told:
        packs = {f"{slug}{suffix}": with_list(kind, content, told)}
    if len(packs) > 1:
        suffix, content = ".zip", _zipped(packs)
    else:
        content = next(iter(packs.values()))
    name = f"{slug}{suffix}"
    return Exported(name, MEDIA_TYPES[suffix], content, count, rendered.refused, rendered.notes)


def list_of(rendered: Rendered, language: Language) -> str:
    """One line each: place in the bank, name, what; "" if everything came along."""
    entries = [(one.line, one.name, one.why) for one in rendered.refused]
    entries += [(one.line, one.name, one.what) for one in rendered.notes]
    lines = [
        f"{line}. {name}: {said(words, language)}" if name else said(words, language)
        for line, name, words in sorted(entries, key=lambda entry: (entry[0], entry[1]))
    ]
    return "\n".join([said(_HEADING, language), *lines]) if lines else ""


def said(words: Words, language: str) -> str:
    return words.en if language == "en" else words.id


def with_list(kind: ExportFormat, content: bytes, told: str) -> bytes:
    """The file with the list where its readers pass it over."""
    if kind == "gift":
        return "".join(f"// {line}\n" for line in told.split("\n")).encode() + b"\n" + content
    # A comment must not hold two dashes.
    comment = f"<!--\n{re.sub('-(?=-)', '- ', told)}\n-->\n".encode()
    return content.replace(b"<quiz>\n", b"<quiz>\n" + comment, 1)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(str(PurePosixPath(name)), _MADE)
            archive.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()
