"""``lentera questions convert | template``: what the command line says and writes."""

import io
import shutil
from datetime import date
from pathlib import Path

import pytest

from app import cli
from app.assessment.questions.registry import QUESTION_KINDS
from app.catalogue import commands as content_commands
from app.interop.questions import commands
from app.interop.questions.bank_answers import key_and_text
from app.interop.questions.bank_yaml import Defaults
from app.interop.questions.commands import Request
from app.interop.questions.formats import Format, parse
from app.interop.questions.model import Order, Pairs
from tests.catalogue.make_content import FILES, KINDS, QUIZ, write

CORPUS = Path(__file__).parent / "corpus"
TODAY = date(2026, 11, 22)
DEFAULTS = Defaults(author="Tim Diklat (rekaan)", competency="pelayanan-publik")


def run(*files: Path, to: Format, out: Path, overwrite: bool = False) -> tuple[int, list[str]]:
    said = io.StringIO()
    request = Request(files, to, out, defaults=DEFAULTS, overwrite=overwrite)
    code = commands.convert(request, today=TODAY, words_in="en", out=said)
    return code, said.getvalue().splitlines()


def test_it_works(tmp_path: Path) -> None:
    source = tmp_path / "soal.gift"
    source.write_text("::Satu::Benarkah?{T####Ya.}\n", "utf-8")
    assert run(source, to="yaml", out=tmp_path / "bank") == (
        0,
        [
            f"{source}:1: Satu: taken (true_false)",
            f"{source}:1: Satu: the name became 'satu'",
            "1 taken, 0 not taken",
        ],
    )
    (question,) = parse("yaml", (tmp_path / "bank" / "soal.yaml").read_bytes()).questions
    assert question.author == "Tim Diklat (rekaan)"
    assert question.review_on == "2027-11-22"


def test_each_question_is_taken_or_named_with_its_line(tmp_path: Path) -> None:
    source = CORPUS / "aiken.txt"
    code, said = run(source, to="gift", out=tmp_path / "x.gift")
    assert code == 1
    assert said[0] == f"{source}:1: Berapa menit satu JP?: taken (single_choice)"
    assert f"{source}:15: Tanpa jawaban: not taken: no line ANSWER:" in said
    assert said[-1] == "2 taken, 4 not taken"
    assert len(parse("gift", (tmp_path / "x.gift").read_bytes()).questions) == 2


def test_what_the_other_format_cannot_hold_is_named_too(tmp_path: Path) -> None:
    code, said = run(CORPUS / "moodle-kinds.xml", to="aiken", out=tmp_path)
    assert code == 1
    assert any("Urutkan: not taken: Aiken holds single choices alone" in line for line in said)


def test_pictures_travel_to_a_bank_and_back(tmp_path: Path) -> None:
    run(CORPUS / "moodle-kinds.xml", to="yaml", out=tmp_path)
    pictures = list((tmp_path / "assets").iterdir())
    assert [path.name for path in pictures] == ["loket-1-dca2d346.png"]
    run(tmp_path / "moodle-kinds.yaml", to="moodle-xml", out=tmp_path / "back.xml")
    back = parse("moodle-xml", (tmp_path / "back.xml").read_bytes())
    assert [asset.content for asset in back.assets] == [pictures[0].read_bytes()]
    bank = parse("yaml", (tmp_path / "moodle-kinds.yaml").read_bytes())
    assert [q.stem for q in back.questions] == [q.stem for q in bank.questions]


def test_two_files_of_one_name_share_a_bank(tmp_path: Path) -> None:
    files = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        files.append(tmp_path / folder / "soal.gift")
        files[-1].write_text("::Satu::Benarkah?{T}\n", "utf-8")
    assert run(*files, to="yaml", out=tmp_path / "bank")[0] == 0
    written = [(tmp_path / "bank" / name).read_bytes() for name in ("soal.yaml", "soal-2.yaml")]
    names = [question.name for part in written for question in parse("yaml", part).questions]
    assert names == ["satu", "satu-2"]


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    target = tmp_path / "x.gift"
    target.write_text("milik saya", "utf-8")
    code, said = run(CORPUS / "aiken.txt", to="gift", out=target)
    assert code == 1
    assert "--overwrite" in said[0]
    assert target.read_text("utf-8") == "milik saya"
    run(CORPUS / "aiken.txt", to="gift", out=target, overwrite=True)
    assert target.read_text("utf-8") != "milik saya"


def test_without_an_author_no_bank_is_written(tmp_path: Path) -> None:
    said = io.StringIO()
    request = Request([CORPUS / "gift-bom.gift"], "yaml", tmp_path / "bank")
    assert commands.convert(request, today=TODAY, words_in="en", out=said) == 1
    assert "no author: add --author" in said.getvalue()
    assert not (tmp_path / "bank").exists()


def test_a_missing_or_broken_file_is_said(tmp_path: Path) -> None:
    code, said = run(tmp_path / "tiada.gift", CORPUS / "moodle-torn.xml", to="gift", out=tmp_path)
    assert code == 1
    assert said[0] == f"{tmp_path / 'tiada.gift'}:1: the file cannot be opened"
    assert "not whole XML" in said[1]


def test_a_figure_cannot_reach_outside_its_bank(tmp_path: Path) -> None:
    shutil.copy(CORPUS / "bank.yaml", tmp_path / "rahasia.png")
    (tmp_path / "bank").mkdir()
    bank = tmp_path / "bank" / "x.yaml"
    figure = ':::figure{src="../rahasia.png" alt="a" licence="b"}\n        c\n        :::'
    bank.write_text(
        "- id: a\n  kind: true_false\n  competency: c\n  author: p\n  review_on: 2027-04-12\n"
        f"  key: true\n  text:\n    id:\n      explanation: y\n      stem: |\n        {figure}\n",
        "utf-8",
    )
    code, said = run(bank, to="moodle-xml", out=tmp_path / "x.xml")
    assert code == 1
    assert "was not found" in said[0]


def test_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    source = tmp_path / "x.gift"
    source.write_text("::\u202esatu::Apa?{}\n", "utf-8")
    _, said = run(source, to="gift", out=tmp_path / "y.gift")
    assert "\u202e" not in said[0]


@pytest.mark.parametrize("name", ["table-english.xlsx", "gift-kinds.gift", "moodle-kinds.xml"])
def test_a_converted_bank_is_one_that_lint_takes(tmp_path: Path, name: str) -> None:
    content = write(tmp_path / "content", FILES)
    run(CORPUS / name, to="yaml", out=content / "banks" / "arsip" / "soal.yaml")
    quiz = content / QUIZ
    text = quiz.read_text("utf-8").replace(
        "questions: [contoh.benar]", "draw: [{bank: arsip, count: 5}]"
    )
    quiz.write_text(text, "utf-8")
    said = io.StringIO()
    content_commands.lint([content], KINDS, said)
    # What the texts of others say is for their author to mend; all else must be right.
    findings = [line for line in said.getvalue().splitlines() if "/arsip/" in line]
    assert [line for line in findings if "[C07" not in line] == []


def test_the_template_is_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "soal.xlsx"
    with pytest.raises(SystemExit) as ended:
        cli.main(["questions", "template", str(table)])
    assert ended.value.code == 0
    kinds = [question.kind for question in parse("xlsx", table.read_bytes()).questions]
    assert set(kinds) == set(QUESTION_KINDS) - {"rating", "open_text"}
    with pytest.raises(SystemExit) as ended:
        cli.main(["questions", "convert", str(table), "--to", "yaml", "--out", str(tmp_path / "b")])
    assert ended.value.code == 0
    assert f"{len(kinds)} diambil, 0 tidak diambil" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        cli.main(["questions", "template", str(table)])
    assert ended.value.code == 1


def test_ids_that_a_page_shows_do_not_tell_the_key() -> None:
    """An attempt's page names items by their ids: they follow from the texts alone."""
    steps, pairs = ("Catat", "Baca", "Arsip"), (("Kirim", "Dua"), ("Terima", "Satu"))
    key, text = key_and_text(Order(steps))
    assert [one["text"] for one in text["items"]] == sorted(steps)
    assert (key, [one["id"] for one in text["items"]]) == (["c", "b", "a"], ["a", "b", "c"])
    key, text = key_and_text(Pairs(pairs, ("Nol",)))
    assert [one["text"] for one in text["right"]] == ["Dua", "Nol", "Satu"]
    assert key == {"l1": "r1", "l2": "r3"}
    # Another right order of the same texts has the same ids.
    assert key_and_text(Order(steps[::-1]))[1] == key_and_text(Order(steps))[1]
