"""What an impatient or dishonest learner tries in an attempt: refused or harmless, never lost."""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from app.assessment.closing import PATIENCE
from app.assessment.models import AnswerVersion, Attempt
from app.kit.ids import uuid7
from app.learning.models import Enrolment
from app.learning.statuses import EnrolmentStatus
from tests.assessment.make_question import question
from tests.assessment.make_quiz import QUESTIONS, RIGHT, WRONG
from tests.learning.devices import Device
from tests.marking.conftest import ESSAY, GOOD, TEXT, Hall, MakeHall

ALL = {**RIGHT, ESSAY: {"text": TEXT}}
TURNED = QUESTIONS | {"bank.satu": question("single_choice", id="satu", key="a")}


async def stored(hall: Hall, attempt: UUID) -> int:
    async with hall.app.state.database.reading() as session:
        held = select(func.count()).where(AnswerVersion.attempt_id == attempt)
        count: int = (await session.execute(held)).scalar_one()
        return count


async def test_a_submit_replayed_after_a_regrade_changes_nothing(make_hall: MakeHall) -> None:
    hall = await make_hall(questions=QUESTIONS)
    await hall.begin("sari")
    pins = await hall.answer("sari", WRONG)
    attempt = str(hall.attempt("sari"))
    submit = hall.command("sari", "submit", attempt=attempt, answers=pins)
    [first] = await hall.push("sari", submit)
    assert first["answer"]["attempt"]["score"] == 0
    await hall.regrade("bank.satu", "full_credit")
    regraded = await hall.view("sari")
    assert regraded["score"] == 2500
    [again] = await hall.push("sari", submit)
    assert (again["status"], again["receipt"]) == ("duplicate", first["receipt"])
    # As a new command with the same pins, and with others: the result stands.
    same = hall.command("sari", "submit", attempt=attempt, answers=pins)
    other = hall.command("sari", "submit", attempt=attempt, answers={})
    told = await hall.push("sari", same, other)
    assert [one["status"] for one in told] == ["stored", "rejected"]
    assert (await hall.view("sari")) == regraded


async def test_answers_after_the_close_are_history_and_nothing_else(hall: Hall) -> None:
    await hall.take("sari", {**WRONG, ESSAY: {"text": TEXT}})
    before = await stored(hall, hall.attempt("sari"))
    waiting = await hall.view("sari")
    late = await hall.answer("sari", {**RIGHT, ESSAY: {"text": "Sesudah dikumpulkan."}})
    assert all(one["sha256"] for one in late.values())
    assert await stored(hall, hall.attempt("sari")) == before + len(late)
    [task] = await hall.queue("budi")
    read = await hall.budi.get(f"/api/v1/teaching/marking/{task['id']}")
    assert "Sesudah dikumpulkan." not in read.text
    await hall.mark("budi", task["id"], GOOD)
    seen = await hall.view("sari")
    assert (waiting["state"], seen["state"], seen["score"]) == ("marking", "closed", 5000)
    assert seen["late"] == len(late)
    # Nothing here came too late by the clock: there is nothing a trainer could count.
    body = {"reason": "Diuji (rekaan)"}
    url = f"/api/v1/attempts/{hall.attempt('sari')}/accept-late"
    assert (await hall.budi.post(url, json=body)).status_code == 409


async def test_a_key_changed_on_the_way_leaves_the_attempt_its_own(make_hall: MakeHall) -> None:
    hall = await make_hall(questions=QUESTIONS)
    await hall.begin("sari")
    pins = await hall.answer("sari", RIGHT)
    await hall.publish(2, questions=TURNED)
    newest = await hall.sari.post(f"/api/v1/enrolments/{hall.enrolments['sari']}/newest")
    assert newest.status_code < 300
    handed = await hall.submit("sari", pins)
    assert (handed["score"], handed["passed"]) == (10_000, True)
    [asked] = [one for one in (await hall.view("sari"))["questions"] if one["id"] == "bank.satu"]
    assert asked["result"]["correct"] is True
    # The next attempt is of the version they moved to.
    again = await hall.take("sari", RIGHT, chance=2)
    assert again["score"] == 7500


async def test_two_tabs_that_do_not_know_of_each_other_lose_nothing(hall: Hall) -> None:
    await hall.begin("sari")
    one = await hall.answer("sari", {ESSAY: {"text": "Tab pertama."}})
    hall.devices["sari"] = Device("laptop-sari")
    hall.clock.advance(seconds=5)
    await hall.answer("sari", {ESSAY: {"text": "Tab kedua."}})
    [essay] = [q for q in (await hall.view("sari"))["questions"] if q["id"] == ESSAY]
    assert len(essay["heads"]) == 2
    # The first tab hands in what it shows: that, and not the later one, is marked.
    assert (await hall.submit("sari", one))["state"] == "marking"
    [task] = await hall.queue("budi")
    read = (await hall.budi.get(f"/api/v1/teaching/marking/{task['id']}")).json()
    assert "Tab pertama." in read["response"]
    assert await stored(hall, hall.attempt("sari")) == 2


def _part(said: Any) -> str:
    return urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "forge",
    ["alg-none", "other-chance", "other-quiz", "edited", "access", "long", "header", "twice"],
)
async def test_no_token_of_another_kind_begins_an_attempt(make_hall: MakeHall, forge: str) -> None:
    hall = await make_hall(questions=QUESTIONS, offline="untimed")
    other = await make_hall("kursus-lain", questions=QUESTIONS, offline="untimed")
    for one in (hall, other):
        body = {"course": one.course.slug}
        told = (await one.sari.post("/api/v1/enrolments", json=body)).json()
        one.enrolments["sari"], one.devices["sari"] = UUID(told["id"]), Device("telepon-sari")
    asked = {"course": hall.course.slug}
    permits = (await hall.sari.post("/api/v1/offline/permits", json=asked)).json()["permits"]
    asked = {"course": other.course.slug}
    foreign = (await hall.sari.post("/api/v1/offline/permits", json=asked)).json()["permits"]
    token = permits[0]["token"]
    head, claims, signature = token.split(".")
    api = await hall.sari.post(
        "/api/v1/auth/token",
        data={"username": hall.cast.sari.nip, "password": "lampu-minyak-kecil-27"},
    )
    forged = {
        "alg-none": f"{_part({'alg': 'none', 'typ': 'JWT'})}.{claims}.",
        "other-chance": permits[1]["token"],
        "other-quiz": foreign[0]["token"],
        "edited": f"{head}.{claims[:-4]}AAAA.{signature}",
        "access": api.json()["access_token"],
        "long": token + "A" * 2048,
        "header": f"{_part({'alg': 'HS256', 'kid': ['x'], 'crit': ['b64']})}.{claims}.{signature}",
        "twice": f"{token}.{token}",
    }[forge]
    start = hall.command("sari", "start", attempt=permits[0]["attempt"], permit=forged)
    [result] = await hall.push("sari", start)
    assert result["status"] == "rejected"
    assert (await hall.sari.get(f"/api/v1/attempts/{permits[0]['attempt']}")).status_code == 404
    # The very permit still begins it.
    start = hall.command("sari", "start", attempt=permits[0]["attempt"], permit=token)
    assert (await hall.push("sari", start))[0]["status"] == "stored"


@pytest.mark.parametrize("years", [-30, -1, 1, 100])
async def test_a_clock_set_years_off_gains_no_time(make_hall: MakeHall, years: int) -> None:
    hall = await make_hall(questions=QUESTIONS, time_limit_minutes=30)
    await hall.begin("sari")
    hall.clock.advance(minutes=50)
    device, now = Device("telepon-palsu"), hall.clock()
    claimed = now + timedelta(days=365 * years)
    attempt = str(hall.attempt("sari"))
    made = []
    for name, response in RIGHT.items():
        about = {"attempt": attempt, "question": name, "response": dict(response)}
        command = device.command("answer", now, enrolment=hall.enrolments["sari"], **about)
        command["payload"] |= {"activity": str(hall.activity), "replaces": []}
        made.append(command | {"occurred_at": claimed.isoformat()})
    push = device.push(now, *made) | {"sent_at": claimed.isoformat()}
    saved = (await hall.sari.post("/api/v1/learning/commands", json=push)).json()["results"]
    assert {one["status"] for one in saved} == {"stored"}
    pins = {
        name: {"command": one["id"], "sha256": one["sha256"]}
        for name, one in zip(RIGHT, saved, strict=True)
    }
    handed = await hall.submit("sari", pins)
    assert (handed["score"], handed["passed"]) == (0, False)
    assert (await hall.view("sari"))["late"] == len(RIGHT)
    # A trainer reads what the device claimed, and may still count it.
    evidence = await hall.budi.get(f"/api/v1/teaching/late/{attempt}")
    assert evidence.json()["score_if_accepted"] == 10_000


async def test_a_logical_clock_years_ahead_is_refused(hall: Hall) -> None:
    await hall.begin("sari")
    ahead = hall.command("sari", "flag", attempt=str(hall.attempt("sari")), question=ESSAY)
    ahead["payload"]["flagged"] = 1
    for hlc in ("4102444800000.0", "99999999999999999.0", "-1.0", "1.99999999999", "x", "1e9.0"):
        [told] = await hall.push("sari", ahead | {"id": str(uuid7()), "hlc": hlc})
        assert told["status"] == "rejected", hlc


async def test_counters_with_holes_and_twice_the_same_are_kept(hall: Hall) -> None:
    await hall.begin("sari")
    hall.devices["sari"].seq += 1_000_000
    pins = await hall.answer("sari", ALL)
    hall.devices["sari"].seq = 2**53 - 8
    assert (await hall.submit("sari", pins))["state"] == "marking"
    paper = await hall.sari.get("/api/v1/offline/journal", params={"course": hall.course.slug})
    assert paper.status_code == 200
    assert any(gap["missing"] >= 1_000_000 for gap in paper.json()["gaps"])


async def test_of_a_withdrawn_enrolment_nothing_that_was_made_is_lost(hall: Hall) -> None:
    await hall.begin("sari")
    pins = await hall.answer("sari", ALL)
    enrolment = hall.enrolments["sari"]
    async with hall.app.state.database.transaction() as session:
        await session.execute(
            update(Enrolment)
            .where(Enrolment.id == enrolment)
            .values(status=EnrolmentStatus.WITHDRAWN)
        )
    kept = await stored(hall, hall.attempt("sari"))
    made = hall.command("sari", "submit", attempt=str(hall.attempt("sari")), answers=pins)
    [told] = await hall.push("sari", made)
    assert told["status"] in ("stored", "rejected")
    assert await stored(hall, hall.attempt("sari")) == kept == len(ALL)
    asked = await hall.sari.post("/api/v1/offline/permits", json={"course": hall.course.slug})
    assert asked.status_code < 500


async def test_a_deactivated_account_keeps_its_queue_for_later(hall: Hall) -> None:
    await hall.begin("sari")
    pins = await hall.answer("sari", ALL)
    made = hall.command("sari", "submit", attempt=str(hall.attempt("sari")), answers=pins)
    body = hall.devices["sari"].push(hall.clock(), made)
    person = f"/api/v1/admin/people/{hall.cast.sari.id}"
    assert (await hall.rina.post(f"{person}/deactivate")).status_code < 300
    refused = await hall.sari.post("/api/v1/learning/commands", json=body)
    # 401: the device keeps what it has and asks to sign in.
    assert refused.status_code == 401
    async with hall.app.state.database.reading() as session:
        attempt = await session.get(Attempt, hall.attempt("sari"))
    assert attempt is not None
    assert (attempt.state.value, attempt.pins) == ("open", None)
    assert (await hall.rina.post(f"{person}/reactivate")).status_code < 300
    async with hall.app.state.database.transaction() as session:
        token = await hall.app.state.sessions.create(session, hall.cast.sari.id, hall.clock())
    hall.sari.cookies.set(next(iter(hall.sari.cookies.keys())), token)
    again = await hall.sari.post("/api/v1/learning/commands", json=body)
    assert again.json()["results"][0]["answer"]["attempt"]["state"] == "marking"


async def test_every_id_of_another_is_nobodys(hall: Hall) -> None:
    """Not seen and not allowed are both 404, for whoever has no right to it."""
    await hall.take("sari", ALL)
    await hall.take("joko", RIGHT)
    [task] = await hall.queue("budi")
    sari = hall.attempt("sari")
    course = f"/api/v1/teaching/courses/{hall.course.slug}"
    marks = {"levels": GOOD, "comment": ""}
    window = {"closes_at": "2027-01-01T00:00:00Z"}
    order = {"question": "bank.satu", "mode": "full_credit", "reason": "Diuji", "basis": "0.-"}
    granted = {"person": str(hall.cast.sari.id), "extra_chances": 1, "reason": "Contoh."}
    for method, path, body in (
        ("GET", f"/api/v1/attempts/{sari}", None),
        ("GET", f"/percobaan/{sari}", None),
        ("GET", f"/api/v1/offline/journal?attempt={sari}", None),
        ("POST", f"/api/v1/attempts/{sari}/accept-late", {"reason": "Diuji"}),
        ("GET", f"/api/v1/teaching/late/{sari}", None),
        ("GET", f"/api/v1/teaching/marking/{task['id']}", None),
        ("PUT", f"/api/v1/teaching/marking/{task['id']}/draft", marks | {"revision": 0}),
        ("POST", f"/api/v1/teaching/marking/{task['id']}/marks", marks),
        ("POST", f"/api/v1/teaching/marking/{task['id']}/anew", {"reason": "Diuji"}),
        ("GET", hall.regrades, None),
        ("POST", hall.regrades, order),
        ("GET", f"{hall.regrades}/{uuid7()}", None),
        ("PUT", f"{course}/quizzes/kuis/schedule", window),
        ("DELETE", f"{course}/quizzes/kuis/schedule", None),
        ("GET", f"{course}/accommodations", None),
        ("POST", f"{course}/accommodations", granted),
        ("GET", f"{course}/quizzes/kuis/statistics", None),
        ("GET", f"{course}/quizzes/kuis/statistics/export", None),
        ("GET", f"{course}/quizzes/kuis/draft", None),
    ):
        for who in ("joko", "dewi", "asep"):
            answer = await hall.clients[who].request(method, path, json=body)
            assert answer.status_code == 404, f"{who} {method} {path}: {answer.status_code}"
            assert "Sari" not in answer.text
    hall.clock.now += PATIENCE
    await hall.jobs()
    assert (await hall.view("sari"))["state"] == "marking"
