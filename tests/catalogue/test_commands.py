"""What the command line says about content folders."""

import io
import json
from datetime import date
from pathlib import Path

from app.catalogue import commands
from tests.catalogue.make_content import (
    BANK,
    COURSE,
    FACTS,
    FILES,
    KINDS,
    LESSON,
    REGULATIONS,
    spoiled,
    write,
)


def test_lint_of_a_clean_folder(tmp_path: Path) -> None:
    out = io.StringIO()
    assert commands.lint([write(tmp_path, FILES)], KINDS, out) == 0
    assert out.getvalue() == "1 courses, 1 legal facts: no findings\n"


def test_lint_prints_each_finding_in_order(tmp_path: Path) -> None:
    lesson = FILES[LESSON].replace("Senin pagi", "Login pagi").replace("fact:asas", "fact:azas")
    out = io.StringIO()
    assert commands.lint([write(tmp_path, spoiled({LESSON: lesson}))], KINDS, out) == 1
    lines = out.getvalue().splitlines()
    assert [line.split("[")[1][:4] for line in lines[:-1]] == ["C053", "C070"]
    assert lines[0].startswith(f"{tmp_path / LESSON}:6: [C053] no legal fact 'azas'; ")
    assert lines[-1] == "2 findings in 1 files"


def test_content_cannot_steer_the_terminal(tmp_path: Path) -> None:
    facts = FILES[FACTS].replace("UU 25/2009, Pasal 4", '"\\x1b[2J UU"')
    out = io.StringIO()
    commands.facts([write(tmp_path, spoiled({FACTS: facts}))], KINDS, date(2026, 11, 23), out)
    assert "\x1b" not in out.getvalue()


def test_stats_as_json(tmp_path: Path) -> None:
    out = io.StringIO()
    assert commands.stats([write(tmp_path, FILES)], KINDS, as_json=True, out=out) == 0
    told = json.loads(out.getvalue())
    (course,) = told["courses"]
    assert told["scenarios"] == 0
    assert course.pop("words") > 50
    assert course == {
        "slug": "contoh",
        "jp": 0,
        "minutes": 2,
        "modules": 1,
        "lessons": 1,
        "questions": 1,
        "practice": 0,
    }


def test_stats_as_a_table(tmp_path: Path) -> None:
    out = io.StringIO()
    assert commands.stats([write(tmp_path, FILES)], KINDS, out=out) == 0
    head, row, total = out.getvalue().splitlines()
    assert head.split()[:3] == ["course", "jp", "minutes"]
    assert row.split()[0] == "contoh"
    assert row.split()[-1] == "2027-04-12"
    assert total.split()[0] == "total"


def test_facts_say_what_is_due_and_who_cites_what_was_revoked(tmp_path: Path) -> None:
    facts = FILES[FACTS] + FILES[FACTS].replace("id: asas", "id: lama").replace(
        "  regulation: uu25-2009", "  revoked_by: UU 1/2026"
    )
    folder = write(tmp_path, spoiled({FACTS: facts}))
    out = io.StringIO()
    assert commands.facts([folder], KINDS, date(2027, 5, 1), out) == 0
    text = out.getvalue()
    rows = {line.split()[0]: line for line in text.splitlines() if line}
    assert rows["asas"].endswith("contoh/satu  OVERDUE")
    assert rows["lama"].startswith("lama was revoked by UU 1/2026")
    assert "REVOKED, OVERDUE" in text
    assert "2 facts, 2 to look at" in text
    out = io.StringIO()
    commands.facts([folder], KINDS, date(2026, 11, 23), out)
    assert "OVERDUE" not in out.getvalue()


def test_all_that_cites_a_revoked_regulation_is_listed(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {
        REGULATIONS: FILES[REGULATIONS] + "  revoked_by: UU 1/2027\n  revoked_on: 2027-01-31\n",
        FACTS: FILES[FACTS]
        + FILES[FACTS].replace("id: asas", "id: dahulu").replace("regul", "history: true\n  regul"),
        BANK: FILES[BANK].replace("Itu asas", "Menurut UU 25/2009 itu asas"),
        LESSON: FILES[LESSON].replace("Angka rekaan", "Bukan UU 25/2009/A atau XUU 25/2009"),
    }
    out = io.StringIO()
    commands.facts([write(tmp_path, spoiled(changes))], KINDS, date(2026, 11, 23), out)
    table, cited = out.getvalue().split("\nUU 25/2009 tentang Pelayanan Publik was revoked by ")
    assert cited.splitlines() == [
        "UU 1/2027 on 2027-01-31. Cited by:",
        "  asas: contoh/satu",
        "  dahulu (as history): nothing",
        f"  {tmp_path / BANK}:9",
        f"  {tmp_path / COURSE}:22",
        "",
        "2 facts, 1 to look at",
    ]
    assert table.count("REVOKED") == 1


def test_a_folder_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    out = io.StringIO()
    assert commands.lint([tmp_path / "tiada"], KINDS, out) == 1
    assert "[C001]" in out.getvalue()
