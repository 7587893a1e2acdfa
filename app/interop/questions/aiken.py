"""Aiken: single choice as plain text, one right letter. Read and written here.

Question on one line
A. option        or  A) option
B. option
ANSWER: B
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.interop.questions.model import (
    Choices,
    Imported,
    Option,
    Question,
    RefusedError,
    Rendered,
)
from app.interop.questions.reading import Foreign, Reading
from app.interop.questions.texts import (
    decoded,
    escaped,
    escaped_block,
    has_figure,
    one_line,
    plain_block,
    plain_of,
)
from app.interop.questions.writing import Losses, each

_OPTION = re.compile(r"\s*([A-Za-z])\s*[.)]\s*(\S.*)")
# The Indonesian words are what teachers write who typed the format from memory.
_ANSWER = re.compile(r"\s*(?:ANSWER|JAWABAN|KUNCI)\s*:\s*(.*)", re.IGNORECASE)
_WHY = re.compile(r"\s*ANSWER_EXPLANATION\s*:\s*(.*)", re.IGNORECASE)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(slots=True)
class _Draft:
    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None
    why: str = ""


def parse(content: bytes) -> Imported:
    """Raises ``UnreadableFileError`` alone."""
    text, notes = decoded(content)
    reading = Reading(notes)
    for draft in _drafts(text.split("\n")):

        def build(foreign: Foreign, draft: _Draft = draft) -> Question:
            return _question(foreign, draft)

        reading.take(" ".join(draft.stem)[:60], draft.line, build)
    return reading.done()


def _drafts(lines: Sequence[str]) -> list[_Draft]:
    """A question ends with its ANSWER line; a blank line ends one that has options, unless the
    next option or the ANSWER follows.
    """
    drafts: list[_Draft] = []
    open_: _Draft | None = None
    has_paused = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            has_paused = True
            continue
        answer, option, why = (shape.fullmatch(line) for shape in (_ANSWER, _OPTION, _WHY))
        if why and drafts:
            drafts[-1].why = why[1].strip()
            continue
        follows = option is not None and open_ is not None and _follows(open_.options, option[1])
        if open_ is not None and open_.options and has_paused and not (answer or follows):
            open_ = None
        has_paused = False
        if open_ is None:
            open_ = _Draft(number)
            drafts.append(open_)
        if answer:
            open_.answer = answer[1].strip()
            open_ = None
        elif option and open_.stem and _follows(open_.options, option[1]):
            open_.options.append((option[1].upper(), option[2]))
        elif open_.options:
            letter, words = open_.options[-1]
            open_.options[-1] = (letter, f"{words} {line.strip()}")
        else:
            open_.stem.append(line.strip())
    return drafts


def _follows(options: Sequence[tuple[str, str]], letter: str) -> bool:
    return len(options) < len(_LETTERS) and letter.upper() == _LETTERS[len(options)]


def _question(_foreign: Foreign, draft: _Draft) -> Question:
    if not draft.options:
        raise RefusedError("tanpa pilihan A, B, … berurutan", "no options A, B, … in their order")
    if draft.answer is None:
        raise RefusedError("tanpa baris ANSWER:", "no line ANSWER:")
    letter = draft.answer.rstrip(".) ").upper()
    if letter not in [known for known, _ in draft.options]:
        raise RefusedError(
            f"ANSWER: {draft.answer[:20]} bukan huruf sebuah pilihan",
            f"ANSWER: {draft.answer[:20]} is no option's letter",
        )
    options = tuple(Option(escaped(text), known == letter) for known, text in draft.options)
    return Question(
        escaped_block(" ".join(draft.stem)),
        Choices(options),
        explanation=escaped_block(draft.why),
        line=draft.line,
    )


def render(questions: Sequence[Question]) -> Rendered:
    written, outcome = each(questions, _text)
    return replace(outcome, content="\n".join(text for _, text in written).encode())


def _text(question: Question, lost: Losses) -> str:
    answer = question.answer
    if not isinstance(answer, Choices) or answer.many:
        raise RefusedError("Aiken hanya memuat pilihan tunggal", "Aiken holds single choices alone")
    if has_figure(question.stem):
        raise RefusedError("Aiken tidak memuat gambar", "Aiken holds no pictures")
    stem, changed = plain_block(question.stem)
    if not stem or _ANSWER.fullmatch(stem):
        raise RefusedError("soal berbentuk baris ANSWER:", "the question reads like an ANSWER line")
    lines, right = [stem], ""
    for letter, option in zip(_LETTERS, answer.options, strict=False):
        text, some = plain_of(option.text)
        changed |= some
        if not text:
            raise RefusedError("pilihan tanpa teks", "an option without text")
        lines.append(f"{letter}. {text}")
        if option.is_right:
            right = letter
    if changed:
        lost.say("penekanan dan baris baru hilang", "emphasis and line ends were lost")
    if question.explanation or any(option.feedback for option in answer.options):
        lost.say("pembahasan dan umpan balik hilang", "explanation and feedback were lost")
    if question.name or question.category or question.tags or question.points != 1:
        lost.say("nama, kategori, label dan poin hilang", "name, category, tags, points were lost")
    return "\n".join([*(one_line(line) for line in lines), f"ANSWER: {right}", ""])
