"""Time limits and permits from the start to a trainer's act, on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.assessment.accepting import accept_late
from app.assessment.closing import PATIENCE
from app.assessment.errors import AttemptNotFound, NotLate
from app.assessment.permits import permits_for
from app.assessment.schemas import PermitRead
from app.catalogue.models import Course
from app.identity.actor import Actor
from app.kit.audit import AuditEntry
from app.learning.schemas import CommandIn
from app.learning.service import adopt_newest
from app.learning.statuses import OutcomeState
from app.learning.sync import content_hash
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, WRONG, make_quiz
from tests.learning.devices import Device
from tests.make_course import make_course


async def permit_of(room: QuizRoom, seat: Seat, slug: str = "kuis-1") -> PermitRead:
    async with room.database.transaction() as session:
        told = await permits_for(session, seat.actor, slug, room.clock())
    return told.permits[0]


async def answer_all(room: QuizRoom, seat: Seat) -> dict[str, Any]:
    made = [room.answer(seat, question, response) for question, response in RIGHT.items()]
    return dict(zip(RIGHT, await room.push(seat, *made), strict=True))


async def test_in_time_is_marked_as_ever(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, time_limit_minutes=30)
    begun = (await room.start(seat)).answer["attempt"]
    assert begun["time_limit_minutes"] == 30
    assert begun["deadline"] == (room.clock() + timedelta(minutes=30)).isoformat()
    saved = await answer_all(room, seat)
    room.clock.advance(minutes=31)
    result = await room.one(seat, room.submit(seat, saved))
    assert result.answer["attempt"]["passed"] is True
    view = await room.view(seat)
    assert view.judgement is not None
    assert (view.judgement.verdict, view.judgement.reason) == ("within_grace", "by-server")
    assert view.judgement.started is not None
    assert view.judgement.elapsed_seconds == 31 * 60
    assert view.timing.words.startswith("Waktu 30 menit")


async def test_late_counts_what_was_in_time_and_a_trainer_can_accept_the_rest(
    room: QuizRoom, sari: Actor
) -> None:
    seat = await room.seat(sari, time_limit_minutes=30)
    await room.start(seat)
    first = await room.one(seat, room.answer(seat, "bank.satu", RIGHT["bank.satu"]))
    room.clock.advance(minutes=40)
    rest = [q for q in RIGHT if q != "bank.satu"]
    late = await room.push(seat, *(room.answer(seat, q, RIGHT[q]) for q in rest))
    pins = {"bank.satu": first} | dict(zip(rest, late, strict=True))
    result = await room.one(seat, room.submit(seat, pins))
    assert result.answer["attempt"] == result.answer["attempt"] | {"state": "closed", "score": 2500}
    view = await room.view(seat)
    assert view.judgement is not None
    assert (view.judgement.verdict, view.judgement.reason) == ("late", "over-limit")
    assert view.late == 3
    outcome = await room.outcome(seat)
    assert outcome is not None
    assert outcome.outcome_state is OutcomeState.NOT_PASSED
    # Not the learner, nor an auditor: the course's trainers and admins.
    rina = await room.actor(room.cast.rina.id)
    asep = await room.actor(room.cast.asep.id)
    for stranger in (sari, asep):
        with pytest.raises(AttemptNotFound):
            await accept(room, seat, stranger)
    assert (await accept(room, seat, rina)) == (10_000, True)
    outcome = await room.outcome(seat)
    assert outcome is not None
    assert outcome.outcome_state is OutcomeState.PASSED
    view = await room.view(seat)
    assert (view.score, view.passed, view.late) == (10_000, True, 0)
    assert view.judgement is not None
    assert view.judgement.accepted_reason == "Listrik padam (rekaan)"
    with pytest.raises(NotLate):
        await accept(room, seat, rina)
    async with room.database.reading() as session:
        acts = (await session.execute(select(AuditEntry.act))).scalars().all()
    assert "attempt.late_accepted" in acts


async def accept(room: QuizRoom, seat: Seat, actor: Actor) -> tuple[int | None, bool]:
    async with room.database.transaction() as session:
        done = await accept_late(
            session, actor, seat.attempt(), reason="Listrik padam (rekaan)", now=room.clock()
        )
    return done.score, done.passed


async def test_what_was_in_time_needs_no_act(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, time_limit_minutes=30)
    await room.take(seat, RIGHT)
    with pytest.raises(NotLate):
        await accept(room, seat, await room.actor(room.cast.rina.id))


async def test_an_attempt_nobody_hands_in_is_closed_from_what_was_in_time(
    room: QuizRoom, sari: Actor
) -> None:
    seat = await room.seat(sari, time_limit_minutes=30)
    await room.start(seat)
    first = await room.one(seat, room.answer(seat, "bank.satu", RIGHT["bank.satu"]))
    room.clock.advance(minutes=50)
    await room.one(seat, room.answer(seat, "bank.dua", RIGHT["bank.dua"]))
    assert await room.run_jobs() == 0
    room.clock.now += PATIENCE + timedelta(hours=1)
    assert await room.run_jobs() == 1
    view = await room.view(seat)
    assert (view.state, view.score, view.late) == ("closed", 2500, 1)
    assert view.judgement is not None
    assert view.judgement.reason == "unsubmitted"
    again = await room.one(seat, room.submit(seat, {"bank.satu": first}))
    assert again.problem is not None
    assert again.problem.type == "/problems/already-submitted"


async def test_begun_without_a_network_by_a_permit(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(
        sari, time_limit_minutes=30, offline="timed_reach_within", reach_within_hours=48
    )
    permit = await permit_of(room, seat)
    assert (permit.attempt, permit.state) == (seat.attempt(), "fresh")
    # Away for a day: begun, answered and handed in on the phone, sent all at once.
    room.clock.advance(hours=1)
    start = room.command(seat, "start", attempt=str(permit.attempt), permit=permit.token)
    room.clock.advance(minutes=10)
    answers = [room.answer(seat, q, r) for q, r in RIGHT.items()]
    room.clock.advance(minutes=10)
    hashes = await dry_hashes(seat.device, answers)
    submit = room.submit(seat, dict(zip(RIGHT, hashes, strict=True)))
    submit["payload"]["elapsed_seconds"] = 20 * 60
    room.clock.advance(hours=24)
    results = await room.push(seat, start, *answers, submit)
    assert {one.status for one in results} == {"stored"}
    view = await room.view(seat)
    assert (view.state, view.passed) == ("closed", True)
    assert view.judgement is not None
    assert (view.judgement.verdict, view.judgement.reason) == ("on_time", "by-device")
    assert view.judgement.started is not None
    assert view.judgement.started.permit is not None
    assert view.judgement.missing == 0
    assert [asked.question for asked in permit.asked] == [q.id for q in view.questions]


async def dry_hashes(device: Device, made: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(command id, sha256) as the device itself would say."""
    return [(one["id"], content_hash(device.name, CommandIn.model_validate(one))) for one in made]


async def test_of_a_late_one_counts_what_the_device_says_was_in_time(
    room: QuizRoom, sari: Actor
) -> None:
    seat = await room.seat(
        sari, time_limit_minutes=30, offline="timed_reach_within", reach_within_hours=48
    )
    permit = await permit_of(room, seat)
    start = room.command(seat, "start", attempt=str(permit.attempt), permit=permit.token)
    room.clock.advance(minutes=10)
    first = room.answer(seat, "bank.satu", RIGHT["bank.satu"])
    room.clock.advance(minutes=40)
    second = room.answer(seat, "bank.dua", RIGHT["bank.dua"])
    hashes = await dry_hashes(seat.device, [first, second])
    submit = room.submit(seat, dict(zip(("bank.satu", "bank.dua"), hashes, strict=True)))
    # All of it arrives a day after.
    room.clock.advance(hours=24)
    await room.push(seat, start, first, second, submit)
    view = await room.view(seat)
    assert view.judgement is not None
    assert view.judgement.verdict == "late"
    assert (view.state, view.score, view.late) == ("closed", 2500, 1)


async def test_what_never_came_between_the_start_and_the_submit_is_counted(
    room: QuizRoom, sari: Actor
) -> None:
    seat = await room.seat(sari, time_limit_minutes=30)
    await room.start(seat)
    saved = await answer_all(room, seat)
    for _ in range(2):  # made, and lost with the device's storage
        room.answer(seat, "bank.satu", WRONG["bank.satu"])
    await room.one(seat, room.submit(seat, saved))
    view = await room.view(seat)
    assert view.judgement is not None
    assert view.judgement.missing == 2


async def test_nothing_is_missed_between_two_devices(room: QuizRoom, sari: Actor) -> None:
    """Their numbers say nothing of each other."""
    seat = await room.seat(sari, time_limit_minutes=30)
    await room.start(seat)
    saved = await answer_all(room, seat)
    laptop = Device("laptop-sari")
    laptop.seq = 40
    await room.one(seat, room.submit(seat, saved, device=laptop), device=laptop)
    view = await room.view(seat)
    assert view.judgement is not None
    assert (view.state, view.judgement.missing) == ("closed", 0)


async def test_a_submit_before_its_start_waits_for_it(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, time_limit_minutes=30, offline="timed_trusted")
    permit = await permit_of(room, seat)
    start = room.command(seat, "start", attempt=str(permit.attempt), permit=permit.token)
    room.clock.advance(minutes=20)
    saved = await answer_all(room, seat)
    handed = await room.one(seat, room.submit(seat, saved))
    assert handed.answer["attempt"]["state"] == "submitted"
    assert (await room.one(seat, start)).status == "stored"
    view = await room.view(seat)
    assert (view.state, view.passed) == ("closed", True)


async def test_a_start_that_never_comes_is_late_in_the_end(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, time_limit_minutes=30, offline="timed_trusted")
    saved = await answer_all(room, seat)
    await room.one(seat, room.submit(seat, saved))
    room.clock.now += PATIENCE + timedelta(hours=1)
    await room.run_jobs()
    view = await room.view(seat)
    assert view.judgement is not None
    assert (view.state, view.judgement.reason, view.score) == ("closed", "start-unknown", 0)


async def test_a_permit_is_the_same_on_every_device_and_two_redeemings_are_one(
    room: QuizRoom, sari: Actor
) -> None:
    seat = await room.seat(sari, offline="untimed")
    first = await permit_of(room, seat)
    room.clock.advance(days=7)
    assert await permit_of(room, seat) == first
    laptop = Device("laptop-sari")
    about: dict[str, Any] = {"attempt": str(first.attempt), "permit": first.token}
    await room.one(seat, room.command(seat, "start", **about))
    await room.one(seat, room.command(seat, "start", device=laptop, **about), device=laptop)
    running = await permit_of(room, seat)
    assert (running.state, running.attempt, running.asked) == ("open", first.attempt, first.asked)


async def test_a_permit_is_renewed_when_half_of_it_is_gone(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, offline="untimed")
    first = await permit_of(room, seat)
    room.clock.advance(days=31)
    renewed = await permit_of(room, seat)
    assert renewed.expires_at > first.expires_at
    assert renewed.seed == first.seed


async def test_permits_are_for_what_may_be_begun_alone(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, time_limit_minutes=30)
    async with room.database.transaction() as session:
        told = await permits_for(session, seat.actor, "kuis-1", room.clock())
    assert told.permits == []
    assert [one.reason for one in told.refused] == ["not-allowed"]


async def test_permits_run_out_with_the_chances(room: QuizRoom, sari: Actor) -> None:
    seat = await room.seat(sari, offline="untimed", chances=2)
    async with room.database.transaction() as session:
        told = await permits_for(session, seat.actor, "kuis-1", room.clock())
    assert [one.chance for one in told.permits] == [1, 2]
    await room.take(seat, WRONG)
    await room.take(seat, WRONG, chance=2)
    async with room.database.transaction() as session:
        told = await permits_for(session, seat.actor, "kuis-1", room.clock())
    assert told.permits == []
    assert [one.reason for one in told.refused] == ["no-chances-left"]


async def test_a_permit_holds_for_the_version_it_was_given_for(room: QuizRoom, sari: Actor) -> None:
    """The learner moved to a newer version while a phone was away with the older one."""
    seat = await room.seat(sari, offline="untimed")
    permit = await permit_of(room, seat)
    start = room.command(seat, "start", attempt=str(permit.attempt), permit=permit.token)
    answers = [room.answer(seat, q, r) for q, r in RIGHT.items()]
    hashes = await dry_hashes(seat.device, answers)
    submit = room.submit(seat, dict(zip(RIGHT, hashes, strict=True)))
    newer, private = make_quiz(quiz_id=seat.activity, count=1)
    private["pools"][0]["questions"] = ["bank.satu"]
    private["questions"] = {"bank.satu": private["questions"]["bank.satu"]}
    async with room.database.transaction() as session:
        course = await session.scalar(select(Course).where(Course.slug == "kuis-1"))
        assert course is not None
        await make_course(
            session,
            room.clock(),
            slug="kuis-1",
            lessons=(),
            more=[newer],
            private={newer.id: private},
            course_id=course.id,
            version=2,
        )
    async with room.database.transaction() as session:
        await adopt_newest(session, sari, seat.enrolment, now=room.clock())
    # Even with the submit first, its answers next and the start last.
    for made in (submit, *answers, start):
        assert (await room.one(seat, made)).status == "stored"
    view = await room.view(seat)
    assert (view.state, view.score, len(view.questions)) == ("closed", 10_000, 4)


@pytest.mark.parametrize("forged", ["", "x", "a.b.c", "other", "stranger", "unsigned"])
async def test_a_forged_permit_begins_nothing(
    room: QuizRoom, sari: Actor, joko: Actor, forged: str
) -> None:
    seat = await room.seat(sari, offline="untimed")
    permit = await permit_of(room, seat)
    token = forged
    if forged == "other":  # a permit of another attempt
        async with room.database.transaction() as session:
            told = await permits_for(session, seat.actor, "kuis-1", room.clock())
        token = told.permits[1].token
    elif forged == "stranger":  # somebody else's
        his = await room.join(joko, "kuis-1", seat.activity)
        token = (await permit_of(room, his)).token
    elif forged == "unsigned":
        token = permit.token.rsplit(".", 1)[0] + "."
    made = room.command(seat, "start", attempt=str(permit.attempt), permit=token)
    result = await room.one(seat, made)
    assert result.problem is not None
    assert result.problem.type == "/problems/permit-invalid"
    with pytest.raises(AttemptNotFound):
        await room.view(seat)
