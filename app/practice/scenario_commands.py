"""Command kinds of scenarios: a step, and the finish of a run.

Both carry the whole path, so each stands on its own: any order, repetition or interleaving of
devices leaves the same set of paths. The server replays the path and decides ending and score.
"""

from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.learning.kinds import Applied, CommandContext, CommandKind
from app.learning.service import record_outcome
from app.learning.statuses import OutcomeState
from app.practice.errors import REFUSALS, RunMisfit, refusal
from app.practice.ground import RunPayload, activity_of, keep_step
from app.practice.scenario import PathUnknownError, Scenario, Walk, is_passed, replay, score
from app.practice.scenario_source import LONGEST_RUN
from app.practice.shapes import ItemId

SCENARIO = "scenario"


class PathPayload(RunPayload):
    """``path``: ids of the choices made, from the first step on, this one the last."""

    path: Annotated[list[ItemId], Field(min_length=1, max_length=LONGEST_RUN)]


async def _walked(
    session: AsyncSession, actor: Actor, payload: PathPayload
) -> tuple[Scenario, Walk]:
    activity = await activity_of(session, actor, payload, SCENARIO)
    scenario = Scenario.model_validate(activity.body)
    try:
        return scenario, replay(scenario, payload.path)
    except PathUnknownError:
        raise RunMisfit from None


def source_of(enrolment_id: UUID, activity_id: UUID, path: list[str]) -> UUID:
    """What an outcome speaks of: the path, so that walking it again is the same report."""
    return uuid5(activity_id, "/".join((str(enrolment_id), *path)))


async def _step(
    session: AsyncSession, actor: Actor, command: CommandContext, payload: PathPayload
) -> Applied:
    try:
        await _walked(session, actor, payload)
    except REFUSALS as problem:
        return refusal(type(problem), actor.language)
    await keep_step(session, actor, command, payload, {"path": payload.path})
    return Applied()


async def _finish(
    session: AsyncSession, actor: Actor, command: CommandContext, payload: PathPayload
) -> Applied:
    try:
        scenario, walk = await _walked(session, actor, payload)
        if not walk.is_over:
            raise RunMisfit
    except REFUSALS as problem:
        return refusal(type(problem), actor.language)
    await keep_step(session, actor, command, payload, {"path": payload.path})
    points = score(scenario, walk)
    passed = is_passed(scenario, points)
    await record_outcome(
        session,
        enrolment_id=payload.enrolment,
        activity_id=payload.activity,
        source_id=source_of(payload.enrolment, payload.activity, payload.path),
        state=OutcomeState.PASSED if passed else OutcomeState.NOT_PASSED,
        score=points,
        pass_mark=scenario.pass_mark,
        chances_left=None,
        now=command.received_at,
        finished_at=command.corrected_at,
    )
    answer: dict[str, Any] = {"ending": walk.at, "score": points, "passed": passed}
    return Applied(answer={"run": {"id": str(payload.run)} | answer})


KINDS: tuple[CommandKind, ...] = (
    CommandKind("scenario_step", PathPayload, "A", _step),
    CommandKind("scenario_finish", PathPayload, "B", _finish),
)
