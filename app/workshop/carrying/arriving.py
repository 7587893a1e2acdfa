"""A file that was sent, opened for reading: what it holds as text, and the media it carries.

Sound, film and documents are examined in a subprocess as if each had been uploaded, whether the
file came as an upload or in one request.
"""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from app.identity.actor import Actor
from app.kit.database import Database
from app.kit.ids import uuid7
from app.media import limits
from app.media import service as media
from app.media.examining import run_apart
from app.media.store import Store, store_of
from app.workshop.carrying import reading
from app.workshop.carrying.reading import Brought, FileRefused


@dataclass(frozen=True, slots=True)
class MediaFound:
    """A sound, film or document that was found good; it lies at ``path`` until it is adopted."""

    sha256: str
    media_type: str
    bytes: int
    seconds: int | None
    pages: int | None
    path: Path


@dataclass(frozen=True, slots=True)
class Arrived:
    """What was sent: its own name, its texts, its media by hash."""

    name: str
    brought: Brought
    media: Mapping[str, MediaFound]


@asynccontextmanager
async def uploaded(database: Database, actor: Actor, upload_id: UUID) -> AsyncIterator[Arrived]:
    """A finished upload, examined already.

    Raises ``UploadNotFound``, ``UploadNotDone``, ``UploadGone``, ``FileRefused``.
    """
    async with database.reading() as session:
        sent = await media.finished(session, actor, upload_id, purpose="import")
    brought = await asyncio.to_thread(_read, sent.name, sent.whole)
    yield Arrived(sent.name, brought, await asyncio.to_thread(_found, sent.folder))


@asynccontextmanager
async def posted(database: Database, name: str, content: bytes) -> AsyncIterator[Arrived]:
    """A file that came in one request. Raises ``FileRefused``."""
    brought = await asyncio.to_thread(reading.read, name, content)
    if not brought.media:
        yield Arrived(name, brought, {})
        return
    store, number = store_of(database), uuid7()
    try:
        await asyncio.to_thread(_lay_down, store, number, content)
        said = await run_apart(store.whole(number), store.work(number), limits.ARCHIVE)
        if "found" not in said:
            raise FileRefused(str(said["refused"]), said.get("about", ""))
        yield Arrived(name, brought, await asyncio.to_thread(_found, store.work(number)))
    finally:
        await asyncio.to_thread(store.discard, number)


def _lay_down(store: Store, number: UUID, content: bytes) -> None:
    store.begin(number)
    store.write(number, 0, content)
    store.close(number)
    shutil.rmtree(store.work(number), ignore_errors=True)
    store.work(number).mkdir(mode=0o700)


def _read(name: str, path: Path) -> Brought:
    with path.open("rb") as file:
        return reading.read(name, file)


def _found(folder: Path) -> dict[str, MediaFound]:
    """What the examination of a zip has laid out; nothing for a text."""
    listed = folder / "media.json"
    if not listed.is_file():
        return {}
    return {one["media"]: _one(folder, one) for one in json.loads(listed.read_text())}


def _one(folder: Path, said: Mapping[str, Any]) -> MediaFound:
    return MediaFound(
        sha256=said["media"],
        media_type=said["media_type"],
        bytes=said["bytes"],
        seconds=said["seconds"],
        pages=said["pages"],
        path=folder / "media" / said["media"],
    )
