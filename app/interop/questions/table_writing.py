"""Questions as rows of a table, and the workbook they stand in. ``table_reading`` reads it."""

from collections.abc import Mapping, Sequence

from app.interop.questions.bank_answers import PLAIN_LEVELS
from app.interop.questions.cloze import embedded_gaps
from app.interop.questions.model import (
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
    Truth,
)
from app.interop.questions.numbers import factor_words, with_comma
from app.interop.questions.table_help import DIFFICULTIES, HELP, KINDS
from app.interop.questions.table_line import MOST_LETTERS, listed
from app.interop.questions.workbook import Plan, letters_of
from app.interop.questions.writing import Losses

_PLAIN = (
    *(("name", "Nama", 18), ("kind", "Jenis", 18), ("stem", "Soal", 50), ("key", "Kunci", 12)),
    *(("explanation", "Pembahasan", 40), ("unit", "Satuan", 10), ("tolerance", "Toleransi", 10)),
    *(("case", "Huruf besar", 12), ("points", "Poin", 8), ("competency", "Kompetensi", 20)),
    *(("category", "Kategori", 16), ("tags", "Label", 16), ("author", "Penulis", 16)),
    *(("review_on", "Tinjau ulang", 14), ("difficulty", "Kesulitan", 12)),
    *(("unit_required", "Satuan wajib", 12), ("decimals", "Desimal", 10)),
    *(("min_words", "Kata minimal", 12), ("max_words", "Kata maksimal", 12)),
)
_DIFFICULTY = {level: word for word, level in reversed(list(DIFFICULTIES.items()))}
_WRITTEN_KINDS = {kind: words for words, kind in reversed(list(KINDS.items()))}


def row_of(question: Question, lost: Losses) -> dict[str, str]:
    """The filled cells by their Indonesian heading."""
    row = {
        "Nama": question.name,
        "Jenis": _WRITTEN_KINDS[question.kind],
        "Soal": question.stem,
        "Pembahasan": question.explanation,
        "Poin": str(question.points),
        "Kompetensi": question.competency,
        "Kategori": question.category,
        "Label": listed(question.tags),
        "Penulis": question.author,
        "Tinjau ulang": question.review_on,
        "Kesulitan": _DIFFICULTY[question.difficulty] if question.difficulty != "medium" else "",
    }
    if isinstance(question.answer, Cloze):
        row["Soal"] = embedded_gaps(question.stem, question.answer, lost)
    else:
        _answer(row, question.answer)
    return row


def _answer(row: dict[str, str], answer: Answer) -> None:
    match answer:
        case Choices(options=options):
            right = [letters_of(n) for n, option in enumerate(options) if option.is_right]
            row["Kunci"] = ", ".join(right)
            _fill(row, "Pilihan", [option.text for option in options])
            _fill(row, "Umpan balik", [option.feedback for option in options])
        case Truth(is_true=is_true, feedback_true=when_true, feedback_false=when_false):
            row["Kunci"] = "Benar" if is_true else "Salah"
            _fill(row, "Umpan balik", [when_true, when_false])
        case Accepted(accept=accept, case=case):
            _fill(row, "Pilihan", accept)
            row["Huruf besar"] = "Ya" if case else ""
        case Number():
            _number(row, answer)
        case Pairs(pairs=pairs, spare=spare):
            _fill(row, "Pilihan", [left for left, _ in pairs])
            _fill(row, "Pasangan", [*(right for _, right in pairs), *spare])
        case Order(items=items):
            _fill(row, "Pilihan", items)
        case Essay():
            _essay(row, answer)
        case Calculated():
            _calculated(row, answer)
        case Cloze():
            pass  # all in the text


def _number(row: dict[str, str], answer: Number) -> None:
    others = [f"{unit.name} = {factor_words(unit.factor)}" for unit in answer.units]
    row["Kunci"] = with_comma(answer.value) or ""
    row["Satuan"] = listed([answer.unit, *others])
    row["Satuan wajib"] = "Ya" if answer.unit_required else ""
    row["Toleransi"] = with_comma(answer.tolerance) or "" if answer.tolerance else ""


def _essay(row: dict[str, str], answer: Essay) -> None:
    row["Kunci"] = answer.model_answer
    row["Kata minimal"] = str(answer.min_words or "")
    row["Kata maksimal"] = str(answer.max_words or "")
    _fill(row, "Pilihan", [criterion.text for criterion in answer.criteria])
    levels = [
        "\n".join(f"{level.points}: {level.text}" for level in criterion.levels)
        if criterion.levels != PLAIN_LEVELS
        else ""
        for criterion in answer.criteria
    ]
    _fill(row, "Umpan balik", levels)


def _calculated(row: dict[str, str], answer: Calculated) -> None:
    row["Kunci"], row["Satuan"] = answer.formula, answer.unit
    row["Toleransi"] = with_comma(answer.tolerance) or "" if answer.tolerance else ""
    row["Desimal"] = "" if answer.decimals is None else str(answer.decimals)
    texts = [
        f"{one.name} = {with_comma(one.low)} .. {with_comma(one.high)} : {with_comma(one.step)}"
        for one in answer.parameters
    ]
    _fill(row, "Pilihan", texts)


def _fill(row: dict[str, str], name: str, texts: Sequence[str]) -> None:
    for place, text in enumerate(texts):
        row[f"{name} {letters_of(place)}"] = text


def plan_of(rows: Sequence[Mapping[str, str]]) -> Plan:
    counts = {
        name: max([least, *(n + 1 for n in range(MOST_LETTERS) if _is_used(rows, name, n))])
        for name, least in (("Pilihan", 5), ("Pasangan", 5), ("Umpan balik", 4))
    }
    lettered = [f"{name} {letters_of(n)}" for name, count in counts.items() for n in range(count)]
    headings = [word for _, word, _ in _PLAIN[:4]] + lettered + [word for _, word, _ in _PLAIN[4:]]
    widths = {word: width for _, word, width in _PLAIN}
    body = [[row.get(heading, "") for heading in headings] for row in rows]
    kinds = list(_WRITTEN_KINDS.values())[::-1]
    return Plan(
        "Soal", [headings, *body], [widths.get(heading, 22) for heading in headings], {1: kinds}
    )


def _is_used(rows: Sequence[Mapping[str, str]], name: str, place: int) -> bool:
    return any(row.get(f"{name} {letters_of(place)}") for row in rows)


def help_plan() -> Plan:
    return Plan("Petunjuk", HELP, [24, 24, 90])
