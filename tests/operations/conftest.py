"""A second PostgreSQL database, empty, to restore into."""

import os
import uuid
from collections.abc import Callable, Iterator

import pytest

from tests.conftest import PG_ENV


@pytest.fixture
def second_postgres_url(postgres: Callable[[str], None]) -> Iterator[str]:
    name = f"t_{uuid.uuid4().hex}"
    postgres(f"CREATE DATABASE {name}")
    yield os.environ[PG_ENV] + name
    postgres(f"DROP DATABASE {name} WITH (FORCE)")
