"""Another installation beside the one under test, for what travels between them."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from httpx import ASGITransport, AsyncClient

from app.identity.cookies import session_cookie
from app.kit.database import sqlite_url
from app.main import create_app
from app.settings import Settings
from tests.cast import assemble
from tests.conftest import FixedClock


@asynccontextmanager
async def another_house(
    migrated_sqlite: Path, folder: Path, clock: FixedClock
) -> AsyncIterator[tuple[AsyncClient, Any]]:
    """A server of its own, where Rina is an admin too."""
    folder.mkdir()
    shutil.copyfile(migrated_sqlite, folder / "other.db")
    settings = Settings(data_dir=folder, database_url=sqlite_url(folder / "other.db"))
    other = create_app(settings, clock=clock)
    async with other.router.lifespan_context(other):
        async with other.state.database.transaction() as session:
            cast = await assemble(session, clock())
            token = await other.state.sessions.create(session, cast.rina.id, clock())
        transport: Any = ASGITransport(other)
        async with AsyncClient(
            transport=transport,
            base_url="https://test",
            cookies={session_cookie(None): token},
            headers={"Sec-Fetch-Site": "same-origin"},
        ) as rina:
            yield rina, other.state.database
