"""The workshop over HTTP: drafts of courses, their outline and their files."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response

from app.catalogue.errors import CourseNotFound, SourcesMissing
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.apart import ApartFrom
from app.kit.clock import Now
from app.kit.database import DbSession
from app.kit.pagination import After, Limit, Page
from app.kit.problems import (
    Invalid,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.kit.text import CleanText
from app.workshop import checking, creating, filing, listing, outlining, shaping
from app.workshop.drafts import draft_for
from app.workshop.errors import (
    DraftChangedMeanwhile,
    DraftExists,
    DraftFileChanged,
    DraftFileNotFound,
    DraftFull,
    DraftNotFound,
)
from app.workshop.limits import typing
from app.workshop.preview_shapes import CourseDraftCheck, PreviewWish, TextPreview
from app.workshop.schemas import (
    CourseSave,
    CourseTemplates,
    DraftCreate,
    DraftFileRead,
    DraftFileSave,
    DraftFileSaved,
    DraftOutline,
    DraftRow,
    Presence,
    PresencePut,
    StructureAct,
)

router = APIRouter(prefix="/api/v1/teaching", tags=["workshop"])

Slug = Annotated[CleanText, Path(max_length=80)]
Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
FilePath = Annotated[CleanText, Path(max_length=400)]

PICTURE_HEADERS = {"cache-control": "private, max-age=31536000, immutable"}
_ANY = (Unauthenticated, PasswordChangeRequired, Invalid, Unavailable)
READ = problem_responses(*_ANY, DraftNotFound)
BEGIN = problem_responses(*_ANY, DraftNotFound, DraftExists, DraftFull)
EDIT = problem_responses(*_ANY, CourseNotFound, SourcesMissing, DraftExists)
PREVIEW = problem_responses(*_ANY, DraftNotFound, DraftFileNotFound, TooManyRequests)
FILE = problem_responses(*_ANY, DraftNotFound, DraftFileNotFound)
SAVE = problem_responses(*_ANY, DraftNotFound, DraftFileNotFound, DraftFileChanged, DraftFull)
ACT = problem_responses(*_ANY, DraftNotFound, DraftChangedMeanwhile, DraftFull)


@router.get("/drafts", responses=problem_responses(*_ANY))
async def list_course_drafts(
    actor: CurrentActor, apart: ApartFrom, after: After = None, limit: Limit = 50
) -> Page[DraftRow]:
    """Drafts of courses you teach, the newest change first; an admin sees all."""
    return await apart.read(listing.drafts, actor, after=after, limit=limit)


@router.post("/drafts", status_code=201, responses=BEGIN)
async def create_course_draft(
    wish: DraftCreate, actor: CurrentActor, apart: ApartFrom, now: Now
) -> DraftOutline:
    """Begin a new course; you teach it from now on."""
    return await apart.run(shaping.create, actor, wish, now=now)


@router.get("/drafts/templates", responses=READ)
async def read_course_templates(actor: CurrentActor, apart: ApartFrom) -> CourseTemplates:
    """What a new course can begin from, and for whom a region pack can be."""
    return await apart.read(creating.templates, actor)


@router.post("/courses/{slug}/edit", responses=EDIT)
async def edit_course(slug: Slug, actor: CurrentActor, apart: ApartFrom, now: Now) -> DraftOutline:
    """The draft of a published course; it is begun if there is none."""
    return await apart.run(shaping.edit, actor, slug, now=now)


@router.get("/drafts/{draft_id}", responses=READ)
async def read_course_draft(
    draft_id: UUID, actor: CurrentActor, apart: ApartFrom, now: Now
) -> DraftOutline:
    """The outline: what the course is made of, what is wrong with it, who else is there."""
    return await apart.read(outlining.outline_for, actor, draft_id, now=now)


@router.put("/drafts/{draft_id}/course", responses=ACT)
async def put_draft_course(
    draft_id: UUID, wish: CourseSave, actor: CurrentActor, apart: ApartFrom, now: Now
) -> DraftOutline:
    """Other facts of the course: why, outcomes, competence, JP."""
    return await apart.run(shaping.put_course, actor, draft_id, wish, now=now)


@router.post("/drafts/{draft_id}/structure", responses=ACT)
async def change_structure(
    draft_id: UUID, wish: StructureAct, actor: CurrentActor, apart: ApartFrom, now: Now
) -> DraftOutline:
    """Add, move, rename or remove modules and activities, one act at a time."""
    return await apart.run(shaping.act, actor, draft_id, wish, now=now)


@router.post("/drafts/{draft_id}/presence", responses=READ)
async def say_present(
    draft_id: UUID, there: PresencePut, actor: CurrentActor, session: DbSession, now: Now
) -> Presence:
    """Say every 20 seconds that you have the draft open; who else has comes back."""
    draft = await draft_for(session, actor, draft_id)
    others = await outlining.say_presence(session, actor, draft, there.path, now=now)
    return Presence(present=others)


@router.get("/drafts/{draft_id}/files/{path:path}", responses=FILE)
async def read_draft_file(
    draft_id: UUID, path: FilePath, actor: CurrentActor, apart: ApartFrom, now: Now
) -> DraftFileRead:
    """A file as text, with what is published of it."""
    return await apart.read(filing.read_text, actor, draft_id, path, now=now)


@router.put("/drafts/{draft_id}/files/{path:path}", responses=SAVE)
async def put_draft_file(
    draft_id: UUID,
    path: FilePath,
    wish: DraftFileSave,
    actor: CurrentActor,
    session: DbSession,
    now: Now,
) -> DraftFileSaved:
    """Save a file. 409 ``draft-file-changed`` carries ``theirs``: what another saved since."""
    return await filing.save_text(session, actor, draft_id, path, wish, now=now)


@router.get("/drafts/{draft_id}/check", responses=READ)
async def check_course_draft(
    draft_id: UUID, actor: CurrentActor, apart: ApartFrom
) -> CourseDraftCheck:
    """What the rules say of the draft, and which files differ from what is published."""
    return await apart.read(checking.check, actor, draft_id)


@router.post("/drafts/{draft_id}/preview", responses=PREVIEW, dependencies=[Depends(typing)])
async def preview_text(
    draft_id: UUID, wish: PreviewWish, actor: CurrentActor, apart: ApartFrom
) -> TextPreview:
    """A text as it would be published, whether it is saved or not; nothing is stored."""
    return await apart.read(checking.preview, actor, draft_id, wish)


@router.get(
    "/drafts/{draft_id}/pictures/{sha256}",
    response_class=Response,
    responses=FILE | {200: {"content": {"image/webp": {}}}},
)
async def read_draft_picture(
    draft_id: UUID, sha256: Digest, actor: CurrentActor, apart: ApartFrom
) -> Response:
    """A picture of the draft by its hash, which previews show."""
    media_type, content = await apart.read(checking.picture, actor, draft_id, sha256)
    return Response(content, media_type=media_type, headers=PICTURE_HEADERS)
