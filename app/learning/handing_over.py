"""Hand-over: commands in a file, signed by the device, carried by anybody who is signed in.

The file is the device's; the carrier only brings it. It is applied with the rights of the account
it names, after the device's signature, by the same door as a push: so a file brought twice, or
after the device found a network itself, changes nothing. The device hears of it at its next pull.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor
from app.identity.service import actor_for
from app.kit.database import Database
from app.kit.problems import Invalid
from app.learning import queries
from app.learning.devices import is_signed, unpadded
from app.learning.errors import HandOverRefused
from app.learning.schemas import (
    CommandProblem,
    CommandResult,
    ConnectionNote,
    DeviceTime,
    HandedOverRead,
    Push,
)
from app.learning.storing import Registry
from app.learning.sync import apply_batch

HAND_OVER_PATH = "/api/v1/offline/hand-over"
MAX_FILE_BYTES = 2 * 1024 * 1024
MOST_COMMANDS = 2_000
IN_A_BATCH = 100
TOLD_FOR = timedelta(days=60)
MOST_TOLD = 2_000


class HandOver(BaseModel):
    """The file. ``payload``: base64url of the JSON; ``signature``: ECDSA P-256 over that text."""

    model_config = ConfigDict(extra="forbid")

    lentera: Literal["hand-over"]
    version: Literal[1]
    payload: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=MAX_FILE_BYTES)]
    signature: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=128)]


class HandOverContent(BaseModel):
    """What the payload holds."""

    model_config = ConfigDict(extra="forbid")

    account: UUID
    device: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
    sent_at: DeviceTime
    commands: Annotated[list[dict[str, Any]], Field(max_length=MOST_COMMANDS)]
    connection: Annotated[list[ConnectionNote], Field(max_length=100)] = Field(default_factory=list)


class HandOverResult(BaseModel):
    """One result a command, in the file's order."""

    received_at: datetime
    device: str
    results: list[CommandResult]


def content_of(file: HandOver) -> HandOverContent:
    """Raises ``Invalid`` for what is no hand-over of ours."""
    try:
        return HandOverContent.model_validate(json.loads(unpadded(file.payload)))
    except (ValidationError, ValueError, RecursionError) as error:
        where = {"in": "body", "pointer": "/payload", "detail": "Not a hand-over that can be read"}
        raise Invalid([where]) from error


async def hand_over(
    database: Database, carrier: Actor, file: HandOver, registry: Registry, now: datetime
) -> HandOverResult:
    """Verify and apply a file; raises ``HandOverRefused`` with the reason, or ``Invalid``."""
    content = content_of(file)
    async with database.reading() as session:
        owner = await _owner(session, file, content, now)
    results: list[CommandResult] = []
    for first in range(0, len(content.commands), IN_A_BATCH) or [0]:
        # The device's clock cannot be set right by a file: how long it was carried is unknown.
        push = Push(
            device=content.device,
            sent_at=now,
            commands=content.commands[first : first + IN_A_BATCH],
            connection=content.connection if first == 0 else [],
        )
        results += (await apply_batch(database, owner, push, registry, now)).results
    async with database.transaction() as session:
        await _keep(session, content, carrier, results, now)
    return HandOverResult(received_at=now, device=content.device, results=results)


async def _owner(
    session: AsyncSession, file: HandOver, content: HandOverContent, now: datetime
) -> Actor:
    key = await queries.device_key(session, content.account, content.device)
    if key is None:
        raise HandOverRefused(reason="device")
    try:
        signature = unpadded(file.signature)
    except ValueError:
        raise HandOverRefused(reason="signature") from None
    if not is_signed(key, file.payload.encode(), signature):
        raise HandOverRefused(reason="signature")
    owner = await actor_for(session, content.account, now)
    if owner is None:
        raise HandOverRefused(reason="account")
    return owner


async def _keep(
    session: AsyncSession,
    content: HandOverContent,
    carrier: Actor,
    results: Sequence[CommandResult],
    now: datetime,
) -> None:
    """What the device will be told; results without a proper id can be told to nobody."""
    rows = {}
    for result in results:
        try:
            command_id = UUID(result.id or "")
        except ValueError:
            continue
        rows[command_id] = {
            "person_id": content.account,
            "command_id": command_id,
            "device": content.device,
            "status": result.status,
            "receipt": result.receipt,
            "problem": result.problem.model_dump() if result.problem else None,
            "carried_by": carrier.person_id,
            "received_at": now,
        }
    await queries.add_handed_over(session, list(rows.values()))


async def handed_over_for(
    session: AsyncSession, person_id: UUID, device: str, now: datetime
) -> list[HandedOverRead]:
    """What became of this device's commands that others brought."""
    rows = await queries.handed_over_of(
        session, person_id, device, since=now - TOLD_FOR, limit=MOST_TOLD
    )
    return [
        HandedOverRead(
            id=row.command_id,
            status=row.status,
            receipt=row.receipt,
            problem=CommandProblem.model_validate(row.problem) if row.problem else None,
            received_at=row.received_at,
        )
        for row in rows
    ]
