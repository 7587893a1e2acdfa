"""A course takes its sound, film and documents along, and is the same elsewhere."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from app.catalogue.service import current_publication_id
from app.kit.database import sqlite_url
from app.media.store import store_of
from app.settings import Settings
from app.terminal import publish_content
from app.workshop.carrying import reading
from tests.catalogue.make_content import LESSON
from tests.conftest import FixedClock
from tests.media.sending import mp3, pdf, send
from tests.workshop.another_house import another_house
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import LONGER, changed_draft, save
from tests.workshop.test_assets import SAID, attached
from tests.workshop.test_carrying import EXPORT, sent
from tests.workshop.test_course_files import zipped

UPLOADED = "/api/v1/teaching/drafts/import/uploaded"
SOUND = mp3()
HASH = hashlib.sha256(SOUND).hexdigest()
ENGLISH = LESSON.replace(".md", ".en.md")


async def sounding_draft(shop: Shop) -> int:
    """A draft whose lesson plays a sound, in both its languages."""
    await changed_draft(shop)
    put = await attached(shop, "sambutan.mp3", SOUND, **SAID, transcript="Selamat pagi, Ibu.")
    there = reading.read("x.zip", (await shop.budi.get(f"{shop.url}/export.zip")).content).files
    block = b"\n" + put["markdown"].encode() + b"\n"
    return await save(shop, {LESSON: LONGER + block, ENGLISH: there[ENGLISH] + block})


async def published(shop: Shop) -> None:
    revision = await sounding_draft(shop)
    wish = {"revision": revision, "note": "Dengan suara", "reason": "Diuji (rekaan)"}
    done = await shop.rina.post(f"{shop.url}/publish", json=wish)
    assert done.status_code == 200, done.text


async def test_it_works(
    shop: Shop, migrated_sqlite: Path, tmp_path: Path, clock: FixedClock
) -> None:
    await published(shop)
    weight = (await shop.budi.get(EXPORT.removesuffix(".zip"))).json()
    packed = await shop.budi.get(EXPORT)
    assert packed.headers["content-length"] == str(len(packed.content))
    assert packed.content == (await shop.dewi.get(EXPORT)).content
    names = zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    assert names[-1] == f"media/{HASH}"
    light = await shop.budi.get(EXPORT, params={"media": "false"})
    assert 'filename="contoh-v2-tanpa-media.zip"' in light.headers["content-disposition"]
    assert (weight["bytes"], weight["media_bytes"]) == (len(light.content), len(SOUND))
    assert (weight["media"], weight["missing"]) == (1, 0)
    async with shop.database.reading() as session:
        here = await current_publication_id(session, shop.course_id)

    async with another_house(migrated_sqlite, tmp_path / "other", clock) as (rina, database):
        upload = await send(rina, "contoh-v2.zip", packed.content, None, purpose="import")
        assert (upload["state"], upload["result"]["kind"]) == ("done", "archive"), upload
        made = await rina.post(UPLOADED, json={"upload": upload["id"]})
        assert made.status_code == 201, made.text
        assert (made.json()["media"], made.json()["missing"]) == (1, [])
        assert (made.json()["findings"], made.json()["left_out"]) == ([], [])
        # Who lost the answer asks again and is told that the course is there.
        again = await rina.post(UPLOADED, json={"upload": upload["id"]})
        assert again.json()["replaces"] == {"added": 0, "changed": 0, "removed": 0}
        assert again.json()["draft"] is True
        wish = {"revision": 1, "note": "Dari tetangga", "reason": "Sudah ditinjau di sana"}
        done = await rina.post(f"/api/v1/teaching/drafts/{made.json()['id']}/publish", json=wish)
        assert done.json()["version"] == 1
        async with database.reading() as session:
            assert await current_publication_id(session, shop.course_id) == here
        played = await rina.get(f"/berkas/{HASH}", headers={"Range": "bytes=96-191"})
        assert (played.status_code, played.content) == (206, SOUND[96:192])


async def test_a_download_that_was_cut_off_goes_on(shop: Shop) -> None:
    await sounding_draft(shop)
    url = f"{shop.url}/export.zip"
    whole = await shop.budi.get(url)
    tag = whole.headers["etag"]
    texts = len(whole.content) - len(SOUND)
    for start in (1, texts // 2, texts, texts + 5000, len(whole.content) - 1):
        asked = {"Range": f"bytes={start}-", "If-Range": tag}
        rest = await shop.budi.get(url, headers=asked)
        assert (rest.status_code, rest.content) == (206, whole.content[start:])
        assert rest.headers["content-range"].startswith(f"bytes {start}-")
    for odd in ("bytes=5-9", "bytes=-5", "bytes=x-", f"bytes={len(whole.content)}-", "bytes=0-"):
        again = await shop.budi.get(url, headers={"Range": odd})
        assert (again.status_code, again.content) == (200, whole.content)
    # The draft is another by now: from the start.
    await save(shop, {LESSON: LONGER})
    anew = await shop.budi.get(url, headers={"Range": "bytes=1-", "If-Range": tag})
    assert (anew.status_code, anew.headers["etag"] == tag) == (200, False)


async def test_what_is_missing_is_told_and_can_be_sent(
    shop: Shop, migrated_sqlite: Path, tmp_path: Path, clock: FixedClock
) -> None:
    await sounding_draft(shop)
    packed = (await shop.budi.get(f"{shop.url}/export.zip", params={"media": "false"})).content
    async with another_house(migrated_sqlite, tmp_path / "other", clock) as (rina, _):
        made = (await sent(rina, "contoh.zip", packed)).json()
        [lacking] = made["missing"]
        assert (lacking["sha256"], lacking["bytes"]) == (HASH, len(SOUND))
        assert (lacking["title"], lacking["media_type"]) == (SAID["title"], "audio/mpeg")
        url = f"/api/v1/teaching/drafts/{made['id']}"
        assert (await rina.get(f"{url}/missing")).json()["items"] == [lacking]
        assert (await rina.get(f"{url}/export")).json()["missing"] == 1
        other = await send(rina, "lain.mp3", mp3(50), made["id"])
        refused = await rina.post(f"{url}/missing", json={"upload": other["id"]})
        assert refused.json()["type"] == "/problems/not-what-is-missing"
        right = await send(rina, "nama lain.mp3", SOUND, made["id"])
        answer = await rina.post(f"{url}/missing", json={"upload": right["id"]})
        assert answer.json() == {"items": []}
        assert (await rina.get(f"/berkas/{HASH}")).content == SOUND


async def test_a_small_zip_brings_its_media_in_one_request(
    shop: Shop, migrated_sqlite: Path, tmp_path: Path, clock: FixedClock
) -> None:
    await sounding_draft(shop)
    packed = (await shop.budi.get(f"{shop.url}/export.zip")).content
    async with another_house(migrated_sqlite, tmp_path / "other", clock) as (rina, database):
        made = (await sent(rina, "contoh.zip", packed)).json()
        assert (made["media"], made["missing"], made["left_out"]) == (1, [], [])
        assert store_of(database).file(HASH).read_bytes() == SOUND
        assert list(store_of(database).incoming.iterdir()) == []


async def test_media_that_lie_or_do_harm_are_refused(shop: Shop) -> None:
    await sounding_draft(shop)
    brought = reading.read("x.zip", (await shop.budi.get(f"{shop.url}/export.zip")).content)
    active = pdf("<</S/JavaScript/JS(app.alert(1))>>", catalog="/OpenAction 4 0 R")
    named = hashlib.sha256(active).hexdigest()
    for name, content, reason in (
        (HASH, SOUND[:-96], "not-its-hash"),
        (named, active, "active-pdf"),
        (hashlib.sha256(b"MZ" * 40).hexdigest(), b"MZ" * 40, "not-as-named"),
    ):
        packed = zipped({**brought.files, f"media/{name}": content})
        refused = await sent(shop.budi, "kursus.zip", packed, into="true")
        assert (refused.status_code, refused.json()["reason"]) == (409, reason)
        assert name in refused.json()["detail"]
    upload = await send(shop.budi, "kursus.zip", packed, None, purpose="import")
    assert (upload["state"], upload["code"]) == ("refused", "not-as-named")
    assert f"media/{name}" in upload["reason"]


async def test_media_that_nothing_shows_are_left_out(shop: Shop) -> None:
    await sounding_draft(shop)
    brought = reading.read("x.zip", (await shop.budi.get(f"{shop.url}/export.zip")).content)
    content = mp3(60)
    digest = hashlib.sha256(content).hexdigest()
    packed = zipped({**brought.files, f"media/{digest}": content})
    done = (await sent(shop.budi, "kursus.zip", packed, into="true")).json()
    assert done["left_out"] == [f"media/{digest}"]
    assert store_of(shop.database).size(digest) is None
    # The other is not in this zip, and is here already.
    assert (done["media"], done["missing"]) == (1, [])


async def test_only_own_uploads_for_import_are_brought_in(shop: Shop) -> None:
    asset = await send(shop.budi, "a.mp3", mp3(60), shop.course_id)
    text = await send(shop.budi, "Antrean.md", b"# Antrean\n\nPagi.\n", None, purpose="import")
    for client, upload in ((shop.budi, asset), (shop.dewi, text), (shop.sari, text)):
        refused = await client.post(UPLOADED, json={"upload": upload["id"]})
        assert refused.status_code == 404, refused.text
    wish = {"upload": text["id"], "title": "Loket pagi", "audience": str(shop.cast.budi.id)}
    refused = await shop.budi.post(UPLOADED, json=wish)
    assert refused.json()["errors"][0]["pointer"] == "/audience"
    made = await shop.budi.post(UPLOADED, json=wish | {"audience": None})
    assert (made.json()["slug"], made.json()["title"]) == ("loket-pagi", "Loket pagi")


async def test_a_course_of_a_region_is_brought_in(shop: Shop) -> None:
    listed = (await shop.budi.get("/api/v1/teaching/drafts/templates")).json()["audiences"]
    answer = await sent(shop.budi, "a.md", b"# Sampah\n\nPagi.\n", audience=listed[0]["id"])
    draft = (await shop.budi.get("/api/v1/teaching/drafts")).json()["items"][0]
    assert draft["id"] == answer.json()["id"]
    assert draft["audience"]["id"] == listed[0]["id"]


async def test_the_command_line_keeps_media_of_an_unpacked_zip(
    shop: Shop,
    migrated_sqlite: Path,
    tmp_path: Path,
    clock: FixedClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await published(shop)
    packed = (await shop.budi.get(EXPORT)).content
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
    file = folder / "media" / HASH
    async with another_house(migrated_sqlite, tmp_path / "other", clock) as (rina, database):
        settings = Settings(
            data_dir=tmp_path / "other", database_url=sqlite_url(tmp_path / "other" / "other.db")
        )
        file.rename(tmp_path / HASH)
        assert await publish_content(settings, [folder], take=False) == 0
        assert f"contoh: media/{HASH} is not here" in capsys.readouterr().err
        file.write_bytes(SOUND[:-96])
        assert await publish_content(settings, [folder], take=False) == 1
        assert "does not fit its name" in capsys.readouterr().err
        (tmp_path / HASH).rename(file)
        assert await publish_content(settings, [folder], take=False) == 0
        assert "contoh: 1 of 1 media files kept" in capsys.readouterr().out
        file.write_bytes(b"")  # what the house keeps is its own
        assert (await rina.get(f"/berkas/{HASH}")).content == SOUND
        async with shop.database.reading() as session:
            here = await current_publication_id(session, shop.course_id)
        async with database.reading() as session:
            assert await current_publication_id(session, shop.course_id) == here
