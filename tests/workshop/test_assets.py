"""What was uploaded becomes a file of the draft: shown, named, served, and taken away again."""

from typing import Any
from uuid import UUID

import pytest

from app.catalogue.compiler.recordings import POINTER
from app.media.store import store_of
from app.workshop import service
from app.workshop.asset_uses import users
from tests.catalogue.make_content import LESSON
from tests.media.sending import VTT, mp3, mp4, pdf, picture, send
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import LONGER, changed_draft, save

ASSETS = "courses/contoh/dasar/assets/"
WORDS = {"alt": 'Loket "satu"', "licence": "CC BY 4.0, Contoh"}
SAID = {"title": "Sambutan (rekaan)", "licence": "CC BY 4.0, Contoh"}


async def attached(shop: Shop, name: str, content: bytes, **said: Any) -> dict[str, Any]:
    """Sent, examined and put into the module."""
    upload = await send(shop.budi, name, content, shop.course_id)
    assert upload["state"] == "done", upload
    wish = {"upload": upload["id"], "module": "dasar", **said}
    answer = await shop.budi.post(f"{shop.url}/assets", json=wish)
    assert answer.status_code == 201, answer.text
    put: dict[str, Any] = answer.json()
    return put


async def test_what_media_lack_is_said_beside_the_text_that_shows_them(shop: Shop) -> None:
    await changed_draft(shop)
    put = await attached(shop, "sambutan.mp3", mp3(), **SAID)
    text = f"{LONGER.decode()}\n{put['markdown']}\n"

    async def findings() -> list[tuple[str, str]]:
        wish = {"path": LESSON, "text": text}
        answer = await shop.budi.post(f"{shop.url}/preview", json=wish)
        return [(one["code"], one["path"]) for one in answer.json()["findings"]]

    assert await findings() == [("C082", f"{ASSETS}sambutan.mp3{POINTER}")]
    said = {**SAID, "transcript": "Selamat datang di loket."}
    changed = await shop.budi.put(f"{shop.url}/assets/dasar/sambutan.mp3", json=said)
    assert changed.status_code == 200
    assert await findings() == []
    # One of the whole course is weighed as one of the module is.
    put = await attached(shop, "lain.mp3", mp3(), **said, module=None)
    wish = {"path": LESSON, "text": f"{text}\n{put['markdown']}\n"}
    weight = (await shop.budi.post(f"{shop.url}/preview", json=wish)).json()["weight"]
    assert weight["media_bytes"] == 2 * len(mp3())


async def test_a_picture_is_shown_in_three_widths(shop: Shop) -> None:
    revision = await changed_draft(shop)
    put = await attached(shop, "Foto Loket (2).JPG", picture(), **WORDS)
    assert put["paths"] == [f"{ASSETS}foto-loket-2{w}.webp" for w in (".w320", ".w640", "")]
    assert put["revision"] == revision + 1
    expected = ':::figure{src="assets/foto-loket-2.webp" alt="Loket \'satu\'"'
    assert put["markdown"].startswith(expected)
    # At their address at once, so that a preview shows them.
    for one in put["result"]["variants"]:
        served = await shop.sari.get(f"/berkas/{one['sha256']}")
        assert (served.status_code, len(served.content)) == (200, one["bytes"])
        assert served.headers["content-type"] == "image/webp"
    # The text that the answer gives compiles.
    text = LONGER + b"\n" + put["markdown"].encode() + b"\n"
    english = LESSON.replace(".md", ".en.md")
    async with shop.database.reading() as session:
        actor = await shop.actor(session, shop.cast.budi)
        draft = await service.draft_for(session, actor, shop.course_id)
        there = await service.files_of(session, draft)
    await save(shop, {LESSON: text, english: there[english] + b"\n" + put["markdown"].encode()})
    async with shop.database.reading() as session:
        draft = await service.draft_for(session, actor, shop.course_id)
        made = await service.compiled(session, draft)
    assert made.findings == ()
    assert made.compiled is not None
    assert len(made.compiled.public.assets) == 3
    listed = (await shop.dewi.get(f"{shop.url}/assets")).json()
    (photo,) = [one for one in listed["items"] if one["name"] == "foto-loket-2.webp"]
    assert (photo["module"], photo["kind"], photo["width"]) == ("dasar", "picture", 1280)
    assert photo["bytes"] == sum(one["bytes"] for one in put["result"]["variants"])
    assert photo["used_in"] == [english, LESSON]
    assert photo["sha256"] == put["result"]["media"]
    assert listed["total_bytes"] == sum(one["bytes"] for one in listed["items"])
    # It is in use, so it stays; the same name again is another file.
    taken = await shop.budi.delete(f"{shop.url}/assets/dasar/foto-loket-2.webp")
    assert (taken.status_code, taken.json()["type"]) == (409, "/problems/asset-in-use")
    assert LESSON in taken.json()["used_in"]
    again = await attached(shop, "foto loket 2.png", picture(200, 100, "PNG"), **WORDS)
    assert again["paths"] == [f"{ASSETS}foto-loket-2-2.webp"]
    gone = await shop.budi.delete(f"{shop.url}/assets/dasar/foto-loket-2-2.webp")
    assert gone.status_code == 200


async def test_a_sound_is_a_pointer_and_streams_from_the_disk(shop: Shop) -> None:
    await changed_draft(shop)
    content = mp3()
    put = await attached(shop, "sambutan.mp3", content, **SAID, transcript="Selamat pagi, Ibu.")
    assert put["paths"] == [f"{ASSETS}sambutan.mp3{POINTER}"]
    assert put["markdown"] == ':::audio{src="assets/sambutan.mp3"}\n:::'
    sha256 = put["result"]["media"]
    assert store_of(shop.database).file(sha256).read_bytes() == content
    link = f"/berkas/{sha256}"
    whole = await shop.sari.get(link)
    assert (whole.status_code, whole.content) == (200, content)
    assert whole.headers["content-type"] == "audio/mpeg"
    assert whole.headers["accept-ranges"] == "bytes"
    assert "immutable" in whole.headers["cache-control"]
    part = await shop.sari.get(link, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, content[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(content)}"
    beyond = await shop.sari.get(link, headers={"Range": f"bytes={len(content)}-"})
    assert beyond.status_code == 416
    store_of(shop.database).file(sha256).unlink()
    lost = await shop.sari.get(link)
    assert (lost.status_code, lost.json()["type"]) == (404, "/problems/recording-missing")


async def test_a_document_is_kept_and_not_shown(shop: Shop) -> None:
    await changed_draft(shop)
    put = await attached(shop, "Formulir.PDF", pdf(), **SAID)
    assert put["markdown"] == ':::document{src="assets/formulir.pdf"}\n:::'
    served = await shop.sari.get(f"/berkas/{put['result']['media']}")
    assert served.headers["content-disposition"] == "attachment"
    assert served.headers["x-content-type-options"] == "nosniff"


async def test_captions_and_words_of_a_film(shop: Shop) -> None:
    await changed_draft(shop)
    film = await attached(shop, "alur.mp4", mp4(), **SAID)
    captions = await attached(shop, "alur.vtt", VTT)
    assert (captions["file"], captions["markdown"]) == ("assets/alur.vtt", "")
    url = f"{shop.url}/assets/dasar/alur.mp4"
    changed = await shop.budi.put(url, json={**SAID, "title": "Alur", "captions": "alur.vtt"})
    assert changed.status_code == 200, changed.text
    async with shop.database.reading() as session:
        actor = await shop.actor(session, shop.cast.budi)
        draft = await service.draft_for(session, actor, shop.course_id)
        there = await service.files_of(session, draft)
    assert b"title: Alur\n" in there[film["paths"][0]]
    assert b"captions: alur.vtt\n" in there[film["paths"][0]]
    listed = (await shop.budi.get(f"{shop.url}/assets")).json()["items"]
    (shown,) = [one for one in listed if one["kind"] == "film"]
    assert (shown["name"], shown["title"], shown["seconds"]) == ("alur.mp4", "Alur", 75)
    assert shown["captions"] == "alur.vtt"
    used = await shop.budi.delete(f"{shop.url}/assets/dasar/alur.vtt")
    assert used.json()["used_in"] == film["paths"]
    missing = await shop.budi.put(url, json={**SAID, "captions": "tiada.vtt"})
    assert missing.status_code == 404
    assert (await shop.budi.delete(f"{url}{POINTER}")).status_code == 200
    assert (await shop.budi.delete(url)).status_code == 404
    assert (await shop.budi.delete(f"{shop.url}/assets/dasar/alur.vtt")).status_code == 200


async def test_what_is_refused(shop: Shop) -> None:
    await changed_draft(shop)
    upload = await send(shop.budi, "a.png", picture(40, 40, "PNG"), shop.course_id)
    url, wish = f"{shop.url}/assets", {"upload": upload["id"], "module": "dasar"}
    bare = await shop.budi.post(url, json=wish)
    assert (bare.status_code, bare.json()["type"]) == (409, "/problems/asset-words-missing")
    nowhere = await shop.budi.post(url, json={**wish, **WORDS, "module": "tiada"})
    assert (nowhere.status_code, nowhere.json()["type"]) == (404, "/problems/draft-asset-not-found")
    for who in (shop.tono, shop.sari):
        assert (await who.get(url)).status_code == 404
    # An upload is its owner's, a draft its teachers'.
    assert (await shop.dewi.post(url, json={**wish, **WORDS})).status_code == 404
    for who in (shop.tono, shop.sari):
        assert (await who.post(url, json={**wish, **WORDS})).status_code == 404
        assert (await who.delete(f"{url}/dasar/loket.svg")).status_code == 404
        assert (await who.put(f"{url}/dasar/a.mp3", json=SAID)).status_code == 404
    refused = await send(shop.budi, "b.png", b"bukan gambar", shop.course_id)
    answer = await shop.budi.post(url, json={**wish, **WORDS, "upload": refused["id"]})
    assert (answer.status_code, answer.json()["state"]) == (409, "refused")
    store_of(shop.database).discard(UUID(upload["id"]))
    assert (await shop.budi.post(url, json={**wish, **WORDS})).status_code == 410
    for name in ("..%2f..%2fcourse.yaml", ".hidden", "a%00b"):
        assert (await shop.budi.delete(f"{url}/dasar/{name}")).status_code in (404, 422)
    # What the course was published with can be taken out of the draft once no text shows it.
    assert (await shop.budi.delete(f"{url}/dasar/loket.svg")).status_code == 409


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("courses/x/m/assets/a.svg", ["courses/x/m/satu.md"]),
        ("courses/x/assets/a.svg", ["courses/x/course.yaml", "courses/x/n/dua.md"]),
        ("courses/x/assets/b.svg", []),
    ],
)
def test_which_texts_name_a_file(path: str, expected: list[str]) -> None:
    named = b'src="assets/a.svg"'
    there = {
        "courses/x/course.yaml": named,
        "courses/x/m/satu.md": named,
        "courses/x/n/dua.md": named,
        "courses/x/m/assets/a.svg": b"",
        "courses/x/assets/a.svg": b"",
    }
    assert users(there, path) == expected
