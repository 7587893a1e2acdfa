"""Drafts over HTTP: the list, beginning one, the outline, files."""

import asyncio
import json
from typing import Any

import pytest
from httpx import AsyncClient

from app.workshop.models import CourseDraft
from tests.banks.conftest import counted
from tests.catalogue.make_content import BANK, COURSE, FILES, LESSON
from tests.workshop.conftest import Shop

API = "/api/v1/teaching"


async def opened(shop: Shop, who: AsyncClient | None = None) -> Any:
    answer = await (who or shop.budi).post(f"{API}/courses/contoh/edit")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_published_course_is_laid_out(shop: Shop) -> None:
    outline = await opened(shop)
    assert outline["id"] == str(shop.course_id)
    assert outline["title"] == "Kursus contoh"
    assert (outline["based_on"], outline["current"], outline["outdated"]) == (1, 1, False)
    assert (outline["findings"], outline["changes"]) == (0, 0)
    [module] = outline["modules"]
    assert module["slug"] == "dasar"
    lesson, quiz = module["activities"]
    assert lesson["files"] == {"id": LESSON, "en": LESSON.replace(".md", ".en.md")}
    assert (lesson["kind"], quiz["kind"]) == ("lesson", "quiz")
    assert lesson["minutes"] == 1
    assert quiz["minutes"] > 0
    assert outline["minutes"] == lesson["minutes"] + quiz["minutes"]
    assert outline["course"]["text"]["id"]["audience"] == "Petugas loket."
    # Whoever opens it next gets the same draft.
    assert (await opened(shop, shop.dewi))["revision"] == outline["revision"]


@pytest.mark.parametrize("template", ["empty", "region", "contoh"])
async def test_a_new_course_begins_without_findings(shop: Shop, template: str) -> None:
    wish = {"template": template, "title": "Sampah di Plaju (rekaan)", "title_en": "Waste"}
    answer = await shop.budi.post(f"{API}/drafts", json=wish)
    assert answer.status_code == 201, answer.text
    outline = answer.json()
    assert outline["slug"] == "sampah-di-plaju-rekaan"
    assert outline["findings"] == 0
    assert outline["based_on"] is None
    assert outline["course"]["jp"] == 0
    assert (outline["audience"] is not None) == (template == "region")
    again = await shop.budi.get(f"{API}/drafts/{outline['id']}")
    assert again.status_code == 200
    assert again.json() == outline
    assert (await shop.dewi.get(f"{API}/drafts/{outline['id']}")).status_code == 404
    second = await shop.budi.post(f"{API}/drafts", json=wish)
    assert second.json()["slug"] == "sampah-di-plaju-rekaan-2"
    assert (await shop.trail()).count("draft.created") == 2


async def test_who_teaches_nothing_begins_nothing(shop: Shop) -> None:
    wish = {"template": "empty", "title": "Kursus baru"}
    assert (await shop.sari.post(f"{API}/drafts", json=wish)).status_code == 404
    assert (await shop.sari.get(f"{API}/drafts/templates")).status_code == 404
    assert (await shop.sari.get(f"{API}/drafts")).json() == {"items": [], "next": None}


async def test_templates_and_audiences(shop: Shop) -> None:
    told = (await shop.budi.get(f"{API}/drafts/templates")).json()
    assert [one["template"] for one in told["templates"]][:3] == ["empty", "region", "contoh"]
    assert told["audiences"]
    missing = {"template": "tidak-ada", "title": "Kursus"}
    assert (await shop.budi.post(f"{API}/drafts", json=missing)).status_code == 422
    nowhere = {"template": "empty", "title": "Kursus", "audience": str(shop.course_id)}
    assert (await shop.budi.post(f"{API}/drafts", json=nowhere)).status_code == 422


async def test_the_list_pages_by_the_newest_change(shop: Shop) -> None:
    ids = []
    for number in range(3):
        wish = {"template": "empty", "title": f"Kursus {number}"}
        ids.append((await shop.budi.post(f"{API}/drafts", json=wish)).json()["id"])
        shop.clock.advance(seconds=60)
    seen: list[str] = []
    after = None
    while True:
        params = {"limit": "2"} | ({"after": after} if after else {})
        page = (await shop.budi.get(f"{API}/drafts", params=params)).json()
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == ids[::-1]
    assert (await shop.budi.get(f"{API}/drafts?after=WzEsMl0")).status_code == 422


async def test_a_file_is_read_and_saved(shop: Shop) -> None:
    await opened(shop)
    url = f"{shop.url}/files/{LESSON}"
    read = (await shop.budi.get(url)).json()
    assert read["text"] == read["published"] == FILES[LESSON]
    assert (read["revision"], read["present"]) == (0, [])
    longer = read["text"].replace("empat puluh enam warga", "lima puluh warga")
    saved = await shop.budi.put(url, json={"text": longer, "revision": 0})
    assert saved.status_code == 200, saved.text
    again = (await shop.dewi.get(url)).json()
    assert again["text"] == longer
    assert again["published"] == FILES[LESSON]
    assert again["revision"] == saved.json()["revision"]
    assert again["changed_by"] == shop.cast.budi.name
    late = await shop.dewi.put(url, json={"text": "Lain", "revision": 0})
    assert late.status_code == 409
    assert late.json()["type"] == "/problems/draft-file-changed"
    assert late.json()["theirs"]["text"] == longer
    outline = (await shop.budi.get(shop.url)).json()
    assert outline["changes"] == 1
    assert [a["changed"] for a in outline["modules"][0]["activities"]] == [True, False]


async def test_a_finding_is_counted_at_its_activity(shop: Shop) -> None:
    await opened(shop)
    url = f"{shop.url}/files/{LESSON}"
    broken = FILES[LESSON].replace("## Tiga pertanyaan", "# Tiga pertanyaan")
    await shop.budi.put(url, json={"text": broken, "revision": 0})
    outline = (await shop.budi.get(shop.url)).json()
    lesson, quiz = outline["modules"][0]["activities"]
    assert lesson["findings"] > 0
    assert lesson["minutes"] is None
    assert (quiz["findings"], quiz["minutes"] > 0) == (0, True)


async def test_a_finding_in_its_questions_is_counted_at_the_quiz(shop: Shop) -> None:
    await opened(shop)
    broken = FILES[BANK].replace("key:", "kunci:", 1)
    await shop.budi.put(f"{shop.url}/files/{BANK}", json={"text": broken, "revision": 0})
    outline = (await shop.budi.get(shop.url)).json()
    lesson, quiz = outline["modules"][0]["activities"]
    assert (lesson["banks"], quiz["banks"]) == ([], [BANK.split("/")[1]])
    assert (lesson["findings"], quiz["findings"]) == (0, outline["findings"])
    assert (quiz["findings"] > 0, quiz["changed"], lesson["changed"]) == (True, True, False)


@pytest.mark.parametrize(
    "path",
    ["courses/contoh/dasar/tidak-ada.md", "courses/lain/course.yaml", "..%2Frahasia", "x" * 500],
)
async def test_a_file_that_is_not_there(shop: Shop, path: str) -> None:
    await opened(shop)
    answer = await shop.budi.get(f"{shop.url}/files/{path}")
    assert answer.status_code in (404, 422)


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x" * 200_001, "é" * 100_001, 7, None])
async def test_what_no_file_can_hold_is_refused(shop: Shop, text: object) -> None:
    await opened(shop)
    body = json.dumps({"text": text, "revision": 0})
    answer = await shop.budi.put(
        f"{shop.url}/files/{LESSON}", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422


async def test_the_course_stays_itself(shop: Shop) -> None:
    await opened(shop)
    other = FILES[COURSE].replace("6a0c0a0001", "6a0c0a0009").replace("0a0001", "0a0009")
    answer = await shop.budi.put(f"{shop.url}/files/{COURSE}", json={"text": other, "revision": 0})
    assert answer.status_code == 422


async def test_facts_of_the_course(shop: Shop) -> None:
    outline = await opened(shop)
    course = outline["course"] | {"competencies": ["Integritas"], "id": "x", "modules": []}
    wish = {"revision": outline["revision"], "course": course}
    answer = await shop.budi.put(f"{shop.url}/course", json=wish)
    assert answer.status_code == 200, answer.text
    changed = answer.json()["course"]
    assert changed == outline["course"] | {"competencies": ["Integritas"]}
    late = await shop.dewi.put(f"{shop.url}/course", json=wish)
    assert late.status_code == 409
    assert late.json()["type"] == "/problems/draft-changed-meanwhile"


async def test_who_else_is_there(shop: Shop) -> None:
    await opened(shop)
    first = await shop.budi.post(f"{shop.url}/presence", json={"path": LESSON})
    assert first.json() == {"present": []}
    second = (await shop.dewi.post(f"{shop.url}/presence", json={"path": None})).json()
    assert [(one["name"], one["path"]) for one in second["present"]] == [
        (shop.cast.budi.name, LESSON)
    ]
    assert (await shop.budi.get(shop.url)).json()["present"][0]["path"] is None
    shop.clock.advance(seconds=61)
    assert (await shop.budi.get(shop.url)).json()["present"] == []


async def test_not_taught_is_not_there(shop: Shop) -> None:
    await opened(shop)
    for stranger in (shop.tono, shop.sari):
        assert (await stranger.get(shop.url)).status_code == 404
        assert (await stranger.get(f"{shop.url}/files/{LESSON}")).status_code == 404
        assert (await stranger.post(f"{API}/courses/contoh/edit")).status_code == 404
    async with shop.database.reading() as session:
        assert await session.get(CourseDraft, shop.course_id) is not None


async def test_two_who_begin_at_once_get_one_draft(shop: Shop) -> None:
    url = f"{API}/courses/contoh/edit"
    answers = await asyncio.gather(*(who.post(url) for who in (shop.budi, shop.dewi, shop.rina)))
    assert [one.status_code for one in answers] == [200, 200, 200]
    wish = {"template": "empty", "title": "Kursus kembar"}
    made = await asyncio.gather(
        *(who.post(f"{API}/drafts", json=wish) for who in (shop.budi, shop.dewi, shop.rina))
    )
    assert {one.status_code for one in made} <= {201, 409}
    slugs = [one.json()["slug"] for one in made if one.status_code == 201]
    assert len(slugs) == len(set(slugs)) >= 1


async def test_the_list_asks_the_same_for_one_and_for_many(shop: Shop) -> None:
    asked = []
    for number in range(1, 4):
        wish = {"template": "empty", "title": f"Kursus {number}"}
        assert (await shop.budi.post(f"{API}/drafts", json=wish)).status_code == 201
        await shop.budi.get(f"{API}/drafts")
        with counted(shop.app) as sent:
            assert len((await shop.budi.get(f"{API}/drafts")).json()["items"]) == number
        asked.append(len(sent))
    assert len(set(asked)) == 1
