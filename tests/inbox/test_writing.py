"""Course staff write to their learners."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app.identity.models import Person, PersonStatus
from app.kit.audit import AuditEntry
from tests.inbox.conftest import Room


async def test_it_works(room: Room) -> None:
    await room.enrol("sari", "joko")
    answer = await room.write()
    assert answer.status_code == 201
    sent = answer.json()
    assert (sent["people"], sent["read"], sent["audience"], sent["days"]) == (2, 0, "all", None)
    assert sent["sender"] == "Budi Contoh, M.Pd."
    inbox = await room.inbox("sari")
    assert inbox["unread"] == 1
    assert inbox["items"][0] | {"id": "", "sent_at": ""} == {
        "id": "",
        "kind": "written",
        "subject": "Ayo lanjut",
        "body": "Salam.\n\nAyo lanjut.",
        "link": "/kursus/kursus-contoh",
        "sender": "Budi Contoh, M.Pd.",
        "course": {"slug": "kursus-contoh", "title": inbox["items"][0]["course"]["title"]},
        "sent_at": "",
        "read_at": None,
    }
    assert (await room.inbox("dewi"))["items"] == []
    async with room.app.state.database.reading() as session:
        acts = (
            await session.execute(select(AuditEntry).where(AuditEntry.act == "message.sent"))
        ).scalars()
    assert [act.details["people"] for act in acts] == [2]


async def test_nobody_learns_who_else_got_it(room: Room) -> None:
    await room.enrol("sari", "joko")
    answer = await room.write()
    listed = await room.budi.get(room.sent)
    for text in (answer.text, listed.text, (await room.sari.get("/api/v1/inbox")).text):
        assert "Joko" not in text
        assert str(room.cast.joko.id) not in text
        assert room.cast.joko.nip not in text


@pytest.mark.parametrize(
    ("to", "days", "reached"),
    [
        ("all", 14, {"sari", "joko", "dewi"}),
        ("active", 14, {"joko"}),
        ("stuck", 14, {"sari"}),
        ("stuck", 30, set()),
        ("active", 30, {"sari", "joko"}),
        ("done", 14, {"dewi"}),
    ],
)
async def test_groups(room: Room, to: str, days: int, reached: set[str]) -> None:
    (_sari, dewi) = await room.enrol("sari", "dewi")
    room.clock.advance(days=20)
    await room.enrol("joko")
    await room.finish("dewi", dewi)
    asked = await room.budi.post(f"{room.sent}/audience", json={"to": to, "days": days})
    assert asked.json()["people"] == len(reached)
    assert asked.json()["course"]["slug"] == "kursus-contoh"
    answer = await room.write(to=to, days=days)
    assert answer.status_code == (201 if reached else 409)
    for who in ("sari", "joko", "dewi"):
        assert (await room.inbox(who))["unread"] == int(who in reached)


async def test_learners_chosen_one_by_one(room: Room) -> None:
    sari, _joko = await room.enrol("sari", "joko")
    # Who is not of the course is nobody here.
    answer = await room.write(to=[str(sari), str(uuid4())])
    assert answer.json()["people"] == 1
    assert answer.json()["audience"] == "chosen"
    assert (await room.inbox("joko"))["items"] == []


async def test_who_left_or_has_no_account_any_more_is_not_written_to(room: Room) -> None:
    await room.enrol("sari", "joko")
    async with room.app.state.database.transaction() as session:
        await session.execute(
            update(Person)
            .where(Person.id == room.cast.joko.id)
            .values(status=PersonStatus.DEACTIVATED)
        )
    assert (await room.write()).json()["people"] == 1


async def test_nobody_to_write_to(room: Room) -> None:
    answer = await room.write()
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/nobody-to-write-to")


@pytest.mark.parametrize("who", ["sari", "joko", "dewi"])
async def test_who_does_not_teach_the_course_does_not_write(room: Room, who: str) -> None:
    await room.enrol("sari")
    assert (await room.write(who)).status_code == 404
    assert (await room.clients[who].get(room.sent)).status_code == 404
    asked = await room.clients[who].post(f"{room.sent}/audience", json={"to": "all"})
    assert asked.status_code == 404


async def test_partners_and_admins_write_too(room: Room) -> None:
    await room.enrol("sari")
    assert (await room.write("tono", subject="Dari mitra")).status_code == 201
    assert (await room.write("rina", subject="Dari admin")).status_code == 201


async def test_sending_again_after_a_lost_answer_sends_once(room: Room) -> None:
    sari, joko = await room.enrol("sari", "joko")
    first, again = await room.write(), await room.write()
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert (await room.inbox("sari"))["unread"] == 1
    # The same words to somebody else are another message.
    one, other = await room.write(to=[str(sari)]), await room.write(to=[str(joko)])
    assert one.json()["id"] != other.json()["id"]
    assert (await room.write(to=[str(sari)])).json()["id"] == one.json()["id"]
    room.clock.advance(hours=25)
    assert (await room.write()).json()["id"] != first.json()["id"]


async def test_learners_are_not_flooded(room: Room) -> None:
    await room.enrol("sari")
    for number in range(5):
        assert (await room.write(subject=f"Pesan {number}")).status_code == 201
        room.clock.advance(hours=1)
    refused = await room.write("tono", subject="Pesan lain")
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-messages")
    # The first was five hours ago.
    assert refused.headers["Retry-After"] == str(19 * 3600)
    room.clock.advance(hours=19)
    assert (await room.write("tono", subject="Pesan lain")).status_code == 201


@pytest.mark.parametrize("number", ["197801012005012991", "19780101 200501 2 991"])
async def test_a_nip_does_not_travel(room: Room, number: str) -> None:
    await room.enrol("sari")
    for said in ({"subject": f"Untuk {number}"}, {"body": f"NIP Anda {number}."}):
        answer = await room.write(**said)
        assert answer.json()["type"] == "/problems/nip-in-message"
    assert (await room.inbox("sari"))["items"] == []


@pytest.mark.parametrize(
    "said",
    [
        {"to": "everybody"},
        {"to": []},
        {"to": ["x"]},
        {"to": [str(uuid4())] * 201},
        {"days": 0},
        {"days": 366},
        {"days": True},
        {"days": 10**40},
        {"subject": "ab"},
        {"subject": "Dua\nbaris"},
        {"subject": "x" * 121},
        {"body": "  \n  "},
        {"body": "x" * 4001},
        {"body": "nol \x00"},
        {"mail": "yes"},
        {"more": 1},
    ],
)
async def test_what_is_not_a_message(room: Room, said: dict[str, Any]) -> None:
    await room.enrol("sari")
    assert (await room.write(**said)).status_code == 422
    assert (await room.inbox("sari"))["items"] == []


async def test_half_a_character_is_no_text(room: Room) -> None:
    await room.enrol("sari")
    answer = await room.budi.post(
        room.sent,
        content=b'{"to": "all", "subject": "Kabar", "body": "\\ud800 sendiri"}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 422


async def test_the_list_says_what_became_of_each(room: Room) -> None:
    await room.enrol("sari", "joko")
    for number in range(3):
        await room.write(subject=f"Pesan {number}")
    first = (await room.sari.get("/api/v1/inbox")).json()["items"][0]
    await room.sari.post(f"/api/v1/inbox/{first['id']}/read")
    page = (await room.budi.get(room.sent, params={"limit": 2})).json()
    assert [one["subject"] for one in page["items"]] == ["Pesan 2", "Pesan 1"]
    assert [one["read"] for one in page["items"]] == [1, 0]
    rest = await room.budi.get(room.sent, params={"after": page["next"]})
    assert [one["subject"] for one in rest.json()["items"]] == ["Pesan 0"]
    assert rest.json()["next"] is None


async def test_mail_is_counted_where_it_is_set(room: Room) -> None:
    await room.enrol("sari", "joko")
    assert (await room.write()).json()["mail"]["waiting"] == 0
    room.set_mail()
    await room.joko.put("/api/v1/inbox/mail", json={"wants_mail": False})
    asked = (await room.budi.post(f"{room.sent}/audience", json={"to": "all"})).json()
    assert (asked["people"], asked["by_mail"], asked["mail_available"]) == (2, 1, True)
    assert (await room.write(subject="Lewat surel")).json()["mail"]["waiting"] == 1
    quiet = await room.write(subject="Tanpa surel", mail=False)
    assert quiet.json()["mail"]["waiting"] == 0
