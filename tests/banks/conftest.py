"""Banks of a course, of Dinas A, of the root and of files; who is signed in where."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import event

from app.banks.models import BankOrigin
from app.identity.models import Role, RoleGrant
from app.kit.ids import uuid7
from tests.banks.make_bank import make_bank, question
from tests.cast import DINAS_A, ROOT, Cast
from tests.conftest import FixedClock, SignIn
from tests.make_course import MadeCourse, make_course

BANKS = "/api/v1/teaching/banks"


@dataclass(frozen=True, slots=True)
class Room:
    """Budi teaches ``course``, Tono is its partner; Dewi is unit admin of Dinas A."""

    course: MadeCourse
    other: MadeCourse
    budi: AsyncClient
    tono: AsyncClient
    dewi: AsyncClient
    rina: AsyncClient
    sari: AsyncClient
    asep: AsyncClient
    bank_id: UUID


@pytest.fixture
async def room(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Room:
    now = clock()
    async with app.state.database.transaction() as session:
        course = await make_course(session, now, slug="loket-ramah")
        other = await make_course(session, now, slug="kursus-lain")
        session.add_all(
            RoleGrant(id=uuid7(), person_id=person, role=role, course_id=course.id, created_at=now)
            for person, role in ((cast.budi.id, Role.TRAINER), (cast.tono.id, Role.PARTNER))
        )
        bank = await make_bank(
            session,
            now,
            slug="loket",
            title="Soal loket",
            course_id=course.id,
            questions=[
                question("lansia", tags=["antrean"], difficulty="easy"),
                question(
                    "berkas",
                    stem="Berkas mana yang kurang pada *pengaduan* itu?",
                    review_on="2026-01-01",
                    tags=["antrean", "berkas"],
                ),
                question("lama", stem="Soal lama", competency="arsip"),
            ],
            retired=["lama"],
        )
        await make_bank(session, now, slug="asing", course_id=other.id)
        await make_bank(session, now, slug="dinas-a", agency_id=DINAS_A)
        await make_bank(session, now, slug="kota", title="Bank kota", agency_id=ROOT)
        await make_bank(session, now, slug="rumah")
        await make_bank(session, now, slug="berkas", course_id=course.id, origin=BankOrigin.FILES)
    return Room(
        course,
        other,
        await as_player(cast.budi),
        await as_player(cast.tono),
        await as_player(cast.dewi),
        await as_player(cast.rina),
        await as_player(cast.sari),
        await as_player(cast.asep),
        bank.id,
    )


@contextmanager
def counted(app: FastAPI) -> Iterator[list[str]]:
    """The SELECTs sent while the block runs."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        text = str(arguments[2])
        if text.startswith(("SELECT", "WITH")):
            sent.append(text)

    listen: Callable[..., None] = note
    engine = app.state.database.read_engine.sync_engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", listen)
