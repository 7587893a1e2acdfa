"""Learning's own command kinds: opened, position, done, note, reflection.

Each merges so that order, repetition and interleaving of devices do not matter: earliest, maximum,
union, or last by (clock, command id). Other floors add theirs in ``app.wiring.COMMAND_KINDS``.
"""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.kit.text import CleanText
from app.learning import queries
from app.learning.kinds import ActivityPayload, Applied, CommandContext, CommandKind
from app.learning.models import PrivateNote
from app.learning.service import judge

Block = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,120}$")]
MAX_NOTE = 8_000


class OpenedPayload(ActivityPayload):
    """The activity was shown."""


class PositionPayload(ActivityPayload):
    """``spot``: id of the block on screen; ``furthest``: thousandths of the activity reached."""

    spot: Block
    furthest: Annotated[int, Field(ge=0, le=1000)]


class DonePayload(ActivityPayload):
    """The learner marks the activity done."""


class NotePayload(ActivityPayload):
    """A private note on a block; an empty text takes it away."""

    block: Block
    text: Annotated[CleanText, Field(max_length=MAX_NOTE)]


async def _opened(
    session: AsyncSession, _actor: Actor, command: CommandContext, payload: OpenedPayload
) -> Applied:
    state = await queries.state_of(session, payload.enrolment, payload.activity)
    state.opened_at = min(state.opened_at or command.corrected_at, command.corrected_at)
    await _touch(session, command, payload)
    return Applied()


async def _position(
    session: AsyncSession, _actor: Actor, command: CommandContext, payload: PositionPayload
) -> Applied:
    state = await queries.state_of(session, payload.enrolment, payload.activity)
    state.furthest = max(state.furthest, payload.furthest)
    if _is_later(command, state.spot_hlc, state.spot_command_id):
        state.spot, state.spot_hlc, state.spot_command_id = payload.spot, command.hlc, command.id
    await _touch(session, command, payload)
    return Applied()


async def _done(
    session: AsyncSession, _actor: Actor, command: CommandContext, payload: DonePayload
) -> Applied:
    enrolment = await queries.enrolment_for_update(session, payload.enrolment)
    published = await publications_of(session).get(enrolment.publication_id)
    activity = published.public.activity(payload.activity)
    if activity is None or activity.completes_by != "done":
        return Applied(refused="not-markable")
    state = await queries.state_of(session, payload.enrolment, payload.activity)
    state.done_at = min(state.done_at or command.corrected_at, command.corrected_at)
    await judge(
        session,
        enrolment,
        now=command.received_at,
        finished_at=command.corrected_at,
        reason="activity-done",
    )
    return Applied(
        answer={
            "done": enrolment.activities_done,
            "required": enrolment.activities_required,
            "status": enrolment.status.value,
        }
    )


async def _note(
    session: AsyncSession, actor: Actor, command: CommandContext, payload: NotePayload
) -> Applied:
    key = (actor.person_id, payload.enrolment, payload.activity, payload.block)
    note = await session.get(PrivateNote, key)
    if note is None:
        session.add(
            PrivateNote(
                person_id=actor.person_id,
                enrolment_id=payload.enrolment,
                activity_id=payload.activity,
                block=payload.block,
                text=payload.text,
                hlc=command.hlc,
                command_id=command.id,
            )
        )
    elif _is_later(command, note.hlc, note.command_id):
        note.text, note.hlc, note.command_id = payload.text, command.hlc, command.id
    return Applied()


def _is_later(command: CommandContext, hlc: int, command_id: UUID | None) -> bool:
    """Whether a command wins over the one held: last by (clock, command id)."""
    return command_id is None or (command.hlc, command.id) > (hlc, command_id)


async def _touch(session: AsyncSession, command: CommandContext, payload: ActivityPayload) -> None:
    """Remember where to resume, by the same rule as the spot."""
    enrolment = await queries.enrolment_for_update(session, payload.enrolment)
    enrolment.updated_at = max(enrolment.updated_at, command.received_at)
    if _is_later(command, enrolment.resume_hlc, enrolment.resume_command_id):
        enrolment.resume_activity_id = payload.activity
        enrolment.resume_hlc, enrolment.resume_command_id = command.hlc, command.id


KINDS: tuple[CommandKind, ...] = (
    CommandKind("opened", OpenedPayload, "A", _opened),
    CommandKind("position", PositionPayload, "A", _position),
    CommandKind("note", NotePayload, "A", _note, max_bytes=65_536),
    CommandKind("reflection", NotePayload, "A", _note, max_bytes=65_536),
    CommandKind("done", DonePayload, "B", _done),
)
