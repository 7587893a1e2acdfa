"""What each page of the shipped courses costs on the line, in bytes as brotli sends them."""

from collections.abc import Awaitable, Callable

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.catalogue.compiler.compile import CompiledCourse, compile_all
from app.catalogue.publishing import publish
from app.wiring import ACTIVITY_KINDS
from tests.cast import Cast
from tests.conftest import FixedClock
from tests.server import ROOT

# One flight of a cold connection; what is made for one person is packed more quickly and less.
LESSON, PRACTICE = 14_000, 20_000
COURSES = {c.slug: c for c in compile_all([ROOT / "content"], ACTIVITY_KINDS).courses}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("slug", sorted(COURSES))
async def test_every_activity_opens_within_its_budget(
    app: FastAPI,
    cast: Cast,
    clock: FixedClock,
    as_player: Callable[..., Awaitable[AsyncClient]],
    slug: str,
    language: str,
) -> None:
    course: CompiledCourse = COURSES[slug]
    async with app.state.database.transaction() as session:
        await publish(session, course, now=clock())
    sari = await as_player(cast.sari)
    sari.headers.update({"Accept": "text/html", "Accept-Encoding": "br"})
    sari.cookies.set("lentera-lang", language)
    await sari.post(f"/kursus/{slug}/ikuti")
    activities = course.public.activities()
    for _ in range(2):
        pages = {a.slug: await sari.get(f"/kursus/{slug}/{a.slug}") for a in activities}
        await app.state.lessons.cache.settle()
    assert {page.status_code for page in pages.values()} == {200}
    sizes = {one: int(page.headers["content-length"]) for one, page in pages.items()}
    heavy = {
        activity.slug: sizes[activity.slug]
        for activity in activities
        if sizes[activity.slug] > (LESSON if activity.kind in ("lesson", "quiz") else PRACTICE)
    }
    assert heavy == {}
