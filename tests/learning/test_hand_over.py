"""Devices have keys; what they sign anybody may bring; whatever is forged is refused whole."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import func, select

from app.identity.models import Person, PersonStatus
from app.learning.handing_over import MAX_FILE_BYTES
from app.learning.models import Command
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.learning.signing import DeviceKeys, encoded
from tests.make_course import MadeCourse, make_course

PHONE = "telepon-sari"
BRING = "/api/v1/offline/hand-over"


class Desk:
    """Sari's phone has a key and no network; Joko goes to town."""

    def __init__(
        self, app: FastAPI, clock: FixedClock, cast: Cast, course: MadeCourse, clients: Any
    ) -> None:
        self.app, self.clock, self.cast, self.course = app, clock, cast, course
        self.sari, self.joko = clients
        self.enrolment = ""
        self.phone, self.keys = Device(PHONE), DeviceKeys()

    def command(self, kind: str = "opened", lesson: str = "satu", **more: Any) -> dict[str, Any]:
        activity = self.course.activities[lesson]
        about = {"enrolment": self.enrolment, "activity": activity}
        return self.phone.command(kind, self.clock(), **about, **more)

    def file(self, *commands: dict[str, Any]) -> dict[str, Any]:
        return self.keys.file(self.cast.sari.id, PHONE, self.clock(), *commands)

    async def register(self, who: AsyncClient | None = None, device: str = PHONE) -> Any:
        path = f"/api/v1/offline/devices/{device}"
        return await (who or self.sari).put(path, json={"public_key": self.keys.jwk})

    async def stored(self) -> int:
        async with self.app.state.database.reading() as session:
            found = await session.execute(select(func.count()).select_from(Command))
            number: int = found.scalar_one()
            return number

    async def pulled(self) -> Any:
        answer = await self.sari.get("/api/v1/learning/commands", params={"device": PHONE})
        assert answer.status_code == 200
        return answer.json()


@pytest.fixture
async def desk(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Desk:
    async with app.state.database.transaction() as session:
        course = await make_course(session, clock(), slug="kursus")
    clients = (await as_player(cast.sari), await as_player(cast.joko))
    desk = Desk(app, clock, cast, course, clients)
    enrolled = await desk.sari.post("/api/v1/enrolments", json={"course": "kursus"})
    desk.enrolment = enrolled.json()["id"]
    assert (await desk.register()).status_code == 200
    return desk


async def test_somebody_else_brings_it_and_the_phone_hears_of_it(desk: Desk) -> None:
    good, done = desk.command(), desk.command("done", "dua")
    strange = desk.command("opened", "satu") | {"kind": "teleport"}
    file = desk.file(good, done, strange)
    desk.clock.advance(hours=30)
    answer = await desk.joko.post(BRING, json=file)
    assert answer.status_code == 200, answer.text
    results = answer.json()["results"]
    assert [one["status"] for one in results] == ["stored", "stored", "rejected"]
    # Applied as Sari's, with her rights; Joko sees receipts and nothing else of it.
    states = (await desk.sari.get("/api/v1/learning/states?course=kursus")).json()
    assert {a["done"] for a in states["activities"]} == {True, False}
    told = {one["id"]: one for one in (await desk.pulled())["handed_over"]}
    assert told[good["id"]]["receipt"] == results[0]["receipt"]
    assert told[strange["id"]]["problem"]["type"] == "/problems/command-kind-unknown"
    assert (await desk.joko.get("/api/v1/learning/commands")).json()["commands"] == []


async def test_bringing_it_again_or_sending_it_after_all_changes_nothing(desk: Desk) -> None:
    made = desk.command()
    file = desk.file(made)
    first = (await desk.joko.post(BRING, json=file)).json()["results"][0]
    again = (await desk.sari.post(BRING, json=file)).json()["results"][0]
    sent = await desk.sari.post(
        "/api/v1/learning/commands", json=desk.phone.push(desk.clock(), made)
    )
    assert again["status"] == sent.json()["results"][0]["status"] == "duplicate"
    assert again["receipt"] == sent.json()["results"][0]["receipt"] == first["receipt"]
    assert await desk.stored() == 1


async def test_many_commands_go_in_parts(desk: Desk) -> None:
    made = [desk.command("position", spot=f"b{n}", furthest=n % 1000) for n in range(230)]
    answer = await desk.joko.post(BRING, json=desk.file(*made))
    assert {one["status"] for one in answer.json()["results"]} == {"stored"}
    assert [one["id"] for one in answer.json()["results"]] == [one["id"] for one in made]


async def refused(desk: Desk, file: dict[str, Any], status: int = 409) -> dict[str, Any]:
    answer = await desk.joko.post(BRING, json=file)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert await desk.stored() == 0
    assert (await desk.pulled())["handed_over"] == []
    said: dict[str, Any] = answer.json()
    return said


async def test_what_the_phone_did_not_sign_is_refused(desk: Desk) -> None:
    file, other = desk.file(desk.command()), desk.file(desk.command())
    forger = DeviceKeys()
    for signature in (
        other["signature"],
        forger.sign(file["payload"]),
        encoded(bytes(64)),
        encoded(b"\xff" * 64),
        file["signature"][:-4],
        file["signature"] + "AAAA",
        "A",
    ):
        said = await refused(desk, file | {"signature": signature})
        assert said["reason"] == "signature"


async def test_a_file_of_another_account_or_device_is_refused(desk: Desk) -> None:
    """Signed with Sari's phone, in the name of Joko, or of a phone that nobody knows."""
    made = desk.command()
    for account, device in (
        (desk.cast.joko.id, PHONE),
        (UUID(int=7), PHONE),
        (desk.cast.sari.id, "laptop-asing"),
    ):
        file = desk.keys.file(account, device, desk.clock(), made)
        assert (await refused(desk, file))["reason"] == "device"


async def test_an_account_that_is_closed_gets_nothing(desk: Desk) -> None:
    async with desk.app.state.database.transaction() as session:
        sari = await session.get_one(Person, desk.cast.sari.id)
        sari.status = PersonStatus.DEACTIVATED
    answer = await desk.joko.post(BRING, json=desk.file(desk.command()))
    assert (answer.status_code, answer.json()["reason"]) == (409, "account")
    assert await desk.stored() == 0


@pytest.mark.parametrize(
    "payload",
    ["x", "AAAA", encoded(b"{}"), encoded(b"[1,2]"), encoded(b"\xff\xfe"), encoded(b"[" * 9000)],
)
async def test_garbage_is_refused(desk: Desk, payload: str) -> None:
    file = {"lentera": "hand-over", "version": 1, "payload": payload}
    await refused(desk, file | {"signature": desk.keys.sign(payload)}, 422)


async def test_too_many_and_too_large_are_refused(desk: Desk) -> None:
    await refused(desk, desk.file(*[desk.command()] * 2001), 422)
    await refused(desk, {"lentera": "x" * MAX_FILE_BYTES}, 413)


async def test_a_stranger_brings_nothing(desk: Desk, client: AsyncClient) -> None:
    answer = await client.post(
        BRING, json=desk.file(desk.command()), headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 401


async def test_a_key_is_never_replaced(desk: Desk) -> None:
    assert (await desk.register()).status_code == 200
    desk.keys = DeviceKeys()
    differs = await desk.register()
    assert (differs.status_code, differs.json()["type"]) == (409, "/problems/device-key-differs")
    # The same name on another account is another device.
    assert (await desk.register(desk.joko)).status_code == 200
    off_curve = {**desk.keys.jwk, "y": encoded(bytes(32))}
    path = "/api/v1/offline/devices/laptop-sari"
    assert (await desk.sari.put(path, json={"public_key": off_curve})).status_code == 422
    private = {**desk.keys.jwk, "crv": "P-384"}
    assert (await desk.sari.put(path, json={"public_key": private})).status_code == 422


async def test_a_push_under_another_account_is_held_back(desk: Desk) -> None:
    """Two tabs, one cookie: the account changed while a batch was on its way."""
    body = desk.phone.push(desk.clock(), desk.command())
    path, named = "/api/v1/learning/commands", {"Lentera-Account": str(desk.cast.sari.id)}
    answer = await desk.joko.post(path, json=body, headers=named)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/other-account")
    assert await desk.stored() == 0
    assert (await desk.sari.post(path, json=body, headers=named)).status_code == 200


async def test_the_incident_paper_tells_what_was_when_and_is_no_proof(desk: Desk) -> None:
    away = desk.clock()
    first = desk.command()
    desk.phone.seq += 2  # two that never come
    desk.clock.advance(minutes=5)
    second = desk.command("note", block="b1", text="Listrik padam")
    desk.clock.advance(minutes=55)
    wrong = desk.clock.now
    desk.clock.advance(minutes=10)  # the phone is ten minutes behind
    body = desk.phone.push(wrong, first, second)
    body["connection"] = [
        {"at": away.isoformat(), "online": 0},
        {"at": wrong.isoformat(), "online": 1},
        {"at": wrong.isoformat(), "online": 1},
    ]
    answer = await desk.sari.post("/api/v1/learning/commands", json=body)
    assert answer.status_code == 200
    paper = (await desk.sari.get("/api/v1/offline/journal?course=kursus")).json()
    assert "bukan bukti" in paper["notice"]
    assert paper["person"] == {"name": desk.cast.sari.name, "nip": desk.cast.sari.nip}
    assert [one["kind"] for one in paper["entries"]] == ["opened", "note"]
    entry = paper["entries"][0]
    assert (entry["waited_seconds"], entry["skew_seconds"]) == (3600, -600)
    assert entry["receipt"] == answer.json()["results"][0]["receipt"]
    assert paper["gaps"] == [{"device": PHONE, "after": 1, "missing": 2}]
    assert [one["online"] for one in paper["network"]] == [False, True]
    joko = await desk.joko.get("/api/v1/offline/journal?course=kursus")
    assert joko.status_code == 409  # not enrolled: nobody reads another's
    nothing = await desk.sari.get("/api/v1/offline/journal")
    assert nothing.status_code == 422
