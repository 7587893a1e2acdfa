"""Command kinds of app practices: a press, and the finish.

A press (lane A) is only recorded: what came of it is found by replaying the run against the version
its page was made of. The finish (lane B) decides the outcome; if it comes before some of its steps,
they decide it when they arrive (``finish_arrived``, after lane A).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.document import Activity
from app.identity.actor import Actor
from app.kit.text import CleanText
from app.learning.kinds import Applied, Awaiting, CommandContext, CommandKind
from app.learning.service import record_outcome
from app.learning.statuses import OutcomeState
from app.practice import queries
from app.practice.app_replay import Step, is_finished
from app.practice.app_runs import Finish, Recorded, judged
from app.practice.app_shapes import APP_PRACTICE, AppPractice
from app.practice.errors import REFUSALS, GoalsNotReached, refusal
from app.practice.ground import RunPayload, activity_in, activity_of, keep_step
from app.practice.models import PracticeStep

STEP, FINISH = "app_step", "app_finish"

Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
Filled = Annotated[CleanText, Field(max_length=400)]


class AppRunPayload(RunPayload):
    @property
    def attempt(self) -> UUID:
        """The run, by the name under which learning tells what a batch touched."""
        return self.run


class StepPayload(AppRunPayload):
    """``after``: the command of the step before it in the run; None: the first."""

    after: UUID | None = None
    press: Id
    fields: Annotated[dict[Id, Filled], Field(max_length=20)] = Field(default_factory=dict)


class FinishPayload(AppRunPayload):
    """``last``: the step by which the last goal was reached."""

    last: UUID


def app_in(activity: Activity) -> AppPractice:
    """The imitated application of an activity of this kind."""
    return AppPractice.model_validate(activity.body["app"])


async def _step(
    session: AsyncSession, actor: Actor, command: CommandContext, payload: StepPayload
) -> Applied:
    try:
        await activity_of(session, actor, payload, APP_PRACTICE)
    except REFUSALS as problem:
        return refusal(type(problem), actor.language)
    step = {
        "after": str(payload.after) if payload.after else None,
        "press": payload.press,
        "fields": payload.fields,
    }
    await keep_step(session, actor, command, payload, step)
    return Applied()


async def _finish(
    session: AsyncSession, actor: Actor, command: CommandContext, payload: FinishPayload
) -> Applied:
    try:
        app = app_in(await activity_of(session, actor, payload, APP_PRACTICE))
        rows = await queries.steps_at(session, actor.person_id, payload.enrolment, payload.activity)
        standing = judged(app, Finish(payload.run, payload.last), recorded(rows))
        if standing is not None and not is_finished(app, standing):
            raise GoalsNotReached
    except REFUSALS as problem:
        return refusal(type(problem), actor.language)
    await keep_step(session, actor, command, payload, {"last": str(payload.last)})
    if standing is None:
        return Applied(answer={"practice": {"state": "waiting"}})
    await _passed(
        session,
        enrolment_id=payload.enrolment,
        activity_id=payload.activity,
        run_id=payload.run,
        finished_at=command.corrected_at,
        now=command.received_at,
    )
    return Applied(answer={"practice": {"state": "finished", "wrong": standing.wrong}})


async def _passed(
    session: AsyncSession,
    *,
    enrolment_id: UUID,
    activity_id: UUID,
    run_id: UUID,
    finished_at: datetime,
    now: datetime,
) -> None:
    await record_outcome(
        session,
        enrolment_id=enrolment_id,
        activity_id=activity_id,
        source_id=run_id,
        state=OutcomeState.PASSED,
        score=None,
        pass_mark=None,
        chances_left=None,
        now=now,
        finished_at=finished_at,
    )


async def finish_arrived(
    session: AsyncSession, actor: Actor, runs: frozenset[UUID], now: datetime
) -> None:
    """Decide the finishes of these runs whose steps have arrived by now; again changes nothing."""
    for row in await queries.finishes_of(session, actor.person_id, FINISH, runs):
        enrolment = await queries.enrolment_of(session, actor.person_id, row.enrolment_id)
        assert enrolment is not None, row.command_id
        app = app_in(
            await activity_in(session, enrolment, row.publication_id, row.activity_id, APP_PRACTICE)
        )
        rows = await queries.steps_at(session, actor.person_id, row.enrolment_id, row.activity_id)
        standing = judged(app, finish_of(row), recorded(rows))
        if standing is not None and is_finished(app, standing):
            await _passed(
                session,
                enrolment_id=row.enrolment_id,
                activity_id=row.activity_id,
                run_id=row.run_id,
                finished_at=row.done_at,
                now=now,
            )


async def _finished(session: AsyncSession, runs: frozenset[UUID]) -> frozenset[UUID]:
    return await queries.runs_with(session, FINISH, runs)


FINISH_ARRIVED = Awaiting(finish_arrived, _finished, frozenset({STEP}))


def recorded(rows: Sequence[PracticeStep]) -> list[Recorded]:
    """The presses among an activity's rows."""
    return [
        Recorded(
            id=row.command_id,
            run=row.run_id,
            publication=row.publication_id,
            after=UUID(row.step["after"]) if row.step["after"] else None,
            step=Step(row.step["press"], row.step["fields"]),
            order=(row.hlc, row.command_id),
        )
        for row in rows
        if row.kind == STEP
    ]


def finish_of(row: PracticeStep) -> Finish:
    return Finish(row.run_id, UUID(row.step["last"]))


KINDS: tuple[CommandKind, ...] = (
    CommandKind(STEP, StepPayload, "A", _step),
    CommandKind(FINISH, FinishPayload, "B", _finish),
)
