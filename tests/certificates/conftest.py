"""What certificates need of a database: rules, an issuer with keys, people and a course."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.catalogue.publications import PUBLICATIONS_KEY, Publications
from app.certificates.issuing import ISSUING_KEY, Issuing
from app.certificates.seeding import seed_rules
from app.kit.database import Database
from app.kit.keys import Keyring
from tests.cast import Cast, assemble
from tests.certificates.make import enrol
from tests.conftest import FixedClock
from tests.make_course import MadeCourse, make_course


@dataclass(frozen=True, slots=True)
class Scene:
    """Sari is enrolled in a course of 3 JP."""

    database: Database
    cast: Cast
    course: MadeCourse
    now: datetime


def issuing_in(folder: Path) -> Issuing:
    return Issuing(
        issuer="BKPSDM Kota Contoh",
        place="Kota Contoh",
        number_template="{sequence:04d}/LENTERA/{year}",
        public_url="https://lentera.kotacontoh.go.id",
        keys=Keyring(folder),
    )


async def _scene(database: Database, cast: Cast | None, now: datetime) -> Scene:
    async with database.transaction() as session:
        await seed_rules(session)
        players = cast or await assemble(session, now)
        course = await make_course(session, now, jp=3)
        await enrol(session, players.sari.id, course, now)
    return Scene(database, players, course, now)


@pytest.fixture
async def scene(database: Database, clock: FixedClock, tmp_path: Path) -> Scene:
    """On both databases, without the application."""
    database.info[PUBLICATIONS_KEY] = Publications(database)
    database.info[ISSUING_KEY] = issuing_in(tmp_path / "keys")
    return await _scene(database, None, clock())


@pytest.fixture
async def served(app: FastAPI, cast: Cast, clock: FixedClock, tmp_path: Path) -> Scene:
    """The same inside the application."""
    database: Database = app.state.database
    database.info[ISSUING_KEY] = issuing_in(tmp_path / "keys")
    return await _scene(database, cast, clock())
