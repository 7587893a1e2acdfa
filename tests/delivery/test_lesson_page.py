"""A lesson's page and route JSON: who gets them, from where, and in which words."""

import json
import re
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.catalogue.statuses import CourseStatus
from tests.cast import Cast
from tests.conftest import FixedClock
from tests.delivery.conftest import HTML, School
from tests.make_course import lesson, make_course

PAGE, ROUTE = "/kursus/kursus-contoh/satu", "/api/v1/courses/kursus-contoh/activities/satu"


async def served_by_app(app: FastAPI, browser: AsyncClient, path: str) -> tuple[int, int]:
    """Status, and how many requests of it reached the framework (0: answered before it)."""
    reached = 0
    build = app.middleware_stack
    assert build is not None
    router = app.router.__call__

    async def counting(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        nonlocal reached
        reached += scope["type"] == "http"
        await router(scope, receive, send)

    app.router.middleware_stack, kept = counting, app.router.middleware_stack
    try:
        answer = await browser.get(path)
    finally:
        app.router.middleware_stack = kept
    return answer.status_code, reached


@pytest.mark.parametrize("path", [PAGE, ROUTE])
async def test_it_works_and_then_comes_from_memory(school: School, path: str) -> None:
    first = await school.sari.get(path)
    assert first.status_code == 200
    assert "Materi satu (rekaan)." in first.text
    assert first.headers["cache-control"] == "private, no-cache"
    assert {"Accept-Encoding", "Cookie"} <= set(first.headers["vary"].split(", "))
    assert await served_by_app(school.app, school.sari, path) == (200, 0)
    await school.app.state.lessons.cache.settle()
    again = await school.sari.get(path)
    assert again.text == first.text


@pytest.mark.parametrize("path", [PAGE, ROUTE])
async def test_both_ways_say_the_same(school: School, path: str) -> None:
    slow = await school.sari.get(path)
    fast = await school.sari.get(path)
    await school.app.state.lessons.cache.settle()
    fast = await school.sari.get(path)
    unequal = {"etag", "content-length", "x-request-id"}
    assert {k: v for k, v in slow.headers.items() if k not in unequal} == {
        k: v for k, v in fast.headers.items() if k not in unequal
    }
    assert slow.content == fast.content


@pytest.mark.parametrize("path", [PAGE, ROUTE])
async def test_304_before_and_after_the_upgrade(school: School, path: str) -> None:
    etag = (await school.sari.get(path)).headers["etag"]
    condition = {"If-None-Match": etag}
    assert (await school.sari.get(path, headers=condition)).status_code == 304
    await school.app.state.lessons.cache.settle()
    late = await school.sari.get(path, headers=condition)
    assert (late.status_code, late.content, late.headers["etag"]) == (304, b"", etag)


async def test_head_is_get_without_a_body(school: School) -> None:
    await school.sari.get(PAGE)
    await school.app.state.lessons.cache.settle()
    get, head = await school.sari.get(PAGE), await school.sari.head(PAGE)
    assert head.content == b""
    assert head.headers["etag"] == get.headers["etag"]


async def test_a_stranger_is_led_to_the_sign_in_and_back(
    school: School, client: AsyncClient
) -> None:
    answer = await client.get(PAGE + "?a=1", headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/masuk?lanjut=/kursus/kursus-contoh/satu%3Fa%3D1"
    refused = await client.get(ROUTE)
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/unauthenticated")


async def test_who_is_not_enrolled_is_led_to_the_course(school: School) -> None:
    await school.sari.get(PAGE)
    answer = await school.joko.get(PAGE)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/kursus/kursus-contoh?ikuti=1",
    )
    refused = await school.joko.get(ROUTE, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/not-enrolled")


@pytest.mark.parametrize("path", ["/kursus/kursus-contoh/tiga", "/kursus/lain/satu"])
async def test_what_is_not_there_is_a_page_of_words(school: School, path: str) -> None:
    answer = await school.sari.get(path)
    assert answer.status_code == 404
    assert "<h1>Halaman tidak ditemukan</h1>" in answer.text


async def test_it_ends_with_the_session(school: School) -> None:
    await school.sari.get(PAGE)
    token = next(iter(school.sari.cookies.jar)).value
    await school.sari.post("/keluar")
    school.sari.cookies.set("lentera", str(token))
    assert (await school.sari.get(PAGE)).status_code == 303


async def test_a_bearer_token_gets_the_route_but_no_page(
    school: School, cast: Cast, client: AsyncClient
) -> None:
    from tests.cast import PASSWORD

    form = {"username": cast.sari.nip, "password": PASSWORD}
    token = (await client.post("/api/v1/auth/token", data=form)).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    for _ in range(2):
        assert (await client.get(ROUTE, headers=bearer)).status_code == 200
    for header in ("Bearer nonsense", "Basic abc", "Bearer"):
        both = {"Authorization": header}
        assert (await school.sari.get(ROUTE, headers=both)).status_code == 401


async def test_nothing_of_a_person_is_in_the_shared_bytes(school: School, cast: Cast) -> None:
    page = (await school.sari.get(PAGE)).text + (await school.sari.get(ROUTE)).text
    for said in (cast.sari.name, cast.sari.nip, str(cast.sari.id), "Sari"):
        assert said not in page


async def test_the_page_says_its_language(school: School) -> None:
    school.sari.cookies.set("lentera-lang", "en")
    page = (await school.sari.get(PAGE)).text
    assert '<html lang="en">' in page
    assert '<article class="prose" lang="id">' in page
    assert "not available in English yet" in page
    assert "Mark as done" in page
    route = (await school.sari.get(ROUTE)).json()
    assert (route["language"], route["title"]) == ("id", "Materi satu")


async def test_the_route_knows_its_neighbours(school: School) -> None:
    route = (await school.sari.get(ROUTE)).json()
    assert (route["place"], route["of"], route["previous"]) == (1, 3, None)
    assert route["next"]["link"] == "/kursus/kursus-contoh/dua"
    quiz = (await school.sari.get(ROUTE.replace("satu", "kuis"))).json()
    assert quiz["next"] is None
    assert "key" not in json.dumps(quiz)


async def test_mark_done_without_a_script_leads_on(school: School) -> None:
    answer = await school.sari.post(PAGE + "/selesai")
    assert (answer.status_code, answer.headers["location"]) == (303, "/kursus/kursus-contoh/dua")
    states = (await school.sari.get("/api/v1/learning/states?course=kursus-contoh")).json()
    done = {state["activity"] for state in states["activities"] if state["done"]}
    assert done == {str(school.course.activities["satu"])}


async def test_a_reflection_that_cannot_be_kept_is_said(
    school: School, clock: FixedClock, app: FastAPI
) -> None:
    asking = lesson("renungan", UUID(int=0)).model_copy(update={"body": {"reflections": ["r1"]}})
    async with app.state.database.transaction() as session:
        await make_course(session, clock(), slug="merenung", more=[asking])
    await school.sari.post("/kursus/merenung/ikuti")
    page = "/kursus/merenung/renungan"
    refused = await school.sari.post(f"{page}/selesai", data={"reflection:r1": "x" * 20_000})
    assert refused.status_code == 422
    assert "satu renungan Anda tidak dapat disimpan" in refused.text
    kept = await school.sari.post(f"{page}/selesai", data={"reflection:r1": "Pikiran rekaan"})
    assert kept.status_code == 303
    states = (await school.sari.get("/api/v1/learning/states?course=merenung")).json()
    assert [note["text"] for note in states["notes"]] == ["Pikiran rekaan"]


async def test_a_preview_is_read_but_marks_nothing(
    school: School, cast: Cast, as_player: object
) -> None:
    rina = await as_player(cast.rina)  # type: ignore[operator]
    rina.headers.update(HTML)
    assert (await rina.get(PAGE)).status_code == 200
    answer = await rina.post(PAGE + "/selesai")
    assert answer.headers["location"] == "/kursus/kursus-contoh?ikuti=1"
    assert "Pratinjau" in (await rina.get(PAGE.replace("satu", "kuis"))).text


async def test_an_unpublished_draft_is_not_there(
    school: School, clock: FixedClock, app: FastAPI
) -> None:
    async with app.state.database.transaction() as session:
        await make_course(session, clock(), slug="rancangan", status=CourseStatus.DRAFT)
    assert (await school.sari.get("/kursus/rancangan/satu")).status_code == 404


async def test_the_readable_text_is_in_main(school: School) -> None:
    page = (await school.sari.get(PAGE)).text
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main is not None
    assert "Materi satu (rekaan)." in main[0]
    assert page.count("<h1") == 1
