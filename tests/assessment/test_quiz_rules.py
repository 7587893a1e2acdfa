"""Draws by filter, blueprints, pairs and scopes: what a quiz's rules promise of its attempts."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.assessment.kind import QuizKind
from app.assessment.quiz import Quiz
from app.catalogue.compiler.kinds import ActivitySource, Neighbour
from app.catalogue.compiler.markdown import MarkdownText
from tests.assessment.make_question import source
from tests.assessment.test_quiz_kind import (
    BANK,
    QUIZ,
    REVIEW,
    TEST_OUT,
    line_of,
    lint,
    read_quiz,
)
from tests.catalogue import make_content


def test_settings_that_are_used_are_in_the_rules(tmp_path: Path) -> None:
    used = {
        "layout": "all",
        "grace": 0,
        "time_limit": 20,
        "review": REVIEW,
        "pair": "pasca",
        "markers": 2,
        "anonymous_marking": True,
        **TEST_OUT,
        "test_out": ["modul"],
    }
    changed = {key: value for key, value in {**QUIZ, **used}.items() if value is not None}
    quiz = read_quiz(tmp_path, changed, {"bank": {"satu.yaml": BANK}})
    assert lint(quiz) == []
    compiled = QuizKind().compile(quiz, MarkdownText({}))
    assert compiled.private is not None
    made = Quiz.of(compiled.body, compiled.private)
    assert made.rules.shown.model_dump() == REVIEW
    assert made.rules.explanations == "after_pass"
    assert made.rules.test_out == ("modul",)
    assert (made.rules.layout, made.rules.pair, made.rules.markers) == ("all", "pasca", 2)
    assert made.terms.grace == timedelta(0)
    assert made.terms.limit == timedelta(minutes=20)


def tagged(number: int, **changes: object) -> dict[str, Any]:
    return source("true_false", id=f"soal-{number}") | changes


VARIED = [
    *(tagged(n, difficulty="easy", tags=["angka"]) for n in (1, 2, 3)),
    *(tagged(n, difficulty="hard") for n in (4, 5)),
    *(tagged(n, competency="Lain", tags=["angka", "kata"]) for n in (6, 7)),
]


def test_draws_choose_by_competency_difficulty_and_tag(tmp_path: Path) -> None:
    draw = [
        {"bank": "bank", "count": 1, "difficulty": "easy", "tag": "angka"},
        {"bank": "bank", "count": 1, "difficulty": "hard"},
        {"bank": "bank", "count": 1, "competency": "Lain", "tag": "kata"},
    ]
    changed = {key: value for key, value in {**QUIZ, "draw": draw}.items() if key != "questions"}
    quiz = read_quiz(tmp_path, changed, {"bank": {"satu.yaml": VARIED}})
    assert lint(quiz) == []
    compiled = QuizKind().compile(quiz, MarkdownText({}))
    assert compiled.private is not None
    made = Quiz.of(compiled.body, compiled.private)
    pools = [{"1", "2", "3"}, {"4", "5"}, {"6", "7"}]
    drawn = [{one.question[-1] for one in made.order(f"{n:032x}")} for n in range(200)]
    assert all(len(one) == 3 and all(len(one & pool) == 1 for pool in pools) for one in drawn)
    assert set.union(*drawn) == set("1234567"), "each fitting question is drawn at some time"
    assert {pool.label for pool in made.secrets.pools} == {
        "bank?difficulty=easy&tag=angka",
        "bank?difficulty=hard",
        "bank?competency=Lain&tag=kata",
    }


def neighbours(quiz: ActivitySource, **others: dict[str, Any]) -> list[Neighbour]:
    """The quiz and others of its course, by slug, in the module "modul"."""
    made = [quiz]
    made += [
        ActivitySource(f"{slug}.yaml", slug, data, {}, "", 1, banks=quiz.banks)
        for slug, data in others.items()
    ]
    return [Neighbour("modul", "quiz", one) for one in made]


def drawing(*draws: dict[str, Any], **changes: object) -> dict[str, Any]:
    data = {key: value for key, value in {**QUIZ, **changes}.items() if key != "questions"}
    return data | {"draw": list(draws)}


EASY = {"bank": "bank", "count": 1, "difficulty": "easy"}
HARD = {"bank": "bank", "count": 1, "difficulty": "hard"}


@pytest.mark.parametrize(
    ("own", "its", "words"),
    [
        (drawing(EASY, HARD), drawing({**EASY, "bank": "kedua"}, {**HARD, "bank": "kedua"}), None),
        (drawing(EASY), drawing({**EASY, "bank": "kedua"}, pair="kuis"), None),
        (drawing(EASY), drawing({**EASY, "bank": "kedua"}, pair="lain"), "is a pair with 'lain'"),
        (drawing(EASY), drawing({**HARD, "bank": "kedua"}), "asks 0 questions of Pelayanan"),
        (drawing(EASY), drawing({**EASY, "bank": "kedua", "count": 2}), "asks 2 questions of"),
        (drawing(EASY), drawing(EASY), "both may ask 'bank.soal-1' and 2 more"),
        (drawing({"bank": "bank", "count": 2}), drawing(EASY | {"bank": "kedua"}), "differs in"),
        # Asked whole, the draw decides nothing.
        (drawing({"bank": "bank", "count": 7}), drawing({"bank": "kedua", "count": 7}), None),
    ],
)
def test_a_pair_has_one_blueprint_and_no_question_in_common(
    tmp_path: Path, own: dict[str, Any], its: dict[str, Any], words: str | None
) -> None:
    quiz = read_quiz(
        tmp_path, own | {"pair": "pasca"}, {"bank": {"a.yaml": VARIED}, "kedua": {"a.yaml": VARIED}}
    )
    found = [*QuizKind().lint_among(quiz, neighbours(quiz, pasca=its))]
    if words is None:
        assert found == []
    else:
        assert {finding.code for finding in found} == {"Q044"}
        assert any(words in finding.what for finding in found), found
        assert found[0].line == line_of(found[0].file, "pair: pasca")


@pytest.mark.parametrize(
    ("change", "code", "needle"),
    [
        ({"pair": "tiada"}, "Q044", "pair: tiada"),
        ({"pair": "kuis"}, "Q044", "pair: kuis"),
        ({"test_out": ["modul", "tiada"]}, "Q046", "- tiada"),
    ],
)
def test_what_a_quiz_names_is_in_its_course(
    tmp_path: Path, change: dict[str, Any], code: str, needle: str
) -> None:
    quiz = read_quiz(tmp_path, {**QUIZ, **change}, {"bank": {"satu.yaml": BANK}})
    found = [*QuizKind().lint_among(quiz, neighbours(quiz))]
    assert [(one.code, one.line) for one in found] == [(code, line_of(quiz.file, needle))]


def test_the_compiler_asks_about_neighbours(tmp_path: Path) -> None:
    quiz = make_content.FILES[make_content.QUIZ] + "pair: tiada\n"
    report = make_content.report_of(tmp_path, {make_content.QUIZ: quiz})
    assert [finding.code for finding in report.findings] == ["Q044"]
    assert report.courses == []
