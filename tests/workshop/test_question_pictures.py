"""A picture in a question of a draft: put there, shown, told of, published, carried and undone."""

from pathlib import Path
from typing import Any

import yaml

from app.workshop.carrying import reading
from tests.catalogue.make_content import BANK, QUIZ
from tests.conftest import FixedClock
from tests.media.sending import mp3, picture, send
from tests.studio.conftest import bank
from tests.workshop.another_house import another_house
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import approved, changed_draft
from tests.workshop.test_carrying import sent
from tests.workshop.test_outline import opened
from tests.workshop.test_publishing import published

PICTURES = "banks/contoh/assets/"
WORDS = {"alt": "Denah loket (rekaan)", "licence": "CC BY 4.0, Contoh"}
WIDTHS = [f"{PICTURES}denah{width}.webp" for width in (".w320", ".w640", "")]


async def wish_for(shop: Shop, name: str, content: bytes, **said: Any) -> dict[str, Any]:
    upload = await send(shop.budi, name, content, shop.course_id)
    assert upload["state"] == "done", upload
    return {"upload": upload["id"], "bank": "contoh", **said}


async def attached(shop: Shop) -> dict[str, Any]:
    """A picture sent, examined and put beside the questions."""
    wish = await wish_for(shop, "Denah.jpg", picture(), **WORDS)
    answer = await shop.budi.post(f"{shop.url}/assets", json=wish)
    assert answer.status_code == 201, answer.text
    put: dict[str, Any] = answer.json()
    return put


async def written(shop: Shop, figure: str) -> int:
    """Every stem of the bank shows it, the first question's other texts too; the revision then."""
    there = (await shop.budi.get(f"{shop.url}/files/{BANK}")).json()
    questions = yaml.safe_load(bank().replace("2027-01-01", "'2027-01-01'"))
    for number, question in enumerate(questions):
        for words in question["text"].values():
            words["stem"] += f"\n\n{figure}"
            if number == 0:
                words["explanation"] += f"\n\n{figure}"
                words["feedback"] = {"true": f"Ya.\n\n{figure}"}
    text = yaml.safe_dump(questions, sort_keys=False, allow_unicode=True)
    wish = {"text": text, "revision": there["revision"]}
    answer = await shop.budi.put(f"{shop.url}/files/{BANK}", json=wish)
    assert answer.status_code == 200, answer.text
    revision: int = answer.json()["draft_revision"]
    return revision


async def findings(shop: Shop) -> list[dict[str, Any]]:
    """As the editor of the quiz asks for them."""
    text = (await shop.budi.get(f"{shop.url}/files/{QUIZ}")).json()["text"]
    answer = await shop.budi.post(f"{shop.url}/preview", json={"path": QUIZ, "text": text})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["findings"]
    return found


async def test_it_works(shop: Shop) -> None:
    await opened(shop)
    put = await attached(shop)
    assert (put["paths"], put["file"]) == (WIDTHS, "assets/denah.webp")
    await written(shop, put["markdown"])
    assert await findings(shop) == []
    # The phone beside the form shows it from the draft.
    page = await shop.budi.get(f"/pratinjau/kursus/{shop.course_id}/dasar/kuis?contoh=1")
    address = f"{shop.url}/pictures/{put['result']['media']}"
    assert f'<img src="{address}"' in page.text
    served = await shop.budi.get(address)
    assert (served.status_code, served.headers["content-type"]) == (200, "image/webp")
    # Among the draft's files it is the bank's, after all others.
    items = (await shop.dewi.get(f"{shop.url}/assets")).json()["items"]
    assert [one["bank"] for one in items] == [None] * (len(items) - 1) + ["contoh"]
    told = items[-1]
    assert (told["module"], told["name"], told["kind"]) == (None, "denah.webp", "picture")
    assert told["used_in"] == [BANK]
    assert told["bytes"] == sum(one["bytes"] for one in put["result"]["variants"])


async def test_learners_of_the_version_see_it(shop: Shop) -> None:
    await opened(shop)
    put = await attached(shop)
    revision = await written(shop, put["markdown"])
    await approved(shop, shop.url, revision)
    await published(shop, shop.url, revision)
    sha256 = put["result"]["media"]
    await shop.sari.post("/api/v1/enrolments", json={"course": "contoh"})
    begun = await shop.sari.post("/kursus/contoh/kuis/mulai")
    assert begun.status_code == 303, begun.text
    attempt = await shop.sari.get(begun.headers["location"])
    assert f'<img src="/berkas/{sha256}"' in attempt.text
    assert (await shop.sari.get(f"/berkas/{sha256}")).status_code == 200


async def test_what_is_missing_is_said_at_its_text(shop: Shop) -> None:
    await opened(shop)
    put = await attached(shop)
    figure = put["markdown"]
    for broken, code in (
        (figure.replace("denah.webp", "tiada.webp"), "C048"),
        (figure.replace(WORDS["alt"], ""), "C047"),
        (figure.replace(f' licence="{WORDS["licence"]}"', ""), "C047"),
    ):
        await written(shop, broken)
        told = await findings(shop)
        assert {one["code"] for one in told} == {code}, told
        assert {one["path"] for one in told} == {BANK}
        texts = [f"{number}.stem" for number in range(6)] + ["0.explanation", "0.feedback.true"]
        assert {one["field"] for one in told} == {
            text.replace(".", f".text.{language}.", 1)
            for text in texts
            for language in ("id", "en")
        }


async def undone(shop: Shop) -> None:
    """The last step, or the undoing of it."""
    entries = (await shop.budi.get(f"{shop.url}/history")).json()["items"]
    answer = await shop.budi.post(f"{shop.url}/history/{entries[0]['number']}/undo")
    assert answer.status_code == 200, answer.text


async def test_putting_it_there_can_be_undone_and_redone(shop: Shop) -> None:
    await opened(shop)
    put = await attached(shop)
    entry = (await shop.budi.get(f"{shop.url}/history")).json()["items"][0]
    assert (entry["act"], sorted(entry["paths"])) == ("asset-added", sorted(WIDTHS))
    await undone(shop)
    assert await names(shop) == []
    await undone(shop)
    assert await names(shop) == ["denah.webp"]
    await written(shop, put["markdown"])
    assert await findings(shop) == []


async def names(shop: Shop) -> list[str]:
    items = (await shop.budi.get(f"{shop.url}/assets")).json()["items"]
    return [one["name"] for one in items if one["bank"] == "contoh"]


async def test_it_is_taken_away_once_no_question_shows_it(shop: Shop) -> None:
    await opened(shop)
    put = await attached(shop)
    await written(shop, put["markdown"])
    url = f"{shop.url}/assets/-/denah.webp"
    used = await shop.budi.delete(url, params={"bank": "contoh"})
    assert (used.status_code, used.json()["used_in"]) == (409, [BANK])
    await written(shop, "")
    # It is the bank's alone: neither the course nor another bank has one of that name.
    for elsewhere in ({}, {"bank": "lain"}):
        assert (await shop.budi.delete(url, params=elsewhere)).status_code == 404
    assert (await shop.tono.delete(url, params={"bank": "contoh"})).status_code == 404
    assert (await shop.budi.delete(url, params={"bank": "../contoh"})).status_code == 422
    gone = await shop.budi.delete(url, params={"bank": "contoh"})
    assert gone.status_code == 200, gone.text
    assert await names(shop) == []


async def test_what_is_refused(shop: Shop) -> None:
    await opened(shop)
    url = f"{shop.url}/assets"
    wish = await wish_for(shop, "denah.png", picture(40, 40, "PNG"), **WORDS)
    bare = await shop.budi.post(url, json=wish | {"alt": ""})
    assert (bare.status_code, bare.json()["type"]) == (409, "/problems/asset-words-missing")
    nowhere = await shop.budi.post(url, json=wish | {"bank": "tiada"})
    assert (nowhere.status_code, nowhere.json()["type"]) == (404, "/problems/draft-asset-not-found")
    both = await shop.budi.post(url, json=wish | {"module": "dasar"})
    assert both.status_code == 422
    for odd in ("..", "Contoh", "contoh/assets", 7):
        assert (await shop.budi.post(url, json=wish | {"bank": odd})).status_code == 422
    for who in (shop.dewi, shop.tono, shop.sari):
        assert (await who.post(url, json=wish)).status_code == 404
    sound = await wish_for(shop, "a.mp3", mp3(), title="Suara (rekaan)", licence="CC0")
    refused = await shop.budi.post(url, json=sound)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/asset-misplaced")
    assert await names(shop) == []


async def test_it_travels_and_is_the_same_version_elsewhere(
    shop: Shop, migrated_sqlite: Path, tmp_path: Path, clock: FixedClock
) -> None:
    await changed_draft(shop)
    put = await attached(shop)
    revision = await written(shop, put["markdown"])
    packed = (await shop.budi.get(f"{shop.url}/export.zip")).content
    assert set(WIDTHS) <= set(reading.read("x.zip", packed).files)
    await approved(shop, shop.url, revision)
    await published(shop, shop.url, revision)
    version = (await shop.budi.get("/api/v1/teaching/courses/contoh/export.zip")).content
    # Into the course it came from: nothing differs.
    done = (await sent(shop.budi, "kursus.zip", packed, into="true")).json()
    assert (done["findings"], done["published"]) == ([], True)
    async with another_house(migrated_sqlite, tmp_path / "lain", clock) as (rina, _):
        answer = await sent(rina, "kursus.zip", packed)
        assert answer.status_code == 201, answer.text
        assert answer.json()["findings"] == []
        there = f"/api/v1/teaching/drafts/{answer.json()['id']}"
        items = (await rina.get(f"{there}/assets")).json()["items"]
        assert items[-1]["sha256"] == put["result"]["media"]
        shown = await rina.get(f"{there}/pictures/{put['result']['media']}")
        assert shown.status_code == 200
        again = (await rina.get(f"{there}/export.zip")).content
    assert again == packed == version
