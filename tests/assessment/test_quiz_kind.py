"""The quiz in the compiler: files in, rules and secrets out, findings with file and line."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from app.assessment.kind import QuizKind
from app.assessment.quiz import Quiz
from app.catalogue.compiler.kinds import ActivitySource, Finding
from app.catalogue.compiler.markdown import MarkdownText
from app.catalogue.compiler.reader import read
from tests.assessment.make_question import SOURCES, source

QUIZ: dict[str, Any] = {
    "id": "0192a1b2-0000-7000-8000-000000000001",
    "kind": "quiz",
    "text": {"id": {"title": "Kuis", "summary": "Ringkas.", "intro": "Baca *dulu*."}},
    "pass_mark": 70,
    "chances": 3,
    "questions": ["bank.soal-1", "bank.soal-2"],
}
BANK = [source(kind, id=f"soal-{number}") for number, kind in enumerate([*SOURCES][:7], 1)]


def read_quiz(folder: Path, quiz: object, banks: dict[str, dict[str, object]]) -> ActivitySource:
    """Writes the files and reads them as the compiler does; ``banks``: slug → file → questions."""
    module = folder / "courses" / "kursus" / "modul"
    module.mkdir(parents=True)
    (folder / "courses" / "kursus" / "course.yaml").write_text("slug: kursus\n")
    (module / "module.yaml").write_text("activities: [kuis]\n")
    (module / "kuis.yaml").write_text(_yaml(quiz))
    for slug, files in banks.items():
        (folder / "banks" / slug).mkdir(parents=True)
        for name, questions in files.items():
            (folder / "banks" / slug / name).write_text(_yaml(questions))
    tree = read(folder)
    made = tree.courses[0].modules["modul"].activities["kuis"]
    found = {slug: bank.bank for slug, bank in tree.banks.items()}
    return ActivitySource(made.file, made.slug, made.data, made.lines, "", 1, banks=found)


def _yaml(value: object) -> str:
    class Plain(yaml.SafeDumper):
        """No aliases: authors do not write them."""

        def ignore_aliases(self, _data: object) -> bool:
            return True

    return yaml.dump(value, Dumper=Plain, sort_keys=False, allow_unicode=True)


def lint(source: ActivitySource) -> list[Finding]:
    text = MarkdownText({})
    return sorted({*QuizKind().lint(source, text), *text.findings})


def line_of(path: str, needle: str) -> int:
    lines = Path(path).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if needle in line)


def test_it_works(tmp_path: Path) -> None:
    quiz = read_quiz(tmp_path, QUIZ, {"bank": {"satu.yaml": BANK}})
    assert lint(quiz) == []
    compiled = QuizKind().compile(quiz, MarkdownText({}))
    assert compiled.html["id"].strip() == "<p>Baca <em>dulu</em>.</p>"
    assert compiled.words == {"id": 2}
    assert compiled.minutes == 2
    assert compiled.body == {
        "questions": 2,
        "pass_mark": 7000,
        "chances": 3,
        "shuffle": {"questions": True, "options": True},
        "explanations": "after_close",
        "time_limit_minutes": None,
        "offline": "not_allowed",
        "reach_within_hours": None,
        "feedback_offline": False,
    }
    assert compiled.private is not None
    made = Quiz.of(compiled.body, compiled.private)
    first = made.question("bank.soal-1")
    assert first.pieces_in("id").stem == "Apa <em>yang</em> tepat?"
    assert first.pieces_in("en").stem == "What is right?"
    assert first.explanation["id"].strip() == "<p>Karena demikian.</p>"
    assert set(made.secrets.questions) == {"bank.soal-1", "bank.soal-2"}


def test_compiling_twice_gives_the_same(tmp_path: Path) -> None:
    quiz = read_quiz(
        tmp_path,
        {**QUIZ, "questions": [f"bank.{one['id']}" for one in BANK]},
        {"bank": {"satu.yaml": BANK}},
    )
    assert lint(quiz) == []
    kind = QuizKind()
    assert kind.compile(quiz, MarkdownText({})) == kind.compile(quiz, MarkdownText({}))


def test_every_kind_of_question_compiles_and_is_asked(tmp_path: Path) -> None:
    drawn = {**QUIZ, "draw": [{"bank": "bank", "count": 3}]}
    del drawn["questions"]
    quiz = read_quiz(tmp_path, drawn, {"bank": {"satu.yaml": BANK[:4], "tujuh.yaml": BANK[4:]}})
    assert lint(quiz) == []
    compiled = QuizKind().compile(quiz, MarkdownText({}))
    assert compiled.private is not None
    made = Quiz.of(compiled.body, compiled.private)
    assert made.rules.questions == 3
    orders = [made.order(f"{n:032x}") for n in range(60)]
    assert {len(order) for order in orders} == {3}
    assert {asked.question for order in orders for asked in order} == {
        f"bank.{one['id']}" for one in BANK
    }
    assert made.order("seed") == made.order("seed")


REVIEW = {"answers": "after_close", "marks": "after_close", "explanations": "after_pass"}
TEST_OUT: dict[str, Any] = {
    "questions": None,
    "draw": [{"bank": "bank", "count": 3}],
    "required": False,
    "chances": 2,
    "test_out": "course",
}
DRAWN = {"questions": None, "draw": [{"bank": "bank", "count": 3}]}


@pytest.mark.parametrize(
    ("change", "policy"),
    [
        ({}, "not_allowed"),  # always the same questions, and it counts
        (DRAWN, "untimed"),
        ({"required": False}, "untimed"),
        ({**DRAWN, "time_limit": 20}, "not_allowed"),
        ({"required": False, "time_limit": 20}, "not_allowed"),
        ({**DRAWN, "offline": "not_allowed"}, "not_allowed"),
        ({**DRAWN, "offline": "untimed"}, "untimed"),
        (TEST_OUT, "not_allowed"),
        (
            {
                "required": False,
                "time_limit": 20,
                "offline": "timed_reach_within",
                "reach_within": 48,
            },
            "timed_reach_within",
        ),
    ],
)
def test_what_may_be_taken_without_a_network(
    tmp_path: Path, change: dict[str, Any], policy: str
) -> None:
    changed = {key: value for key, value in {**QUIZ, **change}.items() if value is not None}
    quiz = read_quiz(tmp_path, changed, {"bank": {"satu.yaml": BANK}})
    assert lint(quiz) == []
    compiled = QuizKind().compile(quiz, MarkdownText({}))
    assert compiled.private is not None
    assert Quiz.of(compiled.body, compiled.private).terms.policy == policy
    # Published before there was such a rule: as it would be by default.
    older = {key: value for key, value in compiled.body.items() if key != "offline"}
    if "offline" not in change and change.get("required", True):
        assert Quiz.of(older, compiled.private).terms.policy == policy


def test_questions_and_options_stay_in_order_if_the_quiz_says_so(tmp_path: Path) -> None:
    still = {
        **QUIZ,
        "questions": [f"bank.{one['id']}" for one in BANK],
        "shuffle": {"questions": False, "options": False},
    }
    quiz = read_quiz(tmp_path, still, {"bank": {"satu.yaml": BANK}})
    compiled = QuizKind().compile(quiz, MarkdownText({}))
    assert compiled.private is not None
    made = Quiz.of(compiled.body, compiled.private)
    for seed in ("a", "b", "c", "d"):
        order = made.order(seed)
        assert [asked.question for asked in order] == still["questions"]
        assert order[0].slots == ("a", "b", "c")
    ordering = {made.order(seed)[6].slots for seed in "abcdefgh"}
    assert len(ordering) > 1, "the author's order of an ordering may be its key"


@pytest.mark.parametrize(
    ("change", "code", "needle"),
    [
        ({"questions": ["bank.soal-1", "lain.soal-1"]}, "Q002", "lain.soal-1"),
        ({"questions": ["bank.soal-99"]}, "Q003", "bank.soal-99"),
        ({"questions": ["bank.soal-1", "bank.soal-2", "bank.soal-1"]}, "Q004", None),
        ({"questions": None, "draw": [{"bank": "lain", "count": 1}]}, "Q002", "bank: lain"),
        ({"questions": None, "draw": [{"bank": "bank", "count": 8}]}, "Q005", "count: 8"),
        ({"draw": [{"bank": "bank", "count": 1}]}, "Q001", None),
        ({"questions": None}, "Q001", None),
        ({"pass_mark": 101}, "C010", "pass_mark"),
        ({"pass_mark": 70.5}, "C010", "pass_mark"),
        ({"chances": 0}, "C010", "chances"),
        ({"explanations": "sometimes"}, "C010", "explanations"),
        ({"hints": True}, "C010", "hints"),
        ({"text": {"en": QUIZ["text"]["id"]}}, "Q008", "text"),
        ({"time_limit": 0}, "C010", "time_limit"),
        ({"offline": "sometimes"}, "C010", "offline"),
        ({"offline": "timed_trusted", "required": False}, "Q025", "offline"),
        ({"offline": "untimed", "time_limit": 5, "required": False}, "Q025", "offline"),
        ({"reach_within": 5}, "Q025", None),
        ({"offline": "untimed"}, "Q026", "offline"),
        ({"offline": "timed_trusted", "time_limit": 5}, "Q026", "offline"),
        ({"feedback_offline": True}, "Q027", "feedback_offline"),
        (
            {"questions": None, "draw": [{"bank": "bank", "count": 1, "difficulty": "hard"}]},
            "Q005",
            "count: 1",
        ),
        (
            {"questions": None, "draw": [{"bank": "bank", "count": 1}] * 2},
            "Q004",
            None,
        ),
        (
            {
                "questions": None,
                "draw": [
                    {"bank": "bank", "count": 1, "difficulty": "medium"},
                    {"bank": "bank", "count": 1, "competency": "Pelayanan Publik"},
                ],
            },
            "Q041",
            None,
        ),
        ({"layout": "two"}, "C010", "layout"),
        ({"grace": 61}, "C010", "grace"),
        ({"explanations": "never", "review": REVIEW}, "Q042", "explanations: never"),
        ({"review": REVIEW | {"answers": "never"}}, "Q043", "marks: after_close"),
        ({"review": REVIEW | {"marks": "after_window"}}, "Q043", "explanations: after_pass"),
        ({"review": {"answers": "never", "marks": "never"}}, "C010", "review:"),
        ({"markers": 3}, "C010", "markers"),
        (TEST_OUT | {"required": True}, "Q045", "test_out"),
        (TEST_OUT | {"chances": 3}, "Q045", "chances"),
        (TEST_OUT | {"offline": "untimed"}, "Q045", "offline"),
        (TEST_OUT | {"draw": [{"bank": "bank", "count": 7}]}, "Q045", "test_out"),
    ],
)
def test_findings_of_a_quiz_name_their_line(
    tmp_path: Path, change: dict[str, Any], code: str, needle: str | None
) -> None:
    changed = {key: value for key, value in {**QUIZ, **change}.items() if value is not None}
    quiz = read_quiz(tmp_path, changed, {"bank": {"satu.yaml": BANK}})
    found = lint(quiz)
    assert [finding.code for finding in found] == [code]
    assert found[0].file.endswith("kuis.yaml")
    if needle is not None:
        assert found[0].line == line_of(found[0].file, needle)


@pytest.mark.parametrize(
    ("change", "code", "needle"),
    [
        ({"key": "z"}, "Q012", "key: z"),
        ({"kind": "peta-buta"}, "Q007", "kind: peta-buta"),
        ({"points": 0}, "C010", "points: 0"),
        ({"id": "soal-1"}, "Q006", "id: soal-1"),
        ({"review_on": "besok"}, "C010", "review_on: besok"),
        ({"hint": "x"}, "C010", "hint: x"),
    ],
)
def test_findings_of_a_bank_name_its_file_and_line(
    tmp_path: Path, change: dict[str, Any], code: str, needle: str
) -> None:
    bad = source("single_choice", id="soal-8") | change
    quiz = read_quiz(tmp_path, QUIZ, {"bank": {"a.yaml": BANK, "b.yaml": [bad]}})
    found = lint(quiz)
    assert [finding.code for finding in found] == [code]
    assert found[0].file.endswith("b.yaml")
    assert found[0].line == line_of(found[0].file, needle)


def test_markdown_of_a_question_is_checked_where_it_stands(tmp_path: Path) -> None:
    bad = source("true_false", id="soal-8")
    bad["text"]["id"]["explanation"] = "Lihat <script>alert(1)</script> ini."
    quiz = read_quiz(tmp_path, QUIZ, {"bank": {"a.yaml": BANK, "b.yaml": [bad]}})
    found = lint(quiz)
    assert found
    assert all(finding.file.endswith("b.yaml") for finding in found)
    assert found[0].line == line_of(found[0].file, "<script>")


@pytest.mark.parametrize("junk", [None, [], "x", [1], [None], [{}], [{"kind": ["a"]}], {"a": 1}])
def test_broken_files_are_findings_and_never_exceptions(tmp_path: Path, junk: object) -> None:
    assert lint(read_quiz(tmp_path, QUIZ, {"bank": {"a.yaml": junk}}))


def test_a_broken_quiz_is_findings(tmp_path: Path) -> None:
    assert lint(read_quiz(tmp_path, {"kind": "quiz"}, {}))
