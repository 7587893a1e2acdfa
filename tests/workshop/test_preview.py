"""The check, and a text as the compiler renders it while it is typed."""

import json
from typing import Any

import pytest
import yaml

from tests.catalogue.make_content import COURSE, ENGLISH, FILES, LESSON, QUIZ
from tests.practice.make_app import source as app_source
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


async def test_how_long_it_takes_is_told_while_the_translation_lags_behind(shop: Shop) -> None:
    await opened(shop)
    before = await previewed(shop, LESSON, FILES[LESSON])
    longer = FILES[LESSON] + "\n\n" + "Satu kata lagi dan lagi. " * 200
    shown = await previewed(shop, LESSON, longer)
    assert shown["words"] == before["words"] + 1000
    assert shown["minutes"] > before["minutes"]
    assert (await previewed(shop, ENGLISH, FILES[ENGLISH] + "\n\nMore."))["minutes"] is None


async def test_what_a_phone_fetches(shop: Shop) -> None:
    await opened(shop)
    weight = (await previewed(shop, LESSON, FILES[LESSON]))["weight"]
    assert weight["total_bytes"] == weight["html_bytes"] > 0
    assert weight["seconds_400"] == round(weight["total_bytes"] * 8 / 400_000, 1)


# Where it is in the file, what to write there, and the field that the finding names.
SPOILED: list[tuple[str, Any, str, str]] = [
    ("app.start", "tidak-ada", "A002", "app.start"),
    ("app.tasks.0.done", {"surat": "hilang"}, "A003", "app.tasks.0.done.surat"),
    ("app.screens.0.parts.1.list.1.wrong", "", "C010", "app.screens.0.parts.1.list.1.wrong"),
    ("app.screens.0.parts.1.list.0.go", "jauh", "A002", "app.screens.0.parts.1.list.0.go"),
    ("app.screens.0.parts.0.when", {"surat": []}, "C010", "app.screens.0.parts.0.when.surat"),
    ("app.screens.0.title", 7, "C010", "app.screens.0.title"),
    ("app.name", "Silakan login.", "C070", "app.name"),
    ("minutes", 16, "A012", "minutes"),
    ("text.id.intro", "Data.", "A014", "text.id.intro"),
]


@pytest.mark.parametrize(("place", "value", "code", "field"), SPOILED)
async def test_a_finding_names_its_field_among_others_on_its_line(
    shop: Shop, place: str, value: Any, code: str, field: str
) -> None:
    await opened(shop)
    data = app_source()
    at: Any = data
    *way, last = place.split(".")
    for name in way:
        at = at[int(name) if name.isdigit() else name]
    at[int(last) if last.isdigit() else last] = value
    path = LESSON.replace("satu.md", "surat.yaml")
    shown = await previewed(shop, path, json.dumps(data))
    named = [(one["code"], one["field"], one["line"]) for one in shown["findings"]]
    assert named == [(code, field, 1)]


async def test_a_missing_field_is_named_within_its_part(shop: Shop) -> None:
    await opened(shop)
    data = app_source()
    button = next(one for one in data["app"]["screens"][0]["parts"] if "button" in one)
    place = data["app"]["screens"][0]["parts"].index(button)
    del button["id"]
    shown = await previewed(shop, LESSON.replace("satu.md", "surat.yaml"), json.dumps(data))
    [finding] = shown["findings"]
    assert finding["field"] == f"app.screens.0.parts.{place}.id"


async def test_a_question_is_named_by_its_place_in_its_file(shop: Shop) -> None:
    await opened(shop)
    new = await shop.budi.post(
        "/api/v1/teaching/drafts", json={"template": "empty", "title": "Kursus baru"}
    )
    draft = new.json()
    url = f"/api/v1/teaching/drafts/{draft['id']}"
    act = {"act": "add-activity", "module": "modul-pertama", "kind": "quiz", "title": "Kuis"}
    outline = await shop.budi.post(f"{url}/structure", json=act | {"revision": draft["revision"]})
    [quiz] = [
        one
        for module in outline.json()["modules"]
        for one in module["activities"]
        if one["kind"] == "quiz"
    ]
    path = quiz["files"]["id"]
    text = (await shop.budi.get(f"{url}/files/{path}")).json()["text"]
    bank = yaml.safe_load(text)["questions"][0].split(".")[0]
    soal = f"banks/{bank}/soal.yaml"
    kept = (await shop.budi.get(f"{url}/files/{soal}")).json()
    [first] = yaml.safe_load(kept["text"])
    second = first | {"id": "kedua", "key": "z"}
    wish = {"text": json.dumps([first, second]), "revision": kept["revision"]}
    assert (await shop.budi.put(f"{url}/files/{soal}", json=wish)).status_code == 200
    answer = await shop.budi.post(f"{url}/preview", json={"path": path, "text": text})
    [finding] = answer.json()["findings"]
    assert (finding["path"], finding["field"], finding["code"]) == (soal, "1.key", "Q012")


async def test_pictures_of_other_texts_are_no_hindrance(shop: Shop) -> None:
    await opened(shop)
    picture = {"text": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"}
    asset = LESSON.replace("satu.md", "assets/lain.svg")
    await shop.budi.put(f"{shop.url}/files/{asset}", json=picture | {"revision": 0})
    path = LESSON.replace("satu.md", "surat.yaml")
    shown = await previewed(shop, path, json.dumps(app_source()))
    assert shown["findings"] == []
    assert "Surat (tiruan)" in shown["html"]


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
