"""Practice over HTTP: one's own runs. They are made by commands (see ``…_commands``)."""

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
from app.practice import service
from app.practice.app_schemas import AppPracticeStanding
from app.practice.schemas import ScenarioStanding

READ = problem_responses(Unauthenticated, Forbidden, NotFound, Invalid, Unavailable)

router = APIRouter(prefix="/api/v1/practice", tags=["practice"])


@router.get("/scenarios/{activity_id}/runs", responses=READ)
async def read_scenario_runs(
    session: ReadSession,
    actor: CurrentActor,
    activity_id: UUID,
    enrolment: UUID,
    response: Response,
) -> ScenarioStanding:
    """Your own runs of a scenario: the choices made, the ending reached, the score."""
    response.headers["Cache-Control"] = "private, no-store"
    return await service.scenario_standing(session, actor, enrolment, activity_id)


@router.get("/apps/{activity_id}/runs", responses=READ)
async def read_app_runs(
    session: ReadSession,
    actor: CurrentActor,
    activity_id: UUID,
    enrolment: UUID,
    response: Response,
) -> AppPracticeStanding:
    """Your own place in an imitated application: the run to go on with, your best result."""
    response.headers["Cache-Control"] = "private, no-store"
    return (await service.own_practice(session, actor, enrolment, activity_id)).read()
