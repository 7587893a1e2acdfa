"""What writers of formats share: each question is written, or refused by name and line."""

from collections.abc import Callable, Sequence

from app.interop.questions.model import (
    Note,
    Question,
    Refusal,
    RefusedError,
    Rendered,
    Words,
)

LOST_OF_ESSAY = (
    "rubrik, batas kata dan contoh jawaban hilang",
    "rubric, bounds of words and model answer were lost",
)
# A label that says what other systems have no field for; read back as the difficulty.
DIFFICULTY_LABEL = "kesulitan:"


def labels_of(question: Question) -> tuple[str, ...]:
    """Its tags, and its difficulty as one, unless it is the usual one."""
    if question.difficulty == "medium":
        return question.tags
    return (*question.tags, DIFFICULTY_LABEL + question.difficulty)


class Losses:
    """What one question loses on its way out."""

    def __init__(self) -> None:
        self.words: list[Words] = []

    def say(self, id_: str, en: str) -> None:
        if (words := Words(id_, en)) not in self.words:
            self.words.append(words)


def each(
    questions: Sequence[Question],
    write: Callable[[Question, Losses], str],
    *,
    holds_bank_fields: bool = False,
) -> tuple[list[tuple[Question, str]], Rendered]:
    """Every question that could be written with its text; refusals and notes in a ``Rendered``.

    ``holds_bank_fields``: whether the format has a place for competency, author and review date.
    """
    written: list[tuple[Question, str]] = []
    refused: list[Refusal] = []
    notes: list[Note] = []
    for question in questions:
        losses = Losses()
        try:
            text = write(question, losses)
        except RefusedError as why:
            refused.append(Refusal(question.label, question.line, why.why))
            continue
        written.append((question, text))
        notes += [Note(question.label, question.line, words) for words in losses.words]
    lost = any(q.competency or q.author or q.review_on for q, _ in written)
    if lost and not holds_bank_fields:
        words = Words(
            "kompetensi, penulis dan tanggal tinjau tidak ikut",
            "competency, author and review date do not come along",
        )
        notes.insert(0, Note("", 1, words))
    return written, Rendered(b"", tuple(refused), tuple(notes))
