"""Attacks on windows, permits, chances and reviews: refused or without effect, and visible."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.assessment.models import Accommodation, Attempt, QuizSchedule
from app.assessment.permits import permits_for
from app.assessment.quiz import Review
from app.assessment.scheduling import schedule_id
from app.assessment.schemas import PermitsRead
from app.assessment.service import quiz_standing
from app.identity.actor import Actor
from app.kit.ids import uuid7
from app.learning.models import Enrolment
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, WRONG
from tests.cast import DINAS_A

HOUR = timedelta(hours=1)


async def course_of(room: QuizRoom, seat: Seat) -> UUID:
    async with room.database.reading() as session:
        return (await session.get_one(Enrolment, seat.enrolment)).course_id


async def scheduled(
    room: QuizRoom,
    seat: Seat,
    opens: float | None,
    closes: float | None,
    agency: UUID | None = None,
) -> None:
    """A window by hours from now."""
    now, course = room.clock(), await course_of(room, seat)
    async with room.database.transaction() as session:
        await session.merge(
            QuizSchedule(
                id=schedule_id(course, seat.activity, agency),
                course_id=course,
                activity_id=seat.activity,
                agency_id=agency,
                opens_at=None if opens is None else now + opens * HOUR,
                closes_at=None if closes is None else now + closes * HOUR,
                changed_by=room.cast.budi.id,
                changed_at=now,
            )
        )


async def granted(room: QuizRoom, seat: Seat, person: UUID, *, chances: int, time: int) -> None:
    course = await course_of(room, seat)
    async with room.database.transaction() as session:
        session.add(
            Accommodation(
                id=uuid7(),
                person_id=person,
                course_id=course,
                activity_id=seat.activity,
                extra_time_percent=time,
                extra_chances=chances,
                reason="Contoh.",
                granted_by=room.cast.budi.id,
                granted_at=room.clock(),
            )
        )


async def attempt_at(room: QuizRoom, seat: Seat, chance: int = 1) -> Attempt | None:
    async with room.database.reading() as session:
        return await session.get(Attempt, seat.attempt(chance))


async def permits(room: QuizRoom, seat: Seat) -> PermitsRead:
    async with room.database.transaction() as session:
        return await permits_for(session, seat.actor, "kuis-1", room.clock())


@pytest.mark.parametrize(
    ("opens", "closes", "problem"),
    [
        (1, 2, "/problems/quiz-not-open"),
        (-2, -1, "/problems/quiz-over"),
        (1, None, "/problems/quiz-not-open"),
        (None, -1, "/problems/quiz-over"),
    ],
)
async def test_nobody_starts_outside_the_window(
    room: QuizRoom, seat: Seat, opens: float | None, closes: float | None, problem: str
) -> None:
    await scheduled(room, seat, opens, closes)
    named = room.command(seat, "start", attempt=str(seat.attempt()))
    for result in (await room.start(seat), await room.one(seat, named)):
        assert result.problem is not None
        assert result.problem.type == problem
    assert await attempt_at(room, seat) is None


async def test_a_submit_before_the_window_begins_nothing(room: QuizRoom, seat: Seat) -> None:
    await scheduled(room, seat, 1, 2)
    result = await room.one(seat, room.submit(seat, {}))
    assert result.problem is not None
    assert result.problem.type == "/problems/quiz-not-open"
    assert await attempt_at(room, seat) is None


async def test_a_submit_after_the_window_is_kept_and_counts_nothing(
    room: QuizRoom, seat: Seat
) -> None:
    answers = [room.answer(seat, q, r) for q, r in RIGHT.items()]
    saved = dict(zip(RIGHT, await room.push(seat, *answers), strict=True))
    await scheduled(room, seat, -2, -1)
    await room.one(seat, room.submit(seat, saved))
    assert (await room.view(seat)).state == "submitted"
    # A start that comes after the window joins it and does not save it.
    await room.start(seat)
    view = await room.view(seat)
    assert (view.state, view.score, view.passed) == ("closed", 0, False)
    assert view.judgement is not None
    assert view.judgement.reason == "outside-window"


async def test_the_window_ends_what_runs(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, offline="not_allowed", grace_minutes=5)
    await scheduled(room, seat, -1, 1)
    await room.start(seat)
    assert (await room.view(seat)).deadline == room.clock() + HOUR
    first = await room.push(seat, *[room.answer(seat, q, r) for q, r in WRONG.items()])
    room.clock.advance(minutes=66)
    saved = dict(zip(WRONG, first, strict=True))
    late = [room.answer(seat, q, r, replaces=(str(saved[q].id),)) for q, r in RIGHT.items()]
    pins = dict(zip(RIGHT, await room.push(seat, *late), strict=True))
    await room.one(seat, room.submit(seat, pins))
    view = await room.view(seat)
    assert (view.score, view.passed) == (0, False), "only what was in time counts"
    assert view.judgement is not None
    assert view.judgement.reason == "window-closed"


async def test_a_longer_limit_never_outlasts_the_window(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, time_limit_minutes=40, offline="not_allowed")
    await granted(room, seat, sari.person_id, chances=0, time=50)
    await room.start(seat)
    assert (await room.view(seat)).deadline == room.clock() + HOUR
    await scheduled(room, seat, None, 0.5)
    other = await room.seat(sari, time_limit_minutes=40, offline="not_allowed")
    await scheduled(room, other, None, 0.5)
    await room.start(other)
    assert (await room.view(other)).deadline == room.clock() + HOUR / 2


async def test_permits_are_for_the_window_alone(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, count=3)
    await scheduled(room, seat, 1, 3)
    before = await permits(room, seat)
    assert before.permits == []
    assert [one.reason for one in before.refused] == ["not-open-yet"]
    room.clock.advance(hours=2)
    [first, second] = (await permits(room, seat)).permits
    assert {first.expires_at, second.expires_at} == {room.clock() + HOUR}
    room.clock.advance(hours=2)
    after = await permits(room, seat)
    assert [one.reason for one in after.refused] == ["window-closed"]
    # The permit kept from within the window opens nothing after it, even under a forged clock.
    honest = room.command(seat, "start", attempt=str(first.attempt), permit=first.token)
    refused = await room.one(seat, honest)
    assert refused.problem is not None
    assert refused.problem.type == "/problems/quiz-over"
    forged = room.command(seat, "start", attempt=str(first.attempt), permit=first.token)
    forged["occurred_at"] = (first.expires_at - HOUR / 2).isoformat()
    await room.one(seat, forged)
    answers = [room.answer(seat, q, r) for q, r in RIGHT.items()]
    saved = dict(zip(RIGHT, await room.push(seat, *answers), strict=True))
    asked = {one.question for one in first.asked}
    pins = {q: result for q, result in saved.items() if q in asked}
    await room.one(seat, room.submit(seat, pins))
    view = await room.view(seat)
    assert (view.state, view.score, view.passed) == ("closed", 0, False)


async def test_chances_of_others_are_not_mine(room: QuizRoom, sari: Actor, joko: Actor) -> None:
    seat = await room.seat(sari, chances=1)
    his = await room.join(joko, "kuis-1", seat.activity)
    await granted(room, seat, joko.person_id, chances=2, time=100)
    for own, allowed in ((seat, False), (his, True)):
        await room.take(own, WRONG)
        again = await room.start(own)
        assert (again.problem is None) is allowed
        forged = room.command(own, "start", attempt=str(own.attempt(4)))
        result = await room.one(own, forged)
        assert result.problem is not None
        assert result.problem.type == "/problems/attempt-unknown"
    async with room.database.reading() as session:
        hers = await quiz_standing(session, sari, seat.enrolment, seat.activity, room.clock())
        theirs = await quiz_standing(session, joko, his.enrolment, his.activity, room.clock())
    assert (hers.chances, hers.extra_chances, hers.chances_left) == (1, 0, 0)
    assert (theirs.chances, theirs.extra_chances, theirs.chances_left) == (3, 2, 1)


async def test_a_test_out_cannot_be_begun_without_a_network(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(
        sari, lessons=("satu",), required=False, count=3, offline="not_allowed", test_out="course"
    )
    told = await permits(room, seat)
    assert told.permits == []
    assert [one.reason for one in told.refused] == ["not-allowed"]


def review(explanations: str) -> Review:
    return Review.model_validate(
        {"answers": "after_close", "marks": "after_pass", "explanations": explanations}
    )


async def test_answers_marks_and_explanations_are_shown_apart(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, review=review("never"))
    await room.take(seat, WRONG)
    first = await room.view(seat)
    assert (first.score, first.gone_through, first.marks_shown) == (0, True, False)
    assert all(q.result and q.result.answer and q.result.correct is None for q in first.questions)
    assert all(q.result and q.result.score is None for q in first.questions)
    await room.take(seat, RIGHT, chance=2)
    second = await room.view(seat, 2)
    assert all(q.result and q.result.correct for q in second.questions)
    assert all(q.result and q.result.key is None for q in second.questions)


async def test_hidden_answers_are_nowhere(room: QuizRoom, sari: Actor) -> None:
    hidden = Review(answers="never", marks="never", explanations="never")
    seat = await room.seat(sari, review=hidden)
    await room.take(seat, RIGHT)
    view = await room.view(seat)
    assert (view.score, view.passed, view.gone_through) == (10_000, True, False)
    assert all(q.response is None and q.result and q.result.answer is None for q in view.questions)
    assert "checked" not in "".join(q.html for q in view.questions)


async def test_explanations_wait_for_the_last_window(room: QuizRoom, sari: Actor) -> None:
    after = Review(answers="after_close", marks="after_window", explanations="after_window")
    seat = await room.seat(sari, review=after)

    async def shown() -> bool:
        view = await room.view(seat)
        return all(q.result is not None and q.result.key is not None for q in view.questions)

    await room.take(seat, RIGHT)
    assert not await shown(), "without a window that ends nothing is shown"
    await scheduled(room, seat, None, 1)
    await scheduled(room, seat, None, 3, DINAS_A)
    room.clock.advance(hours=2)
    assert not await shown(), "others still answer the same questions"
    room.clock.advance(minutes=63)
    assert await shown()


async def test_a_running_attempt_gains_by_a_change_and_loses_nothing(
    room: QuizRoom, sari: Actor
) -> None:
    from app.assessment.allowed import prolong_running

    seat = await room.seat(sari, time_limit_minutes=60, offline="not_allowed")
    await scheduled(room, seat, None, 0.5)
    await room.start(seat)

    async def deadline_after(closes: float | None) -> datetime | None:
        await scheduled(room, seat, None, closes)
        async with room.database.transaction() as session:
            await prolong_running(session, await course_of(room, seat), activity_id=seat.activity)
        return (await room.view(seat)).deadline

    now = room.clock()
    assert await deadline_after(0.75) == now + HOUR * 0.75
    assert await deadline_after(0.25) == now + HOUR * 0.75
    assert await deadline_after(None) == now + HOUR
