"""The identity feature as an application of its own: its routers, its checks, a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from app.identity.csrf import CsrfProtection
from app.identity.passwords import Passwords
from app.identity.people_router import router as people_router
from app.identity.router import router as identity_router
from app.identity.sessions import Sessions
from app.identity.tokens import Tokens
from app.kit.database import Database
from app.kit.invalidation import INVALIDATIONS_KEY, Invalidations
from app.kit.keys import Keyring
from app.kit.problems import install_problem_handlers
from app.settings import Settings
from app.wiring import reactions
from tests.conftest import FixedClock


def identity_app(settings: Settings, clock: FixedClock, keys: Path) -> FastAPI:
    """An application that knows identity alone."""
    assert settings.database_url is not None
    database = Database(settings.database_url, reactions())
    invalidations = Invalidations(database)
    database.info[INVALIDATIONS_KEY] = invalidations
    app = FastAPI()
    state = app.state
    state.settings, state.clock, state.database, state.keys = (
        settings,
        clock,
        database,
        Keyring(keys),
    )
    state.sessions = Sessions(database, invalidations)
    state.tokens = Tokens(state.keys, "lentera", database, invalidations)
    state.passwords = Passwords()
    app.include_router(identity_router)
    app.include_router(people_router)
    install_problem_handlers(app)
    app.add_middleware(CsrfProtection, public_url=settings.public_url)
    return app


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of the application under test; a test module may override this fixture."""
    return Settings(data_dir=tmp_path, database_url=database_url)


@pytest.fixture
async def app(settings: Settings, clock: FixedClock, tmp_path: Path) -> AsyncIterator[FastAPI]:
    app = identity_app(settings, clock, tmp_path / "keys")
    yield app
    app.state.passwords.close()
    await app.state.database.dispose()


@pytest.fixture
async def api(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """A program, not a browser: no cookies are kept, nothing says where it comes from."""
    async with AsyncClient(transport=ASGITransport(app), base_url="https://test") as client:
        yield client
