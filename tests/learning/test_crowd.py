"""Many at once: nobody waits for a connection that another waiter holds, nothing is lost."""

import asyncio
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import select

from app.certificates.models import Certificate, LedgerEntry
from app.kit.ids import uuid7
from app.learning import queries, service
from app.learning.statuses import EnrolmentStatus, OutcomeState
from tests.assessment.make_quiz import make_quiz
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import MadeCourse, make_course

SECONDS = 15  # less than a pool waits before it gives up


class Crowd:
    """The whole cast, each enrolled in a course of two lessons."""

    def __init__(self, clock: FixedClock, course: MadeCourse) -> None:
        self.clock, self.course = clock, course
        self.clients: list[AsyncClient] = []
        self.enrolments: list[str] = []

    async def push(self, who: int, kind: str, lesson: str, device: str) -> int:
        made = Device(device)
        command = made.command(
            kind,
            self.clock(),
            enrolment=self.enrolments[who],
            activity=self.course.activities[lesson],
        )
        body = made.push(self.clock(), command)
        answer = await self.clients[who].post("/api/v1/learning/commands", json=body)
        assert answer.json()["results"][0]["status"] == "stored", answer.text
        return answer.status_code


@pytest.fixture
async def crowd(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Crowd:
    async with app.state.database.transaction() as session:
        course = await make_course(session, clock(), slug="kursus")
    crowd = Crowd(clock, course)
    for player in (cast.sari, cast.budi, cast.rina, cast.dewi, cast.joko, cast.asep, cast.tono):
        client = await as_player(player)
        answer = await client.post("/api/v1/enrolments", json={"course": "kursus"})
        crowd.clients.append(client)
        crowd.enrolments.append(answer.json()["id"])
    return crowd


async def test_no_deadlock_when_nothing_is_in_memory(app: FastAPI, crowd: Crowd) -> None:
    """The control that fails this: publications read on a second connection."""
    app.state.publications.__init__(app.state.database)
    everyone = range(len(crowd.clients))
    pushes = [crowd.push(w, "opened", "satu", f"perangkat-{w}-{n}") for w in everyone for n in "12"]
    reads = [
        crowd.clients[who].get(path)
        for who in everyone
        for path in ("/api/v1/courses", "/api/v1/home", "/kursus/kursus", "/kursus/kursus/satu")
    ]
    async with asyncio.timeout(SECONDS):
        said, read = await asyncio.gather(asyncio.gather(*pushes), asyncio.gather(*reads))
    assert {*said, *(answer.status_code for answer in read)} == {200}


async def test_certificate_numbers_have_no_gaps(app: FastAPI, crowd: Crowd) -> None:
    """Everyone finishes at once, from three devices each."""
    everyone = range(len(crowd.clients))
    for lesson in ("satu", "dua"):
        await asyncio.gather(
            *(
                crowd.push(who, "done", lesson, f"perangkat-{lesson}-{who}-{n}")
                for who in everyone
                for n in range(3)
            )
        )
    async with app.state.database.reading() as session:
        numbers = (await session.scalars(select(Certificate.sequence))).all()
        credited = (await session.scalars(select(LedgerEntry.person_id))).all()
    assert sorted(numbers) == [who + 1 for who in everyone]
    assert len(credited) == len(set(credited)) == len(crowd.clients)


async def test_a_locked_enrolment_is_as_it_is_now(
    app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn
) -> None:
    """A batch reads the enrolment, a background job completes it, the batch judges it: once."""
    database = app.state.database
    if database.is_sqlite:  # one writer: the job could not have come in between
        return
    activity, private = make_quiz()
    async with database.transaction() as session:
        await make_course(
            session,
            clock(),
            slug="kuis",
            lessons=(),
            more=[activity],
            private={activity.id: private},
        )
    sari = await as_player(cast.sari)
    enrolled = await sari.post("/api/v1/enrolments", json={"course": "kuis"})
    enrolment_id = UUID(enrolled.json()["id"])
    async with database.transaction() as batch:
        await queries.enrolments_by_id(batch, cast.sari.id, [enrolment_id])
        async with database.transaction() as job:
            await service.record_outcome(
                job,
                enrolment_id=enrolment_id,
                activity_id=activity.id,
                source_id=uuid7(),
                state=OutcomeState.PASSED,
                score=9000,
                pass_mark=7000,
                chances_left=None,
                now=clock(),
                finished_at=clock(),
            )
        locked = await queries.enrolment_for_update(batch, enrolment_id)
        assert locked.status is EnrolmentStatus.COMPLETED
