"""The worksheet in the compiler: files in, a sheet out, findings with file and line."""

import shutil
from pathlib import Path

import pytest

from app.catalogue.compiler.compile import CompileReport, compile_all
from app.wiring import ACTIVITY_KINDS
from app.worksheets.sheet import Cell, Sheet, Table

CONTENT = Path(__file__).parent / "content"
FORM = "courses/lembar-uji/semua/isian.yaml"
QUEUE = "courses/lembar-uji/semua/antrean.yaml"


def report_of(folder: Path, name: str = FORM, old: str = "", new: str = "") -> CompileReport:
    """The compiler's report on the sample folder, with ``old`` replaced in one file."""
    copy = folder / "content"
    shutil.copytree(CONTENT, copy)
    text = (copy / name).read_text("utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new, 1) if old else text, "utf-8")
    return compile_all([copy], ACTIVITY_KINDS)


def test_it_works(tmp_path: Path) -> None:
    report = report_of(tmp_path)
    assert report.findings == []
    (course,) = report.courses
    activity = course.public.activity_by_slug("isian")
    assert activity is not None
    assert (activity.kind, activity.minutes, activity.completes_by) == ("worksheet", 20, "outcome")
    assert activity.fragments["id"].html.strip() == "<p>Isi bagian yang wajib.</p>"
    sheet = Sheet.model_validate(activity.body)
    assert (sheet.tool, sheet.private) == ("none", "own")
    assert sheet.example["en"].strip() == "<p>An <strong>invented</strong> example: a letter.</p>"
    name, *_, steps = sheet.sections[0].fields
    assert isinstance(name, Cell)
    assert (name.required, name.text["en"].label) == (True, "Name of the service")
    assert isinstance(steps, Table)
    assert (steps.least, steps.most, [c.id for c in steps.columns]) == (2, 4, ["apa", "menit"])
    assert course.private.activities == {}


def test_compiling_twice_gives_the_same(tmp_path: Path) -> None:
    first, second = report_of(tmp_path / "a"), report_of(tmp_path / "b")
    assert first.courses[0].sha256 == second.courses[0].sha256


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "what"),
    [
        (
            FORM,
            "    intro: Isi bagian yang wajib.\n",
            "",
            "W001",
            "the Indonesian text has no intro",
        ),
        (
            FORM,
            "      en: {title: One service, intro: Choose one.}\n",
            "",
            "W001",
            "the text in 'en' is missing",
        ),
        (FORM, "text: {id: Loket, en: Counter}", "text: {id: Loket}", "W001", "the text in 'en'"),
        (FORM, "minutes: 20", "minutes: 31", "W002", "31 minutes declared"),
        (FORM, "id: uraian", "id: nama", "W003", "the field 'nama' is there already"),
        (FORM, "{id: daring,", "{id: loket,", "W003", "the id 'loket' is used twice"),
        (
            FORM,
            "          - id: menit",
            "          - id: apa",
            "W003",
            "the id 'apa' is used twice",
        ),
        (
            FORM,
            "          - {id: daring, text: {id: Daring, en: Online}}\n",
            "",
            "W004",
            "a choice between fewer than two",
        ),
        (FORM, "kind: choice", "kind: date", "W004", "a 'date' has options"),
        (FORM, "kind: rows", "kind: short_text", "W004", "'short_text' with columns"),
        (FORM, "least: 2", "least: 5", "W005", "5 rows are asked for and 4 allowed"),
        (QUEUE, "minutes: 15", "minutes: 40", "W002", "40 minutes declared"),
        (QUEUE, "private: own", "private: device", "W007", "only a time log stays"),
        (
            FORM,
            "title: Satu layanan, intro: Pilih satu.",
            "title: A, intro: Anda gagal.",
            "C070",
            "",
        ),
        (FORM, "label: Uraian", "label: Password", "C070", "the word 'Password'"),
        (FORM, "intro: Isi bagian yang wajib.", "intro: '![x](y.png)'", "C051", ""),
        (FORM, "kind: long_text", "kind: essay", "C010", ""),
    ],
)
def test_each_fault_is_found(
    tmp_path: Path, file: str, old: str, new: str, code: str, what: str
) -> None:
    report = report_of(tmp_path, file, old, new)
    found = [one for one in report.findings if one.code == code]
    assert found, [str(one) for one in report.findings]
    assert all(one.file.endswith(file) and one.line >= 1 for one in found)
    assert any(what in one.what for one in found)


def test_a_worksheet_asks_for_something(tmp_path: Path) -> None:
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    text = (copy / FORM).read_text("utf-8")
    text = text.replace("required: true", "required: false").replace("least: 2", "least: 0")
    (copy / FORM).write_text(text, "utf-8")
    findings = compile_all([copy], ACTIVITY_KINDS).findings
    assert [one.code for one in findings] == ["W006"]


def test_a_field_may_not_take_the_place_of_the_tools(tmp_path: Path) -> None:
    section = """\
sections:
  - id: lain
    text: {id: {title: Lain}, en: {title: Other}}
    fields:
      - id: arrivals
        kind: number
        text: {id: {label: Datang}, en: {label: Arrive}}
"""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    with (copy / QUEUE).open("a", encoding="utf-8") as file:
        file.write(section)
    findings = compile_all([copy], ACTIVITY_KINDS).findings
    assert [(one.code, one.line) for one in findings] == [("W003", 13)]


def test_an_english_title_alone_needs_no_english_form(tmp_path: Path) -> None:
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    text = (copy / QUEUE).read_text("utf-8")
    text = text.replace(', intro: "Use *invented* numbers."', "")
    (copy / QUEUE).write_text(text, "utf-8")
    report = compile_all([copy], ACTIVITY_KINDS)
    assert report.findings == []
    activity = report.courses[0].public.activity_by_slug("antrean")
    assert activity is not None
    assert set(activity.fragments) == {"id"}
    assert activity.text["en"].title == "Queue"
