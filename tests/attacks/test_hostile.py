"""Every value of every body replaced by what nobody of ours would send: refused in words."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from httpx import AsyncClient

from app.assessment.questions.essay import MAX_ESSAY
from app.kit.ids import uuid7
from tests.assessment.make_quiz import RIGHT
from tests.attacks.hostile import ADDRESSES, TYPES, bodies
from tests.marking.conftest import ESSAY, FAIR, TEXT, Hall
from tests.studio.conftest import Desk

JSON = {"Content-Type": "application/json"}
TEACHING = "/api/v1/teaching"
ALL = {**RIGHT, ESSAY: {"text": TEXT}}


async def attack(client: AsyncClient, method: str, path: str, texts: Sequence[str]) -> set[int]:
    """The statuses that came; a body that was taken where it should not be shows among them."""
    seen = set()
    for text in texts:
        answer = await client.request(method, path, content=text, headers=JSON)
        assert answer.status_code < 500, f"{method} {path} {text[:200]}: {answer.text[:200]}"
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
        seen.add(answer.status_code)
    return seen


async def test_no_body_breaks_marking_rulings_or_schedules(hall: Hall) -> None:
    await hall.take("sari", ALL)
    await hall.take("joko", RIGHT)
    [task] = await hall.queue("budi")
    marking = f"{TEACHING}/marking/{task['id']}"
    course = f"{TEACHING}/courses/{hall.course.slug}"
    order = {"question": "bank.satu", "mode": "full_credit", "reason": "Diuji", "basis": "0.-"}
    window: dict[str, Any] = {"opens_at": "2026-12-01T00:00:00Z", "closes_at": None, "agency": None}
    granted: dict[str, Any] = {
        "person": str(hall.cast.joko.id),
        "activity": "kuis",
        "extra_time_percent": 25,
        "extra_chances": 1,
        "reason": "Contoh.",
    }
    marks: dict[str, Any] = {"levels": FAIR, "comment": "Rapi."}
    asked: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("PUT", f"{marking}/draft", marks | {"revision": 0}),
        ("POST", f"{marking}/marks", marks | {"stray": 1}),
        ("POST", f"{marking}/anew", {"reason": "Diuji"}),
        ("POST", f"{hall.regrades}", order),
        ("PUT", f"{course}/quizzes/kuis/schedule", window),
        ("POST", f"{course}/accommodations", granted),
        ("POST", f"/api/v1/attempts/{hall.attempt('joko')}/accept-late", {"reason": "Diuji"}),
    )
    for method, path, body in asked:
        seen = await attack(hall.budi, method, path, list(bodies(body)))
        assert seen <= {200, 201, 202, 204, 400, 404, 409, 422}, f"{method} {path}: {seen}"
    # All that came of it for the one whose essay waits: nothing.
    assert (await hall.view("sari"))["state"] == "marking"


@pytest.mark.parametrize("kind", ["start", "answer", "flag", "submit"])
async def test_no_command_breaks_a_push(hall: Hall, kind: str) -> None:
    await hall.begin("sari")
    attempt = str(hall.attempt("sari"))
    pin = {"command": str(uuid7()), "sha256": "0" * 64}
    payloads: dict[str, dict[str, Any]] = {
        "start": {"attempt": str(hall.attempt("sari", 2)), "permit": "x"},
        "answer": {
            "attempt": attempt,
            "question": ESSAY,
            "response": {"text": TEXT},
            "replaces": [str(uuid7())],
        },
        "flag": {"attempt": attempt, "question": ESSAY, "flagged": 1},
        "submit": {
            "attempt": str(hall.attempt("sari", 2)),
            "answers": {ESSAY: pin},
            "elapsed_seconds": 3,
        },
    }
    device = hall.devices["sari"]
    push = device.push(hall.clock(), hall.command("sari", kind, **payloads[kind]))
    seen = await attack(hall.sari, "POST", "/api/v1/learning/commands", list(bodies(push)))
    assert seen <= {200, 400, 422}
    view = await hall.view("sari")
    assert view["state"] == "open"


ASKING: tuple[dict[str, Any], ...] = (
    {"draw": [{"bank": "contoh", "count": 2, "difficulty": "easy"}]},
    {"questions": ["contoh.soal-1"], "review": {"answers": "never"}},
)


@pytest.mark.parametrize("asking", ASKING, ids=["drawn", "listed"])
async def test_no_quiz_file_breaks_the_studio(desk: Desk, asking: dict[str, Any]) -> None:
    source = (await desk.budi.get(f"{desk.quiz}/draft")).json()["source"]
    said = {"id": {"title": "Kuis", "summary": "Rekaan."}}
    source = {"id": source["id"], "kind": "quiz", "text": said, "pass_mark": 70, **asking}
    revision = 0
    for text in bodies(source, TYPES):
        body = f'{{"revision": {revision}, "over": 1, "source": {text}}}'
        answer = await desk.budi.put(f"{desk.quiz}/draft", content=body, headers=JSON)
        assert answer.status_code in (200, 400, 422), f"{body[:200]}: {answer.text[:200]}"
        if answer.status_code == 200:
            revision = answer.json()["revision"]
            check = await desk.budi.get(f"{desk.quiz}/draft/check")
            assert check.status_code == 200, f"{body[:200]}: {check.text[:200]}"
    assert revision > 10


async def test_no_address_breaks_anything(hall: Hall, desk: Desk) -> None:
    await hall.take("sari", ALL)
    slug, compiled = hall.course.slug, desk.compiled
    course, quiz = f"{TEACHING}/courses/{slug}", f"{TEACHING}/courses/{slug}/quizzes/kuis"
    gets = [
        "/api/v1/attempts/{}",
        "/percobaan/{}",
        f"{TEACHING}/marking/{{}}",
        f"{TEACHING}/marking?after={{}}",
        f"{TEACHING}/marking?activity={{}}",
        f"{TEACHING}/marking?question={{}}",
        f"{TEACHING}/late/{{}}",
        f"{TEACHING}/late?after={{}}",
        f"{quiz}/regrades/{{}}",
        f"{quiz}/regrades/preview?mode=full_credit&question={{}}",
        f"{quiz}/regrades/preview?mode=full_credit&question=bank.satu&after={{}}",
        f"{quiz}/statistics?scope={{}}",
        f"{quiz}/statistics?layout={{}}",
        f"{quiz}/statistics/questions/{{}}",
        f"{quiz}/statistics/export?format={{}}",
        f"{quiz}/schedule?agency={{}}",
        f"{course}/accommodations?after={{}}",
        f"{course}/accommodations?limit={{}}",
        f"{course}/accommodations/people?q={{}}",
        f"{TEACHING}/courses?after={{}}",
        f"{TEACHING}/courses/{{}}",
        f"{TEACHING}/courses/{{}}/quizzes/{{}}/draft",
        f"{TEACHING}/courses/{compiled.slug}/quizzes/{{}}/draft/check",
        "/api/v1/offline/journal?attempt={}",
        "/api/v1/offline/journal?course={}",
    ]
    for path in gets:
        for segment in ADDRESSES:
            asked = path.replace("{}", segment)
            for client in (hall.budi, hall.sari):
                answer = await client.get(asked)
                assert answer.status_code < 500, f"{asked[:120]}: {answer.text[:200]}"
                assert answer.status_code not in (401, 403, 405), f"{asked[:120]}"


@pytest.mark.parametrize("sign", ["\U0001f600", "\ua984", '"', "\n", "\u202e", "\x1b"])
async def test_the_longest_essay_of_any_signs_is_kept(hall: Hall, sign: str) -> None:
    await hall.begin("sari")
    text = "a" + sign * (MAX_ESSAY - 2) + "z"
    pins = await hall.answer("sari", {ESSAY: {"text": text}})
    assert pins[ESSAY]["sha256"]
    assert (await hall.submit("sari", pins))["state"] == "marking"
    [kept] = [one for one in (await hall.view("sari"))["questions"] if one["id"] == ESSAY]
    assert kept["response"] == {"text": text}
    [task] = await hall.queue("budi")
    read = await hall.budi.get(f"{TEACHING}/marking/{task['id']}")
    assert (read.status_code, json.loads(read.text)["words"]) == (200, 1 if sign != "\n" else 2)


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
async def test_an_essay_no_database_holds_is_refused_alone(hall: Hall, sign: str) -> None:
    await hall.begin("sari")
    good = hall.command(
        "sari", "flag", attempt=str(hall.attempt("sari")), question=ESSAY, flagged=1
    )
    about = {"attempt": str(hall.attempt("sari")), "question": ESSAY, "replaces": []}
    bad = hall.command("sari", "answer", **about, response={"text": f"Sebelum{sign}sesudah"})
    push = json.dumps(hall.devices["sari"].push(hall.clock(), good, bad))
    answer = await hall.sari.post("/api/v1/learning/commands", content=push, headers=JSON)
    assert [one["status"] for one in answer.json()["results"]] == ["stored", "rejected"]
