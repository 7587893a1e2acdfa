"""Courses come in as files and go out as one zip, and are the same elsewhere."""

from pathlib import Path

import pytest
from httpx import AsyncClient, Response

from app.catalogue.compiler.archive import lay_out
from app.catalogue.compiler.compile import compile_all
from app.catalogue.service import current_publication_id
from app.wiring import ACTIVITY_KINDS
from app.workshop.carrying import reading
from tests.catalogue.make_content import LESSON
from tests.conftest import FixedClock
from tests.workshop.another_house import another_house
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import BROKEN, LONGER, NEW_ID, changed_draft, new_files
from tests.workshop.test_course_files import zipped

IMPORT = "/api/v1/teaching/drafts/import"
EXPORT = "/api/v1/teaching/courses/contoh/export.zip"


async def sent(client: AsyncClient, name: str, content: bytes, **more: str) -> Response:
    return await client.post(IMPORT, files={"file": (name, content)}, data=more)


async def test_it_works(shop: Shop) -> None:
    answer = await sent(shop.budi, "kursus.zip", zipped(new_files()))
    assert answer.status_code == 201, answer.text
    assert answer.json() == {
        "id": str(NEW_ID),
        "slug": "baru",
        "title": "Kursus contoh",
        "created": True,
        "files": len(new_files()),
        "left_out": [],
        "media": 0,
        "missing": [],
        "findings": [],
        "published": False,
    }
    # Who brings a course in teaches it.
    review = await shop.budi.get(f"/api/v1/teaching/drafts/{NEW_ID}/review")
    assert review.json()["state"] == "editing"


async def test_a_text_becomes_a_course_of_one_lesson(shop: Shop) -> None:
    text = "# Antrean pagi\n\nSenin pagi, warga menunggu di loket.\n"
    first = await sent(shop.budi, "antrean.md", text.encode())
    assert (first.json()["slug"], first.json()["title"]) == ("antrean-pagi", "Antrean pagi")
    assert first.json()["created"]
    again = await sent(shop.budi, "antrean.md", text.encode(), title="Antrean pagi")
    assert again.json()["slug"] == "antrean-pagi-2"


async def test_every_finding_is_told(shop: Shop) -> None:
    files = new_files() | {LESSON.replace("contoh", "baru", 1): BROKEN.replace(b"0f1c", b"1f1c")}
    files["courses/baru/dasar/catatan.docx"] = b"x"
    answer = (await sent(shop.budi, "kursus.zip", zipped(files))).json()
    assert answer["left_out"] == ["courses/baru/dasar/catatan.docx"]
    assert [one["path"] for one in answer["findings"]] == ["courses/baru/dasar/satu.md"]
    assert answer["findings"][0]["line"] > 5


async def test_a_refused_file_stores_nothing(shop: Shop) -> None:
    refused = await sent(shop.budi, "kursus.zip", zipped({**new_files(), "../x": b"x"}))
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/course-file-refused"
    assert refused.json()["reason"] == "odd-name"
    assert "../x" in refused.json()["detail"]
    missing = await shop.budi.get(f"/api/v1/teaching/drafts/{NEW_ID}/review")
    assert missing.status_code == 404


@pytest.mark.parametrize("slug", ["x" * 100, "Besar", "a.b"])
async def test_odd_addresses_are_refused(shop: Shop, slug: str) -> None:
    refused = await sent(shop.budi, "kursus.zip", zipped(new_files(slug)))
    assert refused.json()["reason"] == "odd-name"


async def test_a_course_that_is_here_is_not_overwritten_unasked(shop: Shop) -> None:
    await changed_draft(shop)
    packed = (await shop.budi.get(EXPORT)).content
    for client, yours in ((shop.budi, True), (shop.tono, False)):
        refused = await sent(client, "kursus.zip", packed)
        assert refused.json()["type"] == "/problems/course-is-here"
        assert refused.json()["yours"] is yours
    refused = await sent(shop.tono, "kursus.zip", packed, into="true")
    assert refused.json()["type"] == "/problems/course-is-here"
    done = (await sent(shop.budi, "kursus.zip", packed, into="true")).json()
    assert (done["created"], done["published"]) == (False, True)
    assert (await shop.trail()).count("draft.imported") == 1
    review = (await shop.budi.get(f"{shop.url}/review")).json()
    assert review["changed"] == []


async def test_into_a_course_without_a_draft(shop: Shop) -> None:
    brought = reading.read("x.zip", (await shop.budi.get(EXPORT)).content)
    packed = zipped({**brought.files, LESSON: LONGER})
    done = (await sent(shop.budi, "kursus.zip", packed, into="true")).json()
    assert not done["created"]
    review = (await shop.budi.get(f"{shop.url}/review")).json()
    assert [one["path"] for one in review["changed"]] == [LESSON]


async def test_who_teaches_nothing_brings_nothing_in(shop: Shop) -> None:
    assert (await sent(shop.sari, "kursus.zip", zipped(new_files()))).status_code == 404
    for client in (shop.sari, shop.tono):
        assert (await client.get(EXPORT)).status_code == 404
        assert (await client.get(f"{shop.url}/export.zip")).status_code == 404


async def test_the_same_course_is_the_same_zip_and_the_same_hash(
    shop: Shop, tmp_path: Path
) -> None:
    answer = await shop.budi.get(EXPORT)
    assert answer.headers["content-disposition"] == 'attachment; filename="contoh-v1.zip"'
    assert answer.content == (await shop.dewi.get(EXPORT)).content
    # What the command line does with the zip unpacked.
    lay_out(reading.read("x.zip", answer.content).files, tmp_path / "elsewhere")
    report = compile_all([tmp_path / "elsewhere"], ACTIVITY_KINDS)
    assert report.courses[0].sha256 == shop.compiled.sha256


async def test_a_zip_names_nobody(shop: Shop) -> None:
    await changed_draft(shop)
    body = {"body": "Rahasia dapur (rekaan)"}
    await shop.dewi.post(f"{shop.url}/comments", json=body)
    draft = (await shop.budi.get(f"{shop.url}/export.zip")).content
    whole = b"".join(reading.read("x.zip", draft).files.values())
    assert LONGER in whole
    for player in (shop.cast.budi, shop.cast.dewi, shop.cast.sari):
        for words in (player.name, player.nip, player.email, str(player.id)):
            assert words.encode() not in whole
            assert words.encode() not in draft
    assert b"Rahasia dapur" not in whole


async def test_it_publishes_the_same_elsewhere(
    shop: Shop, migrated_sqlite: Path, tmp_path: Path, clock: FixedClock
) -> None:
    packed = (await shop.budi.get(EXPORT)).content
    async with another_house(migrated_sqlite, tmp_path / "other", clock) as (rina, other):
        made = (await sent(rina, "contoh-v1.zip", packed)).json()
        assert made["findings"] == []
        body = {"revision": 1, "note": "Dari tetangga", "reason": "Sudah ditinjau di sana"}
        done = await rina.post(f"/api/v1/teaching/drafts/{made['id']}/publish", json=body)
        assert done.json()["version"] == 1
        async with other.reading() as session:
            here = await current_publication_id(session, shop.course_id)
    assert here == shop.compiled.sha256
