"""Our question banks as YAML, read and written. content/README.md has the format.

Written questions pass the rules of ``content lint`` on shape and key; what a bank demands and a
question lacks comes from ``Defaults``, or is refused. Reading takes one language.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml
from pydantic import ValidationError

from app.assessment.questions.registry import QUESTION_KINDS
from app.catalogue.compiler.kinds import ActivitySource
from app.catalogue.compiler.shapes import shaped
from app.catalogue.compiler.yamltext import Parsed
from app.catalogue.compiler.yamltext import parse as parse_yaml
from app.catalogue.document import Language
from app.interop.questions.bank_answers import answer_of, key_and_text
from app.interop.questions.model import (
    MAX_QUESTIONS,
    Accepted,
    Answer,
    Calculated,
    Choices,
    Cloze,
    Essay,
    Imported,
    Note,
    Number,
    Order,
    Pairs,
    Question,
    Refusal,
    RefusedError,
    Rendered,
    Truth,
    UnreadableFileError,
    Words,
)
from app.interop.questions.numbers import with_comma
from app.interop.questions.reading import Foreign, Reading
from app.interop.questions.texts import decoded, escaped, harmless, one_line, plain_block
from app.interop.questions.writing import Losses, each

_MAX_TAGS = 20


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a question gets that says none itself; ``review_on`` is an ISO date."""

    author: str = ""
    competency: str = ""
    review_on: str = ""


# Reading


def parse(content: bytes, language: Language = "id") -> Imported:
    """Raises ``UnreadableFileError`` alone."""
    read, notes = _listed(content)
    return _read(read, language, notes)


def _listed(content: bytes) -> tuple[Parsed, list[Note]]:
    text, notes = decoded(content)
    read = parse_yaml(text, file="bank")
    for finding in read.findings:
        raise UnreadableFileError(
            Words(f"bukan YAML yang dapat dibaca ({finding.what})", finding.what), finding.line
        )
    if not isinstance(read.value, list):
        raise UnreadableFileError(Words("bukan daftar soal", "not a list of questions"))
    return read, notes


def entries_of(content: bytes) -> tuple[list[tuple[int, dict[str, Any]]], list[Refusal]]:
    """Every mapping of a bank's file with its line; raises ``UnreadableFileError``."""
    read, _ = _listed(content)
    found: list[tuple[int, dict[str, Any]]] = []
    refused: list[Refusal] = []
    for number, entry in enumerate(read.value):
        line = read.lines.get((number,), 1)
        if isinstance(entry, dict):
            found.append((line, entry))
        else:
            refused.append(Refusal("?", line, Words("bukan soal", "not a question")))
    if len(found) > MAX_QUESTIONS:
        raise UnreadableFileError(
            Words(f"lebih dari {MAX_QUESTIONS} soal", f"more than {MAX_QUESTIONS} questions")
        )
    return found, refused


def questions_of(sources: Sequence[Mapping[str, Any]], language: Language = "id") -> Imported:
    """Of a bank that is at hand; lines count its questions from 1."""
    lines: dict[tuple[str | int, ...], int] = {
        (number,): number + 1 for number in range(len(sources))
    }
    return _read(Parsed(list(sources), lines, []), language, [])


def _read(read: Parsed, language: Language, notes: Sequence[Note]) -> Imported:
    reading = Reading(notes)
    for number, entry in enumerate(read.value):
        line = read.lines.get((number,), 1)

        def build(foreign: Foreign, number: int = number, line: int = line) -> Question:
            return replace(_question(foreign, read, number, language), line=line)

        name = entry.get("id") if isinstance(entry, dict) else ""
        reading.take(str(name)[:80] if name else "", line, build)
    return reading.done()


def _question(foreign: Foreign, read: Parsed, number: int, language: Language) -> Question:
    entry = read.value[number]
    kind = QUESTION_KINDS.get(str(entry.get("kind"))) if isinstance(entry, dict) else None
    if kind is None:
        raise RefusedError("jenis soal tidak dikenal", "the kind of question is not known")
    place = ActivitySource("bank", "bank", {}, read.lines, "", 1)
    source, findings = shaped(kind.source, entry, place, number)
    for finding in findings:
        raise RefusedError(f"tidak sesuai bentuk: {finding.what}", finding.what, finding.line)
    assert source is not None, number
    for fault in kind.faults(source):
        where = read.lines.get((number, *fault.path), 0)
        raise RefusedError(f"kunci tidak sesuai: {fault.what}", fault.what, where)
    if language not in source.text:
        raise RefusedError(f"tidak ada teks '{language}'", f"there is no text in '{language}'")
    for other in source.text:
        if other != language:
            foreign.say(f"teks '{other}' tidak ikut", f"the text in '{other}' does not come along")
    text = source.text[language]
    return Question(
        stem=text.stem,
        answer=answer_of(kind.name, getattr(source, "key", None), text),
        name=source.id,
        explanation=text.explanation or "",
        points=source.points,
        tags=tuple(source.tags),
        competency=source.competency,
        author=source.author,
        review_on=source.review_on,
        difficulty=source.difficulty,
    )


# Writing


class _Dumper(yaml.SafeDumper):
    """Lists inside mappings are indented, texts of several lines are literal blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text_node)


def render(questions: Sequence[Question], defaults: Defaults, taken: set[str]) -> Rendered:
    """A bank's file. ``taken``: ids that the bank has already; those written are added."""

    sources, outcome = sources_of(questions, defaults, taken)
    return replace(outcome, content=as_yaml([source for _, source in sources]))


def as_yaml(sources: Sequence[Mapping[str, Any]]) -> bytes:
    return "\n".join(
        yaml.dump([dict(one)], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
        for one in sources
    ).encode()


def sources_of(
    questions: Sequence[Question], defaults: Defaults, taken: set[str]
) -> tuple[list[tuple[Question, dict[str, Any]]], Rendered]:
    """Each question with the mapping that a bank holds, and in a ``Rendered`` what it cannot."""
    found: list[tuple[Question, dict[str, Any]]] = []

    def one(question: Question, lost: Losses) -> str:
        entry = entry_of(completed(question, defaults, lost), taken)
        kind = QUESTION_KINDS.get(question.kind)
        if kind is None:
            raise RefusedError("jenis ini belum dikenal bank", "banks do not know this kind yet")
        try:
            source = kind.source.model_validate(entry)
        except ValidationError as error:
            what = str(error.errors(include_url=False)[0]["msg"])[:120]
            raise RefusedError(f"tidak sesuai bentuk bank: {what}", what) from error
        for fault in kind.faults(source):
            raise RefusedError(f"kunci tidak sesuai: {fault.what}", fault.what)
        found.append((question, entry))
        return ""

    _, outcome = each(questions, one, holds_bank_fields=True)
    return found, outcome


def completed(question: Question, defaults: Defaults, lost: Losses) -> Question:
    """The question with all that a bank demands; raises ``RefusedError`` if it lacks something."""
    author = question.author or defaults.author
    # A category path's last step is the nearest thing to a competency that other systems have.
    # Moodle doubles a slash that is no step.
    paths = re.split(r"(?<!/)/(?!/)", question.category)
    steps = [one_line(path.replace("//", "/")) for path in paths if path.strip()]
    steps = [step for step in steps if not step.startswith("$") and step != "top"]
    competency = question.competency or defaults.competency or (steps[-1] if steps else "")
    review_on = question.review_on or defaults.review_on
    if not author:
        raise RefusedError(
            "penulis tidak ada: isi penulis bawaan (--author)", "no author: add --author"
        )
    if not competency:
        raise RefusedError(
            "kompetensi tidak ada: isi kompetensi bawaan",
            "no competency: give one for all that have none",
        )
    if not review_on:
        raise RefusedError(
            "tanggal tinjau tidak ada: isi tanggal bawaan (--review-on)",
            "no review date: add --review-on",
        )
    if question.category and competency != question.category:
        lost.say(
            f"kategori '{question.category[:80]}' tidak disimpan",
            f"the category '{question.category[:80]}' is not kept",
        )
    tags = tuple(dict.fromkeys(tag for tag in map(_tag_of, question.tags) if tag))[:_MAX_TAGS]
    if set(tags) != set(question.tags):
        lost.say("label menjadi " + (", ".join(tags) or "kosong"), "tags were rewritten")
    name = slug_of(question.name) or slug_of(plain_block(question.stem)[0][:60]) or "soal"
    if question.name and question.name != name:
        lost.say(f"nama menjadi '{name}'", f"the name became '{name}'")
    explanation = question.explanation
    if isinstance(question.answer, Essay) and not question.answer.criteria:
        lost.say("rubrik bawaan dipakai; lengkapi", "a plain rubric was put in; complete it")
    if not explanation:
        explanation = f"Jawaban yang benar: {harmless(spoken(question.answer))}."
        lost.say("tanpa pembahasan: kunci ditulis sebagai gantinya; lengkapi", _NO_EXPLANATION)
    return replace(
        question,
        name=name,
        explanation=explanation,
        competency=competency,
        author=author,
        review_on=review_on,
        category="",
        tags=tags,
    )


_NO_EXPLANATION = "no explanation: the key was written in its place; say why"


def spoken(answer: Answer) -> str:
    """What is right, in words, as Markdown."""
    match answer:
        case Choices(options=options):
            return "; ".join(option.text for option in options if option.is_right)
        case Truth(is_true=is_true):
            return "Benar" if is_true else "Salah"
        case Accepted(accept=accept):
            return escaped(accept[0])
        case Number(value=value, unit=unit):
            return f"{with_comma(value)} {unit}".strip()
        case Pairs(pairs=pairs):
            return "; ".join(f"{left} – {right}" for left, right in pairs)
        case Order(items=items):
            return "; ".join(items)
        case Essay():
            return "dinilai pengajar menurut rubrik"
        case Cloze(gaps=gaps):
            return "; ".join(spoken(gap.answer) for gap in gaps)
        case Calculated(unit=unit):
            return f"{{{{answer}}}} {unit}".strip()  # filled in for each attempt


def _tag_of(text: str) -> str:
    return slug_of(text)[:40].strip("-")


def slug_of(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:70].strip("-")


def entry_of(question: Question, taken: set[str]) -> dict[str, Any]:
    """The mapping that is written; its id is new in ``taken``."""
    name, number = question.name, 1
    while name in taken:
        number += 1
        name = f"{question.name}-{number}"
    taken.add(name)
    key, text = key_and_text(question.answer)
    feedback = text.pop("feedback", {})
    said = {name: words for name, words in feedback.items() if words}
    return {
        "id": name,
        "kind": question.kind,
        "competency": question.competency,
        "author": question.author,
        "review_on": question.review_on,
        "points": question.points,
        **({"difficulty": question.difficulty} if question.difficulty != "medium" else {}),
        **({"tags": list(question.tags)} if question.tags else {}),
        "key": key,
        "text": {
            "id": {
                "stem": question.stem,
                **text,
                "explanation": question.explanation,
                **({"feedback": said} if said else {}),
            }
        },
    }
