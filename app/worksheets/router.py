"""Your own worksheet over HTTP. It is filled by commands (see ``commands``)."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.identity.deps import CurrentActor
from app.kit.database import ReadSession
from app.kit.problems import (
    Forbidden,
    Invalid,
    NotFound,
    Unauthenticated,
    Unavailable,
    problem_responses,
)
from app.worksheets import service
from app.worksheets.schemas import WorksheetRead

READ = problem_responses(Unauthenticated, Forbidden, NotFound, Invalid, Unavailable)

router = APIRouter(prefix="/api/v1", tags=["worksheets"])


@router.get("/worksheets/{worksheet_id}", responses=READ)
async def read_worksheet(
    session: ReadSession,
    actor: CurrentActor,
    worksheet_id: UUID,
    enrolment: UUID,
    response: Response,
) -> WorksheetRead:
    """What you wrote in a worksheet of a course you take. Nobody else can ask for it."""
    response.headers["Cache-Control"] = "private, no-store"
    return await service.worksheet_view(session, actor, enrolment, worksheet_id)
