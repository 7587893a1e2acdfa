"""A database with the cast and a course, and a way to push commands as a person."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from app.catalogue.publications import PUBLICATIONS_KEY, Publications
from app.identity.actor import Actor
from app.identity.service import actor_for
from app.kit.database import Database
from app.learning import commands, service
from app.learning.models import Enrolment
from app.learning.schemas import Push, PushResult
from app.learning.sync import Registry, apply_batch
from tests.cast import Cast, assemble
from tests.conftest import FixedClock
from tests.learning.devices import Device
from tests.make_course import MadeCourse, make_course


@dataclass
class Classroom:
    """Sari is enrolled in a course of two lessons; reactions of upper floors are left out."""

    database: Database
    clock: FixedClock
    cast: Cast
    course: MadeCourse
    sari: Actor
    enrolment_id: UUID
    registry: Registry

    async def push(
        self, device: Device, *made: dict[str, Any], actor: Actor | None = None
    ) -> PushResult:
        return await self.push_raw(device.push(self.clock(), *made), actor)

    async def push_raw(self, body: dict[str, Any], actor: Actor | None = None) -> PushResult:
        push = Push.model_validate(body)
        return await apply_batch(
            self.database, actor or self.sari, push, self.registry, self.clock()
        )

    def about(self, slug: str) -> dict[str, UUID]:
        return {"enrolment": self.enrolment_id, "activity": self.course.activities[slug]}

    async def enrolment(self) -> Enrolment:
        async with self.database.reading() as session:
            return await session.get_one(Enrolment, self.enrolment_id)


@pytest.fixture
async def classroom(database_url: str, clock: FixedClock) -> AsyncIterator[Classroom]:
    database = Database(database_url)
    database.info[PUBLICATIONS_KEY] = Publications(database)
    async with database.transaction() as session:
        cast = await assemble(session, clock())
        course = await make_course(session, clock())
    async with database.transaction() as session:
        sari = await actor_for(session, cast.sari.id, clock())
        assert sari is not None
        enrolment, _ = await service.enrol(session, sari, slug=course.slug, now=clock())
    registry = Registry({kind.name: kind for kind in commands.KINDS}, (), b"r" * 32)
    yield Classroom(database, clock, cast, course, sari, enrolment.id, registry)
    await database.dispose()
