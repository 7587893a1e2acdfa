"""Courses in and out as files, over HTTP."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Path, Query, Request, UploadFile
from starlette.responses import Response, StreamingResponse

from app.catalogue.errors import CourseNotFound, SourcesMissing
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.apart import ApartFrom
from app.kit.clock import Now
from app.kit.problems import (
    Invalid,
    NotFound,
    PayloadTooLarge,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.kit.text import CleanLine, CleanText
from app.media.errors import CourseFull, UploadGone, UploadNotDone, UploadNotFound
from app.workshop.carrying import exporting, importing, keeping
from app.workshop.carrying.errors import (
    CourseFileRefused,
    CourseFileTooLarge,
    CourseIsHere,
    NotWhatIsMissing,
)
from app.workshop.carrying.exporting import Zip
from app.workshop.carrying.importing import Wanted
from app.workshop.carrying.schemas import (
    CourseImported,
    CourseZip,
    ImportWish,
    MediaMissingList,
    MissingSent,
)
from app.workshop.carrying.zips import pieces, tag_of, wanted_from
from app.workshop.errors import DraftFull, DraftNotFound

router = APIRouter(prefix="/api/v1/teaching", tags=["course files"])

CourseId = Annotated[UUID, Path(alias="draft")]
Slug = Annotated[CleanText, Path(max_length=80)]
WithMedia = Annotated[bool, Query(description="With sound, film and documents")]

READ = problem_responses(
    *(Unauthenticated, PasswordChangeRequired, NotFound, DraftNotFound, CourseNotFound),
    *(SourcesMissing, Invalid, Unavailable),
)
IMPORT = READ | problem_responses(
    *(CourseFileRefused, CourseIsHere, DraftFull, SourcesMissing),
    *(CourseFileTooLarge, PayloadTooLarge, CourseFull),
)
IMPORT_UPLOADED = IMPORT | problem_responses(UploadNotFound, UploadNotDone, UploadGone, CourseFull)
SEND = READ | problem_responses(
    UploadNotFound, UploadNotDone, UploadGone, NotWhatIsMissing, CourseFull
)
A_ZIP: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/zip": {}}},
    206: {"description": "The rest of it", "content": {"application/zip": {}}},
}


async def importing_form(
    file: Annotated[UploadFile, File(description="Markdown or a zip, at most 20 MB")],
    title: Annotated[
        CleanLine, Form(max_length=120, description="Of a course made of Markdown")
    ] = "",
    audience: Annotated[
        UUID | Literal[""], Form(description="The agency whose subtree will see a new course")
    ] = "",
    into: Annotated[bool, Form(description="Into the draft of the course, if it is here")] = False,
) -> Wanted:
    """What was sent. Raises ``CourseFileTooLarge``."""
    content = await file.read(importing.MAX_FILE_BYTES + 1)
    if len(content) > importing.MAX_FILE_BYTES:
        raise CourseFileTooLarge
    name = (file.filename or "")[-200:]
    return Wanted(name, content, None, title or None, audience or None, into)


@router.post("/drafts/import", status_code=201, responses=IMPORT)
async def import_course(
    apart: ApartFrom,
    actor: CurrentActor,
    now: Now,
    wanted: Annotated[Wanted, Depends(importing_form)],
) -> CourseImported:
    """A Markdown text, or a zip in the content format, becomes a draft with all its findings."""
    return await apart.run(importing.bring_in, actor, wanted, now=now)


@router.post("/drafts/import/uploaded", status_code=201, responses=IMPORT_UPLOADED)
async def import_uploaded(
    apart: ApartFrom, actor: CurrentActor, now: Now, wish: ImportWish
) -> CourseImported:
    """The same of a file that was uploaded for it (``purpose`` import), with the media in it."""
    wanted = Wanted("", b"", wish.upload, wish.title or None, wish.audience, wish.into)
    return await apart.run(importing.bring_in, actor, wanted, now=now)


@router.get("/drafts/{draft}/missing", responses=READ)
async def list_missing(draft: CourseId, actor: CurrentActor, apart: ApartFrom) -> MediaMissingList:
    """Sound, film and documents that the draft shows and this server does not have."""
    return await apart.read(keeping.missing, actor, draft)


@router.post("/drafts/{draft}/missing", responses=SEND)
async def send_missing(
    draft: CourseId, actor: CurrentActor, apart: ApartFrom, now: Now, wish: MissingSent
) -> MediaMissingList:
    """An upload is one of them: it is kept. What is still missing then."""
    return await apart.write(keeping.send_missing, actor, draft, wish.upload, now=now)


@router.get("/drafts/{draft}/export", responses=READ)
async def weigh_draft(draft: CourseId, actor: CurrentActor, apart: ApartFrom) -> CourseZip:
    """What the draft will weigh as a zip."""
    return await apart.read(exporting.weight_of_draft, actor, draft)


@router.get("/courses/{slug}/export", responses=READ)
async def weigh_course(slug: Slug, actor: CurrentActor, apart: ApartFrom) -> CourseZip:
    """What the published course will weigh as a zip."""
    return await apart.read(exporting.weight_of_course, actor, slug)


@router.get("/drafts/{draft}/export.zip", response_class=Response, responses={**A_ZIP, **READ})
async def export_draft(
    request: Request,
    draft: CourseId,
    actor: CurrentActor,
    apart: ApartFrom,
    media: WithMedia = True,
) -> Response:
    """The draft as one zip in the content format; no history, no people."""
    return _download(await apart.read(exporting.draft_as_zip, actor, draft, media), request)


@router.get("/courses/{slug}/export.zip", response_class=Response, responses={**A_ZIP, **READ})
async def export_course(
    request: Request, slug: Slug, actor: CurrentActor, apart: ApartFrom, media: WithMedia = True
) -> Response:
    """The published course as one zip; imported elsewhere it makes the same publication."""
    return _download(await apart.read(exporting.course_as_zip, actor, slug, media), request)


def _download(file: Zip, request: Request) -> Response:
    """The zip, or what is left of it for who was cut off (RFC 9110, section 14)."""
    tag, length = f'"{tag_of(file.parts)}"', file.length
    is_same = request.headers.get("if-range", tag) == tag
    start = wanted_from(request.headers.get("range"), length) if is_same else 0
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Cache-Control": "private, no-store",
        "Content-Length": str(length - start),
        "Accept-Ranges": "bytes",
        "ETag": tag,
    }
    if start:
        headers["Content-Range"] = f"bytes {start}-{length - 1}/{length}"
    return StreamingResponse(
        pieces(file.parts, start),
        status_code=206 if start else 200,
        media_type="application/zip",
        headers=headers,
    )
