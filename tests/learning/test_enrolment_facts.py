"""What a process remembers of enrolments refuses nobody and is dropped when it changes."""

from uuid import UUID

from fastapi import FastAPI

from app.kit.ids import uuid7
from app.kit.invalidation import Invalidations
from app.learning.enrolment_facts import EnrolmentFacts
from app.learning.models import Enrolment
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import make_course

PUSH = "/api/v1/learning/commands"


async def test_a_move_nobody_told_us_of_loses_no_answer(
    app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn
) -> None:
    """Another process moved the enrolment a moment ago; a command about what is new arrives."""
    async with app.state.database.transaction() as session:
        old = await make_course(session, clock(), slug="kursus", lessons=("satu",))
    sari, phone = await as_player(cast.sari), Device("telepon-sari")
    enrolment = (await sari.post("/api/v1/enrolments", json={"course": "kursus"})).json()["id"]
    about = {"enrolment": enrolment, "activity": str(old.activities["satu"])}
    body = phone.push(clock(), phone.command("opened", clock(), **about))
    assert (await sari.post(PUSH, json=body)).json()["results"][0]["status"] == "stored"
    async with app.state.database.transaction() as session:
        new = await make_course(
            session,
            clock(),
            slug="kursus",
            lessons=("satu", "dua"),
            course_id=old.id,
            version=2,
            keep_ids=old.activities,
        )
        moved = await session.get_one(Enrolment, UUID(enrolment))
        moved.publication_id = new.publication_id
    about = {"enrolment": enrolment, "activity": str(new.activities["dua"])}
    body = phone.push(clock(), phone.command("opened", clock(), **about))
    assert (await sari.post(PUSH, json=body)).json()["results"][0]["status"] == "stored"


async def test_a_stranger_is_refused_from_memory_too(
    app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn
) -> None:
    async with app.state.database.transaction() as session:
        course = await make_course(session, clock(), slug="kursus", lessons=("satu",))
    enrolments = {}
    for player in (cast.sari, cast.joko):
        client, device = await as_player(player), Device(f"telepon-{player.id}"[:40])
        made = (await client.post("/api/v1/enrolments", json={"course": "kursus"})).json()["id"]
        enrolments[player.id] = made
        for enrolment in enrolments.values():
            about = {"enrolment": enrolment, "activity": str(course.activities["satu"])}
            body = device.push(clock(), device.command("opened", clock(), **about))
            [result] = (await client.post(PUSH, json=body)).json()["results"]
            own = enrolment == made
            assert result["status"] == ("stored" if own else "rejected")
            assert own or result["problem"]["type"] == "/problems/enrolment-unknown"


def test_what_was_read_before_a_change_is_not_kept_after_it(app: FastAPI) -> None:
    invalidations = Invalidations(app.state.database)
    facts, enrolment, person = EnrolmentFacts(invalidations), uuid7(), uuid7()
    generation = facts.generation
    facts.keep({enrolment: (person, "lama")}, generation)
    assert facts.known([enrolment, uuid7()]) == {enrolment: (person, "lama")}
    facts._forget(str(person))
    assert facts.known([enrolment]) == {}
    facts.keep({enrolment: (person, "lama")}, generation)
    assert facts.known([enrolment]) == {}
