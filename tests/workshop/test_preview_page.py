"""The page of a draft's activity as a learner would meet it."""

import pytest

from tests.catalogue.make_content import FILES, LESSON, QUIZ
from tests.workshop.conftest import Shop
from tests.workshop.test_outline import API, opened


def at(shop: Shop, activity: str) -> str:
    return f"/pratinjau/kursus/{shop.course_id}/dasar/{activity}"


async def test_a_lesson_reads_as_it_would(shop: Shop) -> None:
    await opened(shop)
    longer = FILES[LESSON].replace("empat puluh enam warga", "lima puluh warga")
    url = f"{shop.url}/files/{LESSON}"
    assert (await shop.budi.put(url, json={"text": longer, "revision": 0})).status_code == 200
    page = await shop.budi.get(at(shop, "satu"))
    assert page.status_code == 200, page.text
    assert "lima puluh warga" in page.text
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "private, no-store"
    # Nothing can be sent, and links stay among the draft's own pages.
    assert "<form" not in page.text
    assert 'href="/kursus/' not in page.text
    assert f'href="{at(shop, "kuis")}"' in page.text
    cover = await shop.budi.get(at(shop, "kuis"))
    assert cover.status_code == 200, cover.text
    assert (await shop.budi.get(f"{at(shop, 'kuis')}?contoh=1")).status_code == 200


async def test_what_is_wrong_elsewhere_is_no_hindrance(shop: Shop) -> None:
    await opened(shop)
    await shop.budi.put(f"{shop.url}/files/{QUIZ}", json={"text": "kind: quiz", "revision": 0})
    assert (await shop.budi.get(at(shop, "satu"))).status_code == 200
    unfinished = await shop.budi.get(at(shop, "kuis"))
    assert unfinished.status_code == 409
    assert "naskah" in unfinished.text


@pytest.mark.parametrize("kind", ["scenario", "app_practice", "worksheet"])
async def test_every_kind_has_its_page(shop: Shop, kind: str) -> None:
    wish = {"template": "empty", "title": "Kursus baru"}
    new = (await shop.budi.post(f"{API}/drafts", json=wish)).json()
    act = {"act": "add-activity", "module": "modul-pertama", "kind": kind, "title": "Latihan"}
    added = await shop.budi.post(
        f"{API}/drafts/{new['id']}/structure", json=act | {"revision": new["revision"]}
    )
    assert added.json()["findings"] == 0, added.text
    page = await shop.budi.get(f"/pratinjau/kursus/{new['id']}/modul-pertama/latihan")
    assert page.status_code == 200, page.text
    assert "Latihan" in page.text
    # Its script finds no enrolment, also for somebody who learns in the course.
    assert f'data-course="{new["slug"]}"' not in page.text


async def test_only_who_works_on_it_sees_it(shop: Shop) -> None:
    await opened(shop)
    for stranger in (shop.tono, shop.sari):
        assert (await stranger.get(at(shop, "satu"))).status_code == 404
    assert (await shop.budi.get(at(shop, "tidak-ada"))).status_code == 404
