"""What Markdown is here: CommonMark with tables and our directives, and where its blocks begin."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.catalogue.compiler.directives import directive_plugin


def parser() -> MarkdownIt:
    """A parser to which raw HTML is text."""
    md = MarkdownIt("commonmark", {"html": False}).enable("table").use(directive_plugin)
    # Every address becomes a link token, so that a bad one is a finding and not silent text.
    md.validateLink = _any_address  # type: ignore[method-assign]
    return md


def _any_address(url: str) -> bool:
    return url is not None


def blocks_of(tokens: Sequence[Token]) -> list[Token]:
    """What begins a block of a page; the compiler gives them the ids b1, b2, … in this order."""
    return [token for token in tokens if token.level == 0 and token.nesting >= 0]


def block_lines(markdown: str) -> list[int]:
    """The line (from 0) at which each block begins, in the order of their ids."""
    return [token.map[0] if token.map else 0 for token in blocks_of(parser().parse(markdown))]
