"""Learning's own command kinds: opened, position, done, note, reflection.

Each merges so that order, repetition and interleaving of devices do not matter: earliest, maximum,
union, or last by (clock, command id). Other floors add theirs in ``app.wiring.COMMAND_KINDS``.
"""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.earlier import version_with
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.kit.text import CleanText
from app.learning import queries
from app.learning.kinds import (
    ActivityPayload,
    Applied,
    CommandContext,
    CommandKind,
    Entry,
    applied_together,
)
from app.learning.queries import bulk
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


async def _done(
    session: AsyncSession, _actor: Actor, command: CommandContext, payload: DonePayload
) -> Applied:
    enrolment = await queries.enrolment_for_update(session, payload.enrolment)
    published = await publications_of(session).get(enrolment.publication_id)
    having = await version_with(session, published, payload.activity)
    activity = having.public.activity(payload.activity) if having else None
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


def _is_later(command: CommandContext, hlc: int, command_id: UUID | None) -> bool:
    """Whether a command wins over the one held: last by (clock, command id)."""
    return command_id is None or (command.hlc, command.id) > (hlc, command_id)


async def _progress_many(session: AsyncSession, entries: Sequence[Entry]) -> list[Applied]:
    """Opened and position: merged here by key, then in the database by the same rules."""
    states: dict[tuple[UUID, UUID], bulk.Row] = {}
    touched: dict[UUID, bulk.Row] = {}
    for entry in entries:
        command, payload = entry.command, entry.payload
        row = states.setdefault(
            (payload.enrolment, payload.activity),
            {
                "enrolment_id": payload.enrolment,
                "activity_id": payload.activity,
                "opened_at": None,
                "furthest": 0,
                "spot": None,
                "spot_hlc": 0,
                "spot_command_id": None,
            },
        )
        if isinstance(payload, PositionPayload):
            row["furthest"] = max(row["furthest"], payload.furthest)
            if _is_later(command, row["spot_hlc"], row["spot_command_id"]):
                row |= {
                    "spot": payload.spot,
                    "spot_hlc": command.hlc,
                    "spot_command_id": command.id,
                }
        else:
            earliest = row["opened_at"] or command.corrected_at
            row["opened_at"] = min(earliest, command.corrected_at)
        _merge_touch(touched, command, payload)
    await bulk.merge_states(session, list(states.values()))
    await bulk.touch_enrolments(session, list(touched.values()))
    return [Applied()] * len(entries)


def _merge_touch(
    touched: dict[UUID, bulk.Row], command: CommandContext, payload: ActivityPayload
) -> None:
    row = touched.get(payload.enrolment)
    at = command.received_at if row is None else max(row["at"], command.received_at)
    if row is None or _is_later(command, row["hlc"], row["command"]):
        row = {
            "enrolment": payload.enrolment,
            "activity": payload.activity,
            "hlc": command.hlc,
            "command": command.id,
        }
    touched[payload.enrolment] = row | {"at": at}


async def _note_many(session: AsyncSession, entries: Sequence[Entry]) -> list[Applied]:
    rows: dict[tuple[UUID, UUID, UUID, str], bulk.Row] = {}
    for entry in entries:
        command, payload, person = entry.command, entry.payload, entry.actor.person_id
        key = (person, payload.enrolment, payload.activity, payload.block)
        row = rows.get(key)
        if row is None or _is_later(command, row["hlc"], row["command_id"]):
            rows[key] = {
                "person_id": person,
                "enrolment_id": payload.enrolment,
                "activity_id": payload.activity,
                "block": payload.block,
                "text": payload.text,
                "hlc": command.hlc,
                "command_id": command.id,
            }
    await bulk.merge_notes(session, list(rows.values()))
    return [Applied()] * len(entries)


KINDS: tuple[CommandKind, ...] = (
    applied_together("opened", OpenedPayload, _progress_many),
    applied_together("position", PositionPayload, _progress_many),
    applied_together("note", NotePayload, _note_many, 65_536),
    applied_together("reflection", NotePayload, _note_many, 65_536),
    CommandKind("done", DonePayload, "B", _done),
)
