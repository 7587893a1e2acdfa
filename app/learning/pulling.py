"""The pull: what other devices of the same person did, and the states that changed by it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.learning import clock, queries
from app.learning.handing_over import handed_over_for
from app.learning.models import Command
from app.learning.overview import state_read
from app.learning.schemas import Pull, StoredCommand


def _stored(command: Command) -> StoredCommand:
    return StoredCommand(
        cursor=command.cursor,
        id=command.id,
        device=command.device,
        seq=command.seq,
        hlc=clock.wire(command.hlc),
        kind=command.kind,
        payload=command.payload,
        occurred_at=command.occurred_at,
        received_at=command.received_at,
        receipt=command.receipt,
        refused=command.refused,
    )


async def pull(
    session: AsyncSession,
    actor: Actor,
    *,
    since: int,
    limit: int,
    device: str | None,
    now: datetime,
) -> Pull:
    """At most ``limit`` commands after cursor ``since``; call again while ``more``.

    ``cursor`` is where the next pull starts. States are whole rows of the activities touched.
    ``device``: who asks, to hear of what was brought in a file.
    """
    brought = []
    if device is not None:
        brought = await handed_over_for(session, actor.person_id, device, now)
    found = await queries.commands_since(session, actor.person_id, since, limit + 1)
    page = found[:limit]
    touched = {(command.enrolment_id, command.activity_id) for command in page}
    rows = await queries.states_of(session, {one for one, _ in touched if one is not None})
    return Pull(
        cursor=page[-1].cursor if page else since,
        more=len(found) > limit,
        commands=[_stored(command) for command in page],
        states=[state_read(row) for row in rows if (row.enrolment_id, row.activity_id) in touched],
        handed_over=brought,
    )
