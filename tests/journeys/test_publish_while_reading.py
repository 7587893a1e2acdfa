"""A trainer publishes a changed lesson in the browser while fifty people read the course."""

import asyncio
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient
from playwright.sync_api import expect

from app.identity.cookies import session_cookie
from app.identity.service import agency_for_account, create_person
from app.main import create_app
from app.settings import Settings
from tests.journeys import steps
from tests.journeys.course import Course
from tests.journeys.office import Api
from tests.journeys.visits import LINE_DROPPED, Visits
from tests.server import Server
from tests.workshop.readers import Reader

# A course that is published anew would surprise the other journeys.
pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.own_server]

PEOPLE, LATE = 50, 10
NEW = "Kalimat baru yang rekaan, untuk dibaca."


class Crowd:
    """Fifty devices in a thread of their own: a browser's driver has this thread's event loop."""

    def __init__(self, server: Server, course: Course) -> None:
        self._server, self._course = server, course
        self._pool = ThreadPoolExecutor(1)
        self._begun, self._published, self._over = (threading.Event() for _ in range(3))
        self.readers: list[Reader] = []

    def begin(self) -> Future[None]:
        """All but those who come late are in the middle of it when this returns."""
        self._ends = self._pool.submit(lambda: asyncio.run(self._all()))
        while not self._begun.wait(0.2):
            if self._ends.done():
                self._ends.result()
        return self._ends

    def published(self) -> None:
        self._published.set()

    def _right(self, question: str) -> Mapping[str, Any]:
        return self._course.right(question)

    async def _all(self) -> None:
        tokens = await _tokens(self._server.data_dir)
        cookie = session_cookie(None)
        for number, token in enumerate(tokens):
            client = AsyncClient(
                base_url=self._server.url,
                cookies={cookie: token},
                headers={"Sec-Fetch-Site": "same-origin"},
                timeout=60,
            )
            marked = self._course.lessons[0].slug
            one = Reader(
                client, str(number), self._course.slug, marked, NEW, lambda: datetime.now(UTC)
            )
            self.readers.append(one)
        early, late = self.readers[:-LATE], self.readers[-LATE:]
        for number, reader in enumerate(early):
            await reader.enrol()
            if number % 3 == 0:
                await reader.begin_quiz()
        self._begun.set()
        await asyncio.gather(
            *(reader.read_on(self._right, self._published.is_set, 2) for reader in early),
            *(self._come(number, reader) for number, reader in enumerate(late)),
        )
        for number, reader in enumerate(self.readers):
            await self._choose(number, reader)
            await reader.client.aclose()

    async def _come(self, number: int, reader: Reader) -> None:
        await asyncio.sleep(number)
        await reader.enrol()
        await reader.read_on(self._right, self._published.is_set, 2)

    async def _choose(self, number: int, reader: Reader) -> None:
        await reader.round(self._right)
        await reader.kept()
        told = await reader.course()
        assert told["newer_version"] == (2 if reader.version == 1 else None)
        if reader.version == 1 and number % 2:
            await reader.move(2)
            await reader.kept()
        await reader.finish(self._right)
        ledger = (await reader.client.get("/api/v1/ledger")).json()
        assert ledger["earned"] == self._course.jp


async def _tokens(data_dir: Path) -> list[str]:
    """Sessions of new people, who need no password for this."""
    app = create_app(Settings(data_dir=data_dir))
    state, now = app.state, datetime.now(UTC)
    try:
        async with state.database.transaction() as session:
            home = await agency_for_account(session, name=None, default_name="Lentera", now=now)
            people = [
                await create_person(
                    session,
                    name=f"Pembaca {number} (rekaan)",
                    nip=None,
                    email=f"pembaca-{number}@contoh.example",
                    agency_id=home.id,
                    now=now,
                )
                for number in range(PEOPLE)
            ]
            await session.flush()  # a session is somebody's
            return [await state.sessions.create(session, one.id, now) for one in people]
    finally:
        await state.lessons.cache.close()
        state.passwords.close()
        await state.database.dispose()


def _approved_change(server: Server, course: Course) -> str:
    """One sentence more in the first lesson, approved; the draft's address."""
    accounts = server.accounts()
    trainer = Api(server, accounts["trainer"].nip, accounts["trainer"].password)
    admin = Api(server, accounts["admin"].nip, accounts["admin"].password)
    draft = trainer.post(f"/teaching/courses/{course.slug}/edit")
    here = f"/teaching/drafts/{draft['id']}"
    lesson = draft["modules"][0]["activities"][0]
    assert lesson["slug"] == course.lessons[0].slug
    path = f"{here}/files/{lesson['files']['id']}"
    file = trainer.get(path)
    head, _, body = file["text"].partition("\n---\n")
    prose = next(line for line in body.split("\n") if line[:1].isalpha())
    text = f"{head}\n---\n{body.replace(prose, f'{prose} {NEW}', 1)}"
    saved = trainer.put(path, {"text": text, "revision": file["revision"]})
    step = {"revision": saved["draft_revision"], "note": ""}
    trainer.post(f"{here}/review/ask", step)
    admin.post(f"{here}/review/approve", step)
    trainer.close()
    admin.close()
    return f"/kelola/studio/{draft['id']}/tinjau"


def test_nobody_is_disturbed_and_all_finish(visits: Visits, server: Server, course: Course) -> None:
    visits.errors.expect(LINE_DROPPED)
    accounts = server.accounts()
    phone = visits.open(accounts["learner"])
    steps.enrol(phone, course)
    trainer = visits.open(accounts["trainer"], device="desktop")
    trainer.goto(_approved_change(server, course))
    crowd = Crowd(server, course)
    ends = crowd.begin()
    trainer.get_by_role("button", name="Terbitkan…").click()
    trainer.get_by_label("Apa yang berubah?").fill("Satu kalimat rekaan ditambahkan")
    trainer.get_by_role("button", name="Terbitkan sekarang").click()
    expect(trainer.get_by_text("Versi 2 terbit.").first).to_be_visible()
    crowd.published()
    # One of them sees it on a phone. Loading a page anew asks for what is true now.
    phone.reload()
    told = phone.get_by_role("link", name="Materi baru: versi 2")
    expect(told).to_be_visible()
    there = told.get_attribute("href")
    assert there is not None
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.goto(there)
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect(phone.get_by_role("button", name="Pindah ke versi 2")).to_have_count(0)
    phone.context.set_offline(False)
    phone.goto(there)
    expect(phone.get_by_text("Satu kalimat rekaan ditambahkan")).to_be_visible()
    # Whoever stays is not pressed again, and still finds the way.
    phone.get_by_role("button", name="Tetap di versi 1").click()
    expect(told).to_have_count(0)
    phone.get_by_role("link", name="Ada versi 2; Anda memilih tetap.").click()
    expect(phone.get_by_text("Anda sudah memilih tetap di versi 1.")).to_be_visible()
    phone.get_by_role("button", name="Pindah ke versi 2").click()
    expect(phone.get_by_text("Anda kini belajar dengan versi 2")).to_be_visible()
    phone.get_by_role("link", name="Lanjutkan belajar").click()
    phone.goto(course.link(course.lessons[0]))
    expect(phone.get_by_text(NEW)).to_be_visible()
    ends.result(300)
    assert {reader.version for reader in crowd.readers} == {1, 2}
