"""The command kind of worksheets: the values of some fields, or the days of a private log.

Each field merges on its own: the last by (clock, command id) holds. What counts is a union: a field
that was once validly filled stays counted, and of days the greatest number told. So order,
repetition and interleaving of devices do not matter, and no completion is taken back.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import uuid5

from pydantic import Field, model_validator
from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue.earlier import versions_with
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor
from app.kit.problems import Problem
from app.kit.text import CleanText
from app.learning.kinds import ActivityPayload, Applied, CommandContext, CommandKind
from app.learning.service import record_outcome
from app.learning.statuses import OutcomeState
from app.worksheets import queries
from app.worksheets.errors import (
    WorksheetFieldUnknown,
    WorksheetNotFound,
    WorksheetStaysOnDevice,
    WorksheetValueTooLong,
)
from app.worksheets.models import DAYS_KEY, WorksheetValue
from app.worksheets.service import sheet_in, standing_by
from app.worksheets.sheet import DAYS, KEY, LONGEST, Sheet, cell_at
from app.worksheets.tools.registry import fields_of

Key = Annotated[str, Field(pattern=rf"^{KEY}$")]
Text = Annotated[CleanText, Field(max_length=max(LONGEST.values()))]


class WorksheetPayload(ActivityPayload):
    """``values`` of the fields that changed; or ``days``, all that is told of a private log."""

    values: Annotated[dict[Key, Text], Field(min_length=1, max_length=200)] | None = None
    days: Annotated[int, Field(strict=True, ge=0, le=DAYS)] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> "WorksheetPayload":
        if (self.values is None) == (self.days is None):
            raise ValueError("Either values or days")
        return self


async def _fill(
    session: AsyncSession, actor: Actor, command: CommandContext, payload: WorksheetPayload
) -> Applied:
    publication_id = await queries.lock_enrolment(session, payload.enrolment)
    published = await publications_of(session).get(publication_id)
    pinned = sheet_in(published, payload.activity)
    sheet, wrong = pinned, _misfit(pinned, payload) if pinned else WorksheetNotFound
    if wrong is not None and wrong is not WorksheetStaysOnDevice:
        # Filled in before the learner moved to a version without the field, or without the sheet.
        sheet = await _earlier_sheet(session, published, payload)
    if sheet is None or wrong is WorksheetStaysOnDevice:
        return _refused(wrong or WorksheetNotFound, actor)
    person = actor.person_id
    rows = list(await queries.values_of(session, person, payload.enrolment, payload.activity))
    known = {row.key: row for row in rows}
    for key, text, met in _said(sheet, payload):
        row = known.get(key)
        if row is None:
            row = WorksheetValue(
                person_id=person,
                enrolment_id=payload.enrolment,
                activity_id=payload.activity,
                key=key,
                text=text,
                met=met,
                hlc=command.hlc,
                command_id=command.id,
                received_at=command.received_at,
            )
            session.add(row)
            rows.append(row)
            continue
        row.met = row.met or met
        if _holds(row, key, text, command):
            row.text, row.hlc, row.command_id = text, command.hlc, command.id
            row.received_at = command.received_at
    now = standing_by(pinned or sheet, rows)
    if now.complete:
        await record_outcome(
            session,
            enrolment_id=payload.enrolment,
            activity_id=payload.activity,
            source_id=uuid5(payload.enrolment, f"worksheet:{payload.activity}"),
            state=OutcomeState.PASSED,
            score=None,
            pass_mark=None,
            chances_left=None,
            now=command.received_at,
            finished_at=command.corrected_at,
        )
    return Applied(
        answer={"complete": now.complete, "filled": now.filled, "required": now.required}
    )


async def _earlier_sheet(
    session: AsyncSession, published: PublishedCourse, payload: WorksheetPayload
) -> Sheet | None:
    """The sheet of an earlier version that all of this fits."""
    for earlier in await versions_with(session, published, payload.activity):
        sheet = sheet_in(earlier, payload.activity)
        if sheet is not None and _misfit(sheet, payload) is None:
            return sheet
    return None


def _misfit(sheet: Sheet, payload: WorksheetPayload) -> type[Problem] | None:
    if sheet.private == "device":
        return WorksheetStaysOnDevice if payload.values is not None else None
    if payload.values is None:
        return WorksheetFieldUnknown
    fields = fields_of(sheet)
    for key, text in payload.values.items():
        cell = cell_at(fields, key)
        if cell is None:
            return WorksheetFieldUnknown
        if len(text) > LONGEST[cell.kind]:
            return WorksheetValueTooLong
    return None


def _said(sheet: Sheet, payload: WorksheetPayload) -> Sequence[tuple[str, str, bool]]:
    """(key, text, whether it counts) of all that the command says."""
    if payload.values is None:
        return [(DAYS_KEY, str(payload.days), False)]
    fields, values = fields_of(sheet), payload.values
    cells: Mapping[str, bool] = {
        key: cell is not None and cell.admits(text)
        for key, text in values.items()
        for cell in (cell_at(fields, key),)
    }
    return [(key, values[key], cells[key]) for key in sorted(values)]


def _holds(row: WorksheetValue, key: str, text: str, command: CommandContext) -> bool:
    if key == DAYS_KEY and row.text.isdecimal() and text.isdecimal():
        return int(text) > int(row.text)
    return (command.hlc, command.id) > (row.hlc, row.command_id)


def _refused(problem: type[Problem], actor: Actor) -> Applied:
    """For good, in the actor's language. Not kept: a private log must not be found in commands."""
    words = problem.message.get(actor.language) or problem.message["id"]
    return Applied(refused=problem.slug(), detail=words, kept=False)


KINDS: tuple[CommandKind, ...] = (CommandKind("worksheet", WorksheetPayload, "B", _fill),)
