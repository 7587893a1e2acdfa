"""The formats by name: which a file is, how it is read and written. Pure."""

import re
from collections.abc import Sequence
from typing import Literal, get_args

from app.catalogue.document import Language
from app.interop.questions import (
    aiken,
    bank_yaml,
    gift,
    gift_writing,
    moodle_writing,
    moodle_xml,
    pasted_table,
    xlsx_table,
)
from app.interop.questions.bank_yaml import Defaults
from app.interop.questions.model import Asset, Imported, Question, Rendered
from app.interop.questions.pasted_table import looks_like_table

Format = Literal["yaml", "gift", "aiken", "moodle-xml", "xlsx"]
Source = Format | Literal["table"]
"""What can be read: a table comes pasted or as CSV, and is written as a workbook."""
FORMATS: tuple[Format, ...] = get_args(Format)
SOURCES: tuple[Source, ...] = (*FORMATS, "table")
SUFFIXES: dict[Format, str] = {
    "yaml": ".yaml",
    "gift": ".gift",
    "aiken": ".txt",
    "moodle-xml": ".xml",
    "xlsx": ".xlsx",
}

_ANSWER = re.compile(
    rb"^\s*(?:ANSWER|JAWABAN|KUNCI)\s*:\s*[A-Za-z]\b.*$", re.MULTILINE | re.IGNORECASE
)
_BY_SUFFIX: dict[str, Source] = {
    ".csv": "table",
    ".tsv": "table",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".gift": "gift",
    ".xml": "moodle-xml",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}


def format_of(suffix: str, content: bytes) -> Source:
    """By the name's ending; a text is a table by its heading, Aiken by a line ANSWER, else GIFT."""
    known = _BY_SUFFIX.get(suffix.lower())
    if known is not None:
        return known
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return "moodle-xml"
    plain = content.replace(b"\r", b"\n").replace(b"\x00", b"")
    if looks_like_table(plain[:20_000].decode("utf-8", "replace")):
        return "table"
    return "aiken" if _ANSWER.search(plain) else "gift"


def parse(kind: Source, content: bytes, language: Language = "id") -> Imported:
    """Raises ``UnreadableFileError`` alone. ``language`` is for banks, which hold more than one."""
    match kind:
        case "yaml":
            return bank_yaml.parse(content, language)
        case "gift":
            return gift.parse(content)
        case "aiken":
            return aiken.parse(content)
        case "moodle-xml":
            return moodle_xml.parse(content)
        case "xlsx":
            return xlsx_table.parse(content)
        case "table":
            return pasted_table.parse(content)


def render(
    kind: Format,
    questions: Sequence[Question],
    *,
    assets: Sequence[Asset] = (),
    defaults: Defaults | None = None,
    taken: set[str] | None = None,
) -> Rendered:
    """``defaults`` and ``taken`` (ids the bank has) are for banks, ``assets`` for Moodle XML."""
    match kind:
        case "yaml":
            own = taken if taken is not None else set()
            return bank_yaml.render(questions, defaults or Defaults(), own)
        case "gift":
            return gift_writing.render(questions)
        case "aiken":
            return aiken.render(questions)
        case "moodle-xml":
            return moodle_writing.render(questions, assets)
        case "xlsx":
            return xlsx_table.render(questions)
