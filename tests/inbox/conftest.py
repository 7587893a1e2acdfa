"""A course that Budi trains and Tono lectures in as a partner; Sari and Joko may take it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import event

from app.identity.models import Role, RoleGrant
from app.inbox.service import MAILING_KEY
from app.kit.ids import uuid7
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import MadeCourse, make_course

NAMES = ("sari", "joko", "budi", "tono", "rina", "dewi")


@dataclass
class Room:
    app: FastAPI
    cast: Cast
    clock: FixedClock
    course: MadeCourse
    clients: Mapping[str, AsyncClient]

    def __getattr__(self, name: str) -> AsyncClient:
        return self.clients[name]

    @property
    def sent(self) -> str:
        return f"/api/v1/teaching/courses/{self.course.slug}/messages"

    async def enrol(self, *names: str) -> list[UUID]:
        answers = [
            await self.clients[who].post("/api/v1/enrolments", json={"course": self.course.slug})
            for who in names
        ]
        return [UUID(answer.json()["id"]) for answer in answers]

    async def finish(self, who: str, enrolment: UUID) -> None:
        phone = Device(f"telepon-{who}")
        done = [
            phone.command("done", self.clock(), enrolment=str(enrolment), activity=str(activity))
            for activity in self.course.activities.values()
        ]
        pushed = await self.clients[who].post(
            "/api/v1/learning/commands", json=phone.push(self.clock(), *done)
        )
        assert pushed.json()["results"][-1]["answer"]["status"] == "completed"

    async def write(self, who: str = "budi", **said: Any) -> Any:
        letter = {"to": "all", "subject": "Ayo lanjut", "body": "Salam.\n\nAyo lanjut."} | said
        return await self.clients[who].post(self.sent, json=letter)

    async def inbox(self, who: str) -> Any:
        return (await self.clients[who].get("/api/v1/inbox")).json()

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The SELECTs sent while the block runs."""
        sent: list[str] = []

        def note(*arguments: object) -> None:
            if str(arguments[2]).startswith("SELECT"):
                sent.append(str(arguments[2]))

        listen: Callable[..., None] = note
        engine = self.app.state.database.read_engine.sync_engine
        event.listen(engine, "before_cursor_execute", listen)
        yield sent
        event.remove(engine, "before_cursor_execute", listen)

    def set_mail(self) -> None:
        self.app.state.database.info[MAILING_KEY] = True


@pytest.fixture
async def room(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Room:
    async with app.state.database.transaction() as session:
        course = await make_course(session, clock())
        session.add_all(
            RoleGrant(
                id=uuid7(), person_id=person, role=role, course_id=course.id, created_at=clock()
            )
            for person, role in ((cast.budi.id, Role.TRAINER), (cast.tono.id, Role.PARTNER))
        )
    clients = {name: await as_player(getattr(cast, name)) for name in NAMES}
    return Room(app, cast, clock, course, clients)
