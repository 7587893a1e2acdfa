"""HTML of other systems → our Markdown: what has no place in it is named, never dropped silently.

nh3 makes the HTML well-formed and harmless first. What is written is a fixed point: read as
Markdown and written again it stays the same, else the text comes plain. That is what makes an
export and a second import equal.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from app.interop.questions.htmltree import BLOCKS, Node, text_of, tree_of, without_false_tags
from app.interop.questions.model import RefusedError, Words
from app.interop.questions.texts import as_code, begun, cleaned, escaped, escaped_block

MAX_HTML = 64_000

FIGURE = "\x01"  # stands for a figure inside a paragraph; cleaned texts have no control signs

_INLINE = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "dfn": "*"}
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MEDIA = re.compile(r"<(iframe|object|embed|video|audio|svg|math|canvas|applet)\b", re.IGNORECASE)
_ACTIVE = re.compile(r"<(script|style|form|input|select|textarea|button)\b", re.IGNORECASE)
_STYLED = re.compile(
    r"<(?:font|u|s|strike|mark|small|big)\b|<[^>]{0,500}\bstyle\s*=", re.IGNORECASE
)
_TEX = re.compile(r"\$\$|\\\(|\\\[")
_LINK = re.compile(r"(?:https://|mailto:|tel:|/(?!/))[^\s<>()\\]*")
_SUPER = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")

_OWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_FOREIGN = MarkdownIt("commonmark", {"html": True}).enable("table")

PictureOf = Callable[[str, str, str], str]
"""Address, description and title of a picture → the lines of a figure; may raise RefusedError."""


@dataclass(slots=True)
class Converted:
    markdown: str
    lost: list[Words]


def from_html(html: str, picture_of: PictureOf, *, inline: bool = False) -> Converted:
    """``inline``: one line. Raises ``RefusedError`` where a picture cannot come along."""
    if len(html) > MAX_HTML:
        raise RefusedError(
            f"teks HTML lebih dari {MAX_HTML} tanda", f"an HTML text of more than {MAX_HTML} signs"
        )
    bare = html.strip()
    if "\n" not in bare and escaped(bare) == bare == begun(bare) and not _TEX.search(bare):
        return Converted(bare, [])  # words and nothing else: what most texts are
    text = without_false_tags(cleaned(html))
    lost = list(_lost(text))
    writer = _Writer(picture_of, lost)
    root = tree_of(text)
    if inline:
        line = _settled(writer.flat(root), inline=True)
        if line is None or _said(_again_tree(line, inline=True)) != _said(root):
            lost.append(_PLAIN)
            line = escaped(text_of(root))
        return Converted(line, lost)
    chunks = _chunks(writer.blocks(root.children))
    settled = [c if c.startswith(FIGURE) else _settled(c, inline=False) for c in chunks]
    texts = [c for c in settled if c is not None and not c.startswith(FIGURE)]
    kept = "".join(_said(_again_tree(text, inline=False)) for text in texts)
    if None in settled or kept != _said(root):
        lost.append(_PLAIN)
        settled = [escaped_block(text_of(root)), *(c for c in chunks if c.startswith(FIGURE))]
    return Converted("\n\n".join(c.removeprefix(FIGURE) for c in settled if c), lost)


_PLAIN = Words("penekanan, daftar dan tautan hilang", "emphasis, lists and links were lost")


def _chunks(blocks: Sequence[str]) -> list[str]:
    """Runs of blocks joined; each figure stands alone."""
    chunks: list[str] = []
    for block in blocks:
        if chunks and not block.startswith(FIGURE) and not chunks[-1].startswith(FIGURE):
            chunks[-1] += "\n\n" + block
        else:
            chunks.append(block)
    return chunks


def _said(node: Node) -> str:
    """What a reader reads, whatever the spacing and however raised or lowered."""
    text = unicodedata.normalize("NFKC", text_of(node)).replace("\N{MINUS SIGN}", "-")
    return re.sub(r"[\s^_()]", "", text)


def from_markdown(text: str, picture_of: PictureOf, *, inline: bool = False) -> Converted:
    """Markdown of other systems, which may hold HTML."""
    if len(text) > MAX_HTML:
        raise RefusedError(
            f"teks lebih dari {MAX_HTML} tanda", f"a text of more than {MAX_HTML} signs"
        )
    tidy = cleaned(text)
    html = _FOREIGN.renderInline(tidy) if inline else _FOREIGN.render(tidy)
    return from_html(html, picture_of, inline=inline)


def from_typed(text: str, picture_of: PictureOf, *, inline: bool = False) -> Converted:
    """Markdown as people type it, without HTML: what looks like HTML is text."""
    if len(text) > MAX_HTML:
        raise RefusedError(
            f"teks lebih dari {MAX_HTML} tanda", f"a text of more than {MAX_HTML} signs"
        )
    tidy = cleaned(text)
    html = _OWN.renderInline(tidy) if inline else _OWN.render(tidy)
    return from_html(html, picture_of, inline=inline)


def _lost(html: str) -> Iterator[Words]:
    media = _MEDIA.search(html)
    if media is not None:
        tag = media[1].lower()
        yield Words(f"<{tag}> tidak dapat dibawa", f"<{tag}> cannot come along")
    if _ACTIVE.search(html):
        yield Words("skrip, gaya dan isian dibuang", "scripts, styles and inputs were removed")
    if _STYLED.search(html):
        yield Words(
            "warna, ukuran dan garis bawah hilang", "colour, size and underlining were lost"
        )
    if _TEX.search(html):
        yield Words("rumus TeX tetap sebagai teks", "TeX formulas stay as text")


def _again_tree(markdown: str, *, inline: bool) -> Node:
    return tree_of(_OWN.renderInline(markdown) if inline else _OWN.render(markdown))


def _again(markdown: str, *, inline: bool) -> str:
    writer = _Writer(lambda _src, alt, _title: alt, [])
    root = _again_tree(markdown, inline=inline)
    return writer.flat(root) if inline else "\n\n".join(writer.blocks(root.children))


def _settled(markdown: str, *, inline: bool) -> str | None:
    """The fixed point nearest to ``markdown``; None if there is none within three steps."""
    for _ in range(3):
        following = _again(markdown, inline=inline)
        if following == markdown:
            return markdown
        markdown = following
    return None


@dataclass(slots=True)
class _Writer:
    picture_of: PictureOf
    lost: list[Words]
    figures: list[str] = field(default_factory=list)

    def say(self, id_: str, en: str) -> None:
        if (words := Words(id_, en)) not in self.lost:
            self.lost.append(words)

    def flat(self, root: Node) -> str:
        """Everything as one line."""
        text = self._inline(root.children)
        if FIGURE in text:
            raise RefusedError("gambar di dalam pilihan", "a picture inside an option")
        return " ".join(text.replace("\\\n", " ").split())

    def blocks(self, children: Sequence["Node | str"]) -> list[str]:
        """Blocks of Markdown in order; one that begins with ``FIGURE`` is a figure."""
        out: list[str] = []
        run: list[Node | str] = []
        for child in children:
            if isinstance(child, str) or not _has_block(child):
                run.append(child)
                continue
            out += self._paragraphs(run)
            run = []
            out += self._block(child)
        return [*out, *self._paragraphs(run)]

    def _block(self, node: Node) -> list[str]:
        if node.tag in _HEADINGS:
            self.say("judul menjadi huruf tebal", "headings became bold text")
            return self._paragraphs([Node("strong", {}, node.children)])
        if node.tag in ("ul", "ol"):
            return self._list(node)
        if node.tag == "blockquote":
            inner, figures = _parted(self.blocks(node.children))
            quoted = "\n".join(f"> {line}".rstrip() for line in "\n\n".join(inner).split("\n"))
            return [*([quoted] if inner else []), *figures]
        if node.tag == "pre":
            code = text_of(node).strip("\n")
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code) or [""]))
            return [f"{fence}\n{code}\n{fence}"] if code.strip() else []
        if node.tag == "table":
            return self._table(node)
        if node.tag == "hr":
            return []
        return self.blocks(node.children)

    def _paragraphs(self, run: Sequence["Node | str"]) -> list[str]:
        lines = [line.strip() for line in self._inline(run).split("\\\n")]
        # Two breaks in a row are what people make paragraphs of.
        parts = re.split(r"\n\n+", "\n".join(lines).strip())
        out: list[str] = []
        for part in parts:
            kept = (begun(line) for line in part.split("\n") if line)
            out += self._with_figures("\\\n".join(kept))
        return out

    def _with_figures(self, text: str) -> list[str]:
        out: list[str] = []
        text = re.sub(rf"(?:\\\n)?{FIGURE}(?:\\\n)?", FIGURE, text)
        for place, part in enumerate(text.split(FIGURE)):
            if place:
                out.append(FIGURE + self.figures.pop(0))
            if part.strip():
                out.append(part.strip())
        return out

    def _list(self, node: Node) -> list[str]:
        entries: list[str] = []
        hoisted: list[str] = []
        for child in node.children:
            if isinstance(child, str):
                inner = self._paragraphs([child])
            else:
                inner, figures = _parted(self.blocks([*child.children]))
                hoisted += figures
            if not inner:
                continue
            mark = f"{len(entries) + 1}. " if node.tag == "ol" else "- "
            body = "\n\n".join(inner).replace("\n", "\n" + " " * len(mark))
            entries.append(mark + body)
        tidy = "\n".join(
            "" if not line.strip() else line for line in "\n".join(entries).split("\n")
        )
        return [*([tidy] if entries else []), *hoisted]

    def _table(self, node: Node) -> list[str]:
        rows = [
            [
                self._inline(cell.children).replace("\\\n", " ").replace("|", "\\|").strip()
                for cell in row.children
                if not isinstance(cell, str)
            ]
            for row in _rows(node)
        ]
        rows = [row for row in rows if row]
        if not rows:
            return []
        if any(FIGURE in cell for row in rows for cell in row):
            raise RefusedError("gambar di dalam tabel", "a picture inside a table")
        width = max(len(row) for row in rows)
        written = [f"| {' | '.join([*row, *([''] * (width - len(row)))])} |" for row in rows]
        return ["\n".join([written[0], f"|{' --- |' * width}", *written[1:]])]

    def _inline(self, children: Sequence["Node | str"]) -> str:
        parts: list[str] = []
        for child in children:
            if isinstance(child, str):
                parts.append(_spaced(child))
            else:
                parts.append(self._inline_node(child))
        return re.sub(r" {2,}", " ", "".join(parts))

    def _inline_node(self, node: Node) -> str:
        if node.tag == "br":
            return "\\\n"
        if node.tag == "img":
            at = node.attributes
            self.figures.append(
                self.picture_of(at.get("src", ""), at.get("alt", ""), at.get("title", ""))
            )
            return FIGURE
        inner = self._inline(node.children)
        if node.tag in _CODE:
            return as_code(" ".join(text_of(node).split()))
        if node.tag in _INLINE:
            return _wrapped(inner, _INLINE[node.tag])
        if node.tag == "a":
            return self._link(inner, node.attributes.get("href", ""))
        if node.tag in ("sub", "sup"):
            return self._raised(node.tag, inner)
        return f" {inner} " if node.tag in BLOCKS or node.tag in ("td", "th") else inner

    def _link(self, inner: str, href: str) -> str:
        if not href or not inner.strip():
            return inner
        if not _LINK.fullmatch(href) or FIGURE in inner or "\\\n" in inner:
            self.say("tautan selain https:// menjadi teks", "links but https:// became text")
            return inner
        return f"[{inner.strip()}]({href})"

    def _raised(self, tag: str, inner: str) -> str:
        table = _SUPER if tag == "sup" else _SUB
        if inner and all(ord(sign) in table for sign in inner):
            return inner.translate(table)
        self.say("huruf naik atau turun menjadi ^(…) atau _(…)", "raised or lowered text is marked")
        return f"{'^' if tag == 'sup' else chr(92) + '_'}({inner})" if inner.strip() else inner


def _parted(blocks: Sequence[str]) -> tuple[list[str], list[str]]:
    return (
        [block for block in blocks if not block.startswith(FIGURE)],
        [block for block in blocks if block.startswith(FIGURE)],
    )


def _has_block(node: Node) -> bool:
    return node.tag in BLOCKS or any(
        not isinstance(child, str) and _has_block(child) for child in node.children
    )


def _rows(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, str):
            continue
        if child.tag == "tr":
            yield child
        else:
            yield from _rows(child)


def _spaced(text: str) -> str:
    """Text escaped, with its outer spaces kept as one."""
    inner = escaped(text)
    if not inner:
        return " " if text else ""
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if before else ''}{inner}{' ' if after else ''}"


def _wrapped(inner: str, mark: str) -> str:
    core = inner.strip()
    if not core or FIGURE in core or "\\\n" in core:
        return inner
    before, after = inner[:1].isspace(), inner[-1:].isspace()
    return f"{' ' if before else ''}{mark}{core}{mark}{' ' if after else ''}"
