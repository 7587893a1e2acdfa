"""*Kotak masuk* as a page: plain HTML, forms, no script."""

from uuid import uuid4

from httpx import AsyncClient

from app.inbox.models import MessageKind
from app.inbox.service import tell
from tests.inbox.conftest import Room


async def _page(client: AsyncClient, path: str = "/kotak-masuk") -> str:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return answer.text


async def test_it_works(room: Room) -> None:
    assert "Belum ada pesan." in await _page(room.sari)
    await room.enrol("sari")
    await room.write(subject="Ayo lanjut", body="Baris satu\nbaris dua\n\n<b>Paragraf</b> dua")
    page = await _page(room.sari)
    assert "1 belum dibaca" in page
    assert "Budi Contoh, M.Pd." in page
    assert "<script" not in page
    assert (await room.sari.get("/api/v1/home")).json()["unread"] == 1
    one = (await room.inbox("sari"))["items"][0]
    opened = await _page(room.sari, f"/kotak-masuk/{one['id']}")
    assert "<p>Baris satu<br>baris dua</p>" in opened
    assert "<p>&lt;b&gt;Paragraf&lt;/b&gt; dua</p>" in opened
    assert 'href="/kursus/kursus-contoh">Buka kursus' in opened
    # To open it was to read it.
    assert "elum dibaca" not in await _page(room.sari)
    assert (await room.sari.get("/api/v1/home")).json()["unread"] == 0


async def test_others_messages_are_not_there(room: Room) -> None:
    await room.enrol("sari")
    await room.write()
    one = (await room.inbox("sari"))["items"][0]
    for message in (one["id"], str(uuid4())):
        assert (await room.joko.get(f"/kotak-masuk/{message}")).status_code == 404
    assert (await room.inbox("sari"))["unread"] == 1


async def test_strangers_sign_in_first(room: Room, client: AsyncClient) -> None:
    answer = await client.get("/kotak-masuk", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/masuk?lanjut=/kotak-masuk"


async def test_all_at_once(room: Room) -> None:
    await room.enrol("sari")
    for number in range(3):
        await room.write(subject=f"Pesan {number}")
    answer = await room.sari.post("/kotak-masuk/dibaca")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/kotak-masuk")
    assert "elum dibaca" not in await _page(room.sari)


async def test_older_ones_are_a_page_away(room: Room) -> None:
    async with room.app.state.database.transaction() as session:
        for number in range(31):
            await tell(
                session,
                [room.cast.sari.id],
                f"Kabar {number:02}",
                "Isi (rekaan).",
                kind=MessageKind.NOTICE,
                link=None,
                sender=None,
                now=room.clock(),
            )
    first = await _page(room.sari)
    assert "Kabar 30" in first
    assert "Kabar 00" not in first
    link = first.split('href="/kotak-masuk?after=')[1].split('"')[0]
    older = await _page(room.sari, f"/kotak-masuk?after={link}")
    assert "Kabar 00" in older
    assert "Kabar 30" not in older


async def test_mail_is_switched_by_a_form(room: Room) -> None:
    assert "surel" not in await _page(room.sari)
    room.set_mail()
    assert "Jangan kirim surel" in await _page(room.sari)
    for wanted, words in (("tidak", "Kirim juga lewat surel"), ("ya", "Jangan kirim surel")):
        answer = await room.sari.post("/kotak-masuk/surel", data={"wanted": wanted})
        assert answer.headers["Location"] == "/kotak-masuk#surel"
        assert words in await _page(room.sari)
    assert (await room.sari.post("/kotak-masuk/surel", data={"wanted": "x"})).status_code == 422


async def test_english_is_whole(room: Room) -> None:
    room.set_mail()
    await room.sari.patch("/api/v1/me", json={"language": "en"})
    page = await _page(room.sari)
    assert "Inbox" in page
    assert "Send me no mail" in page
