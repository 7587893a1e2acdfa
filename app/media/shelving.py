"""Media from the operator's own folders: kept like an upload, once they are what they say."""

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from app.kit.database import Database
from app.kit.ids import uuid7
from app.media import limits, refusals, service
from app.media.examining import run_apart
from app.media.schemas import UploadResult
from app.media.store import Store, store_of

_KINDS = {"audio": limits.SOUND, "video": limits.FILM, "application": limits.DOCUMENT}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a course shows."""

    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """``kept``: how many are held now, those from before too; ``refused``: why, by hash."""

    kept: int
    missing: Sequence[str]
    refused: Mapping[str, str]


async def keep(
    database: Database,
    course_id: UUID,
    wanted: Sequence[Wanted],
    folders: Sequence[Path],
    *,
    now: datetime,
) -> Outcome:
    """Hold for a course what it shows: what this server has, and files named by their hash in one
    of the folders, examined as an upload is.
    """
    kept, missing, refused = 0, [], {}
    for one in wanted:
        found = await _found(database, one, folders)
        if found is None:
            missing.append(one.sha256)
        elif isinstance(found, str):
            refused[one.sha256] = found
        else:
            async with database.transaction() as session:
                await service.hold(
                    session,
                    None,
                    course_id=course_id,
                    sha256=one.sha256,
                    media_type=found.media_type,
                    size=found.bytes,
                    seconds=found.seconds,
                    pages=found.pages,
                    now=now,
                )
            kept += 1
    return Outcome(kept, missing, refused)


@dataclass(frozen=True, slots=True)
class _File:
    media_type: str
    bytes: int
    seconds: int | None
    pages: int | None


async def _found(database: Database, one: Wanted, folders: Sequence[Path]) -> _File | str | None:
    """The file, why it cannot be taken, or None: it is nowhere."""
    store = store_of(database)
    async with database.reading() as session:
        held = await service.held(session, one.sha256)
    if held is not None and await asyncio.to_thread(store.size, one.sha256) is not None:
        return _File(held.media_type, held.bytes, held.seconds, held.pages)
    for folder in folders:
        path = folder / one.sha256
        if await asyncio.to_thread(path.is_file):
            return await _taken(store, one, path)
    return None


async def _taken(store: Store, one: Wanted, path: Path) -> _File | str:
    number = uuid7()
    try:
        # A copy, so that what is examined is what is kept, whatever becomes of the folder.
        await asyncio.to_thread(_copy, store, number, path)
        kind = _KINDS[one.media_type.partition("/")[0]]
        said = await run_apart(store.whole(number), store.work(number), kind)
        if "found" not in said:
            return refusals.words(str(said["refused"]), "en")
        found = UploadResult.model_validate(said["found"])
        if found.media != one.sha256:
            return refusals.words("not-its-hash", "en")
        await asyncio.to_thread(store.adopt, store.whole(number), one.sha256)
        return _File(found.media_type, found.bytes, found.seconds, found.pages)
    finally:
        await asyncio.to_thread(store.discard, number)


def _copy(store: Store, number: UUID, path: Path) -> None:
    store.begin(number)
    shutil.copyfile(path, store.part(number))
    store.close(number)
    store.work(number).mkdir(mode=0o700)
