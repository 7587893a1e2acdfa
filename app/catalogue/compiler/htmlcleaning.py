"""The last gate before HTML is stored: one allow-list for everything the compiler renders.

What comes here was written by our own renderer from Markdown in which raw HTML is only text; the
gate holds even if that renderer errs.
"""

import re
from html.parser import HTMLParser

import nh3

TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "br", "pre", "code"),
    *("em", "strong", "a", "cite", "small", "i", "span", "div", "aside", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "figure", "figcaption"),
    *("img", "fieldset", "legend", "label", "input", "textarea", "audio", "video", "track"),
}
ATTRIBUTES = {
    "*": {"id", "class", "lang"},
    "a": {"href", "rel", "download"},
    "aside": {"aria-labelledby"},
    "audio": {"src", "controls", "preload"},
    "div": {"data-reflection", "tabindex", "role"},
    "fieldset": {"data-check"},
    "i": {"data-slot"},
    "img": {"src", "alt", "srcset", "sizes", "width", "height", "loading", "decoding"},
    "input": {"name", "value", "data-right"},
    "ol": {"start"},
    "p": {"hidden", "data-for"},
    "textarea": {"name", "rows", "maxlength", "aria-labelledby", "form"},
    "th": {"scope"},
    "track": {"kind", "src", "srclang", "label"},
    "video": {"src", "controls", "preload"},
}
_OWN = re.compile(r"/berkas/[0-9a-f]{64}")
_WIDTHS = re.compile(r"/berkas/[0-9a-f]{64} \d+w(, /berkas/[0-9a-f]{64} \d+w)*")
_ADDRESS = re.compile(r"https://.*|mailto:.*|tel:.*|#.*|/(?![/\\]).*", re.DOTALL | re.IGNORECASE)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Addresses lead to the web by https, into the page or into the house; others are dropped.

    What plays is the house's own.
    """
    if name == "srcset" or (name == "src" and tag in ("audio", "video", "track")):
        return value if (_WIDTHS if name == "srcset" else _OWN).fullmatch(value) else None
    return value if name not in ("href", "src") or _ADDRESS.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    tag_attribute_values={"input": {"type": {"radio"}}},
    clean_content_tags={"script", "style"},
    url_schemes={"https", "mailto", "tel"},
    link_rel=None,
)


def clean(html: str) -> str:
    return _CLEANER.clean(html)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def word_count(html: str) -> int:
    """Words a reader meets in the HTML: runs between spaces with a letter or a digit in them."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return sum(any(c.isalnum() for c in word) for word in " ".join(parser.parts).split())
