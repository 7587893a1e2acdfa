"""Uploads over HTTP: tus 1.0.0 (creation, expiration, termination), and what became of each."""

from collections.abc import AsyncIterator
from datetime import datetime
from email.utils import format_datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from starlette.requests import ClientDisconnect

from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.clock import Now
from app.kit.database import Db, DbSession, ReadSession
from app.kit.problems import (
    Invalid,
    NotFound,
    PayloadTooLarge,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
    problem_responses,
)
from app.kit.text import CleanText
from app.media import service, tus
from app.media.errors import (
    CourseFull,
    StorageFull,
    TooManyUploads,
    TusVersionUnknown,
    UploadClosed,
    UploadGone,
    UploadMoved,
    UploadNotFound,
    UploadRefused,
)
from app.media.schemas import UploadList, UploadRead

UPLOADS_PATH = "/api/v1/uploads"
UPLOAD_PATH = "/api/v1/uploads/{upload_id}"

router = APIRouter(prefix=UPLOADS_PATH, tags=["uploads"])

READ = problem_responses(
    Unauthenticated, PasswordChangeRequired, NotFound, Invalid, Unavailable, UploadGone
)
TUS = READ | problem_responses(TusVersionUnknown)
BEGIN = TUS | problem_responses(
    UploadRefused, TooManyUploads, CourseFull, StorageFull, PayloadTooLarge, UnsupportedMediaType
)
PIECE = TUS | problem_responses(
    UploadNotFound, UploadMoved, UploadClosed, StorageFull, PayloadTooLarge, UnsupportedMediaType
)
BEGUN = {"description": "Opened; Location says where its pieces go", "content": {}}

Said = Annotated[CleanText | None, Header()]


async def _speaks_tus(tus_resumable: Said = None) -> None:
    if tus_resumable != tus.VERSION:
        raise TusVersionUnknown


SpeaksTus = Depends(_speaks_tus)


def _headers(expires_at: datetime | None = None, **more: str) -> dict[str, str]:
    """Headers of a tus answer; names with ``_`` for ``-``."""
    named = {"Tus-Resumable": tus.VERSION, "Cache-Control": "no-store"}
    if expires_at is not None:
        named["Upload-Expires"] = format_datetime(expires_at, usegmt=True)
    return named | {name.replace("_", "-"): value for name, value in more.items()}


@router.options("", status_code=204, response_class=Response, responses=READ)
async def say_what_is_understood(_actor: CurrentActor) -> Response:
    """Version and extensions of the protocol."""
    said = _headers(Tus_Version=tus.VERSION, Tus_Extension=tus.EXTENSIONS)
    return Response(status_code=204, headers=said)


@router.get("", responses=READ)
async def list_uploads(
    actor: CurrentActor, session: ReadSession, course: Annotated[UUID, Query()]
) -> UploadList:
    """What you have been sending to a course in the last seven days."""
    return await service.mine(session, actor, course)


@router.post("", status_code=201, response_class=Response, responses={201: BEGUN, **BEGIN})
async def begin_upload(
    actor: CurrentActor,
    session: DbSession,
    now: Now,
    _tus: Annotated[None, SpeaksTus],
    upload_length: Said = None,
    upload_metadata: Said = None,
) -> Response:
    """Open an upload. Metadata: ``filename``, ``course`` (id), ``purpose`` (asset or import)."""
    length = tus.whole_number(upload_length)
    wanted = service.wanted_from(upload_metadata, length, actor.language)
    upload = await service.begin(session, actor, wanted, now=now)
    where = f"{UPLOADS_PATH}/{upload.id}"
    return Response(status_code=201, headers=_headers(upload.expires_at, Location=where))


@router.get("/{upload_id}", responses=READ)
async def read_upload(upload_id: UUID, actor: CurrentActor, session: ReadSession) -> UploadRead:
    """How far an upload is, and what became of it."""
    return await service.read(session, actor, upload_id)


@router.head("/{upload_id}", response_class=Response, responses=TUS)
async def read_offset(
    upload_id: UUID, actor: CurrentActor, session: ReadSession, _tus: Annotated[None, SpeaksTus]
) -> Response:
    """How many bytes have arrived, for going on from there."""
    upload = await service.own_upload(session, actor, upload_id)
    there = str(await service.offset_of(session, upload))
    told = _headers(upload.expires_at, Upload_Offset=there, Upload_Length=str(upload.length))
    return Response(headers=told)


@router.patch("/{upload_id}", status_code=204, response_class=Response, responses=PIECE)
async def add_piece(
    upload_id: UUID,
    request: Request,
    actor: CurrentActor,
    db: Db,
    now: Now,
    _tus: Annotated[None, SpeaksTus],
    upload_offset: Said = None,
) -> Response:
    """Bytes from ``Upload-Offset`` on, as application/offset+octet-stream."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != tus.PIECE:
        raise UnsupportedMediaType
    begins = tus.whole_number(upload_offset)
    there, expires_at, is_whole = await service.receive(
        db, actor, upload_id, offset=begins, body=_body(request), now=now
    )
    if is_whole:
        request.app.state.jobs.wake()
    return Response(status_code=204, headers=_headers(expires_at, Upload_Offset=str(there)))


async def _body(request: Request) -> AsyncIterator[bytes]:
    """What arrives, until the end or until the line breaks."""
    try:
        async for part in request.stream():
            yield part
    except ClientDisconnect:
        return


@router.delete("/{upload_id}", status_code=204, response_class=Response, responses=TUS)
async def withdraw_upload(
    upload_id: UUID, actor: CurrentActor, session: DbSession, _tus: Annotated[None, SpeaksTus]
) -> Response:
    """Throw an upload away, whole or not."""
    await service.withdraw(session, actor, upload_id)
    return Response(status_code=204, headers=_headers())
