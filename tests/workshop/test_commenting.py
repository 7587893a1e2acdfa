"""Comments on lines, files and the course; replies; threads that are done."""

from typing import Any

from app.kit.ids import uuid7
from app.workshop.review import commenting
from tests.catalogue.make_content import FILES, LESSON
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import LONGER, changed_draft, save

LINE = FILES[LESSON].split("\n").index("## Tiga pertanyaan") + 1


async def said(shop: Shop, **more: Any) -> dict[str, Any]:
    answer = await shop.dewi.post(f"{shop.url}/comments", json={"body": "Kurang jelas.", **more})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_it_works(shop: Shop) -> None:
    revision = await changed_draft(shop)
    thread = await said(shop, path=LESSON, line=LINE)
    assert thread | {"id": "", "at": ""} == {
        "id": "",
        "path": LESSON,
        "line": LINE,
        "line_now": LINE,
        "quote": "## Tiga pertanyaan",
        "body": "Kurang jelas.",
        "by": shop.cast.dewi.name,
        "by_you": True,
        "at": "",
        "revision": revision,
        "resolved_by": None,
        "resolved_at": None,
        "replies": [],
    }
    # The text moves two lines down, and the comment with it.
    moved = LONGER.replace(b"## Tiga", b"Selingan.\n\n## Tiga")
    await save(shop, {LESSON: moved})
    seen = (await shop.budi.get(f"{shop.url}/comments")).json()["items"]
    assert [(one["line"], one["line_now"]) for one in seen] == [(LINE, LINE + 2)]
    await save(shop, {LESSON: moved.replace(b"## Tiga pertanyaan", b"## Empat")})
    seen = (await shop.budi.get(f"{shop.url}/comments")).json()["items"]
    assert seen[0]["line_now"] is None
    assert (await shop.budi.get(f"{shop.url}/review")).json()["open_comments"] == 1


async def test_replies_and_what_is_done(shop: Shop) -> None:
    await changed_draft(shop)
    thread = await said(shop)
    assert thread["path"] is None
    reply = {"body": "Sudah saya ubah.", "thread": thread["id"]}
    answered = (await shop.budi.post(f"{shop.url}/comments", json=reply)).json()
    assert [(r["body"], r["by_you"]) for r in answered["replies"]] == [("Sudah saya ubah.", True)]
    place = f"{shop.url}/comments/{thread['id']}"
    done = (await shop.dewi.post(f"{place}/resolve")).json()
    assert done["resolved_by"] == shop.cast.dewi.name
    listed = (await shop.budi.get(f"{shop.url}/comments", params={"open": True})).json()
    assert listed["items"] == []
    listed = (await shop.budi.get(f"{shop.url}/comments", params={"open": False})).json()
    assert len(listed["items"]) == 1
    assert (await shop.budi.post(f"{place}/reopen")).json()["resolved_by"] is None
    await shop.dewi.post(f"{place}/resolve")
    # Who replies has more to say.
    again = await shop.budi.post(f"{shop.url}/comments", json=reply)
    assert again.json()["resolved_at"] is None
    of_reply = f"{shop.url}/comments/{again.json()['replies'][0]['id']}/resolve"
    assert (await shop.budi.post(of_reply)).status_code == 404


async def test_they_come_in_pages(shop: Shop) -> None:
    await changed_draft(shop)
    for number in range(3):
        await said(shop, body=f"Nomor {number}")
    first = (await shop.budi.get(f"{shop.url}/comments", params={"limit": 2})).json()
    assert [one["body"] for one in first["items"]] == ["Nomor 0", "Nomor 1"]
    rest = (await shop.budi.get(f"{shop.url}/comments", params={"after": first["next"]})).json()
    assert [one["body"] for one in rest["items"]] == ["Nomor 2"]
    assert rest["next"] is None
    odd = await shop.budi.get(f"{shop.url}/comments", params={"after": "WyJ4Il0"})
    assert odd.status_code == 422


async def test_refusals(shop: Shop, monkeypatch: Any) -> None:
    await changed_draft(shop)
    for body, status in (
        ({"body": "x", "path": "courses/contoh/dasar/tiada.md"}, 404),
        ({"body": "x", "path": "../../etc/passwd", "line": 1}, 404),
        ({"body": "x", "path": "courses/contoh/dasar/assets/loket.svg", "line": 1}, 404),
        ({"body": "x", "thread": str(uuid7())}, 404),
        ({"body": ""}, 422),
        ({"body": " \n "}, 422),
        ({"body": "a\x00b"}, 422),
        ({"body": "x", "path": LESSON, "line": 10**30}, 422),
    ):
        refused = await shop.budi.post(f"{shop.url}/comments", json=body)
        assert refused.status_code == status, body
    for client in (shop.sari, shop.tono):
        assert (await client.get(f"{shop.url}/comments")).status_code == 404
        assert (await client.post(f"{shop.url}/comments", json={"body": "x"})).status_code == 404
    monkeypatch.setattr(commenting, "MAX_COMMENTS", 0)
    refused = await shop.budi.post(f"{shop.url}/comments", json={"body": "x"})
    assert refused.json()["type"] == "/problems/too-many-comments"
