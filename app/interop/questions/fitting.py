"""Whether our banks can hold a question that was read. Pure."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from app.assessment.questions.numeric import parse_number
from app.assessment.questions.short_answer import folded
from app.interop.questions.model import (
    MAX_ANSWER,
    MAX_LINE,
    MAX_MARKDOWN,
    Accepted,
    Answer,
    Calculated,
    Choices,
    Cloze,
    Essay,
    Number,
    Order,
    Pairs,
    Question,
    RefusedError,
    Truth,
    Words,
)
from app.interop.questions.numbers import with_comma

MAX_GAPS = 20
MAX_WORDS = 1_500


def fitted(question: Question) -> Question:
    """The question if our banks can hold it; else raises ``RefusedError`` with the first reason."""
    for why in _misfits(question):
        raise RefusedError(why.id, why.en)
    return question


def _misfits(question: Question) -> Iterator[Words]:
    if not question.stem:
        yield Words("teks soal kosong", "the question has no text")
    feedback: list[str] = []
    match question.answer:
        case Choices(options=options):
            feedback = [option.feedback for option in options]
        case Truth(feedback_true=when_true, feedback_false=when_false):
            feedback = [when_true, when_false]
        case Essay(model_answer=model):
            feedback = [model]
    if any(len(text) > MAX_MARKDOWN for text in (question.stem, question.explanation, *feedback)):
        yield Words(
            f"teks lebih dari {MAX_MARKDOWN} tanda", f"a text of more than {MAX_MARKDOWN} signs"
        )
    if not 1 <= question.points <= 10:
        yield Words("poin bukan 1 sampai 10", "points are not 1 to 10")
    lines = (question.competency, question.author, question.category, *question.tags, question.name)
    if any(len(line) > MAX_LINE for line in lines):
        yield Words(
            "nama, kategori, label, kompetensi atau penulis terlalu panjang",
            "a name, category, tag, competency or author is too long",
        )
    if question.review_on and not _is_date(question.review_on):
        yield Words(
            f"tanggal '{question.review_on[:40]}' bukan seperti 2027-04-12",
            f"the date '{question.review_on[:40]}' is not like 2027-04-12",
        )
    yield from _answer_misfits(question.answer)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _answer_misfits(answer: Answer) -> Iterator[Words]:
    match answer:
        case Choices():
            yield from _choice_misfits(answer)
        case Accepted():
            yield from _accepted_misfits(answer)
        case Number():
            yield from _number_misfits(answer)
        case Pairs() | Order():
            yield from _listed_misfits(answer)
        case Essay():
            yield from _essay_misfits(answer)
        case Cloze():
            yield from _cloze_misfits(answer)
        case Calculated():
            yield from _calculated_misfits(answer)
        case Truth():
            pass


def _listed_misfits(answer: Pairs | Order) -> Iterator[Words]:
    if isinstance(answer, Order):
        yield from _counted(len(answer.items), 2, 12, "urutan", "items to order")
        yield from _lines(answer.items)
        if len(set(answer.items)) < len(answer.items):
            yield Words(
                "dua hal yang sama dalam urutan, jadi tak ada satu urutan yang benar",
                "two equal items to order, so no one order is right",
            )
        return
    yield from _counted(len(answer.pairs), 2, 12, "pasangan", "pairs")
    yield from _counted(len(answer.rights), 2, 16, "teks kanan", "texts on the right")
    yield from _lines([left for left, _ in answer.pairs])
    yield from _lines(answer.rights)


def _cloze_misfits(answer: Cloze) -> Iterator[Words]:
    yield from _counted(len(answer.gaps), 1, MAX_GAPS, "celah", "gaps")
    for gap in answer.gaps:
        if not 1 <= gap.weight <= 10:
            yield Words("bobot celah bukan 1 sampai 10", "a gap's weight is not 1 to 10")
        yield from _answer_misfits(gap.answer)


def _choice_misfits(answer: Choices) -> Iterator[Words]:
    right = sum(option.is_right for option in answer.options)
    yield from _counted(len(answer.options), 2, 12, "pilihan", "options")
    yield from _lines([option.text for option in answer.options])
    if right == 0:
        yield Words("tidak ada pilihan yang benar", "no option is right")
    elif not answer.many and right > 1:
        yield Words(
            f"pilihan tunggal dengan {right} jawaban benar; jadikan pilihan jamak",
            f"a single choice with {right} right answers; make it a multiple response",
        )
    elif answer.many and right == len(answer.options):
        yield Words(
            "semua pilihan benar, jadi mencentang semua selalu benar",
            "every option is right, so ticking all of them is always right",
        )


def _accepted_misfits(answer: Accepted) -> Iterator[Words]:
    yield from _counted(len(answer.accept), 1, 40, "jawaban", "answers")
    for text in answer.accept:
        if len(text) > MAX_ANSWER or not folded(text, mind_case=answer.case):
            yield Words(
                f"jawaban '{text[:40]}' tanpa huruf dan angka, atau lebih dari {MAX_ANSWER} tanda",
                f"the answer '{text[:40]}' has no letter or digit, or more than {MAX_ANSWER} signs",
            )


def _number_misfits(answer: Number) -> Iterator[Words]:
    yield from _decimals(answer.value, answer.tolerance)
    parts = [part for unit in answer.units for part in unit.factor.as_integer_ratio()]
    if any(not 0 < part < 10**12 for part in parts) or len(answer.units) > 12:
        yield Words("satuan yang terlalu banyak atau tidak lazim", "too many or odd units")
    if answer.tolerance < 0:
        yield Words("toleransi di bawah 0", "the tolerance is below 0")
    if any(len(name) > 40 for name in (answer.unit, *(unit.name for unit in answer.units))):
        yield Words("satuan lebih dari 40 tanda", "a unit of more than 40 signs")


def _decimals(*numbers: Fraction) -> Iterator[Words]:
    written = [with_comma(number) for number in numbers]
    if any(text is None or parse_number(text) is None for text in written):
        yield Words(
            "angka dengan terlalu banyak tanda di depan atau di belakang koma",
            "a number with too many digits",
        )


def _essay_misfits(answer: Essay) -> Iterator[Words]:
    low, high = answer.min_words, answer.max_words
    if max(low, high) > MAX_WORDS or min(low, high) < 0 or (high and low > high):
        yield Words(
            f"batas kata bukan 1 sampai {MAX_WORDS}, atau terbalik",
            f"bounds of words that are not 1 to {MAX_WORDS}, or the wrong way round",
        )
    if answer.criteria:
        yield from _counted(len(answer.criteria), 1, 10, "kriteria", "criteria")
    for criterion in answer.criteria:
        yield from _lines([criterion.text, *(level.text for level in criterion.levels)])
        yield from _counted(len(criterion.levels), 2, 8, "tingkat", "levels")
        points = {level.points for level in criterion.levels}
        if len(points) < 2 or not all(0 <= one <= 100 for one in points):
            yield Words(
                "tingkat rubrik dengan poin yang sama, atau bukan 0 sampai 100",
                "levels of a rubric with the same points, or not 0 to 100",
            )


def _calculated_misfits(answer: Calculated) -> Iterator[Words]:
    yield from _counted(len(answer.parameters), 1, 8, "variabel", "variables")
    for one in answer.parameters:
        yield from _decimals(one.low, one.high, one.step)
        if one.step <= 0 or one.low > one.high:
            yield Words(
                f"batas variabel '{one.name[:20]}' terbalik atau langkahnya bukan di atas 0",
                f"bounds of '{one.name[:20]}' the wrong way round, or a step not above 0",
            )
    yield from _decimals(answer.tolerance)
    if answer.tolerance < 0 or len(answer.unit) > 40 or len(answer.formula) > MAX_LINE:
        yield Words(
            "toleransi di bawah 0, atau satuan atau rumus terlalu panjang",
            "a tolerance below 0, or a unit or formula too long",
        )


def _counted(count: int, least: int, most: int, id_: str, en: str) -> Iterator[Words]:
    if not least <= count <= most:
        yield Words(
            f"{count} {id_}; yang dapat disimpan {least} sampai {most}",
            f"{count} {en}; what can be kept is {least} to {most}",
        )


def _lines(texts: list[str] | tuple[str, ...]) -> Iterator[Words]:
    for text in texts:
        if not text:
            yield Words("pilihan atau pasangan tanpa teks", "an option or pair without text")
        elif len(text) > MAX_LINE or re.search(r"[\r\n]", text):
            yield Words(
                f"pilihan '{text[:40]}…' lebih dari {MAX_LINE} tanda atau satu baris",
                f"the option '{text[:40]}…' is longer than {MAX_LINE} signs or one line",
            )
