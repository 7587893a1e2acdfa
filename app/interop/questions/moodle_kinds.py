"""The answers of Moodle's question types as ours, as far as they map."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from app.interop.questions.cloze import LETTERS, gapped
from app.interop.questions.judging import (
    Right,
    accepted,
    judged,
    keep,
    number_of,
    numbers_of,
    without,
)
from app.interop.questions.model import (
    Accepted,
    Answer,
    Choices,
    Cloze,
    Essay,
    Gap,
    Number,
    Option,
    Order,
    Pairs,
    RefusedError,
    Truth,
    Unit,
    Words,
)
from app.interop.questions.moodle_calculated import calculated
from app.interop.questions.moodle_fields import Fields, markup_of
from app.interop.questions.numbers import factor_words, with_point_or_comma
from app.interop.questions.reading import NO_QUESTION
from app.interop.questions.texts import escaped, one_line
from app.interop.questions.xmltree import Element

_GAP = re.compile(r"\[\[(\d{1,3})\]\]")

_ONTO_PICTURE = Words("menyeret ke gambar", "dragging onto a picture")
_RANDOM = Words("soal acak menunjuk bank, bukan soal", "a random question is no question")
UNKNOWN: Mapping[str, Words] = {
    "description": Words(*NO_QUESTION),
    "random": _RANDOM,
    "randomsamatch": _RANDOM,
    "ddimageortext": _ONTO_PICTURE,
    "ddmarker": _ONTO_PICTURE,
    "calculatedmulti": Words(
        "pilihan yang dihitung dari variabel", "options worked out from variables"
    ),
}


def _multichoice(fields: Fields) -> Answer:
    strict = fields.element.attributes.get("type") == "multichoiceset"
    if strict:
        fields.foreign.say(
            "semua atau tidak sama sekali: kini dinilai sebagian", "all or nothing: now in parts"
        )
    many = strict or fields.element.say("single").lower() in ("false", "0")
    answers = list(fields.element.all("answer"))
    right = judged(fields.foreign, [fields.weight(answer) for answer in answers], many=many)
    return Choices(
        tuple(
            Option(fields.line(answer), is_right, fields.block(answer.one("feedback")))
            for answer, is_right in zip(answers, right, strict=True)
        ),
        many,
    )


def _truefalse(fields: Fields) -> Answer:
    answers = {one_line(a.say("text")).lower(): a for a in fields.element.all("answer")}
    if set(answers) != {"true", "false"}:
        raise RefusedError("jawaban bukan true dan false", "the answers are not true and false")
    is_true = fields.weight(answers["true"]) >= 100
    if is_true == (fields.weight(answers["false"]) >= 100):
        raise RefusedError("tidak jelas mana yang benar", "it is unclear which one is right")
    said = {word: fields.block(answer.one("feedback")) for word, answer in answers.items()}
    return Truth(is_true, said["true"], said["false"])


def _keep(fields: Fields, answer: Element) -> None:
    words = fields.block(answer.one("feedback"))
    keep(fields.foreign, fields.weight(answer), words, fields.said)


def _shortanswer(fields: Fields) -> Accepted:
    answers = list(fields.element.all("answer"))
    for answer in answers:
        _keep(fields, answer)
    texts = [(answer.say("text"), fields.weight(answer)) for answer in answers]
    return accepted(fields.foreign, texts, case=fields.element.say("usecase") in ("1", "true"))


def _numerical(fields: Fields) -> Number | Accepted:
    rights: list[Right] = []
    for answer in fields.element.all("answer"):
        _keep(fields, answer)
        weight = fields.weight(answer)
        if weight < 100:
            if weight > 0:
                fields.foreign.say(
                    "jawaban yang benar sebagian tidak diterima",
                    "partly right answers are not accepted",
                )
            continue
        # Moodle 1.x wrote the number bare.
        text = answer.say("text") or answer.text.strip()
        value = with_point_or_comma(text)
        tolerance = with_point_or_comma(answer.say("tolerance") or "0")
        if value is None or tolerance is None:
            raise RefusedError(
                f"'{text[:40]}' bukan angka", f"'{text[:40]}' is not a number", answer.line
            )
        rights.append((value - abs(tolerance), value + abs(tolerance)))
    own, others = _units(fields)
    if not own and not others:
        return numbers_of(fields.foreign, rights)
    number = number_of(rights, own)
    # unitgradingtype 0: no unit is asked for.
    required = fields.element.say("unitgradingtype") in ("1", "2")
    return replace(number, units=others, unit_required=required)


def _units(fields: Fields) -> tuple[str, tuple[Unit, ...]]:
    """The unit of the answer itself, and the others with what one of them makes."""
    own: str = ""
    others: list[Unit] = []
    for unit in (unit for units in fields.element.all("units") for unit in units.all("unit")):
        name, text = one_line(unit.say("unit_name")), unit.say("multiplier")
        multiplier = with_point_or_comma(text)
        factor = _factor(text, multiplier) if multiplier else None
        if multiplier == 1 and not own:
            own = name
        elif factor is not None and multiplier is not None and name:
            others.append(Unit(name, factor))
            if factor * multiplier != 1:
                words = f"1 {name[:30]} = {factor_words(factor)} {own or '×'}"
                fields.foreign.say(f"satuan dibaca {words}", f"unit read as {words}")
        else:
            fields.foreign.say(f"satuan '{name[:30]}' hilang", f"the unit '{name[:30]}' was lost")
    return own, tuple(others)


def _factor(text: str, multiplier: Fraction) -> Fraction | None:
    """Moodle says how many of the unit one of our own is, rounded: 0.0167 for 60 minutes.

    The simplest number that rounds so, else the exact one; None unless it is above 0.
    """
    if multiplier <= 0:
        return None
    exact = 1 / multiplier
    last = Fraction(1, 10 ** len(text.partition(".")[2])) if "e" not in text.lower() else 0
    for most in (1, 10, 100):
        simple = exact.limit_denominator(most)
        if simple and abs(1 / simple - multiplier) <= last:
            return simple
    return exact


def _essay(fields: Fields) -> Essay:
    element, say = fields.element, fields.foreign.say
    model = fields.block(element.one("graderinfo"))
    if any(child.say("text") for child in element.all("responsetemplate")):
        say("kerangka jawaban hilang", "the answer's template was lost")
    files = element.say("attachments")
    if files not in ("", "0"):
        say("unggahan berkas hilang: jawaban ditulis", "uploads were lost: the answer is written")
    bounds: list[int] = []
    for tag in ("minwordlimit", "maxwordlimit"):
        text = element.say(tag)
        bounds.append(int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0)
    return Essay((), bounds[0], bounds[1], model)


def _matching(fields: Fields) -> Pairs:
    pairs, spare = [], []
    for sub in fields.element.all("subquestion"):
        answer = sub.one("answer")
        if answer is not None and "format" in answer.attributes:
            right = fields.line(answer)  # ddmatch: with mark-up
        else:
            right = escaped(sub.say("answer", "text"))
        left = fields.line(sub)
        if left:
            pairs.append((left, right))
        elif right:
            spare.append(right)
    return Pairs(tuple(pairs), without(spare, [right for _, right in pairs]))


def _ordering(fields: Fields) -> Order:
    answers = sorted(fields.element.all("answer"), key=fields.weight)
    return Order(tuple(fields.line(answer) for answer in answers))


def _cloze(fields: Fields) -> Answer:
    element = fields.element.one("questiontext")
    found = gapped(fields.foreign, element.say("text") if element is not None else "")
    fields.said += found.said
    fields.points = min(10, found.weight)
    markup = markup_of(element) if element is not None else "html"
    fields.stem = fields.foreign.block(found.text, markup)
    return found.answer


def _gaps(fields: Fields) -> Answer:
    """ddwtos and gapselect: a text whose gaps each take a word of their group."""
    words: list[tuple[str, str]] = []
    for tag in ("dragbox", "selectoption"):
        for box in fields.element.all(tag):
            text = fields.foreign.line(box.say("text"), "html")
            words.append((text, box.say("group") or "1"))
    element = fields.element.one("questiontext")
    text = element.say("text") if element is not None else ""
    places = [int(number) for number in _GAP.findall(text)]
    if not places or not all(1 <= place <= len(words) for place in places):
        raise RefusedError("celah tanpa kata yang cocok", "a gap without a word that fits")
    if len(places) > len(LETTERS):
        raise RefusedError(f"{len(places)} celah; terlalu banyak", f"{len(places)} gaps; too many")
    gaps: list[Gap] = []
    for name, place in zip(LETTERS, places, strict=False):
        group = words[place - 1][1]
        offered = {word: False for word, of in words if of == group}
        offered[words[place - 1][0]] = True
        options = (Option(word, is_right) for word, is_right in offered.items())
        gaps.append(Gap(name, Choices(tuple(options))))
    names = iter(gap.id for gap in gaps)
    whole = _GAP.sub(lambda _: f"{{{{{next(names)}}}}}", text.replace("{{", "{ {"))
    fields.stem = fields.foreign.block(whole, markup_of(element) if element is not None else "html")
    return Cloze(tuple(gaps))


ANSWERS: Mapping[str, Callable[[Fields], Answer]] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "essay": _essay,
    "calculated": calculated,
    "calculatedsimple": calculated,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
    "ddwtos": _gaps,
    "gapselect": _gaps,
}
