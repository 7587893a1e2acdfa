"""*Uji cepat* whose result staff set: what it spares follows what stands."""

import pytest
from fastapi import FastAPI

from tests.assessment.make_quiz import QUESTIONS, RIGHT, make_quiz
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.gradebook.conftest import Class, opened


@pytest.fixture
async def quick(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Class:
    test = make_quiz(
        "uji-cepat",
        required=False,
        questions=QUESTIONS,
        count=3,
        test_out="course",
        offline="not_allowed",
    )
    room = await opened(app, cast, clock, as_player, test)
    await room.enrol("sari")
    return room


async def lesson(room: Class) -> str:
    answer = await room.sari.get(f"/api/v1/courses/{room.course.slug}")
    [reason] = [
        one["reason"] for one in answer.json()["requirements"]["items"] if one["kind"] == "lesson"
    ]
    return str(reason)


async def test_a_pass_that_staff_set_spares_the_lessons(quick: Class) -> None:
    assert await lesson(quick) == "not-opened"
    await quick.act("sari", "uji-cepat", "override", score=8000)
    assert await lesson(quick) == "exempt"
    quick.clock.advance(minutes=1)
    await quick.act("sari", "uji-cepat", "override", score=1000)
    assert await lesson(quick) == "not-opened"
    quick.clock.advance(minutes=1)
    await quick.act("sari", "uji-cepat", "override", score=9000)
    assert await lesson(quick) == "exempt"
    quick.clock.advance(minutes=1)
    await quick.act("sari", "uji-cepat", "override/withdrawal")
    assert await lesson(quick) == "not-opened"


async def test_a_result_set_below_the_mark_takes_back_what_an_attempt_spared(quick: Class) -> None:
    await quick.take("sari", "uji-cepat", RIGHT)
    assert await lesson(quick) == "exempt"
    await quick.act("sari", "uji-cepat", "override", score=1000)
    assert await lesson(quick) == "not-opened"
    # A pass of their own later changes nothing while the result is set.
    await quick.take("sari", "uji-cepat", RIGHT, chance=2)
    assert await lesson(quick) == "not-opened"
    quick.clock.advance(minutes=1)
    await quick.act("sari", "uji-cepat", "override/withdrawal")
    assert await lesson(quick) == "exempt"
    # What spares nothing goes on sparing nothing.
    await quick.act("sari", "ujian", "override", score=9000)
    assert await lesson(quick) == "exempt"
