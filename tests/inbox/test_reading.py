"""One's own inbox."""

from uuid import uuid4

import pytest

from app.inbox.models import MessageKind
from app.inbox.service import tell
from tests.inbox.conftest import Room


async def test_it_works(room: Room) -> None:
    await room.enrol("sari")
    for number in range(3):
        await room.write(subject=f"Pesan {number}")
    page = (await room.sari.get("/api/v1/inbox", params={"limit": 2})).json()
    assert [one["subject"] for one in page["items"]] == ["Pesan 2", "Pesan 1"]
    assert page["unread"] == 3
    rest = (await room.sari.get("/api/v1/inbox", params={"after": page["next"]})).json()
    assert [one["subject"] for one in rest["items"]] == ["Pesan 0"]
    assert rest["next"] is None
    one = page["items"][0]["id"]
    opened = await room.sari.post(f"/api/v1/inbox/{one}/read")
    assert opened.json()["read_at"] is not None
    room.clock.advance(hours=1)
    again = await room.sari.post(f"/api/v1/inbox/{one}/read")
    assert again.json()["read_at"] == opened.json()["read_at"]
    assert (await room.inbox("sari"))["unread"] == 2
    assert (await room.sari.post("/api/v1/inbox/read")).json() == {"unread": 0}
    assert (await room.inbox("sari"))["unread"] == 0


async def test_the_reader_is_spoken_to_in_their_language(room: Room) -> None:
    async with room.app.state.database.transaction() as session:
        await tell(
            session,
            [room.cast.sari.id],
            {"id": "Laporan Anda dijawab", "en": "Your report was answered"},
            {"id": "Terima kasih.", "en": "Thank you."},
            kind=MessageKind.REPORT,
            link=None,
            sender=None,
            now=room.clock(),
        )
    one = (await room.inbox("sari"))["items"][0]
    assert (one["subject"], one["body"]) == ("Laporan Anda dijawab", "Terima kasih.")
    assert (one["sender"], one["course"], one["link"]) == (None, None, None)
    await room.sari.patch("/api/v1/me", json={"language": "en"})
    one = (await room.inbox("sari"))["items"][0]
    assert (one["subject"], one["body"]) == ("Your report was answered", "Thank you.")


async def test_others_messages_are_not_there(room: Room) -> None:
    await room.enrol("sari")
    await room.write()
    one = (await room.inbox("sari"))["items"][0]["id"]
    for client in (room.joko, room.budi, room.rina):
        assert (await client.get(f"/api/v1/inbox/{one}")).status_code == 404
        assert (await client.post(f"/api/v1/inbox/{one}/read")).status_code == 404
    assert (await room.inbox("sari"))["unread"] == 1
    assert (await room.sari.get(f"/api/v1/inbox/{uuid4()}")).status_code == 404


async def test_reading_all_reads_ones_own(room: Room) -> None:
    await room.enrol("sari", "joko")
    await room.write()
    await room.sari.post("/api/v1/inbox/read")
    assert (await room.inbox("joko"))["unread"] == 1


async def test_mail_is_a_choice(room: Room) -> None:
    asked = (await room.sari.get("/api/v1/inbox/mail")).json()
    assert asked == {"available": False, "has_address": True, "wants_mail": True}
    room.set_mail()
    for wanted in (False, False, True):
        chosen = await room.sari.put("/api/v1/inbox/mail", json={"wants_mail": wanted})
        assert chosen.json() == {"available": True, "has_address": True, "wants_mail": wanted}
    assert (await room.joko.get("/api/v1/inbox/mail")).json()["wants_mail"] is True


@pytest.mark.parametrize("cursor", ["x", "WyJ4Il0", "WzFd"])
async def test_what_is_no_cursor(room: Room, cursor: str) -> None:
    assert (await room.sari.get("/api/v1/inbox", params={"after": cursor})).status_code == 422
    assert (await room.budi.get(room.sent, params={"after": cursor})).status_code == 422


async def test_lists_are_few_queries(room: Room) -> None:
    await room.enrol("sari", "joko")
    seen: list[tuple[int, int]] = []
    for number in range(4):
        await room.write(subject=f"Pesan {number}")
        await room.inbox("sari")
        with room.counted() as mine:
            await room.inbox("sari")
        with room.counted() as sent:
            await room.budi.get(room.sent)
        seen.append((len(mine), len(sent)))
    assert seen == [(2, 3)] * 4
