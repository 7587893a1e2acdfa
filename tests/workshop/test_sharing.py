"""Who sees a course: a region pack is shared, a course is narrowed, and nobody loses theirs."""

from uuid import UUID

import pytest

from app.catalogue.service import course_with_slug
from app.identity.models import Role
from tests.cast import DINAS_A, DINAS_B
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import approved, changed_draft, new_course, teach

COURSE = "/api/v1/courses/{slug}"


async def _audience(shop: Shop, slug: str) -> UUID | None:
    async with shop.database.reading() as session:
        course = await course_with_slug(session, slug)
    assert course is not None
    return course.audience_id


async def test_a_region_pack_is_shared_before_it_is_published(shop: Shop) -> None:
    url = await new_course(shop, audience_id=DINAS_A)
    told = (await shop.budi.get(f"{url}/sharing")).json()
    assert told["audience"]["id"] == str(DINAS_A)
    assert (told["published"], told["learners"], told["may_change"]) == (False, 0, True)
    assert str(DINAS_A) in [one["id"] for one in told["choices"]]
    shared = await shop.budi.put(f"{url}/sharing", json={"audience": None})
    assert shared.status_code == 200, shared.text
    assert shared.json()["audience"] is None
    await approved(shop, url, 1)
    body = {"revision": 1, "note": "Terbit pertama (rekaan)"}
    assert (await shop.budi.post(f"{url}/publish", json=body)).json()["version"] == 1
    assert await _audience(shop, "baru") is None
    assert (await shop.trail()).count("course.audience_set") == 1


async def test_a_published_course_is_narrowed_and_whoever_began_it_keeps_it(shop: Shop) -> None:
    enrolled = await shop.sari.post("/api/v1/enrolments", json={"course": "contoh"})
    assert enrolled.status_code == 201
    await changed_draft(shop)
    for _ in range(2):
        narrowed = await shop.rina.put(f"{shop.url}/sharing", json={"audience": str(DINAS_B)})
        assert narrowed.status_code == 200, narrowed.text
    told = narrowed.json()
    assert (told["published"], told["learners"]) == (True, 1)
    assert told["audience"]["id"] == str(DINAS_B)
    assert (await shop.sari.get(COURSE.format(slug="contoh"))).status_code == 200
    # Who has not begun it does not see it any more.
    catalogue = (await shop.sari.get("/api/v1/courses")).json()["items"]
    assert "contoh" not in [one["slug"] for one in catalogue]
    assert (await shop.trail()).count("course.audience_set") == 1
    # The next version is for the same people.
    opened = await shop.rina.put(f"{shop.url}/sharing", json={"audience": None})
    assert opened.json()["audience"] is None
    assert await _audience(shop, "contoh") is None


async def test_a_trainer_chooses_within_reach(shop: Shop) -> None:
    await changed_draft(shop)
    within = await shop.dewi.put(f"{shop.url}/sharing", json={"audience": str(DINAS_A)})
    assert within.status_code == 200, within.text
    before = await _audience(shop, "contoh")
    for wrong in (str(DINAS_B), str(UUID(int=9))):
        refused = await shop.dewi.put(f"{shop.url}/sharing", json={"audience": wrong})
        assert refused.status_code == 422, refused.text
        assert refused.json()["errors"][0]["pointer"] == "/audience"
    assert await _audience(shop, "contoh") == before


@pytest.mark.parametrize("body", [{}, {"audience": "semua"}, {"audience": None, "lain": 1}])
async def test_what_is_no_wish_is_refused(shop: Shop, body: dict[str, object]) -> None:
    await changed_draft(shop)
    assert (await shop.budi.put(f"{shop.url}/sharing", json=body)).status_code == 422


async def test_a_partner_reads_and_does_not_change(shop: Shop) -> None:
    await changed_draft(shop)
    await teach(shop, shop.cast.tono, Role.PARTNER)
    told = (await shop.tono.get(f"{shop.url}/sharing")).json()
    assert (told["may_change"], told["choices"]) == (False, [])
    refused = await shop.tono.put(f"{shop.url}/sharing", json={"audience": None})
    assert refused.status_code == 403
    # Of who does not teach it, nobody learns that there is a draft.
    assert (await shop.sari.get(f"{shop.url}/sharing")).status_code == 404
    assert (await shop.sari.put(f"{shop.url}/sharing", json={"audience": None})).status_code == 404
