"""Writing questions: add, save with a revision, retire, and change many at once."""

from typing import Any

from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import func, select

from app.banks import service as banks
from app.banks.models import QuestionBank, QuestionVersion
from app.identity.service import actor_for
from app.kit.audit import AuditEntry
from tests.banks.conftest import BANKS, Room
from tests.banks.make_bank import question
from tests.cast import DINAS_A, DINAS_B, Cast
from tests.conftest import FixedClock

LOKET = f"{BANKS}/loket/questions"


async def read(client: AsyncClient, slug: str, bank: str = "loket") -> Any:
    answer = await client.get(f"{BANKS}/{bank}/questions/{slug}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def acts(app: FastAPI) -> list[tuple[str, dict[str, Any]]]:
    async with app.state.database.reading() as session:
        found = await session.execute(
            select(AuditEntry.act, AuditEntry.details)
            .where(AuditEntry.subject_kind.in_(("bank", "question")))
            .order_by(AuditEntry.id)
        )
        return [(act, details) for act, details in found]


def without_id(**more: Any) -> dict[str, Any]:
    return {key: value for key, value in question(**more).items() if key != "id"}


async def test_a_question_is_added_at_the_end(app: FastAPI, room: Room) -> None:
    source = without_id(stem="Siapa yang Anda **layani** lebih dahulu?", tags=["antrean"])
    answer = await room.budi.post(LOKET, json={"source": source, "note": "Baru"})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["id"] == "siapa-yang-anda-layani-lebih"
    assert made["revision"] == 1
    assert made["current"]["made_by"] == "Budi Contoh, M.Pd."
    assert made["current"]["note"] == "Baru"
    page = (await room.budi.get(LOKET)).json()
    assert [one["id"] for one in page["items"]][-1] == made["id"]
    assert (await acts(app))[-1] == (
        "question.added",
        {"bank": "loket", "question": made["id"]},
    )


async def test_the_same_question_twice_is_one(room: Room) -> None:
    source = without_id(stem="Baru?")
    first = await room.budi.post(LOKET, json={"source": source})
    again = await room.budi.post(LOKET, json={"source": source})
    assert again.status_code == 409
    assert again.json()["type"] == "/problems/question-is-there"
    assert again.json()["same_as"] == first.json()["id"]


async def test_an_id_is_used_once(room: Room) -> None:
    source = question("lansia", stem="Yang lain sama sekali?")
    answer = await room.budi.post(LOKET, json={"source": source})
    assert answer.json()["type"] == "/problems/question-id-taken"
    retired = await room.budi.post(LOKET, json={"source": question("lama", stem="Baru?")})
    assert retired.status_code == 409


async def test_faults_are_said_field_by_field(room: Room) -> None:
    source = question("baru", stem="Tekan login?", key="c")
    answer = await room.budi.post(LOKET, json={"source": source})
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"] == "/problems/question-refused"
    found = {(one["code"], tuple(one["path"])) for one in problem["findings"]}
    assert found == {("Q012", ("key",)), ("C070", ("text", "id", "stem"))}
    assert all("error" not in one["words"] for one in problem["findings"])
    assert problem["errors"][0]["pointer"] in ("/source/key", "/source/text/id/stem")
    assert {one["code"]: one["words"] for one in problem["findings"]}["C070"] == (
        "Ada kata yang sebaiknya diganti. Pakai padanan Indonesianya."
    )
    room.budi.cookies.set("lentera-lang", "en")
    english = (await room.budi.post(LOKET, json={"source": source})).json()
    assert english["detail"] == "Parts of the question need mending. Nothing was saved."
    words = {one["code"]: one["words"] for one in english["findings"]}
    assert words["Q012"] == "'c' is not an id of this question; write one of a, b."


async def test_a_save_makes_the_next_version(app: FastAPI, room: Room) -> None:
    source = question("lansia", stem="Siapa dahulu?", tags=["prioritas"])
    answer = await room.tono.put(
        f"{LOKET}/lansia", json={"revision": 1, "source": source, "note": "Ringkas"}
    )
    assert answer.status_code == 200, answer.text
    saved = answer.json()
    assert (saved["revision"], saved["stem"], saved["tags"]) == (2, "Siapa dahulu?", ["prioritas"])
    assert saved["current"]["made_by"] == "Tono Contoh, S.Kom."
    found = (await room.budi.get(LOKET, params={"tag": "prioritas", "q": "dahulu"})).json()
    assert [one["id"] for one in found["items"]] == ["lansia"]
    assert (await room.budi.get(LOKET, params={"q": "didahulukan"})).json()["items"] == []
    # The same text again, even from an old revision, is no conflict and no new version.
    again = await room.tono.put(f"{LOKET}/lansia", json={"revision": 1, "source": source})
    assert again.json()["revision"] == 2
    assert [act for act, _ in await acts(app)] == ["question.changed"]


async def test_two_who_save_at_once_lose_nothing(room: Room) -> None:
    mine, theirs = question("lansia", stem="Punya Budi?"), question("lansia", stem="Punya Tono?")
    await room.tono.put(f"{LOKET}/lansia", json={"revision": 1, "source": theirs})
    answer = await room.budi.put(f"{LOKET}/lansia", json={"revision": 1, "source": mine})
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["type"] == "/problems/question-changed"
    assert problem["current"]["source"]["text"]["id"]["stem"] == "Punya Tono?"
    assert problem["current"]["number"] == 2
    assert problem["current"]["made_by"] == "Tono Contoh, S.Kom."
    assert (await read(room.budi, "lansia"))["stem"] == "Punya Tono?"
    chosen = await room.budi.put(f"{LOKET}/lansia", json={"revision": 2, "source": mine})
    assert chosen.json()["revision"] == 3


async def test_an_id_never_changes(room: Room) -> None:
    source = question("lain", stem="Baru?")
    answer = await room.budi.put(f"{LOKET}/lansia", json={"revision": 1, "source": source})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/source/id"


async def test_a_question_is_retired_and_returns(app: FastAPI, room: Room) -> None:
    for status, act in (("retired", "question.retired"), ("active", "question.restored")):
        answer = await room.budi.put(f"{LOKET}/lansia/status", json={"status": status})
        assert answer.json()["status"] == status
        assert (await acts(app))[-1][0] == act
        async with app.state.database.reading() as session:
            source = (await banks.bank_sources(session, ["loket"]))["loket"]
            ids = [one["id"] for one in source.data["questions"]]
            assert ("lansia" in ids) == (status == "active")
    await room.budi.put(f"{LOKET}/lansia/status", json={"status": "active"})
    assert len(await acts(app)) == 2


async def test_readers_and_strangers_change_nothing(room: Room) -> None:
    async def tried(client: AsyncClient, bank: str) -> list[int]:
        path, source = f"{BANKS}/{bank}/questions", question("baru", stem="Baru?")
        answers: list[Response] = [
            await client.post(path, json={"source": source}),
            await client.put(f"{path}/lansia", json={"revision": 1, "source": source}),
            await client.put(f"{path}/lansia/status", json={"status": "retired"}),
            await client.post(f"{path}/bulk", json={"ids": ["lansia"], "status": "retired"}),
            await client.patch(f"{BANKS}/{bank}", json={"title": "Lain"}),
            await client.patch(f"{BANKS}/{bank}", json={"take": True}),
        ]
        return [answer.status_code for answer in answers]

    assert await tried(room.budi, "kota") == [404] * 6  # reads it, may not edit it
    assert await tried(room.budi, "asing") == [404] * 6
    assert await tried(room.dewi, "loket") == [404] * 6
    assert await tried(room.sari, "loket") == [404] * 6


async def test_a_bank_of_files_is_edited_only_after_taking_it(app: FastAPI, room: Room) -> None:
    path, source = f"{BANKS}/berkas/questions", question("lansia", stem="Diubah di sini?")
    refused = await room.budi.put(f"{path}/lansia", json={"revision": 1, "source": source})
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/bank-owned-by-files"
    assert (await read(room.budi, "lansia", "berkas"))["revision"] == 1
    taken = await room.budi.put(
        f"{path}/lansia", json={"revision": 1, "source": source, "take": True}
    )
    assert taken.json()["revision"] == 2
    assert (await room.budi.get(f"{BANKS}/berkas")).json()["origin"] == "studio"
    assert [act for act, _ in await acts(app)] == ["bank.taken", "question.changed"]


async def test_many_change_in_one_act(app: FastAPI, room: Room) -> None:
    change = {
        "ids": ["lansia", "berkas", "hilang"],
        "set": {"difficulty": "easy", "review_on": "2027-06-01"},
        "add_tags": ["semester-1"],
        "remove_tags": ["antrean"],
        "note": "Ditinjau",
    }
    answer = await room.budi.post(f"{LOKET}/bulk", json=change)
    assert answer.json() == {
        "changed": ["lansia", "berkas"],
        "unchanged": [],
        "missing": ["hilang"],
    }
    lansia, berkas = await read(room.budi, "lansia"), await read(room.budi, "berkas")
    assert (lansia["difficulty"], lansia["review_on"]) == ("easy", "2027-06-01")
    assert lansia["tags"] == ["semester-1"]
    assert berkas["tags"] == ["berkas", "semester-1"]
    assert berkas["current"]["source"]["difficulty"] == "easy"
    assert berkas["current"]["note"] == "Ditinjau"
    (act, details), *rest = await acts(app)
    assert (act, rest) == ("questions.changed", [])
    assert (details["count"], details["set"]) == (2, "difficulty,review_on")
    again = await room.budi.post(f"{LOKET}/bulk", json=change)
    assert again.json()["unchanged"] == ["lansia", "berkas"]
    assert (await read(room.budi, "lansia"))["revision"] == 2


async def test_many_are_retired_at_once(room: Room) -> None:
    change = {"ids": ["lansia", "lama"], "status": "retired"}
    answer = await room.budi.post(f"{LOKET}/bulk", json=change)
    assert answer.json()["changed"] == ["lansia"]
    assert (await room.budi.get(f"{BANKS}/loket")).json()["retired_questions"] == 2


async def test_too_many_tags_change_nothing(room: Room) -> None:
    tags = [f"tanda-{n}" for n in range(20)]
    answer = await room.budi.post(
        f"{LOKET}/bulk", json={"ids": ["berkas", "lansia"], "add_tags": tags}
    )
    assert answer.status_code == 422
    assert (await read(room.budi, "lansia"))["revision"] == 1


async def test_many_come_in_and_each_is_answered(
    app: FastAPI, room: Room, cast: Cast, clock: FixedClock
) -> None:
    """The door for imports: ``add_questions``."""
    sources = [
        without_id(stem="Satu?"),
        without_id(stem="Satu?"),  # the same again
        question("lansia", stem="Dua?"),  # an id that is taken
        question("rusak", key="x"),
        question("lama", stem="Soal  lama", competency="lain"),  # asked by a retired question
    ]
    async with app.state.database.transaction() as session:
        budi = await actor_for(session, cast.budi.id, clock())
        assert budi is not None
        tried = await banks.add_questions(
            session, budi, "loket", sources, note="", take=False, now=clock(), dry_run=True
        )
        done = await banks.add_questions(
            session, budi, "loket", sources, note="Impor", take=False, now=clock()
        )
    assert [one.status for one in tried] == [one.status for one in done]
    assert [(one.status, one.id, one.same_as) for one in done] == [
        ("added", "satu", None),
        ("duplicate", None, "satu"),
        ("added", "lansia-2", None),
        ("refused", None, None),
        ("duplicate", None, "lama"),
    ]
    assert done[3].findings[0].code == "Q012"
    assert (await acts(app))[-1] == (
        "questions.added",
        {"bank": "loket", "count": 2, "note": "Impor"},
    )
    async with app.state.database.reading() as session:
        versions = select(func.count()).select_from(QuestionVersion)
        assert (await session.execute(versions)).scalar_one() == 3 + 5 + 2


async def test_a_bank_is_made_for_a_course_or_an_agency(app: FastAPI, room: Room) -> None:
    made = await room.budi.post(BANKS, json={"title": "Uji Étik 2027", "course": "loket-ramah"})
    assert made.status_code == 201, made.text
    assert made.json()["slug"] == "uji-etik-2027"
    assert made.json()["editable"] is True
    second = await room.budi.post(BANKS, json={"title": "Uji etik 2027", "course": "loket-ramah"})
    assert second.json()["slug"] == "uji-etik-2027-2"
    named = {"title": "X", "slug": "loket", "course": "loket-ramah"}
    taken = await room.budi.post(BANKS, json=named)
    assert taken.json()["type"] == "/problems/bank-slug-taken"
    units = await room.dewi.post(BANKS, json={"title": "Dinas", "agency": str(DINAS_A)})
    assert units.json()["owner"]["id"] == str(DINAS_A)
    assert [act for act, _ in await acts(app)] == ["bank.added"] * 3
    for client, body in (
        (room.budi, {"title": "X", "course": "kursus-lain"}),
        (room.budi, {"title": "X", "agency": str(DINAS_A)}),
        (room.dewi, {"title": "X", "agency": str(DINAS_B)}),
        (room.dewi, {"title": "X", "course": "loket-ramah"}),
        (room.sari, {"title": "X", "course": "loket-ramah"}),
    ):
        assert (await client.post(BANKS, json=body)).status_code == 404, body
    for body in ({"title": "X"}, {"title": "X", "course": "a", "agency": str(DINAS_A)}):
        assert (await room.rina.post(BANKS, json=body)).status_code == 422


async def test_a_bank_is_renamed_retired_and_returns(app: FastAPI, room: Room) -> None:
    changed = await room.budi.patch(f"{BANKS}/loket", json={"title": "Loket & antrean"})
    assert changed.json()["title"] == "Loket & antrean"
    retired = await room.budi.patch(f"{BANKS}/loket", json={"retired": True})
    assert retired.json()["retired"] is True
    listed = (await room.budi.get(BANKS)).json()["items"]
    assert "loket" not in [bank["slug"] for bank in listed]
    refused = await room.budi.put(f"{LOKET}/lansia/status", json={"status": "retired"})
    assert refused.json()["type"] == "/problems/bank-retired"
    back = await room.budi.patch(f"{BANKS}/loket", json={"retired": False})
    assert back.json()["retired"] is False
    assert [act for act, _ in await acts(app)] == ["bank.changed", "bank.retired", "bank.restored"]


async def test_the_title_of_a_bank_of_files_is_ours(app: FastAPI, room: Room) -> None:
    changed = await room.budi.patch(f"{BANKS}/berkas", json={"title": "Dari berkas"})
    assert changed.json()["origin"] == "files"
    refused = await room.budi.patch(f"{BANKS}/berkas", json={"retired": True})
    assert refused.json()["type"] == "/problems/bank-owned-by-files"
    taken = await room.budi.patch(f"{BANKS}/berkas", json={"take": True})
    assert taken.json()["origin"] == "studio"
    async with app.state.database.reading() as session:
        bank = select(QuestionBank).where(QuestionBank.slug == "berkas")
        assert (await session.execute(bank)).scalar_one().retired_at is None
