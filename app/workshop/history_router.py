"""The history of drafts over HTTP: entries, undo, versions, rebase, throwing away."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from app.catalogue.errors import SourcesMissing
from app.identity.deps import CurrentActor
from app.identity.errors import PasswordChangeRequired
from app.kit.apart import ApartFrom
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page
from app.kit.problems import Invalid, Unauthenticated, Unavailable, problem_responses
from app.workshop import history, returning
from app.workshop.drafts import draft_for
from app.workshop.errors import (
    CannotUndo,
    CourseVersionNotFound,
    DraftChangedMeanwhile,
    DraftFull,
    DraftNotFound,
    HistoryEntryNotFound,
)
from app.workshop.history_shapes import (
    CourseVersions,
    DraftRebased,
    HistoryEntry,
    HistoryRow,
    RebaseWish,
    RollbackWish,
)
from app.workshop.schemas import DraftOutline, Revision

router = APIRouter(prefix="/api/v1/teaching/drafts/{draft_id}", tags=["workshop"])

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]

_ANY = (Unauthenticated, PasswordChangeRequired, Invalid, Unavailable, DraftNotFound)
READ = problem_responses(*_ANY)
ENTRY = problem_responses(*_ANY, HistoryEntryNotFound)
UNDO = problem_responses(*_ANY, HistoryEntryNotFound, CannotUndo, DraftFull)
BACK = problem_responses(
    *_ANY, CourseVersionNotFound, SourcesMissing, DraftChangedMeanwhile, DraftFull
)
REBASE = problem_responses(*_ANY, SourcesMissing, DraftChangedMeanwhile, DraftFull)
DROP = problem_responses(*_ANY, DraftChangedMeanwhile)


@router.get("/history", responses=READ)
async def list_history(
    draft_id: UUID,
    actor: CurrentActor,
    session: ReadSession,
    after: After = None,
    limit: Limit = 50,
) -> Page[HistoryRow]:
    """What was changed, the newest first. Savings of one text by one person are joined."""
    draft = await draft_for(session, actor, draft_id)
    return await history.history(session, draft, after=after, limit=limit)


@router.get("/history/{number}", responses=ENTRY)
async def read_history_entry(
    draft_id: UUID, number: Number, actor: CurrentActor, apart: ApartFrom
) -> HistoryEntry:
    """One entry with its differences, file by file."""
    return await apart.read(history.entry_of, actor, draft_id, number)


@router.post("/history/{number}/undo", responses=UNDO)
async def undo_history_entry(
    draft_id: UUID, number: Number, actor: CurrentActor, apart: ApartFrom, now: Now
) -> DraftOutline:
    """Take one entry back, if its files are still as it left them."""
    return await apart.run(returning.take_back, actor, draft_id, number, now=now)


@router.get("/versions", responses=READ)
async def list_draft_versions(
    draft_id: UUID, actor: CurrentActor, session: ReadSession
) -> CourseVersions:
    """What was published of the course, the newest first."""
    return await history.versions(session, await draft_for(session, actor, draft_id))


@router.post("/rollback", responses=BACK)
async def roll_draft_back(
    draft_id: UUID, wish: RollbackWish, actor: CurrentActor, apart: ApartFrom, now: Now
) -> DraftOutline:
    """The draft becomes an earlier version's files, as one entry that can be undone."""
    return await apart.run(returning.roll_back, actor, draft_id, wish.version, now=now)


@router.post("/rebase", responses=REBASE)
async def rebase_draft(
    draft_id: UUID, wish: RebaseWish, actor: CurrentActor, apart: ApartFrom, now: Now
) -> DraftRebased:
    """Put the draft onto what is published now; conflicts come back to be chosen."""
    return await apart.run(returning.rebase, actor, draft_id, wish, now=now)


@router.delete("", status_code=204, response_class=Response, responses=DROP)
async def discard_course_draft(
    draft_id: UUID,
    actor: CurrentActor,
    session: DbSession,
    now: Now,
    revision: Annotated[Revision, Query(strict=False)],
) -> None:
    """Throw the draft away with its history; what is published stays in force."""
    await returning.discard(session, actor, draft_id, revision=revision, now=now)
