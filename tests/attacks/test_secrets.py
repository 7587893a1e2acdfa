"""Before the close no answer to a learner holds a secret; what people write runs nowhere."""

import json
from typing import Any

from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import SOURCES, question
from tests.assessment.make_quiz import RIGHT
from tests.marking.conftest import ESSAY, GOOD, Hall, MakeHall

# Whatever is nobody's to know says so.
SECRET = "RHS4"


def _marked(kind: str) -> Any:
    source: dict[str, Any] = json.loads(json.dumps(SOURCES[kind]))
    for text in source["text"].values():
        text["explanation"] = f"{SECRET} pembahasan"
        if "feedback" in text:
            text["feedback"] = {"a": f"{SECRET} umpan"}
        if "model_answer" in text:
            text["model_answer"] = f"{SECRET} teladan"
    key: Any = source.get("key")
    if isinstance(key, dict) and "accept" in key:
        key["accept"] = [f"{SECRET} jawaban"]
    if kind == "numeric":
        key["value"], key["units"] = "774411", [{"unit": f"{SECRET} jam", "factor": 60}]
    if kind == "cloze":
        key["gaps"]["b"]["accept"] = [f"{SECRET} celah"]
        key["gaps"]["c"] |= {"value": "774411", "units": [{"unit": f"{SECRET} j", "factor": 60}]}
    if kind == "calculated":
        key["formula"] = "(a + b) / 2 + 774411"
    if kind in ("rating", "open_text"):
        for text in source["text"].values():
            del text["explanation"]
    return question(kind, id=kind.replace("_", "-"), **source)


ONE_OF_EACH = {f"bank.{kind.replace('_', '-')}": _marked(kind) for kind in SOURCES}
WORDS = (SECRET, "774411", "(a + b)", '"credit"', '"correct": true', '"key": {', '"key":{')


async def test_an_open_attempt_tells_no_secret_of_any_kind(make_hall: MakeHall) -> None:
    assert set(SOURCES) == set(QUESTION_KINDS)
    hall = await make_hall(questions=ONE_OF_EACH, offline="untimed")
    await hall.begin("sari")
    slug, attempt = hall.course.slug, hall.attempt("sari")
    pins = await hall.answer("sari", {"bank.essay": {"text": "Jawaban saya sendiri."}})
    pack = (await hall.sari.get(f"/api/v1/offline/courses/{slug}")).json()
    paths = [
        f"/api/v1/attempts/{attempt}",
        f"/percobaan/{attempt}",
        f"/kursus/{slug}/kuis",
        f"/api/v1/courses/{slug}",
        f"/api/v1/courses/{slug}/activities/kuis",
        f"/api/v1/offline/courses/{slug}",
        f"/api/v1/offline/journal?attempt={attempt}",
        f"/api/v1/learning/states?course={slug}",
        "/api/v1/learning/commands",
        "/api/v1/home",
        *{url for url in _strings(pack) if url.startswith("/api/v1/offline/packs/")},
    ]
    for state in ("open", "marking"):
        for path in paths:
            answer = await hall.sari.get(path)
            assert answer.status_code == 200, f"{path}: {answer.status_code}"
            assert not [word for word in WORDS if word in answer.text], f"{state} {path}"
        asked = await hall.sari.post("/api/v1/offline/permits", json={"course": slug})
        assert not [word for word in WORDS if word in asked.text]
        if state == "open":
            assert (await hall.submit("sari", pins))["state"] == "marking"
    [task] = await hall.queue("budi")
    await hall.mark("budi", task["id"], GOOD)
    # It is the close alone that opens them: the same words are there then.
    assert SECRET in (await hall.sari.get(f"/api/v1/attempts/{attempt}")).text


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [one for inner in value.values() for one in _strings(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in _strings(inner)]
    return [value] if isinstance(value, str) else []


async def test_staff_read_no_nip_and_no_address(hall: Hall) -> None:
    await hall.take("sari", {**RIGHT, ESSAY: {"text": "Jawaban."}})
    await hall.take("joko", RIGHT)
    [task] = await hall.queue("budi")
    course = f"/api/v1/teaching/courses/{hall.course.slug}"
    granted = {"person": str(hall.cast.sari.id), "extra_chances": 1, "reason": "Contoh."}
    assert (await hall.budi.post(f"{course}/accommodations", json=granted)).status_code == 201
    for path in (
        "/api/v1/teaching/marking",
        "/api/v1/teaching/marking/groups",
        f"/api/v1/teaching/marking/{task['id']}",
        "/api/v1/teaching/late",
        "/api/v1/teaching/courses",
        course,
        f"{course}/accommodations",
        f"{course}/accommodations/people?q=contoh",
        f"{course}/quizzes/kuis/schedule",
        f"{course}/quizzes/kuis/statistics",
        f"{course}/quizzes/kuis/statistics/questions/bank.satu",
        f"{course}/quizzes/kuis/statistics/export?format=csv",
        hall.regrades,
        f"{hall.regrades}/preview?question=bank.satu&mode=full_credit",
    ):
        for who in ("budi", "tono"):
            told = await hall.clients[who].get(path)
            assert told.status_code in (200, 404), f"{who} {path}: {told.status_code}"
            for player in (hall.cast.sari, hall.cast.joko):
                assert player.nip not in told.text, f"{who} {path}"
                assert player.email not in told.text, f"{who} {path}"
    for digits in (hall.cast.sari.nip, hall.cast.sari.email):
        found = await hall.budi.get(f"{course}/accommodations/people", params={"q": digits})
        assert hall.cast.sari.name not in found.text


EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\n"
    "[klik](javascript:alert(3)) ![x](https://jahat.example/x.png)\n"
    '</textarea><svg/onload=alert(4)>\u202e\u2066kebalik\n=HYPERLINK("http://jahat")'
)


async def test_what_people_write_runs_on_no_page(hall: Hall) -> None:
    await hall.begin("sari")
    pins = await hall.answer("sari", {ESSAY: {"text": EVIL}})
    page = f"/percobaan/{hall.attempt('sari')}"
    api = f"/api/v1/attempts/{hall.attempt('sari')}"
    _inert((await hall.sari.get(page)).text)
    assert (await hall.submit("sari", pins))["state"] == "marking"
    [task] = await hall.queue("budi")
    read = await hall.budi.get(f"/api/v1/teaching/marking/{task['id']}")
    _inert(read.json()["response"])
    await hall.mark("budi", task["id"], GOOD, EVIL)
    _inert((await hall.sari.get(page)).text)
    essay = next(
        one for one in (await hall.sari.get(api)).json()["questions"] if one["id"] == ESSAY
    )
    _inert(essay["result"]["answer"])
    # A comment is plain text, drawn as such by the page above.
    assert essay["result"]["comments"] == [EVIL]


LIVE = (
    "<script>alert",
    "<img src=x",
    "<svg/onload",
    'href="javascript:',
    'src="https://jahat',
)


def _inert(html: str) -> None:
    for live in LIVE:
        assert live not in html, live
    assert "&lt;script&gt;alert(1)" in html
