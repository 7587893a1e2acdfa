"""Examines uploads that have arrived, one at a time, each in a subprocess with narrow limits.

The worker's loop only starts it: an examination may take a minute, and mail should not wait for
that. No transaction is open while the subprocess works.
"""

import asyncio
import contextlib
import json
import os
import shutil
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from app.kit.database import Database
from app.media import limits, queries
from app.media.limits import UploadState
from app.media.models import Upload
from app.media.store import Store, store_of

log = structlog.get_logger()

WALL_SECONDS = 180
LEASE = timedelta(seconds=WALL_SECONDS + 60)
MAX_TRIES = 3
EXPIRED_AT_ONCE = 50
EXAMINER_KEY = "media-examiner"
_ROOT = Path(__file__).resolve().parents[2]


class Examiner:
    """The one examination of this process."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def start(self, database: Database, now: datetime) -> None:
        """Go on until nothing waits; nothing happens if it is at it already."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(_examine_all(database, now))

    async def stop(self) -> None:
        """What is being examined is taken up again by the next process."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task


async def examine_due(database: Database, now: datetime) -> None:
    """The worker's chore: see that what has arrived is being examined."""
    async with database.reading() as session:
        is_due = await queries.is_anything_due(session, now)
    if is_due:
        examiner: Examiner = database.info[EXAMINER_KEY]
        examiner.start(database, now)


async def sweep(database: Database, now: datetime) -> None:
    """The worker's chore: uploads that nobody finished or used within seven days go."""
    async with database.reading() as session:
        gone = await queries.expired(session, now, limit=EXPIRED_AT_ONCE)
    if not gone:
        return
    async with database.transaction() as session:
        await queries.remove(session, gone)
    store = store_of(database)
    for upload_id in gone:
        await asyncio.to_thread(store.discard, upload_id)


async def _examine_all(database: Database, now: datetime) -> None:
    began = time.monotonic()
    try:
        while True:
            moment = now + timedelta(seconds=time.monotonic() - began)
            async with database.transaction() as session:
                upload = await queries.lease(session, moment, LEASE)
            if upload is None:
                return
            await _examine(database, upload)
    except Exception:  # the database may be away; the chore starts it again
        log.exception("examination_failed")


async def _examine(database: Database, upload: Upload) -> None:
    store = store_of(database)
    kind = limits.kind_named(upload.name, upload.purpose)
    said: dict[str, Any] = {"refused": "too-hard"}

    async def note(percent: int) -> None:
        async with database.transaction() as session:
            await queries.set_progress(session, upload.id, percent)

    if kind is not None and upload.tries <= MAX_TRIES:
        work = store.work(upload.id)
        await asyncio.to_thread(_prepare, store, upload.id, work)
        said = await run_apart(store.whole(upload.id), work, kind, note)
    async with database.transaction() as session:
        row = await queries.upload_for_update(session, upload.id)
        if row is None:  # withdrawn meanwhile
            return
        row.leased_until, row.progress = None, 100
        if found := said.get("found"):
            row.state, row.result = UploadState.DONE, found
        else:
            row.state, row.reason = UploadState.REFUSED, str(said["refused"])
            row.result = {"about": about} if (about := said.get("about")) else None
    if row.state is UploadState.REFUSED:
        await asyncio.to_thread(store.discard, upload.id)
    log.info("upload_examined", upload=str(upload.id), state=row.state.value, reason=row.reason)


def _command(path: Path, work: Path, kind: str) -> tuple[str, ...]:
    where = (str(path.absolute()), str(work.absolute()))
    return (sys.executable, "-m", "app.media.worker_main", *where, kind)


async def _unheard(_percent: int) -> None:
    """For who waits for the outcome alone."""


async def run_apart(
    path: Path, work: Path, kind: str, progress: Callable[[int], Awaitable[None]] = _unheard
) -> dict[str, Any]:
    """What a subprocess finds in a file: ``{"found": …}``, or ``{"refused": code, "about": name}``,
    also if it was too hard for it. ``work``: an empty folder for what is made of the file.
    """
    process = await asyncio.create_subprocess_exec(
        *_command(path, work, kind),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=_ROOT,
        # Nothing of the house's own settings: it needs none of its secrets.
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(_ROOT)},
    )
    outcome: dict[str, Any] = {"refused": "too-hard"}
    try:
        async with asyncio.timeout(WALL_SECONDS):
            assert process.stdout is not None
            async for line in process.stdout:
                said = json.loads(line)
                if "progress" in said:
                    await progress(int(said["progress"]))
                else:
                    outcome = said
            await process.wait()
    except (TimeoutError, ValueError):
        outcome = {"refused": "too-hard"}
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        # Its memory or time ran out, or the fault is ours: refused alike, but it is written down.
        log.warning("examination_broke_off", upload=path.stem, status=process.returncode)
    return outcome


def _prepare(store: Store, upload_id: UUID, work: Path) -> None:
    # A crash between the row and the file leaves the file with its first name.
    store.close(upload_id)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
