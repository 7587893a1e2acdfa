"""A learner moves to a version without a lesson and a quiz; what was done before is kept."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.assessment.permits import permits_for
from app.identity.actor import Actor
from app.learning.models import ActivityState, Enrolment, PrivateNote
from app.learning.moving import move, version_choice
from app.learning.service import judged_requirements
from tests.assessment.conftest import QuizRoom, Seat
from tests.assessment.make_quiz import RIGHT, make_quiz
from tests.make_course import MadeCourse, make_course

SLUG = "pindah"


@dataclass(frozen=True, slots=True)
class Moving:
    """``seat`` is at the quiz that the second version has no more."""

    room: QuizRoom
    seat: Seat
    first: MadeCourse

    def about(self, kind: str, lesson: str, **payload: Any) -> dict[str, Any]:
        made = self.room.command(self.seat, kind, **payload)
        made["payload"]["activity"] = str(self.first.activities[lesson])
        return made

    async def publish(self, *lessons: str, version: int = 2) -> None:
        async with self.room.database.transaction() as session:
            await make_course(
                session,
                self.room.clock(),
                slug=SLUG,
                lessons=lessons,
                course_id=self.first.id,
                version=version,
                keep_ids=self.first.activities,
            )

    async def move(self, version: int = 2) -> bool:
        async with self.room.database.transaction() as session:
            return await move(
                session, self.seat.actor, SLUG, version=version, now=self.room.clock()
            )

    async def state(self, activity: UUID) -> ActivityState | None:
        async with self.room.database.reading() as session:
            return await session.get(ActivityState, (self.seat.enrolment, activity))


async def begin(room: QuizRoom, sari: Actor, **rules: Any) -> Moving:
    quiz, private = make_quiz(**rules)
    async with room.database.transaction() as session:
        first = await make_course(
            session,
            room.clock(),
            slug=SLUG,
            lessons=("satu", "dua"),
            more=[quiz],
            private={quiz.id: private},
        )
    return Moving(room, await room.join(sari, SLUG, quiz.id), first)


async def test_it_works(room: QuizRoom, sari: Actor) -> None:
    moving = await begin(room, sari)
    done = await room.push(moving.seat, moving.about("done", "satu"))
    assert done[0].answer == {"done": 1, "required": 3, "status": "active"}
    await moving.publish("satu", "tiga")
    async with room.database.reading() as session:
        choice = await version_choice(session, sari, SLUG)
    offered = choice.offered
    assert offered is not None
    assert (choice.version, choice.met, choice.total) == (1, 1, 3)
    assert (offered.version, offered.met, offered.total) == (2, 1, 2)
    assert [(one.change, one.title, one.done, one.asked) for one in offered.activities] == [
        ("new", "Materi tiga", False, True),
        ("gone", "Materi dua", False, False),
        ("gone", "Kuis rekaan", False, False),
    ]
    # Nobody is moved to a version that they have not seen, nor that is not offered any more.
    assert not await moving.move(version=3)
    assert not await moving.move(version=1)
    assert await moving.move()
    async with room.database.reading() as session:
        after = await version_choice(session, sari, SLUG)
    assert (after.version, after.met, after.total, after.offered) == (2, 1, 2, None)


async def test_what_was_done_before_the_move_and_comes_after_it_is_kept(
    room: QuizRoom, sari: Actor
) -> None:
    moving = await begin(room, sari)
    sent = [
        moving.about("opened", "satu"),
        moving.about("done", "satu"),
        moving.about("opened", "dua"),
        moving.about("position", "dua", spot="b1", furthest=1000),
        moving.about("note", "dua", block="b1", text="Catatan dari feri (rekaan)."),
        moving.about("done", "dua"),
    ]
    await moving.publish("satu", "tiga")
    assert await moving.move()
    results = await room.push(moving.seat, *sent)
    assert [one.status for one in results] == ["stored"] * len(sent)
    assert results[1].answer == {"done": 1, "required": 2, "status": "active"}
    gone = await moving.state(moving.first.activities["dua"])
    assert gone is not None
    assert (gone.done_at is not None, gone.furthest) == (True, 1000)
    async with room.database.reading() as session:
        note = await session.get(
            PrivateNote,
            (sari.person_id, moving.seat.enrolment, moving.first.activities["dua"], "b1"),
        )
    assert note is not None
    assert note.text == "Catatan dari feri (rekaan)."
    # The same again is the same.
    again = await room.push(moving.seat, *sent)
    assert [(one.status, one.receipt) for one in again] == [
        ("duplicate", one.receipt) for one in results
    ]


async def test_a_running_attempt_goes_on_in_a_version_without_its_quiz(
    room: QuizRoom, sari: Actor
) -> None:
    moving = await begin(room, sari)
    seat = moving.seat
    await room.start(seat)
    first, *others = RIGHT.items()
    saved = {first[0]: await room.one(seat, room.answer(seat, *first))}
    await moving.publish("satu")
    assert await moving.move()
    late = [room.answer(seat, question, response) for question, response in others]
    for (question, _), result in zip(others, await room.push(seat, *late), strict=True):
        assert result.status == "stored"
        saved[question] = result
    handed = await room.one(seat, room.submit(seat, saved))
    assert handed.status == "stored"
    view = await room.view(seat)
    assert (view.state, view.score, view.passed) == ("closed", 10_000, True)
    outcome = await room.outcome(seat)
    assert outcome is not None
    assert outcome.score == 10_000


async def test_an_attempt_begun_without_a_network_arrives_after_the_move(
    room: QuizRoom, sari: Actor
) -> None:
    moving = await begin(room, sari, offline="untimed")
    seat = moving.seat
    async with room.database.transaction() as session:
        permit = (await permits_for(session, sari, SLUG, room.clock())).permits[0]
    start = room.command(seat, "start", attempt=str(permit.attempt), permit=permit.token)
    answers = [room.answer(seat, *one) for one in RIGHT.items()]
    await moving.publish("satu")
    assert await moving.move()
    # Answers are stored before the start that stands before them: it is of the other lane.
    begun, *kept = await room.push(seat, start, *answers)
    assert [one.status for one in (begun, *kept)] == ["stored"] * 5
    handed = await room.one(seat, room.submit(seat, dict(zip(RIGHT, kept, strict=True))))
    assert handed.answer["attempt"]["passed"] is True


async def test_a_move_that_leaves_nothing_to_do_completes(room: QuizRoom, sari: Actor) -> None:
    moving = await begin(room, sari)
    await room.push(moving.seat, moving.about("done", "satu"))
    await moving.publish("satu")
    async with room.database.reading() as session:
        offered = (await version_choice(session, sari, SLUG)).offered
    assert offered is not None
    assert offered.completes
    assert await moving.move()
    async with room.database.reading() as session:
        enrolment = await session.get_one(Enrolment, moving.seat.enrolment)
    assert enrolment.status == "completed"


async def test_a_completion_stays_with_its_version(room: QuizRoom, sari: Actor) -> None:
    moving = await begin(room, sari)
    await moving.publish("satu")
    assert await moving.move()
    await room.push(moving.seat, moving.about("done", "satu"))
    await moving.publish("satu", "baru", version=3)
    async with room.database.reading() as session:
        choice = await version_choice(session, sari, SLUG)
    assert choice.completed_version == 2
    assert choice.offered is not None
    assert [one.asked for one in choice.offered.activities] == [False]
    assert await moving.move(version=3)
    async with room.database.reading() as session:
        enrolment = await session.get_one(Enrolment, moving.seat.enrolment)
        assert enrolment.status == "completed"
        assert all(one.met for one in await judged_requirements(session, enrolment))


async def test_what_is_over_is_not_completed_by_a_move(room: QuizRoom, sari: Actor) -> None:
    moving = await begin(room, sari)
    await moving.publish("satu", "dua")
    assert await moving.move()
    await room.push(moving.seat, *(moving.about("done", one) for one in ("satu", "dua")))
    await moving.publish("satu", version=3)
    async with room.database.reading() as session:
        choice = await version_choice(session, sari, SLUG)
    assert choice.completed_version == 2
    assert choice.offered is not None
    assert (choice.offered.met, choice.offered.total) == (1, 1)
    assert not choice.offered.completes


async def test_what_no_version_ever_had_is_refused(room: QuizRoom, sari: Actor) -> None:
    moving = await begin(room, sari)
    await moving.publish("satu")
    assert await moving.move()
    stray = moving.about("opened", "satu")
    stray["payload"]["activity"] = str(UUID(int=7))
    [result] = await room.push(moving.seat, stray)
    assert result.problem is not None
    assert result.problem.type == "/problems/activity-unknown"
