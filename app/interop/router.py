"""Questions in and out of banks as files, for course staff."""

from asyncio import to_thread
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Path, Query, UploadFile
from pydantic import Field
from starlette.responses import Response

from app.banks.errors import BankNotFound, BankOwnedByFiles, BankRetired
from app.catalogue.document import Language
from app.identity.actor import Actor
from app.identity.deps import require
from app.identity.errors import PasswordChangeRequired
from app.identity.models import Role
from app.interop import exporting, importing
from app.interop.errors import FileMissing, FileTooHard, FileTooLarge, FileUnreadable
from app.interop.importing import ImportFormat, Wanted
from app.interop.questions import xlsx_table
from app.interop.rendering import MEDIA_TYPES, ExportFormat
from app.interop.schemas import ExportRead, ImportRead
from app.kit.clock import Now
from app.kit.database import Db
from app.kit.problems import (
    Invalid,
    NotFound,
    PayloadTooLarge,
    Problem,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.kit.text import CleanLine, CleanText

STAFF = (Role.TRAINER, Role.PARTNER, Role.UNIT_ADMIN, Role.ADMIN)
READ: tuple[type[Problem], ...] = (
    *(Unauthenticated, PasswordChangeRequired, NotFound, Invalid, Unavailable),
    *(BankNotFound, FileTooHard),
)
IMPORT = (*READ, BankOwnedByFiles, BankRetired, FileUnreadable, FileMissing, FileTooLarge)

A_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {media_type.partition(";")[0]: {} for media_type in MEDIA_TYPES.values()}}
}

Staff = Annotated[Actor, Depends(require(*STAFF))]
Slug = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Wish = Annotated[ExportFormat, Query()]
# Looked at sign by sign while others wait; what is longer comes as a file.
MAX_PASTE = 300_000
In = Annotated[Language, Query(description="Of a bank in several languages, which one")]

router = APIRouter(prefix="/api/v1/teaching", tags=["question banks"])


async def importing_form(
    file: Annotated[UploadFile | None, File(description="At most 20 MB")] = None,
    text: Annotated[
        CleanText | None, Form(max_length=MAX_PASTE, description="Instead of a file")
    ] = None,
    format: Annotated[  # noqa: A002 - the field's name
        ImportFormat | None, Form(description="Left out: told by name and content")
    ] = None,
    language: Annotated[Language, Form(description="Which one of a bank in several")] = "id",
    author: Annotated[CleanLine, Form(max_length=200)] = "",
    competency: Annotated[CleanLine, Form(max_length=200)] = "",
    review_on: Annotated[date | None, Form(description="In a year unless said")] = None,
    leave_out: Annotated[
        list[Annotated[int, Field(ge=0, le=10_000)]] | None,
        Form(max_length=5_000, description="Indexes of a dry run"),
    ] = None,
) -> Wanted:
    """What was sent, as it is read. Raises ``FileMissing`` and ``FileTooLarge``."""
    if file is None and not text:
        raise FileMissing
    name, content = "", (text or "").encode("utf-8", "replace")
    if file is not None:
        name, content = file.filename or "", await file.read(importing.MAX_FILE_BYTES + 1)
    if len(content) > importing.MAX_FILE_BYTES:
        raise FileTooLarge
    return Wanted(
        name[-200:], content, format, language, author, competency, review_on, leave_out or ()
    )


@router.post("/banks/{bank}/imports", responses=problem_responses(*IMPORT, PayloadTooLarge))
async def import_questions(
    bank: Slug,
    db: Db,
    actor: Staff,
    now: Now,
    wanted: Annotated[Wanted, Depends(importing_form)],
    dry_run: Annotated[bool, Form(description="Only say what would come in")] = False,
    take: Annotated[bool, Form(description="Take a bank over that is kept in files")] = False,
) -> ImportRead:
    """Take questions from a file or a pasted text; each is answered, all taken come in together."""
    return await importing.import_questions(
        *(db, actor, bank, wanted), dry_run=dry_run, take=take, now=now
    )


@router.get(
    "/banks/{bank}/export",
    response_class=Response,
    responses={**A_FILE, **problem_responses(*READ)},
)
async def export_questions(
    bank: Slug,
    db: Db,
    actor: Staff,
    format: Wish = "gift",  # noqa: A002 - the query's name
    language: In = "id",
) -> Response:
    """The bank's active questions as a file; what it cannot hold stands in it, or beside it."""
    file = await exporting.export_questions(db, actor, bank, format, language)
    return _download(file.name, file.media_type, file.content)


@router.get("/banks/{bank}/export/outcome", responses=problem_responses(*READ))
async def export_outcome(
    bank: Slug,
    db: Db,
    actor: Staff,
    format: Wish = "gift",  # noqa: A002 - the query's name
    language: In = "id",
) -> ExportRead:
    """What such a file would hold and what not."""
    return (await exporting.export_questions(db, actor, bank, format, language)).outcome


@router.get(
    "/question-table",
    response_class=Response,
    responses={
        **A_FILE,
        **problem_responses(Unauthenticated, PasswordChangeRequired, NotFound),
    },
)
async def table_template(_actor: Staff) -> Response:
    """The empty table with an example of each kind, and a sheet that explains it."""
    return _download("soal.xlsx", MEDIA_TYPES[".xlsx"], await to_thread(xlsx_table.template))


def _download(name: str, media_type: str, content: bytes) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=media_type, headers=headers)
