"""Directives in Markdown: ``:::name{key="value"}`` … ``:::``, as a block rule of markdown-it.

A line ``:::name`` opens, a bare ``:::`` closes the innermost one; fenced code in between is left
alone. Faults are put on the token, for the renderer to report.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

OPEN = "directive_open"
CLOSE = "directive_close"

_HEADER = re.compile(r":{3,}\s*([a-z]+)\s*(?:\{(.*)\})?\s*")
_CLOSER = re.compile(r":{3,}\s*")
_ATTRIBUTE = re.compile(r"\s*([a-z]+)=(?:\"([^\"]*)\"|“([^”]*)”)")


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive's head; ``name`` is "" where the line is not one."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    closed: bool = True
    bad_attributes: bool = False


def _head(line: str) -> Directive:
    match = _HEADER.fullmatch(line)
    if match is None:
        return Directive("")
    attributes: dict[str, str] = {}
    rest = match[2] or ""
    at = 0
    bad = False
    while at < len(rest.rstrip()):
        found = _ATTRIBUTE.match(rest, at)
        if found is None or found[1] in attributes:
            bad = True
            break
        attributes[found[1]] = found[2] if found[2] is not None else found[3]
        at = found.end()
    return Directive(match[1], attributes, bad_attributes=bad)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _closing_line(state: StateBlock, start: int, end: int) -> int | None:
    depth = 1
    fence = ""
    for number in range(start + 1, end):
        line = _line(state, number)
        mark = re.match(r"`{3,}|~{3,}", line)
        if fence:
            if mark and mark[0].startswith(fence) and not line[mark.end() :].strip():
                fence = ""
        elif mark:
            fence = mark[0]
        elif line.startswith(":::"):
            depth += -1 if _CLOSER.fullmatch(line) else 1
            if depth == 0:
                return number
    return None


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    if not line.startswith(":::"):
        return False
    if silent:
        return True
    head = _head(line)
    closing = _closing_line(state, start, end) if head.name else start
    closed = closing is not None
    last = closing if closing is not None else end

    token = state.push(OPEN, "div", 1)
    token.map = [start, last]
    token.meta = {
        "directive": Directive(head.name, head.attributes, closed, head.bad_attributes),
        "source": line,
    }
    old_parent, old_max = state.parentType, state.lineMax
    state.parentType = "directive"
    state.lineMax = last
    if head.name:
        state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = old_parent, old_max
    state.push(CLOSE, "div", -1)
    state.line = last + 1 if closed else last
    return True


def directive_plugin(md: MarkdownIt) -> None:
    md.block.ruler.before(
        "fence", "directive", _directive, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def closing_token(tokens: Sequence[Token], opening: int) -> int:
    """Index of the token that closes the directive opened at ``opening``."""
    depth = 0
    for at in range(opening, len(tokens)):
        depth += (tokens[at].type == OPEN) - (tokens[at].type == CLOSE)
        if depth == 0:
            return at
    return len(tokens)
