"""A draft as a learner would meet it, and nobody else."""

import re

from tests.studio.conftest import Desk
from tests.studio.test_publish import saved

PAGE = "/pratinjau/contoh/kuis"


async def test_it_works(desk: Desk) -> None:
    await saved(desk, time_limit=25)
    cover = await desk.budi.get(PAGE)
    assert cover.status_code == 200
    assert "25 menit" in cover.text
    assert 'href="/pratinjau/contoh/kuis?contoh=1"' in cover.text
    assert 'href="/kelola/mengajar/contoh/kuis/kuis"' in cover.text
    assert "<form" not in cover.text
    first = await desk.budi.get(PAGE, params={"contoh": 1})
    assert len(re.findall(r"Pernyataan rekaan nomor \d", first.text)) == 4
    assert (await desk.budi.get(PAGE, params={"contoh": 1})).text == first.text
    others = [(await desk.budi.get(PAGE, params={"contoh": n})).text for n in range(2, 6)]
    stems = {tuple(re.findall(r"nomor (\d)", page)) for page in (first.text, *others)}
    assert len(stems) > 1
    # What counts must not be told before an attempt is closed, not even here.
    assert "asas pelayanan" not in first.text


async def test_a_quiz_without_a_draft_is_shown_as_published(desk: Desk) -> None:
    assert "Tanpa batas" in (await desk.budi.get(PAGE)).text


async def test_what_is_to_be_mended_is_said_first(desk: Desk) -> None:
    await saved(desk, pass_mark=170)
    page = await desk.budi.get(PAGE)
    assert page.status_code == 409
    assert "Ada 1 hal" in page.text


async def test_others_find_nothing(desk: Desk) -> None:
    for client in (desk.stranger, desk.sari):
        assert (await client.get(PAGE)).status_code == 404
    for contoh in ("-1", "x", "100000"):
        assert (await desk.budi.get(PAGE, params={"contoh": contoh})).status_code == 422
