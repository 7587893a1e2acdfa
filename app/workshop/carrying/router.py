"""Courses in and out as files, over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Path, UploadFile
from starlette.responses import Response

from app.catalogue.errors import CourseNotFound, SourcesMissing
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.clock import Now
from app.kit.database import Db, ReadSession
from app.kit.problems import (
    Invalid,
    NotFound,
    PayloadTooLarge,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.kit.text import CleanLine, CleanText
from app.workshop.carrying import exporting, importing
from app.workshop.carrying.errors import CourseFileRefused, CourseFileTooLarge, CourseIsHere
from app.workshop.carrying.exporting import Zip
from app.workshop.carrying.importing import Wanted
from app.workshop.carrying.schemas import CourseImported
from app.workshop.errors import DraftFull, DraftNotFound

router = APIRouter(prefix="/api/v1/teaching", tags=["course files"])

CourseId = Annotated[UUID, Path(alias="draft")]
Slug = Annotated[CleanText, Path(max_length=80)]

READ = problem_responses(
    *(Unauthenticated, PasswordChangeRequired, NotFound, DraftNotFound, CourseNotFound),
    *(SourcesMissing, Invalid, Unavailable),
)
IMPORT = READ | problem_responses(
    *(CourseFileRefused, CourseIsHere, DraftFull, SourcesMissing),
    *(CourseFileTooLarge, PayloadTooLarge),
)
A_ZIP: dict[int | str, dict[str, Any]] = {200: {"content": {"application/zip": {}}}}


async def importing_form(
    file: Annotated[UploadFile, File(description="Markdown or a zip, at most 20 MB")],
    title: Annotated[
        CleanLine, Form(max_length=120, description="Of a course made of Markdown")
    ] = "",
    into: Annotated[bool, Form(description="Into the draft of the course, if it is here")] = False,
) -> Wanted:
    """What was sent. Raises ``CourseFileTooLarge``."""
    content = await file.read(importing.MAX_FILE_BYTES + 1)
    if len(content) > importing.MAX_FILE_BYTES:
        raise CourseFileTooLarge
    return Wanted((file.filename or "")[-200:], content, title or None, into)


@router.post("/drafts/import", status_code=201, responses=IMPORT)
async def import_course(
    db: Db, actor: CurrentActor, now: Now, wanted: Annotated[Wanted, Depends(importing_form)]
) -> CourseImported:
    """A Markdown text, or a zip in the content format, becomes a draft with all its findings."""
    return await importing.bring_in(db, actor, wanted, now=now)


@router.get("/drafts/{draft}/export.zip", response_class=Response, responses={**A_ZIP, **READ})
async def export_draft(draft: CourseId, actor: CurrentActor, session: ReadSession) -> Response:
    """The draft as one zip in the content format; no history, no people."""
    return _download(await exporting.draft_as_zip(session, actor, draft))


@router.get("/courses/{slug}/export.zip", response_class=Response, responses={**A_ZIP, **READ})
async def export_course(slug: Slug, actor: CurrentActor, session: ReadSession) -> Response:
    """The published course as one zip; imported elsewhere it makes the same publication."""
    return _download(await exporting.course_as_zip(session, actor, slug))


def _download(file: Zip) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    headers["Cache-Control"] = "private, no-store"
    return Response(file.content, media_type="application/zip", headers=headers)
