"""The whole of the workshop by way of the process beside the web process, as it is served.

Everywhere else the tests run heavy use cases in their own process (``kit.apart.Here``).
"""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from app.kit.apart import APART_KEY, Apart
from app.main import beside
from app.workshop import limits
from app.workshop.limits import BURST
from app.workshop.review.publishing import publish_due
from app.workshop.workbench import WORKBENCH_KEY, Workbench
from tests.catalogue.make_content import LESSON
from tests.media.sending import picture
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import BROKEN, LONGER, approved, changed_draft, new_files
from tests.workshop.test_assets import WORDS, attached
from tests.workshop.test_carrying import EXPORT, sent
from tests.workshop.test_course_files import zipped


@pytest.fixture
async def apart(shop: Shop) -> AsyncIterator[Apart]:
    state = shop.app.state
    apart = state.database.info[APART_KEY] = beside(state.settings, state.invalidations)
    yield apart
    await apart.stop()


async def test_a_change_is_tried_reviewed_published_and_carried(shop: Shop, apart: Apart) -> None:
    began = (await shop.budi.post("/api/v1/teaching/courses/contoh/edit")).json()
    text = LONGER.decode()
    seen = await shop.budi.post(f"{shop.url}/preview", json={"path": LESSON, "text": text})
    assert "lima puluh warga" in seen.json()["html"]
    file = (await shop.budi.get(f"{shop.url}/files/{LESSON}")).json()
    wish = {"text": text, "revision": file["revision"]}
    saved = await shop.budi.put(f"{shop.url}/files/{LESSON}", json=wish)
    assert saved.json()["draft_revision"] == began["revision"] + 1
    put = await attached(shop, "Foto.jpg", picture(), **WORDS)
    check = (await shop.budi.get(f"{shop.url}/check")).json()
    assert {one["path"] for one in check["changed"]} == {LESSON, *put["paths"]}
    gone = await shop.budi.delete(f"{shop.url}/assets/dasar/{put['file'].rpartition('/')[2]}")
    revision = gone.json()["revision"]
    page = await shop.budi.get(f"/pratinjau/kursus/{shop.course_id}/dasar/satu")
    assert "lima puluh warga" in page.text
    await approved(shop, shop.url, revision)
    review = (await shop.dewi.get(f"{shop.url}/review")).json()
    assert review["state"] == "approved"
    body = {"revision": revision, "note": "Diperbarui (rekaan)"}
    done = await shop.budi.post(f"{shop.url}/publish", json=body)
    assert (done.status_code, done.json()["version"]) == (200, 2)
    # The web process knows of it at once.
    assert (await shop.sari.get("/api/v1/courses/contoh")).json()["version"] == 2
    assert (await shop.budi.get(EXPORT)).content.startswith(b"PK")
    brought = await sent(shop.budi, "kursus.zip", zipped(new_files()))
    assert brought.status_code == 201, brought.text
    # And has compiled nothing itself.
    bench: Workbench = shop.database.info[WORKBENCH_KEY]
    assert bench.whole(shop.course_id) is None


async def test_refusals_come_with_what_they_say(shop: Shop, apart: Apart) -> None:
    revision = await changed_draft(shop, BROKEN)
    asked = await shop.budi.post(f"{shop.url}/review/ask", json={"revision": revision, "note": ""})
    assert asked.status_code == 409
    assert asked.json()["findings"][0]["path"] == LESSON
    other = new_files("contoh")
    taken = await sent(shop.budi, "kursus.zip", zipped(other))
    assert taken.status_code == 409
    assert taken.json()["type"] == "/problems/course-is-here"
    nobody = await shop.sari.get(f"{shop.url}/review")
    assert nobody.status_code == 404


async def test_what_was_set_for_a_time_is_published(shop: Shop, apart: Apart) -> None:
    revision = await changed_draft(shop)
    await approved(shop, shop.url, revision)
    at = shop.clock() + timedelta(hours=1)
    body = {"revision": revision, "note": "Nanti (rekaan)", "at": at.isoformat()}
    assert (await shop.budi.post(f"{shop.url}/publish", json=body)).status_code == 200
    assert await publish_due(shop.database, shop.clock.advance(hours=2)) == 1
    assert (await shop.sari.get("/api/v1/courses/contoh")).json()["version"] == 2


async def test_who_asks_for_previews_without_end_waits(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One author's script takes from nobody but that author."""
    monkeypatch.setattr(limits, "PER_MINUTE", 1)  # however long the asking takes here
    await changed_draft(shop)
    answers = [
        (await shop.budi.post(f"{shop.url}/preview", json={"path": LESSON, "text": "# Satu"}))
        for _ in range(BURST + 5)
    ]
    assert {one.status_code for one in answers} == {200, 429}
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert answers[-1].json()["type"] == "/problems/too-many-requests"
    dewi = await shop.dewi.post(f"{shop.url}/preview", json={"path": LESSON, "text": "# Satu"})
    assert dewi.status_code == 200
