"""Filling a worksheet by commands: merging, what counts, and what is never kept."""

import itertools

import pytest
from sqlalchemy import select

from app.identity.actor import Actor
from app.kit.problems import Problem
from app.learning.errors import EnrolmentNotFound
from app.learning.models import ActivityState, Command, Enrolment, Outcome, QuarantinedCommand
from app.learning.service import adopt_newest
from app.learning.statuses import EnrolmentStatus, OutcomeState
from app.worksheets.models import WorksheetValue
from app.worksheets.service import worksheet_view
from app.worksheets.sheet import Section
from tests.learning.devices import Device
from tests.make_course import make_course
from tests.worksheets.conftest import Desk, WorkRoom
from tests.worksheets.make_worksheet import WHOLE, cell, make_worksheet


async def test_it_works(room: WorkRoom, sari: Actor) -> None:
    desk = await room.desk(sari)
    first = await room.fill(desk, {"nama": "Surat pengantar (rekaan)", "jenis": "loket"})
    assert (first.status, first.answer) == (
        "stored",
        {"complete": False, "filled": 2, "required": 4},
    )
    done = await room.fill(desk, WHOLE)
    assert done.answer == {"complete": True, "filled": 4, "required": 4}
    view = await room.view(desk)
    assert view.values == WHOLE
    assert view.complete
    async with room.database.reading() as session:
        state = await session.get_one(ActivityState, (desk.enrolment, desk.activity))
        assert (state.outcome_state, state.score) == (OutcomeState.PASSED, None)
        assert (
            await session.get_one(Enrolment, desk.enrolment)
        ).status is EnrolmentStatus.COMPLETED


async def test_the_same_command_twice_is_once(room: WorkRoom, sari: Actor) -> None:
    desk = await room.desk(sari)
    command = room.command(desk, values=WHOLE)
    (first,), (second,) = await room.push(desk, command), await room.push(desk, command)
    assert (first.status, second.status) == ("stored", "duplicate")
    assert first.receipt == second.receipt
    async with room.database.reading() as session:
        assert len((await session.execute(select(Outcome))).all()) == 1


async def test_a_field_is_what_was_written_last_by_the_clock(room: WorkRoom, sari: Actor) -> None:
    desk = await room.desk(sari)
    old = room.command(desk, values={"nama": "Lama", "uraian": "Tetap"})
    new = room.command(desk, values={"nama": "Baru"})
    await room.push(desk, new)
    await room.push(desk, old)
    assert (await room.view(desk)).values == {"nama": "Baru", "uraian": "Tetap"}


async def test_any_order_of_two_devices_gives_the_same(room: WorkRoom, sari: Actor) -> None:
    said: list[tuple[str, dict[str, str]]] = [
        ("telepon-satu", {"nama": "A", "jenis": "loket"}),
        ("telepon-dua", {"nama": "", "langkah.1.apa": "B"}),
        ("telepon-satu", {"langkah.1.menit": "7", "nama": "C"}),
        ("telepon-dua", {"langkah.1.menit": "", "jenis": ""}),
    ]
    states = []
    for order in itertools.permutations(range(len(said))):
        desk = await room.desk(sari)
        devices = {name: Device(name) for name in ("telepon-satu", "telepon-dua")}
        commands = []
        for name, values in said:
            room.clock.advance(seconds=1)
            made = room.command(desk, device=devices[name], values=values)
            commands.append((devices[name], made))
        for place in order:
            device, command = commands[place]
            await room.push(desk, command, device=device)
        states.append((await room.view(desk)).model_dump(exclude={"enrolment", "activity"}))
    assert all(state == states[0] for state in states)
    assert states[0]["values"] == {"nama": "C", "langkah.1.apa": "B"}
    # The number was there, the choice too: what counted once goes on counting.
    assert (states[0]["filled"], states[0]["complete"]) == (3, False)


async def test_a_completion_is_not_taken_back(room: WorkRoom, sari: Actor) -> None:
    desk = await room.desk(sari)
    await room.fill(desk, WHOLE)
    emptied = await room.fill(desk, {"nama": ""})
    assert emptied.answer["complete"]
    view = await room.view(desk)
    assert "nama" not in view.values
    assert view.complete


@pytest.mark.parametrize(
    ("key", "text"),
    [("langkah.1.menit", "sepuluh"), ("jenis", "lain"), ("nama", "   "), ("langkah.1.menit", "-1")],
)
async def test_what_is_no_whole_value_is_kept_but_does_not_count(
    room: WorkRoom, sari: Actor, key: str, text: str
) -> None:
    desk = await room.desk(sari)
    assert (await room.fill(desk, WHOLE | {key: text})).answer["filled"] == 3
    assert (await room.view(desk)).values[key] == text


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"tidak-ada": "x"}, "worksheet-field-unknown"),
        ({"langkah.5.apa": "x"}, "worksheet-field-unknown"),
        ({"langkah.1.lain": "x"}, "worksheet-field-unknown"),
        ({"nama.1.apa": "x"}, "worksheet-field-unknown"),
        ({"nama": "x" * 301}, "worksheet-value-too-long"),
        ({"Nama": "x"}, "command-invalid"),
        ({"langkah.01.apa": "x"}, "command-invalid"),
        ({"nama": "x\x00"}, "command-invalid"),
        ({}, "command-invalid"),
    ],
)
async def test_what_the_sheet_does_not_have_is_refused(
    room: WorkRoom, sari: Actor, values: dict[str, str], reason: str
) -> None:
    desk = await room.desk(sari)
    result = await room.fill(desk, values)
    assert result.status == "rejected"
    assert result.problem is not None
    assert result.problem.type == f"/problems/{reason}"
    assert (await room.view(desk)).values == {}


async def test_what_was_filled_in_before_a_move_is_kept(room: WorkRoom, sari: Actor) -> None:
    desk = await room.desk(sari)
    before = room.command(desk, values=WHOLE | {"uraian": "Ditulis di feri (rekaan)."})
    later = room.command(desk, values={"uraian": "Disunting di feri (rekaan)."})
    shorter = make_worksheet(sections=(Section(id="satu", text={}, fields=(cell("nama"),)),))
    shorter = shorter.model_copy(update={"id": desk.activity})
    async with room.database.reading() as session:
        enrolment = await session.get_one(Enrolment, desk.enrolment)
    for version, activities in ((2, [shorter]), (3, [])):
        async with room.database.transaction() as session:
            await make_course(
                session,
                room.clock(),
                slug="lembar-1",
                jp=0,
                lessons=("satu",),
                more=activities,
                course_id=enrolment.course_id,
                version=version,
            )
        async with room.database.transaction() as session:
            await adopt_newest(session, sari, desk.enrolment, now=room.clock())
        [result] = await room.push(desk, before if version == 2 else later)
        assert result.status == "stored", result.problem
    async with room.database.reading() as session:
        rows = (await session.execute(select(WorksheetValue))).scalars()
        kept = {row.key: row.text for row in rows}
    assert kept == WHOLE | {"uraian": "Disunting di feri (rekaan)."}
    # What no version ever asked for is refused as before.
    assert (await room.fill(desk, {"tidak_ada": "x"})).status == "rejected"


async def test_a_lesson_is_no_worksheet(room: WorkRoom, sari: Actor) -> None:
    desk = await room.desk(sari)
    async with room.database.transaction() as session:
        course = await make_course(session, room.clock(), slug="lain", jp=0)
    other = await room.join(sari, "lain", course.activities["satu"])
    refused = await room.fill(other, {"nama": "x"})
    assert refused.problem is not None
    assert refused.problem.type == "/problems/worksheet-not-found"
    assert desk.activity != other.activity


async def test_a_command_has_at_most_16_kb(room: WorkRoom, sari: Actor) -> None:
    desk = await room.desk(sari)
    many = {f"f{n}": "x" * 900 for n in range(20)}
    refused = await room.fill(desk, many)
    assert refused.problem is not None
    assert refused.problem.type == "/problems/command-too-large"


async def test_of_a_private_log_only_days_are_taken(room: WorkRoom, sari: Actor) -> None:
    desk = await room.desk(sari, tool="time_log", private="device")
    (two,) = await room.push(desk, room.command(desk, days=2))
    assert two.answer == {"complete": False, "filled": 2, "required": 5}
    (five,) = await room.push(desk, room.command(desk, days=5))
    assert five.answer["complete"]
    (fewer,) = await room.push(desk, room.command(desk, days=1))
    assert fewer.answer["complete"]
    view = await room.view(desk)
    assert (view.values, view.filled, view.complete) == ({}, 5, True)


SECRET = "urusan yang sangat pribadi"


async def test_what_a_private_log_says_is_refused_and_kept_nowhere(
    room: WorkRoom, sari: Actor
) -> None:
    desk = await room.desk(sari, tool="time_log", private="device")
    refused = await room.fill(desk, {"d1.1.what": SECRET})
    assert refused.problem is not None
    assert refused.problem.type == "/problems/worksheet-stays-on-device"
    async with room.database.reading() as session:
        for table in (Command, WorksheetValue, QuarantinedCommand):
            assert (await session.execute(select(table))).all() == []


async def test_days_are_for_private_logs_alone(room: WorkRoom, sari: Actor) -> None:
    desk = await room.desk(sari)
    (refused,) = await room.push(desk, room.command(desk, days=5))
    assert refused.problem is not None
    assert not (await room.view(desk)).complete


async def _read(room: WorkRoom, who: Actor, desk: Desk) -> None:
    async with room.database.reading() as session:
        await worksheet_view(session, who, desk.enrolment, desk.activity)


@pytest.mark.parametrize("who", ["joko", "rina", "dewi", "budi", "asep"])
async def test_nobody_else_reads_it(room: WorkRoom, sari: Actor, who: str) -> None:
    desk = await room.desk(sari)
    await room.fill(desk, WHOLE)
    other = await room.actor(getattr(room.cast, who).id)
    with pytest.raises(EnrolmentNotFound) as refused:
        await _read(room, other, desk)
    assert isinstance(refused.value, Problem)


async def test_nobody_else_writes_it(room: WorkRoom, sari: Actor, joko: Actor) -> None:
    desk = await room.desk(sari)
    theirs = Desk(joko, desk.enrolment, desk.activity, Device("telepon-joko"))
    refused = await room.fill(theirs, WHOLE)
    assert refused.problem is not None
    assert refused.problem.type == "/problems/enrolment-unknown"
    assert (await room.view(desk)).values == {}
