"""GIFT text → the blocks of its questions, as teachers space them. Pure.

A blank line ends a question, but not inside ``{ }``; a title (``::``) or ``$CATEGORY:`` begins
anew even without one, and so does a line after one that ended in ``}`` if it has braces of its own.
Signs that a backslash takes the meaning from are hidden behind control signs, which cleaned texts
do not have.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.interop.questions.texts import one_line

_HIDDEN = {
    "\\": "\x02",
    "~": "\x03",
    "=": "\x04",
    "#": "\x05",
    "{": "\x06",
    "}": "\x07",
    ":": "\x08",
    "n": "\x0e",
}
_SHOWN = str.maketrans({sign: ("\n" if was == "n" else was) for was, sign in _HIDDEN.items()})
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_TAG = re.compile(r"\[tag:((?:\\.|[^\]\\]){1,200})\]")
_CATEGORY = re.compile(r"\$CATEGORY\s*:\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """One question with hidden signs; ``crowded``: no blank line parts it from the one before."""

    line: int
    text: str
    category: str
    tags: tuple[str, ...]
    crowded: bool = False


def shown(text: str) -> str:
    """The text as it is read, with its hidden signs back."""
    return text.translate(_SHOWN)


def blocks(text: str) -> Iterator[Block]:
    """In the order of the file; linear in its length."""
    lines = [
        (number, _ESCAPE.sub(lambda match: _HIDDEN[match[1]], line))
        for number, line in enumerate(text.split("\n"), 1)
    ]
    category, crowded = "", False
    tags: list[str] = []
    at = 0
    while at < len(lines):
        bare = lines[at][1].strip()
        named = _CATEGORY.match(bare)
        if bare.startswith("//"):
            tags += [one_line(shown(tag).replace("\\]", "]")) for tag in _TAG.findall(bare)]
        elif named is not None:
            category, tags, crowded = one_line(shown(named[1])), [], False
        elif bare:
            end, following = _end(lines, at)
            inner = [line for _, line in lines[at:end] if not line.lstrip().startswith("//")]
            labels = tuple(dict.fromkeys(tag for tag in tags if tag))
            yield Block(lines[at][0], "\n".join(inner), category, labels, crowded)
            tags, at, crowded = [], end, following
            continue
        at += 1


def _end(lines: Sequence[tuple[int, str]], start: int) -> tuple[int, bool]:
    """Where the block that begins at ``start`` ends, and whether another follows without a gap."""
    is_open = False
    torn: int | None = None  # the first blank line inside braces: the block ends there if they stay
    closed: int | None = None  # behind the last line that ended in a closing brace
    for at in range(start, len(lines)):
        bare = lines[at][1].strip()
        if bare.startswith("//"):
            continue
        if at > start and _begins(bare) and (not is_open or torn is not None):
            return (at, True) if torn is None else (torn, False)
        if not bare:
            if not is_open:
                return at, False
            torn = at if torn is None else torn
        for match in re.finditer(r"[{}]", bare):
            is_open = match[0] == "{"
            if is_open and torn is not None:
                return torn, False
            if is_open and closed is not None:
                return closed, True
            torn = None
        if bare.endswith("}"):
            closed = at + 1
    return (len(lines) if torn is None else torn), False


def _begins(line: str) -> bool:
    return line.startswith("::") or _CATEGORY.match(line) is not None
