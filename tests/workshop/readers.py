"""People who read, tick and answer while their course is published anew, as their devices do."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from httpx import AsyncClient

from tests.learning.devices import Device

Right = Callable[[str], Mapping[str, Any]]


@dataclass
class Reader:
    """One person; ``marked`` is the lesson that changes, ``words`` what only the new one says."""

    client: AsyncClient
    name: str
    slug: str
    marked: str
    words: str
    now: Callable[[], datetime]
    version: int = 0
    enrolment: str = ""
    attempt: str = ""
    rounds: int = 0
    receipts: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    pins: dict[str, dict[str, str]] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.device = Device(f"telepon-{self.name}")

    async def enrol(self) -> None:
        answer = await self.client.post("/api/v1/enrolments", json={"course": self.slug})
        assert answer.status_code == 201, answer.text
        self.enrolment, self.version = answer.json()["id"], answer.json()["version"]

    async def course(self) -> dict[str, Any]:
        """As it is told; always the version that this person takes."""
        answer = await self.client.get(f"/api/v1/courses/{self.slug}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        assert found["version"] == self.version
        return found

    async def activities(self) -> list[dict[str, Any]]:
        return [one for m in (await self.course())["modules"] for one in m["activities"]]

    async def push(self, kind: str, activity: str, **payload: Any) -> dict[str, Any]:
        """Send one command; it must be taken, and is remembered by its receipt."""
        made = self.device.command(kind, self.now(), enrolment=self.enrolment, activity=activity)
        made["payload"] |= payload
        body = self.device.push(self.now(), made)
        answer = await self.client.post("/api/v1/learning/commands", json=body)
        assert answer.status_code == 200, answer.text
        [result] = answer.json()["results"]
        assert result["status"] == "stored", result
        self.receipts[result["id"]] = result["receipt"]
        found: dict[str, Any] = result
        return found

    async def begin_quiz(self) -> None:
        quiz = next(one for one in await self.activities() if one["kind"] == "quiz")
        begun = await self.push("start", quiz["id"])
        self.attempt = begun["answer"]["attempt"]["id"]

    async def answer(self, right: Right, *, most: int | None = None) -> None:
        """Answer what is not answered yet, ``most`` questions of it."""
        view = (await self.client.get(f"/api/v1/attempts/{self.attempt}")).json()
        left = [one["id"] for one in view["questions"] if one["id"] not in self.answers]
        for question in left[:most]:
            said = dict(right(question))
            about = {"attempt": self.attempt, "question": question, "response": said}
            result = await self.push("answer", view["activity"], **about, replaces=[])
            self.answers[question] = said
            self.pins[question] = {"command": result["id"], "sha256": result["sha256"]}

    async def look(self) -> None:
        """The course's page and the lesson's: each is there, and of one version alone."""
        page = await self.client.get(f"/kursus/{self.slug}", headers=_BROWSER)
        assert page.status_code == 200, page.text
        assert f'"version":{self.version}' in page.text.replace(" ", "")
        lesson = await self.client.get(f"/kursus/{self.slug}/{self.marked}", headers=_BROWSER)
        assert lesson.status_code == 200, lesson.text
        assert lesson.text.rstrip().endswith("</html>")
        assert (self.words in lesson.text) == (self.version > 1), self.name

    async def round(self, right: Right) -> None:
        """What somebody does in a minute: look, read a little on, answer a question."""
        await self.look()
        lessons = [one for one in await self.activities() if one["kind"] == "lesson"]
        lesson = lessons[self.rounds % len(lessons)]
        await self.push("opened", lesson["id"])
        await self.push("position", lesson["id"], spot="b1", furthest=min(1000, self.rounds * 100))
        if self.rounds % 2 and lesson["id"] not in self.done:
            await self.push("done", lesson["id"])
            self.done.add(lesson["id"])
        if self.attempt:
            await self.answer(right, most=1)
        self.rounds += 1

    async def read_on(self, right: Right, stop: Callable[[], bool], pause: float) -> None:
        while not stop():
            await self.round(right)
            await asyncio.sleep(pause)

    async def move(self, version: int) -> None:
        """By the page's form."""
        page = await self.client.get(f"/kursus/{self.slug}/versi/baru", headers=_BROWSER)
        assert f"Pindah ke versi {version}" in page.text
        said = {"pilihan": "pindah", "versi": str(version)}
        moved = await self.client.post(f"/kursus/{self.slug}/versi", data=said)
        assert moved.status_code == 303, moved.text
        assert moved.headers["location"].endswith("?pindah")
        self.version = version

    async def kept(self) -> None:
        """All that was taken is there, with the receipt it got; every answer is in the attempt."""
        found: dict[str, str] = {}
        cursor, more = 0, True
        while more:
            page = await self.client.get(f"/api/v1/learning/commands?since={cursor}&limit=500")
            told = page.json()
            found |= {one["id"]: one["receipt"] for one in told["commands"]}
            cursor, more = told["cursor"], told["more"]
        assert found == self.receipts
        if self.attempt:
            view = (await self.client.get(f"/api/v1/attempts/{self.attempt}")).json()
            said = {q["id"]: q["response"] for q in view["questions"] if q["response"]}
            assert said == {question: dict(one) for question, one in self.answers.items()}

    async def finish(self, right: Right) -> None:
        """Do what is left to do, in the version taken; the course is then completed."""
        await self.look()
        for activity in await self.activities():
            if activity["kind"] == "lesson" and activity["id"] not in self.done:
                await self.push("done", activity["id"])
        if not self.attempt:
            await self.begin_quiz()
        await self.answer(right)
        quiz = next(one for one in await self.activities() if one["kind"] == "quiz")
        await self.push("submit", quiz["id"], attempt=self.attempt, answers=self.pins)
        assert (await self.course())["status"] == "completed"


_BROWSER = {"Accept": "text/html"}
