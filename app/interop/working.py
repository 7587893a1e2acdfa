"""A process of its own that reads or writes one file of questions, then ends.

Files come from strangers: here they may take time and memory without holding anybody up, and the
system bounds both. Speaks frames on its standard input and output (``frames``): a JSON header, then
blobs. Gets no secrets and opens nothing.
"""

import re
import resource
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from app.banks.checking import question_findings
from app.catalogue.compiler.figures import AssetFile
from app.interop.frames import packed, unpacked
from app.interop.questions.bank_yaml import Defaults, entries_of, sources_of
from app.interop.questions.formats import SOURCES, format_of, parse
from app.interop.questions.model import Note, Refusal, UnreadableFileError, Words
from app.interop.questions.texts import plain_block
from app.interop.rendering import exported

CPU_SECONDS = 25
MEMORY_BYTES = 1_500 * 1024 * 1024

Answer = tuple[dict[str, Any], list[bytes]]


def read(header: Mapping[str, Any], content: bytes, figures: Sequence[bytes] = ()) -> Answer:
    """What is in a file, as sources for a bank; blobs: its pictures, as the answer names them.

    ``header``: bank (its slug), format or "", suffix, language, author, competency, review_on, and
    the names of the bank's own ``figures``.
    """
    there = dict(zip(header["figures"], figures, strict=True))
    given = header["format"]
    kind = given if given in SOURCES else format_of(str(header["suffix"]), content)
    try:
        if kind == "yaml":
            return _whole(header["bank"], content, there), []
        imported = parse(kind, content, header["language"])
    except UnreadableFileError as error:
        return {"format": kind, "unreadable": [error.line, *_both(error.why)]}, []
    defaults = Defaults(header["author"], header["competency"], header["review_on"])
    sources, outcome = sources_of(imported.questions, defaults, set())
    there |= {one.name: one.content for one in imported.assets}
    shown = _figures(header["bank"], there)
    return {
        "format": kind,
        "questions": [
            _question(header["bank"], question.line, question.label, source, shown)
            for question, source in sources
        ],
        "refused": _refusals([*imported.refused, *outcome.refused]),
        "notes": _notes([*imported.notes, *outcome.notes]),
        "pictures": [asset.name for asset in imported.assets],
    }, [asset.content for asset in imported.assets]


def _whole(bank: str, content: bytes, there: Mapping[str, bytes]) -> dict[str, Any]:
    """A bank's own questions come as they are, in every language they have."""
    found, refused = entries_of(content)
    shown = _figures(bank, there)
    return {
        "format": "yaml",
        "questions": [
            _question(bank, line, str(source.get("id", ""))[:80], source, shown)
            for line, source in found
        ],
        "refused": _refusals(refused),
        "notes": [],
        "pictures": [],
    }


def _figures(bank: str, pictures: Mapping[str, bytes]) -> dict[str, AssetFile]:
    return {
        f"banks/{bank}/assets/{name}": AssetFile(name, content)
        for name, content in pictures.items()
    }


def _question(
    bank: str,
    line: int,
    name: str,
    source: Mapping[str, Any],
    figures: Mapping[str, AssetFile],
) -> dict[str, Any]:
    findings = [
        [list(one.path), one.code, one.what, one.instead]
        for one in question_findings(bank, source, figures)
    ]
    return {
        "line": line,
        "name": name,
        "stem": _stem(source),
        "source": source,
        "findings": findings,
    }


def _stem(source: Mapping[str, Any]) -> str:
    """How it begins, as plain text; a bank's file may hold anything there."""
    texts = source.get("text")
    words = texts.get("id") if isinstance(texts, dict) else None
    stem = words.get("stem") if isinstance(words, dict) else None
    if not isinstance(stem, str):
        return ""
    return plain_block(re.sub(r"(?s):::figure\{.*?\n:::", "", stem[:4_000]))[0][:200]


def write(header: Mapping[str, Any], pictures: Sequence[bytes]) -> Answer:
    """A bank's questions as a file, the one blob of the answer.

    ``header``: bank, format, language, sources, and the names of the ``pictures``.
    """
    named = dict(zip(header["pictures"], pictures, strict=True))
    outcome = exported(
        header["bank"], header["sources"], named, header["format"], header["language"]
    )
    return {
        "name": outcome.name,
        "media_type": outcome.media_type,
        "written": outcome.written,
        "refused": _refusals(outcome.refused),
        "notes": _notes(outcome.notes),
    }, [outcome.content]


def _both(words: Words) -> list[str]:
    return [words.id, words.en]


def _refusals(refused: Sequence[Refusal]) -> list[list[Any]]:
    return [[one.line, one.name, *_both(one.why)] for one in refused]


def _notes(notes: Sequence[Note]) -> list[list[Any]]:
    return [[one.line, one.name, *_both(one.what)] for one in notes]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    header, blobs = unpacked(sys.stdin.buffer.read())
    is_read = header["task"] == "read"
    answer = read(header, blobs[0], blobs[1:]) if is_read else write(header, blobs)
    sys.stdout.buffer.write(packed(*answer))


if __name__ == "__main__":
    main()
