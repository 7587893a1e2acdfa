"""Engines, databases, clock and app for every test.

Each test that touches a database gets its own, as a cheap copy of one built by the real
migrations, and commits for real: one outer transaction could serve neither the read engine nor two
command lanes. ``database`` runs each test on SQLite and on PostgreSQL. All files of the tests lie
in memory where the machine has room for them: thousands of databases come and go.
"""

import asyncio
import gc
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import AsyncExitStack, ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from hypothesis import settings as hypothesis_settings

from app import main
from app.delivery.assets import Assets
from app.delivery.rendering import Pages
from app.identity.cookies import session_cookie
from app.kit.database import Database, sqlite_url
from app.main import create_app
from app.operations.migrating import migrate
from app.settings import Settings
from app.wiring import reactions
from tests.cast import Cast, Player, assemble
from tests.postgres_cluster import cluster, memory

PG_ENV, PG_COPYING = "LENTERA_TEST_POSTGRES", "LENTERA_TEST_COPYING"
TEMPLATE = "lentera_template"

# The gate asks the same examples each time; ``make explore`` goes looking for others.
hypothesis_settings.register_profile("steady", derandomize=True)
hypothesis_settings.register_profile("explore", print_blob=True)
hypothesis_settings.load_profile("explore" if os.environ.get("LENTERA_EXPLORE") else "steady")

SignIn = Callable[[Player], Awaitable[AsyncClient]]

_stack = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Rewrite the outcomes of content cases")


def pytest_configure(config: pytest.Config) -> None:
    """Start one cluster for the whole run; workers find it by the environment."""
    if (folder := memory()) is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))
    if PG_ENV not in os.environ and not config.option.collectonly:
        os.environ[PG_ENV] = _stack.enter_context(cluster())
        asyncio.run(_make_template(os.environ[PG_ENV]))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is there when the tests begin stays to the end: nobody need look whether it is waste."""
    gc.disable()
    collected = yield
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
    return collected


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _stack.close()


async def _make_template(server: str) -> None:
    connection = await asyncpg.connect(server + "postgres")
    # The older way to copy writes no log of every page; before 15 there was no other.
    has_ways = connection.get_server_version().major >= 15
    os.environ[PG_COPYING] = "STRATEGY file_copy" if has_ways else ""
    await connection.execute(f"CREATE DATABASE {TEMPLATE}")
    await connection.close()
    await asyncio.to_thread(migrate, server + TEMPLATE)


class FixedClock:
    """A clock that stands still until it is told otherwise. Begins on a Monday morning."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> datetime:
        self.now += timedelta(**duration)
        return self.now


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("sqlite") / "lentera.db"
    migrate(sqlite_url(path))
    return path


@pytest.fixture
def sqlite_database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    path = tmp_path / "lentera.db"
    shutil.copyfile(migrated_sqlite, path)
    return sqlite_url(path)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str], None]]:
    """Runs statements beside the tests, on a connection and a loop of its own."""
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        connection = runner.run(asyncpg.connect(os.environ[PG_ENV] + "postgres"))
        yield lambda statement: runner.run(connection.execute(statement)) and None
        runner.run(connection.close())


@pytest.fixture
def postgres_database_url(postgres: Callable[[str], None]) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database, dropped afterwards."""
    name = f"t_{uuid.uuid4().hex}"
    postgres(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} {os.environ[PG_COPYING]}")
    yield os.environ[PG_ENV] + name
    postgres(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_database_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database of this test's own, on both engines."""
    database = Database(database_url, reactions())
    yield database
    await database.dispose()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The build and the templates, read and compiled once: an application only reads them."""
    return Pages(Assets.load(kept=tmp_path_factory.mktemp("build")), https=False)


@pytest.fixture
async def app(
    database_url: str,
    clock: FixedClock,
    tmp_path: Path,
    pages: Pages,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[FastAPI]:
    """The whole application on a database of this test's own, with its background tasks."""
    monkeypatch.setattr(main, "Assets", SimpleNamespace(load=lambda **_: pages.assets))
    monkeypatch.setattr(main, "Pages", lambda *_, **__: pages)
    settings = Settings(data_dir=tmp_path / "data", database_url=database_url)
    app = create_app(settings, clock=clock)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def cast(app: FastAPI, clock: FixedClock) -> Cast:
    """The standing cast, in the app's database."""
    async with app.state.database.transaction() as session:
        return await assemble(session, clock())


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """A stranger's client. ``https``, since Secure cookies are dropped over http."""
    async with AsyncClient(transport=ASGITransport(app), base_url="https://test") as client:
        yield client


@pytest.fixture
async def as_player(app: FastAPI, clock: FixedClock) -> AsyncIterator[SignIn]:
    """Makes clients in whose browser a player is signed in."""
    async with AsyncExitStack() as stack:

        async def sign_in(player: Player) -> AsyncClient:
            async with app.state.database.transaction() as session:
                token = await app.state.sessions.create(session, player.id, clock())
            return await stack.enter_async_context(
                AsyncClient(
                    transport=ASGITransport(app),
                    base_url="https://test",
                    cookies={session_cookie(None): token},
                    headers={"Sec-Fetch-Site": "same-origin"},
                )
            )

        yield sign_in


@pytest.fixture(scope="session")
def openapi(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The API's own document; it needs no database to be made."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("openapi"))
    return create_app(settings).openapi()
