"""What learners say of the material: ratings without names, reports with answers."""

import asyncio
from typing import Any

from httpx import Response
from sqlalchemy import select

from app.inbox.models import Message
from app.kit.ids import uuid7
from tests.insight.conftest import Class, publish_anew

SAID = {"block": "b1", "kind": "wrong", "words": "Angkanya 20 JP, bukan 24 (rekaan)."}


async def report(room: Class, who: str = "sari", **changed: Any) -> Response:
    return await room.clients[who].post(
        f"/api/v1/courses/{room.course.slug}/activities/satu/reports", json=SAID | changed
    )


async def settle(room: Class, one: dict[str, Any], how: str, who: str = "budi") -> Response:
    body = {"answer": "Terima kasih, sudah diperbaiki."} if how == "answer" else None
    return await room.clients[who].post(f"{room.taught}/reports/{one['id']}/{how}", json=body)


async def test_a_report_is_answered(room: Class) -> None:
    await room.enrol("sari")
    sent = await report(room)
    assert sent.status_code == 201, sent.text
    assert sent.json()["quote"] == "Materi satu (rekaan)."
    queue = await room.get("/reports")
    assert queue["counts"] == {"open": 1, "answered": 0, "closed": 0}
    [one] = queue["items"]
    assert (one["by"], one["slug"], one["module"]) == ("Sari Contoh, S.Sos.", "satu", "modul")
    assert (one["block"], one["changed"], one["version"]) == ("b1", False, 1)
    assert room.cast.sari.nip not in str(queue)

    answered = await settle(room, one, "answer")
    assert answered.status_code == 200, answered.text
    assert answered.json()["state"] == "answered"
    assert answered.json()["settled_by"] == "Budi Contoh, M.Pd."
    assert (await room.get("/reports"))["items"] == []
    assert len((await room.get("/reports", state="answered"))["items"]) == 1
    own = (await room.clients["sari"].get(f"/api/v1/courses/{room.course.slug}/reports")).json()
    assert [(mine["state"], mine["answer"]) for mine in own] == [
        ("answered", "Terima kasih, sudah diperbaiki.")
    ]
    async with room.app.state.database.reading() as session:
        [message] = (await session.execute(select(Message))).scalars().all()
    assert message.subject == "Jawaban laporan Anda: Materi satu"
    assert message.link == f"{room.page}/satu/laporkan"
    trail = (await room.clients["rina"].get("/api/v1/admin/audit")).json()["items"]
    assert [one["act"] for one in trail] == ["report.answered"]


async def test_of_two_who_answer_one_does(room: Class) -> None:
    await room.enrol("sari")
    one = (await report(room)).json()
    answers = await asyncio.gather(settle(room, one, "answer"), settle(room, one, "close", "tono"))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert (await settle(room, one, "close")).status_code == 409
    assert (await settle(room, {"id": uuid7()}, "close")).status_code == 404


async def test_the_same_words_twice_are_one_report(room: Class) -> None:
    await room.enrol("sari")
    first, second = await report(room), await report(room)
    assert first.json()["id"] == second.json()["id"]
    elsewhere = await report(room, block=None)
    assert elsewhere.json()["id"] != first.json()["id"]
    assert (await room.get("/reports"))["counts"]["open"] == 2


async def test_twenty_a_day(room: Class) -> None:
    await room.enrol("sari")
    for number in range(20):
        assert (await report(room, words=f"Salah ketik nomor {number}")).status_code == 201
    assert (await report(room, words="Satu lagi")).status_code == 429
    room.clock.advance(days=1, seconds=1)
    assert (await report(room, words="Satu lagi")).status_code == 201
    seen: list[str] = []
    after: str | None = None
    while True:
        asked = {"limit": "8"} | ({"after": after} if after else {})
        page = await room.get("/reports", "budi", **asked)
        seen += [one["words"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == [*(f"Salah ketik nomor {number}" for number in range(20)), "Satu lagi"]


async def test_a_passage_that_changed_since_says_so(room: Class) -> None:
    await room.enrol("sari")
    await report(room)
    await publish_anew(room, '<p id="b1">Materi satu, diperbaiki (rekaan).</p>')
    [one] = (await room.get("/reports"))["items"]
    assert (one["changed"], one["version"], one["quote"]) == (True, 1, "Materi satu (rekaan).")


async def test_odd_reports_are_refused(room: Class) -> None:
    await room.enrol("sari")
    odd: list[tuple[dict[str, Any], int]] = [
        ({"block": "b99"}, 404),
        ({"block": "<script>"}, 404),
        ({"block": "b1\x00"}, 422),
        ({"kind": "rude"}, 422),
        ({"words": "    a   "}, 422),
        ({"words": "x" * 2001}, 422),
        ({"words": "tanpa\x00batas"}, 422),
        ({"words": 5}, 422),
        ({"more": 1}, 422),
    ]
    for changed, status in odd:
        assert (await report(room, **changed)).status_code == status, changed
    assert (await room.get("/reports"))["items"] == []


async def test_who_reports_and_who_reads(room: Class) -> None:
    await room.enrol("sari")
    assert (await report(room, "joko")).status_code == 409
    # Staff who only look at it may find mistakes too.
    assert (await report(room, "budi", words="Judul keliru")).status_code == 201
    one = (await report(room)).json()
    for who in ("sari", "joko", "dewi", "asep"):
        for path in ("/reports", "/ratings"):
            answer = await room.clients[who].get(room.taught + path)
            assert answer.status_code == 404, (who, path)
        assert (await settle(room, one, "close", who)).status_code == 404
    nobody = await room.clients["sari"].post(
        f"/api/v1/courses/{room.course.slug}/activities/tidak-ada/reports", json=SAID
    )
    assert nobody.status_code == 404


async def rate(room: Class, who: str, stars: int, words: str = "") -> Response:
    return await room.clients[who].put(
        f"/api/v1/courses/{room.course.slug}/rating", json={"stars": stars, "words": words}
    )


async def test_ratings_are_told_from_five_on_without_names(room: Class) -> None:
    people = ("sari", "joko", "dewi", "asep", "rina")
    await room.enrol(*people)
    for who, stars in zip(people[:4], (5, 4, 4, 2), strict=True):
        assert (await rate(room, who, stars, f"Kata {stars} (rekaan)")).status_code == 200
    told = await room.get("/ratings")
    assert told["versions"] == [{"version": 1, "ratings": 4, "mean": None, "spread": None}]
    assert told["items"] == []
    await rate(room, "rina", 4)
    # Saying it again replaces it.
    await rate(room, "rina", 5)
    told = await room.get("/ratings")
    assert told["versions"] == [
        {"version": 1, "ratings": 5, "mean": 4.0, "spread": [0, 1, 0, 2, 2]}
    ]
    assert [one["words"] for one in told["items"]] == [
        "Kata 2 (rekaan)",
        "Kata 4 (rekaan)",
        "Kata 4 (rekaan)",
        "Kata 5 (rekaan)",
    ]
    assert "Contoh" not in str(told["items"])
    page = await room.get("/ratings", limit=2)
    rest = await room.get("/ratings", after=page["next"])
    assert len(page["items"]) + len(rest["items"]) == 4
    own = await room.clients["rina"].get(f"/api/v1/courses/{room.course.slug}/rating")
    assert own.json()["rating"]["stars"] == 5


async def test_odd_ratings_are_refused(room: Class) -> None:
    await room.enrol("sari")
    path = f"/api/v1/courses/{room.course.slug}/rating"
    for body in (
        {"stars": 0},
        {"stars": 6},
        {"stars": "5"},
        {"stars": 4.5},
        {"stars": 10**30},
        {"stars": 5, "words": "x" * 1001},
        {"stars": 5, "words": "a\x00"},
        {},
    ):
        assert (await room.clients["sari"].put(path, json=body)).status_code == 422, body
    assert (await room.clients["sari"].get(path)).json()["rating"] is None


async def test_only_who_takes_it_rates_it(room: Class) -> None:
    assert (await rate(room, "sari", 5)).status_code == 409
    await room.enrol("sari")
    assert (await rate(room, "sari", 5)).status_code == 200
