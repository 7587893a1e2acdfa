"""Writes GIFT. Texts go as Markdown, marked so; what GIFT cannot hold is refused or noted."""

import re
from collections.abc import Sequence
from dataclasses import replace

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
    RefusedError,
    Rendered,
    Truth,
)
from app.interop.questions.numbers import with_point
from app.interop.questions.texts import has_figure, one_line, plain_of
from app.interop.questions.writing import LOST_OF_ESSAY, Losses, each, labels_of

_SPECIAL = re.compile(r"([\\~=#{}:])")


def render(questions: Sequence[Question]) -> Rendered:
    written, outcome = each(questions, _question)
    blocks: list[str] = []
    category = ""
    for question, text in written:
        if question.category != category:
            category = question.category
            blocks.append(f"$CATEGORY: {one_line(category)}")
        blocks.append(text)
    return replace(outcome, content=("\n\n".join(blocks) + "\n").encode())


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def _question(question: Question, lost: Losses) -> str:
    if has_figure(question.stem, question.explanation):
        raise RefusedError("GIFT tidak memuat gambar", "GIFT holds no pictures")
    inner = _answer(question.answer, lost)
    if question.points != 1:
        lost.say("poin hilang", "points were lost")
    if question.explanation:
        inner = inner.rstrip("\n") + f"\n####[markdown]{_safe(question.explanation)}"
    tags = "".join(f"[tag:{one_line(tag).replace(']', ')')}]" for tag in labels_of(question))
    title = f"::{_safe(one_line(question.name))}::" if question.name else ""
    return (
        f"{f'// {tags}{chr(10)}' if tags else ''}{title}[markdown]{_safe(question.stem)}{{{inner}}}"
    )


def _answer(answer: Answer, lost: Losses) -> str:
    match answer:
        case Choices():
            return _choices(answer)
        case Truth():
            return _truth(answer)
        case Accepted():
            return _accepted(answer, lost)
        case Number():
            return _number(answer, lost)
        case Pairs():
            return _pairs(answer, lost)
        case Order(items=items):
            # As the ordering plugin writes it: settings, then an item a line.
            lines = "".join(f"\n{_plain(_safe(item))}" for item in items)
            return f">{len(items)} ALL VERTICAL ABSOLUTE_POSITION SHOW none{lines}\n"
        case Essay():
            if answer != Essay():
                lost.say(*LOST_OF_ESSAY)
            return ""
        case Cloze() | Calculated():
            raise RefusedError(
                "GIFT tidak memuat celah atau variabel", "GIFT holds no gaps and no variables"
            )


def _number(answer: Number, lost: Losses) -> str:
    if answer.unit or answer.units:
        lost.say("satuan hilang", "units were lost")
    return f"#{with_point(answer.value)}:{with_point(answer.tolerance)}"


def _truth(answer: Truth) -> str:
    wrong, right = answer.feedback_true, answer.feedback_false
    if answer.is_true:
        wrong, right = right, wrong
    mark = "TRUE" if answer.is_true else "FALSE"
    if not (wrong or right):
        return mark
    return f"{mark}#{_said(wrong)}#{_said(right)}" if right else f"{mark}#{_said(wrong)}"


def _accepted(answer: Accepted, lost: Losses) -> str:
    if answer.case:
        lost.say("huruf besar dan kecil tidak dibedakan", "case is not minded")
    stars = [text.replace("*", "\\*") for text in answer.accept]
    if any("->" in text for text in stars):
        raise RefusedError("jawaban dengan tanda ->", "an answer with the signs ->")
    return "".join(f"\n={_weighed('100', _safe(_plain(text)))}" for text in stars) + "\n"


def _weighed(weight: str, text: str) -> str:
    """A text that begins like a weight gets its own in front."""
    return f"%{weight}%{text}" if text.startswith("%") else text


def _plain(text: str) -> str:
    """An answer that begins like a marker of mark-up says what it is."""
    return f"[plain]{text}" if text.startswith("[") else text


def _said(feedback: str) -> str:
    return f"[markdown]{_safe(feedback)}" if feedback else ""


def _choices(answer: Choices) -> str:
    right = sum(option.is_right for option in answer.options)
    share = f"{100 / max(1, right):.5f}".rstrip("0").rstrip(".")
    lines = []
    for option in answer.options:
        if answer.many:
            mark = f"~%{share if option.is_right else '-' + share}%"
        else:
            mark = "=" if option.is_right else "~"
        said = f"#{_said(option.feedback)}" if option.feedback else ""
        text = _safe(option.text)
        if not answer.many:
            text = _weighed("100" if option.is_right else "0", text)
        lines.append(f"\n{mark}{text}{said}")
    return "".join(lines) + "\n"


def _pairs(answer: Pairs, lost: Losses) -> str:
    lines = []
    for left, right in [*answer.pairs, *(("", spare) for spare in answer.spare)]:
        text, some = plain_of(right)
        if some:
            lost.say("penekanan di sisi kanan hilang", "emphasis on the right was lost")
        if "->" in left:
            raise RefusedError("pasangan dengan tanda ->", "a pair with the signs ->")
        lines.append(f"\n={_weighed('100', _safe(left))} -> {_safe(text)}")
    return "".join(lines) + "\n"
