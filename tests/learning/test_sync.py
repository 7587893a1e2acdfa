"""Commands from devices: one result each, replayable, never lost, never doubled."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.identity.service import actor_for
from app.learning.models import ActivityState, Command, QuarantinedCommand
from app.learning.queries import notes_of
from app.learning.schemas import CommandResult
from app.learning.statuses import EnrolmentStatus
from tests.learning.conftest import Classroom
from tests.learning.devices import Device


def statuses(results: list[CommandResult]) -> list[str]:
    return [result.status for result in results]


def refused_for(result: CommandResult) -> str:
    assert result.status == "rejected"
    assert result.problem is not None
    assert result.receipt is None
    return result.problem.type.removeprefix("/problems/")


async def test_it_works(classroom: Classroom) -> None:
    phone = Device("telepon-sari")
    now = classroom.clock()
    answer = await classroom.push(
        phone,
        phone.command("opened", now, **classroom.about("satu")),
        phone.command("position", now, **classroom.about("satu"), spot="b7", furthest=640),
        phone.command("done", now, **classroom.about("satu")),
    )
    assert statuses(answer.results) == ["stored"] * 3
    assert answer.cursor == 3
    assert all(result.receipt and result.receipt.startswith("K-") for result in answer.results)
    assert answer.results[2].answer == {"done": 1, "required": 2, "status": "active"}
    async with classroom.database.reading() as session:
        key = (classroom.enrolment_id, classroom.course.activities["satu"])
        state = await session.get_one(ActivityState, key)
    assert (state.spot, state.furthest) == ("b7", 640)
    assert state.opened_at == state.done_at == now
    enrolment = await classroom.enrolment()
    assert enrolment.resume_activity_id == classroom.course.activities["satu"]


async def test_everything_done_completes_the_course(classroom: Classroom) -> None:
    phone, now = Device("telepon-sari"), classroom.clock()
    for slug in ("satu", "dua"):
        await classroom.push(phone, phone.command("done", now, **classroom.about(slug)))
    enrolment = await classroom.enrolment()
    assert enrolment.status is EnrolmentStatus.COMPLETED
    assert enrolment.completed_publication_id == classroom.course.publication_id


async def test_a_replay_is_a_duplicate_with_the_same_receipt(classroom: Classroom) -> None:
    phone, now = Device("telepon-sari"), classroom.clock()
    made = [
        phone.command("opened", now, **classroom.about("satu")),
        phone.command("done", now, **classroom.about("satu")),
    ]
    first = await classroom.push(phone, *made)
    classroom.clock.advance(hours=5)
    again = await classroom.push(phone, *made)
    assert statuses(again.results) == ["duplicate", "duplicate"]
    assert [r.receipt for r in again.results] == [r.receipt for r in first.results]
    assert [r.answer for r in again.results] == [r.answer for r in first.results]
    assert again.cursor == first.cursor


async def test_twice_in_one_batch_is_stored_once(classroom: Classroom) -> None:
    phone = Device("telepon-sari")
    made = phone.command("opened", classroom.clock(), **classroom.about("satu"))
    answer = await classroom.push(phone, made, made)
    assert statuses(answer.results) == ["stored", "duplicate"]


async def test_an_id_used_again_for_other_content_is_refused_and_both_are_kept(
    classroom: Classroom,
) -> None:
    phone, now = Device("telepon-sari"), classroom.clock()
    first = phone.command("position", now, **classroom.about("satu"), spot="b2", furthest=100)
    other = {**first, "payload": {**first["payload"], "spot": "b9"}}
    answer = await classroom.push(phone, first, other)
    assert answer.results[0].status == "stored"
    assert refused_for(answer.results[1]) == "id-reused"
    async with classroom.database.reading() as session:
        stored = (await session.execute(select(Command))).scalar_one()
        kept = (await session.execute(select(QuarantinedCommand))).scalar_one()
    assert stored.payload["spot"] == "b2"
    assert kept.command["payload"]["spot"] == "b9"


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ({"id": "not-a-uuid"}, "command-invalid"),
        ({"id": "6f0e0f0c-7c36-4d0f-9d2b-1f6d53b2a001"}, "command-invalid"),  # a UUIDv4
        ({"seq": -1}, "command-invalid"),
        ({"seq": 2**60}, "command-invalid"),
        ({"hlc": "yesterday"}, "command-invalid"),
        ({"hlc": "9999999999999.0"}, "clock-ahead"),
        ({"kind": "teleport"}, "command-kind-unknown"),
        ({"occurred_at": "2026-11-23T08:00:00"}, "command-invalid"),  # no time zone
        ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "command-invalid"),
        ({"payload": {}}, "command-invalid"),
        ({"payload": {"nan": float("nan")}}, "command-invalid"),
        ({"more": 1}, "command-invalid"),
    ],
)
async def test_a_bad_command_never_spoils_its_neighbours(
    classroom: Classroom, change: dict[str, Any], slug: str
) -> None:
    phone, now = Device("telepon-sari"), classroom.clock()
    good = [phone.command("opened", now, **classroom.about(name)) for name in ("satu", "dua")]
    bad = phone.command("opened", now, **classroom.about("satu")) | change
    answer = await classroom.push(phone, good[0], bad, good[1])
    assert statuses(answer.results) == ["stored", "rejected", "stored"]
    assert refused_for(answer.results[1]) == slug


async def test_another_persons_enrolment_is_unknown(classroom: Classroom) -> None:
    async with classroom.database.reading() as session:
        joko = await actor_for(session, classroom.cast.joko.id, classroom.clock())
    phone = Device("telepon-joko")
    made = phone.command("done", classroom.clock(), **classroom.about("satu"))
    answer = await classroom.push(phone, made, actor=joko)
    assert refused_for(answer.results[0]) == "enrolment-unknown"
    assert (await classroom.enrolment()).activities_done == 0


async def test_an_id_of_anothers_command_is_neither_taken_nor_told(classroom: Classroom) -> None:
    phone, now = Device("telepon-sari"), classroom.clock()
    mine = phone.command("opened", now, **classroom.about("satu"))
    await classroom.push(phone, mine)
    async with classroom.database.reading() as session:
        joko = await actor_for(session, classroom.cast.joko.id, now)
    answer = await classroom.push(phone, mine, actor=joko)
    assert refused_for(answer.results[0]) == "enrolment-unknown"


async def test_an_activity_of_another_course_is_unknown(classroom: Classroom) -> None:
    phone = Device("telepon-sari")
    about = {"enrolment": classroom.enrolment_id, "activity": UUID(int=7)}
    answer = await classroom.push(phone, phone.command("opened", classroom.clock(), **about))
    assert refused_for(answer.results[0]) == "activity-unknown"


async def test_a_wrong_phone_clock_is_recorded_and_corrected(classroom: Classroom) -> None:
    phone, now = Device("telepon-sari"), classroom.clock()
    wrong = now - timedelta(days=200)
    made = phone.command("done", wrong - timedelta(hours=2), **classroom.about("satu"))
    push = phone.push(wrong, made)
    answer = await classroom.push_raw(push)
    assert statuses(answer.results) == ["stored"]
    async with classroom.database.reading() as session:
        key = (classroom.enrolment_id, classroom.course.activities["satu"])
        state = await session.get_one(ActivityState, key)
        stored = (await session.execute(select(Command))).scalar_one()
    assert state.done_at == now - timedelta(hours=2)
    assert stored.occurred_at == wrong - timedelta(hours=2)


async def test_a_note_is_the_last_written_by_clock_not_by_arrival(classroom: Classroom) -> None:
    phone, laptop, now = Device("telepon-sari"), Device("laptop-sari"), classroom.clock()
    about = classroom.about("satu") | {"block": "r1"}
    older = phone.command("reflection", now, **about, text="Pikiran pertama")
    newer = laptop.command("reflection", now + timedelta(seconds=9), **about, text="Lebih matang")
    await classroom.push(laptop, newer)
    await classroom.push(phone, older)
    async with classroom.database.reading() as session:
        notes = await notes_of(session, classroom.cast.sari.id, classroom.enrolment_id)
        count = (await session.execute(select(func.count()).select_from(Command))).scalar_one()
    assert [note.text for note in notes] == ["Lebih matang"]
    assert count == 2  # what lost is kept
