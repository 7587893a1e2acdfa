"""Attempts over HTTP. They begin, are answered and handed in by commands (see ``commands``)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.assessment import accepting, journal, permits, service
from app.assessment.journal import Journal
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
from app.kit.text import CleanText

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


@router.get("/offline/journal", responses=WRITE)
async def read_journal(
    session: ReadSession,
    actor: CurrentActor,
    now: Now,
    response: Response,
    attempt: UUID | None = None,
    course: Annotated[CleanText | None, Query(max_length=80)] = None,
) -> Journal:
    """The incident paper of one attempt, or of a course: what was done when, received when."""
    response.headers["Cache-Control"] = "private, no-store"
    if attempt is not None:
        return await journal.journal_of_attempt(session, actor, attempt, now)
    if course is None:
        where = {"in": "query", "pointer": "/course", "detail": "Name a course or an attempt"}
        raise Invalid([where])
    return await journal.journal_of_course(session, actor, course, now)
