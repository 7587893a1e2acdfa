"""How a draft differs from what is published, and where a commented line stands now. Pure."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.catalogue.compiler.yamltext import parse

CONTEXT = 3
# What is longer is told, not laid out: nobody reads so much in one view.
MAX_LINES = 6000

Kind = Literal["added", "changed", "removed"]
How = Literal["same", "new", "gone", "skip"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that differs. ``new`` and ``gone`` count lines; both 0 for what is no text."""

    path: str
    kind: Kind
    title: str | None
    text: bool
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Line:
    """``before`` and ``after``: its number in either text, from 1; None where it is not.

    ``skip`` stands for lines left out, as many as ``text`` says.
    """

    how: How
    text: str
    before: int | None
    after: int | None


def is_text(path: str) -> bool:
    return path.endswith((".md", ".yaml", ".vtt"))


def changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[Changed]:
    """Files that differ, by path."""
    return [
        _changed(path, before.get(path), after.get(path))
        for path in sorted({*before, *after})
        if before.get(path) != after.get(path)
    ]


def _changed(path: str, old: bytes | None, new: bytes | None) -> Changed:
    kind: Kind = "added" if old is None else "removed" if new is None else "changed"
    gone = added = 0
    if is_text(path):
        for line in _compared(_lines(old), _lines(new)):
            added += line.how == "new"
            gone += line.how == "gone"
    title = title_of(path, old if new is None else new)
    return Changed(path, kind, title, is_text(path), added, gone)


def title_of(path: str, content: bytes | None, language: str = "id") -> str | None:
    """What people call the file: the title in it, Indonesian where the language has none."""
    text = (content or b"").decode("utf-8", "replace")
    if path.endswith(".md"):
        text = text.removeprefix("---\n").partition("\n---")[0]
    elif not path.endswith(".yaml"):
        return None
    value = parse(text, file=path).value
    if not isinstance(value, dict):
        return None
    spoken = value.get("text")
    texts = [spoken.get(language), spoken.get("id")] if isinstance(spoken, dict) else [value]
    titles = [text.get("title") for text in texts if isinstance(text, dict)]
    return next((title[:120] for title in titles if isinstance(title, str)), None)


def lines(before: bytes | None, after: bytes | None) -> list[Line]:
    """Both texts laid over each other; far from any change, lines are left out.

    A file that is new or gone is laid out whole, up to ``MAX_LINES``.
    """
    compared = list(_compared(_lines(before), _lines(after)))
    near = {
        number + offset
        for number, line in enumerate(compared)
        if line.how != "same"
        for offset in range(-CONTEXT, CONTEXT + 1)
    }
    laid: list[Line] = []
    skipped = 0
    for number, line in enumerate(compared):
        if number not in near:
            skipped += 1
            continue
        if skipped:
            laid.append(Line("skip", str(skipped), None, None))
            skipped = 0
        laid.append(line)
    if skipped:
        laid.append(Line("skip", str(skipped), None, None))
    rest = len(laid) - MAX_LINES
    return laid if rest <= 0 else [*laid[:MAX_LINES], Line("skip", str(rest), None, None)]


def _lines(content: bytes | None) -> list[str]:
    return [] if content is None else content.decode("utf-8", "replace").splitlines()


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    matcher = difflib.SequenceMatcher(None, old, new)
    for how, i1, i2, j1, j2 in matcher.get_opcodes():
        if how == "equal":
            for offset in range(i2 - i1):
                yield Line("same", old[i1 + offset], i1 + offset + 1, j1 + offset + 1)
            continue
        for number in range(i1, i2):
            yield Line("gone", old[number], number + 1, None)
        for number in range(j1, j2):
            yield Line("new", new[number], None, number + 1)


def touched(before: bytes, after: bytes) -> set[int]:
    """Lines of ``after`` (from 1) that are new, or before which something was taken away."""
    found, last = set(), 0
    for line in _compared(_lines(before), _lines(after)):
        last = line.after or last
        if line.how != "same" and line.text.strip():
            found.add(last if line.after else last + 1)
    return found


def line_of(content: bytes, line: int) -> str:
    """The text of a line (from 1), without the space around it; empty where there is none."""
    there = _lines(content)
    return there[line - 1].strip() if line <= len(there) else ""


def where_now(text: bytes | None, line: int | None, quote: str) -> int | None:
    """The line (from 1) at which a quoted line stands now, the nearest of several; None if gone."""
    if text is None or line is None:
        return None
    wanted = quote.strip()
    there = [n for n, one in enumerate(_lines(text), 1) if one.strip()[: len(wanted)] == wanted]
    return min(there, key=lambda n: (abs(n - line), n)) if wanted and there else None


def whole(content: bytes | None) -> list[Line]:
    """A text that is the same in both, line by line."""
    return [Line("same", text, n, n) for n, text in enumerate(_lines(content)[:MAX_LINES], 1)]
