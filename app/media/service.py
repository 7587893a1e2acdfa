"""Uploads: begun, taken in piece by piece, looked at, withdrawn; and the media they become."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.identity.models import Role
from app.kit.database import Database
from app.kit.ids import uuid7
from app.kit.problems import NotFound
from app.media import limits, queries, refusals, tus
from app.media.errors import (
    CourseFull,
    StorageFull,
    TooManyUploads,
    UploadClosed,
    UploadGone,
    UploadMoved,
    UploadNotDone,
    UploadNotFound,
    UploadRefused,
)
from app.media.limits import UploadState
from app.media.models import MediaFile, Upload
from app.media.schemas import UploadList, UploadRead, UploadResult
from app.media.store import Missing, Store, store_of

# Pieces of a piece: what is read from the line before it is written to the disk.
_WRITE_BYTES = 256 * 1024
MAX_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client means to send. ``length`` None: it did not say."""

    name: str
    length: int | None
    course_id: UUID | None
    purpose: str


def wanted_from(header: str | None, length: int | None, language: str) -> Wanted:
    """Read ``Upload-Metadata``: filename, course (a UUID), purpose. Raises ``UploadRefused``."""
    said = tus.metadata(header)
    if said is None or said.get("purpose", "asset") not in ("asset", "import"):
        raise refused("unreadable", language)
    course = said.get("course") or None
    try:
        course_id = UUID(course) if course else None
    except ValueError as error:
        raise refused("unreadable", language) from error
    return Wanted(
        tus.file_name(said.get("filename", "")), length, course_id, said.get("purpose", "asset")
    )


def refused(code: str, language: str) -> UploadRefused:
    return UploadRefused(code, refusals.words(code, language))


async def begin(session: AsyncSession, actor: Actor, wanted: Wanted, *, now: datetime) -> Upload:
    """Open an upload. Whoever works on no course is not told that there is such a thing.

    Raises ``NotFound``, ``UploadRefused``, ``TooManyUploads``, ``CourseFull``, ``StorageFull``.
    """
    if not actor.has(Role.TRAINER, Role.PARTNER, Role.ADMIN):
        raise NotFound
    if wanted.course_id is not None and not actor.teaches(wanted.course_id):
        raise NotFound
    if wanted.purpose == "asset" and wanted.course_id is None:
        raise refused("unreadable", actor.language)
    length = _bounded(wanted, actor.language)
    if await queries.open_uploads(session, actor.person_id) >= limits.MAX_OPEN_UPLOADS:
        raise TooManyUploads
    if wanted.course_id is not None and wanted.purpose == "asset":
        held = await queries.bytes_of_course(session, wanted.course_id)
        if held + length > limits.COURSE_QUOTA_BYTES:
            raise CourseFull
    store = store_of(session)
    if await asyncio.to_thread(store.free_bytes) < length + limits.DISK_RESERVE_BYTES:
        raise StorageFull
    upload = Upload(
        id=uuid7(),
        owner_id=actor.person_id,
        course_id=wanted.course_id,
        purpose=wanted.purpose,
        name=wanted.name,
        length=length,
        state=UploadState.UPLOADING,
        progress=0,
        created_at=now,
        expires_at=now + limits.KEPT_FOR,
        tries=0,
    )
    await asyncio.to_thread(store.begin, upload.id)
    session.add(upload)
    return upload


def _bounded(wanted: Wanted, language: str) -> int:
    """The length, if the file may be sent by its name and size. Raises ``UploadRefused``."""
    kind = limits.kind_named(wanted.name, wanted.purpose)
    if kind is None:
        unknown = "unknown-import" if wanted.purpose == "import" else "unknown-kind"
        raise refused(unknown, language)
    if wanted.length is None:
        raise refused("unreadable", language)
    if wanted.length == 0:
        raise refused("empty", language)
    if wanted.length > limits.MAX_BYTES[kind]:
        raise refused("too-large", language)
    return wanted.length


async def own_upload(session: AsyncSession, actor: Actor, upload_id: UUID) -> Upload:
    """Raises ``UploadNotFound`` for what is not there or another's."""
    upload = await queries.upload(session, upload_id)
    if upload is None or upload.owner_id != actor.person_id:
        raise UploadNotFound
    return upload


async def offset_of(session: AsyncSession, upload: Upload) -> int:
    """How many bytes have arrived. Raises ``UploadGone``."""
    if upload.state is not UploadState.UPLOADING:
        return upload.length
    try:
        return await asyncio.to_thread(store_of(session).arrived, upload.id)
    except Missing as error:
        raise UploadGone from error


async def read(session: AsyncSession, actor: Actor, upload_id: UUID) -> UploadRead:
    upload = await own_upload(session, actor, upload_id)
    return _read(upload, await offset_of(session, upload), actor.language)


async def mine(session: AsyncSession, actor: Actor, course_id: UUID) -> UploadList:
    """What the actor has been sending to a course. Raises ``NotFound``."""
    if not actor.teaches(course_id):
        raise NotFound
    found = await queries.uploads_of(session, actor.person_id, course_id, limit=MAX_SHOWN)
    shown = []
    for upload in found:
        try:
            offset = await offset_of(session, upload)
        except UploadGone:  # its row goes when it expires
            continue
        shown.append(_read(upload, offset, actor.language))
    return UploadList(items=shown)


def _read(upload: Upload, offset: int, language: str) -> UploadRead:
    return UploadRead(
        id=upload.id,
        name=upload.name,
        course=upload.course_id,
        purpose="import" if upload.purpose == "import" else "asset",
        length=upload.length,
        offset=offset,
        state=upload.state,
        progress=upload.progress,
        reason=_why(upload, language),
        code=upload.reason,
        result=_result(upload),
        created_at=upload.created_at,
        expires_at=upload.expires_at,
    )


def _result(upload: Upload) -> UploadResult | None:
    if upload.state is not UploadState.DONE or upload.result is None:
        return None
    return UploadResult.model_validate(upload.result)


def _why(upload: Upload, language: str) -> str | None:
    """Why it was refused; of a refused one ``result`` says which file inside that is about."""
    if upload.reason is None:
        return None
    return refusals.words(upload.reason, language, (upload.result or {}).get("about", ""))


async def receive(
    database: Database,
    actor: Actor,
    upload_id: UUID,
    *,
    offset: int | None,
    body: AsyncIterator[bytes],
    now: datetime,
) -> tuple[int, datetime, bool]:
    """Take a piece: bytes that have arrived by then, when the upload expires, whether it is whole.

    No session is open while the line is slow. A line that breaks leaves what came through.
    Raises ``UploadNotFound``, ``UploadGone``, ``UploadClosed``, ``UploadMoved``.
    """
    async with database.reading() as session:
        upload = await own_upload(session, actor, upload_id)
        there = await offset_of(session, upload)
    if upload.state is not UploadState.UPLOADING and offset != upload.length:
        raise UploadClosed
    if offset != there:
        raise UploadMoved(offset=there)
    store = store_of(database)
    if there < upload.length:
        there = await _write(store, upload, there, body)
    if there == upload.length and upload.state is UploadState.UPLOADING:
        await _arrived(database, store, upload_id, now)
    return there, upload.expires_at, there == upload.length


async def _write(store: Store, upload: Upload, at: int, body: AsyncIterator[bytes]) -> int:
    held: list[bytes] = []
    size = 0

    async def put() -> int:
        piece = b"".join(held)[: upload.length - at]
        await asyncio.to_thread(store.write, upload.id, at, piece)
        held.clear()
        return len(piece)

    try:
        async for part in body:
            held.append(part)
            size += len(part)
            if size >= _WRITE_BYTES:
                at, size = at + await put(), 0
        return at + await put()
    except Missing as error:
        raise UploadGone from error
    except OSError as error:
        raise StorageFull from error


async def _arrived(database: Database, store: Store, upload_id: UUID, now: datetime) -> None:
    async with database.transaction() as session:
        upload = await queries.upload_for_update(session, upload_id)
        if upload is None or upload.state is not UploadState.UPLOADING:
            return
        upload.state, upload.expires_at = UploadState.WAITING, now + limits.KEPT_FOR
        # Within the transaction: a file that is closed without its row would never be looked at.
        await asyncio.to_thread(store.close, upload_id)


async def withdraw(session: AsyncSession, actor: Actor, upload_id: UUID) -> None:
    """Throw an upload away. What was made of it and attached to a draft stays there."""
    upload = await own_upload(session, actor, upload_id)
    await queries.remove(session, [upload.id])
    await asyncio.to_thread(store_of(session).discard, upload.id)


@dataclass(frozen=True, slots=True)
class Finished:
    """An upload that was examined and found good. ``folder`` holds what was made of it.

    A picture's widths are ``<width>.webp`` in it (an SVG is ``drawing.svg``), captions
    ``captions.vtt``; sound, film and document lie in the store by their hash, and what is imported
    at ``whole``.
    """

    id: UUID
    name: str
    owner_id: UUID
    course_id: UUID | None
    result: UploadResult
    folder: Path
    whole: Path


async def finished(
    session: AsyncSession, actor: Actor, upload_id: UUID, *, purpose: str
) -> Finished:
    """The door for whoever uses an upload.

    Raises ``UploadNotFound``, ``UploadNotDone``, and ``UploadGone`` where a restored backup knows
    of it: what was on its way is no part of one.
    """
    upload = await own_upload(session, actor, upload_id)
    if upload.purpose != purpose:
        raise UploadNotFound
    if upload.state is not UploadState.DONE or upload.result is None:
        raise UploadNotDone(state=upload.state.value)
    store = store_of(session)
    if not await asyncio.to_thread(store.whole(upload.id).is_file):
        raise UploadGone
    return Finished(
        upload.id,
        upload.name,
        upload.owner_id,
        upload.course_id,
        UploadResult.model_validate(upload.result),
        store.work(upload.id),
        store.whole(upload.id),
    )


async def hold(
    session: AsyncSession,
    actor: Actor | None,
    *,
    course_id: UUID,
    sha256: str,
    media_type: str,
    size: int,
    seconds: int | None,
    pages: int | None,
    now: datetime,
) -> None:
    """Note that a course holds a file of the store, so that it is served and counted.

    ``actor`` None: the operator, from files.
    """
    await queries.hold(
        session,
        MediaFile(
            sha256=sha256,
            course_id=course_id,
            media_type=media_type,
            bytes=size,
            seconds=seconds,
            pages=pages,
            added_by=actor.person_id if actor else None,
            added_at=now,
        ),
    )


async def is_over_quota(session: AsyncSession, course_id: UUID) -> bool:
    """Whether a course holds more than it may, with what is on its way to it."""
    return await queries.bytes_of_course(session, course_id) > limits.COURSE_QUOTA_BYTES


async def let_go(
    session: AsyncSession, actor: Actor, upload_id: UUID, *, now: datetime, after: timedelta
) -> None:
    """An upload that was used: it goes after a while, in which asking again finds it still."""
    upload = await own_upload(session, actor, upload_id)
    upload.expires_at = min(upload.expires_at, now + after)


async def held(session: AsyncSession, sha256: str) -> MediaFile | None:
    """A file of the store that some course holds."""
    return await queries.media_file(session, sha256)
