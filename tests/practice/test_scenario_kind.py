"""The scenario's source: one spoiled file for each rule, and what a whole one compiles to."""

import re
from pathlib import Path

import pytest

from app.practice.scenario_fragments import showing
from tests.practice.make_scenario import FILE, YAML, compiled_activity, report_of, scenario_of


def changed(old: str, new: str, count: int = 1) -> str:
    assert old in YAML, f"no {old!r}"
    return YAML.replace(old, new, count)


def line_of(text: str, passage: str) -> int:
    return text[: text.index(passage)].count("\n") + 1


def one_choice() -> str:
    """The first step without its second choice."""
    cut = YAML.index("      - id: b\n        to: ribut")
    return YAML[:cut] + YAML[YAML.index("  - id: ribut") :]


ORPHAN = """\
  - id: sepi
    text:
      id: {title: Sepi, text: Sepi.}
      en: {title: Quiet, text: Quiet.}
    choices:
      - id: a
        to: tertib
        effect: {}
        text: {id: {choice: Ya., feedback: Ya.}, en: {choice: Yes., feedback: Yes.}}
      - id: b
        to: lewat
        effect: {}
        text: {id: {choice: Ya., feedback: Ya.}, en: {choice: Yes., feedback: Yes.}}
endings:
"""
LONE_ENDING = """\
  - id: sunyi
    grade: pulih
    text:
      id: {title: Sunyi, text: Sunyi., lesson: Sunyi.}
      en: {title: Silent, text: Silent., lesson: Silent.}
"""
CHAIN = "".join(
    f"""\
  - id: rantai-{n}
    text: {{id: {{title: R, text: R.}}, en: {{title: R, text: R.}}}}
    choices:
      - id: a
        to: {f"rantai-{n + 1}" if n < 12 else "tertib"}
        effect: {{}}
        text: {{id: {{choice: Ya., feedback: Ya.}}, en: {{choice: Yes., feedback: Yes.}}}}
      - id: b
        to: lewat
        effect: {{}}
        text: {{id: {{choice: Ya., feedback: Ya.}}, en: {{choice: Yes., feedback: Yes.}}}}
"""
    for n in range(13)
)

RULES = [
    ("S001", changed("- id: ribut", "- id: meja"), "- id: meja\n    text:\n      id: {title: Di"),
    (
        "S001",
        changed("  - id: tunggu", "  - id: kepercayaan"),
        "  - id: kepercayaan\n    start: 60",
    ),
    ("S001", changed("- id: b\n        to: ribut", "- id: a\n        to: ribut"), "to: ribut"),
    ("S002", changed("to: pecah", "to: hilang"), "to: hilang"),
    ("S003", changed("endings:\n", ORPHAN), "- id: sepi"),
    ("S004", YAML + LONE_ENDING, "- id: sunyi"),
    ("S005", changed("to: lewat", "to: ribut"), "- id: ribut"),
    ("S006", one_choice(), "- id: pintu"),
    ("S007", changed("{kepercayaan: 20, tunggu: -20}", "{sabar: 20}"), "{sabar: 20}"),
    ("S008", re.sub(", tunggu: -?[0-9]+}", "}", YAML), "- id: tunggu"),
    ("S008", changed("start: 60", "start: 130"), "start: 130"),
    ("S009", changed("grade: baik", "grade: cukup"), "endings:"),
    ("S010", changed("    setting: |\n      Rekaan. Dua puluh warga menunggu.\n", ""), "text:"),
    (
        "S010",
        changed("      en: {title: At the door, text: People grow restless.}\n", ""),
        "title: Di pintu",
    ),
    (
        "S010",
        changed("    setting: |\n      Invented. Twenty citizens wait.\n", ""),
        "text: {id: {label: Kep",
    ),
    ("S011", changed("minutes: 10", "minutes: 16"), "minutes: 16"),
    (
        "S012",
        changed("endings:\n", CHAIN + "endings:\n").replace("to: lewat", "to: rantai-0", 1),
        "steps:",
    ),
    ("C010", changed("better: high", "better: up"), "better: up"),
    ("C010", changed("grade: buruk", "grade: jelek"), "grade: jelek"),
    ("C070", changed("feedback: Warga tenang.", "feedback: Warga gagal tenang."), "gagal tenang"),
    ("C040", changed("text: Semua terlayani.", 'text: "Semua <b>terlayani</b>."'), "<b>"),
]


@pytest.mark.parametrize(("code", "text", "passage"), RULES)
def test_a_broken_rule_is_told_with_its_place(
    tmp_path: Path, code: str, text: str, passage: str
) -> None:
    found = [one for one in report_of(tmp_path, text).findings if one.file.endswith(FILE)]
    assert code in {one.code for one in found}, "\n".join(map(str, found))
    lines = {one.line for one in found if one.code == code}
    near = line_of(text, passage)
    assert any(abs(line - near) <= 2 for line in lines), (lines, near)


def test_a_dead_end_is_called_so(tmp_path: Path) -> None:
    start = YAML.index(
        "    choices:\n      - id: a\n        to: meja\n        effect: {kepercayaan: 10}"
    )
    text = YAML[:start] + YAML[YAML.index("  - id: meja") :]
    said = [str(one) for one in report_of(tmp_path, text).findings]
    assert any("the step 'ribut' is a dead end" in one for one in said)


def test_a_whole_scenario_has_no_findings_and_counts_as_practice(tmp_path: Path) -> None:
    report = report_of(tmp_path)
    assert not report.findings
    assert (report.stats[0].practice, report.stats[0].scenarios) == (1, 1)


def test_what_it_compiles_to(tmp_path: Path) -> None:
    activity = compiled_activity(tmp_path)
    assert (activity.kind, activity.minutes, activity.completes_by) == ("scenario", 10, "outcome")
    assert set(activity.fragments) == {"id", "en"}
    scenario = scenario_of(activity)
    assert scenario.best == 7833
    assert scenario.words_in("en").titles["pecah"] == "A broken morning"
    html = activity.fragments["id"].html
    ids = set(re.findall(r'id="([a-z-]+)" hidden', html))
    assert ids == {
        *("s-pintu", "s-ribut", "s-meja", "e-tertib", "e-lewat", "e-pecah"),
        *("c-pintu-a", "c-pintu-b", "c-ribut-a", "c-ribut-b", "c-meja-a", "c-meja-b"),
    }
    assert showing(html, "s-meja").count(" hidden") == html.count(" hidden") - 1
    assert "Dasar:</b> UU 25/2009, Pasal 4" in html


def test_without_an_english_setting_it_is_indonesian_with_english_names(tmp_path: Path) -> None:
    text = re.sub(r"\n +en: \{.*\}", "", YAML)
    text = re.sub(r", en: \{label.*?\}\}", "}", text)
    text = text.replace("    setting: |\n      Invented. Twenty citizens wait.\n", "")
    activity = compiled_activity(tmp_path, text)
    assert set(activity.fragments) == {"id"}
    assert activity.text["en"].title == "A queue at the door"
    assert scenario_of(activity).words_in("en").titles["pecah"] == "Pagi yang pecah"
