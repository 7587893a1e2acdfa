"""Nothing a file holds raises anything but the one error that readers document."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.interop.questions.formats import SOURCES, Source, format_of, parse
from app.interop.questions.model import UnreadableFileError
from app.interop.questions.workbook import Plan, write
from tests.interop.questions.make_questions import ROUGH

CORPUS = [p for p in (Path(__file__).parent / "corpus").iterdir() if p.suffix != ".outcome"]
WHOLE = {path.name: path.read_bytes() for path in CORPUS}
FUZZ = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(kind: Source, content: bytes) -> None:
    with contextlib.suppress(UnreadableFileError):
        imported = parse(kind, content)
        assert all(one.line >= 0 and one.why.id and one.why.en for one in imported.refused)
        assert all(one.what.id and one.what.en for one in imported.notes)


@pytest.mark.parametrize("kind", SOURCES)
@FUZZ
@given(content=st.binary(max_size=300))
def test_any_bytes(kind: Source, content: bytes) -> None:
    read(kind, content)


@pytest.mark.parametrize("kind", SOURCES)
@FUZZ
@given(text=ROUGH.map("".join))
def test_any_text(kind: Source, text: str) -> None:
    read(kind, text.encode("utf-8", "replace"))


@pytest.mark.parametrize("name", sorted(set(WHOLE) - {"table-bomb.xlsx"}))
@FUZZ
@given(draw=st.data())
def test_mutated_files(name: str, draw: st.DataObject) -> None:
    content = bytearray(WHOLE[name])
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(content)))
        gone = draw.draw(st.integers(0, 12))
        content[at : at + gone] = draw.draw(
            st.one_of(st.binary(max_size=6), ROUGH.map(lambda parts: "".join(parts).encode()))
        )
    whole = bytes(content)
    read(format_of(Path(name).suffix, whole), whole)


@FUZZ
@given(rows=st.lists(st.lists(ROUGH.map("".join), max_size=8), max_size=4))
def test_any_cells(rows: list[list[str]]) -> None:
    headings = ["Jenis", "Soal", "Kunci", "Pilihan A", "Pilihan B", "Pasangan A", "Poin", "Satuan"]
    kinds = ["pilihan tunggal", "pilihan jamak", "angka", "menjodohkan"]
    body = [[kinds[n], *row] for n, row in enumerate(rows)]
    read("xlsx", write([Plan("Soal", [headings, *body], [10] * 8)]))


@pytest.mark.parametrize(
    "text",
    ["<b>" * 20_000, "<" * 60_000, "[" * 60_000, "**a" * 20_000, "<table><tr><td>" * 4_000],
    ids=["deep", "lesser", "brackets", "stars", "tables"],
)
def test_texts_made_to_be_slow(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    for markup in ("html", "markdown"):
        xml = (
            f'<quiz><question type="truefalse"><questiontext format="{markup}"><text>{escaped}'
            '</text></questiontext><answer fraction="100"><text>true</text></answer>'
            '<answer fraction="0"><text>false</text></answer></question></quiz>'
        )
        read("moodle-xml", xml.encode())
    read("gift", f"[html]{text}{{T}}".encode())


@pytest.mark.parametrize(
    "content",
    [
        b"<a>" * 1000,
        b"<quiz>" + b"<question/>" * 6000 + b"</quiz>",
        b'<?xml version="1.0" encoding="x-none"?><quiz/>',
        b'<?xml version="1.0"?><!DOCTYPE q SYSTEM "file:///etc/passwd"><quiz/>',
        b"<quiz " + b" ".join(b'a%d="1"' % n for n in range(60)) + b"/>",
    ],
)
def test_hostile_xml_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        parse("moodle-xml", content)
