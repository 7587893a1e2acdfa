"""Sari and Joko, each enrolled in a course that is one worksheet, and devices to fill it with."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from app.catalogue.publications import PUBLICATIONS_KEY, Publications
from app.identity.actor import Actor
from app.identity.service import actor_for
from app.kit.database import Database
from app.learning import service
from app.learning.schemas import CommandResult, Push
from app.learning.sync import Registry, apply_batch
from app.wiring import COMMAND_KINDS
from app.worksheets.schemas import WorksheetRead
from app.worksheets.service import worksheet_view
from tests.cast import Cast, assemble
from tests.conftest import FixedClock
from tests.learning.devices import Device
from tests.make_course import make_course
from tests.worksheets.make_worksheet import make_worksheet


@dataclass
class Desk:
    """One person's place at one worksheet."""

    actor: Actor
    enrolment: UUID
    activity: UUID
    device: Device


@dataclass
class WorkRoom:
    database: Database
    clock: FixedClock
    cast: Cast
    registry: Registry
    made: int = 0

    async def actor(self, person_id: UUID) -> Actor:
        async with self.database.transaction() as session:
            found = await actor_for(session, person_id, self.clock())
        assert found is not None
        return found

    async def desk(self, actor: Actor, **sheet: Any) -> Desk:
        """A fresh course without JP that is one worksheet, and the actor enrolled in it."""
        self.made += 1
        activity = make_worksheet(**sheet)
        async with self.database.transaction() as session:
            course = await make_course(
                session,
                self.clock(),
                slug=f"lembar-{self.made}",
                jp=0,
                lessons=(),
                more=[activity],
            )
        return await self.join(actor, course.slug, activity.id)

    async def join(self, actor: Actor, slug: str, activity: UUID) -> Desk:
        async with self.database.transaction() as session:
            enrolment, _ = await service.enrol(session, actor, slug=slug, now=self.clock())
        return Desk(actor, enrolment.id, activity, Device("telepon-pertama"))

    def command(
        self, desk: Desk, *, device: Device | None = None, **payload: Any
    ) -> dict[str, Any]:
        return (device or desk.device).command(
            "worksheet",
            self.clock(),
            enrolment=desk.enrolment,
            activity=desk.activity,
        ) | {
            "payload": {
                "enrolment": str(desk.enrolment),
                "activity": str(desk.activity),
                **payload,
            }
        }

    async def push(
        self, desk: Desk, *commands: dict[str, Any], device: Device | None = None
    ) -> list[CommandResult]:
        push = Push.model_validate((device or desk.device).push(self.clock(), *commands))
        registry = self.registry
        return (await apply_batch(self.database, desk.actor, push, registry, self.clock())).results

    async def fill(self, desk: Desk, values: dict[str, str], **how: Any) -> CommandResult:
        return (await self.push(desk, self.command(desk, values=values, **how), **how))[0]

    async def view(self, desk: Desk) -> WorksheetRead:
        async with self.database.reading() as session:
            return await worksheet_view(session, desk.actor, desk.enrolment, desk.activity)


@pytest.fixture
async def room(database_url: str, clock: FixedClock) -> AsyncIterator[WorkRoom]:
    database = Database(database_url)
    database.info |= {PUBLICATIONS_KEY: Publications(database)}
    async with database.transaction() as session:
        cast = await assemble(session, clock())
    yield WorkRoom(database, clock, cast, Registry(COMMAND_KINDS, (), b"r" * 32))
    await database.dispose()


@pytest.fixture
async def sari(room: WorkRoom) -> Actor:
    return await room.actor(room.cast.sari.id)


@pytest.fixture
async def joko(room: WorkRoom) -> Actor:
    return await room.actor(room.cast.joko.id)
