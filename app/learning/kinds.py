"""What a command kind gives learning: ``app.wiring.COMMAND_KINDS`` hands them in.

Lane A kinds only append and move projections; all of a batch's lane A commits together. Lane B
kinds may complete something; each runs in a transaction of its own, after its batch's lane A.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from app.identity.actor import Actor


class CommandPayload(BaseModel):
    """Base of payload shapes: strings and integers only, nothing unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ActivityPayload(CommandPayload):
    """Payloads about one activity of one enrolment; learning checks that both are the actor's."""

    enrolment: UUID
    activity: UUID


@dataclass(frozen=True, slots=True)
class CommandContext:
    """The stored command around a payload."""

    id: UUID
    kind: str
    hlc: int
    content_hash: str
    occurred_at: datetime
    corrected_at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Applied:
    """What a kind answers. ``refused``: slug of the reason it will never be accepted as it is.

    ``answer`` goes to the client with the command's result, e.g. the attempt of a start. ``kept``
    False: a refused command is not even kept as refused, because of what it says.
    """

    refused: str | None = None
    detail: str | None = None
    kept: bool = True
    answer: Mapping[str, Any] = field(default_factory=dict)


Apply = Callable[[AsyncSession, Actor, CommandContext, Any], Awaitable[Applied]]
# After lane A of a batch: (session, actor, attempt ids that got answers, now).
FollowUp = Callable[[AsyncSession, Actor, frozenset[UUID], datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class CommandKind:
    name: str
    payload: type[ActivityPayload]
    lane: Literal["A", "B"]
    apply: Apply
    max_bytes: int = 16_384
