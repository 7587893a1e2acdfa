"""The answers of Moodle's question types as ours, as far as they map."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from app.interop.questions.cloze import single_gap
from app.interop.questions.judging import GAP, accepted, judged, keep, number_of, without
from app.interop.questions.model import (
    Accepted,
    Answer,
    Choices,
    Number,
    Option,
    Order,
    Pairs,
    RefusedError,
    Truth,
    Words,
)
from app.interop.questions.numbers import with_point_or_comma
from app.interop.questions.reading import Foreign
from app.interop.questions.texts import escaped, one_line
from app.interop.questions.xmltree import Element

_MARKUP = {"moodle_auto_format": "moodle", "plain_text": "plain", "markdown": "markdown"}
_GAP = re.compile(r"\[\[(\d{1,3})\]\]")

UNKNOWN: Mapping[str, Words] = {
    "essay": Words("soal esai belum dapat disimpan", "an essay cannot be kept yet"),
    "description": Words(
        "keterangan tanpa jawaban, bukan soal", "a description without an answer, no question"
    ),
    "random": Words("soal acak menunjuk bank, bukan soal", "a random question is no question"),
    "randomsamatch": Words(
        "soal acak menunjuk bank, bukan soal", "a random question is no question"
    ),
    "ddimageortext": Words("menyeret ke gambar", "dragging onto a picture"),
    "ddmarker": Words("menyeret ke gambar", "dragging onto a picture"),
    "calculatedmulti": Words("soal hitungan dengan variabel", "a calculation with variables"),
}


@dataclass(slots=True)
class Fields:
    """A question's element, and what its type adds: a stem of its own, feedback without a place."""

    element: Element
    foreign: Foreign
    stem: str | None = None
    said: list[str] = field(default_factory=list)

    def block(self, element: Element | None) -> str:
        if element is None:
            return ""
        return self.foreign.block(element.say("text"), markup_of(element))

    def line(self, element: Element) -> str:
        return self.foreign.line(element.say("text"), markup_of(element))

    def weight(self, element: Element) -> Fraction:
        weight = with_point_or_comma(element.attributes.get("fraction", "0"))
        if weight is None:
            raise RefusedError("bobot bukan angka", "a weight is not a number", element.line)
        return weight


def markup_of(element: Element) -> str:
    return _MARKUP.get(element.attributes.get("format", "html"), "html")


def _multichoice(fields: Fields) -> Answer:
    many = fields.element.say("single").lower() in ("false", "0")
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


def _numerical(fields: Fields) -> Number:
    ranges: list[tuple[Fraction, Fraction]] = []
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
        value = with_point_or_comma(answer.say("text"))
        tolerance = with_point_or_comma(answer.say("tolerance") or "0")
        if value is None or tolerance is None:
            text = answer.say("text")[:40]
            raise RefusedError(f"'{text}' bukan angka", f"'{text}' is not a number", answer.line)
        ranges.append((value - abs(tolerance), value + abs(tolerance)))
    return number_of(ranges, _unit(fields))


def _unit(fields: Fields) -> str:
    units = [unit for units in fields.element.all("units") for unit in units.all("unit")]
    named = [
        (one_line(u.say("unit_name")), with_point_or_comma(u.say("multiplier"))) for u in units
    ]
    own = [name for name, multiplier in named if multiplier == 1]
    if len(own) != len(named) or len(own) > 1:
        fields.foreign.say(
            "satuan lain dan pengalinya hilang", "other units and their factors were lost"
        )
    return own[0] if own else ""


def _calculated(fields: Fields) -> Number:
    for answer in fields.element.all("answer"):
        if re.search(r"\{[^}]*\}", answer.say("text")):
            raise RefusedError("soal hitungan dengan variabel", "a calculation with variables")
    if fields.element.one("dataset_definitions") is not None:
        fields.foreign.say("data variabel hilang", "the variables' data were lost")
    return _numerical(fields)


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
    text = element.say("text") if element is not None else ""
    gap = single_gap(fields.foreign, text)
    fields.said += gap.said
    markup = markup_of(element) if element is not None else "html"
    fields.stem = fields.foreign.block(gap.text, markup)
    return gap.answer


def _gaps(fields: Fields) -> Answer:
    """ddwtos and gapselect: one gap is a choice, several are matched with their words."""
    words: list[tuple[str, str]] = []
    for tag, group in (("dragbox", "group"), ("selectoption", "group")):
        for box in fields.element.all(tag):
            if box.one("infinite") is not None:
                fields.foreign.say("kata yang dapat dipakai ulang", "words that may be used again")
            words.append((escaped(box.say("text")), box.say(group)))
    element = fields.element.one("questiontext")
    text = element.say("text") if element is not None else ""
    places = [int(number) for number in _GAP.findall(text)]
    if not places or not all(1 <= place <= len(words) for place in places):
        raise RefusedError("celah tanpa kata yang cocok", "a gap without a word that fits")
    groups = {words[place - 1][1] for place in places}
    if len(groups) > 1:
        raise RefusedError("celah dari beberapa kelompok kata", "gaps of several groups of words")
    markup = markup_of(element) if element is not None else "html"
    offered = [(place, word) for place, (word, group) in enumerate(words, 1) if group in groups]
    if len(places) == 1:
        fields.stem = fields.foreign.block(_GAP.sub(GAP, text), markup)
        return Choices(tuple(Option(word, place == places[0]) for place, word in offered))
    numbers = iter(range(1, len(places) + 1))
    fields.stem = fields.foreign.block(_GAP.sub(lambda _: f"({next(numbers)}) {GAP}", text), markup)
    pairs = tuple((f"({n})", words[place - 1][0]) for n, place in enumerate(places, 1))
    return Pairs(pairs, without([word for _, word in offered], [right for _, right in pairs]))


ANSWERS: Mapping[str, Callable[[Fields], Answer]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "calculated": _calculated,
    "calculatedsimple": _calculated,
    "matching": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
    "ddwtos": _gaps,
    "gapselect": _gaps,
}
