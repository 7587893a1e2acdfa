"""Statistics over HTTP, for those who teach the course."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.assessment.statistics import reading
from app.assessment.statistics.export import Format, exported
from app.assessment.statistics.models import Scope
from app.assessment.statistics.schemas import QuestionStatisticsRead, QuizStatisticsRead
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
from app.kit.text import CleanText

READ = problem_responses(Unauthenticated, Forbidden, NotFound, Invalid, Unavailable)
QUIZ = "/courses/{slug}/quizzes/{activity}/statistics"

Slug = Annotated[CleanText, Path(max_length=80)]
Chosen = Annotated[CleanText | None, Query(max_length=16, description="Default: the current one")]

router = APIRouter(prefix="/api/v1/teaching", tags=["statistics"])


@router.get(QUIZ, responses=READ)
async def read_statistics(
    session: ReadSession,
    actor: CurrentActor,
    slug: Slug,
    activity: Slug,
    scope: Scope = Scope.FIRST,
    layout: Chosen = None,
) -> QuizStatisticsRead:
    """A quiz and all its questions; what asks to be looked at comes first."""
    return await reading.quiz_statistics(
        session, actor, course=slug, activity=activity, scope=scope, layout=layout
    )


@router.get(f"{QUIZ}/questions/{{question_id}}", responses=READ)
async def read_question_statistics(
    session: ReadSession,
    actor: CurrentActor,
    slug: Slug,
    activity: Slug,
    question_id: Annotated[CleanText, Path(max_length=170)],
    scope: Scope = Scope.FIRST,
    version: Chosen = None,
) -> QuestionStatisticsRead:
    """One question with its text, its key, and who answered what."""
    return await reading.question_statistics_of(
        session,
        actor,
        course=slug,
        activity=activity,
        question_id=question_id,
        scope=scope,
        version=version,
    )


@router.get(
    f"{QUIZ}/export",
    responses={**READ, 200: {"description": "A file for a spreadsheet"}},
    response_class=Response,
)
async def export_statistics(
    session: ReadSession,
    actor: CurrentActor,
    slug: Slug,
    activity: Slug,
    scope: Scope = Scope.FIRST,
    file_format: Annotated[Format, Query(alias="format")] = "xlsx",
) -> Response:
    """The table of questions as XLSX or CSV."""
    told = await reading.quiz_statistics(
        session, actor, course=slug, activity=activity, scope=scope, layout=None
    )
    content, kind = exported(told, file_format, actor.language)
    named = f'attachment; filename="statistik-{told.activity}.{file_format}"'
    return Response(content, media_type=kind, headers={"Content-Disposition": named})
