"""Byte budgets: a lesson in one flight, small scripts and styles. Exact, so they fail exactly."""

import json
import re
from uuid import UUID

import brotli
import pytest

from app.delivery.assets import DIST, Assets
from tests.conftest import FixedClock
from tests.delivery.conftest import School
from tests.make_course import lesson, make_course

LOCALES = DIST.parent / "src" / "locales"
LESSON_HTML = 6_000
ANY_LESSON_HTML = 14_000
ENTRY_SCRIPT = 6_000
SHELL_SCRIPT = 15_000
PAGE_STYLE = 4_000
FIRST_VISIT = 40_000


def prose(size: int) -> str:
    """``size`` bytes of lesson HTML out of real sentences that do not repeat: our own words."""
    texts = [
        text
        for language in ("id", "en")
        for text in json.loads((LOCALES / f"pages.{language}.json").read_text("utf-8")).values()
    ]
    # Long ones first: paragraphs, then shorter ones as headings and list items would be.
    blocks = [
        f'<p id="b{number}">{text}</p>\n'
        for number, text in enumerate(sorted(texts, key=len, reverse=True), start=1)
    ]
    return "".join(blocks)[:size]


async def lesson_bytes(school: School, clock: FixedClock, size: int) -> int:
    """A lesson of ``size`` bytes in a module of eight activities, on the wire."""
    others = [f"kegiatan-nomor-{number}" for number in range(7)]
    async with school.app.state.database.transaction() as session:
        made = lesson("utama", UUID(int=0), html=prose(size))
        course = await make_course(session, clock(), slug="panjang", lessons=others, more=[made])
    await school.sari.post(f"/kursus/{course.slug}/ikuti")
    path = f"/kursus/{course.slug}/utama"
    await school.sari.get(path)
    await school.app.state.lessons.cache.settle()
    answer = await school.sari.get(path, headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    print(size, answer.headers["content-length"])
    return int(answer.headers["content-length"])


async def test_a_lesson_of_6_kb(school: School, clock: FixedClock) -> None:
    assert await lesson_bytes(school, clock, 6_000) <= LESSON_HTML


async def test_a_long_lesson_is_still_one_flight(school: School, clock: FixedClock) -> None:
    assert await lesson_bytes(school, clock, 30_000) <= ANY_LESSON_HTML


async def test_the_text_needs_no_request_but_its_own(school: School) -> None:
    page = (await school.sari.get("/kursus/kursus-contoh/satu")).text
    head, _, body = page.partition("</head>")
    assert "stylesheet" not in head
    text, _, after = body.partition("</article>")
    assert "<link" not in text
    assert "stylesheet" in after
    # HTML, the page's script and the one it shares: a question answers after three requests.
    assert len(re.findall(r'(?:src|rel="modulepreload" href)="/assets/[^"]+\.js"', page)) <= 2


def packed(path: str) -> int:
    return len(brotli.compress((DIST / path.lstrip("/")).read_bytes(), quality=11))


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets.load()


@pytest.mark.parametrize("entry", ["lesson", "attempt", "scenario", "sign-in", "check"])
def test_entry_scripts(assets: Assets, entry: str) -> None:
    assert sum(packed(url) for url in assets.scripts[entry]) <= ENTRY_SCRIPT


def test_the_shells_script(assets: Assets) -> None:
    shell = [url for url in assets.scripts["main"] if "words" not in url]
    assert sum(packed(url) for url in shell) <= SHELL_SCRIPT + 1_000


@pytest.mark.parametrize(
    "name", ["shell", "lesson", "quiz", "practice", "sign-in", "check", "lesson-more"]
)
def test_styles(assets: Assets, name: str) -> None:
    assert packed(assets.sheets[name]) <= PAGE_STYLE


async def test_a_first_visit(school: School, assets: Assets) -> None:
    """All that a lesson without media brings along, the favicon and the manifest too."""
    page = await school.sari.get("/kursus/kursus-contoh/satu", headers={"Accept-Encoding": "br"})
    total = int(page.headers["content-length"])
    for url in set(re.findall(r'(?:src|href)="(/[^"]+\.\w+)"', page.text)):
        total += packed(url)
    assert total <= FIRST_VISIT
