"""The courses a trainer works on, and the hub of one."""

from tests.studio.conftest import Desk

URL = "/api/v1/teaching/courses"


async def test_it_works(desk: Desk) -> None:
    await desk.sari.post("/api/v1/enrolments", json={"course": "contoh"})
    assert (await desk.sari.post("/kursus/contoh/kuis/mulai")).status_code == 303
    listed = (await desk.budi.get(URL)).json()
    assert listed["next"] is None
    (course,) = listed["items"]
    assert course | {"id": "", "published_at": ""} == {
        "id": "",
        "slug": "contoh",
        "title": "Kursus contoh",
        "status": "active",
        "origin": "files",
        "version": 1,
        "published_at": "",
        "jp": 0,
        "learners": {"active": 1, "completed": 0, "earlier": 0},
        "quizzes": 1,
        "drafts": 0,
        "marking": 0,
    }
    hub = (await desk.budi.get(desk.url)).json()
    assert (hub["published_by"], hub["note"]) == (None, None)
    (module,) = hub["modules"]
    assert [(a["slug"], a["kind"]) for a in module["activities"]] == [
        ("satu", "lesson"),
        ("kuis", "quiz"),
    ]
    assert module["activities"][0]["quiz"] is None
    assert module["activities"][1]["quiz"] == {
        "questions": 4,
        "banks": 1,
        "drawn": True,
        "pass_mark": 70,
        "chances": 3,
        "time_limit": None,
        "attempts": {"open": 1, "marking": 0, "closed": 0, "learners": 1},
        "draft": None,
    }


async def test_an_admin_sees_every_course_page_by_page(desk: Desk) -> None:
    first = (await desk.rina.get(URL, params={"limit": 1})).json()
    assert [course["slug"] for course in first["items"]] == ["contoh"]
    rest = (await desk.rina.get(URL, params={"after": first["next"]})).json()
    assert ([course["slug"] for course in rest["items"]], rest["next"]) == (["lain"], None)


async def test_another_courses_trainer_finds_nothing(desk: Desk) -> None:
    assert (await desk.stranger.get(desk.url)).status_code == 404
    listed = (await desk.stranger.get(URL)).json()
    assert [course["slug"] for course in listed["items"]] == ["lain"]
    assert (await desk.sari.get(URL)).json() == {"items": [], "next": None}
    assert (await desk.sari.get(desk.url)).status_code == 404
