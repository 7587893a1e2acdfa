"""Attempts over HTTP. They begin, are answered and handed in by commands (see ``commands``)."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.assessment import service
from app.assessment.schemas import AttemptRead
from app.identity.deps import CurrentActor
from app.kit.clock import Now
from app.kit.database import ReadSession
from app.kit.problems import (
    Forbidden,
    Invalid,
    NotFound,
    Unauthenticated,
    Unavailable,
    problem_responses,
)

READ = problem_responses(Unauthenticated, Forbidden, NotFound, Invalid, Unavailable)

router = APIRouter(prefix="/api/v1", tags=["assessment"])


@router.get("/attempts/{attempt_id}", responses=READ)
async def read_attempt(
    session: ReadSession, actor: CurrentActor, attempt_id: UUID, now: Now, response: Response
) -> AttemptRead:
    """Your own attempt: its questions in its order, your saved answers, the result once closed.

    Keys and explanations are there only after the close, as the quiz allows.
    """
    response.headers["Cache-Control"] = "private, no-store"
    return await service.attempt_view(session, actor, attempt_id, now)
