"""Staff set an activity's result over everything reported, and take that back.

What was reported stays as it is and goes on being recorded; it counts again once the override is
withdrawn. Completion, and whatever follows from it, is judged anew each time.
"""

from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.ids import uuid7
from app.learning import queries
from app.learning.completion import Report
from app.learning.models import Enrolment, Outcome
from app.learning.service import judge, put_outcome, reported
from app.learning.statuses import OutcomeForce, OutcomeState


def override_source(enrolment_id: UUID, activity_id: UUID) -> UUID:
    """What overrides of an activity are outcomes of: a later one supersedes an earlier one."""
    return uuid5(enrolment_id, f"override:{activity_id}")


async def override(
    session: AsyncSession,
    *,
    enrolment_id: UUID,
    activity_id: UUID,
    state: OutcomeState,
    score: int | None,
    pass_mark: int | None,
    now: datetime,
) -> None:
    """From now on the activity stands at this, whatever is reported. Scores in basis points."""
    enrolment = await queries.enrolment_for_update(session, enrolment_id)
    said = Report(state, score, pass_mark, None, overrides=True)
    await _say(session, enrolment, activity_id, OutcomeForce.OVERRIDING, said, now)


async def withdraw_override(
    session: AsyncSession, *, enrolment_id: UUID, activity_id: UUID, now: datetime
) -> None:
    """What was reported counts again; nothing if there is no override."""
    enrolment = await queries.enrolment_for_update(session, enrolment_id)
    await _say(session, enrolment, activity_id, OutcomeForce.WITHDRAWN, None, now)


async def overridden(session: AsyncSession, enrolment_id: UUID, activity_id: UUID) -> Report | None:
    """What staff set, while it is in force."""
    source_id = override_source(enrolment_id, activity_id)
    standing = await queries.standing_outcomes(session, enrolment_id, activity_id)
    found = next((one for one in standing if one.source_id == source_id), None)
    return reported(found) if found else None


async def _say(
    session: AsyncSession,
    enrolment: Enrolment,
    activity_id: UUID,
    force: OutcomeForce,
    said: Report | None,
    now: datetime,
) -> None:
    source_id = override_source(enrolment.id, activity_id)
    standing = await queries.standing_outcomes(session, enrolment.id, activity_id)
    before = next((one for one in standing if one.source_id == source_id), None)
    stood = reported(before) if before else None
    if said == stood:
        return
    kept = said or stood  # a withdrawal names what it withdraws
    assert kept is not None, activity_id
    outcome = Outcome(
        id=uuid7(),
        enrolment_id=enrolment.id,
        activity_id=activity_id,
        source_id=source_id,
        state=kept.state,
        score=kept.score,
        pass_mark=kept.pass_mark,
        chances_left=None,
        force=force,
        supersedes_id=before.id if before else None,
        recorded_at=now,
    )
    await put_outcome(session, enrolment, standing, outcome)
    await judge(session, enrolment, now=now, finished_at=now, reason="outcome-overridden")
