"""``lentera questions convert | template``: files of questions from one format into another.

Needs no database and no secret. One line a question: what was taken, or where it stands and why it
was not. The exit code is 1 if anything was refused.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TextIO

from app.catalogue.document import Language
from app.interop.questions import xlsx_table
from app.interop.questions.bank_yaml import Defaults
from app.interop.questions.formats import SUFFIXES, Format, Source, format_of, parse, render
from app.interop.questions.model import (
    Asset,
    Imported,
    Rendered,
    UnreadableFileError,
    Words,
)
from app.interop.questions.pictures import figures_of, media_type_of
from app.interop.questions.workbook import MAX_FILE_BYTES
from app.interop.questions.xmltree import MAX_XML_BYTES

_MAX_BYTES = max(MAX_FILE_BYTES, MAX_XML_BYTES)
_REVIEW_DAYS = 365


@dataclass(frozen=True, slots=True)
class Request:
    """What to convert. ``out``: a file if one is converted and the name has an ending."""

    files: Sequence[Path]
    to: Format
    out: Path
    source: Source | None = None
    language: Language = "id"
    defaults: Defaults = field(default_factory=Defaults)
    overwrite: bool = False


class _Report:
    """Says what happened, in the language of the report; counts what was refused."""

    def __init__(self, language: Language, out: TextIO | None) -> None:
        self._language = language
        self._out = out
        self.taken = 0
        self.refused = 0

    def say(self, text: str) -> None:
        # Files come from strangers: nothing in them may steer the operator's terminal.
        safe = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
        print(safe, file=self._out or sys.stdout)

    def words(self, words: Words) -> str:
        return words.en if self._language == "en" else words.id

    def file_refused(self, file: Path, line: int, why: Words) -> None:
        self.refused += 1
        self.say(f"{file}:{line}: {self.words(why)}")

    def outcome(self, file: Path, imported: Imported, rendered: Rendered) -> None:
        refused = [*imported.refused, *rendered.refused]
        notes = [*imported.notes, *rendered.notes]
        # Refused while writing: taken out of the questions read, by place and name.
        gone = Counter((one.line, one.name) for one in rendered.refused)
        lines: list[tuple[int, str]] = []
        for question in imported.questions:
            if gone[(question.line, question.label)]:
                gone[(question.line, question.label)] -= 1
                continue
            self.taken += 1
            word = "taken" if self._language == "en" else "diambil"
            lines.append((question.line, f"{question.label}: {word} ({question.kind})"))
        lines += [(n.line, f"{n.name}: {self.words(n.what)}".removeprefix(": ")) for n in notes]
        for one in refused:
            self.refused += 1
            word = "not taken" if self._language == "en" else "tidak diambil"
            lines.append((one.line, f"{one.name}: {word}: {self.words(one.why)}"))
        for line, text in sorted(lines, key=lambda entry: entry[0]):
            self.say(f"{file}:{line}: {text}")

    def total(self) -> int:
        if self._language == "en":
            self.say(f"{self.taken} taken, {self.refused} not taken")
        else:
            self.say(f"{self.taken} diambil, {self.refused} tidak diambil")
        return 1 if self.refused else 0


def convert(
    request: Request, *, today: date, words_in: Language = "id", out: TextIO | None = None
) -> int:
    """Write each file in the other format; 0 if every question of every file came along."""
    report = _Report(words_in, out)
    review_on = request.defaults.review_on or (today + timedelta(days=_REVIEW_DAYS)).isoformat()
    defaults = replace(request.defaults, review_on=review_on)
    taken: set[str] = set()
    targets: set[Path] = set()
    for file in request.files:
        target = _target(request, file, targets)
        targets.add(target)
        if target.exists() and not request.overwrite:
            why = Words(f"{target} sudah ada (--overwrite)", f"{target} exists (--overwrite)")
            report.file_refused(file, 1, why)
            continue
        try:
            content = _content(file)
            kind = request.source or format_of(file.suffix, content)
            imported = parse(kind, content, request.language)
        except UnreadableFileError as error:
            report.file_refused(file, error.line, error.why)
            continue
        imported = _with_own_pictures(imported, file.parent)
        rendered = render(
            request.to,
            imported.questions,
            assets=imported.assets,
            defaults=defaults,
            taken=taken,
        )
        report.outcome(file, imported, rendered)
        if len(rendered.refused) < len(imported.questions):
            _write(target, rendered.content, imported.assets if request.to == "yaml" else ())
    return report.total()


def template(file: Path, *, overwrite: bool = False, out: TextIO | None = None) -> int:
    """Write the empty table; 1 if the file is there already."""
    if file.exists() and not overwrite:
        print(f"{file} sudah ada / exists (--overwrite)", file=out or sys.stdout)
        return 1
    _write(file, xlsx_table.template(), ())
    print(file, file=out or sys.stdout)
    return 0


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise UnreadableFileError(Words("berkas terlalu besar", "the file is too large"))
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            Words("berkas tidak dapat dibuka", "the file cannot be opened")
        ) from error


def _target(request: Request, file: Path, targets: set[Path]) -> Path:
    if len(request.files) == 1 and request.out.suffix and not request.out.is_dir():
        return request.out
    suffix, number = SUFFIXES[request.to], 1
    target = request.out / f"{file.stem}{suffix}"
    while target in targets:
        number += 1
        target = request.out / f"{file.stem}-{number}{suffix}"
    return target


def _with_own_pictures(imported: Imported, folder: Path) -> Imported:
    """With the pictures that a bank's figures name beside it; those missing are refused later."""
    if imported.assets:
        return imported
    found: dict[str, Asset] = {}
    root = folder.resolve()
    for question in imported.questions:
        for src in figures_of(f"{question.stem}\n\n{question.explanation}"):
            path = (root / src).resolve()
            if not path.is_relative_to(root) or not path.is_file():
                continue
            content = path.read_bytes()
            media_type = media_type_of(content)
            if media_type is not None:
                found[path.name] = Asset(path.name, media_type, content)
    return replace(imported, assets=tuple(found.values()))


def _write(target: Path, content: bytes, assets: Sequence[Asset]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    for asset in assets:
        folder = target.parent / "assets"
        folder.mkdir(exist_ok=True)
        (folder / asset.name).write_bytes(asset.content)
