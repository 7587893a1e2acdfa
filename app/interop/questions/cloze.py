"""Moodle's embedded answers ("cloze"): a text with exactly one gap is a question of ours.

``{1:MULTICHOICE:=right#feedback~wrong~%50%half}``, ``SHORTANSWER`` and ``NUMERICAL``, with the
short names Moodle knows. Several gaps are refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from html import unescape

from app.interop.questions.html_markdown import MAX_HTML
from app.interop.questions.judging import GAP, accepted, judged, keep, number_of
from app.interop.questions.model import Answer, Choices, Option, RefusedError
from app.interop.questions.numbers import with_point_or_comma
from app.interop.questions.reading import Foreign
from app.interop.questions.texts import escaped

_GAP = re.compile(r"\{(\d{0,3}):([A-Z_]{1,30}):((?:\\.|[^\\}]){0,4000})\}", re.DOTALL)
_PART = re.compile(r"(?:^|(?<!\\)~)((?:\\.|[^~\\])*)", re.DOTALL)
_HEAD = re.compile(r"\s*(?:(=)|%(-?\d{1,3}(?:\.\d{1,5})?)%)?")
_SINGLE = re.compile(r"(?:MULTICHOICE|MC)(?:_?(?:[VH]|S|VS|HS))?")
_MANY = re.compile(r"(?:MULTIRESPONSE|MR)(?:_?(?:[VH]|S|HS))?")
_SHORT = re.compile(r"(?:SHORTANSWER|SA|MW)(_?C)?")
_NUMBER = re.compile(r"NUMERICAL|NM")


@dataclass(slots=True)
class Gap:
    """``text`` still in its own mark-up, with a visible gap."""

    text: str
    answer: Answer
    said: list[str] = field(default_factory=list)


def single_gap(foreign: Foreign, text: str) -> Gap:
    """The one gap of a text; raises ``RefusedError``."""
    if len(text) > MAX_HTML:
        raise RefusedError("teks terlalu panjang", "the text is too long")
    found = list(_GAP.finditer(text))
    if not found:
        raise RefusedError("tidak ada celah yang terbaca", "no gap that can be read")
    if len(found) > 1:
        raise RefusedError(
            f"teks dengan {len(found)} celah", f"a text with {len(found)} gaps; one can be kept"
        )
    match = found[0]
    said: list[str] = []
    parts = [_part(foreign, part[1]) for part in _PART.finditer(match[3]) if part[1].strip()]
    answer = _answer(foreign, match[2], parts, said)
    return Gap(f"{text[: match.start()]}{GAP}{text[match.end() :]}", answer, said)


@dataclass(frozen=True, slots=True)
class _Part:
    weight: Fraction
    text: str
    feedback: str


def _part(foreign: Foreign, body: str) -> _Part:
    head = _HEAD.match(body)
    assert head is not None, body
    given = with_point_or_comma(head[2]) if head[2] else None
    weight = Fraction(100) if head[1] else given or Fraction(0)
    text, _, feedback = re.sub(r"\\#", "\x02", body[head.end() :]).partition("#")
    shown: Callable[[str], str] = lambda t: unescape(  # noqa: E731 - used twice below
        re.sub(r"\\(.)", r"\1", t.replace("\x02", "#"))
    )
    words = foreign.block(shown(feedback), "html")
    return _Part(weight, shown(text).strip(), words)


def _answer(foreign: Foreign, kind: str, parts: list[_Part], said: list[str]) -> Answer:
    many = bool(_MANY.fullmatch(kind))
    if many or _SINGLE.fullmatch(kind):
        right = judged(foreign, [part.weight for part in parts], many=many)
        options = (
            Option(escaped(part.text), is_right, part.feedback)
            for part, is_right in zip(parts, right, strict=True)
        )
        return Choices(tuple(options), many)
    for part in parts:
        keep(foreign, part.weight, part.feedback, said)
    short = _SHORT.fullmatch(kind)
    if short is not None:
        texts = [(part.text, part.weight) for part in parts]
        return accepted(foreign, texts, case=bool(short[1]))
    if _NUMBER.fullmatch(kind):
        return number_of([_range(part.text) for part in parts if part.weight >= 100])
    raise RefusedError(f"celah jenis '{kind}'", f"a gap of the kind '{kind}'")


def _range(text: str) -> tuple[Fraction, Fraction]:
    value_text, _, tolerance_text = text.partition(":")
    value, tolerance = with_point_or_comma(value_text), with_point_or_comma(tolerance_text or "0")
    if value is None or tolerance is None:
        raise RefusedError(f"'{text[:40]}' bukan angka", f"'{text[:40]}' is not a number")
    return value - abs(tolerance), value + abs(tolerance)
