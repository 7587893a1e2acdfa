"""Bytes → text, and plain text ↔ Markdown. Pure.

``escaped`` and ``plain_of`` are each other's inverse on what ``escaped`` writes.
"""

import re

from markdown_it import MarkdownIt

from app.interop.questions.model import Note, UnreadableFileError, Words

MAX_TEXT_BYTES = 8 * 1024 * 1024

_CONTROL = re.compile(
    "[\u200b\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPECIAL = re.compile(r"([\\`*_\[\]<&])")
_LIKE_HTML = re.compile(r"((?:<(?:/?[a-zA-Z][^<>]*|!--[^<>]*)>)+)")
_FIRST = re.compile(r"([#+\-=~:|>])")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_FIGURE = re.compile(r"^:::figure\{", re.MULTILINE)
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def decoded(content: bytes) -> tuple[str, list[Note]]:
    """UTF-8 or UTF-16 with its mark, UTF-8 without, else Windows-1252; lines end in ``\\n``."""
    text, notes = decoded_raw(content)
    return cleaned(text), notes


def decoded_raw(content: bytes) -> tuple[str, list[Note]]:
    """As ``decoded``, with its tabs; raises ``UnreadableFileError``."""
    if len(content) > MAX_TEXT_BYTES:
        raise UnreadableFileError(Words("berkas lebih dari 8 MB", "the file is larger than 8 MB"))
    notes: list[Note] = []
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            notes.append(Note("", 1, Words("dibaca sebagai Windows-1252", "read as Windows-1252")))
    if "\x00" in text:
        raise UnreadableFileError(Words("bukan berkas teks", "not a text file"))
    return re.sub(r"\r\n?", "\n", text), notes


def cleaned(text: str) -> str:
    """Without signs that no keyboard writes; tabs are spaces."""
    text = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", text).replace("\t", "    ")
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    return " ".join(cleaned(text).split())


def escaped(text: str) -> str:
    """Plain text as inline Markdown in one line. What looks like HTML is code: our banks hold none,
    not even escaped (C040).
    """
    parts = _LIKE_HTML.split(one_line(text))
    return "".join(
        as_code(part) if number % 2 else _SPECIAL.sub(r"\\\1", part)
        for number, part in enumerate(parts)
    )


def as_code(text: str) -> str:
    """One line as a code span."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text else ""


def escaped_block(text: str) -> str:
    """Plain text as Markdown: a blank line parts paragraphs, other line ends stay."""
    paragraphs = re.split(r"\n\s*\n", cleaned(text).strip())
    return "\n\n".join(
        "\\\n".join(begun(escaped(line)) for line in paragraph.split("\n") if line.strip())
        for paragraph in paragraphs
        if paragraph.strip()
    )


def begun(line: str) -> str:
    """A line of Markdown text that must not be read as a heading, list, quote or directive."""
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else _first(line)


def _first(line: str) -> str:
    return f"\\{line}" if _FIRST.match(line) else line


def plain_of(markdown: str) -> tuple[str, bool]:
    """Inline Markdown as plain text, and whether anything but text was lost."""
    parts: list[str] = []
    lost = False
    for token in _MARKDOWN.parseInline(markdown):
        for child in token.children or []:
            if child.type in ("text", "text_special", "code_inline"):
                parts.append(child.content)
                lost |= child.type == "code_inline"
            elif child.type in ("softbreak", "hardbreak"):
                parts.append(" ")
            else:
                lost = True
    return " ".join("".join(parts).split()), lost


def plain_block(markdown: str) -> tuple[str, bool]:
    """Markdown as one line of plain text, and whether structure or emphasis was lost."""
    texts: list[str] = []
    lost = False
    for token in _MARKDOWN.parse(markdown):
        if token.type == "inline":
            text, some = plain_of(token.content)
            texts.append(text)
            lost |= some
        elif token.type in ("fence", "code_block"):
            texts.append(" ".join(token.content.split()))
            lost = True
        elif token.type not in ("paragraph_open", "paragraph_close"):
            lost = True
    return " ".join(texts), lost or len(texts) > 1


def harmless(markdown: str) -> str:
    """Inline texts joined to one: what looks like HTML only now becomes code too."""
    plain, _ = plain_of(markdown)
    return escaped(plain) if _LIKE_HTML.search(plain) else markdown


def has_figure(*markdown: str) -> bool:
    return any(_FIGURE.search(text) for text in markdown)
