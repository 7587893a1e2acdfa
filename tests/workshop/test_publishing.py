"""A draft becomes a version: first and next, now and later; a course leaves the shelf."""

from datetime import timedelta

import pytest

from app.catalogue.models import CourseOrigin
from app.catalogue.service import course_with_slug
from app.workshop.review.publishing import publish_due
from tests.cast import DINAS_A
from tests.catalogue.make_content import BANK, LESSON
from tests.make_course import make_course
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import (
    BROKEN,
    LONGER,
    approved,
    changed_draft,
    new_course,
    save,
    step,
)

OPEN = "/api/v1/enrolments"


async def published(shop: Shop, url: str, revision: int, **more: object) -> dict[str, object]:
    answer = await shop.budi.post(
        f"{url}/publish", json={"revision": revision, "note": "Diperbarui (rekaan)", **more}
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


async def test_it_works(shop: Shop) -> None:
    enrolled = (await shop.sari.post(OPEN, json={"course": "contoh"})).json()
    revision = await changed_draft(shop)
    await approved(shop, shop.url, revision)
    done = await published(shop, shop.url, revision)
    assert (done["version"], done["learners"]) == (2, 1)
    # Who is learning stays where they are until they choose.
    course = (await shop.sari.get("/api/v1/courses/contoh")).json()
    assert course["version"] == 1
    moved = await shop.sari.post(f"{OPEN}/{enrolled['id']}/newest")
    assert moved.status_code == 200
    assert (await shop.sari.get("/api/v1/courses/contoh")).json()["version"] == 2
    seen = (await shop.budi.get(f"{shop.url}/review")).json()
    assert seen["state"] == "editing"
    assert seen["changed"] == []
    assert not seen["outdated"]
    assert seen["published"]["note"] == "Diperbarui (rekaan)"
    assert seen["steps"][0]["act"] == "published"
    assert seen["steps"][0]["version"] == 2


async def test_a_new_course_is_seen_by_its_audience(shop: Shop) -> None:
    url = await new_course(shop, audience_id=DINAS_A)
    assert (await shop.sari.get("/api/v1/courses/baru")).status_code == 404
    await approved(shop, url, 1)
    assert (await published(shop, url, 1))["version"] == 1
    assert (await shop.sari.get("/api/v1/courses/baru")).status_code == 200
    async with shop.database.reading() as session:
        course = await course_with_slug(session, "baru")
    assert course is not None
    assert course.origin is CourseOrigin.STUDIO
    assert course.audience_id == DINAS_A
    # The next version stands on the first.
    assert (await shop.budi.get(f"{url}/review")).json()["current"] == 1


async def test_nothing_is_published_that_nobody_approved(shop: Shop) -> None:
    revision = await changed_draft(shop)
    body = {"revision": revision, "note": "Terbit"}
    for client in (shop.budi, shop.rina):
        refused = await client.post(f"{shop.url}/publish", json=body)
        assert refused.json()["type"] == "/problems/review-step-refused"
    # A trainer has no reason that counts.
    refused = await shop.budi.post(f"{shop.url}/publish", json=body | {"reason": "Mendesak"})
    assert refused.json()["type"] == "/problems/review-step-refused"
    for blank in ({"reason": "   "}, {"reason": "Mendesak", "note": " \n  "}):
        assert (await shop.rina.post(f"{shop.url}/publish", json=body | blank)).status_code == 422
    done = await shop.rina.post(f"{shop.url}/publish", json=body | {"reason": "Mendesak"})
    assert done.json()["version"] == 2
    acts = await shop.trail()
    assert "course.published_unreviewed" in acts
    assert "course.published" in acts


async def test_the_revision_must_be_the_one_looked_at(shop: Shop) -> None:
    revision = await changed_draft(shop)
    await approved(shop, shop.url, revision)
    body = {"revision": revision - 1, "note": "Terbit"}
    refused = await shop.budi.post(f"{shop.url}/publish", json=body)
    assert refused.json()["type"] == "/problems/course-draft-moved"


async def test_what_says_the_same_makes_no_version(shop: Shop) -> None:
    await changed_draft(shop)
    same = shop.compiled.sources[LESSON]
    revision = await save(shop, {LESSON: same, BANK: shop.compiled.sources[BANK] + b"# Catatan\n"})
    body = {"revision": revision, "note": "Terbit", "reason": "Coba"}
    refused = await shop.rina.post(f"{shop.url}/publish", json=body)
    assert refused.json()["type"] == "/problems/course-draft-unchanged"


async def test_an_older_base_is_refused(shop: Shop) -> None:
    revision = await changed_draft(shop)
    await approved(shop, shop.url, revision)
    # The quiz desk publishes meanwhile.
    desk = "/api/v1/teaching/courses/contoh/quizzes/kuis/draft"
    read = (await shop.budi.get(desk)).json()
    source = read["source"] | {"pass_mark": 55}
    saved = await shop.budi.put(
        desk, json={"revision": 0, "over": read["current"], "source": source}
    )
    body = {"revision": saved.json()["revision"], "note": "Batas lulus"}
    assert (await shop.budi.post(f"{desk}/publish", json=body)).status_code == 200
    refused = await shop.budi.post(
        f"{shop.url}/publish", json={"revision": revision, "note": "Terbit"}
    )
    assert refused.json()["type"] == "/problems/course-draft-outdated"
    assert (await shop.budi.get(f"{shop.url}/review")).json()["outdated"]


async def test_findings_come_with_the_refusal(shop: Shop) -> None:
    revision = await changed_draft(shop, BROKEN)
    body = {"revision": revision, "note": "Terbit", "reason": "Mendesak"}
    refused = await shop.rina.post(f"{shop.url}/publish", json=body)
    assert refused.json()["type"] == "/problems/course-draft-unfinished"
    assert refused.json()["findings"][0]["path"] == LESSON


async def test_a_taken_address_is_refused(shop: Shop) -> None:
    url = await new_course(shop)
    await approved(shop, url, 1)
    async with shop.database.transaction() as session:
        await make_course(session, shop.clock(), slug="baru")
    refused = await shop.budi.post(f"{url}/publish", json={"revision": 1, "note": "Terbit"})
    assert refused.json()["type"] == "/problems/course-slug-taken"


async def test_a_time_to_come(shop: Shop) -> None:
    revision = await changed_draft(shop)
    await approved(shop, shop.url, revision)
    at = shop.clock() + timedelta(hours=3)
    set_for = await published(shop, shop.url, revision, at=at.isoformat())
    assert set_for["version"] is None
    seen = (await shop.dewi.get(f"{shop.url}/review")).json()
    assert seen["schedule"]["by"] == shop.cast.budi.name
    assert not seen["schedule"]["stale"]
    assert await publish_due(shop.database, at - timedelta(minutes=1)) == 0
    assert await publish_due(shop.database, at) == 1
    assert await publish_due(shop.database, at) == 0
    seen = (await shop.dewi.get(f"{shop.url}/review")).json()
    assert seen["schedule"] is None
    assert seen["published"]["version"] == 2
    assert [one["act"] for one in seen["steps"]][:2] == ["published", "scheduled"]


async def test_what_changed_since_is_not_published_by_itself(shop: Shop) -> None:
    revision = await changed_draft(shop)
    await approved(shop, shop.url, revision)
    at = shop.clock() + timedelta(hours=3)
    await published(shop, shop.url, revision, at=at.isoformat())
    await save(shop, {LESSON: LONGER.replace(b"lima puluh", b"enam puluh")})
    assert (await shop.budi.get(f"{shop.url}/review")).json()["schedule"]["stale"]
    assert await publish_due(shop.database, at) == 0
    schedule = (await shop.budi.get(f"{shop.url}/review")).json()["schedule"]
    assert schedule["failure"] == "course-draft-moved"
    subjects = [one["subject"] for one in (await shop.budi.get("/api/v1/inbox")).json()["items"]]
    assert "Tidak jadi terbit: Kursus contoh" in subjects
    assert (await shop.budi.delete(f"{shop.url}/schedule")).status_code == 204
    assert (await shop.budi.get(f"{shop.url}/review")).json()["schedule"] is None
    again = await shop.budi.delete(f"{shop.url}/schedule")
    assert again.json()["type"] == "/problems/review-step-refused"


@pytest.mark.parametrize("hours", [-1, 0, 24 * 400])
async def test_only_times_ahead_within_a_year(shop: Shop, hours: int) -> None:
    revision = await changed_draft(shop)
    at = shop.clock() + timedelta(hours=hours)
    body = {"revision": revision, "note": "Terbit", "at": at.isoformat()}
    refused = await shop.rina.post(f"{shop.url}/publish", json=body)
    assert refused.json()["type"] == "/problems/time-has-passed"


async def test_a_course_leaves_the_shelf_and_comes_back(shop: Shop) -> None:
    enrolled = await shop.sari.post(OPEN, json={"course": "contoh"})
    assert enrolled.status_code == 201
    courses = "/api/v1/teaching/courses/contoh"
    gone = await shop.budi.post(f"{courses}/unpublish", json={"note": "Aturan dicabut"})
    assert gone.status_code == 204, gone.text
    # Who is in it goes on; nobody else sees it.
    assert (await shop.sari.get("/api/v1/courses/contoh")).status_code == 200
    assert (await shop.tono.get("/api/v1/courses/contoh")).status_code == 404
    # A new version does not put it back.
    revision = await changed_draft(shop)
    await approved(shop, shop.url, revision)
    await published(shop, shop.url, revision)
    seen = (await shop.budi.get(f"{shop.url}/review")).json()
    assert seen["published"]["shelved"]
    assert (await shop.tono.get("/api/v1/courses/contoh")).status_code == 404
    back = await shop.budi.post(f"{courses}/republish", json={"note": "Sudah diperbaiki"})
    assert back.status_code == 204
    assert (await shop.tono.get("/api/v1/courses/contoh")).status_code == 200
    for client in (shop.sari, shop.tono):
        refused = await client.post(f"{courses}/unpublish", json={"note": "Coba"})
        assert refused.status_code == 404
    assert (await step(shop.sari, shop.url, "ask", 1)).status_code == 404
    acts = [one for one in await shop.trail() if one.startswith("course.")]
    assert acts[:3] == ["course.republished", "course.published", "course.unpublished"]
