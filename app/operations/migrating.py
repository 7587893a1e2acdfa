"""Brings a database to the newest schema with Alembic, in a step of its own.

Importing Alembic costs about a second of CPU, so a serving process never does: ``lentera migrate``
and ``make run`` call this before it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config

ROOT = Path(__file__).resolve().parents[2]


def _config(database_url: str, connect_args: Mapping[str, Any] | None = None) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["database_url"] = database_url
    config.attributes["connect_args"] = dict(connect_args or {})
    return config


def migrate(
    database_url: str, revision: str = "head", connect_args: Mapping[str, Any] | None = None
) -> None:
    """Upgrade to ``revision``. Blocking, with an event loop of its own.

    ``connect_args`` go to the driver, e.g. another schema to work in. Raises what the database
    raises.
    """
    command.upgrade(_config(database_url, connect_args), revision)
