"""Progress as files: the figures of the page, whoever reads it, and nobody's NIP."""

import csv
import io
import zipfile

import pytest
from httpx import Response

from app.insight import export
from tests.cast import DINAS_B, KECAMATAN
from tests.insight.conftest import Class


async def asked(room: Class, path: str, who: str = "budi", **given: str) -> Response:
    return await room.clients[who].get(room.taught + path, params=given)


def rows(answer: Response) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


async def moving(room: Class) -> None:
    await room.enrol("sari", "joko", "asep")
    await room.do("sari", "satu", "opened")
    room.clock.advance(minutes=7)
    await room.do("sari", "satu", "done")
    room.clock.advance(days=15)
    await room.do("joko", "dua", "opened")
    await room.measure()


async def test_by_unit(room: Class) -> None:
    await moving(room)
    answer = await asked(room, "/progress/export", "rina")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="kemajuan-unit.csv"'
    head, *units, whole = rows(answer)
    assert head[0:5] == [
        "Perangkat daerah",
        "Peserta",
        "Sudah mulai",
        "Lulus",
        "Belum bergerak 14 hari",
    ]
    assert units == [
        ["Dinas B (rekaan)", "1", "1", "0", "0", "", "", "", "", ""],
        ["Kecamatan Contoh (rekaan)", "1", "1", "0", "1", "7", "5", "", "Materi satu", "1"],
        ["Pemerintah Kota Contoh (rekaan)", "1", "0", "0", "1", "", "", "", "", ""],
    ]
    assert whole == ["Semua", "3", "2", "0", "2", "7", "5", "", "", ""]
    _, *units, whole = rows(await asked(room, "/progress/export", days="30"))
    assert units == [
        [
            "3 unit kecil bersama-sama (ada yang kurang dari 5 peserta)",
            "3",
            "2",
            "0",
            "0",
            "",
            "",
            "",
            "",
            "",
        ]
    ]
    _, *units, whole = rows(await asked(room, "/progress/export", "dewi"))
    assert [one[0] for one in units] == ["Kecamatan Contoh (rekaan)"]
    assert whole[1] == "1"


async def test_by_activity(room: Class) -> None:
    await moving(room)
    head, *steps = rows(await asked(room, "/progress/export", by="activity"))
    assert head[1:4] == ["Kegiatan", "Membuka", "Selesai"]
    assert steps[0] == ["1. Modul rekaan", "Materi satu", "1", "1", "0", "7", "5", "1", "1"]
    assert len(steps) == 3


async def test_learners(room: Class) -> None:
    await moving(room)
    answer = await asked(room, "/learners/export")
    head, *people = rows(answer)
    assert head[0:3] == ["Nama", "Perangkat daerah", "Keadaan"]
    assert [(one[0], one[2], one[5], one[6]) for one in people] == [
        ("Asep Contoh, S.H.", "Belum bergerak", "Belum mulai", "15"),
        ("Sari Contoh, S.Sos.", "Belum bergerak", "Materi satu", "15"),
        ("Joko Contoh", "Sedang belajar", "Materi dua", "0"),
    ]
    for who in (room.cast.sari, room.cast.joko, room.cast.asep):
        assert who.nip not in answer.text
    stuck = await asked(room, "/learners/export", state="stuck", agency=str(KECAMATAN))
    assert [one[0] for one in rows(stuck)[1:]] == ["Sari Contoh, S.Sos."]
    named = await asked(room, "/learners/export", q="CONTÓH jok")
    assert [one[0] for one in rows(named)[1:]] == ["Joko Contoh"]
    of_dewi = rows(await asked(room, "/learners/export", "dewi"))[1:]
    assert [one[0] for one in of_dewi] == ["Sari Contoh, S.Sos."]
    assert rows(await asked(room, "/learners/export", "dewi", agency=str(DINAS_B)))[1:] == []


async def test_as_a_workbook(room: Class) -> None:
    await moving(room)
    for path in ("/learners/export", "/progress/export"):
        answer = await asked(room, path, format="xlsx")
        assert answer.status_code == 200
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            assert "Perangkat daerah" in book.read("xl/worksheets/sheet1.xml").decode()


async def test_a_list_longer_than_a_file_is_refused(
    room: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    await moving(room)
    monkeypatch.setattr(export, "BATCH", 2)
    assert len(rows(await asked(room, "/learners/export"))) == 4
    monkeypatch.setattr(export, "MAX_LEARNERS", 2)
    answer = await asked(room, "/learners/export")
    assert (answer.status_code, answer.json()["type"]) == (
        409,
        "/problems/too-many-learners",
    )


async def test_who_gets_them(room: Class) -> None:
    await moving(room)
    for path in ("/learners/export", "/progress/export"):
        for who in ("sari", "joko"):
            assert (await asked(room, path, who)).status_code == 404, who
        for odd in ({"days": "0"}, {"format": "pdf"}, {"agency": "x"}):
            assert (await asked(room, path, "budi", **odd)).status_code == 422, odd
    assert (await asked(room, "/progress/export", by="person")).status_code == 422
