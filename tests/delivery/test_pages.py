"""The shell's first HTML, the check, the notice, and pages that say what went wrong."""

import json
import re

import pytest
from httpx import AsyncClient

from tests.cast import Cast
from tests.delivery.conftest import HTML, School


def route_of(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="route">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    route: dict[str, object] = json.loads(found[1])
    return route


@pytest.mark.parametrize(
    ("path", "api"),
    [
        ("/", "/api/v1/home"),
        ("/kursus", "/api/v1/courses"),
    ],
)
async def test_inlined_data_is_what_the_api_says(school: School, path: str, api: str) -> None:
    page = await school.sari.get(path)
    assert page.headers["cache-control"] == "private, no-store"
    assert route_of(page.text)["data"] == (await school.sari.get(api)).json()
    assert route_of(page.text)["me"] == (await school.sari.get("/api/v1/me")).json()
    assert 'rel="modulepreload"' in page.text


async def test_the_course_page_works_without_a_script(school: School) -> None:
    page = (await school.joko.get("/kursus/kursus-contoh")).text
    assert 'action="/kursus/kursus-contoh/ikuti"' in page
    data = route_of(page)["data"]
    assert isinstance(data, dict)
    assert data["certificate"] is None
    assert data["course"] == (await school.joko.get("/api/v1/courses/kursus-contoh")).json()
    enrolled = (await school.sari.get("/kursus/kursus-contoh")).text
    assert 'href="/kursus/kursus-contoh/satu"' in enrolled


async def test_home_in_one_answer(school: School) -> None:
    home = (await school.sari.get("/api/v1/home")).json()
    assert home["name"] == "Sari Contoh, S.Sos."
    assert home["resume"]["link"] == "/kursus/kursus-contoh/satu"
    assert [card["slug"] for card in home["courses"]] == ["kursus-contoh"]
    assert home["jp"] | {"basis": ""} == {
        "year": 2026,
        "earned": 0,
        "target": 20,
        "kind": "minimum",
        "basis": "",
    }


async def test_inlined_data_cannot_end_its_script(
    school: School, cast: Cast, as_player: object
) -> None:
    page = (await school.sari.get("/kursus?q=%3C/script%3E%3Cscript%3Ealert(1)")).text
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("who", "section", "status"),
    [
        ("rina", "pegawai", 200),
        ("dewi", "pegawai", 200),
        ("sari", "pegawai", 404),
        ("dewi", "kursus", 404),
        ("rina", "studio", 200),
        ("rina", "studio/5b0c7a52-0e0d-4f5c-9a52-3d2f4f6f0001/naskah/modul/materi", 200),
        ("dewi", "studio", 404),
        ("dewi", "nilai", 200),
        ("asep", "nilai", 200),
        ("sari", "nilai", 404),
        ("rina", "lain", 404),
    ],
)
async def test_managing_is_for_those_who_may(
    cast: Cast, as_player: object, who: str, section: str, status: int
) -> None:
    browser = await as_player(getattr(cast, who))  # type: ignore[operator]
    assert (await browser.get(f"/kelola/{section}", headers=HTML)).status_code == status


async def test_a_code_that_nobody_has(client: AsyncClient, cast: Cast) -> None:
    asked = await client.get("/periksa?code=%20ab-cd%20", headers=HTML)
    assert asked.headers["location"] == "/periksa/ab-cd"
    page = await client.get("/periksa/ab-cd", headers=HTML)
    assert page.status_code == 404
    assert "Tidak ditemukan" in page.text
    assert 'value="ab-cd"' in page.text


async def test_checking_is_limited(client: AsyncClient, cast: Cast) -> None:
    statuses = {(await client.get("/periksa/x", headers=HTML)).status_code for _ in range(140)}
    assert statuses == {404, 429}


async def test_the_notice_names_whom_to_ask(school: School) -> None:
    page = (await school.sari.get("/privasi")).text
    assert "Ibu Contoh, ruang kepegawaian (rekaan)" in page
    for said in ("NIK tidak disimpan", "Dasar hukum", "Berapa lama"):
        assert said in page


async def test_programs_get_documents_and_people_pages(client: AsyncClient, cast: Cast) -> None:
    for accept, media_type in (("*/*", "application/problem+json"), (HTML["Accept"], "text/html")):
        answer = await client.get("/tidak-ada", headers={"Accept": accept})
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith(media_type)
    api = await client.get("/api/v1/tidak-ada", headers=HTML)
    assert api.headers["content-type"] == "application/problem+json"


async def test_a_wrong_method_is_a_page_too(client: AsyncClient, cast: Cast) -> None:
    answer = await client.put("/masuk", headers=HTML | {"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 405
    assert "<h1>" in answer.text


async def test_a_malformed_address_is_not_there(school: School) -> None:
    assert (await school.sari.get("/percobaan/bukan-nomor")).status_code == 404
