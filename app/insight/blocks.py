"""The passages of a lesson that somebody may point at, as plain words. Pure.

They are the elements with an id b1, b2, …, which the compiler gives to every block of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser

_ID = re.compile(r"b[1-9][0-9]{0,4}\Z")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "source", "track", "wbr"})
# A passage is known by how it begins.
QUOTE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Block:
    """``words`` is the beginning of the passage, on one line; empty where it has none.

    ``print`` is the same for the same passage, all of it, with its pictures.
    """

    id: str
    is_heading: bool
    words: str
    print: str


def blocks_of(html: str) -> Sequence[Block]:
    """The blocks of a compiled fragment, in its order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [
        Block(block_id, is_heading, _shortened(words), _print_of(words, shown))
        for block_id, is_heading, parts, shown in reader.found
        for words in (" ".join("".join(parts).split()),)
    ]


def _print_of(words: str, shown: Sequence[str]) -> str:
    return sha256("\n".join([words, *shown]).encode("utf-8", "replace")).hexdigest()[:16]


def _shortened(words: str) -> str:
    if len(words) <= QUOTE_LENGTH:
        return words
    return words[: QUOTE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


class _Reader(HTMLParser):
    """Gathers what is written in each block; blocks do not hold each other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, bool, list[str], list[str]]] = []
        self._depth = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._depth == 0:
            block_id = given.get("id") or ""
            if not _ID.match(block_id):
                return
            self.found.append((block_id, tag in _HEADINGS, [], []))
        if source := given.get("src"):
            self.found[-1][3].append(source)
        words = given.get("alt") or (given.get("aria-label") if tag == "svg" else None)
        if words:
            self._say(f" {words} ")
        if tag not in _VOID:
            self._depth += 1
            self._silent += tag in {"style", "script", "title"}
        elif self._depth:
            self._say(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in _VOID:
            self._depth -= 1
            self._silent = max(0, self._silent - (tag in {"style", "script", "title"}))
            self._say(" ")

    def handle_data(self, data: str) -> None:
        if self._depth and not self._silent:
            self._say(data)

    def _say(self, words: str) -> None:
        if self.found:
            self.found[-1][2].append(words)
