"""Files of a draft over HTTP; how they get here is the uploads' business."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from app.catalogue.errors import SourcesMissing
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.apart import ApartFrom
from app.kit.clock import Now
from app.kit.problems import Invalid, Unauthenticated, Unavailable, problem_responses
from app.media.errors import UploadGone, UploadNotDone, UploadNotFound
from app.workshop import attaching
from app.workshop.asset_schemas import (
    AssetAttach,
    AssetAttached,
    AssetChange,
    AssetList,
    AssetSaved,
)
from app.workshop.errors import (
    AssetInUse,
    AssetMisplaced,
    AssetWordsMissing,
    DraftAssetNotFound,
    DraftFull,
    DraftNotFound,
)

router = APIRouter(prefix="/api/v1/teaching/drafts/{course_id}/assets", tags=["workshop"])

READ = problem_responses(
    Unauthenticated, PasswordChangeRequired, DraftNotFound, SourcesMissing, Invalid, Unavailable
)
WRITE = problem_responses(
    *(Unauthenticated, PasswordChangeRequired, DraftNotFound, DraftAssetNotFound),
    *(Invalid, Unavailable, DraftFull, AssetInUse, AssetWordsMissing, UploadNotFound),
    UploadNotDone,
    UploadGone,
    SourcesMissing,
    AssetMisplaced,
)
# "-" stands for the whole course, which is no module.
ModuleOrCourse = Annotated[str, Path(pattern=r"^(-|[a-z0-9]+(-[a-z0-9]+)*)$", max_length=80)]
BankName = Annotated[str | None, Query(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
FileName = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$")]


@router.get("", responses=READ)
async def list_assets(course_id: UUID, actor: CurrentActor, apart: ApartFrom) -> AssetList:
    """Pictures, sounds, films, documents and captions of a draft, and which texts show them."""
    return await apart.read(attaching.listed, actor, course_id)


@router.post("", status_code=201, responses=WRITE)
async def attach_upload(
    course_id: UUID, wanted: AssetAttach, actor: CurrentActor, apart: ApartFrom, now: Now
) -> AssetAttached:
    """Put a finished upload into the draft and say what a text shows it with."""
    return await apart.write(attaching.attach, actor, course_id, wanted, now=now)


@router.put("/{module}/{name}", responses=WRITE)
async def change_asset(
    course_id: UUID,
    module: ModuleOrCourse,
    name: FileName,
    wanted: AssetChange,
    actor: CurrentActor,
    apart: ApartFrom,
    now: Now,
) -> AssetSaved:
    """Mend the words of a sound, film or document."""
    where = None if module == "-" else module
    revision = await apart.write(attaching.change, actor, course_id, where, name, wanted, now=now)
    return AssetSaved(revision=revision)


@router.delete("/{module}/{name}", responses=WRITE)
async def delete_asset(
    course_id: UUID,
    module: ModuleOrCourse,
    name: FileName,
    actor: CurrentActor,
    apart: ApartFrom,
    now: Now,
    bank: BankName = None,
) -> AssetSaved:
    """Take a file out of the draft. 409 ``asset-in-use`` with ``used_in`` while a text shows it.

    ``bank``: the file is of this bank's questions; ``module`` is "-" then.
    """
    where = None if module == "-" else module
    revision = await apart.write(
        attaching.take_away, actor, course_id, where, name, bank=bank, now=now
    )
    return AssetSaved(revision=revision)
