"""Law: order, repetition, batching and interleaving of two devices change nothing.

Each schedule plays the same commands into a fresh enrolment in its own order and compares what
came of it with the commands played once, in the order they were made.
"""

import asyncio
import random
from datetime import timedelta
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy import func, select

from app.identity.service import actor_for
from app.learning import queries, service
from app.learning.models import Command, QuarantinedCommand
from tests.learning.conftest import Classroom
from tests.learning.devices import Device
from tests.make_course import MadeCourse, make_course

SCHEDULES = 10

Made = tuple[Device, dict[str, Any]]


def _commands(classroom: Classroom, dice: random.Random) -> list[Made]:
    """What two devices did, in the order it was done, against placeholders for ids."""
    devices = [Device("telepon-sari"), Device("laptop-sari")]
    now, made = classroom.clock(), []
    for _ in range(dice.randint(4, 14)):
        now += timedelta(seconds=dice.randint(0, 40))
        device = dice.choice(devices)
        about = {"enrolment": "E", "activity": dice.choice(["satu", "dua"])}
        kinds: list[tuple[str, dict[str, Any]]] = [
            ("opened", {}),
            ("position", {"spot": f"b{dice.randint(1, 9)}", "furthest": dice.randint(0, 999)}),
            ("done", {}),
            ("note", {"block": "b1", "text": f"catatan {dice.randint(0, 99)}"}),
        ]
        kind, details = dice.choice(kinds)
        command = device.command(kind, now, **about, **details)
        made.append((device, command))
    return made


async def _play(
    classroom: Classroom, slug: str, batches: list[list[Made]], *, at_once: bool = False
) -> tuple[Any, ...]:
    """Push the batches into a fresh enrolment; everything that came of it, without times.

    ``at_once``: as concurrent requests, which the writer joins as they come.
    """
    async with classroom.database.transaction() as session:
        course = await make_course(session, classroom.clock(), slug=slug)
    async with classroom.database.transaction() as session:
        enrolment, _ = await service.enrol(
            session, classroom.sari, slug=slug, now=classroom.clock()
        )
    names = {activity: name for name, activity in course.activities.items()}
    before = await _count(classroom)
    ids: set[str] = set()

    async def push(batch: list[Made]) -> None:
        for device, made in groupby(batch, key=lambda one: one[0]):
            fresh = [_into(slug, enrolment.id, course, command) for _, command in made]
            ids.update(command["id"] for command in fresh)
            answer = await classroom.push(device, *fresh)
            assert {result.status for result in answer.results} <= {"stored", "duplicate"}

    if at_once:
        await asyncio.gather(*(push(batch) for batch in batches))
    for batch in () if at_once else batches:
        await push(batch)
    assert await _count(classroom) - before == len(ids), "stored exactly once each"
    async with classroom.database.reading() as session:
        states = await queries.states_of(session, [enrolment.id])
        notes = await queries.notes_of(session, classroom.cast.sari.id, enrolment.id)
        row = await queries.enrolment_for_person(session, classroom.cast.sari.id, enrolment.id)
        assert row is not None
        judged = await service.judged_requirements(session, row)
    assert row.activities_done == sum(one.met for one in judged), "rollups equal a recount"
    seen = sorted(
        (names[s.activity_id], s.opened_at, s.done_at, s.furthest, s.spot) for s in states
    )
    resume = names.get(row.resume_activity_id) if row.resume_activity_id else None
    return seen, sorted((names[n.activity_id], n.text) for n in notes), row.activities_done, resume


def _into(
    slug: str, enrolment_id: UUID, course: MadeCourse, command: dict[str, Any]
) -> dict[str, Any]:
    """A command told of this enrolment, under an id of its own."""
    payload = command["payload"]
    about = {
        "enrolment": str(enrolment_id),
        "activity": str(course.activities[payload["activity"]]),
    }
    return {**command, "id": _id_for(slug, command["id"]), "payload": payload | about}


def _id_for(slug: str, made: str) -> str:
    """Another id with the same order, so that a schedule's commands are its own."""
    return str(UUID(int=UUID(made).int ^ (crc32(slug.encode()))))


async def _count(classroom: Classroom) -> int:
    async with classroom.database.reading() as session:
        return (await session.execute(select(func.count()).select_from(Command))).scalar_one()


async def test_any_schedule_gives_the_same_state(classroom: Classroom) -> None:
    for seed in range(SCHEDULES):
        dice = random.Random(seed)
        made = _commands(classroom, dice)
        baseline = await _play(classroom, f"urut-{seed}", [made])
        shuffled = made + dice.sample(made, k=len(made) // 2)
        dice.shuffle(shuffled)
        cut = dice.randint(0, len(shuffled))
        other = await _play(classroom, f"acak-{seed}", [shuffled[:cut], shuffled[cut:]])
        assert other == baseline, f"seed {seed}"


async def test_concurrent_pushes_give_the_same_state(classroom: Classroom) -> None:
    """The same through the group-commit writer: any number of requests at the same moment."""
    for seed in range(SCHEDULES):
        dice = random.Random(1000 + seed)
        made = _commands(classroom, dice)
        baseline = await _play(classroom, f"satu-{seed}", [made])
        shuffled = made * 2 + dice.sample(made, k=len(made) // 2)
        dice.shuffle(shuffled)
        cuts = sorted(dice.randint(0, len(shuffled)) for _ in range(dice.randint(1, 9)))
        places = [0, *cuts, len(shuffled)]
        batches = [shuffled[a:b] for a, b in pairwise(places)]
        other = await _play(classroom, f"serentak-{seed}", batches, at_once=True)
        assert other == baseline, f"seed {seed}"


async def test_one_group_keeps_people_and_strange_ids_apart(classroom: Classroom) -> None:
    """The same id from two people, and twice with other content, all in one group."""
    async with classroom.database.transaction() as session:
        joko = await actor_for(session, classroom.cast.joko.id, classroom.clock())
        assert joko is not None
        joined, _ = await service.enrol(
            session, joko, slug=classroom.course.slug, now=classroom.clock()
        )
    phone = Device("telepon-sari")
    mine = phone.command("opened", classroom.clock(), **classroom.about("satu"))
    other = mine | {
        "payload": mine["payload"] | {"activity": str(classroom.about("dua")["activity"])}
    }
    his = mine | {"payload": mine["payload"] | {"enrolment": str(joined.id)}}
    pushes = [
        classroom.push(phone, mine),
        classroom.push(phone, other, mine),
        classroom.push(phone, his, actor=joko),
    ]
    first, second, third = [answer.results for answer in await asyncio.gather(*pushes)]
    assert [one.status for one in first] == ["stored"]
    assert [one.status for one in second] == ["rejected", "duplicate"]
    assert second[0].problem is not None
    assert second[0].problem.type == "/problems/id-reused"
    assert second[1].receipt == first[0].receipt
    assert [one.status for one in third] == ["stored"]
    async with classroom.database.reading() as session:
        strangers = (await session.execute(select(QuarantinedCommand))).scalars().all()
    assert [str(one.command_id) for one in strangers] == [mine["id"]]
