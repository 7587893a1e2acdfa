"""Laws of every format: what it writes it reads back, and a second time the same."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.assessment.questions.registry import QUESTION_KINDS
from app.catalogue.compiler.markdown import MarkdownText
from app.catalogue.compiler.yamltext import parse as parse_yaml
from app.interop.questions.bank_yaml import Defaults
from app.interop.questions.formats import FORMATS, Format, parse, render
from app.interop.questions.html_markdown import from_html, from_markdown, from_typed
from app.interop.questions.model import Essay, Question, RefusedError
from app.interop.questions.pictures import figure
from app.interop.questions.table_line import listed, unlisted
from tests.interop.questions.make_questions import QUESTIONS, ROUGH

LAW = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
DEFAULTS = Defaults("Penulis (rekaan)", "pelayanan-publik", "2027-04-12")


def written(kind: Format, questions: list[Question]) -> bytes:
    return render(kind, questions, defaults=DEFAULTS).content


@pytest.mark.parametrize("kind", FORMATS)
@LAW
@given(questions=st.lists(QUESTIONS, min_size=1, max_size=3))
def test_import_export_import_is_equal(kind: Format, questions: list[Question]) -> None:
    first = render(kind, questions, defaults=DEFAULTS)
    one = parse(kind, first.content)
    # Everything is either in the file or refused while it was written.
    assert len(one.questions) + len(first.refused) == len(questions)
    assert one.refused == ()
    second = render(kind, one.questions, defaults=DEFAULTS)
    assert second.refused == ()
    assert parse(kind, second.content).questions == one.questions


@pytest.mark.parametrize("kind", ["xlsx", "moodle-xml"])
@LAW
@given(question=QUESTIONS)
def test_what_holds_everything_changes_nothing(kind: Format, question: Question) -> None:
    (back,) = parse(kind, written(kind, [question])).questions
    answer = question.answer
    if kind == "moodle-xml" and isinstance(answer, Essay):
        answer = replace(answer, criteria=())  # Moodle has no rubric in a question
    assert (back.stem, back.answer, back.explanation) == (
        question.stem,
        answer,
        question.explanation,
    )
    assert (back.points, back.name) == (question.points, question.name)


@LAW
@given(questions=st.lists(QUESTIONS, min_size=1, max_size=3))
def test_a_written_bank_passes_the_rules_of_questions(questions: list[Question]) -> None:
    read = parse_yaml(written("yaml", questions).decode(), file="bank")
    assert read.findings == []
    assert len({entry["id"] for entry in read.value}) == len(questions)
    for entry in read.value:
        kind = QUESTION_KINDS[entry["kind"]]
        source = kind.source.model_validate(entry)
        assert list(kind.faults(source)) == []
        text = MarkdownText({})
        for field in ("stem", "explanation"):
            text.block(entry["text"]["id"][field], file="bank", line=1)
        assert text.findings == []


@LAW
@given(names=st.lists(st.text(";= ab&").map(str.strip).filter(bool), min_size=1))
def test_names_that_share_a_cell_come_back_whole(names: list[str]) -> None:
    assert unlisted(listed(names)) == names
    assert unlisted("menit; jam = 60;hari=1440") == ["menit", "jam = 60", "hari=1440"]


@LAW
@given(text=ROUGH.map("".join), inline=st.booleans())
def test_foreign_texts_become_a_fixed_point(text: str, inline: bool) -> None:
    for read in (from_html, from_markdown, from_typed):
        try:
            markdown = read(text, _figure, inline=inline).markdown
        except RefusedError:
            continue
        if ":::figure" in markdown:
            continue
        for again in (from_markdown, from_typed):
            assert again(markdown, _figure, inline=inline).markdown == markdown


def _figure(src: str, alt: str, _title: str) -> str:
    return figure(src, alt or "x", "CC0", "x")


def test_every_format_has_its_suffix() -> None:
    assert get_args(Format) == FORMATS
