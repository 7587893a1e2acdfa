"""What was reported of one activity, and what counts of it. Pure."""

from collections.abc import Sequence
from uuid import UUID

from app.gradebook.schemas import ReportRead, ResultRead
from app.learning.completion import outcome_in_force
from app.learning.models import Outcome
from app.learning.service import reported
from app.learning.statuses import OutcomeForce


def reports_read(outcomes: Sequence[Outcome]) -> list[ReportRead]:
    """Each result that was reported, the first one first; overrides are told apart from them."""
    places: dict[UUID, int] = {}
    read = []
    before: dict[UUID, tuple[object, object]] = {}
    for one in outcomes:
        if one.force is not OutcomeForce.REPORTED:
            continue
        said = (one.state, one.score)
        if before.get(one.source_id) == said:
            continue  # only the chances left were told anew
        read.append(
            ReportRead(
                source=places.setdefault(one.source_id, len(places) + 1),
                again=one.source_id in before,
                state=one.state.value,
                score=one.score,
                at=one.recorded_at,
            )
        )
        before[one.source_id] = said
    return read


def without_override(outcomes: Sequence[Outcome]) -> ResultRead | None:
    """What is in force of what was reported."""
    superseded = {one.supersedes_id for one in outcomes}
    standing = [
        said
        for one in outcomes
        if one.id not in superseded
        and one.force is OutcomeForce.REPORTED
        and (said := reported(one)) is not None
    ]
    in_force = outcome_in_force(standing)
    if in_force is None:
        return None
    return ResultRead(state=in_force.state.value, score=in_force.score)
