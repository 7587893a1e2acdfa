"""A course with two lessons and a quiz. Budi is its trainer, Tono its partner; Dewi administers
Dinas A, where Sari works; Joko works in Dinas B; Rina administers everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.identity.models import Role, RoleGrant
from app.insight.measuring import measure_due
from app.kit.ids import uuid7
from tests.assessment.make_quiz import make_quiz
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import MadeCourse, lesson, make_course

NAMES = ("sari", "joko", "budi", "tono", "rina", "dewi", "asep")


@dataclass
class Class:
    app: FastAPI
    cast: Cast
    clock: FixedClock
    course: MadeCourse
    clients: Mapping[str, AsyncClient]
    enrolments: dict[str, str] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)

    @property
    def taught(self) -> str:
        return f"/api/v1/teaching/courses/{self.course.slug}"

    @property
    def page(self) -> str:
        return f"/kursus/{self.course.slug}"

    async def enrol(self, *names: str) -> None:
        for who in names:
            answer = await self.clients[who].post(
                "/api/v1/enrolments", json={"course": self.course.slug}
            )
            self.enrolments[who] = answer.json()["id"]
            self.devices[who] = Device(f"telepon-{who}")

    async def do(self, who: str, activity: str, *kinds: str) -> None:
        """Commands of a learner's phone, in order, now."""
        phone, now = self.devices[who], self.clock()
        about = {
            "enrolment": self.enrolments[who],
            "activity": str(self.course.activities[activity]),
        }
        commands = [phone.command(kind, now, **about) for kind in kinds]
        answer = await self.clients[who].post(
            "/api/v1/learning/commands", json=phone.push(now, *commands)
        )
        statuses = [one["status"] for one in answer.json()["results"]]
        assert statuses == ["stored"] * len(kinds), answer.text

    async def measure(self) -> int:
        return await measure_due(self.app.state.database, self.clock())

    async def get(self, path: str, who: str = "budi", **asked: Any) -> Any:
        answer = await self.clients[who].get(self.taught + path, params=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
async def room(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Class:
    quiz, private = make_quiz()
    async with app.state.database.transaction() as session:
        course = await make_course(
            session, clock(), slug="kursus-jalan", jp=0, more=[quiz], private={quiz.id: private}
        )
        session.add_all(
            RoleGrant(
                id=uuid7(), person_id=person, role=role, course_id=course.id, created_at=clock()
            )
            for person, role in ((cast.budi.id, Role.TRAINER), (cast.tono.id, Role.PARTNER))
        )
    clients = {name: await as_player(getattr(cast, name)) for name in NAMES}
    return Class(app, cast, clock, course, clients)


async def publish_anew(room: Class, html: str) -> None:
    """Version 2 of the course, in which the first lesson says something else."""
    mended = lesson("satu", uuid7(), html=html)
    mended = mended.model_copy(update={"id": room.course.activities["satu"]})
    async with room.app.state.database.transaction() as session:
        await make_course(
            session,
            room.clock(),
            slug=room.course.slug,
            course_id=room.course.id,
            lessons=(),
            more=[mended],
            version=2,
        )
