"""Applies a batch of commands from one device: two lanes, one result per command.

Lane A commands (they only append) of concurrent pushes share one transaction, joined by the
group-commit writer; lane B commands (they may complete something) follow, a transaction each. Each
result is acknowledged after its own lane's commit, never before.

``rejected`` means "will never be accepted as it is". Trouble of ours raises (503): what was stored
of the batch by then is a ``duplicate`` with the same receipt next time.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from app.identity.actor import Actor
from app.kit.database import Database
from app.kit.ids import uuid7
from app.kit.ingest import GroupWriter
from app.learning import clock
from app.learning.checking import Valid, check, content_hash, receipt_code
from app.learning.models import CommandLog
from app.learning.schemas import CommandResult, Push, PushResult
from app.learning.storing import Batch, Registry, Stored, store

__all__ = [
    "MAX_BATCH_BYTES",
    "WRITER_KEY",
    "Registry",
    "Writer",
    "apply_batch",
    "apply_own",
    "content_hash",
    "receipt_code",
]

MAX_BATCH_BYTES = 256 * 1024
FORM_DEVICE = "form-without-script"

Writer = GroupWriter[Batch, Stored]
# Of ``Database.info``: the process's writer.
WRITER_KEY = "lentera.ingest"


def writer_of(database: Database) -> Writer:
    """The writer that joins all pushes to this database; made at first use."""
    writer = database.info.get(WRITER_KEY)
    if writer is None:
        writer = database.info[WRITER_KEY] = Writer(database, store)
    assert isinstance(writer, GroupWriter)
    return writer


async def apply_batch(
    database: Database, actor: Actor, push: Push, registry: Registry, now: datetime
) -> PushResult:
    """Store and apply a batch; results in the batch's order, cursor as it stands afterwards."""
    results: dict[int, CommandResult] = {}
    valid: list[Valid] = []
    for place, raw in enumerate(push.commands):
        checked = check(place, raw, push.device, registry.kinds, actor.language, now)
        if isinstance(checked, Valid):
            valid.append(checked)
        else:
            results[place] = checked
    cursor: int | None = None

    def batch_of(lane: Literal["A", "B"], *commands: Valid) -> Batch:
        notes = push.connection if lane == "A" else ()
        return Batch(registry, actor, push.device, push.sent_at, now, commands, notes)

    lane_a = [one for one in valid if one.kind.lane == "A"]
    if lane_a or push.connection:
        weight = len(lane_a) + len(push.connection)
        stored = await writer_of(database).write(
            batch_of("A", *lane_a), weight=weight, source=actor.person_id
        )
        results |= stored.results
        cursor = stored.cursor
        await _follow_up(database, actor, registry, stored.awaited, now)
    for one in valid:
        if one.kind.lane == "B":
            async with database.transaction() as session:
                [alone] = await store(session, [batch_of("B", one)])
            results |= alone.results
            cursor = alone.cursor
    if cursor is None:
        async with database.reading() as session:
            log = await session.get(CommandLog, actor.person_id)
        cursor = log.last_cursor if log else 0
    return PushResult.model_construct(
        received_at=now,
        cursor=cursor,
        results=[results[place] for place in range(len(push.commands))],
    )


async def _follow_up(
    database: Database,
    actor: Actor,
    registry: Registry,
    awaited: Sequence[frozenset[UUID]],
    now: datetime,
) -> None:
    for follow_up, attempts in zip(registry.follow_ups, awaited, strict=False):
        if attempts:
            async with database.transaction() as session:
                await follow_up(session, actor, attempts, now)


async def apply_own(
    database: Database,
    actor: Actor,
    commands: Sequence[tuple[str, Mapping[str, Any]]],
    registry: Registry,
    now: datetime,
) -> list[CommandResult]:
    """Make and apply commands on the server for a form sent without JavaScript.

    ``commands``: (kind, payload) in order. They are the same commands a device would make.
    """
    async with database.reading() as session:
        log = await session.get(CommandLog, actor.person_id)
    last_hlc, seq = (log.last_hlc, log.last_cursor) if log else (0, 0)
    made = []
    for number, (kind, payload) in enumerate(commands, 1):
        last_hlc = clock.next_after(last_hlc, now)
        made.append(
            {
                "id": str(uuid7()),
                "seq": seq + number,
                "hlc": clock.wire(last_hlc),
                "kind": kind,
                "occurred_at": now.isoformat(),
                "payload": dict(payload),
            }
        )
    push = Push(device=FORM_DEVICE, sent_at=now, commands=made)
    return (await apply_batch(database, actor, push, registry, now)).results
