"""A second PostgreSQL database, empty, to restore into."""

import asyncio
import os
import uuid
from collections.abc import Iterator

import pytest

from tests.conftest import PG_ENV, _execute


@pytest.fixture
def second_postgres_url() -> Iterator[str]:
    server, name = os.environ[PG_ENV], f"t_{uuid.uuid4().hex}"
    asyncio.run(_execute(server, f"CREATE DATABASE {name}"))
    yield server + name
    asyncio.run(_execute(server, f"DROP DATABASE {name} WITH (FORCE)"))
