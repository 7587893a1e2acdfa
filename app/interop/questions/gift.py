"""GIFT, Moodle's text format, read. ``gift_blocks`` parts the questions, ``gift_writing`` writes.

https://docs.moodle.org/en/GIFT_format
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.interop.questions.gift_blocks import Block, blocks, shown
from app.interop.questions.judging import (
    GAP,
    Right,
    accepted,
    judged,
    keep,
    numbers_of,
    without,
)
from app.interop.questions.model import (
    Accepted,
    Answer,
    Choices,
    Essay,
    Imported,
    Number,
    Option,
    Order,
    Pairs,
    Question,
    RefusedError,
    Truth,
)
from app.interop.questions.numbers import with_point_or_comma
from app.interop.questions.reading import NO_QUESTION, Foreign, Reading, added
from app.interop.questions.texts import decoded, escaped, one_line

_MARKUP = re.compile(r"\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#(.*))?", re.DOTALL | re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%\s*(-?\d{1,3}(?:[.,]\d{0,10})?)\s*%")
# The ordering plugin: a line of settings, then an item a line.
_ORDERING_BEGINS = re.compile(r"\s*>\s*(?:\d|ALL\b)")
_ORDERING = re.compile(r"\s*>[ \w]{0,80}\n(.*)", re.DOTALL)


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
    for block in blocks(text):
        title, rest = _titled(block.text)
        name = one_line(shown(title)) or one_line(shown(_MARKUP.sub("", rest, count=1)))[:60]

        def build(
            foreign: Foreign, block: Block = block, title: str = title, rest: str = rest
        ) -> Question:
            if block.crowded:
                foreign.say(
                    "tanpa baris kosong sebelumnya: dibaca sebagai soal tersendiri",
                    "no blank line before it: read as a question of its own",
                )
            return _question(foreign, block, one_line(shown(title)), rest)

        reading.take(name, block.line, build)
    return reading.done()


def _titled(text: str) -> tuple[str, str]:
    match = re.match(r"\s*::(.*?)::", text, re.DOTALL)
    return (match[1], text[match.end() :]) if match else ("", text)


def _marked(text: str, default: str) -> tuple[str, str]:
    """A text's own mark-up and the text without its marker."""
    match = _MARKUP.match(text)
    return (match[1].lower(), text[match.end() :]) if match else (default, text)


def _question(foreign: Foreign, block: Block, title: str, text: str) -> Question:
    markup, text = _marked(text, "moodle")
    if "{" not in text and "}" not in text:
        raise RefusedError(*NO_QUESTION)
    match = re.fullmatch(r"([^{}]*)\{([^{}]*)\}([^{}]*)", text)
    if match is None:
        raise RefusedError(
            "tanda { } tidak berpasangan atau lebih dari sepasang; sebagai teks tulis \\{ dan \\}",
            "the signs { } do not pair or there are several pairs; as text write \\{ and \\}",
        )
    head, inner, tail = match.groups()
    # Moodle writes the gap only where text follows the answers.
    after = f"{' ' if tail[:1].isspace() else ''}{tail.lstrip()}"
    whole = f"{head.rstrip()} {GAP}{after}" if tail.strip() else head
    inner, general = _parted(inner)
    said: list[str] = []
    answer = _answer(foreign, inner, markup, said)
    general_markup, general = _marked(general, markup)
    return Question(
        stem=foreign.block(shown(whole), markup),
        answer=answer,
        name=title,
        explanation=added(foreign.block(shown(general), general_markup), said),
        category=block.category,
        tags=block.tags,
        line=block.line,
    )


def _parted(inner: str) -> tuple[str, str]:
    """The answers and the general feedback, which the last #### begins."""
    answers, mark, general = inner.rpartition("####")
    return (answers, general) if mark else (inner, "")


def _answer(foreign: Foreign, inner: str, markup: str, said: list[str]) -> Answer:
    """``said`` takes the feedback that has no place of its own in our kinds."""
    if not inner.strip():
        return Essay()
    if _ORDERING_BEGINS.match(inner):
        items = _ORDERING.fullmatch(inner)
        if items is None:
            raise RefusedError("urutan tanpa baris", "an ordering without lines")
        lines = [line for line in items[1].split("\n") if line.strip()]
        return Order(tuple(_line(foreign, line.strip(), markup) for line in lines))
    truth = _TRUTH.fullmatch(inner)
    if truth is not None:
        return _truth(foreign, truth, markup)
    if inner.lstrip().startswith("#"):
        return _numeric(foreign, inner.lstrip()[1:], markup, said)
    if "~" in inner:
        parts = list(_parts(inner, Fraction(0)))
        return _choices(foreign, parts, markup, many="=" not in inner)
    parts = list(_parts(inner, Fraction(100)))
    if any("->" in part.text for part in parts):
        return _pairs(foreign, parts, markup)
    return _accepted(foreign, parts, markup, said)


def _parts(inner: str, leading: Fraction) -> Iterator[_Part]:
    """The answers in order; ``leading``: what one without a sign in front counts for, as in Moodle.

    Weights that are written win.
    """
    for mark, body in re.findall(r"([~=]|^)([^~=]*)", inner):
        if not mark and not body.strip():
            continue
        text, _, feedback = body.partition("#")
        weight = Fraction({"=": 100, "~": 0}.get(mark, leading))
        match = _WEIGHT.match(text)
        if match is not None:
            given = with_point_or_comma(match[1])
            weight, text = (given if given is not None else weight), text[match.end() :]
        yield _Part(weight, text.strip(), feedback.strip())


def _feedback(foreign: Foreign, text: str, markup: str) -> str:
    markup, text = _marked(text, markup)
    return foreign.block(shown(text), markup)


def _line(foreign: Foreign, text: str, markup: str) -> str:
    markup, text = _marked(text, markup)
    return foreign.line(shown(text), markup)


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
    pairs = [(shown(_marked(part.text, markup)[1]), part.weight) for part in parts]
    for part in parts:
        keep(foreign, part.weight, _feedback(foreign, part.feedback, markup), said)
    return accepted(foreign, pairs, case=False)


def _pairs(foreign: Foreign, parts: Sequence[_Part], markup: str) -> Pairs:
    pairs, spare = [], []
    for part in parts:
        left, arrow, right = part.text.partition("->")
        if not arrow:
            text = one_line(shown(part.text))[:40]
            raise RefusedError(f"pasangan '{text}' tanpa ->", f"the pair '{text}' has no ->")
        answer = escaped(shown(right))
        if part.feedback:
            foreign.say("umpan balik pasangan hilang", "feedback of a pair was lost")
        if left.strip():
            pairs.append((_line(foreign, left, markup), answer))
        else:
            spare.append(answer)
    return Pairs(tuple(pairs), without(spare, [right for _, right in pairs]))


def _numeric(foreign: Foreign, inner: str, markup: str, said: list[str]) -> Number | Accepted:
    rights: list[Right] = []
    for part in _parts(inner, Fraction(100)):
        keep(foreign, part.weight, _feedback(foreign, part.feedback, markup), said)
        text = shown(_marked(part.text, markup)[1]).strip()
        if part.weight < 100:
            if part.weight > 0:
                foreign.say(
                    "jawaban yang benar sebagian tidak diterima",
                    "partly right answers are not accepted",
                )
            continue
        rights.append(_range(text))
    return numbers_of(foreign, rights)


def _range(text: str) -> Right:
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
