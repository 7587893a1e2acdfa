"""The page and its plain form: everything but the private log works without a script."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.make_course import make_course
from tests.worksheets.make_worksheet import WHOLE, make_worksheet

QUEUE = {"arrivals": "12", "service": "9", "counters": "2", "stay": "40", "times": "6 7 9 8 30"}


@dataclass
class Place:
    """Sari's browser at a worksheet she takes the course of."""

    browser: AsyncClient
    path: str
    enrolment: UUID
    activity: UUID

    async def page(self) -> str:
        answer = await self.browser.get(self.path)
        assert answer.status_code == 200, answer.text
        assert answer.headers["cache-control"] == "private, no-store"
        return answer.text

    async def save(self, values: dict[str, str], **more: str) -> Any:
        """Posts the form as a browser does that shows what the server has now."""
        shown = dict(re.findall(r'name="(w:[^"]+)" value="([^"]+)"', await self.page()))
        fields = {f"v:{key}": text for key, text in values.items()}
        return await self.browser.post(f"{self.path}/lembar", data=shown | fields | more)

    async def values(self) -> dict[str, str]:
        answer = await self.browser.get(
            f"/api/v1/worksheets/{self.activity}", params={"enrolment": str(self.enrolment)}
        )
        found: dict[str, str] = answer.json()["values"]
        return found


Make = Callable[..., Awaitable[Place]]


@pytest.fixture
def at(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Make:
    async def make(**sheet: Any) -> Place:
        activity = make_worksheet(**sheet)
        async with app.state.database.transaction() as session:
            await make_course(session, clock(), lessons=("satu",), jp=0, more=[activity])
        browser = await as_player(cast.sari)
        enrolled = (
            await browser.post("/api/v1/enrolments", json={"course": "kursus-contoh"})
        ).json()
        return Place(browser, "/kursus/kursus-contoh/lembar", UUID(enrolled["id"]), activity.id)

    return make


async def test_it_works(at: Make) -> None:
    place = await at()
    page = await place.page()
    assert "Isi dengan tenang." in page
    assert "Hanya Anda yang dapat membaca" in page
    assert "Terisi 0 dari 4 bagian wajib." in page
    answer = await place.save(WHOLE | {"uraian": "Satu\r\ndua"})
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"{place.path}?tersimpan=1#hasil",
    )
    assert await place.values() == WHOLE | {"uraian": "Satu\ndua"}
    page = await place.page()
    assert "Lembar kerja lengkap." in page
    assert 'value="Surat pengantar (rekaan)"' in page
    assert '<option value="loket" selected>' in page


async def test_a_calculator_counts_on_the_server(at: Make) -> None:
    place = await at(tool="queue")
    await place.save(QUEUE)
    page = await place.page()
    assert "8 orang ada di dalam, rata-rata" in page
    assert "Loket sibuk 90 % dari waktunya." in page
    assert "Dengan 3 loket, kesibukannya 60 %." in page
    assert "median 8 menit, rata-rata 12 menit" in page


async def test_english(at: Make) -> None:
    place = await at(tool="queue")
    await place.save({"arrivals": "1240,5", "service": "9", "counters": "2"})
    place.browser.cookies.set("lentera-lang", "en")
    page = await place.page()
    assert "2 counters can serve 13.3 citizens an hour; 1,240.5 arrive." in page


async def test_words_are_never_markup(at: Make) -> None:
    place = await at(tool="matrix")
    bad = "<img src=x onerror=alert(1)>"
    await place.save({"task.1.name": bad, "task.1.important": "yes", "task.1.urgent": "no"})
    page = await place.page()
    assert bad not in page
    assert "&lt;img src=x" in page
    printed = (await place.browser.get(f"{place.path}/cetak")).text
    assert bad not in printed


async def test_an_old_page_does_not_undo_what_another_device_wrote(at: Make) -> None:
    place = await at()
    await place.save({"nama": "Lama", "uraian": "Sama"})
    old = dict(re.findall(r'name="(w:[^"]+)" value="([^"]+)"', await place.page()))
    await place.save({"nama": "Baru"})
    stale = {"v:nama": "Lama", "v:uraian": "Diubah"}
    await place.browser.post(f"{place.path}/lembar", data=old | stale)
    assert await place.values() == {"nama": "Baru", "uraian": "Diubah"}


async def test_a_refusal_says_why_and_keeps_what_was_there(at: Make) -> None:
    place = await at()
    await place.save({"nama": "Tetap"})
    answer = await place.save({"nama": "x" * 301})
    assert answer.status_code == 200
    assert "Satu isian terlalu panjang" in answer.text
    assert await place.values() == {"nama": "Tetap"}


async def test_more_than_one_command_can_carry(at: Make) -> None:
    place = await at(tool="action_plan")
    values = {
        f"d{days}.{row}.{column}": f"{days} {row} {column} " * 12
        for days in (30, 60, 90)
        for row in range(1, 7)
        for column in ("what", "evidence", "who")
    }
    assert (await place.save(values)).status_code == 303
    assert await place.values() == values


async def test_the_sheet_to_print(at: Make) -> None:
    place = await at(tool="action_plan")
    await place.save({"d30.1.what": "Menempel daftar syarat", "d30.1.when": "2026-12-21"})
    page = (await place.browser.get(f"{place.path}/cetak")).text
    assert "Menempel daftar syarat" in page
    assert "Sari Contoh" in page
    assert "23 November 2026" in page
    assert page.count("Belum diisi") == 2


async def test_a_private_log_has_no_way_out(at: Make) -> None:
    place = await at(tool="time_log", private="device")
    page = await place.page()
    form = page.partition('<form id="sheet"')[2].partition("</form>")[0]
    assert form
    assert " name=" not in form
    assert "action=" not in form
    assert "Buku waktu memerlukan JavaScript" in page
    answer = await place.save({"d1.1.what": "rahasia"})
    assert answer.status_code == 303
    assert "rahasia" not in await place.page()
    assert (await place.browser.get(f"{place.path}/cetak")).status_code == 404


async def test_a_preview_can_be_looked_at_but_not_filled(
    at: Make, cast: Cast, as_player: SignIn
) -> None:
    place = await at(tool="queue")
    rina = await as_player(cast.rina)
    page = await rina.get(place.path)
    assert page.status_code == 200
    assert "Pratinjau" in page.text
    assert "disabled" in page.text
    answer = await rina.post(f"{place.path}/lembar", data={"v:arrivals": "12"})
    assert answer.status_code == 409
    assert (await rina.get(f"{place.path}/cetak")).status_code == 404


async def test_another_kind_has_no_sheet(at: Make) -> None:
    place = await at()
    lesson = place.path.replace("lembar", "satu")
    assert (await place.browser.post(f"{lesson}/lembar", data={})).status_code == 404
    assert (await place.browser.get(f"{lesson}/cetak")).status_code == 404


async def test_from_another_site_nothing_is_saved(at: Make) -> None:
    place = await at()
    answer = await place.browser.post(
        f"{place.path}/lembar",
        data={"v:nama": "Jahat"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert await place.values() == {}
