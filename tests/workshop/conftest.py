"""A published course with its files; Budi and Dewi teach it, Tono teaches another one."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.compiler.compile import CompiledCourse
from app.catalogue.publishing import publish
from app.identity.actor import Actor
from app.identity.models import Role, RoleGrant
from app.identity.service import actor_for
from app.kit.database import Database
from app.kit.ids import uuid7
from tests.cast import Cast, Player
from tests.conftest import FixedClock, SignIn
from tests.make_course import make_course
from tests.studio.conftest import course_files


@dataclass(frozen=True, slots=True)
class Shop:
    """``slug`` names the course; ``url`` is its draft in the teaching API."""

    app: FastAPI
    clock: FixedClock
    budi: AsyncClient
    dewi: AsyncClient
    rina: AsyncClient
    tono: AsyncClient
    sari: AsyncClient
    cast: Cast
    compiled: CompiledCourse

    @property
    def database(self) -> Database:
        database: Database = self.app.state.database
        return database

    @property
    def course_id(self) -> UUID:
        return self.compiled.course_id

    @property
    def url(self) -> str:
        return f"/api/v1/teaching/drafts/{self.course_id}"

    async def trail(self) -> list[str]:
        """Acts that were written down, the newest first."""
        items = (await self.rina.get("/api/v1/admin/audit")).json()["items"]
        return [one["act"] for one in items]

    async def actor(self, session: AsyncSession, player: Player) -> Actor:
        actor = await actor_for(session, player.id, now=self.clock())
        assert actor is not None
        return actor


@pytest.fixture
async def shop(
    app: FastAPI, cast: Cast, clock: FixedClock, tmp_path: Path, as_player: SignIn
) -> Shop:
    compiled = course_files(tmp_path / "content")
    async with app.state.database.transaction() as session:
        await publish(session, compiled, now=clock())
        other = await make_course(session, clock(), slug="lain")
        for player, course in (
            (cast.budi, compiled.course_id),
            (cast.dewi, compiled.course_id),
            (cast.tono, other.id),
        ):
            session.add(
                RoleGrant(
                    id=uuid7(),
                    person_id=player.id,
                    role=Role.TRAINER,
                    course_id=course,
                    created_at=clock(),
                )
            )
    return Shop(
        app=app,
        clock=clock,
        budi=await as_player(cast.budi),
        dewi=await as_player(cast.dewi),
        rina=await as_player(cast.rina),
        tono=await as_player(cast.tono),
        sari=await as_player(cast.sari),
        cast=cast,
        compiled=compiled,
    )
