"""What waits on the hub, teachers told of reports, and reports answered together."""

import asyncio
from typing import Any

from httpx import Response
from sqlalchemy import select

from app.inbox.models import Delivery, Message
from app.insight.telling import tell_of_reports
from app.kit.ids import uuid7
from tests.banks.conftest import counted
from tests.insight.conftest import Class, publish_anew
from tests.make_course import make_course

WAITING = "/api/v1/teaching/waiting"
STANDINGS = "/api/v1/teaching/progress"


async def report(room: Class, words: str, **changed: Any) -> str:
    answer = await room.clients["sari"].post(
        f"/api/v1/courses/{room.course.slug}/activities/satu/reports",
        json={"block": "b1", "kind": "wrong", "words": words} | changed,
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def waiting(room: Class, who: str, **asked: Any) -> Response:
    asked = {"course": str(room.course.id)} | asked
    return await room.clients[who].get(WAITING, params=asked)


async def test_what_waits(room: Class) -> None:
    await room.enrol("sari", "joko")
    await report(room, "Salah ketik (rekaan).")
    room.clock.advance(days=15)
    await room.do("joko", "satu", "opened")
    rated = await room.clients["joko"].put(
        f"/api/v1/courses/{room.course.slug}/rating", json={"stars": 4}
    )
    assert rated.status_code == 200
    expected = {
        "course": str(room.course.id),
        "days": 14,
        "reports": 1,
        "stuck": 1,
        "ratings": 1,
    }
    for who in ("budi", "tono", "rina"):
        assert (await waiting(room, who)).json() == [expected], who
    for who in ("sari", "dewi", "asep"):
        assert (await waiting(room, who)).json() == [], who
    assert (await waiting(room, "budi", days=30)).json()[0]["stuck"] == 0
    odd: dict[str, Any]
    for odd in ({"course": "x"}, {"course": []}, {"days": "0"}, {"course": [str(uuid7())] * 101}):
        assert (await waiting(room, "budi", **odd)).status_code == 422, odd


async def test_what_waits_costs_one_statement(room: Class) -> None:
    async with room.app.state.database.transaction() as session:
        other = await make_course(session, room.clock(), slug="kursus-lain", jp=0)
    for ids in ([str(room.course.id)], [str(room.course.id), str(other.id)]):
        with counted(room.app) as sent:
            assert len((await waiting(room, "rina", course=ids)).json()) == len(ids)
        assert sum("content_reports" in one and "messages" not in one for one in sent) == 1


async def test_how_people_in_sight_get_on(room: Class) -> None:
    async with room.app.state.database.transaction() as session:
        await make_course(session, room.clock(), slug="a-kursus-lain", jp=0)
    await room.enrol("sari", "joko")
    await room.clients["asep"].post("/api/v1/enrolments", json={"course": "a-kursus-lain"})
    await room.do("joko", "satu", "opened")
    own = {
        "slug": "kursus-jalan",
        "title": "Kursus kursus-jalan",
        "learners": 2,
        "begun": 1,
        "completed": 0,
        "stuck": 0,
    }
    expected = {
        "budi": [own],
        "dewi": [own | {"learners": 1, "begun": 0}],
        "sari": [],
    }
    for who, courses in expected.items():
        told = (await room.clients[who].get(STANDINGS)).json()
        assert told["items"] == courses, who
    first = (await room.clients["rina"].get(STANDINGS, params={"limit": 1})).json()
    assert [one["slug"] for one in first["items"]] == ["a-kursus-lain"]
    rest = await room.clients["rina"].get(STANDINGS, params={"after": first["next"]})
    assert [one["slug"] for one in rest.json()["items"]] == ["kursus-jalan"]
    room.clock.advance(days=15)
    assert (await room.clients["dewi"].get(STANDINGS)).json()["items"][0]["stuck"] == 1


async def told(room: Class) -> list[tuple[Message, int]]:
    async with room.app.state.database.reading() as session:
        rows = await session.execute(
            select(Message, Delivery.person_id)
            .join(Delivery, Delivery.message_id == Message.id)
            .where(Message.sender_id.is_(None))
            .order_by(Message.id)
        )
        people: dict[Message, int] = {}
        for message, _ in rows:
            people[message] = people.get(message, 0) + 1
        return list(people.items())


async def test_teachers_are_told_once_a_day(room: Class) -> None:
    database, clock = room.app.state.database, room.clock
    await room.enrol("sari")
    assert await tell_of_reports(database, clock()) == 0
    await report(room, "Salah ketik pertama (rekaan).")
    await report(room, "Salah ketik kedua (rekaan).")
    clock.advance(minutes=2)
    # Two workers at once are one message.
    assert sum(await asyncio.gather(*(tell_of_reports(database, clock()) for _ in range(2)))) == 1
    [(message, people)] = await told(room)
    assert people == 2
    assert message.subject == "Laporan kesalahan materi: Kursus kursus-jalan"
    assert message.body.startswith("2 laporan kesalahan menunggu jawaban")
    assert message.link == f"/kelola/mengajar/{room.course.slug}/laporan"
    # Nothing new: nothing more, however long it waits.
    clock.advance(days=3)
    assert await tell_of_reports(database, clock()) == 0
    third = await report(room, "Salah ketik ketiga (rekaan).")
    clock.advance(minutes=2)
    assert await tell_of_reports(database, clock()) == 1
    fourth = await report(room, "Salah ketik keempat (rekaan).")
    clock.advance(hours=20)
    assert await tell_of_reports(database, clock()) == 0
    clock.advance(hours=5)
    assert await tell_of_reports(database, clock()) == 1
    assert [people for _, people in await told(room)] == [2, 2, 2]
    # What is settled before is not told of.
    await report(room, "Salah ketik kelima (rekaan).")
    every = [one["id"] for one in (await room.get("/reports"))["items"]]
    assert {third, fourth} <= set(every)
    for one in every:
        closed = await room.clients["budi"].post(f"{room.taught}/reports/{one}/close")
        assert closed.status_code == 200
    clock.advance(days=2)
    assert await tell_of_reports(database, clock()) == 0


async def test_a_passage_that_only_moved_is_the_same(room: Class) -> None:
    await room.enrol("sari")
    await report(room, "Salah ketik (rekaan).")
    await publish_anew(
        room, '<p id="b1">Sebelumnya (rekaan).</p><p id="b2">Materi satu (rekaan).</p>'
    )
    [one] = (await room.get("/reports"))["items"]
    assert (one["changed"], one["version"]) == (False, 1)


async def test_what_a_version_mended_is_answered_together(room: Class) -> None:
    await room.enrol("sari")
    ids = [await report(room, f"Salah ketik {n} (rekaan).") for n in range(3)]
    await publish_anew(room, '<p id="b1">Materi satu, diperbaiki (rekaan).</p>')
    assert all(one["changed"] for one in (await room.get("/reports"))["items"])
    await room.clients["tono"].post(f"{room.taught}/reports/{ids[0]}/close")
    path, body = f"{room.taught}/reports/answer", {"answer": "Sudah diperbaiki (rekaan)."}
    answer = await room.clients["budi"].post(path, json=body | {"reports": [*ids, ids[2]]})
    assert (answer.status_code, answer.json()) == (200, {"answered": 2})
    assert (await room.get("/reports"))["counts"] == {"open": 0, "answered": 2, "closed": 1}
    inbox = (await room.clients["sari"].get("/api/v1/inbox")).json()
    assert [one["body"] for one in inbox["items"]] == ["Sudah diperbaiki (rekaan)."] * 2
    again = await room.clients["budi"].post(path, json=body | {"reports": ids})
    assert again.json() == {"answered": 0}
    odd: list[tuple[Any, int]] = [
        ([], 422),
        ([ids[0]] * 51, 422),
        (["x"], 422),
        ([1], 422),
        ([str(uuid7())], 404),
    ]
    for reports, status in odd:
        refused = await room.clients["budi"].post(path, json=body | {"reports": reports})
        assert refused.status_code == status, reports
    for who in ("sari", "dewi"):
        refused = await room.clients[who].post(path, json=body | {"reports": ids})
        assert refused.status_code == 404, who


async def test_a_nip_in_a_report_is_masked(room: Class) -> None:
    await room.enrol("sari")
    await report(room, f"Saya {room.cast.sari.nip}, tanggalnya keliru (rekaan).")
    [one] = (await room.get("/reports"))["items"]
    assert room.cast.sari.nip[:15] not in one["words"]
    assert one["words"].endswith("tanggalnya keliru (rekaan).")
