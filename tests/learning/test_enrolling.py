"""Enrolling over HTTP: twice is once, and whoever takes a course goes on seeing it."""

import asyncio
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import update

from app.catalogue.models import Course
from app.catalogue.statuses import CourseStatus
from app.identity.models import Role
from app.identity.service import grant_role
from app.kit.invalidation import announce
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.make_course import MadeCourse, make_course

PAGES = ("/kursus/kursus", "/kursus/kursus/satu", "/api/v1/courses/kursus")


@pytest.fixture
async def course(app: FastAPI, cast: Cast, clock: FixedClock) -> MadeCourse:
    async with app.state.database.transaction() as session:
        return await make_course(session, clock(), slug="kursus")


async def test_taps_in_the_same_instant_are_one_enrolment(
    course: MadeCourse, cast: Cast, as_player: SignIn
) -> None:
    sari = await as_player(cast.sari)
    answers = await asyncio.gather(
        *(sari.post("/api/v1/enrolments", json={"course": course.slug}) for _ in range(20))
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1


@pytest.mark.parametrize("change", ["retired", "for others"])
async def test_a_course_begun_stays_in_sight(
    app: FastAPI, course: MadeCourse, cast: Cast, as_player: SignIn, change: str
) -> None:
    sari, dewi = await as_player(cast.sari), await as_player(cast.dewi)
    first = await sari.post("/api/v1/enrolments", json={"course": course.slug})
    async with app.state.database.transaction() as session:
        values = (
            {"status": CourseStatus.RETIRED}
            if change == "retired"
            else {"audience_id": cast.joko.agency_id}
        )
        await session.execute(update(Course).values(**values))
        await announce(session, "course", str(course.id))
    assert [(await sari.get(page)).status_code for page in PAGES] == [200] * 3
    again = await sari.post("/api/v1/enrolments", json={"course": course.slug})
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    assert [(await dewi.get(page)).status_code for page in PAGES] == [404] * 3
    refused = await dewi.post("/api/v1/enrolments", json={"course": course.slug})
    missing = await dewi.post("/api/v1/enrolments", json={"course": "tidak-ada"})
    assert refused.status_code == 404
    assert refused.json() == missing.json()


async def test_a_preview_ends_with_the_role(
    app: FastAPI, course: MadeCourse, cast: Cast, clock: FixedClock, as_player: SignIn
) -> None:
    """The role ends by the clock: nobody announces that."""
    async with app.state.database.transaction() as session:
        await grant_role(
            session,
            person_id=cast.budi.id,
            role=Role.TRAINER,
            course_id=course.id,
            ends_at=clock() + timedelta(hours=1),
            now=clock(),
        )
    budi = await as_player(cast.budi)
    pages = ("/kursus/kursus/satu", "/api/v1/courses/kursus/activities/satu") * 2
    assert [(await budi.get(page)).status_code for page in pages] == [200] * 4
    clock.advance(hours=2)
    assert [(await budi.get(page)).status_code for page in pages] == [409] * 4
