"""A course with two lessons and a quiz, and Sari enrolled in it, in her browser."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from tests.assessment.make_quiz import make_quiz
from tests.cast import Cast
from tests.conftest import FixedClock
from tests.make_course import MadeCourse, make_course

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@dataclass(frozen=True, slots=True)
class School:
    """``sari`` is enrolled, ``joko`` is not; both ask for pages, as browsers do."""

    app: FastAPI
    course: MadeCourse
    sari: AsyncClient
    joko: AsyncClient


@pytest.fixture
async def school(
    app: FastAPI,
    cast: Cast,
    clock: FixedClock,
    as_player: Callable[..., Awaitable[AsyncClient]],
) -> School:
    quiz, private = make_quiz()
    async with app.state.database.transaction() as session:
        course = await make_course(session, clock(), more=[quiz], private={quiz.id: private})
    sari, joko = await as_player(cast.sari), await as_player(cast.joko)
    for browser in (sari, joko):
        browser.headers.update(HTML)
    enrolled = await sari.post(f"/kursus/{course.slug}/ikuti")
    assert enrolled.status_code == 303
    return School(app, course, sari, joko)
