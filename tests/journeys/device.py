"""A device without a browser: brings a learner to a place from which a journey starts."""

import itertools
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.catalogue.document import Activity
from app.kit.ids import uuid7
from tests.journeys.course import Course
from tests.journeys.office import Api


class Device:
    """Sends commands as a phone would, one batch a call; every one must be accepted."""

    def __init__(self, api: Api, course: Course) -> None:
        self._course = course
        self._begin(api, course.slug)

    @classmethod
    def at(cls, api: Api, slug: str) -> "Device":
        """At a course that is no shipped one: it can send what it is told to."""
        device = cls.__new__(cls)
        device._begin(api, slug)
        return device

    def _begin(self, api: Api, slug: str) -> None:
        self._api = api
        self._name = uuid7().hex
        self._numbers = itertools.count(1)
        self.enrolment = str(api.post("/enrolments", {"course": slug})["id"])

    def send(self, *wanted: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
        """Commands given as kind and payload; their results."""
        now = datetime.now(UTC)
        commands = [
            {
                "id": str(uuid7()),
                "seq": (seq := next(self._numbers)),
                "hlc": f"{int(now.timestamp() * 1000)}.{seq}",
                "kind": kind,
                "occurred_at": now.isoformat(),
                "payload": {"enrolment": self.enrolment} | payload,
            }
            for kind, payload in wanted
        ]
        body = {"device": self._name, "sent_at": now.isoformat(), "commands": commands}
        results: list[dict[str, Any]] = self._api.post("/learning/commands", body)["results"]
        assert all(result["problem"] is None for result in results), results
        return results

    def finish_lessons(self) -> None:
        for lesson in self._course.lessons:
            about = {"activity": str(lesson.id)}
            self.send(("opened", about), ("done", about))

    def start(self, quiz: Activity) -> UUID:
        (result,) = self.send(("start", {"activity": str(quiz.id)}))
        return UUID(result["answer"]["attempt"]["id"])

    def take(self, quiz: Activity, *, right: bool) -> UUID:
        """A whole attempt, handed in."""
        attempt = self.start(quiz)
        choose = self._course.right if right else self._course.wrong
        about = {"activity": str(quiz.id), "attempt": str(attempt)}
        asked = [one["id"] for one in self._api.get(f"/attempts/{attempt}")["questions"]]
        results = self.send(
            *(
                ("answer", about | {"question": one, "response": choose(one), "replaces": []})
                for one in asked
            )
        )
        answers = {
            one: {"command": result["id"], "sha256": result["sha256"]}
            for one, result in zip(asked, results, strict=True)
        }
        self.send(("submit", about | {"answers": answers}))
        return attempt
