"""The check, and a text as the compiler renders it while it is typed."""

from typing import Any

from tests.catalogue.make_content import COURSE, ENGLISH, FILES, LESSON, QUIZ
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import new_course
from tests.workshop.test_outline import opened


async def previewed(shop: Shop, path: str, text: str) -> Any:
    answer = await shop.budi.post(f"{shop.url}/preview", json={"path": path, "text": text})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_it_is_what_would_be_published(shop: Shop) -> None:
    await opened(shop)
    [lesson, quiz] = shop.compiled.public.activities()
    for path, language in ((LESSON, "id"), (ENGLISH, "en")):
        shown = await previewed(shop, path, FILES[path])
        assert shown["findings"] == []
        assert shown["html"] == lesson.fragments[language].html  # type: ignore[index]
        assert shown["words"] == lesson.fragments[language].words  # type: ignore[index]
    assert shown["minutes"] == lesson.minutes
    asked = await previewed(shop, QUIZ, shop.compiled.sources[QUIZ].decode())
    assert (asked["findings"], asked["title"]) == ([], "Kuis")
    assert asked["minutes"] == quiz.minutes


async def test_what_is_wrong_is_said_and_the_rest_is_shown(shop: Shop) -> None:
    await opened(shop)
    text = FILES[LESSON].replace("fact:asas", "fact:tidak-ada")
    shown = await previewed(shop, LESSON, text)
    assert "Tiga pertanyaan" in shown["html"]
    [finding] = shown["findings"]
    assert (finding["path"], finding["code"], finding["line"]) == (LESSON, "C053", 6)
    headless = await previewed(shop, LESSON, "Tanpa kepala.\n")
    assert "Tanpa kepala." in headless["html"]
    assert "C011" in {one["code"] for one in headless["findings"]}
    broken = await previewed(shop, QUIZ, "kind: quiz\nid: [")
    assert broken["html"] is None
    assert broken["findings"]


async def test_what_a_phone_fetches(shop: Shop) -> None:
    await opened(shop)
    weight = (await previewed(shop, LESSON, FILES[LESSON]))["weight"]
    assert weight["total_bytes"] == weight["html_bytes"] > 0
    assert weight["seconds_400"] == round(weight["total_bytes"] * 8 / 400_000, 1)


async def test_what_is_no_activity_has_no_preview(shop: Shop) -> None:
    await opened(shop)
    for path in (COURSE, "courses/lain/dasar/satu.md", "../satu.md", "banks/contoh/dasar.yaml"):
        answer = await shop.budi.post(f"{shop.url}/preview", json={"path": path, "text": "x"})
        assert answer.status_code == 404, path
    assert (
        await shop.tono.post(f"{shop.url}/preview", json={"path": LESSON, "text": "x"})
    ).status_code == 404
    assert (await shop.budi.get(f"{shop.url}/pictures/{'0' * 64}")).status_code == 404


async def test_the_check_names_file_line_and_field(shop: Shop) -> None:
    await opened(shop)
    clean = (await shop.budi.get(f"{shop.url}/check")).json()
    assert (clean["findings"], clean["changed"], clean["anew"]) == ([], [], 0)
    text = FILES[COURSE].replace("topic: pelayanan-publik", "topic: Pelayanan Publik")
    saved = await shop.budi.put(f"{shop.url}/files/{COURSE}", json={"text": text, "revision": 0})
    told = (await shop.budi.get(f"{shop.url}/check")).json()
    assert told["revision"] == saved.json()["draft_revision"]
    [finding] = told["findings"]
    assert (finding["path"], finding["field"], finding["code"]) == (COURSE, "topic", "C010")
    assert told["changed"] == [{"path": COURSE, "kind": "changed"}]


async def test_a_new_course_is_checked_whole(shop: Shop) -> None:
    url = await new_course(shop)
    told = (await shop.budi.get(f"{url}/check")).json()
    assert told["findings"] == []
    assert {one["kind"] for one in told["changed"]} == {"added"}
