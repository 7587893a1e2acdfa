"""GIFT, Moodle's text format, read. ``gift_writing`` writes it.

Questions are parted by blank lines. Signs that GIFT gives a meaning (``~ = # { } :``) are hidden
behind control signs, which cleaned texts do not have, while a question is taken apart.
https://docs.moodle.org/en/GIFT_format
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.interop.questions.judging import GAP, accepted, judged, keep, number_of, without
from app.interop.questions.model import (
    Accepted,
    Answer,
    Choices,
    Imported,
    Number,
    Option,
    Pairs,
    Question,
    RefusedError,
    Truth,
)
from app.interop.questions.numbers import with_point_or_comma
from app.interop.questions.reading import Foreign, Reading, added
from app.interop.questions.texts import decoded, escaped, one_line

_HIDDEN = {
    "\\": "\x02",
    "~": "\x03",
    "=": "\x04",
    "#": "\x05",
    "{": "\x06",
    "}": "\x07",
    ":": "\x08",
}
_HIDDEN |= {"n": "\x0e"}
_SHOWN = str.maketrans({sign: ("\n" if was == "n" else was) for was, sign in _HIDDEN.items()})
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_MARKUP = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#(.*))?", re.DOTALL | re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:[.,]\d{1,10})?)%")
_TAG = re.compile(r"\[tag:([^\]]{1,200})\]")
_ORDERING = re.compile(r"\s*>\s*(?:\d|ALL\b)")


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    text: str
    category: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One answer: ``weight`` in percent, 100 for a right one; ``text`` still holds hidden signs."""

    weight: Fraction
    text: str
    feedback: str


def parse(content: bytes) -> Imported:
    """Raises ``UnreadableFileError`` alone."""
    text, notes = decoded(content)
    reading = Reading(notes)
    for block in _blocks(text):
        title, rest = _titled(block.text)
        name = one_line(_shown(title)) or one_line(_shown(_MARKUP.sub("", rest, count=1)))[:60]

        def build(
            foreign: Foreign, block: _Block = block, title: str = title, rest: str = rest
        ) -> Question:
            return _question(foreign, block, one_line(_shown(title)), rest)

        reading.take(name, block.line, build)
    return reading.done()


def _blocks(text: str) -> Iterator[_Block]:
    category, start = "", 0
    tags: list[str] = []
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip()
        if bare.startswith("//"):
            tags += _TAG.findall(bare)
        elif bare.startswith("$CATEGORY:") and not lines:
            category, tags = one_line(bare.removeprefix("$CATEGORY:")), []
        elif bare:
            start = start if lines else number
            lines.append(line)
        elif lines:
            whole = _ESCAPE.sub(lambda match: _HIDDEN[match[1]], "\n".join(lines))
            labels = tuple(dict.fromkeys(one_line(tag) for tag in tags))
            yield _Block(start, whole, category, labels)
            tags, lines = [], []


def _shown(text: str) -> str:
    return text.translate(_SHOWN)


def _titled(text: str) -> tuple[str, str]:
    match = re.match(r"\s*::(.*?)::", text, re.DOTALL)
    return (match[1], text[match.end() :]) if match else ("", text)


def _marked(text: str, default: str) -> tuple[str, str]:
    """A text's own mark-up and the text without its marker."""
    match = _MARKUP.match(text)
    return (match[1], text[match.end() :]) if match else (default, text)


def _question(foreign: Foreign, block: _Block, title: str, text: str) -> Question:
    markup, text = _marked(text, "moodle")
    if "{" not in text and "}" not in text:
        raise RefusedError(
            "keterangan tanpa jawaban, bukan soal", "a description without an answer, no question"
        )
    match = re.fullmatch(r"([^{}]*)\{([^{}]*)\}([^{}]*)", text)
    if match is None:
        raise RefusedError(
            "tanda { } tidak berpasangan, atau lebih dari satu",
            "the signs { } do not pair, or there is more than one pair",
        )
    head, inner, tail = match.groups()
    # Moodle writes the gap only where text follows the answers.
    whole = f"{head.rstrip()} {GAP} {tail.lstrip()}" if tail.strip() else head
    inner, _, general = inner.partition("####")
    said: list[str] = []
    answer = _answer(foreign, inner, markup, said)
    general_markup, general = _marked(general, markup)
    return Question(
        stem=foreign.block(_shown(whole), markup),
        answer=answer,
        name=title,
        explanation=added(foreign.block(_shown(general), general_markup), said),
        category=block.category,
        tags=block.tags,
        line=block.line,
    )


def _answer(foreign: Foreign, inner: str, markup: str, said: list[str]) -> Answer:
    """``said`` takes the feedback that has no place of its own in our kinds."""
    if not inner.strip():
        raise RefusedError("soal esai belum dapat disimpan", "an essay cannot be kept yet")
    if _ORDERING.match(inner):
        raise RefusedError(
            "soal urutan dari plugin Moodle tidak terbaca", "an ordering of a Moodle plugin"
        )
    truth = _TRUTH.fullmatch(inner)
    if truth is not None:
        return _truth(foreign, truth, markup)
    if inner.lstrip().startswith("#"):
        return _numeric(foreign, inner.lstrip()[1:], markup, said)
    parts = list(_parts(inner))
    if "~" not in inner and parts and all("->" in part.text for part in parts):
        return _pairs(foreign, parts, markup)
    if "~" in inner:
        return _choices(foreign, parts, markup, many="=" not in inner)
    if "=" not in inner:
        raise RefusedError("jawaban tanpa tanda = atau ~", "answers without the signs = or ~")
    return _accepted(foreign, parts, markup, said)


def _parts(inner: str) -> Iterator[_Part]:
    for mark, body in re.findall(r"([~=])([^~=]*)", inner):
        text, _, feedback = body.partition("#")
        weight = Fraction(100 if mark == "=" else 0)
        match = _WEIGHT.match(text)
        if match is not None:
            given = with_point_or_comma(match[1])
            weight, text = (given if given is not None else weight), text[match.end() :]
        yield _Part(weight, text.strip(), feedback.strip())


def _feedback(foreign: Foreign, text: str, markup: str) -> str:
    markup, text = _marked(text, markup)
    return foreign.block(_shown(text), markup)


def _line(foreign: Foreign, text: str, markup: str) -> str:
    markup, text = _marked(text, markup)
    return foreign.line(_shown(text), markup)


def _truth(foreign: Foreign, match: re.Match[str], markup: str) -> Truth:
    is_true = match[1].upper().startswith("T")
    # The first feedback is for whoever is wrong, the second for whoever is right.
    wrong, _, right = (match[2] or "").partition("#")
    when_wrong, when_right = (_feedback(foreign, text, markup) for text in (wrong, right))
    return Truth(
        is_true,
        feedback_true=when_right if is_true else when_wrong,
        feedback_false=when_wrong if is_true else when_right,
    )


def _choices(foreign: Foreign, parts: Sequence[_Part], markup: str, *, many: bool) -> Choices:
    weights = [part.weight for part in parts]
    return Choices(
        tuple(
            Option(
                _line(foreign, part.text, markup),
                is_right,
                _feedback(foreign, part.feedback, markup),
            )
            for part, is_right in zip(parts, judged(foreign, weights, many=many), strict=True)
        ),
        many=many,
    )


def _accepted(foreign: Foreign, parts: Sequence[_Part], markup: str, said: list[str]) -> Accepted:
    pairs = [(_shown(_marked(part.text, markup)[1]), part.weight) for part in parts]
    for part in parts:
        keep(foreign, part.weight, _feedback(foreign, part.feedback, markup), said)
    return accepted(foreign, pairs, case=False)


def _pairs(foreign: Foreign, parts: Sequence[_Part], markup: str) -> Pairs:
    pairs, spare = [], []
    for part in parts:
        left, _, right = part.text.partition("->")
        answer = escaped(_shown(right))
        if part.feedback:
            foreign.say("umpan balik pasangan hilang", "feedback of a pair was lost")
        if left.strip():
            pairs.append((_line(foreign, left, markup), answer))
        else:
            spare.append(answer)
    return Pairs(tuple(pairs), without(spare, [right for _, right in pairs]))


def _numeric(foreign: Foreign, inner: str, markup: str, said: list[str]) -> Number:
    ranges: list[tuple[Fraction, Fraction]] = []
    given = inner if re.search(r"[=~]", inner) else f"={inner}"
    for part in _parts(given):
        keep(foreign, part.weight, _feedback(foreign, part.feedback, markup), said)
        text = _shown(part.text).strip()
        if part.weight < 100:
            if part.weight > 0:
                foreign.say(
                    "jawaban yang benar sebagian tidak diterima",
                    "partly right answers are not accepted",
                )
            continue
        ranges.append(_range(text))
    return number_of(ranges)


def _range(text: str) -> tuple[Fraction, Fraction]:
    low_text, is_range, high_text = text.partition("..")
    if is_range:
        low, high = with_point_or_comma(low_text), with_point_or_comma(high_text)
    else:
        value_text, _, tolerance_text = text.partition(":")
        value, tolerance = (
            with_point_or_comma(value_text),
            with_point_or_comma(tolerance_text or "0"),
        )
        if value is None or tolerance is None:
            raise RefusedError(f"'{text[:40]}' bukan angka", f"'{text[:40]}' is not a number")
        low, high = value - abs(tolerance), value + abs(tolerance)
    if low is None or high is None or low > high:
        raise RefusedError(
            f"'{text[:40]}' bukan angka atau rentang", f"'{text[:40]}' is no number or range"
        )
    return low, high
