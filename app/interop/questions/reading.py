"""What readers of formats share: texts in foreign mark-up, losses, the list of what came out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

from app.assessment.questions.base import Difficulty
from app.interop.questions.fitting import fitted
from app.interop.questions.html_markdown import (
    Converted,
    from_html,
    from_markdown,
    from_typed,
)
from app.interop.questions.model import (
    MAX_QUESTIONS,
    Choices,
    Essay,
    Imported,
    Note,
    Question,
    Refusal,
    RefusedError,
    Truth,
    UnreadableFileError,
    Words,
    label_of,
)
from app.interop.questions.pictures import Pictures
from app.interop.questions.texts import escaped, escaped_block, one_line
from app.interop.questions.writing import DIFFICULTY_LABEL

NO_QUESTION = (
    "keterangan tanpa jawaban, bukan soal: tempelkan teksnya pada soal yang memerlukannya",
    "a description without an answer, no question: put its text into the questions that need it",
)


class Foreign:
    """Turns the texts of one question into ours, collecting what is lost."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self.lost: list[Words] = []

    def say(self, id_: str, en: str) -> None:
        if (words := Words(id_, en)) not in self.lost:
            self.lost.append(words)

    def block(self, text: str, markup: str) -> str:
        """``markup``: html, markdown, plain, typed (Markdown without HTML) or moodle (HTML whose
        line ends count).
        """
        if markup == "plain":
            return escaped_block(text)
        return self._converted(text, markup, inline=False)

    def line(self, text: str, markup: str) -> str:
        if markup == "plain":
            return escaped(text)
        return self._converted(text, markup, inline=True)

    def _converted(self, text: str, markup: str, *, inline: bool) -> str:
        tidy = self._pictures.taken_in(text)
        if markup == "moodle":
            tidy = re.sub(r"\n\s*\n", "<p>", tidy.strip()).replace("\n", "<br>")
        readers: dict[str, Callable[..., Converted]] = {
            "markdown": from_markdown,
            "typed": from_typed,
        }
        read = readers.get(markup, from_html)
        converted = read(tidy, self._picture, inline=inline)
        for words in converted.lost:
            self.say(words.id, words.en)
        return converted.markdown

    def _picture(self, src: str, alt: str, title: str) -> str:
        return self._pictures.figure(src, alt, title, self.say)


class Reading:
    """Collects the questions of one file: each is taken, or refused by name and line."""

    def __init__(self, notes: Sequence[Note] = ()) -> None:
        self.pictures = Pictures()
        self._questions: list[Question] = []
        self._refused: list[Refusal] = []
        self._notes: list[Note] = list(notes)

    def take(self, name: str, line: int, build: Callable[[Foreign], Question]) -> None:
        if len(self._questions) + len(self._refused) >= MAX_QUESTIONS:
            raise UnreadableFileError(
                Words(
                    f"lebih dari {MAX_QUESTIONS} soal; bagi menjadi beberapa berkas",
                    f"more than {MAX_QUESTIONS} questions; split the file",
                ),
                line,
            )
        foreign = Foreign(self.pictures)
        label = label_of(one_line(name)[:200], "")
        try:
            question = fitted(_labelled(build(foreign)))
        except RefusedError as refused:
            self._refused.append(Refusal(label, refused.line or line, refused.why))
            return
        self._questions.append(question)
        self._notes += [Note(question.label, line, words) for words in foreign.lost]

    def refuse(self, name: str, line: int, why: Words) -> None:
        self._refused.append(Refusal(label_of(one_line(name)[:200], ""), line, why))

    def done(self) -> Imported:
        # A picture of a refused question stays behind with it.
        shown = "".join(_texts(question) for question in self._questions)
        assets = tuple(a for a in self.pictures.used if f'src="assets/{a.name}"' in shown)
        return Imported(tuple(self._questions), tuple(self._refused), tuple(self._notes), assets)


def _labelled(question: Question) -> Question:
    """With the difficulty that a label says."""
    for level in get_args(Difficulty):
        label = DIFFICULTY_LABEL + level
        if label in question.tags:
            tags = tuple(tag for tag in question.tags if tag != label)
            return replace(question, tags=tags, difficulty=level)
    return question


def _texts(question: Question) -> str:
    match question.answer:
        case Choices(options=options):
            more = [option.feedback for option in options]
        case Truth(feedback_true=when_true, feedback_false=when_false):
            more = [when_true, when_false]
        case Essay(model_answer=model):
            more = [model]
        case _:
            more = []
    return "".join([question.stem, question.explanation, *more])


def added(explanation: str, more: Sequence[str]) -> str:
    """The explanation with what has no place of its own, once each."""
    parts = [explanation, *more]
    return "\n\n".join(dict.fromkeys(part for part in parts if part))
