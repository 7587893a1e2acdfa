"""Foreign attempts, forged ids and replays: refused or without effect."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from app.assessment.models import AnswerVersion, Attempt
from app.identity.actor import Actor
from app.kit.ids import uuid7
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, WRONG
from tests.learning.devices import Device


async def test_nobody_answers_in_anothers_attempt(room: QuizRoom, seat: Seat, joko: Actor) -> None:
    await room.start(seat)
    mine = await room.join(joko, "kuis-1", seat.activity)
    thief = Device("perangkat-joko")
    # Joko's own enrolment with Sari's attempt; then Sari's enrolment as well.
    foreign = room.answer(mine, "bank.satu", {"choice": "a"}, device=thief)
    foreign["payload"]["attempt"] = str(seat.attempt())
    stolen = room.answer(seat, "bank.satu", {"choice": "a"}, device=thief)
    start = room.command(mine, "start", device=thief, attempt=str(seat.attempt()))
    flag = room.command(
        mine, "flag", device=thief, attempt=str(seat.attempt()), question="bank.satu", flagged=1
    )
    submit = room.submit(mine, {}, device=thief)
    submit["payload"]["attempt"] = str(seat.attempt())
    results = await room.push(mine, foreign, stolen, start, flag, submit, device=thief)
    assert [r.problem and r.problem.type for r in results] == [
        "/problems/attempt-unknown",
        "/problems/enrolment-unknown",
        "/problems/attempt-unknown",
        "/problems/attempt-unknown",
        "/problems/attempt-unknown",
    ]
    view = await room.view(seat)
    assert view.state == "open"
    assert all(q.response is None and not q.flagged for q in view.questions)


async def test_one_persons_command_id_says_nothing_about_anothers(
    room: QuizRoom, seat: Seat, joko: Actor
) -> None:
    """Pins name commands of the same person: another's right answer is not there to be pinned."""
    theirs = await room.join(joko, "kuis-1", seat.activity)
    await room.start(theirs)
    right = await room.one(theirs, room.answer(theirs, "bank.satu", {"choice": "b"}))
    await room.start(seat)
    result = await room.one(seat, room.submit(seat, {"bank.satu": right}))
    assert result.answer["attempt"]["state"] == "submitted"
    room.clock.advance(hours=73)
    await room.run_jobs()
    assert (await room.view(seat)).score == 0


async def test_pins_cannot_reach_into_another_attempt_or_question(
    room: QuizRoom, seat: Seat
) -> None:
    await room.start(seat)
    first = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "b"}))
    await room.push(seat, room.submit(seat, {"bank.satu": first}))
    await room.start(seat)
    again = await room.one(
        seat, room.submit(seat, {"bank.satu": first, "bank.dua": first}, chance=2)
    )
    assert again.answer["attempt"]["state"] == "closed"
    assert again.answer["attempt"]["score"] == 0


async def test_an_attempt_of_one_quiz_is_none_of_another(
    room: QuizRoom, seat: Seat, sari: Actor
) -> None:
    other = await room.seat(sari)
    await room.start(seat)
    crossed = room.answer(other, "bank.satu", {"choice": "b"})
    crossed["payload"]["attempt"] = str(seat.attempt())
    refused = await room.one(other, crossed)
    assert refused.problem is not None
    assert refused.problem.type == "/problems/attempt-unknown"


async def test_forged_ids_are_refused(room: QuizRoom, seat: Seat) -> None:
    forged = room.answer(seat, "bank.satu", {"choice": "b"})
    forged["payload"]["attempt"] = str(uuid7())
    refused = await room.one(seat, forged)
    assert refused.problem is not None
    assert refused.problem.type == "/problems/attempt-unknown"


async def test_a_command_id_reused_for_another_answer_changes_nothing(
    room: QuizRoom, seat: Seat
) -> None:
    await room.start(seat)
    first = room.answer(seat, "bank.satu", {"choice": "a"})
    await room.push(seat, first)
    other = room.answer(seat, "bank.satu", {"choice": "b"}) | {"id": first["id"]}
    refused = await room.one(seat, other)
    assert refused.problem is not None
    assert refused.problem.type == "/problems/id-reused"
    read = next(q for q in (await room.view(seat)).questions if q.id == "bank.satu")
    assert read.response == {"choice": "a"}


async def test_replays_store_nothing_twice(room: QuizRoom, seat: Seat) -> None:
    batch = [
        room.command(seat, "start"),
        *(room.answer(seat, q, r) for q, r in RIGHT.items()),
    ]
    first = await room.push(seat, *batch)
    for _ in range(3):
        again = await room.push(seat, *batch)
        assert {r.status for r in again} == {"duplicate"}
        assert [r.receipt for r in again] == [r.receipt for r in first]
    async with room.database.reading() as session:
        assert (await session.execute(select(func.count(AnswerVersion.command_id)))).scalar() == 4


async def test_rings_of_replaced_versions_leave_one_answer(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    ids = [str(uuid7()), str(uuid7())]
    ring = [
        room.answer(seat, "bank.satu", {"choice": "a"}, replaces=(ids[1],)) | {"id": ids[0]},
        room.answer(seat, "bank.satu", {"choice": "c"}, replaces=(ids[0],)) | {"id": ids[1]},
    ]
    await room.push(seat, *ring)
    read = next(q for q in (await room.view(seat)).questions if q.id == "bank.satu")
    assert read.response == {"choice": "c"}


async def test_a_closed_attempt_cannot_change(room: QuizRoom, seat: Seat) -> None:
    await room.take(seat, WRONG)
    with pytest.raises(DBAPIError):
        async with room.database.transaction() as session:
            await session.execute(
                update(Attempt).where(Attempt.id == seat.attempt()).values(score=10_000)
            )
    assert (await room.view(seat)).score == 0


@pytest.mark.parametrize(
    "payload",
    [
        {"answers": {"bank.satu": {"command": "x", "sha256": "0" * 64}}},
        {"answers": {"bank.satu": {"command": str(uuid7()), "sha256": "0"}}},
        {"answers": {"<script>": {"command": str(uuid7()), "sha256": "0" * 64}}},
        {"answers": []},
        {"answers": {}, "score": 10_000},
        {},
    ],
)
async def test_malformed_submits_are_refused(
    room: QuizRoom, seat: Seat, payload: dict[str, object]
) -> None:
    await room.start(seat)
    command = room.command(seat, "submit", attempt=str(seat.attempt()))
    command["payload"] |= payload
    refused = await room.one(seat, command)
    assert refused.status == "rejected"
    assert (await room.view(seat)).state == "open"


async def test_a_submit_that_names_an_unknown_question_is_refused(
    room: QuizRoom, seat: Seat
) -> None:
    await room.start(seat)
    refused = await room.one(seat, room.submit(seat, {"bank.lima": (str(uuid7()), "0" * 64)}))
    assert refused.problem is not None
    assert refused.problem.type == "/problems/question-unknown"
    assert (await room.view(seat)).state == "open"
