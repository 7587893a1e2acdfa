"""The app practice in the compiler: what is published of it, and every rule of its format."""

import copy
from pathlib import Path
from typing import Any

import pytest

from app.catalogue.compiler.kinds import Finding
from app.catalogue.compiler.markdown import MarkdownText
from app.catalogue.compiler.yamltext import parse
from app.practice.app_kind import AppPracticeKind, every_words
from app.practice.app_replay import is_finished, replay
from app.practice.app_shapes import AppPractice
from tests.practice.make_app import APP, WAY, read_source, source
from tests.practice.walk import way_through
from tests.server import ROOT

KIND = AppPracticeKind()
SHIPPED = sorted(
    path
    for path in (ROOT / "content" / "courses").glob("*/*/*.yaml")
    if path.read_text("utf-8").startswith("kind: app_practice")
)


def lint(data: dict[str, Any]) -> list[Finding]:
    text = MarkdownText({})
    return sorted({*KIND.lint(read_source(data), text), *text.findings})


def changed(**changes: Any) -> dict[str, Any]:
    """The source with changes to its application: ``screens__0__parts__0__text=…``."""
    data = source()
    for path, value in changes.items():
        *way, last = path.split("__")
        at: Any = data["app"]
        for name in way:
            at = at[int(name) if name.isdigit() else name]
        at[int(last) if last.isdigit() else last] = value
    return data


def test_it_works() -> None:
    assert lint(source()) == []
    compiled = KIND.compile(read_source(source()), MarkdownText({}))
    assert list(compiled.html) == ["id"], "a title alone is no translation"
    assert compiled.minutes == 10
    assert compiled.private is None
    assert 20 < compiled.words["id"] < 120, "words on screens, without what only the script reads"
    html = compiled.html["id"]
    assert html.count("<form ") == 3
    assert html.count(" novalidate") == 3
    assert 'action="surat/latihan"' in html
    assert "<p>Surat <em>rekaan</em>.</p>" in html
    assert "Layar tiruan · data rekaan" in html


def test_what_is_published_is_what_was_written() -> None:
    body = KIND.compile(read_source(source()), MarkdownText({})).body
    app = AppPractice.model_validate(body["app"])
    assert is_finished(app, replay(app, WAY))
    assert body["intro"]["id"].strip() == "<p>Data <em>rekaan</em>.</p>"
    again = KIND.compile(read_source(source()), MarkdownText({}))
    assert again.body == body


def test_words_cannot_leave_their_place() -> None:
    evil = "</script><img src=x onerror=alert(1)>\"'&"
    data = changed(name=evil, general=evil, screens__0__title=evil)
    html = KIND.compile(read_source(data), MarkdownText({})).html["id"]
    assert "<img" not in html
    assert html.count("</script>") == 1


def test_in_english_everything_is() -> None:
    data = source()
    data["text"]["en"]["intro"] = "Invented data."
    missing = lint(data)
    assert {finding.code for finding in missing} == {"A013"}
    app = AppPractice.model_validate(data["app"])
    for path, words in every_words(app):
        at: Any = data["app"]
        for name in path[:-1]:
            at = at[name]
        at[path[-1]] = {"id": words["id"], "en": "English"}
    assert len(list(every_words(app))) == len(missing)
    assert lint(data) == []
    compiled = KIND.compile(read_source(data), MarkdownText({}))
    assert list(compiled.html) == ["id", "en"]
    assert "Imitation screen" in compiled.html["en"]


def parts(number: int) -> Any:
    return copy.deepcopy(APP["screens"][number]["parts"])


def nowhere() -> list[Any]:
    """A third screen's button that leads to a dead end."""
    return [
        *parts(0),
        {"button": "Buntu", "id": "buntu", "when": {"surat": "kosong"}, "go": "buntu"},
    ]


DEAD_END = {"id": "buntu", "title": "Buntu", "nav": False, "parts": [{"text": "Tidak ada jalan."}]}

FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("A001", {"screens__2__id": "tulis"}),
    ("A001", {"screens__0__parts__3__id": "baris"}),
    ("A001", {"screens__1__parts__1__options__1__id": "camat"}),
    ("A002", {"start": "mana"}),
    ("A002", {"nav__0__go": "mana"}),
    ("A003", {"tasks__0__done": {"lain": "x"}}),
    ("A003", {"screens__0__parts__0__when": {"surat": "hilang"}}),
    ("A003", {"screens__1__parts__5__set": {"surat": "hilang"}}),
    ("A004", {"screens__1__parts__5__checks": ["kode"]}),
    ("A004", {"screens__2__parts__3__facts__0": {"label": "Hal"}}),
    ("A004", {"screens__2__parts__3__facts__0": {"label": "Hal", "of": "lain"}}),
    ("A005", {"screens__1__parts__6": {"button": "Batal", "id": "batal"}}),
    ("A005", {"nav__0__wrong": "Keliru."}),
    ("A005", {"screens__1__parts__6": {"button": "B", "id": "batal", "checks": ["perihal"]}}),
    ("A006", {"nav__0__on": [{"go": "kotak"}]}),
    ("A007", {"screens__1__parts__1__options": []}),
    ("A007", {"screens__1__parts__1__options__0__wrong": "Bukan."}),
    ("A007", {"screens__1__parts__1__right": {"is": "camat"}}),
    ("A007", {"screens__1__parts__0__right": {"checked": True}}),
    ("A007", {"screens__1__parts__0__right": {"is": "a", "words": 1}}),
    ("A007", {"screens__1__parts__2__right": {"from": "2026-11-28", "to": "2026-11-27"}}),
    ("A007", {"screens__1__parts__2__right": {"is": "27 November"}}),
    ("A008", {"screens__1__parts__0__otherwise": None}),
    ("A009", {"screens__0__parts__3__go": "kotak"}),
    ("A009", {"screens__0__parts__3__when": {"surat": "terkirim"}}),
    ("A010", {"screens__2__parts__5__on__0__set": {"surat": "draf"}}),
    ("A010", {"tasks__0__done": {"surat": ["kosong", "draf"]}}),
    (
        "A010",
        {"screens": [{**APP["screens"][0], "parts": nowhere()}, *APP["screens"][1:], DEAD_END]},
    ),
    ("C010", {"screens__0__parts__0": {"gambar": "x"}}),
    ("C010", {"screens__0__look": "logo"}),
    ("C070", {"name": "Halaman login"}),
    ("C070", {"screens__1__parts__0__mistakes__0__say": "Anda gagal."}),
    ("C071", {"tasks__0__hint": " ".join(["kata"] * 31)}),
]


@pytest.mark.parametrize(("code", "changes"), FAULTS)
def test_each_rule_finds_its_fault(code: str, changes: dict[str, Any]) -> None:
    found = lint(changed(**changes))
    assert code in {finding.code for finding in found}, found


def test_the_rules_of_the_file() -> None:
    intro = {"id": {"title": "Surat", "summary": "Ringkas.", "intro": "Data contoh."}}
    no_intro = {"id": {"title": "Surat", "summary": "Ringkas."}}
    assert [f.code for f in lint(source(minutes=16))] == ["A012"]
    assert [f.code for f in lint(source(text=intro))] == ["A014"]
    assert [f.code for f in lint(source(text=no_intro))] == ["A013"]


def test_states_have_an_end() -> None:
    many = [{"id": f"s{n}", "values": [str(v) for v in range(12)]} for n in range(6)]
    buttons = [
        {"button": "Ubah", "id": f"b{n}-{v}", "set": {f"s{n}": str(v)}}
        for n in range(6)
        for v in range(1, 6)
    ]
    data = changed(state=[*APP["state"], *many])
    data["app"]["screens"][0]["parts"] += buttons
    assert {finding.code for finding in lint(data)} == {"A011"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_can_be_finished_without_a_wrong_step(path: Path) -> None:
    data = parse(path.read_text("utf-8"), file=path.name).value
    assert lint(data) == []
    app = AppPractice.model_validate(data["app"])
    way = way_through(app)
    standing = replay(app, way)
    assert is_finished(app, standing)
    assert standing.wrong == 0
    assert 4 <= len(way) <= 40
