"""How a course goes: counts, where people stop, who has not moved; whose learners one sees."""

from typing import Any

import pytest
from sqlalchemy import delete, update

from app.catalogue.models import Course
from app.catalogue.statuses import CourseStatus
from app.insight.models import CourseFigures
from tests.banks.conftest import counted
from tests.cast import DINAS_A, DINAS_B, KECAMATAN, ROOT
from tests.insight.conftest import Class
from tests.make_course import make_course


def of(progress: dict[str, Any], slug: str) -> dict[str, Any]:
    [one] = [one for one in progress["activities"] if one["slug"] == slug]
    return dict(one)


async def test_it_works(room: Class) -> None:
    await room.enrol("sari", "joko", "asep")
    await room.do("sari", "satu", "opened")
    room.clock.advance(minutes=7)
    await room.do("sari", "satu", "done")
    await room.do("joko", "satu", "opened")
    room.clock.advance(days=15)
    await room.do("joko", "dua", "opened")
    assert await room.measure() == 1
    told = await room.get("/progress")
    assert told["course"] == {
        "id": str(room.course.id),
        "slug": room.course.slug,
        "title": "Kursus kursus-jalan",
        "version": 1,
    }
    assert [one["slug"] for one in told["activities"]] == ["satu", "dua", "kuis"]
    assert {k: told[k] for k in ("learners", "begun", "completed")} == {
        "learners": 3,
        "begun": 2,
        "completed": 0,
    }
    assert (told["stuck"], told["stuck_not_begun"]) == (2, 1)
    first, second = of(told, "satu"), of(told, "dua")
    assert (first["opened"], first["done"], first["minutes_median"]) == (2, 1, 7)
    assert (first["here"], first["here_stuck"]) == (1, 1)
    assert (second["opened"], second["here"], second["here_stuck"]) == (1, 1, 0)
    assert (told["minutes_median"], told["minutes_planned"]) == (7, 5)
    assert told["days_median"] is None
    # Three units of one each: to course staff they are told together.
    assert told["agencies"] == []
    assert told["small"] == {
        "least": 5,
        "agencies": 3,
        "learners": 3,
        "begun": 2,
        "completed": 0,
        "stuck": 2,
    }
    told = await room.get("/progress", "rina")
    assert told["small"] is None
    assert [(one["name"], one["learners"], one["stuck"]) for one in told["agencies"]] == [
        ("Dinas B (rekaan)", 1, 0),
        ("Kecamatan Contoh (rekaan)", 1, 1),
        ("Pemerintah Kota Contoh (rekaan)", 1, 1),
    ]
    of_sari = told["agencies"][1]
    assert (of_sari["minutes_median"], of_sari["minutes_planned"]) == (7, 5)
    assert of_sari["stop"] == {"slug": "satu", "title": "Materi satu", "stuck": 1}
    assert told["agencies"][0]["stop"] is None


async def test_a_small_unit_has_no_times_for_course_staff(room: Class) -> None:
    await room.enrol("sari", "joko")
    await room.do("sari", "satu", "opened")
    room.clock.advance(minutes=7)
    await room.do("sari", "satu", "done")
    await room.measure()
    for who, few, minutes in (("budi", True, None), ("tono", True, None), ("dewi", False, 7)):
        told = await room.get("/progress", who, agency=str(KECAMATAN))
        assert (told["few"], told["minutes_median"]) == (few, minutes or 0), who
        assert of(told, "satu")["minutes_median"] == minutes, who
        assert of(told, "satu")["done"] == 1, who
    assert (await room.get("/progress"))["few"] is False


async def test_a_completion_is_counted_with_its_days(room: Class) -> None:
    async with room.app.state.database.transaction() as session:
        course = await make_course(session, room.clock(), slug="pendek", jp=0, lessons=("satu",))
    room.course = course
    await room.enrol("sari")
    room.clock.advance(days=3)
    await room.do("sari", "satu", "opened", "done")
    await room.measure()
    told = await room.get("/progress", "rina")
    assert (told["completed"], told["days_median"], told["stuck"]) == (1, 3, 0)
    page = await room.get("/learners", "rina", state="done")
    assert [one["standing"] for one in page["items"]] == ["done"]
    assert page["items"][0]["completed_at"] is not None


async def test_who_has_not_moved(room: Class) -> None:
    await room.enrol("sari", "joko", "asep")
    room.clock.advance(days=1)
    await room.do("joko", "dua", "opened")
    room.clock.advance(days=13, minutes=1)
    await room.do("asep", "satu", "opened")
    page = await room.get("/learners", state="stuck")
    assert [(one["name"], one["days"], one["begun"]) for one in page["items"]] == [
        ("Sari Contoh, S.Sos.", 14, False)
    ]
    assert page["items"][0]["last"] is None
    page = await room.get("/learners", state="stuck", days=13)
    assert [one["name"] for one in page["items"]] == ["Sari Contoh, S.Sos.", "Joko Contoh"]
    assert page["items"][1]["last"] == {"slug": "dua", "title": "Materi dua"}
    page = await room.get("/learners", state="active", days=13)
    assert [one["name"] for one in page["items"]] == ["Asep Contoh, S.H."]
    page = await room.get("/learners", activity="dua")
    assert [one["name"] for one in page["items"]] == ["Joko Contoh"]
    everybody = await room.get("/learners")
    assert len(everybody["items"]) == 3
    # No number of anybody's, whoever reads.
    for number in (room.cast.sari.nip, room.cast.joko.nip, room.cast.asep.nip):
        assert number not in str(everybody)


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("sari", ["Sari Contoh, S.Sos."]),
        ("  SÀRI   sos", ["Sari Contoh, S.Sos."]),
        ("contoh", ["Sari Contoh, S.Sos.", "Joko Contoh", "Asep Contoh, S.H."]),
        ("contoh jok", ["Joko Contoh"]),
        ("sari joko", []),
        ("%", []),
        ("_ari", []),
        ("", ["Sari Contoh, S.Sos.", "Joko Contoh", "Asep Contoh, S.H."]),
    ],
)
async def test_somebody_is_found_by_name(room: Class, q: str, found: list[str]) -> None:
    await room.enrol("sari", "joko", "asep")
    assert [one["name"] for one in (await room.get("/learners", q=q))["items"]] == found


async def test_a_name_is_looked_for_among_the_chosen(room: Class) -> None:
    await room.enrol("sari", "joko", "asep")
    room.clock.advance(days=15)
    await room.do("joko", "dua", "opened")
    for asked, found in (
        ({"state": "stuck"}, ["Sari Contoh, S.Sos.", "Asep Contoh, S.H."]),
        ({"state": "active"}, ["Joko Contoh"]),
        ({"activity": "dua"}, ["Joko Contoh"]),
        ({"agency": str(KECAMATAN)}, ["Sari Contoh, S.Sos."]),
    ):
        page = await room.get("/learners", q="contoh", **asked)
        assert [one["name"] for one in page["items"]] == found, asked
    # Page by page, the same people.
    first = await room.get("/learners", q="contoh", state="stuck", limit="1")
    then = await room.get("/learners", q="contoh", state="stuck", after=first["next"])
    assert [one["name"] for one in first["items"] + then["items"]] == [
        "Sari Contoh, S.Sos.",
        "Asep Contoh, S.H.",
    ]
    # Only within the own sight, and never by a number.
    assert (await room.get("/learners", "dewi", q="joko"))["items"] == []
    for who in ("budi", "rina"):
        for part in (room.cast.sari.nip, room.cast.sari.nip[:8]):
            assert (await room.get("/learners", who, q=part))["items"] == [], who


async def test_the_list_goes_on_where_it_ended(room: Class) -> None:
    for who in ("sari", "joko", "asep"):
        await room.enrol(who)
        room.clock.advance(days=1)
    seen: list[str] = []
    after: str | None = None
    for _ in range(3):
        asked = {"limit": "1"} | ({"after": after} if after else {})
        page = await room.get("/learners", "budi", **asked)
        seen += [one["name"] for one in page["items"]]
        after = page["next"]
    assert seen == ["Sari Contoh, S.Sos.", "Joko Contoh", "Asep Contoh, S.H."]
    assert after is None


async def test_a_unit_admin_sees_the_own_people(room: Class) -> None:
    await room.enrol("sari", "joko")
    await room.do("joko", "satu", "opened")
    room.clock.advance(days=20)
    await room.measure()
    told = await room.get("/progress", "dewi")
    assert (told["learners"], told["stuck"]) == (1, 1)
    assert of(told, "satu")["opened"] == 0
    assert of(told, "satu")["here"] == 0
    assert [one["name"] for one in (await room.get("/learners", "dewi"))["items"]] == [
        "Sari Contoh, S.Sos."
    ]
    # Asking for what lies beside or above it shows no more.
    for agency, expected in ((ROOT, 1), (DINAS_A, 1), (KECAMATAN, 1), (DINAS_B, 0)):
        told = await room.get("/progress", "dewi", agency=str(agency))
        assert told["learners"] == expected, agency
    assert (await room.get("/progress", agency=str(DINAS_B)))["learners"] == 1
    assert (await room.get("/progress", agency="0" * 32))["learners"] == 0


@pytest.mark.parametrize("path", ["/progress", "/learners"])
async def test_nobody_else_sees_any(room: Class, path: str) -> None:
    await room.enrol("sari")
    for who in ("sari", "joko"):
        answer = await room.clients[who].get(room.taught + path)
        assert answer.status_code == 404, who
    other = await room.clients["budi"].get(f"/api/v1/teaching/courses/tidak-ada{path}")
    assert other.status_code == 404


async def test_a_retired_course_still_tells(room: Class) -> None:
    await room.enrol("sari")
    async with room.app.state.database.transaction() as session:
        await session.execute(update(Course).values(status=CourseStatus.RETIRED))
    assert (await room.get("/progress"))["learners"] == 1


async def test_odd_questions_are_refused(room: Class) -> None:
    for asked in (
        {"days": "0"},
        {"days": "366"},
        {"days": "9" * 30},
        {"agency": "x"},
        {"after": "x"},
        {"after": "WyIyMDI2IiwiMSJd"},
        {"activity": "tidak-ada"},
        {"activity": "a\x00"},
        {"state": "gone"},
        {"q": "a\x00"},
        {"q": "a" * 201},
    ):
        answer = await room.clients["budi"].get(f"{room.taught}/learners", params=asked)
        assert answer.status_code == 422, asked


async def test_it_is_measured_when_somebody_moved_and_not_more_often(room: Class) -> None:
    assert await room.measure() == 0
    await room.enrol("sari")
    assert await room.measure() == 1
    # Fresh enough for now, though somebody moves.
    await room.do("sari", "satu", "opened")
    assert await room.measure() == 0
    assert of(await room.get("/progress"), "satu")["opened"] == 0
    room.clock.advance(hours=1)
    assert await room.measure() == 1
    assert of(await room.get("/progress"), "satu")["opened"] == 1
    # Nobody moves: nothing to do, however much time goes by.
    room.clock.advance(days=3)
    assert await room.measure() == 0


async def test_a_course_that_was_never_measured_is_counted_at_once(room: Class) -> None:
    await room.enrol("sari")
    await room.do("sari", "satu", "opened")
    async with room.app.state.database.transaction() as session:
        await session.execute(delete(CourseFigures))
    assert of(await room.get("/progress"), "satu")["opened"] == 1


async def test_statements_do_not_grow_with_learners(room: Class) -> None:
    async def cost() -> int:
        with counted(room.app) as sent:
            await room.get("/progress")
            await room.get("/learners")
        # Whatever the worker looks after meanwhile is not ours.
        return sum("FROM enrolments" in one and "course_figures" not in one for one in sent)

    await room.enrol("sari")
    await room.measure()
    few = await cost()
    await room.enrol("joko", "asep", "dewi", "rina")
    await room.do("joko", "dua", "opened")
    assert await cost() == few == 3
