"""``lentera backup`` and ``lentera restore``: database, files and keys as one file.

The file belongs to no database: a backup of SQLite restores to PostgreSQL and back. It is taken
while the server runs. Files are read after the database's moment, so whatever a row of that moment
names is there.
"""

import asyncio
import json
import os
import secrets
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

from app.kit.database import Database
from app.operations import places
from app.operations.archive import (
    FORMAT,
    ArchiveWriter,
    ColumnEntry,
    Manifest,
    TableEntry,
    private_opener,
    sync_folder,
    table_member,
)
from app.operations.errors import Refused
from app.operations.restoring import Restored, restore_archive
from app.operations.rows import Shape
from app.operations.sealing import Sealer, read_passphrase
from app.operations.snapshot import Snapshot, snapshot, write_rows

__all__ = ["Refused", "Restored", "create", "restore"]


def create(
    setup: places.Setup, to: Path | None = None, *, passphrase_file: Path | None = None
) -> Path:
    """Write a backup of mode 0600 and return where it is. Blocking. Raises Refused.

    ``to``: unset, a dated file in the data folder's ``backups``; an existing file is not
    overwritten. With a passphrase file the backup is encrypted: it holds keys and personal data.
    """
    passphrase = read_passphrase(passphrase_file) if passphrase_file else None
    now = datetime.now(UTC)
    if to is None:
        name = f"lentera-{now:%Y%m%dT%H%M%SZ}.tar" + (".sealed" if passphrase else "")
        to = places.backups_folder(setup.data_dir) / name
    if to.exists():
        raise Refused(f"{to} is there already; give another name")
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not setup.database_url and not places.database_file(setup.data_dir).exists():
        raise Refused(f"There is no database in {setup.data_dir}; is LENTERA_DATA_DIR right?")
    work = to.parent / f".{to.name}.{secrets.token_hex(4)}"
    work.mkdir(mode=0o700)
    try:
        draft = work / "backup"
        with open(draft, "wb", opener=private_opener) as file:
            asyncio.run(_write(setup, file, passphrase, work, now))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, to)
        except FileExistsError as error:
            raise Refused(f"{to} is there already; give another name") from error
        except OSError:  # a file system without hard links
            draft.rename(to)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    sync_folder(to.parent)
    _note(setup, to, now)
    return to


def restore(
    setup: places.Setup,
    file: Path,
    replace: bool = False,
    *,
    passphrase_file: Path | None = None,
) -> Restored:
    """Bring database, files and keys back as they were. Blocking. Raises Refused.

    Nothing is touched before the whole backup proved genuine and its database was built beside the
    old one. What was there moves to ``replaced-…`` (a folder; on PostgreSQL also a schema).
    """
    passphrase = read_passphrase(passphrase_file) if passphrase_file else None
    return restore_archive(setup, file, replace=replace, passphrase=passphrase)


async def _write(
    setup: places.Setup, file: BinaryIO, passphrase: bytes | None, work: Path, now: datetime
) -> None:
    sealer = Sealer(file, passphrase) if passphrase else None
    database = Database(places.database_url(setup))
    try:
        with ArchiveWriter(sealer or file, int(now.timestamp())) as writer:
            async with snapshot(database) as source:
                tables = [await _add_table(writer, source, shape, work) for shape in source.shapes]
            _add_folder(writer, "files", places.files_folder(setup.data_dir))
            _add_folder(writer, "keys", places.keys_folder(setup.data_dir))
            manifest = Manifest(
                format=FORMAT,
                made_by=f"lentera {_version()}",
                made_at=now,
                database="sqlite" if source.is_sqlite else "postgresql",
                revision=source.revision,
                tables=tuple(tables),
                members=writer.members,
            )
            writer.finish(manifest)
    finally:
        await database.dispose()
    if sealer is not None:
        sealer.close()


async def _add_table(
    writer: ArchiveWriter, source: Snapshot, shape: Shape, work: Path
) -> TableEntry:
    path = work / "rows"
    rows = await write_rows(source, shape, path, private_opener)
    with path.open("rb") as packed:
        writer.add(table_member(shape.name), packed)
    path.unlink()
    columns = tuple(ColumnEntry(name=c.name, kind=c.kind) for c in shape.columns)
    return TableEntry(name=shape.name, rows=rows, columns=columns)


def _add_folder(writer: ArchiveWriter, prefix: str, folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        # Dotted names are drafts of files being written; those become whole under another name.
        if path.name.startswith("."):
            continue
        # A file that is gone since it was listed was nothing the database's moment refers to.
        with suppress(FileNotFoundError):
            if path.is_symlink() or not path.is_file():
                raise Refused(f"{path} is not a plain file; take it out of the data folder")
            with path.open("rb") as source:
                writer.add(f"{prefix}/{path.relative_to(folder).as_posix()}", source)


def _version() -> str:
    try:
        return version("lentera")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unknown"


def _note(setup: places.Setup, to: Path, now: datetime) -> None:
    note = places.last_backup_note(setup.data_dir)
    draft = note.with_name(f".{note.name}.{time.monotonic_ns()}")
    draft.write_text(json.dumps({"at": now.isoformat(), "file": str(to.absolute())}), "utf-8")
    draft.replace(note)
