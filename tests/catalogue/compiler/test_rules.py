"""One spoiled file for each rule of content/README.md: the finding's code and where it points."""

import re
from pathlib import Path

import pytest

from tests.catalogue.make_content import (
    BANK,
    COURSE,
    DRAWING,
    ENGLISH,
    FACTS,
    FILES,
    LESSON,
    MODULE,
    QUIZ,
    REGULATIONS,
    report_of,
)

ROOT = Path(__file__).resolve().parents[3]
Change = tuple[str, str | bytes | None]


def changed(name: str, old: str, new: str) -> Change:
    """A file with one passage replaced."""
    assert old in FILES[name], f"{name} has no {old!r}"
    return name, FILES[name].replace(old, new, 1)


def added(name: str, text: str) -> Change:
    return name, FILES[name] + text


ONCE = "Senin pagi"
OTHER_LESSON = "courses/contoh/dasar/dua.md"

# (what finding must be there, as "code path:line"; the change that causes it)
RULES: list[tuple[str, Change]] = [
    (f"C002 {LESSON}:1", (LESSON, b"x" * 200_000)),
    (f"C003 {LESSON}:3", (LESSON, b"---\n\n\xff\n")),
    (f"C003 {LESSON}:1", (LESSON, "\ufeff" + FILES[LESSON])),
    (f"C003 {LESSON}:6", changed(LESSON, ONCE, "\x07" + ONCE)),
    (f"C004 {COURSE}:5", changed(COURSE, "competencies: [P", "competencies: ]P")),
    (f"C004 {COURSE}:11", changed(COURSE, "    summary", "\tsummary")),
    (f"C005 {COURSE}:4", changed(COURSE, "status: active\n", "status: active\nstatus: draft\n")),
    (f"C006 {COURSE}:5", changed(COURSE, "[Pelayanan", "&a [Pelayanan")),
    (f"C006 {COURSE}:2", changed(COURSE, "slug: contoh", "slug: !!str contoh")),
    (f"C006 {MODULE}:6", added(MODULE, "---\n")),
    (f"C007 {COURSE}:22", changed(COURSE, "[UU 25/2009]", "[" * 40 + "]" * 40)),
    (f"C008 {OTHER_LESSON}:1", (OTHER_LESSON, FILES[LESSON])),
    ("C008 courses/contoh/catatan.txt:1", ("courses/contoh/catatan.txt", "x")),
    ("C008 courses/contoh/lama/module.yaml:1", ("courses/contoh/lama/module.yaml", FILES[MODULE])),
    ("C008 courses/contoh/assets/sisa.svg:1", ("courses/contoh/assets/sisa.svg", FILES[DRAWING])),
    ("C008 ruang kerja.md:1", ("ruang kerja.md", "x")),
    (f"C009 {MODULE}:5", (LESSON, None)),
    (f"C009 {COURSE}:23", changed(COURSE, "modules: [dasar]", "modules: [dasar, lanjut]")),
    ("C009 courses/kosong/course.yaml:1", ("courses/kosong/x/module.yaml", FILES[MODULE])),
    (f"C010 {COURSE}:7", changed(COURSE, "jp: 0", "jp: tujuh")),
    (f"C010 {COURSE}:1", changed(COURSE, "organiser: BKPSDM Contoh\n", "")),
    (f"C010 {COURSE}:6", changed(COURSE, "organiser:", "penyelenggara:")),
    (f"C010 {LESSON}:2", changed(LESSON, "0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0003", "satu")),
    (f"C010 {FACTS}:9", changed(FACTS, "2027-04-12", "besok")),
    (f"C010 {BANK}:1", (BANK, "benar: ya\n")),
    (f"C011 {LESSON}:1", (LESSON, "Tanpa kepala.\n")),
    (f"C020 {QUIZ}:2", changed(QUIZ, "0d7a6c0a0004", "0d7a6c0a0003")),
    (f"C020 {FACTS}:11", added(FACTS, FILES[FACTS])),
    (f"C021 {COURSE}:2", changed(COURSE, "slug: contoh", "slug: lain")),
    ("C021 courses/contoh/dasar/satu.yaml:1", ("courses/contoh/dasar/satu.yaml", FILES[QUIZ])),
    (f"C022 {MODULE}:5", changed(MODULE, "[satu, kuis]", "[satu, kuis, satu]")),
    (f"C024 {QUIZ}:1", changed(QUIZ, "kind: quiz", "kind: dongeng")),
    (f"C031 {COURSE}:7", changed(COURSE, "jp: 0", "jp: 7")),
    (f"C032 {LESSON}:2", (ENGLISH, None)),
    (f"C032 {MODULE}:2", changed(MODULE, "  en: {title: Basics, summary: The first.}\n", "")),
    (f"C033 {ENGLISH}:5", added(ENGLISH, "\nOne more.\n")),
    (f"C033 {ENGLISH}:5", changed(ENGLISH, 'check{id="c1"}', 'check{id="c2"}')),
    (f"C040 {LESSON}:6", changed(LESSON, ONCE, "<b>Senin</b> pagi")),
    (f"C040 {COURSE}:13", changed(COURSE, "Karena", "Karena <script>")),
    (f"C041 {LESSON}:13", changed(LESSON, ":::callout", ":::kotak")),
    (f"C041 {LESSON}:37", added(LESSON, '\n:::callout{title="x"}\nTerbuka.\n')),
    (f"C042 {LESSON}:13", changed(LESSON, 'title="Coba di loket Anda"', "")),
    (f"C042 {LESSON}:13", changed(LESSON, 'title="Coba', 'judul="x" title="Coba')),
    (f"C043 {LESSON}:14", changed(LESSON, "Catat ", ':::reflection{id="r9"}\nx\n:::\nCatat ')),
    (
        f"C043 {BANK}:12",
        changed(
            BANK,
            "{stem: Lansia didahulukan., explanation: Itu asas pelayanan.}",
            '\n      explanation: Ya.\n      stem: |\n        :::check{id="x"}\n        :::\n    #',
        ),
    ),
    (f"C044 {LESSON}:8", changed(LESSON, "## Tiga", "# Tiga")),
    (f"C044 {LESSON}:8", changed(LESSON, "## Tiga", "#### Tiga")),
    (f"C045 {LESSON}:32", changed(LESSON, 'id="r1"', 'id="c1"')),
    (f"C045 {LESSON}:32", changed(LESSON, 'id="r1"', 'id="R 1"')),
    (f"C046 {LESSON}:20", changed(LESSON, "- [x]", "- [ ]")),
    (f"C046 {LESSON}:24", changed(LESSON, " | Benar, itu asas pelayanan.", "")),
    (f"C047 {LESSON}:27", changed(LESSON, 'alt="Dua loket" ', "")),
    (f"C047 {LESSON}:27", changed(LESSON, 'licence="CC BY 4.0, Lentera"', 'licence=" "')),
    (f"C048 {LESSON}:27", changed(LESSON, "assets/loket.svg", "../../../etc/passwd")),
    ("C048 courses/contoh/dasar/assets/loket.png:1", changed(LESSON, "loket.svg", "loket.png")),
    (f"C049 {DRAWING}:2", changed(DRAWING, "<g ", "<script>alert(1)</script><g ")),
    (f"C049 {DRAWING}:3", changed(DRAWING, "#loket", "https://x.example/#loket")),
    (f"C049 {DRAWING}:1", changed(DRAWING, "viewBox", "onload='x' viewBox")),
    (f"C049 {DRAWING}:1", (DRAWING, "<!DOCTYPE svg [<!ENTITY a 'x'>]><svg/>")),
    (f"C050 {LESSON}:6", changed(LESSON, "fact:asas", "javascript:alert(1)")),
    (f"C050 {LESSON}:6", changed(LESSON, "fact:asas", "//x.example/")),
    (f"C050 {LESSON}:6", changed(LESSON, "fact:asas", "http://x.example/")),
    (f"C051 {LESSON}:6", changed(LESSON, ONCE, "![x](assets/loket.svg)")),
    (f"C052 {LESSON}:13", changed(LESSON, "Catat keperluan dua puluh warga pertama.\n", "")),
    (f"C052 {LESSON}:6", (LESSON, FILES[LESSON].split(ONCE)[0])),
    (f"C053 {LESSON}:6", changed(LESSON, "fact:asas", "fact:azas")),
    (f"C053 {LESSON}:17", changed(LESSON, 'ref="asas"', 'ref="azas"')),
    (f"C060 {FACTS}:3", changed(FACTS, "confidence: T", "confidence: S")),
    (f"C060 {LESSON}:6", changed(FACTS, "confidence: T", "confidence: R")),
    (f"C061 {FACTS}:1", changed(FACTS, "review_on: 2027", "review_on: 2025")),
    (
        f"C061 {FACTS}:1",
        changed(
            FACTS, "valid_from: 2009-07-18", "valid_from: 2009-07-18\n  valid_until: 2001-01-01"
        ),
    ),
    (f"C063 {FACTS}:6", changed(FACTS, "regulation: uu25", "regulation: uu26")),
    (f"C020 {REGULATIONS}:4", added(REGULATIONS, FILES[REGULATIONS])),
    (f"C010 {REGULATIONS}:2", changed(REGULATIONS, "title: UU 25/2009 tentang", "title: 7 #")),
    (f"C061 {REGULATIONS}:1", added(REGULATIONS, "  revoked_on: 2027-01-01\n")),
    (
        f"C061 {REGULATIONS}:1",
        added(REGULATIONS, "  revoked_by: UU 1/2001\n  revoked_on: 2001-01-01\n"),
    ),
    (f"C070 {REGULATIONS}:2", changed(REGULATIONS, "Pelayanan", "User")),
    (f"C032 {LESSON}:5", changed(LESSON, "---\nSenin", "title_en: Sorting\n---\nSenin")),
    (f"C062 {ENGLISH}:5", changed(FACTS, "    en: Vulnerable groups get special treatment.\n", "")),
    (f"C070 {LESSON}:6", changed(LESSON, ONCE, "Login pagi")),
    (f"C070 {LESSON}:3", changed(LESSON, "title: Memilah", "title: Yuk memilah")),
    (f"C070 {COURSE}:13", changed(COURSE, "Karena warga", "Karena kamu")),
    (f"C070 {BANK}:9", changed(BANK, "Lansia didahulukan", "Bila gagal, ulangi")),
    (f"C070 {FACTS}:3", changed(FACTS, "Kelompok rentan", "User")),
    (f"C070 {LESSON}:13", changed(LESSON, "Coba di loket Anda", "Download")),
    (f"C071 {LESSON}:6", changed(LESSON, ONCE, "Kata " * 30 + ONCE)),
]


@pytest.mark.parametrize(("expected", "change"), RULES, ids=[rule for rule, _ in RULES])
def test_a_broken_rule_is_found_where_it_is_broken(
    tmp_path: Path, expected: str, change: Change
) -> None:
    changes = dict([change])
    if expected.endswith("loket.png:1"):
        changes["courses/contoh/dasar/assets/loket.png"] = b"no picture"
    found = report_of(tmp_path, changes).findings
    places = {f"{f.code} {f.file.removeprefix(f'{tmp_path}/')}:{f.line}" for f in found}
    assert expected in places, "\n".join(map(str, found))
    for finding in found:
        assert re.fullmatch(r"[^\n]+:\d+: \[[CQ]\d{3}\] [^\n]+; [^\n]+", str(finding))


def test_the_sample_has_no_findings(tmp_path: Path) -> None:
    assert report_of(tmp_path).findings == []


def test_code_spans_and_addresses_are_not_speech(tmp_path: Path) -> None:
    change = changed(
        LESSON, ONCE, "Pilih `login`, lalu buka <https://contoh.example/login> dan [ini](/login)"
    )
    assert report_of(tmp_path, dict([change])).findings == []


def test_a_doubtful_fact_with_its_caveat_passes(tmp_path: Path) -> None:
    doubt = FILES[FACTS].replace("confidence: T", "confidence: S")
    doubt = doubt.replace("khusus.", "khusus; periksa aturan terbaru.")
    doubt = doubt.replace("treatment.", "treatment; check the latest rule.")
    lesson = FILES[LESSON].replace("(fact:asas).", "(fact:asas), dan periksa aturan terbaru.")
    english = FILES[ENGLISH].replace("(fact:asas).", "(fact:asas); check the latest rule.")
    assert report_of(tmp_path, {FACTS: doubt, LESSON: lesson, ENGLISH: english}).findings == []


def test_jp_needs_something_that_the_server_marks(tmp_path: Path) -> None:
    course = FILES[COURSE].replace("jp: 0", "jp: 1")
    quiz = FILES[QUIZ].replace("pass_mark", "required: false\npass_mark")
    codes = {f.code for f in report_of(tmp_path, {COURSE: course, QUIZ: quiz}).findings}
    assert codes == {"C030", "C031"}  # two minutes are no JP either


def test_a_page_of_the_course_is_no_activity(tmp_path: Path) -> None:
    module = FILES[MODULE].replace("kuis]", "ikuti]")
    changes = {MODULE: module, QUIZ: None, "courses/contoh/dasar/ikuti.yaml": FILES[QUIZ]}
    codes = {f.code for f in report_of(tmp_path, changes).findings}
    assert codes == {"C023"}


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("rahasia")
    folder = tmp_path / "content"
    report_of(folder)
    for name in (LESSON, DRAWING):
        (folder / name).unlink()
        (folder / name).symlink_to(secret)
    (folder / "courses" / "lingkaran").symlink_to(folder / "courses" / "lingkaran")
    from app.catalogue.compiler.compile import compile_all
    from tests.catalogue.make_content import KINDS

    report = compile_all([folder], KINDS)
    assert {f.file for f in report.findings if f.code == "C001"} >= {
        str(folder / LESSON),
        str(folder / DRAWING),
    }
    assert report.courses == []


def test_the_readme_lists_the_rules_there_are() -> None:
    readme = (ROOT / "content" / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| ([CQ]\d{3}) \|", readme, re.MULTILINE)
    assert len(listed) == len(set(listed))
    sources = [
        *(ROOT / "app" / "catalogue").rglob("*.py"),
        *(ROOT / "app" / "assessment").rglob("*.py"),
    ]
    said = {
        code for path in sources for code in re.findall(r'"([CQ]\d{3})"', path.read_text("utf-8"))
    }
    assert set(listed) == said
