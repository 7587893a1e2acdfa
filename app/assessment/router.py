"""Attempts over HTTP. They begin, are answered and handed in by commands (see ``commands``)."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.assessment import accepting, permits, service
from app.assessment.schemas import (
    AttemptRead,
    LateAccept,
    LateAccepted,
    PermitsAsked,
    PermitsRead,
)
from app.identity.deps import CurrentActor
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Unauthenticated,
    Unavailable,
    problem_responses,
)

READ = problem_responses(Unauthenticated, Forbidden, NotFound, Invalid, Unavailable)

WRITE = problem_responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid, Unavailable)

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


@router.post("/offline/permits", responses=WRITE)
async def ask_for_permits(
    session: DbSession, actor: CurrentActor, body: PermitsAsked, now: Now, response: Response
) -> PermitsRead:
    """Leave to begin the quizzes of a course without a network: the same on all your devices."""
    response.headers["Cache-Control"] = "private, no-store"
    return await permits.permits_for(session, actor, body.course, now)


@router.post("/attempts/{attempt_id}/accept-late", responses=WRITE)
async def accept_late(
    session: DbSession, actor: CurrentActor, attempt_id: UUID, body: LateAccept, now: Now
) -> LateAccepted:
    """Count answers that came too late: a trainer's act, with a reason, on record."""
    return await accepting.accept_late(session, actor, attempt_id, reason=body.reason, now=now)
