"""The admins' view of courses, over HTTP."""

import pytest
from fastapi import FastAPI

from tests.cast import DINAS_B, Cast
from tests.conftest import FixedClock, SignIn
from tests.make_course import make_course

URL = "/api/v1/admin/courses"


@pytest.fixture(autouse=True)
async def courses(app: FastAPI, cast: Cast, clock: FixedClock) -> None:
    async with app.state.database.transaction() as session:
        for slug in ("satu", "dua", "tiga"):
            await make_course(session, clock(), slug=slug)


async def test_it_works(cast: Cast, as_player: SignIn) -> None:
    rina, sari = await as_player(cast.rina), await as_player(cast.sari)
    assert (await sari.get("/api/v1/courses/satu")).status_code == 200
    answer = await rina.put(f"{URL}/satu/audience", json={"agency": str(DINAS_B)})
    assert answer.status_code == 200
    assert answer.json()["audience"] == {"id": str(DINAS_B), "name": "Dinas B (rekaan)"}
    assert (await sari.get("/api/v1/courses/satu")).status_code == 404
    opened = await rina.put(f"{URL}/satu/audience", json={"agency": None})
    assert opened.json()["audience"] is None
    assert (await sari.get("/api/v1/courses/satu")).status_code == 200
    trail = (await rina.get("/api/v1/admin/audit")).json()["items"]
    assert [entry["act"] for entry in trail].count("course.audience_set") == 2


async def test_pages_follow_each_other(cast: Cast, as_player: SignIn) -> None:
    rina = await as_player(cast.rina)
    first = (await rina.get(URL, params={"limit": 2})).json()
    assert [course["slug"] for course in first["items"]] == ["dua", "satu"]
    assert first["items"][0]["version"] == 1
    rest = (await rina.get(URL, params={"limit": 2, "after": first["next"]})).json()
    assert [course["slug"] for course in rest["items"]] == ["tiga"]
    assert rest["next"] is None


async def test_others_find_nothing_here(cast: Cast, as_player: SignIn) -> None:
    for player in (cast.sari, cast.budi, cast.dewi, cast.asep, cast.tono):
        client = await as_player(player)
        assert (await client.get(URL)).status_code == 404
        answer = await client.put(f"{URL}/satu/audience", json={"agency": None})
        assert answer.status_code == 404


async def test_wrong_wishes_are_refused(cast: Cast, as_player: SignIn) -> None:
    rina = await as_player(cast.rina)
    unknown = await rina.put(
        f"{URL}/satu/audience", json={"agency": "00000000-0000-7000-8000-000000000000"}
    )
    assert unknown.status_code == 422
    assert unknown.json()["errors"][0]["pointer"] == "/agency"
    missing = await rina.put(f"{URL}/tiada/audience", json={"agency": None})
    assert missing.json()["type"] == "/problems/course-not-found"
    assert (await rina.get(URL, params={"after": "x"})).status_code == 422
