"""A bank's questions as files of other formats."""

import io
import zipfile
from typing import Any

import pytest

from app.interop.questions.formats import parse
from tests.banks.conftest import BANKS, Room
from tests.interop.test_imports import CORPUS, told

FIELDS = {"competency": "pelayanan-publik"}
KINDS = """::Esai::Ceritakan.{}

::Pasangan::Jodohkan.{=a -> x =b -> y}

::Pilihan::Mana?{=ya ~tidak}
"""


async def filled(room: Room, text: str) -> None:
    assert (await told(room.budi, text=text))["taken"]


@pytest.mark.parametrize("format_", ["gift", "moodle", "xlsx", "yaml"])
async def test_what_goes_out_comes_in_as_the_same(room: Room, format_: str) -> None:
    await filled(room, KINDS)
    answer = await room.budi.get(f"{BANKS}/loket/export", params={"format": format_})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    files = {"file": (f"soal.{'xml' if format_ == 'moodle' else format_}", answer.content)}
    again = await room.budi.post(f"{BANKS}/loket/imports", data=FIELDS, files=files)
    outcome = again.json()
    pilihan = [one for one in outcome["questions"] if one["name"] in ("Pilihan", "pilihan")]
    if format_ in ("yaml", "xlsx"):
        assert outcome["duplicates"] == len(outcome["questions"])
    assert [one["kind"] for one in pilihan] == ["single_choice"]
    assert outcome["refused"] == 0


async def test_what_a_format_cannot_hold_stands_beside_it(room: Room) -> None:
    await filled(room, KINDS)
    answer = await room.budi.get(f"{BANKS}/loket/export", params={"format": "aiken"})
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(archive.namelist()) == ["loket.txt", "tidak-ikut.txt"]
        left = archive.read("tidak-ikut.txt").decode()
        assert "esai: Aiken hanya memuat pilihan tunggal" in left
        assert parse("aiken", archive.read("loket.txt")).refused == ()


@pytest.mark.parametrize("format_", ["gift", "moodle", "xlsx"])
async def test_the_list_inside_a_file_is_passed_over(room: Room, format_: str) -> None:
    text = (CORPUS / "table-pasted.tsv").read_text("utf-8")
    await filled(room, text)
    params = {"format": format_}
    outcome = (await room.budi.get(f"{BANKS}/loket/export/outcome", params=params)).json()
    content = (await room.budi.get(f"{BANKS}/loket/export", params=params)).content
    kinds: Any = {"gift": "gift", "moodle": "moodle-xml", "xlsx": "xlsx"}
    back = parse(kinds[format_], content)
    assert back.refused == ()
    assert len(back.questions) == outcome["written"]


async def test_a_bank_with_pictures_goes_as_an_archive(room: Room) -> None:
    await told(room.budi, file=CORPUS / "moodle-kinds.xml")
    answer = await room.budi.get(f"{BANKS}/loket/export", params={"format": "yaml"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
    assert "loket.yaml" in names
    assert any(name.startswith("assets/") for name in names)


async def test_who_may_not_read_gets_nothing(room: Room) -> None:
    for client in (room.asep, room.sari, room.dewi):
        assert (await client.get(f"{BANKS}/loket/export")).status_code == 404


async def test_the_table_to_fill_in(room: Room) -> None:
    answer = await room.budi.get("/api/v1/teaching/question-table")
    assert answer.status_code == 200
    assert len(parse("xlsx", answer.content).questions) == 10
    assert (await room.sari.get("/api/v1/teaching/question-table")).status_code == 404
