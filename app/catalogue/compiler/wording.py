"""How Indonesian text speaks: words to avoid and sentences that run on. Pure.

Text in code spans and addresses is not speech: whoever must name a foreign button writes it as
`code`.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.catalogue.compiler.kinds import Finding

MAX_SENTENCE_WORDS = 30

# Word → what to write. The list belongs to the house's style, so it is code, not a setting.
AVOIDED = {
    "login": "masuk",
    "logout": "keluar",
    "download": "unduh",
    "upload": "unggah",
    "password": "kata sandi",
    "submit": "kirim",
    "error": "gangguan atau kesalahan",
    "gagal": "belum berhasil atau belum lulus",
    "user": "pengguna atau peserta",
    "student": "peserta",
    "kamu": "Anda",
    "yuk": "mari",
}
_AVOIDED = re.compile(rf"(?i)(?<![\w@./-])({'|'.join(AVOIDED)})(?:-?nya)?(?![\w@/-])")
_SENTENCE_END = re.compile(r"(?<=[.?!…])[\"”’')\]]*\s+(?=[^\sa-z])")
_PLACEHOLDER = "\ufffc"  # stands for a code span: a word to count, not to judge


def speech_of(inline: Token) -> str:
    """The readable text of an inline token, without code and addresses; line breaks kept."""
    parts: list[str] = []
    in_autolink = False
    for child in inline.children or ():
        if child.type == "text" and not in_autolink:
            parts.append(child.content)
        elif child.type == "code_inline":
            parts.append(_PLACEHOLDER)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "link_open":
            in_autolink = child.info == "auto"
        elif child.type == "link_close":
            in_autolink = False
    return "".join(parts)


def check_speech(speech: str, *, file: str, line: int) -> Iterator[Finding]:
    """Findings in the text of one paragraph, heading, cell or value."""
    for match in _AVOIDED.finditer(speech):
        word = match[1].casefold()
        at = line + speech.count("\n", 0, match.start())
        yield Finding(
            file,
            at,
            "C070",
            f"the word '{match[0]}'",
            f"write '{AVOIDED[word]}', or `code` for a name",
        )
    start = 0
    for sentence in _SENTENCE_END.split(speech):
        start = speech.find(sentence, start)
        words = sum(any(c.isalnum() or c == _PLACEHOLDER for c in w) for w in sentence.split())
        if words > MAX_SENTENCE_WORDS:
            at = line + speech.count("\n", 0, start)
            begin = " ".join(sentence.split()[:5]).replace(_PLACEHOLDER, "…")
            yield Finding(
                file,
                at,
                "C071",
                f"a sentence of {words} words ('{begin} …')",
                f"split it; {MAX_SENTENCE_WORDS} words at most",
            )
        start += len(sentence)


_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


def check_text(markdown: str, *, file: str, line: int) -> list[Finding]:
    """Findings in a value of a YAML file that may be Markdown."""
    found: list[Finding] = []
    for token in _PARSER.parse(markdown):
        if token.type == "inline":
            at = line + (token.map[0] if token.map else 0)
            found.extend(check_speech(speech_of(token), file=file, line=at))
    return found
