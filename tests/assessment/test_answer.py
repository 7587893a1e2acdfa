"""Answers: every version is kept, the register says which is in force, misfits are refused."""

from typing import Any

import pytest

from app.identity.actor import Actor
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT
from tests.learning.devices import Device


async def test_it_works(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    result = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "a"}))
    assert result.status == "stored"
    view = await room.view(seat)
    read = next(q for q in view.questions if q.id == "bank.satu")
    assert read.response == {"choice": "a"}
    assert (str(read.command), read.sha256, read.receipt) == (
        result.id,
        result.sha256,
        result.receipt,
    )
    assert read.saved_at == room.clock()
    assert [str(head) for head in read.heads] == [result.id]
    assert 'value="a" checked' in read.html
    assert read.result is None


async def test_a_new_version_replaces_the_one_it_names(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    first = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "a"}))
    second = room.answer(seat, "bank.satu", {"choice": "c"}, replaces=(str(first.id),))
    await room.push(seat, second)
    read = next(q for q in (await room.view(seat)).questions if q.id == "bank.satu")
    assert read.response == {"choice": "c"}
    assert [str(head) for head in read.heads] == [second["id"]]


async def test_a_stale_tab_touches_only_what_it_answered(room: QuizRoom, seat: Seat) -> None:
    stale = Device("tab-basi-12")
    await room.start(seat)
    await room.push(seat, *(room.answer(seat, q, r) for q, r in RIGHT.items()))
    late = room.answer(seat, "bank.satu", {"choice": "a"}, device=stale)
    await room.push(seat, late, device=stale)
    responses = {q.id: q.response for q in (await room.view(seat)).questions}
    assert responses.pop("bank.satu") in ({"choice": "a"}, {"choice": "b"})
    assert responses == {q: r for q, r in RIGHT.items() if q != "bank.satu"}


async def test_an_answer_may_come_before_its_start(room: QuizRoom, seat: Seat) -> None:
    early = await room.one(seat, room.answer(seat, "bank.satu", {"choice": "b"}))
    assert early.status == "stored"
    await room.start(seat)
    read = next(q for q in (await room.view(seat)).questions if q.id == "bank.satu")
    assert read.response == {"choice": "b"}


async def test_an_answer_may_belong_to_any_chance_there_can_be(
    room: QuizRoom, seat: Seat, sari: Actor
) -> None:
    ahead = room.answer(seat, "bank.satu", {"choice": "b"}, chance=2)
    beyond = room.answer(seat, "bank.satu", {"choice": "b"}, chance=3)
    results = await room.push(seat, ahead, beyond)
    assert [result.status for result in results] == ["stored", "rejected"]
    assert results[1].problem is not None
    assert results[1].problem.type == "/problems/attempt-unknown"
    unlimited = await room.seat(sari, chances=None)
    far = room.answer(unlimited, "bank.satu", {"choice": "b"}, chance=60)
    assert (await room.one(unlimited, far)).status == "stored"


@pytest.mark.parametrize("question", ["bank.lima", "lain.satu"])
async def test_a_question_the_quiz_does_not_have(room: QuizRoom, seat: Seat, question: str) -> None:
    await room.start(seat)
    refused = await room.one(seat, room.answer(seat, question, {"choice": "b"}))
    assert refused.problem is not None
    assert refused.problem.type == "/problems/question-unknown"


@pytest.mark.parametrize(
    "response",
    [{}, {"choice": "z"}, {"choice": 1}, {"choice": ["b"]}, {"text": "b"}, {"choice": "b", "x": 1}],
)
async def test_a_response_that_does_not_fit(
    room: QuizRoom, seat: Seat, response: dict[str, object]
) -> None:
    await room.start(seat)
    refused, kept = await room.push(
        seat,
        room.answer(seat, "bank.satu", response),
        room.answer(seat, "bank.tiga", {"text": "91"}),
    )
    assert refused.problem is not None
    assert refused.problem.type == "/problems/response-invalid"
    assert "tidak disimpan" in refused.problem.detail
    assert kept.status == "stored", "a bad one never spoils its neighbours"


async def test_refusals_speak_the_learners_language(room: QuizRoom, seat: Seat) -> None:
    import dataclasses

    english = dataclasses.replace(seat.actor, language="en")
    refused = await room.one(seat, room.answer(seat, "bank.satu", {}), actor=english)
    assert refused.problem is not None
    assert refused.problem.detail.startswith("This answer does not fit")


async def test_flags_keep_the_last_by_clock(room: QuizRoom, seat: Seat) -> None:
    await room.start(seat)
    about: dict[str, Any] = {"attempt": str(seat.attempt()), "question": "bank.satu"}
    on = room.command(seat, "flag", **about, flagged=1)
    off = room.command(seat, "flag", **about, flagged=0)
    await room.push(seat, off)
    await room.push(seat, on)
    assert not any(q.flagged for q in (await room.view(seat)).questions)
    await room.push(seat, room.command(seat, "flag", **about, flagged=1))
    assert [q.id for q in (await room.view(seat)).questions if q.flagged] == ["bank.satu"]


@pytest.mark.parametrize("flagged", [2, -1, True, "1", None])
async def test_a_flag_is_nought_or_one(room: QuizRoom, seat: Seat, flagged: object) -> None:
    about: dict[str, Any] = {"attempt": str(seat.attempt()), "question": "bank.satu"}
    refused = await room.one(seat, room.command(seat, "flag", **about, flagged=flagged))
    assert refused.status == "rejected"
