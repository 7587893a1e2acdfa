"""A course with a lesson, two quizzes that count and an optional one; staff of every sort.

Budi is its trainer, Tono its partner, Dewi unit admin of Dinas A (Sari's), Asep auditor, Rina
admin; Joko works in Dinas B.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.catalogue.document import Activity
from app.certificates.seeding import seed_rules
from app.identity.models import Role, RoleGrant
from app.kit.ids import uuid7
from tests.assessment.make_quiz import QUESTIONS, RIGHT, WRONG, make_quiz
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import MadeCourse, make_course
from tests.marking.conftest import Hall

SLUG = "kursus-nilai"
# Three of four questions.
MOST = {**RIGHT, "bank.satu": WRONG["bank.satu"]}
NAMES = ("sari", "joko", "budi", "tono", "rina", "dewi", "asep")


@dataclass
class Class:
    app: FastAPI
    cast: Cast
    clock: FixedClock
    course: MadeCourse
    clients: Mapping[str, AsyncClient]
    hall: Hall

    def __getattr__(self, name: str) -> AsyncClient:
        return self.clients[name]

    @property
    def book(self) -> str:
        return f"/api/v1/teaching/courses/{self.course.slug}/gradebook"

    def at(self, quiz: str) -> Hall:
        """The same people at one of the quizzes."""
        return replace(self.hall, activity=self.course.activities[quiz])

    async def enrol(self, *names: str) -> None:
        for who in names:
            enrolled = await self.clients[who].post(
                "/api/v1/enrolments", json={"course": self.course.slug}
            )
            self.hall.enrolments[who] = UUID(enrolled.json()["id"])
            self.hall.devices[who] = Device(f"telepon-{who}")

    async def take(self, who: str, quiz: str, answers: Mapping[str, Any], chance: int = 1) -> None:
        await self.at(quiz).take(who, answers, chance)

    async def finish_lesson(self, who: str) -> None:
        hall = self.at("materi")
        await hall.push(who, hall.command(who, "done"))

    async def read(self, who: str = "budi", **asked: Any) -> dict[str, Any]:
        answer = await self.clients[who].get(self.book, params=asked)
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.json()
        return page

    async def row(self, learner: str, who: str = "budi", **asked: Any) -> dict[str, Any]:
        """A learner's row, with cells by the activity's slug."""
        page = await self.read(who, **asked)
        wanted = str(self.hall.enrolments[learner])
        [row] = [one for one in page["items"] if one["enrolment"] == wanted]
        slugs = [column["slug"] for column in page["columns"]]
        row["cells"] = dict(zip(slugs, row["cells"], strict=True))
        return dict(row)

    def cell(self, learner: str, activity: str) -> str:
        enrolment = self.hall.enrolments[learner]
        return f"{self.book}/{enrolment}/{self.course.activities[activity]}"

    async def detail(self, learner: str, activity: str, who: str = "budi") -> dict[str, Any]:
        answer = await self.clients[who].get(self.cell(learner, activity))
        assert answer.status_code == 200, answer.text
        seen: dict[str, Any] = answer.json()
        return seen

    async def act(
        self, learner: str, activity: str, what: str, who: str = "budi", **body: Any
    ) -> dict[str, Any]:
        """One change on top of all that was done before."""
        seen = await self.detail(learner, activity, who)
        said = {"reason": "Sakit saat ujian (rekaan)", "last_act": seen["last_act"]} | body
        answer = await self.clients[who].post(f"{self.cell(learner, activity)}/{what}", json=said)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def own(self, who: str) -> dict[str, Any]:
        answer = await self.clients[who].get(f"/api/v1/courses/{self.course.slug}/grades")
        assert answer.status_code == 200, answer.text
        grades: dict[str, Any] = answer.json()
        return grades

    async def certificates(self, who: str) -> list[str]:
        found = (await self.clients[who].get("/api/v1/certificates")).json()
        return sorted(one["status"] for one in found)

    async def jp(self, who: str) -> list[int]:
        entries = (await self.clients[who].get("/api/v1/ledger")).json()["entries"]
        return sorted(one["jp"] for one in entries)


@pytest.fixture
async def room(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Class:
    practice = make_quiz("latihan", required=False, questions=QUESTIONS)
    return await opened(app, cast, clock, as_player, practice)


async def opened(
    app: FastAPI,
    cast: Cast,
    clock: FixedClock,
    as_player: SignIn,
    optional: tuple[Activity, dict[str, Any]],
) -> Class:
    """The class, with this as its optional quiz."""
    quizzes = [
        make_quiz("kuis", pass_mark=7000, questions=QUESTIONS),
        make_quiz("ujian", pass_mark=8000, questions=QUESTIONS),
        optional,
    ]
    async with app.state.database.transaction() as session:
        await seed_rules(session)
        course = await make_course(
            session,
            clock(),
            slug=SLUG,
            jp=3,
            lessons=("materi",),
            more=[activity for activity, _ in quizzes],
            private={activity.id: private for activity, private in quizzes},
        )
        session.add_all(
            RoleGrant(
                id=uuid7(), person_id=person, role=role, course_id=course.id, created_at=clock()
            )
            for person, role in ((cast.budi.id, Role.TRAINER), (cast.tono.id, Role.PARTNER))
        )
    clients = {name: await as_player(getattr(cast, name)) for name in NAMES}
    hall = Hall(app, cast, clock, course, course.activities["kuis"], clients)
    return Class(app, cast, clock, course, clients, hall)
