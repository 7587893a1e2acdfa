"""Builds a database, files and keys from a backup beside the old ones, then puts them in place.

The order is the safety: verify everything, build everything, and only then move the old aside and
the new in. A failure before that changes nothing; what was replaced is kept for the operator to
delete.
"""

import asyncio
import secrets
import shutil
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from app.kit.database import async_url
from app.operations import places, revisions
from app.operations.archive import Archive, Manifest, private_opener, sync_folder
from app.operations.errors import Refused
from app.operations.loading import Target, targets
from app.operations.sealing import is_sealed, unseal


@dataclass(frozen=True)
class Restored:
    """What a restore did. ``replaced``: where the former things are now, if there were any."""

    made_at: datetime
    revision: str
    rows: int
    files: int
    keys: int
    replaced: str | None


def restore_archive(
    setup: places.Setup, file: Path, *, replace: bool, passphrase: bytes | None
) -> Restored:
    """See ``backup.restore``."""
    data_dir = setup.data_dir
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    staging = data_dir / f".restoring-{secrets.token_hex(4)}"
    staging.mkdir(mode=0o700)
    try:
        with ExitStack() as stack:
            try:
                source: BinaryIO = stack.enter_context(file.open("rb"))
            except OSError as error:
                raise Refused(f"{file} cannot be read: {error.strerror}") from error
            if is_sealed(source):
                source = stack.enter_context(_unsealed(source, staging, passphrase))
            archive = Archive(source)
            _refuse_newer(archive.manifest)
            target = targets(
                async_url(setup.database_url) if setup.database_url else None,
                places.database_file(data_dir),
                staging,
            )
            _refuse_occupied(target, replace=replace)
            files = archive.extract("files", staging / "files")
            keys = archive.extract("keys", staging / "keys")
            target.build(archive)
            replaced = _put_in_place(data_dir, staging, target)
        manifest = archive.manifest
        rows = sum(table.rows for table in manifest.tables)
        return Restored(manifest.made_at, manifest.revision, rows, files, keys, replaced)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _unsealed(source: BinaryIO, staging: Path, passphrase: bytes | None) -> BinaryIO:
    if passphrase is None:
        raise Refused("The backup is encrypted; give --passphrase-file")
    path = staging / "archive"
    with open(path, "xb", opener=private_opener) as opened:
        unseal(source, opened, passphrase)
    return path.open("rb")


def _refuse_newer(manifest: Manifest) -> None:
    if manifest.revision not in revisions.lineage():
        raise Refused(
            f"The backup was made by a newer Lentera ({manifest.made_by}, schema "
            f"{manifest.revision}). Install that version or a newer one, then restore."
        )


def _refuse_occupied(target: Target, *, replace: bool) -> None:
    in_use = asyncio.run(target.users())
    if in_use:
        raise Refused(f"The database is in use ({in_use}). Stop Lentera, then restore.")
    if not replace and asyncio.run(target.has_rows()):
        raise Refused(
            "The database is not empty. With --replace it is moved aside and the backup takes "
            "its place."
        )


def _put_in_place(data_dir: Path, staging: Path, target: Target) -> str | None:
    """Move the old aside and the new in; undone as a whole if any step fails."""
    aside = data_dir / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    moves: list[tuple[Path, Path]] = []
    for name in ("files", "keys", *target.file_names()):
        old, new = data_dir / name, staging / name
        if old.exists():
            moves.append((old, aside / name))
        if new.exists():
            moves.append((new, old))
    aside.mkdir(mode=0o700)
    done: list[tuple[Path, Path]] = []
    try:
        for here, there in moves:
            here.rename(there)
            done.append((here, there))
        kept = asyncio.run(target.swap(aside.name.replace("-", "_").lower()))
    except BaseException:
        for here, there in reversed(done):
            there.rename(here)
        raise
    finally:
        with suppress(OSError):  # stays if something was moved there
            aside.rmdir()
    sync_folder(data_dir)
    places_kept = ([str(aside)] if aside.exists() else []) + ([kept] if kept else [])
    return " and ".join(places_kept) or None
