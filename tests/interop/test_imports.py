"""Questions from files and pasted texts into a bank."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import func, select

from app.banks.models import BankAsset, BankQuestion, QuestionBank
from app.interop import apart
from app.kit.audit import AuditEntry
from tests.banks.conftest import BANKS, Room

CORPUS = Path(__file__).parent / "questions" / "corpus"
GIFT = (
    "// [tag:loket]\n::Satu JP::Berapa menit satu JP?{=45 ~30 ####Satu JP adalah 45 menit.}\n\n"
    "::Rusak::Mana?{=a ~b\n\n::Esai::Ceritakan.{}\n"
)


async def sent(client: AsyncClient, bank: str = "loket", **fields: Any) -> Response:
    """``file``: a path; else ``text``."""
    file = fields.pop("file", None)
    files = {"file": (file.name, file.read_bytes())} if file else {"note": (None, "")}
    data = {"competency": "pelayanan-publik"} | fields
    return await client.post(f"{BANKS}/{bank}/imports", data=data, files=files)


async def told(client: AsyncClient, bank: str = "loket", **fields: Any) -> Any:
    answer = await sent(client, bank, **fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def counted(app: FastAPI, table: type[Any]) -> int:
    async with app.state.database.reading() as session:
        return int(await session.scalar(select(func.count()).select_from(table)) or 0)


async def test_a_pasted_text_comes_in(app: FastAPI, room: Room) -> None:
    outcome = await told(room.budi, text=GIFT)
    assert (outcome["format"], outcome["taken"], outcome["refused"]) == ("gift", 2, 1)
    first, torn, essay = outcome["questions"]
    assert (first["status"], first["id"], first["line"]) == ("taken", "satu-jp", 2)
    assert (first["kind"], first["stem"]) == ("single_choice", "Berapa menit satu JP?")
    assert (torn["status"], torn["line"], torn["index"]) == ("refused", 4, None)
    assert "tidak berpasangan" in torn["why"][0]
    assert any("rubrik bawaan" in note for note in essay["notes"])
    read = (await room.budi.get(f"{BANKS}/loket/questions/satu-jp")).json()
    source = read["current"]["source"]
    assert source["tags"] == ["loket"]
    assert source["author"] == "Budi Contoh, M.Pd."
    assert source["text"]["id"]["explanation"] == "Satu JP adalah 45 menit."


async def test_it_is_one_act_in_the_trail(app: FastAPI, room: Room) -> None:
    await told(room.budi, text=GIFT)
    async with app.state.database.reading() as session:
        acts = (
            await session.execute(
                select(AuditEntry.act, AuditEntry.details).where(AuditEntry.subject_kind == "bank")
            )
        ).all()
    assert [(act, details["count"]) for act, details in acts] == [("questions.added", 2)]


async def test_a_dry_run_says_the_same_and_keeps_nothing(app: FastAPI, room: Room) -> None:
    before = await counted(app, BankQuestion), await counted(app, AuditEntry)
    first = await told(room.budi, file=CORPUS / "moodle-kinds.xml", dry_run="true")
    assert (await counted(app, BankQuestion), await counted(app, AuditEntry)) == before
    assert await counted(app, BankAsset) == 0
    then = await told(room.budi, file=CORPUS / "moodle-kinds.xml")
    assert first | {"dry_run": False} == then
    assert await counted(app, BankQuestion) == before[0] + then["taken"]


async def test_pictures_come_along(app: FastAPI, room: Room) -> None:
    outcome = await told(room.budi, file=CORPUS / "moodle-kinds.xml")
    assert outcome["pictures"] == 1
    shown = next(one for one in outcome["questions"] if one["name"] == "Tunggal")
    source = (await room.budi.get(f"{BANKS}/loket/questions/{shown['id']}")).json()["current"]
    (picture,) = (await room.budi.get(f"{BANKS}/loket/pictures")).json()["items"]
    assert f'src="{picture["file"]}"' in source["source"]["text"]["id"]["stem"]
    assert picture["alt"] == "Loket"


async def test_what_is_there_is_said_and_not_doubled(room: Room) -> None:
    await told(room.budi, text=GIFT)
    again = await told(room.budi, text=GIFT)
    assert (again["taken"], again["duplicates"]) == (0, 2)
    assert again["questions"][0]["id"] == "satu-jp"


async def test_some_can_be_left_out(room: Room) -> None:
    outcome = await told(room.budi, text=GIFT, leave_out=["1"])
    assert (outcome["taken"], outcome["left_out"]) == (1, 1)
    assert [one["name"] for one in outcome["questions"]] == ["Satu JP", "Rusak"]


@pytest.mark.parametrize("name", ["gift-answers.gift", "aiken-habits.txt", "moodle-4.5.xml"])
async def test_every_question_is_answered(room: Room, name: str) -> None:
    outcome = await told(room.budi, file=CORPUS / name, dry_run="true")
    statuses = [one["status"] for one in outcome["questions"]]
    assert len(statuses) == outcome["taken"] + outcome["duplicates"] + outcome["refused"]
    assert all(one["why"] for one in outcome["questions"] if one["status"] == "refused")


async def test_a_pasted_table(room: Room) -> None:
    text = (CORPUS / "table-pasted.tsv").read_text("utf-8")
    outcome = await told(room.budi, text=text)
    assert outcome["format"] == "table"
    assert outcome["taken"] == 6


async def test_a_bank_in_two_languages_stays_so(room: Room) -> None:
    bank = """- id: dua-bahasa
  kind: true_false
  competency: pelayanan-publik
  author: Tim contoh (rekaan)
  review_on: 2027-04-12
  key: true
  text:
    id: {stem: "Loket buka?", explanation: "Ya."}
    en: {stem: "Is it open?", explanation: "Yes."}
"""
    outcome = await told(room.budi, text=bank, format="yaml")
    assert outcome["taken"] == 1
    read = (await room.budi.get(f"{BANKS}/loket/questions/dua-bahasa")).json()
    assert read["current"]["source"]["text"]["en"]["stem"] == "Is it open?"


async def test_wording_is_advice(room: Room) -> None:
    outcome = await told(room.budi, text="::Kata::Apa itu password?{=kata sandi ~nama}")
    (question,) = outcome["questions"]
    assert question["status"] == "taken"
    assert any("padanan" in note for note in question["notes"])


async def test_words_are_in_the_reader_s_language(app: FastAPI, room: Room) -> None:
    await room.budi.patch("/api/v1/me", json={"language": "en"})
    outcome = await told(room.budi, text=GIFT)
    assert "do not pair" in outcome["questions"][1]["why"][0]


@pytest.mark.parametrize(
    ("content", "format_", "words"),
    [
        (b"<quiz><question>", "moodle", "bukan XML yang utuh"),
        (b"PK\x03\x04rusak", "xlsx", "bukan berkas XLSX"),
        (b"\x00\x01\x02", "gift", "bukan berkas teks"),
        (b"a: [", "yaml", "bukan"),
    ],
)
async def test_a_file_that_cannot_be_read_says_why(
    room: Room, content: bytes, format_: str, words: str
) -> None:
    answer = await room.budi.post(
        f"{BANKS}/loket/imports", data={"format": format_}, files={"file": ("soal", content)}
    )
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/file-unreadable"
    assert words in answer.json()["errors"][0]["detail"]


async def test_neither_file_nor_text(room: Room) -> None:
    answer = await sent(room.budi)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/file-missing"


async def test_a_file_that_is_too_large(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.interop.importing.MAX_FILE_BYTES", 100)
    answer = await sent(room.budi, file=CORPUS / "gift-kinds.gift")
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/file-too-large"


async def test_a_file_that_takes_too_long(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MAX_SECONDS", 0.01)
    answer = await sent(room.budi, text=GIFT)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/file-too-hard"


async def test_who_may_not_edit_sees_no_bank(room: Room) -> None:
    for client in (room.dewi, room.asep, room.sari):
        assert (await sent(client, text=GIFT)).status_code == 404
    assert (await sent(room.budi, bank="tidak-ada", text=GIFT)).status_code == 404


async def test_a_bank_of_files_is_taken_over_first(app: FastAPI, room: Room) -> None:
    async with app.state.database.transaction() as session:
        bank = (
            await session.execute(select(QuestionBank).where(QuestionBank.slug == "loket"))
        ).scalar_one()
        bank.origin = "files"
    assert (await sent(room.budi, text=GIFT)).status_code == 409
    preview = await told(room.budi, text=GIFT, take="true", dry_run="true")
    assert preview["taken"] == 2
    assert (await sent(room.budi, text=GIFT)).status_code == 409
    assert (await told(room.budi, text=GIFT, take="true"))["taken"] == 2


async def test_another_type_than_a_form_is_refused(room: Room) -> None:
    answer = await room.budi.post(
        f"{BANKS}/loket/imports", content=b"x", headers={"content-type": "text/plain"}
    )
    assert answer.status_code == 415
