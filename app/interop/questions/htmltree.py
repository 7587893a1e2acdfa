"""HTML as a tree: nh3 makes it well-formed and harmless, then its elements become nodes. Pure."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

_MAX_DEPTH = 30
_KEPT = frozenset(
    "p div br hr ul ol li blockquote pre table thead tbody tfoot tr th td caption h1 h2 h3 h4 h5 h6"
    " strong b em i cite dfn code kbd samp tt a img sub sup span section article header footer"
    " figure figcaption dl dt dd center".split()
)
BLOCKS = frozenset(
    "p div hr ul ol blockquote pre table h1 h2 h3 h4 h5 h6 section article header footer figure"
    " figcaption dl dt dd center li".split()
)
# What a tag looks like inside: attributes with values, or one of the few that need none.
_INSIDE = (
    r"(?:\s+(?:[a-z_:@][\w:.@-]{0,60}\s*=\s*"
    r"(?:\"[^\"]{0,4000}\"|'[^']{0,4000}'|[^\s\"'<>]{1,2000})"
    r"|controls|allowfullscreen|nowrap|noshade|checked|disabled|selected|hidden|loop|muted|autoplay"
    r"|itemscope|reversed|open|async|defer))*\s*/?>"
)
_NO_TAG = re.compile(
    r"<(?!/?(?:(?:a|abbr|acronym|address|applet|area|article|aside|audio|b|base"
    r"|bdi|bdo|big|blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup|data|dd|del"
    r"|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head"
    r"|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|math|menu|meta"
    r"|nav|noscript|object|ol|option|p|param|picture|pre|q|s|samp|script|section|select|small|source"
    r"|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|title"
    r"|tr|track|tt|u|ul|var|video|wbr)(?:\s*/?>|(?=\s)"
    + _INSIDE
    + r")|[a-z][a-z0-9]*:[a-z][^<>]{0,500}>)|!--)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)


class _Tree(HTMLParser):
    """nh3's output, which is well-formed, as nodes; what nests too deep joins its ancestor."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.stack = [self.root]
        self.skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag in ("br", "hr", "img"):
            self.stack[-1].children.append(node)
        elif len(self.stack) >= _MAX_DEPTH:
            self.skipped.append(tag)
        else:
            self.stack[-1].children.append(node)
            self.stack.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            self.skipped.pop()
        elif len(self.stack) > 1 and self.stack[-1].tag == tag:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def tree_of(html: str) -> Node:
    """What is harmless of it; an element that nests too deep joins its ancestor."""
    safe = nh3.clean(
        html,
        tags=set(_KEPT),
        clean_content_tags={"script", "style", "iframe", "object", "noscript"},
        attributes={"a": {"href"}, "img": {"src", "alt", "title"}, "ol": {"start"}},
        link_rel=None,
        url_schemes={"https", "http", "mailto", "tel"},
    )
    parser = _Tree()
    parser.feed(safe)
    parser.close()
    return parser.root


def text_of(node: Node) -> str:
    """What it says; line ends where blocks and breaks are."""
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        else:
            inner = "\n" if child.tag == "br" else text_of(child)
            parts.append(f"\n\n{inner}\n\n" if child.tag in BLOCKS else inner)
    return "".join(parts)


def without_false_tags(html: str) -> str:
    """``5<a`` and ``a <b and c> d`` hold no tag: nh3 would drop them without a word."""
    return _NO_TAG.sub("&lt;", html)
