"""Course staff over HTTP: marking, late answers, regrades."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.assessment import late_reading, marking, marking_reading, regrade_reading, regrading
from app.assessment.marking_schemas import (
    DraftKeep,
    DraftKept,
    GroupRead,
    LateEvidence,
    LateRow,
    MarkAnew,
    MarksGive,
    MarksGiven,
    QueuedRead,
    RegradeDesk,
    RegradeOrder,
    RegradePreview,
    RegradeRead,
    TaskRead,
)
from app.assessment.models import RegradeMode
from app.assessment.queries.marking import Wanted
from app.identity.deps import CurrentActor
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.pagination import After, Limit, Page
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

router = APIRouter(prefix="/api/v1/teaching", tags=["marking"])

QuestionId = Annotated[CleanText | None, Query(max_length=170)]
PRIVATE = "private, no-store"


@router.get("/marking/groups", responses=READ)
async def list_groups(
    session: ReadSession, actor: CurrentActor, now: Now, response: Response
) -> list[GroupRead]:
    """Questions of your courses with responses to mark, those with something to do first."""
    response.headers["Cache-Control"] = PRIVATE
    return await marking_reading.groups(session, actor, now)


@router.get("/marking", responses=READ)
async def list_queue(
    session: ReadSession,
    actor: CurrentActor,
    now: Now,
    response: Response,
    quiz: UUID | None = None,
    question: QuestionId = None,
    done: bool = False,
    after: After = None,
    limit: Limit = 50,
) -> Page[QueuedRead]:
    """Responses that wait for your marks, the oldest first; with ``done`` those you marked."""
    response.headers["Cache-Control"] = PRIVATE
    wanted = Wanted(quiz, question)
    return await marking_reading.queue(
        session, actor, wanted, done=done, after=after, limit=limit, now=now
    )


@router.get("/marking/{task_id}", responses=READ)
async def read_task(
    session: ReadSession,
    actor: CurrentActor,
    task_id: UUID,
    now: Now,
    response: Response,
) -> TaskRead:
    """One response with its rubric, your draft and how far you are with this question."""
    response.headers["Cache-Control"] = PRIVATE
    return await marking_reading.task_view(session, actor, task_id, now)


@router.put("/marking/{task_id}/draft", responses=WRITE)
async def keep_draft(
    session: DbSession, actor: CurrentActor, task_id: UUID, body: DraftKeep, now: Now
) -> DraftKept:
    """Keep marks that are not given yet: on every device of yours, and for nobody else."""
    kept = await marking.keep_draft(session, actor, task_id, **body.model_dump(), now=now)
    return DraftKept(revision=kept.revision)


@router.post("/marking/{task_id}/marks", responses=WRITE)
async def give_marks(
    session: DbSession,
    actor: CurrentActor,
    task_id: UUID,
    body: MarksGive,
    now: Now,
) -> MarksGiven:
    """Give your marks for good, and learn which response is next."""
    await marking.give_marks(session, actor, task_id, **body.model_dump(), now=now)
    return await marking_reading.after_marks(session, actor, task_id, now)


@router.post("/marking/{task_id}/anew", responses=WRITE, status_code=204)
async def mark_anew(
    session: DbSession, actor: CurrentActor, task_id: UUID, body: MarkAnew, now: Now
) -> None:
    """Have a settled response marked anew; its result stands until that is done."""
    await marking.mark_anew(session, actor, task_id, reason=body.reason, now=now)


@router.get("/late", responses=READ)
async def list_late(
    session: ReadSession,
    actor: CurrentActor,
    response: Response,
    after: After = None,
    limit: Limit = 50,
) -> Page[LateRow]:
    """Attempts of which something came too late and that nobody has decided on; newest first."""
    response.headers["Cache-Control"] = PRIVATE
    return await late_reading.late_page(session, actor, after=after, limit=limit)


@router.get("/late/{attempt_id}", responses=READ)
async def read_late(
    session: ReadSession, actor: CurrentActor, attempt_id: UUID, response: Response
) -> LateEvidence:
    """What there is to decide on: the time rule's evidence and all that was received when."""
    response.headers["Cache-Control"] = PRIVATE
    return await late_reading.late_evidence(session, actor, attempt_id)


@router.get("/courses/{course}/quizzes/{activity}/regrades", responses=READ)
async def read_regrades(
    session: ReadSession, actor: CurrentActor, course: CleanText, activity: CleanText
) -> RegradeDesk:
    """The quiz's questions with their present keys, and its regrades, the last one first."""
    return await regrade_reading.desk_view(session, actor, course, activity)


@router.get("/courses/{course}/quizzes/{activity}/regrades/preview", responses=WRITE)
async def preview_regrade(
    session: ReadSession,
    actor: CurrentActor,
    course: CleanText,
    activity: CleanText,
    question: Annotated[CleanText, Query(max_length=170)],
    mode: RegradeMode,
    response: Response,
    after: After = None,
    limit: Limit = 50,
) -> RegradePreview:
    """Whose score and pass a regrade would change; nothing is changed by asking."""
    response.headers["Cache-Control"] = PRIVATE
    return await regrade_reading.preview(
        session, actor, course, activity, question_id=question, mode=mode, after=after, limit=limit
    )


@router.post("/courses/{course}/quizzes/{activity}/regrades", responses=WRITE, status_code=202)
async def order_regrade(
    session: DbSession,
    actor: CurrentActor,
    course: CleanText,
    activity: CleanText,
    body: RegradeOrder,
    now: Now,
) -> RegradeRead:
    """Judge a question otherwise, in every attempt; a job carries it out."""
    ordered = await regrading.order(
        session,
        actor,
        course,
        activity,
        question_id=body.question,
        mode=body.mode,
        reason=body.reason,
        basis=body.basis,
        now=now,
    )
    return await regrade_reading.regrade_view(session, actor, course, activity, ordered.id)


@router.get("/courses/{course}/quizzes/{activity}/regrades/{regrade_id}", responses=READ)
async def read_regrade(
    session: ReadSession,
    actor: CurrentActor,
    course: CleanText,
    activity: CleanText,
    regrade_id: UUID,
    response: Response,
) -> RegradeRead:
    """How far a regrade is."""
    response.headers["Cache-Control"] = PRIVATE
    return await regrade_reading.regrade_view(session, actor, course, activity, regrade_id)
