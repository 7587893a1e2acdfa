"""Pushes that no device of ours would send: answered in words, and the good commands are kept."""

import json
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.assessment.chances import attempt_id
from app.learning.sync import MAX_BATCH_BYTES
from tests.assessment.make_quiz import make_quiz
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import make_course

COMMANDS = "/api/v1/learning/commands"


class Desk:
    """Sari, enrolled in a course with a quiz, and what her device makes."""

    def __init__(self, sari: AsyncClient, clock: FixedClock, about: dict[str, Any]) -> None:
        self.sari, self.clock, self.about = sari, clock, about
        self.device = Device("telepon-sari")

    def opened(self) -> dict[str, Any]:
        return self.device.command("opened", self.clock(), **self.about)

    def answer(self) -> dict[str, Any]:
        attempt = attempt_id(UUID(self.about["enrolment"]), UUID(self.about["activity"]), 1)
        return self.device.command(
            "answer",
            self.clock(),
            **self.about,
            attempt=attempt,
            question="bank.tiga",
            response={"text": "HERE"},
        )


@pytest.fixture
async def desk(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Desk:
    quiz, private = make_quiz()
    async with app.state.database.transaction() as session:
        await make_course(session, clock(), slug="kursus", more=[quiz], private={quiz.id: private})
    sari = await as_player(cast.sari)
    enrolled = await sari.post("/api/v1/enrolments", json={"course": "kursus"})
    return Desk(sari, clock, {"enrolment": enrolled.json()["id"], "activity": str(quiz.id)})


@pytest.mark.parametrize(
    "put",
    [
        '"a\\ud800b"',
        '"a\\u0000b"',
        "1e999",
        "NaN",
        "[" * 300 + "]" * 300,
        "9" * 400,
        '{"\\ud800": "x"}',
    ],
)
async def test_a_strange_response_spoils_nothing(desk: Desk, put: str) -> None:
    good, bad = desk.opened(), json.dumps(desk.answer()).replace('"HERE"', put)
    head = json.dumps(desk.device.push(desk.clock(), good))
    body = head.removesuffix("]}") + f", {bad}]}}"
    answer = await desk.sari.post(
        COMMANDS, content=body.encode(), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 200, answer.text
    first, second = answer.json()["results"]
    assert (first["status"], second["status"]) == ("stored", "rejected")
    assert len((await desk.sari.get(COMMANDS)).json()["commands"]) == 1


@pytest.mark.parametrize("said", ["\\ud800", "x\\u0000", "x" * 65])
async def test_an_id_that_cannot_be_told_back_is_left_out(desk: Desk, said: str) -> None:
    made = desk.opened()
    body = json.dumps(desk.device.push(desk.clock(), made)).replace(made["id"], said)
    answer = await desk.sari.post(
        COMMANDS, content=body.encode(), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 200, answer.text
    [result] = answer.json()["results"]
    assert (result["id"], result["status"]) == (None, "rejected")


@pytest.mark.parametrize("body", ["[" * 100_000, '{"device": ' + "9" * 5000 + "}", "", "\xff"])
async def test_what_cannot_be_read_is_refused_whole(desk: Desk, body: str) -> None:
    answer = await desk.sari.post(
        COMMANDS, content=body.encode("latin-1"), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_batch_is_at_most_256_kb(desk: Desk) -> None:
    push = desk.device.push(
        desk.clock(),
        *(
            desk.device.command("note", desk.clock(), **desk.about, block=f"b{n}", text="x" * 7000)
            for n in range(40)
        ),
    )
    assert len(json.dumps(push)) > MAX_BATCH_BYTES
    answer = await desk.sari.post(COMMANDS, json=push)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    push["commands"] = push["commands"][:30]
    assert (await desk.sari.post(COMMANDS, json=push)).status_code == 200
