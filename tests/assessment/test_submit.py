"""Submitting: the first submit fixes the pins, and exactly these are marked."""

import asyncio
from datetime import timedelta

import pytest

from app.identity.actor import Actor
from app.kit.ids import uuid7
from app.learning.statuses import OutcomeState
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, WRONG
from tests.learning.devices import Device


async def test_it_works(room: QuizRoom, seat: Seat) -> None:
    result = await room.take(seat, RIGHT)
    assert result.answer["attempt"] == {
        "id": str(seat.attempt()),
        "state": "closed",
        "passed": True,
        "score": 10_000,
    }
    view = await room.view(seat)
    assert (view.state, view.score, view.passed, view.late) == ("closed", 10_000, True, 0)
    outcome = await room.outcome(seat)
    assert outcome is not None
    assert (outcome.outcome_state, outcome.score, outcome.pass_mark, outcome.chances_left) == (
        OutcomeState.PASSED,
        10_000,
        7000,
        1,
    )


async def test_partial_credit_adds_up_and_is_not_enough(room: QuizRoom, seat: Seat) -> None:
    responses: dict[str, dict[str, object]] = {
        "bank.satu": {"choice": "b"},
        "bank.dua": {"choices": ["a"]},  # one half
        "bank.empat": {"order": ["c", "b", "a"]},  # one third
    }
    result = await room.take(seat, responses)
    assert result.answer["attempt"]["score"] == 4583  # (1 + 1/2 + 0 + 1/3) ÷ 4, rounded down
    assert result.answer["attempt"]["passed"] is False
    outcome = await room.outcome(seat)
    assert outcome is not None
    assert outcome.outcome_state is OutcomeState.NOT_PASSED


@pytest.mark.parametrize(("pass_mark", "passed"), [(7500, True), (7501, False)])
async def test_the_pass_mark_itself_passes(
    room: QuizRoom, sari: Actor, *, pass_mark: int, passed: bool
) -> None:
    seat = await room.seat(sari, pass_mark=pass_mark)
    result = await room.take(seat, {**RIGHT, "bank.satu": {"choice": "a"}})
    assert result.answer["attempt"]["score"] == 7500
    assert result.answer["attempt"]["passed"] is passed


async def test_what_is_not_pinned_counts_for_nothing(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    saved = dict(
        zip(
            RIGHT,
            await room.push(seat, *(room.answer(seat, q, r) for q, r in RIGHT.items())),
            strict=True,
        )
    )
    del saved["bank.satu"]
    result = await room.one(seat, room.submit(seat, saved))
    assert result.answer["attempt"]["score"] == 7500
    assert (await room.view(seat)).late == 1


async def test_an_older_pinned_version_is_what_counts(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    first = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "b"}))
    newer = room.answer(seat, "bank.satu", {"choice": "a"}, replaces=(str(first.id),))
    await room.push(seat, newer)
    result = await room.one(seat, room.submit(seat, {"bank.satu": first}))
    assert result.answer["attempt"]["score"] == 2500
    read = next(q for q in (await room.view(seat)).questions if q.id == "bank.satu")
    assert read.response == {"choice": "b"}


async def test_the_same_submit_again_answers_the_same(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    saved = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "b"}))
    command = room.submit(seat, {"bank.satu": saved})
    first = await room.one(seat, command)
    duplicate = await room.one(seat, command)
    twin = await room.one(seat, room.submit(seat, {"bank.satu": saved}))
    assert (duplicate.status, duplicate.answer) == ("duplicate", first.answer)
    assert (twin.status, twin.answer) == ("stored", first.answer)


async def test_another_submit_is_refused_and_changes_nothing(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    wrong = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "a"}))
    right = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "b"}))
    await room.push(seat, room.submit(seat, {"bank.satu": wrong}))
    before = await room.view(seat)
    command = room.submit(seat, {"bank.satu": right})
    refused = await room.one(seat, command)
    assert refused.problem is not None
    assert refused.problem.type == "/problems/already-submitted"
    assert await room.view(seat) == before
    again = await room.one(seat, command)
    assert again.status == "rejected"


async def test_answers_after_the_close_are_kept_and_never_count(room: QuizRoom, seat: Seat) -> None:
    await room.take(seat, WRONG)
    before = await room.view(seat)
    late = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "b"}))
    assert late.status == "stored"
    after = await room.view(seat)
    assert after.late == 1
    assert (after.score, after.passed) == (before.score, before.passed)
    assert [q.response for q in after.questions] == [q.response for q in before.questions]


async def test_a_submit_waits_for_its_pinned_answers(room: QuizRoom, seat: Seat) -> None:
    """The submit overtakes an answer of the other device: it closes when that has arrived."""
    await room.start(seat)
    # The hash of an answer is known to its device before it is sent: take it from a twin seat.
    answer = room.answer(seat, "bank.satu", {"choice": "b"})
    pin = (answer["id"], _hash_of(seat, answer))
    result = await room.one(seat, room.submit(seat, {"bank.satu": pin}))
    assert result.answer["attempt"] == {
        "id": str(seat.attempt()),
        "state": "submitted",
        "passed": None,
        "score": None,
    }
    waiting = await room.view(seat)
    assert (waiting.state, waiting.score) == ("submitted", None)
    assert all(q.result is None for q in waiting.questions)
    outcome = await room.outcome(seat)
    assert outcome is not None
    assert outcome.outcome_state is OutcomeState.WAITING
    await room.push(seat, answer)
    closed = await room.view(seat)
    assert (closed.state, closed.score) == ("closed", 2500)


async def test_after_three_days_it_closes_from_what_is_there(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    saved = await room.one(seat, room.answer(seat, "bank.dua", RIGHT["bank.dua"]))
    lost = (str(uuid7()), "0" * 64)
    await room.push(seat, room.submit(seat, {"bank.satu": lost, "bank.dua": saved}))
    room.clock.advance(hours=71)
    assert await room.run_jobs() == 0
    room.clock.advance(hours=2)
    assert await room.run_jobs() == 1
    view = await room.view(seat)
    assert (view.state, view.score) == ("closed", 2500)
    assert view.closed_at is not None
    assert view.submitted_at is not None
    assert view.closed_at - view.submitted_at >= timedelta(hours=72)
    assert await room.run_jobs() == 0


async def test_the_overdue_job_leaves_a_closed_attempt_alone(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    answer = room.answer(seat, "bank.satu", {"choice": "b"})
    await room.push(seat, room.submit(seat, {"bank.satu": (answer["id"], _hash_of(seat, answer))}))
    await room.push(seat, answer)
    before = await room.view(seat)
    room.clock.advance(hours=80)
    assert await room.run_jobs() == 1
    after = await room.view(seat)
    assert after.model_copy(update={"now": before.now}) == before
    room.clock.advance(hours=80)
    assert await room.run_jobs() == 0, "it was done, and is not tried again"


async def test_a_pin_with_another_hash_is_not_that_answer(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    saved = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "b"}))
    result = await room.one(seat, room.submit(seat, {"bank.satu": (str(saved.id), "0" * 64)}))
    assert result.answer["attempt"]["state"] == "closed", "it can never arrive: no waiting"
    assert result.answer["attempt"]["score"] == 0


async def test_a_submit_before_its_start_begins_the_attempt_and_the_start_joins(
    room: QuizRoom, seat: Seat
) -> None:
    start = room.command(seat, "start")
    answer = room.answer(seat, "bank.satu", {"choice": "b"})
    submit = room.submit(seat, {"bank.satu": (answer["id"], _hash_of(seat, answer))})
    await room.push(seat, submit)
    await room.push(seat, answer)
    result = await room.one(seat, start)
    assert result.answer["attempt"]["id"] == str(seat.attempt(1))
    view = await room.view(seat)
    assert (view.state, view.score, view.chances_left) == ("closed", 2500, 1)


async def test_passed_once_is_passed(room: QuizRoom, seat: Seat) -> None:
    await room.take(seat, RIGHT)
    await room.take(seat, WRONG, chance=2)
    outcome = await room.outcome(seat)
    assert outcome is not None
    assert (outcome.outcome_state, outcome.score) == (OutcomeState.PASSED, 10_000)
    assert outcome.chances_left == 0


async def test_an_empty_submit_is_a_submit(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    result = await room.one(seat, room.submit(seat, {}))
    assert result.answer["attempt"]["state"] == "closed"
    assert result.answer["attempt"]["score"] == 0


async def test_another_device_may_hand_in_what_it_pulled(room: QuizRoom, seat: Seat) -> None:
    laptop = Device("laptop-kedua")
    await room.start(seat)
    saved = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "b"}))
    submit = room.submit(seat, {"bank.satu": saved}, device=laptop)
    assert (await room.one(seat, submit, device=laptop)).answer["attempt"]["score"] == 2500


async def test_the_attempt_keeps_the_key_it_was_judged_by(room: QuizRoom, seat: Seat) -> None:
    from app.assessment.models import Attempt

    await room.take(seat, RIGHT)
    async with room.database.reading() as session:
        attempt = await session.get_one(Attempt, seat.attempt())
    assert attempt.keys is not None
    assert attempt.keys["bank.satu"] == {
        "kind": "single_choice",
        "points": 1,
        "key": {"choice": "b"},
    }
    assert attempt.marks is not None
    assert attempt.marks["bank.satu"]["credit"] == "1"
    assert attempt.pass_mark == 7000


def _hash_of(seat: Seat, command: dict[str, object]) -> str:
    """What the device computes: the content hash of its own command."""
    from app.learning.schemas import CommandIn
    from app.learning.sync import content_hash

    return content_hash(seat.device.name, CommandIn.model_validate(command))


async def test_of_two_simultaneous_submits_one_holds(room: QuizRoom, seat: Seat) -> None:
    laptop = Device("laptop-kedua")
    await room.start(seat)
    wrong = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "a"}))
    right = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "b"}))
    results = await asyncio.gather(
        room.one(seat, room.submit(seat, {"bank.satu": wrong})),
        room.one(seat, room.submit(seat, {"bank.satu": right}, device=laptop), device=laptop),
    )
    assert sorted(result.status for result in results) == ["rejected", "stored"]
    held = next(result for result in results if result.status == "stored")
    view = await room.view(seat)
    assert view.score == held.answer["attempt"]["score"]


async def test_an_answer_and_its_submit_may_arrive_in_the_same_instant(
    room: QuizRoom, sari: Actor
) -> None:
    for _ in range(5):
        seat = await room.seat(sari)
        laptop = Device("laptop-kedua")
        await room.start(seat)
        answer = room.answer(seat, "bank.satu", {"choice": "b"})
        pins = {"bank.satu": (answer["id"], _hash_of(seat, answer))}
        submit = room.submit(seat, pins, device=laptop)
        await asyncio.gather(room.push(seat, answer), room.push(seat, submit, device=laptop))
        view = await room.view(seat)
        assert (view.state, view.score) == ("closed", 2500)
