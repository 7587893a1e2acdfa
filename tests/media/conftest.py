"""A course with its trainer, and a stranger's course beside it."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.identity.models import Role, RoleGrant
from app.kit.ids import uuid7
from tests.cast import Cast
from tests.conftest import FixedClock, SignIn
from tests.make_course import make_course


@dataclass(frozen=True, slots=True)
class Workshop:
    """Budi teaches ``course``, Tono ``other``; Sari learns."""

    course: UUID
    other: UUID
    budi: AsyncClient
    tono: AsyncClient
    rina: AsyncClient
    sari: AsyncClient


@pytest.fixture
async def workshop(app: FastAPI, cast: Cast, clock: FixedClock, as_player: SignIn) -> Workshop:
    async with app.state.database.transaction() as session:
        course = await make_course(session, clock())
        other = await make_course(session, clock(), slug="kursus-lain")
        session.add_all(
            RoleGrant(id=uuid7(), person_id=who, role=role, course_id=at, created_at=clock())
            for who, role, at in (
                (cast.budi.id, Role.TRAINER, course.id),
                (cast.tono.id, Role.PARTNER, other.id),
            )
        )
    players = [await as_player(one) for one in (cast.budi, cast.tono, cast.rina, cast.sari)]
    return Workshop(course.id, other.id, *players)
