"""The whole application with a quiz that course staff mark and regrade.

Budi is the course's trainer, Tono its partner lecturer, Rina an admin; Sari and Joko take the quiz.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.assessment.chances import attempt_id
from app.identity.models import Role, RoleGrant
from app.kit.ids import uuid7
from app.kit.jobs import run_due_jobs
from app.wiring import job_handlers
from tests.assessment.make_question import question
from tests.assessment.make_quiz import QUESTIONS, make_quiz
from tests.cast import Cast, Player
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import MadeCourse, make_course

ESSAY = "bank.uraian"
ESSAYS = {**QUESTIONS, ESSAY: question("essay", id="uraian", points=4)}
GOOD, FAIR, POOR = (
    {"isi": "b", "bahasa": "b"},
    {"isi": "b", "bahasa": "k"},
    {"isi": "k", "bahasa": "k"},
)
TEXT = "Layanan diberikan sesuai standar & waktu yang dijanjikan."


@dataclass
class Hall:
    """One course with one quiz, and everybody signed in."""

    app: FastAPI
    cast: Cast
    clock: FixedClock
    course: MadeCourse
    activity: UUID
    clients: Mapping[str, AsyncClient]
    enrolments: dict[str, UUID] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)

    def __getattr__(self, name: str) -> AsyncClient:
        return self.clients[name]

    def player(self, who: str) -> Player:
        found: Player = getattr(self.cast, who)
        return found

    def attempt(self, who: str, chance: int = 1) -> UUID:
        return attempt_id(self.enrolments[who], self.activity, chance)

    async def push(self, who: str, *commands: dict[str, Any]) -> list[dict[str, Any]]:
        body = self.devices[who].push(self.clock(), *commands)
        answer = await self.clients[who].post("/api/v1/learning/commands", json=body)
        results: list[dict[str, Any]] = answer.json()["results"]
        return results

    def command(self, who: str, kind: str, **payload: Any) -> dict[str, Any]:
        made = self.devices[who].command(
            kind, self.clock(), enrolment=self.enrolments[who], activity=self.activity
        )
        made["payload"] |= payload
        return made

    async def begin(self, who: str) -> None:
        if who not in self.enrolments:
            body = {"course": self.course.slug}
            enrolled = await self.clients[who].post("/api/v1/enrolments", json=body)
            self.enrolments[who] = UUID(enrolled.json()["id"])
            self.devices[who] = Device(f"telepon-{who}")
        await self.push(who, self.command(who, "start"))

    async def answer(
        self, who: str, responses: Mapping[str, Mapping[str, Any]], chance: int = 1
    ) -> dict[str, Any]:
        """Stored answers as a submit pins them."""
        made = [
            self.command(
                who,
                "answer",
                attempt=str(self.attempt(who, chance)),
                question=one,
                response=dict(response),
                replaces=[],
            )
            for one, response in responses.items()
        ]
        saved = await self.push(who, *made)
        return {
            one: {"command": result["id"], "sha256": result["sha256"]}
            for one, result in zip(responses, saved, strict=True)
        }

    async def submit(self, who: str, pins: dict[str, Any], chance: int = 1) -> dict[str, Any]:
        made = self.command(who, "submit", attempt=str(self.attempt(who, chance)), answers=pins)
        [result] = await self.push(who, made)
        attempt: dict[str, Any] = result["answer"]["attempt"]
        return attempt

    async def take(
        self, who: str, responses: Mapping[str, Mapping[str, Any]], chance: int = 1
    ) -> dict[str, Any]:
        """A whole attempt; what the submit was answered."""
        await self.begin(who)
        return await self.submit(who, await self.answer(who, responses, chance), chance)

    async def view(self, who: str, chance: int = 1) -> dict[str, Any]:
        answer = await self.clients[who].get(f"/api/v1/attempts/{self.attempt(who, chance)}")
        seen: dict[str, Any] = answer.json()
        return seen

    async def queue(self, who: str, **asked: Any) -> list[dict[str, Any]]:
        answer = await self.clients[who].get("/api/v1/teaching/marking", params=asked)
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def mark(
        self, who: str, task: str, levels: Mapping[str, str], comment: str = ""
    ) -> dict[str, Any]:
        answer = await self.clients[who].post(
            f"/api/v1/teaching/marking/{task}/marks",
            json={"levels": dict(levels), "comment": comment},
        )
        assert answer.status_code == 200, answer.text
        given: dict[str, Any] = answer.json()
        return given

    async def jobs(self) -> int:
        return await run_due_jobs(self.app.state.database, job_handlers(None), self.clock)

    @property
    def regrades(self) -> str:
        return f"/api/v1/teaching/courses/{self.course.slug}/quizzes/kuis/regrades"

    async def preview(self, question: str, mode: str, who: str = "budi") -> dict[str, Any]:
        asked = {"question": question, "mode": mode}
        answer = await self.clients[who].get(f"{self.regrades}/preview", params=asked)
        assert answer.status_code == 200, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    async def regrade(self, question: str, mode: str, reason: str = "Kunci keliru") -> str:
        """Look, order, and let the jobs run; the regrade's id."""
        basis = (await self.preview(question, mode))["basis"]
        body = {"question": question, "mode": mode, "reason": reason, "basis": basis}
        answer = await self.clients["budi"].post(self.regrades, json=body)
        assert answer.status_code == 202, answer.text
        regrade = str(answer.json()["id"])
        # The app's own worker may have taken the job: then it is done a moment later.
        for _ in range(200):
            await self.jobs()
            read = (await self.clients["budi"].get(f"{self.regrades}/{regrade}")).json()
            if read["finished_at"] is not None:
                break
            await asyncio.sleep(0.05)
        return regrade

    async def publish(self, version: int, **quiz: Any) -> None:
        """A newer version of the course, its quiz made of ``quiz``."""
        activity, private = make_quiz(quiz_id=self.activity, **quiz)
        async with self.app.state.database.transaction() as session:
            await make_course(
                session,
                self.clock(),
                slug=self.course.slug,
                lessons=(),
                more=[activity],
                private={activity.id: private},
                course_id=self.course.id,
                version=version,
            )


MakeHall = Callable[..., Awaitable[Hall]]


@pytest.fixture
def make_hall(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> MakeHall:
    async def make(slug: str = "kursus-uraian", jp: int = 3, **quiz: Any) -> Hall:
        activity, private = make_quiz(**({"questions": ESSAYS} | quiz))
        async with app.state.database.transaction() as session:
            course = await make_course(
                session,
                clock(),
                slug=slug,
                jp=jp,
                lessons=(),
                more=[activity],
                private={activity.id: private},
            )
            session.add_all(
                RoleGrant(
                    id=uuid7(),
                    person_id=person,
                    role=role,
                    course_id=course.id,
                    created_at=clock(),
                )
                for person, role in ((cast.budi.id, Role.TRAINER), (cast.tono.id, Role.PARTNER))
            )
        names = ("sari", "joko", "budi", "tono", "rina", "dewi", "asep")
        clients = {name: await as_player(getattr(cast, name)) for name in names}
        return Hall(app, cast, clock, course, activity.id, clients)

    return make


@pytest.fixture
async def hall(make_hall: MakeHall) -> Hall:
    """One marker, not anonymous; pass mark 70 %, two chances; the essay carries half the points."""
    return await make_hall()
