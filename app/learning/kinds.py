"""What a command kind gives learning: ``app.wiring.COMMAND_KINDS`` hands them in.

Lane A kinds only append and move projections; all of a batch's lane A commits together. Lane B
kinds may complete something; each runs in a transaction of its own, after its batch's lane A.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
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
    """The stored command around a payload. ``device``, ``seq``: who made it, its how-manieth."""

    id: UUID
    kind: str
    hlc: int
    content_hash: str
    occurred_at: datetime
    corrected_at: datetime
    received_at: datetime
    device: str = ""
    seq: int = 0


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One of many commands of a kind that are applied together; of any number of people."""

    actor: Actor
    command: CommandContext
    payload: Any


Apply = Callable[[AsyncSession, Actor, CommandContext, Any], Awaitable[Applied]]
# The same for many at once, by set-based statements: one ``Applied`` an entry, in order.
ApplyMany = Callable[[AsyncSession, Sequence[Entry]], Awaitable[Sequence[Applied]]]
# After lane A of a batch: (session, actor, attempt ids that got answers, now).
FollowUp = Callable[[AsyncSession, Actor, frozenset[UUID], datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A follow-up that says first, inside lane A's own transaction, which attempts it waits for.

    Most answers make nobody act: so they cost no transaction of their own. ``after``: the kinds of
    commands it may have to follow.
    """

    run: FollowUp
    wanted: Callable[[AsyncSession, frozenset[UUID]], Awaitable[frozenset[UUID]]]
    after: frozenset[str]

    async def __call__(
        self, session: AsyncSession, actor: Actor, attempts: frozenset[UUID], now: datetime
    ) -> None:
        await self.run(session, actor, attempts, now)


@dataclass(frozen=True, slots=True)
class CommandKind:
    name: str
    payload: type[ActivityPayload]
    lane: Literal["A", "B"]
    apply: Apply
    max_bytes: int = 16_384
    # Lane A alone. It must come to the same as ``apply`` for each entry in any order.
    apply_many: ApplyMany | None = None


def applied_together(
    name: str, payload: type[ActivityPayload], many: ApplyMany, max_bytes: int = 16_384
) -> CommandKind:
    """A lane A kind that is applied to groups; one command alone is a group of one."""

    async def apply(
        session: AsyncSession, actor: Actor, command: CommandContext, said: Any
    ) -> Applied:
        [applied] = await many(session, [Entry(actor, command, said)])
        return applied

    return CommandKind(name, payload, "A", apply, max_bytes, many)
