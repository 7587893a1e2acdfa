"""Statements of the group-commit writer: whole groups at once, by Core.

Rows of one key are merged before they get here: PostgreSQL refuses to touch a row twice in one
statement, and the merge must not depend on who comes last.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import Base, dialect_of, insert_rows, padded
from app.learning.models import (
    ActivityState,
    Command,
    CommandLog,
    ConnectionEvent,
    Enrolment,
    PrivateNote,
    QuarantinedCommand,
)

Row = dict[str, Any]

# Mapped classes have their table in an attribute typed more widely than it is.
_commands: Any = Command.__table__
_logs: Any = CommandLog.__table__
_enrolments: Any = Enrolment.__table__
_states: Any = ActivityState.__table__
_notes: Any = PrivateNote.__table__


@dataclass(slots=True)
class Log:
    """A person's locked log row."""

    person_id: UUID
    last_cursor: int
    last_hlc: int
    before: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record under a command's id."""

    content_hash: str
    receipt: str
    refused: str | None
    answer: dict[str, Any]


async def _run(session: AsyncSession, statement: Any, rows: Sequence[Row]) -> None:
    """Execute for all rows; straight on the connection, as nothing here is an ORM object."""
    if rows:
        connection = await session.connection()
        await connection.execute(statement, rows)


async def lock_logs(session: AsyncSession, people: Sequence[UUID]) -> dict[UUID, Log]:
    """The people's log rows, made if missing, locked in the order of ``people``."""
    found = await _locked(session, people)
    missing = [person for person in people if person not in found]
    if missing:
        new = [{"person_id": person, "last_cursor": 0, "last_hlc": 0} for person in missing]
        statement = _insert_once(dialect_of(session), CommandLog).returning(_logs.c.person_id)
        connection = await session.connection()
        made = (await connection.execute(statement, new)).scalars()
        found |= {person: Log(person, 0, 0, 0) for person in made}
        beaten = [person for person in missing if person not in found]
        if beaten:
            found |= await _locked(session, beaten)
    return found


async def _locked(session: AsyncSession, people: Sequence[UUID]) -> dict[UUID, Log]:
    connection = await session.connection()
    rows = await connection.execute(_LOCK_LOGS, {"people": padded(people)})
    return {person: Log(person, cursor, hlc, cursor) for person, cursor, hlc in rows}


_LOCK_LOGS = (
    select(_logs.c.person_id, _logs.c.last_cursor, _logs.c.last_hlc)
    .where(_logs.c.person_id.in_(bindparam("people", expanding=True)))
    .order_by(_logs.c.person_id)
    .with_for_update()
)


async def advance_logs(session: AsyncSession, logs: Iterable[Log]) -> None:
    rows = [
        {"who": log.person_id, "cursor": log.last_cursor, "hlc": log.last_hlc}
        for log in logs
        if log.last_cursor != log.before
    ]
    await _run(session, _ADVANCE, rows)


_ADVANCE = (
    update(_logs)
    .where(_logs.c.person_id == bindparam("who"))
    .values(last_cursor=bindparam("cursor"), last_hlc=bindparam("hlc"))
)


async def known_commands(
    session: AsyncSession, keys: Collection[tuple[UUID, UUID]]
) -> dict[tuple[UUID, UUID], Known]:
    """What is stored under (person, id)."""
    if not keys:
        return {}
    connection = await session.connection()
    people, ids = sorted({person for person, _ in keys}), sorted({one for _, one in keys})
    rows = await connection.execute(_KNOWN, {"people": padded(people), "ids": padded(ids)})
    return {(person, one): Known(*rest) for person, one, *rest in rows if (person, one) in keys}


_KNOWN = select(
    _commands.c.person_id,
    _commands.c.id,
    _commands.c.content_hash,
    _commands.c.receipt,
    _commands.c.refused,
    _commands.c.answer,
).where(
    _commands.c.person_id.in_(bindparam("people", expanding=True)),
    _commands.c.id.in_(bindparam("ids", expanding=True)),
)


async def enrolments(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Person and publication of each enrolment."""
    if not ids:
        return {}
    connection = await session.connection()
    rows = await connection.execute(_ENROLMENTS, {"ids": padded(sorted(ids))})
    return {one: (person, publication) for one, person, publication in rows}


_ENROLMENTS = select(_enrolments.c.id, _enrolments.c.person_id, _enrolments.c.publication_id).where(
    _enrolments.c.id.in_(bindparam("ids", expanding=True))
)


@cache
def _insert_once(dialect: str, table: type[Base]) -> Any:
    return insert_rows(dialect, table).on_conflict_do_nothing()


async def add_commands(session: AsyncSession, rows: Sequence[Row]) -> None:
    await _run(session, _ADD_COMMAND, rows)


_ADD_COMMAND = _commands.insert()


async def add_strangers(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Keep commands whose id was used before for other content, each once."""
    await _run(session, _insert_once(dialect_of(session), QuarantinedCommand), rows)


async def add_connection_notes(session: AsyncSession, rows: Sequence[Row]) -> None:
    await _run(session, _insert_once(dialect_of(session), ConnectionEvent), rows)


async def touch_enrolments(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Remember where to resume, last by (clock, command id).

    ``rows``: one an enrolment, ``{enrolment, activity, hlc, command, at}``.
    """
    await _run(session, _TOUCH, sorted(rows, key=lambda row: row["enrolment"].int))


def _given(name: str, like: Any) -> Any:
    """A parameter of a column's type: inside CASE nothing else tells it."""
    return bindparam(name, type_=like.type)


_row = _enrolments.c
_hlc = _given("hlc", _row.resume_hlc)
_command = _given("command", _row.resume_command_id)
_at = _given("at", _row.updated_at)
_IS_LATER = or_(
    _row.resume_command_id.is_(None),
    _row.resume_hlc < _hlc,
    and_(_row.resume_hlc == _hlc, _row.resume_command_id < _command),
)
_TOUCH = (
    update(_enrolments)
    .where(_row.id == _given("enrolment", _row.id))
    .values(
        updated_at=case((_row.updated_at < _at, _at), else_=_row.updated_at),
        resume_activity_id=case(
            (_IS_LATER, _given("activity", _row.resume_activity_id)),
            else_=_row.resume_activity_id,
        ),
        resume_hlc=case((_IS_LATER, _hlc), else_=_row.resume_hlc),
        resume_command_id=case((_IS_LATER, _command), else_=_row.resume_command_id),
    )
)


async def merge_states(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Opened: earliest; furthest: greatest; spot: last by (clock, command id).

    ``rows``: one an activity, with all of those columns; None where nothing was said.
    """
    await _run(session, _merge_state(dialect_of(session)), rows)


@cache
def _merge_state(dialect: str) -> Any:
    statement = insert_rows(dialect, ActivityState)
    new, old = statement.excluded, _states.c
    is_later = and_(
        new.spot_command_id.is_not(None),
        or_(
            old.spot_command_id.is_(None),
            old.spot_hlc < new.spot_hlc,
            and_(old.spot_hlc == new.spot_hlc, old.spot_command_id < new.spot_command_id),
        ),
    )
    is_earlier = and_(
        new.opened_at.is_not(None),
        or_(old.opened_at.is_(None), old.opened_at > new.opened_at),
    )
    return statement.on_conflict_do_update(
        index_elements=["enrolment_id", "activity_id"],
        set_={
            "opened_at": case((is_earlier, new.opened_at), else_=old.opened_at),
            "furthest": case((new.furthest > old.furthest, new.furthest), else_=old.furthest),
            "spot": case((is_later, new.spot), else_=old.spot),
            "spot_hlc": case((is_later, new.spot_hlc), else_=old.spot_hlc),
            "spot_command_id": case((is_later, new.spot_command_id), else_=old.spot_command_id),
        },
    )


async def merge_notes(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Last by (clock, command id). ``rows``: one a block."""
    await _run(session, _merge_note(dialect_of(session)), rows)


@cache
def _merge_note(dialect: str) -> Any:
    statement = insert_rows(dialect, PrivateNote)
    new, old = statement.excluded, _notes.c
    return statement.on_conflict_do_update(
        index_elements=["person_id", "enrolment_id", "activity_id", "block"],
        set_={"text": new.text, "hlc": new.hlc, "command_id": new.command_id},
        where=or_(old.hlc < new.hlc, and_(old.hlc == new.hlc, old.command_id < new.command_id)),
    )
