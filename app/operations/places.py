"""Where an installation keeps its things, and which of its settings an operator's commands need."""

from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from app.kit.database import async_url, sqlite_url


class Setup(Protocol):
    """The settings read here; ``app.settings.Settings`` has this shape."""

    @property
    def data_dir(self) -> Path: ...
    @property
    def database_url(self) -> str | None: ...
    @property
    def public_url(self) -> str | None: ...
    @property
    def host(self) -> str: ...
    @property
    def workers(self) -> int: ...
    @property
    def content(self) -> str: ...
    @property
    def trusted_proxies(self) -> str: ...
    @property
    def smtp_url(self) -> SecretStr | None: ...
    @property
    def mail_from(self) -> str: ...
    @property
    def metrics_token(self) -> SecretStr | None: ...


def database_file(data_dir: Path) -> Path:
    return data_dir / "lentera.db"


def keys_folder(data_dir: Path) -> Path:
    return data_dir / "keys"


def files_folder(data_dir: Path) -> Path:
    return data_dir / "files"


def backups_folder(data_dir: Path) -> Path:
    return data_dir / "backups"


def last_backup_note(data_dir: Path) -> Path:
    """Says when the last backup was made, wherever it was written to."""
    return data_dir / "last-backup.json"


def database_url(setup: Setup) -> str:
    """The URL with its driver: PostgreSQL's if one is set, else the SQLite file's."""
    if setup.database_url:
        return async_url(setup.database_url)
    return sqlite_url(database_file(setup.data_dir))
