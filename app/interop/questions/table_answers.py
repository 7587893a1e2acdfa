"""What is right in a row of a table, by its kind."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from app.assessment.questions.numeric import parse_number
from app.interop.questions.bank_answers import PLAIN_LEVELS
from app.interop.questions.cloze import gapped
from app.interop.questions.judging import without
from app.interop.questions.model import (
    Accepted,
    Answer,
    Calculated,
    Choices,
    Cloze,
    Criterion,
    Essay,
    Level,
    Number,
    Option,
    Order,
    Pairs,
    Parameter,
    RefusedError,
    Truth,
    Unit,
)
from app.interop.questions.numbers import with_point_or_comma
from app.interop.questions.table_line import Line, place_of, shown, unlisted
from app.interop.questions.texts import one_line
from app.interop.questions.workbook import letters_of

_TRUE = frozenset({"benar", "true", "b", "t", "1", "ya", "betul"})
_FALSE = frozenset({"salah", "false", "s", "f", "0", "tidak"})
_YES = frozenset({"ya", "yes", "1", "y", "true", "benar"})
_LEVEL = re.compile(r"\s*(\d{1,3})\s*[:.)]\s*(\S.*)")
_PARAMETER = re.compile(
    r"\s*([a-z]\w{0,30})\s*=\s*([-\d.,]{1,30}?)\s*\.\.\s*([-\d.,]{1,30})(?:\s*:\s*([\d.,]{1,30}))?\s*"
)


def _options(line: Line, right: set[int], *, many: bool) -> Choices:
    options, feedback = line.lettered("option"), line.lettered("feedback")
    if missing := sorted((right | set(feedback)) - set(options)):
        letter = letters_of(missing[0])
        raise RefusedError(f"tidak ada pilihan {letter}", f"there is no option {letter}")
    return Choices(
        tuple(
            Option(line.inline(text), place in right, line.block(feedback.get(place, "")))
            for place, text in options.items()
        ),
        many,
    )


def _letters(line: Line) -> set[int]:
    words = re.split(r"[\s,;/]+", line.text("key").lower().strip())
    places = [place_of(word) for word in words if word]
    if not places or None in places:
        raise RefusedError("kunci bukan huruf pilihan", "the key is no letter of an option")
    return {place for place in places if place is not None}


def _truth(line: Line) -> Truth:
    word = line.text("key").lower()
    if word not in _TRUE | _FALSE:
        raise RefusedError("kunci bukan Benar atau Salah", "the key is not True or False")
    feedback = line.lettered("feedback")
    if set(feedback) - {0, 1}:
        raise RefusedError("umpan balik selain A dan B", "feedback other than A and B")
    return Truth(word in _TRUE, line.block(feedback.get(0, "")), line.block(feedback.get(1, "")))


def _accepted(line: Line) -> Accepted:
    words = [one_line(text) for text in line.lettered("option").values()]
    words = words or [line.text("key")]
    return Accepted(tuple(dict.fromkeys(words)), line.text("case").lower() in _YES)


def _numeric(line: Line) -> Number:
    value, tolerance = _number(line, "key"), _number(line, "tolerance")
    if value is None:
        raise RefusedError("kunci bukan angka", "the key is not a number")
    own, *others = unlisted(line.text("unit"))
    units: list[Unit] = []
    for other in others:
        name, _, factor_text = other.rpartition("=")
        whole, _, part = factor_text.partition("/")
        above, below = parse_number(whole), parse_number(part or "1")
        factor = above / below if above is not None and below else None
        if not name.strip() or factor is None or factor <= 0:
            raise RefusedError(
                f"satuan '{other[:30]}' bukan seperti jam = 60",
                f"the unit '{other[:30]}' is not like jam = 60",
            )
        units.append(Unit(name.strip(), factor))
    required = line.text("unit_required").lower() in _YES
    return Number(value, tolerance or Fraction(0), own, tuple(units), required)


def _number(line: Line, name: str) -> Fraction | None:
    """A number cell has a decimal point; typed text is read the Indonesian way."""
    cell = line.cell(name)
    if not cell.text:
        return None
    number = with_point_or_comma(cell.text) if cell.kind == "number" else parse_number(cell.text)
    if number is None:
        raise RefusedError(f"'{cell.text[:40]}' bukan angka", f"'{cell.text[:40]}' is not a number")
    return number


def _pairs(line: Line) -> Pairs:
    left, right = line.lettered("option"), line.lettered("partner")
    if missing := sorted(set(left) - set(right)):
        letter = letters_of(missing[0])
        raise RefusedError(f"pilihan {letter} tanpa pasangan", f"option {letter} has no partner")
    texts = {place: line.inline(text) for place, text in right.items()}
    pairs = tuple((line.inline(text), texts[place]) for place, text in left.items())
    spare = [text for place, text in texts.items() if place not in left]
    return Pairs(pairs, without(spare, [other for _, other in pairs]))


def _essay(line: Line) -> Essay:
    """Criteria in the options' columns; the levels of each, a line each, in its feedback."""
    levels = line.lettered("feedback")
    texts = line.lettered("option")
    if strange := sorted(set(levels) - set(texts)):
        letter = letters_of(strange[0])
        raise RefusedError(f"tidak ada kriteria {letter}", f"there is no criterion {letter}")
    criteria = tuple(
        Criterion(line.inline(text), _levels(line, levels.get(place, "")))
        for place, text in texts.items()
    )
    bounds = [_whole(line, name) for name in ("min_words", "max_words")]
    return Essay(criteria, bounds[0], bounds[1], line.block(shown(line.cell("key"))))


def _levels(line: Line, text: str) -> tuple[Level, ...]:
    levels: list[Level] = []
    for written in text.split("\n"):
        if not written.strip():
            continue
        match = _LEVEL.fullmatch(written)
        if match is None:
            raise RefusedError(
                f"tingkat '{written[:30]}' bukan seperti 2: Lengkap",
                f"the level '{written[:30]}' is not like 2: Complete",
            )
        levels.append(Level(line.inline(match[2]), int(match[1])))
    return tuple(levels) or PLAIN_LEVELS


def _whole(line: Line, name: str) -> int:
    text = line.text(name) or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise RefusedError(f"'{text[:20]}' bukan bilangan", f"'{text[:20]}' is no whole number")
    return int(text)


def _cloze(line: Line) -> Answer:
    found = gapped(line.foreign, shown(line.cell("stem")))
    line.stem = line.block(found.text)
    if not isinstance(found.answer, Cloze):
        raise RefusedError("celah dengan beberapa centang", "a gap with several ticks")
    if found.said:
        line.foreign.say("umpan balik celah hilang", "feedback of gaps was lost")
    return found.answer


def _calculated(line: Line) -> Calculated:
    parameters: list[Parameter] = []
    for text in line.lettered("option").values():
        match = _PARAMETER.fullmatch(text)
        numbers = [parse_number(part or "1") for part in match.groups()[1:]] if match else []
        if match is None or None in numbers:
            raise RefusedError(
                f"variabel '{text[:30]}' bukan seperti a = 1 .. 10 : 0,5",
                f"the variable '{text[:30]}' is not like a = 1 .. 10 : 0,5",
            )
        low, high, step = (number or Fraction(0) for number in numbers)
        parameters.append(Parameter(match[1], low, high, step))
    formula = line.text("key")
    if not formula:
        raise RefusedError("rumus tidak ada di kolom Kunci", "no formula in the column Key")
    return Calculated(
        formula,
        tuple(parameters),
        _number(line, "tolerance") or Fraction(0),
        _whole(line, "decimals") if line.text("decimals") else None,
        line.text("unit"),
    )


READERS: Mapping[str, Callable[[Line], Answer]] = {
    "single_choice": lambda line: _options(line, _letters(line), many=False),
    "multiple_response": lambda line: _options(line, _letters(line), many=True),
    "true_false": _truth,
    "short_answer": _accepted,
    "numeric": _numeric,
    "matching": _pairs,
    "essay": _essay,
    "cloze": _cloze,
    "calculated": _calculated,
    "ordering": lambda line: Order(
        tuple(line.inline(text) for text in line.lettered("option").values())
    ),
}


def guessed(line: Line) -> str:
    """The kind of a row that says none, by its options and its key."""
    key = line.text("key")
    if not line.lettered("option"):
        if key.lower() in _TRUE | _FALSE - {"1", "0"}:
            return "true_false"
        if not key:
            return "essay"
        return "numeric" if parse_number(key) is not None else "short_answer"
    if line.lettered("partner"):
        return "matching"
    return "multiple_response" if len(re.findall(r"[A-Za-z]+", key)) > 1 else "single_choice"
