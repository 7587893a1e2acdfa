"""Moodle's embedded answers ("cloze"), read and written.

``{1:MULTICHOICE:=right#feedback~wrong~%50%half}``, ``SHORTANSWER`` and ``NUMERICAL``, with the
short names Moodle knows. In our stems a gap stands as ``{{a}}``.
https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape as html_escape
from itertools import pairwise

from app.interop.questions.html_markdown import MAX_HTML
from app.interop.questions.htmltree import text_of, tree_of, without_false_tags
from app.interop.questions.judging import GAP, Right, accepted, judged, keep, number_of
from app.interop.questions.model import (
    Accepted,
    Answer,
    Choices,
    Cloze,
    Gap,
    Number,
    Option,
    RefusedError,
)
from app.interop.questions.numbers import with_point, with_point_or_comma
from app.interop.questions.reading import Foreign
from app.interop.questions.texts import one_line, plain_of
from app.interop.questions.writing import Losses

LETTERS = "abcdefghijklmnopqrstuvwxyz"

_GAP = re.compile(r"\{(\d{0,3}):([A-Z_]{1,30}):((?:\\.|[^\\}]){0,4000})\}", re.DOTALL)
_TORN = re.compile(r"\{\d{0,3}:[A-Z]{2}")
_OURS = re.compile(r"\{\{([a-z0-9][a-z0-9-]{0,39})\}\}")
_PART = re.compile(r"(?:^|(?<!\\)~)((?:\\.|[^~\\])*)", re.DOTALL)
_HEAD = re.compile(r"\s*(?:(=)|%(-?\d{1,3}(?:\.\d{1,7})?)%)?")
_SINGLE = re.compile(r"(?:MULTICHOICE|MC)(?:_?(?:VS|HS|[VHS]))?")
_MANY = re.compile(r"(?:MULTIRESPONSE|MR)(?:_?(?:HS|[VHS]))?")
_SHORT = re.compile(r"(?:SHORTANSWER|SA|MW)(_?C)?")
_NUMBER = re.compile(r"NUMERICAL|NM")


@dataclass(slots=True)
class Gapped:
    """``text`` still in its own mark-up, with its gaps as ours; ``weight``: of all together."""

    text: str
    answer: Answer
    weight: int
    said: list[str] = field(default_factory=list)


def gapped(foreign: Foreign, text: str) -> Gapped:
    """A text with its gaps; raises ``RefusedError``. One gap to tick is a multiple response."""
    if len(text) > MAX_HTML:
        raise RefusedError("teks terlalu panjang", "the text is too long")
    found = list(_GAP.finditer(text))
    if not found:
        raise RefusedError("tidak ada celah yang terbaca", "no gap that can be read")
    if len(found) > len(LETTERS):
        raise RefusedError(f"{len(found)} celah; terlalu banyak", f"{len(found)} gaps; too many")
    said: list[str] = []
    answers = [_answer(foreign, match, said) for match in found]
    between = [text[a.end() : b.start()] for a, b in pairwise(found)]
    around = [text[: found[0].start()], *between, text[found[-1].end() :]]
    if any(_TORN.search(part) for part in around):
        raise RefusedError("celah yang tidak terbaca", "a gap that cannot be read")
    if len(answers) == 1 and isinstance(answers[0], Choices) and answers[0].many:
        return Gapped(GAP.join(around), answers[0], 1, said)
    gaps: list[Gap] = []
    for name, match, answer in zip(LETTERS, found, answers, strict=False):
        if not isinstance(answer, Choices | Accepted | Number) or (
            isinstance(answer, Choices) and answer.many
        ):
            raise RefusedError(
                "celah dengan beberapa jawaban yang dicentang", "a gap with several ticks"
            )
        gaps.append(Gap(name, answer, _weight(foreign, match[1])))
    # What only looks like a gap of ours is none.
    plain = [part.replace("{{", "{ {") for part in around]
    whole = plain[0] + "".join(
        f"{{{{{gap.id}}}}}{part}" for gap, part in zip(gaps, plain[1:], strict=True)
    )
    return Gapped(whole, Cloze(tuple(gaps)), sum(gap.weight for gap in gaps), said)


def _weight(foreign: Foreign, text: str) -> int:
    if text and not int(text):
        foreign.say("celah berbobot 0 menjadi 1", "a gap that weighed 0 weighs 1")
    return int(text or 1) or 1


@dataclass(frozen=True, slots=True)
class _Part:
    """``text`` is HTML."""

    weight: Fraction
    text: str
    feedback: str


def _part(foreign: Foreign, body: str) -> _Part:
    head = _HEAD.match(body)
    assert head is not None, body
    given = with_point_or_comma(head[2]) if head[2] else None
    weight = Fraction(100) if head[1] else given or Fraction(0)
    text, _, feedback = re.sub(r"\\#", "\x02", body[head.end() :]).partition("#")
    shown, said = (re.sub(r"\\(.)", r"\1", t).replace("\x02", "#") for t in (text, feedback))
    return _Part(weight, shown.strip(), foreign.block(said, "html"))


def _plain(html: str) -> str:
    return one_line(text_of(tree_of(without_false_tags(html))))


def _answer(foreign: Foreign, match: re.Match[str], said: list[str]) -> Answer:
    kind = match[2]
    parts = [_part(foreign, part[1]) for part in _PART.finditer(match[3]) if part[1].strip()]
    many = bool(_MANY.fullmatch(kind))
    for part in parts:
        keep(foreign, part.weight, part.feedback, said)
    if many or _SINGLE.fullmatch(kind):
        right = judged(foreign, [part.weight for part in parts], many=many)
        options = (
            Option(foreign.line(part.text, "html"), is_right)
            for part, is_right in zip(parts, right, strict=True)
        )
        return Choices(tuple(options), many)
    short = _SHORT.fullmatch(kind)
    if short is not None:
        texts = [(_plain(part.text), part.weight) for part in parts]
        return accepted(foreign, texts, case=bool(short[1]))
    if _NUMBER.fullmatch(kind):
        return number_of([_range(_plain(part.text)) for part in parts if part.weight >= 100])
    raise RefusedError(f"celah jenis '{kind}'", f"a gap of the kind '{kind}'")


def _range(text: str) -> Right:
    value_text, _, tolerance_text = text.partition(":")
    value, tolerance = with_point_or_comma(value_text), with_point_or_comma(tolerance_text or "0")
    if value is None or tolerance is None:
        raise RefusedError(f"'{text[:40]}' bukan angka", f"'{text[:40]}' is not a number")
    return value - abs(tolerance), value + abs(tolerance)


def embedded_gaps(stem: str, answer: Cloze, lost: Losses) -> str:
    """Our stem with each gap in Moodle's notation."""
    gaps = {gap.id: gap for gap in answer.gaps}

    def written(match: re.Match[str]) -> str:
        gap = gaps.get(match[1])
        return match[0] if gap is None else f"{{{gap.weight}:{_written(gap.answer, lost)}}}"

    return _OURS.sub(written, stem)


def _written(answer: Choices | Accepted | Number, lost: Losses) -> str:
    match answer:
        case Choices(options=options):
            parts = []
            for option in options:
                text, some = plain_of(option.text)
                if some:
                    lost.say("penekanan di pilihan celah hilang", "emphasis in a gap was lost")
                parts.append(("=" if option.is_right else "%0%") + _safe(text))
            return f"MULTICHOICE:{'~'.join(parts)}"
        case Accepted(accept=accept, case=case):
            texts = (f"={_safe(text.replace('*', chr(92) + '*'))}" for text in accept)
            return f"SHORTANSWER{'_C' if case else ''}:{'~'.join(texts)}"
        case Number(value=value, tolerance=tolerance, unit=unit):
            if unit or answer.units:
                lost.say("satuan di celah hilang", "units of a gap were lost")
            return f"NUMERICAL:={with_point(value)}:{with_point(tolerance)}"


def _safe(text: str) -> str:
    return re.sub(r"([\\}#~])", r"\\\1", html_escape(text, quote=False))
