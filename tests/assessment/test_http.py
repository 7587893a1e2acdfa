"""GET /api/v1/attempts/{id}: the owner's alone, never cached, no key before the close."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.assessment.chances import attempt_id
from tests.assessment.make_quiz import RIGHT, make_quiz
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import make_course


@pytest.fixture
async def quiz(app: FastAPI, cast: Cast, clock: FixedClock) -> UUID:
    activity, private = make_quiz()
    async with app.state.database.transaction() as session:
        await make_course(
            session,
            clock(),
            slug="kursus",
            lessons=(),
            more=[activity],
            private={activity.id: private},
        )
    return activity.id


async def test_from_start_to_result_over_http(
    quiz: UUID, cast: Cast, clock: FixedClock, as_player: SignIn, client: AsyncClient
) -> None:
    sari, joko = await as_player(cast.sari), await as_player(cast.joko)
    enrolment = (await sari.post("/api/v1/enrolments", json={"course": "kursus"})).json()["id"]
    device = Device("telepon-sari")
    about: dict[str, Any] = {"enrolment": enrolment, "activity": str(quiz)}

    async def push(*commands: dict[str, Any]) -> list[dict[str, Any]]:
        answer = await sari.post("/api/v1/learning/commands", json=device.push(clock(), *commands))
        assert answer.status_code == 200
        results: list[dict[str, Any]] = answer.json()["results"]
        return results

    started = (await push(device.command("start", clock(), **about)))[0]["answer"]["attempt"]
    assert started["id"] == str(attempt_id(UUID(enrolment), quiz, 1))
    link = f"/api/v1/attempts/{started['id']}"
    saved = await push(
        *(
            device.command(
                "answer", clock(), **about, attempt=started["id"], question=q, response=r
            )
            for q, r in RIGHT.items()
        )
    )
    opened = await sari.get(link)
    assert opened.status_code == 200
    assert opened.headers["cache-control"] == "private, no-store"
    for secret in (b"Karena demikian", b"Bukan itu", b'"key"'):
        assert secret not in opened.content
    assert (await joko.get(link)).status_code == 404
    assert (await client.get(link)).status_code == 401
    pins = {
        q: {"command": one["id"], "sha256": one["sha256"]}
        for q, one in zip(RIGHT, saved, strict=True)
    }
    submit = device.command("submit", clock(), **about, attempt=started["id"])
    submit["payload"]["answers"] = pins
    assert (await push(submit))[0]["answer"]["attempt"]["passed"] is True
    closed = (await sari.get(link)).json()
    assert closed["score"] == 10_000
    assert {q["result"]["correct"] for q in closed["questions"]} == {True}


@pytest.mark.parametrize(
    ("attempt", "status"),
    [("01a20123-ed88-76dd-a283-1e263749499d", 404), ("x", 422), ("%00", 422)],
)
async def test_no_such_attempt(cast: Cast, as_player: SignIn, attempt: str, status: int) -> None:
    sari = await as_player(cast.sari)
    answer = await sari.get(f"/api/v1/attempts/{attempt}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
