"""*Uji cepat*: what a pass spares, and what becomes of it when the pass does not stand."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from app.assessment.models import Attempt, RulingCause
from app.assessment.quizzes import quiz_at
from app.assessment.ruling import rule
from app.identity.actor import Actor
from app.kit.ids import uuid7
from app.learning.completion import Reason
from app.learning.models import Enrolment
from app.learning.service import adopt_newest, exempt, judged_requirements, withdraw_exemption
from app.learning.statuses import EnrolmentStatus, ExemptionCause
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, WRONG, make_quiz
from tests.make_course import lesson, make_course

TEST_OUT: dict[str, Any] = {"required": False, "count": 3, "offline": "not_allowed"}


async def reasons(room: QuizRoom, seat: Seat) -> Sequence[Reason]:
    async with room.database.reading() as session:
        enrolment = await session.get_one(Enrolment, seat.enrolment)
        return [one.reason for one in await judged_requirements(session, enrolment)]


async def status(room: QuizRoom, seat: Seat) -> EnrolmentStatus:
    async with room.database.reading() as session:
        return (await session.get_one(Enrolment, seat.enrolment)).status


async def answered(room: QuizRoom, seat: Seat, chance: int = 1, *, right: bool = True) -> None:
    """Takes the attempt, answering what it asks."""
    await room.start(seat)
    async with room.database.reading() as session:
        attempt = await session.get_one(Attempt, seat.attempt(chance))
    asked = [one["question"] for one in attempt.asked]
    source = RIGHT if right else WRONG
    commands = [room.answer(seat, one, source[one], chance=chance) for one in asked]
    saved = dict(zip(asked, await room.push(seat, *commands), strict=True))
    result = await room.one(seat, room.submit(seat, saved, chance=chance))
    assert result.answer["attempt"]["passed"] is right


async def ruled(room: QuizRoom, seat: Seat, *, passed: bool, chance: int = 1) -> None:
    """A regrade gives the attempt another result."""
    async with room.database.transaction() as session:
        attempt = await session.get_one(Attempt, seat.attempt(chance))
        quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
        assert quiz is not None
        await rule(
            session,
            attempt,
            quiz,
            cause=RulingCause.REGRADED,
            by=room.cast.rina.id,
            reason="Kunci diperbaiki (contoh).",
            marks=attempt.marks or {},
            score=10_000 if passed else 0,
            passed=passed,
            now=room.clock(),
        )


async def test_a_pass_exempts_the_lessons_of_the_course(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, lessons=("satu", "dua"), test_out="course", **TEST_OUT)
    assert await reasons(room, seat) == [Reason.NOT_OPENED, Reason.NOT_OPENED]
    await answered(room, seat)
    assert await reasons(room, seat) == [Reason.EXEMPT, Reason.EXEMPT]
    assert await status(room, seat) is EnrolmentStatus.COMPLETED


async def test_what_is_marked_stays_required(room: QuizRoom, sari: Actor) -> None:
    other, _ = make_quiz("ujian")
    seat = await room.seat(sari, lessons=("satu",), more=[other], test_out="course", **TEST_OUT)
    await answered(room, seat)
    assert await reasons(room, seat) == [Reason.EXEMPT, Reason.NOT_ATTEMPTED]
    assert await status(room, seat) is EnrolmentStatus.ACTIVE


async def test_only_the_modules_named_are_spared(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, lessons=("satu",), test_out=("modul-lain",), **TEST_OUT)
    await answered(room, seat)
    assert await reasons(room, seat) == [Reason.NOT_OPENED]
    here = await room.seat(sari, lessons=("satu",), test_out=("modul",), **TEST_OUT)
    await answered(room, here)
    assert await reasons(room, here) == [Reason.EXEMPT]


async def test_not_passing_spares_nothing(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, lessons=("satu",), test_out="course", **TEST_OUT)
    await answered(room, seat, right=False)
    assert await reasons(room, seat) == [Reason.NOT_OPENED]


async def test_what_was_done_is_told_as_done(room: QuizRoom, sari: Actor) -> None:
    optional = lesson("pengayaan", UUID(int=0), required=False)
    seat = await room.seat(
        sari, lessons=("satu", "dua"), more=[optional], test_out="course", **TEST_OUT
    )
    async with room.database.reading() as session:
        enrolment = await session.get_one(Enrolment, seat.enrolment)
        first = (await judged_requirements(session, enrolment))[0].activity_id
    done = room.command(seat, "done")
    done["payload"]["activity"] = str(first)
    await room.push(seat, done)
    await answered(room, seat)
    assert await reasons(room, seat) == [Reason.DONE, Reason.EXEMPT]


async def test_a_withdrawn_pass_withdraws_the_completion(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, lessons=("satu",), test_out="course", **TEST_OUT)
    await answered(room, seat)
    assert await status(room, seat) is EnrolmentStatus.COMPLETED
    await ruled(room, seat, passed=False)
    assert await reasons(room, seat) == [Reason.NOT_OPENED]
    assert await status(room, seat) is EnrolmentStatus.ACTIVE
    await ruled(room, seat, passed=True)
    assert await reasons(room, seat) == [Reason.EXEMPT]
    assert await status(room, seat) is EnrolmentStatus.COMPLETED


async def test_one_pass_of_two_is_enough(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, lessons=("satu",), test_out="course", **TEST_OUT)
    await answered(room, seat)
    await answered(room, seat, 2)
    await ruled(room, seat, passed=False)
    assert await reasons(room, seat) == [Reason.EXEMPT]
    await ruled(room, seat, passed=False, chance=2)
    assert await reasons(room, seat) == [Reason.NOT_OPENED]


async def test_what_a_newer_version_adds_is_not_spared(room: QuizRoom, sari: Actor) -> None:
    other, private = make_quiz("ujian")
    seat = await room.seat(
        sari, lessons=("satu",), more=[other], test_out="course", slug="lebih-baru", **TEST_OUT
    )
    await answered(room, seat)
    async with room.database.reading() as session:
        enrolment = await session.get_one(Enrolment, seat.enrolment)
        kept = (await judged_requirements(session, enrolment))[0].activity_id
    async with room.database.transaction() as session:
        await make_course(
            session,
            room.clock(),
            slug="lebih-baru",
            lessons=("satu", "baru"),
            more=[other],
            private={other.id: private},
            course_id=enrolment.course_id,
            version=2,
            keep_ids={"satu": kept},
        )
    async with room.database.transaction() as session:
        await adopt_newest(session, seat.actor, seat.enrolment, now=room.clock())
    assert await reasons(room, seat) == [Reason.EXEMPT, Reason.NOT_OPENED, Reason.NOT_ATTEMPTED]


@pytest.mark.parametrize("cause", list(ExemptionCause))
async def test_leave_is_given_once_and_taken_back(
    room: QuizRoom, seat: Seat, cause: ExemptionCause
) -> None:
    source = uuid7()
    for _ in range(2):
        async with room.database.transaction() as session:
            await exempt(
                session,
                enrolment_id=seat.enrolment,
                activity_ids=[seat.activity],
                cause=cause,
                source_id=source,
                reason="Sakit (contoh).",
                by=room.cast.budi.id,
                now=room.clock(),
                finished_at=room.clock(),
            )
    assert await reasons(room, seat) == [Reason.EXEMPT]
    async with room.database.transaction() as session:
        await withdraw_exemption(
            session,
            enrolment_id=seat.enrolment,
            source_id=source,
            now=room.clock(),
            reason="excuse-withdrawn",
        )
    assert await reasons(room, seat) == [Reason.NOT_ATTEMPTED]
    assert await status(room, seat) is EnrolmentStatus.ACTIVE
