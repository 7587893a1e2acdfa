"""Presses and finishes over the API: recorded, replayed, judged by the server; twice is once."""

import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.catalogue.document import Activity
from app.practice.app_replay import Step
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.learning.devices import Device
from tests.make_course import MadeCourse, make_course
from tests.practice.make_app import DRAFT, WAY, make_app_activity

WRONG = Step("lama")


@dataclass
class Seat:
    """One person at one app practice, on any number of devices."""

    client: AsyncClient
    clock: FixedClock
    course: MadeCourse
    activity: Activity
    enrolment: str

    def about(self) -> dict[str, Any]:
        return {
            "enrolment": self.enrolment,
            "activity": str(self.activity.id),
            "publication": self.course.publication_id,
        }

    def steps(
        self, device: Device, run: UUID, *way: Step, after: str | None = None
    ) -> list[dict[str, Any]]:
        """Commands of a way, each naming the one before."""
        made = []
        for step in way:
            self.clock.advance(seconds=1)
            command = device.command("app_step", self.clock(), **self.about(), run=run)
            command["payload"] |= {"press": step.press, "fields": dict(step.fields)}
            if after is not None:
                command["payload"]["after"] = after
            after = command["id"]
            made.append(command)
        return made

    def finish(self, device: Device, run: UUID, last: str) -> dict[str, Any]:
        self.clock.advance(seconds=1)
        return device.command("app_finish", self.clock(), **self.about(), run=run, last=last)

    async def push(self, device: Device, *commands: dict[str, Any]) -> list[dict[str, Any]]:
        answer = await self.client.post(
            "/api/v1/learning/commands", json=device.push(self.clock(), *commands)
        )
        assert answer.status_code == 200, answer.text
        results: list[dict[str, Any]] = answer.json()["results"]
        return results

    async def standing(self) -> dict[str, Any]:
        answer = await self.client.get(
            f"/api/v1/practice/apps/{self.activity.id}/runs", params={"enrolment": self.enrolment}
        )
        assert answer.status_code == 200, answer.text
        read: dict[str, Any] = answer.json()
        return read

    async def is_done(self) -> bool:
        course = (await self.client.get(f"/api/v1/courses/{self.course.slug}")).json()
        return bool(course["requirements"]["items"][0]["met"])


@pytest.fixture
async def seat(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Seat:
    activity = make_app_activity()
    async with app.state.database.transaction() as session:
        course = await make_course(session, clock(), lessons=(), more=[activity])
    client = await as_player(cast.sari)
    enrolled = await client.post("/api/v1/enrolments", json={"course": course.slug})
    return Seat(client, clock, course, activity, enrolled.json()["id"])


async def test_the_way_to_the_goals_completes_the_activity(seat: Seat) -> None:
    phone, run = Device("telepon-sari"), uuid4()
    way = seat.steps(phone, run, WRONG, *WAY)
    assert not await seat.is_done()
    results = await seat.push(phone, *way, seat.finish(phone, run, way[-1]["id"]))
    assert [one["status"] for one in results] == ["stored"] * 6
    assert results[-1]["answer"] == {"practice": {"state": "finished", "wrong": 1}}
    assert await seat.is_done()
    course = (await seat.client.get(f"/api/v1/courses/{seat.course.slug}")).json()
    assert course["requirements"]["items"][0]["text"] == "Terpenuhi.", "there is no score to tell"
    standing = await seat.standing()
    assert (standing["finished"], standing["fewest_wrong"]) == (1, 1)
    assert [one["press"] for one in standing["run"]["steps"]] == [
        step["payload"]["press"] for step in way
    ]


async def test_sent_again_it_changes_nothing(seat: Seat) -> None:
    phone, run = Device("telepon-sari"), uuid4()
    way = seat.steps(phone, run, *WAY)
    batch = [*way, seat.finish(phone, run, way[-1]["id"])]
    first = await seat.push(phone, *batch)
    again = await seat.push(phone, *batch)
    assert [one["status"] for one in again] == ["duplicate"] * 5
    assert [one["receipt"] for one in again] == [one["receipt"] for one in first]
    assert (await seat.standing())["finished"] == 1


async def test_a_finish_before_its_steps_waits_for_them(seat: Seat) -> None:
    phone, run = Device("telepon-sari"), uuid4()
    way = seat.steps(phone, run, *WAY)
    (waiting,) = await seat.push(phone, seat.finish(phone, run, way[-1]["id"]))
    assert waiting["answer"] == {"practice": {"state": "waiting"}}
    await seat.push(phone, *way[2:])
    assert not await seat.is_done()
    await seat.push(phone, *way[:2])
    assert await seat.is_done()
    assert (await seat.standing())["fewest_wrong"] == 0


async def test_a_finish_without_the_goals_is_refused(seat: Seat) -> None:
    phone, run = Device("telepon-sari"), uuid4()
    way = seat.steps(phone, run, *WAY[:3])
    results = await seat.push(phone, *way, seat.finish(phone, run, way[-1]["id"]))
    assert results[-1]["status"] == "rejected"
    assert results[-1]["problem"]["type"] == "/problems/goals-not-reached"
    assert not await seat.is_done()
    assert len((await seat.standing())["run"]["steps"]) == 3, "the steps are kept"


async def test_two_devices_go_on_from_the_same_spot(seat: Seat) -> None:
    """Neither disturbs the other; the last by the clocks is gone on with."""
    phone, desk, run = Device("telepon-sari"), Device("laptop-sari"), uuid4()
    begun = seat.steps(phone, run, *WAY[:2])
    spot = begun[-1]["id"]
    astray = seat.steps(desk, run, WRONG, WRONG, after=spot)
    onward = seat.steps(phone, run, *WAY[2:], after=spot)
    await seat.push(desk, *begun, *astray)
    await seat.push(phone, *onward, seat.finish(phone, run, onward[-1]["id"]))
    standing = await seat.standing()
    assert standing["fewest_wrong"] == 0
    assert [one["id"] for one in standing["run"]["steps"]][-1] == onward[-1]["id"]
    assert await seat.is_done()


async def test_any_order_and_repetition_gives_the_same(seat: Seat) -> None:
    dice = random.Random(7)
    phone, run = Device("telepon-sari"), uuid4()
    way = seat.steps(phone, run, WRONG, *WAY)
    batch = [*way, seat.finish(phone, run, way[-1]["id"])]
    batch += dice.sample(batch, k=3)
    dice.shuffle(batch)
    for command in batch:
        await seat.push(phone, command)
    standing = await seat.standing()
    assert (standing["finished"], standing["fewest_wrong"]) == (1, 1)
    assert await seat.is_done()


async def test_the_best_of_several_runs_is_kept(seat: Seat) -> None:
    phone = Device("telepon-sari")
    for wrong in (2, 0, 1):
        run = uuid4()
        way = seat.steps(phone, run, *[WRONG] * wrong, *WAY)
        await seat.push(phone, *way, seat.finish(phone, run, way[-1]["id"]))
    standing = await seat.standing()
    assert (standing["finished"], standing["fewest_wrong"]) == (3, 0)


async def test_another_version_and_another_kind_are_refused(seat: Seat) -> None:
    phone, run = Device("telepon-sari"), uuid4()
    (step,) = seat.steps(phone, run, WAY[0])
    step["payload"]["publication"] = "0" * 64
    (result,) = await seat.push(phone, step)
    assert result["problem"]["type"] == "/problems/practice-version-unknown"


@pytest.mark.parametrize(
    "change",
    [
        {"press": "x" * 41},
        {"press": "Ada Spasi"},
        {"fields": {"perihal": "x" * 401}},
        {"fields": {f"f{n}": "" for n in range(21)}},
        {"publication": "bukan"},
        {"run": "bukan"},
        {"lain": 1},
    ],
)
async def test_what_no_page_sends_is_refused(seat: Seat, change: dict[str, Any]) -> None:
    phone = Device("telepon-sari")
    (step,) = seat.steps(phone, uuid4(), WAY[0])
    step["payload"] |= change
    (result,) = await seat.push(phone, step)
    assert result["problem"]["type"] == "/problems/command-invalid"


async def test_a_circle_of_steps_is_no_way(seat: Seat) -> None:
    phone, run = Device("telepon-sari"), uuid4()
    way = seat.steps(phone, run, *WAY)
    way[0]["payload"]["after"] = way[-1]["id"]
    results = await seat.push(phone, *way, seat.finish(phone, run, way[-1]["id"]))
    assert results[-1]["answer"] == {"practice": {"state": "waiting"}}
    assert (await seat.standing())["run"] is None


async def test_nobody_reads_or_writes_for_another(
    seat: Seat, cast: Cast, as_player: SignIn
) -> None:
    stranger = await as_player(cast.joko)
    answer = await stranger.get(
        f"/api/v1/practice/apps/{seat.activity.id}/runs", params={"enrolment": seat.enrolment}
    )
    assert answer.status_code == 404
    phone, run = Device("telepon-joko"), uuid4()
    mine = Seat(stranger, seat.clock, seat.course, seat.activity, seat.enrolment)
    (result,) = await mine.push(phone, *seat.steps(phone, run, WAY[0]))
    assert result["problem"]["type"] == "/problems/enrolment-unknown"


async def test_by_forms_alone(seat: Seat) -> None:
    page = f"/kursus/{seat.course.slug}/{seat.activity.slug}"
    shown = (await seat.client.get(page)).text
    for press, fields in (
        ("lama", {}),
        ("buat", {}),
        ("simpan", {"perihal": "surat"}),
        ("simpan", DRAFT),
        ("baris", {}),
        ("kirim", {"kode": "482915"}),
    ):
        form = {
            name: shown.split(f'name="{name}" value="')[1].split('"')[0]
            for name in ("run", "after")
        }
        form |= {"press": press} | {f"f:{name}": value for name, value in fields.items()}
        answer = await seat.client.post(f"{page}/latihan", data=form)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{page}#app"
        shown = (await seat.client.get(page)).text
        if press == "lama":
            assert "Itu sudah selesai." in shown.split('id="machine"')[0]
        if fields == {"perihal": "surat"}:
            assert ">Terlalu umum.</p>" in shown
            assert 'value="surat"' in shown, "what was typed stays"
    assert "dengan 2 langkah keliru" in shown
    assert await seat.is_done()
    anew = (await seat.client.get(f"{page}?baru=1")).text
    assert 'name="after" value=""' in anew


async def test_a_preview_shows_the_beginning(
    app: FastAPI, seat: Seat, cast: Cast, as_player: SignIn
) -> None:
    page = await (await as_player(cast.rina)).get(
        f"/kursus/{seat.course.slug}/{seat.activity.slug}"
    )
    assert page.status_code == 200
    assert 'id="standing">null<' in page.text
