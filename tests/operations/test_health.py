"""/healthz, /readyz and /metrics, on both databases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text

from app.catalogue.models import Course, CourseOrigin, Publication
from app.catalogue.statuses import CourseStatus
from app.kit.database import Database, sqlite_url
from app.kit.problems import install_problem_handlers
from app.operations.metrics import Traffic
from app.operations.router import router
from tests.operations.make import Setup

TOKEN = "rahasia-pengukur-01"


@asynccontextmanager
async def client(database: Database, token: str | None = None) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    install_problem_handlers(app)
    app.include_router(router)
    app.state.database, app.state.traffic = database, Traffic()
    app.state.settings = Setup(Path(), metrics_token=SecretStr(token) if token else None)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://test") as made:
        yield made


async def publish(database: Database) -> None:
    now, course = datetime(2026, 11, 23, tzinfo=UTC), uuid4()
    async with database.transaction() as session:
        session.add(
            Course(
                id=course,
                slug="kursus",
                status=CourseStatus.ACTIVE,
                origin=CourseOrigin.FILES,
                publication_id="a" * 64,
                updated_at=now,
            )
        )
        await session.flush()  # the publication refers to it
        session.add(
            Publication(
                id="a" * 64,
                course_id=course,
                version=1,
                public_document={},
                private_document={},
                published_at=now,
            )
        )


async def test_it_works(database: Database) -> None:
    await publish(database)
    async with client(database) as http:
        assert (await http.get("/healthz")).json() == {"status": "alive"}
        assert (await http.head("/healthz")).status_code == 200
        ready = await http.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})


async def test_nothing_published_is_not_ready(database: Database) -> None:
    async with client(database) as http:
        answer = await http.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"]
    assert (answer.json()["type"], answer.json()["reasons"]) == (
        "/problems/not-ready",
        ["publications"],
    )


@pytest.mark.parametrize(
    "statement",
    ["UPDATE alembic_version SET version_num = '0000'", "DROP TABLE alembic_version"],
)
async def test_another_schema_is_not_ready(database: Database, statement: str) -> None:
    async with database.write_engine.begin() as connection:
        await connection.execute(text(statement))
    async with client(database) as http:
        answer = await http.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["migrations"])


@pytest.mark.parametrize("url", ["postgresql://nobody:geheim@127.0.0.1:1/none", "sqlite"])
async def test_no_database_is_alive_but_not_ready(url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "no" / "x.db") if url == "sqlite" else url)
    async with client(database) as http:
        assert (await http.get("/healthz")).status_code == 200
        answer = await http.get("/readyz")
    await database.dispose()
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["database"])
    assert "geheim" not in answer.text


async def test_metrics_ask_for_the_token(database: Database) -> None:
    async with client(database, TOKEN) as http:
        for headers in (
            {},
            {"authorization": "Bearer salah"},
            {"authorization": f"Bearer {TOKEN}x"},
        ):
            assert (await http.get("/metrics", headers=headers)).status_code == 404
        answer = await http.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert "lentera_jobs_waiting 0.0" in answer.text
    assert "lentera_commands_stored 0.0" in answer.text


@pytest.mark.parametrize("token", [None, ""])
async def test_without_a_token_there_are_no_metrics(database: Database, token: str | None) -> None:
    async with client(database, token) as http:
        for headers in ({}, {"authorization": "Bearer "}, {"authorization": "Bearer None"}):
            assert (await http.get("/metrics", headers=headers)).status_code == 404
