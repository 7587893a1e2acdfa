"""Sums kept from closes: exactly once, after changed results too, and equal to counting anew."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.assessment.accepting import accept_late
from app.assessment.events import AttemptJudged
from app.assessment.models import Attempt
from app.assessment.statistics import folding, queries
from app.assessment.statistics.models import (
    AnswerTally,
    AttemptContribution,
    QuestionTally,
    QuizTally,
    Scope,
    StatisticsDue,
)
from app.assessment.statistics.plan import contribution_of
from app.assessment.statistics.tallies import Sums, add, answer_sums, question_sums, quiz_sums
from app.identity.actor import Actor
from app.identity.service import create_person
from app.kit.events import REACTIONS_KEY
from app.kit.ids import uuid7
from app.wiring import reactions
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, WRONG
from tests.cast import DINAS_A

Tables = dict[tuple[str, ...], Sums]


@pytest.fixture(autouse=True)
def wired(room: QuizRoom) -> None:
    """The room's sessions react to a judged attempt as the whole application's do."""
    room.database.info[REACTIONS_KEY] = {AttemptJudged: reactions()[AttemptJudged]}


@pytest.fixture
async def crowd(room: QuizRoom) -> list[Actor]:
    """Six invented learners."""
    async with room.database.transaction() as session:
        people = [
            await create_person(
                session,
                name=f"Peserta Contoh {number}",
                nip=None,
                email=f"peserta-{number}@contoh.example",
                agency_id=DINAS_A,
                now=room.clock(),
            )
            for number in range(6)
        ]
    return [await room.actor(one.id) for one in people]


async def seats_at_one_quiz(room: QuizRoom, crowd: list[Actor], **rules: Any) -> list[Seat]:
    first = await room.seat(crowd[0], slug="bersama", **rules)
    return [first, *[await room.join(one, "bersama", first.activity) for one in crowd[1:]]]


async def stored(room: QuizRoom) -> Tables:
    """Every tally there is."""
    told: Tables = {}
    async with room.database.reading() as session:
        for quiz in (await session.execute(select(QuizTally))).scalars():
            told["quiz", quiz.scope, quiz.layout] = quiz.tally
        for one in (await session.execute(select(QuestionTally))).scalars():
            told["question", one.scope, one.question_id, one.version] = one.tally
        for answer in (await session.execute(select(AnswerTally))).scalars():
            assert answer.count == answer.tally["n"]
            key = ("answer", answer.scope, answer.question_id, answer.version, answer.answer)
            told[key] = answer.tally
    return told


async def recounted(room: QuizRoom, activity: UUID) -> Tables:
    """The same from the attempts alone, without what was kept of them."""
    told: Tables = {}
    async with room.database.reading() as session:
        ids = (await session.execute(select(Attempt.id))).scalars().all()
        found = await queries.standings(session, ids)
        responses = await queries.responses_of(session, found)
        firsts: dict[UUID, int] = {}
        for one in found:
            firsts[one.enrolment_id] = min(one.chance, firsts.get(one.enrolment_id, 99))
        for one in found:
            plan = await folding.plan_at(session, one.publication_id, activity)
            told_by = contribution_of(
                plan,
                one.asked,
                one.marks,
                responses.get(one.attempt_id, {}),
                score=one.score,
                passed=one.passed,
            )
            scopes = [Scope.ALL, *([Scope.FIRST] if firsts[one.enrolment_id] == one.chance else [])]
            for scope in scopes:
                add(told.setdefault(("quiz", scope, told_by.layout), {}), quiz_sums(told_by))
                for asked in told_by.questions:
                    key = (scope, asked.question, asked.version)
                    add(told.setdefault(("question", *key), {}), question_sums(told_by, asked))
                    for answer, sums in answer_sums(told_by, asked):
                        add(told.setdefault(("answer", *key, answer), {}), sums)
    return told


async def due(room: QuizRoom) -> int:
    async with room.database.reading() as session:
        return (await session.execute(select(func.count()).select_from(StatisticsDue))).scalar_one()


async def test_it_works(room: QuizRoom, crowd: list[Actor]) -> None:
    seats = await seats_at_one_quiz(room, crowd)
    for place, seat in enumerate(seats):
        await room.take(seat, RIGHT if place % 2 else {**RIGHT, **WRONG})
    assert await due(room) == 6
    assert await stored(room) == {}, "a close writes a due row and no sum"
    assert await folding.fold_due(room.database, room.clock()) == 6
    told = await stored(room)
    assert told == await recounted(room, seats[0].activity)
    (quiz,) = [tally for key, tally in told.items() if key[:2] == ("quiz", "all")]
    assert (quiz["n"], quiz["passed"]) == (6, 3)
    answers = {
        key[-1]: tally for key, tally in told.items() if key[:3] == ("answer", "all", "bank.satu")
    }
    assert {answer: tally["n"] for answer, tally in answers.items()} == {"a": 3, "b": 3}
    # Nothing is due any more, and nothing happens.
    assert await folding.fold_due(room.database, room.clock()) == 0
    assert await stored(room) == told


async def test_the_first_attempt_of_each_enrolment_has_a_scope_of_its_own(
    room: QuizRoom, seat: Seat
) -> None:
    await room.take(seat, WRONG)
    await folding.fold_due(room.database, room.clock())
    await room.take(seat, RIGHT, chance=2)
    await folding.fold_due(room.database, room.clock())
    told = await stored(room)
    assert told == await recounted(room, seat.activity)
    counts = {key[1]: tally["n"] for key, tally in told.items() if key[0] == "quiz"}
    assert counts == {"all": 2, "first": 1}
    passed = {key[1]: tally.get("passed", 0) for key, tally in told.items() if key[0] == "quiz"}
    assert passed == {"all": 1, "first": 0}


async def test_a_first_attempt_that_closes_after_the_second_takes_its_place(
    room: QuizRoom, seat: Seat
) -> None:
    await room.take(seat, WRONG)
    await room.take(seat, RIGHT, chance=2)
    async with room.database.transaction() as session:
        early = (
            await session.execute(
                select(StatisticsDue).where(StatisticsDue.attempt_id == seat.attempt(1))
            )
        ).scalar_one()
        await session.delete(early)
    await folding.fold_due(room.database, room.clock())
    firsts = {key: t for key, t in (await stored(room)).items() if key[:2] == ("quiz", "first")}
    assert [tally["passed"] for tally in firsts.values()] == [1]
    async with room.database.transaction() as session:
        row = {"id": uuid7(), "activity_id": seat.activity, "attempt_id": seat.attempt(1)}
        await queries.add_due(session, row)
    await folding.fold_due(room.database, room.clock())
    assert await stored(room) == await recounted(room, seat.activity)
    async with room.database.reading() as session:
        firsts_now = (
            await session.execute(
                select(AttemptContribution.attempt_id).where(AttemptContribution.is_first)
            )
        ).scalars()
        assert list(firsts_now) == [seat.attempt(1)]


async def test_a_changed_result_takes_the_old_one_away(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, time_limit_minutes=30)
    await room.start(seat)
    room.clock.advance(minutes=50)
    late = await room.push(seat, *(room.answer(seat, q, RIGHT[q]) for q in RIGHT))
    await room.one(seat, room.submit(seat, dict(zip(RIGHT, late, strict=True))))
    await folding.fold_due(room.database, room.clock())
    before = await stored(room)
    assert before == await recounted(room, seat.activity)
    assert [t.get("score:0") for k, t in before.items() if k[:2] == ("quiz", "all")] == [1]
    rina = await room.actor(room.cast.rina.id)
    async with room.database.transaction() as session:
        await accept_late(
            session, rina, seat.attempt(), reason="Listrik padam (rekaan)", now=room.clock()
        )
    await folding.fold_due(room.database, room.clock())
    told = await stored(room)
    assert told == await recounted(room, seat.activity) != before
    assert [t["score:10000"] for k, t in told.items() if k[:2] == ("quiz", "all")] == [1]
    # Blank answers have become right ones; no row of theirs is left behind.
    assert not [key for key in told if key[0] == "answer" and key[-1] == ""]


async def test_the_same_attempt_due_twice_counts_once(room: QuizRoom, seat: Seat) -> None:
    await room.take(seat, RIGHT)
    for _ in range(3):
        async with room.database.transaction() as session:
            row = {"id": uuid7(), "activity_id": seat.activity, "attempt_id": seat.attempt()}
            await queries.add_due(session, row)
    assert await folding.fold_due(room.database, room.clock()) == 4
    assert await stored(room) == await recounted(room, seat.activity)


async def test_batches_make_no_difference(
    room: QuizRoom, crowd: list[Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "BATCH", 2)
    seats = await seats_at_one_quiz(room, crowd, count=2)
    for place, seat in enumerate(seats):
        await room.take(seat, _asked(await _view(room, seat), RIGHT if place % 3 else WRONG))
    assert await folding.fold_due(room.database, room.clock()) == 6
    assert await stored(room) == await recounted(room, seats[0].activity)


async def _view(room: QuizRoom, seat: Seat) -> list[str]:
    await room.start(seat)
    return [one.id for one in (await room.view(seat)).questions]


def _asked(questions: list[str], responses: Mapping[str, Any]) -> dict[str, Any]:
    return {question: responses[question] for question in questions}


async def test_a_rebuild_comes_to_the_same(room: QuizRoom, crowd: list[Actor]) -> None:
    seats = await seats_at_one_quiz(room, crowd)
    for place, seat in enumerate(seats):
        await room.take(seat, WRONG if place % 2 else RIGHT)
        await room.take(seat, RIGHT, chance=2)
    await folding.fold_due(room.database, room.clock())
    told = await stored(room)
    async with room.database.transaction() as session:
        spoiled = (await session.execute(select(QuizTally))).scalars().first()
        assert spoiled is not None
        spoiled.tally = {"n": 99}
    assert await folding.rebuild(room.database, room.clock()) == (1, 12)
    assert await stored(room) == told == await recounted(room, seats[0].activity)


async def test_a_rush_of_closes_waits_for_nothing(room: QuizRoom, crowd: list[Actor]) -> None:
    """While one process folds, everybody closes; what is folded in between counts once."""
    seats = await seats_at_one_quiz(room, crowd)
    stop = asyncio.Event()

    async def folder() -> None:
        while not stop.is_set():
            await folding.fold_due(room.database, room.clock())
            await asyncio.sleep(0.01)

    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        for _ in range(2):
            tasks.create_task(folder())
        try:
            await asyncio.gather(*(room.take(seat, RIGHT) for seat in seats))
        finally:
            stop.set()
    await folding.fold_due(room.database, room.clock())
    assert await due(room) == 0
    assert await stored(room) == await recounted(room, seats[0].activity)


async def test_a_close_does_not_wait_for_a_fold(room: QuizRoom, crowd: list[Actor]) -> None:
    if room.database.is_sqlite:
        pytest.skip("SQLite has one writer; a fold there is a batch of milliseconds")
    seats = await seats_at_one_quiz(room, crowd)
    await room.take(seats[0], RIGHT)
    await folding.fold_due(room.database, room.clock())
    await room.take(seats[2], RIGHT)
    async with room.database.transaction() as session:
        assert await folding.fold(session, seats[0].activity, room.clock()) == 1
        # Another process finds the lock taken and goes on; a learner's close waits for nothing.
        async with room.database.transaction() as other:
            assert await folding.fold(other, seats[0].activity, room.clock()) == 0
        async with asyncio.timeout(5):
            await room.take(seats[1], RIGHT)
    assert await folding.fold_due(room.database, room.clock() + timedelta(seconds=5)) == 1
    assert await stored(room) == await recounted(room, seats[0].activity)
