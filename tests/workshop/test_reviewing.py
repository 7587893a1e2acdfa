"""Asking for review, withdrawing, approving, returning, and who may."""

from app.identity.models import Role
from app.kit.ids import uuid7
from app.workshop import service
from tests.catalogue.make_content import LESSON
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import BROKEN, LONGER, changed_draft, save, step, teach


async def test_it_works(shop: Shop) -> None:
    revision = await changed_draft(shop)
    asked = await step(shop.budi, shop.url, "ask", revision, note="Mohon dicek (rekaan)")
    assert asked.status_code == 200, asked.text
    assert asked.json()["state"] == "in_review"
    assert asked.json()["rights"] == {
        "ask": False,
        "withdraw": True,
        "judge": False,
        "publish": False,
        "publish_unreviewed": False,
        "shelve": True,
    }
    seen = (await shop.dewi.get(f"{shop.url}/review")).json()
    assert seen["rights"]["judge"]
    assert [one["path"] for one in seen["changed"]] == [LESSON]
    assert seen["changed"][0] | {"path": ""} == {
        "path": "",
        "kind": "changed",
        "title": "Memilah antrean",
        "text": True,
        "new": 1,
        "gone": 1,
    }
    assert seen["steps"][0] | {"at": ""} == {
        "act": "asked",
        "revision": revision,
        "version": None,
        "note": "Mohon dicek (rekaan)",
        "by": shop.cast.budi.name,
        "by_you": False,
        "at": "",
    }
    done = await step(shop.dewi, shop.url, "approve", revision, note="Baik")
    assert done.json()["state"] == "approved"
    assert (await shop.budi.get(f"{shop.url}/review")).json()["rights"]["publish"]


async def test_a_change_takes_an_approval_back(shop: Shop) -> None:
    revision = await changed_draft(shop)
    await step(shop.budi, shop.url, "ask", revision)
    await step(shop.dewi, shop.url, "approve", revision)
    await save(shop, {LESSON: LONGER.replace(b"lima puluh", b"enam puluh")})
    seen = (await shop.budi.get(f"{shop.url}/review")).json()
    assert seen["state"] == "editing"
    assert not seen["rights"]["publish"]


async def test_returned_and_withdrawn_drafts_are_edited_again(shop: Shop) -> None:
    revision = await changed_draft(shop)
    await step(shop.budi, shop.url, "ask", revision)
    returned = await step(shop.dewi, shop.url, "return", revision, note="Lihat komentar")
    assert returned.json()["state"] == "editing"
    await step(shop.budi, shop.url, "ask", revision)
    refused = await step(shop.dewi, shop.url, "withdraw", revision)
    assert refused.json()["type"] == "/problems/review-step-refused"
    assert (await step(shop.budi, shop.url, "withdraw", revision)).json()["state"] == "editing"
    acts = [one["act"] for one in (await shop.budi.get(f"{shop.url}/review")).json()["steps"]]
    assert acts == ["withdrawn", "asked", "returned", "asked"]
    # The trail of the house has them too, and the one that was refused it has not.
    trail = [one for one in await shop.trail() if one.startswith("draft.")]
    assert trail == [f"draft.{act}" for act in acts]


async def test_nobody_approves_their_own_not_even_an_admin(shop: Shop) -> None:
    revision = await changed_draft(shop)
    await step(shop.rina, shop.url, "ask", revision)
    own = await step(shop.rina, shop.url, "approve", revision)
    assert (own.status_code, own.json()["type"]) == (403, "/problems/own-review")
    assert (await step(shop.budi, shop.url, "approve", revision)).status_code == 200


async def test_what_has_findings_is_not_reviewed(shop: Shop) -> None:
    revision = await changed_draft(shop, BROKEN)
    refused = await step(shop.budi, shop.url, "ask", revision)
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/course-draft-unfinished"
    assert refused.json()["findings"][0]["path"] == LESSON
    assert refused.json()["findings"][0]["line"] > 5


async def test_a_step_names_the_revision_it_is_about(shop: Shop) -> None:
    revision = await changed_draft(shop)
    for name in ("ask", "withdraw", "approve", "return"):
        refused = await step(shop.budi, shop.url, name, revision - 1)
        assert refused.json()["type"] == "/problems/course-draft-moved", name
    # Nothing was asked yet.
    for name in ("withdraw", "approve", "return"):
        refused = await step(shop.dewi, shop.url, name, revision)
        assert refused.json()["type"] == "/problems/review-step-refused", name
    await step(shop.budi, shop.url, "ask", revision)
    again = await step(shop.budi, shop.url, "ask", revision)
    assert again.json()["type"] == "/problems/review-step-refused"


async def test_others_see_nothing(shop: Shop) -> None:
    revision = await changed_draft(shop)
    for client in (shop.sari, shop.tono):
        assert (await client.get(f"{shop.url}/review")).status_code == 404
        for name in ("ask", "withdraw", "approve", "return"):
            assert (await step(client, shop.url, name, revision)).status_code == 404
        body = {"revision": revision, "note": "Terbit"}
        assert (await client.post(f"{shop.url}/publish", json=body)).status_code == 404
        assert (await client.delete(f"{shop.url}/schedule")).status_code == 404
    missing = f"/api/v1/teaching/drafts/{uuid7()}/review"
    assert (await shop.rina.get(missing)).status_code == 404


async def test_a_partner_reviews_and_does_not_publish(shop: Shop) -> None:
    await teach(shop, shop.cast.tono, Role.PARTNER)
    revision = await changed_draft(shop)
    await step(shop.budi, shop.url, "ask", revision)
    done = await step(shop.tono, shop.url, "approve", revision)
    assert done.json()["state"] == "approved"
    assert not done.json()["rights"]["publish"]
    refused = await shop.tono.post(
        f"{shop.url}/publish", json={"revision": revision, "note": "Terbit"}
    )
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/publishing-refused")


async def test_differences_show_lines_of_both(shop: Shop) -> None:
    await changed_draft(shop)
    seen = await shop.dewi.get(f"{shop.url}/review/differences", params={"path": LESSON})
    lines = seen.json()["lines"]
    assert [one["how"] for one in lines if one["how"] in ("new", "gone")] == ["gone", "new"]
    new = next(one for one in lines if one["how"] == "new")
    assert "lima puluh warga" in new["text"]
    assert new["before"] is None
    assert new["after"] == 6
    for path in ("courses/contoh/dasar/assets/loket.svg", "../x", "tidak/ada.md"):
        missing = await shop.dewi.get(f"{shop.url}/review/differences", params={"path": path})
        assert missing.status_code == 404, path


async def test_those_concerned_are_told(shop: Shop) -> None:
    revision = await changed_draft(shop)
    await step(shop.budi, shop.url, "ask", revision, note="Mohon dicek (rekaan)")
    told = (await shop.dewi.get("/api/v1/inbox")).json()["items"]
    assert [one["subject"] for one in told] == ["Tinjauan diminta: Kursus contoh"]
    assert (await shop.budi.get("/api/v1/inbox")).json()["items"] == []
    await step(shop.dewi, shop.url, "return", revision)
    told = (await shop.budi.get("/api/v1/inbox")).json()["items"]
    assert [one["subject"] for one in told] == ["Draf dikembalikan untuk diperbaiki: Kursus contoh"]
    assert told[0]["link"] == f"/kelola/studio/{shop.course_id}/tinjau"


async def test_a_changed_title_is_told(shop: Shop) -> None:
    await changed_draft(shop)
    path = "courses/contoh/course.yaml"
    async with shop.database.reading() as session:
        actor = await shop.actor(session, shop.cast.budi)
        draft = await service.draft_for(session, actor, shop.course_id)
        text = (await service.files_of(session, draft))[path]
    revision = await save(shop, {path: text.replace(b"Kursus contoh", b"Kursus rekaan")})
    await step(shop.budi, shop.url, "ask", revision)
    told = (await shop.dewi.get("/api/v1/inbox")).json()["items"]
    assert [one["subject"] for one in told] == ["Tinjauan diminta: Kursus rekaan"]
