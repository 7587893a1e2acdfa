"""Starting a quiz: one attempt whatever the number of starts."""

import asyncio

from app.assessment.models import Attempt
from app.identity.actor import Actor
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, WRONG
from tests.learning.devices import Device


async def test_it_works(room: QuizRoom, seat: Seat) -> None:
    result = await room.start(seat)
    assert result.status == "stored"
    begun = result.answer["attempt"]
    assert begun["id"] == str(seat.attempt())
    assert begun["link"] == f"/percobaan/{seat.attempt()}"
    assert (begun["deadline"], begun["time_limit_minutes"]) == (None, None)
    view = await room.view(seat)
    assert (view.state, view.chance, view.chances_left) == ("open", 1, 1)
    assert {question.id for question in view.questions} == set(RIGHT)
    assert [question.place for question in view.questions] == [1, 2, 3, 4]
    assert view.pass_mark == 7000
    assert view.link_cover == "/kursus/kuis-1/kuis"


async def test_a_second_start_goes_on_with_the_open_attempt(room: QuizRoom, seat: Seat) -> None:
    first = await room.start(seat)
    again = await room.start(seat, device=Device("laptop-kedua"))
    assert again.answer == first.answer
    assert (await room.view(seat)).chances_left == 1


async def test_simultaneous_starts_give_one_attempt(room: QuizRoom, seat: Seat) -> None:
    devices = [Device(f"perangkat-{n}") for n in range(6)]
    commands = [room.command(seat, "start", device=device) for device in devices]
    results = await asyncio.gather(
        *(room.one(seat, c, device=d) for c, d in zip(commands, devices, strict=True))
    )
    assert {result.status for result in results} == {"stored"}
    assert {result.answer["attempt"]["id"] for result in results} == {str(seat.attempt())}
    assert (await room.view(seat)).chances_left == 1


async def test_the_same_start_again_is_a_duplicate_with_the_same_answer(
    room: QuizRoom, seat: Seat
) -> None:
    command = room.command(seat, "start")
    first = await room.one(seat, command)
    await room.push(seat, room.submit(seat, {}))
    again = await room.one(seat, command)
    assert (again.status, again.answer, again.receipt) == (
        "duplicate",
        first.answer,
        first.receipt,
    )


async def test_after_a_submit_the_next_chance_begins(room: QuizRoom, seat: Seat) -> None:
    await room.take(seat, WRONG)
    second = await room.start(seat)
    assert second.answer["attempt"]["id"] == str(seat.attempt(2))
    assert (await room.view(seat, 2)).chances_left == 0


async def test_no_chances_left(room: QuizRoom, seat: Seat) -> None:
    await room.take(seat, WRONG)
    await room.take(seat, WRONG, chance=2)
    refused = await room.start(seat)
    assert refused.status == "rejected"
    assert refused.problem is not None
    assert refused.problem.type == "/problems/no-chances-left"
    assert "Kesempatan" in refused.problem.detail
    assert "Hubungi" in refused.problem.detail


async def test_chances_may_be_unlimited(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, chances=None)
    for chance in range(1, 5):
        assert (await room.take(seat, WRONG, chance=chance)).status == "stored"
    assert (await room.view(seat, 4)).chances_left is None


async def test_a_device_that_works_ahead_names_the_attempt(room: QuizRoom, seat: Seat) -> None:
    named = room.command(seat, "start", attempt=str(seat.attempt(2)))
    result = await room.one(seat, named)
    assert result.answer["attempt"]["id"] == str(seat.attempt(2))
    unknown = await room.one(seat, room.command(seat, "start", attempt=str(seat.attempt(3))))
    assert unknown.problem is not None
    assert unknown.problem.type == "/problems/attempt-unknown"


async def test_the_order_is_the_same_for_the_same_attempt_and_differs_between(
    room: QuizRoom, sari: Actor
) -> None:
    orders = set()
    for _ in range(8):
        seat = await room.seat(sari)
        await room.start(seat)
        view = await room.view(seat)
        again = await room.view(seat)
        assert [q.html for q in view.questions] == [q.html for q in again.questions]
        orders.add(tuple(q.id for q in view.questions))
    assert len(orders) > 1


async def test_a_draw_asks_only_so_many(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, count=2)
    await room.start(seat)
    asked = {question.id for question in (await room.view(seat)).questions}
    assert len(asked) == 2
    result = await room.take(seat, {q: r for q, r in RIGHT.items() if q in asked})
    assert result.answer["attempt"] == {
        "id": str(seat.attempt()),
        "state": "closed",
        "passed": True,
        "score": 10_000,
    }


async def test_only_a_quiz_can_be_started(room: QuizRoom, sari: Actor) -> None:
    from tests.make_course import make_course

    async with room.database.transaction() as session:
        course = await make_course(session, room.clock(), slug="tanpa-kuis")
    seat = await room.join(sari, course.slug, course.activities["satu"])
    refused = await room.start(seat)
    assert refused.problem is not None
    assert refused.problem.type == "/problems/quiz-not-found"


async def test_an_attempt_keeps_the_publication_it_began_with(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    async with room.database.reading() as session:
        attempt = await session.get_one(Attempt, seat.attempt())
    assert len(attempt.publication_id) == 64
    assert len(attempt.seed) == 32
