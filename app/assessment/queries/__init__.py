"""Every SQL statement of assessment. Whose rows an actor sees is part of each statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from app.assessment.models import (
    AnswerVersion,
    Attempt,
    AttemptStart,
    AttemptState,
    QuestionFlag,
    Ruling,
    StartPermit,
)
from app.assessment.versions import Version
from app.kit.database import dialect_of, insert_into, insert_rows, padded
from app.learning.models import Command, Enrolment

# A mapped class has its table in an attribute typed more widely than it is.
_attempts: Any = Attempt.__table__


async def lock_enrolment(session: AsyncSession, enrolment_id: UUID) -> str | None:
    """Starts, submits and closings of one enrolment go one after another.

    The enrolment is locked and not the attempt: it is there even before the attempt is. The
    publication it is pinned to; None: there is no such enrolment.
    """
    return (
        await session.execute(
            select(Enrolment.publication_id).where(Enrolment.id == enrolment_id).with_for_update()
        )
    ).scalar_one_or_none()


async def publication_of(session: AsyncSession, person_id: UUID, enrolment_id: UUID) -> str | None:
    """The publication a person's enrolment is pinned to."""
    return (
        await session.execute(
            select(Enrolment.publication_id).where(
                Enrolment.id == enrolment_id, Enrolment.person_id == person_id
            )
        )
    ).scalar_one_or_none()


async def attempt_of(session: AsyncSession, person_id: UUID, attempt_id: UUID) -> Attempt | None:
    """An attempt if it is this person's; as the database has it now."""
    return (
        await session.execute(
            select(Attempt)
            .where(Attempt.id == attempt_id, Attempt.person_id == person_id)
            .execution_options(populate_existing=True)
        )
    ).scalar_one_or_none()


async def attempt_by_id(session: AsyncSession, attempt_id: UUID) -> Attempt | None:
    """Any attempt, for background work that no person asks for."""
    return (
        await session.execute(
            select(Attempt)
            .where(Attempt.id == attempt_id)
            .execution_options(populate_existing=True)
        )
    ).scalar_one_or_none()


async def attempts_at(
    session: AsyncSession, person_id: UUID, enrolment_id: UUID, activity_id: UUID
) -> Sequence[Attempt]:
    """A person's attempts at one quiz, by chance."""
    rows = await session.execute(
        select(Attempt)
        .where(
            Attempt.person_id == person_id,
            Attempt.enrolment_id == enrolment_id,
            Attempt.activity_id == activity_id,
        )
        .order_by(Attempt.chance)
    )
    return rows.scalars().all()


async def attempts_beside(
    session: AsyncSession, person_id: UUID, attempt_id: UUID
) -> tuple[Sequence[Attempt], Sequence[Ruling]]:
    """All attempts at the quiz that one of a person's attempts is at, that one too, by chance.

    Beside them the rulings on that one, the first one first.
    """
    rows = (await session.execute(_BESIDE, {"attempt": attempt_id, "person": person_id})).all()
    attempts = {attempt.id: attempt for attempt, _ in rows}
    return tuple(attempts.values()), tuple(ruling for _, ruling in rows if ruling is not None)


_one = aliased(Attempt)
# Made once: to build it costs more than to run it.
_BESIDE = (
    select(Attempt, Ruling)
    .join(
        _one,
        and_(_one.enrolment_id == Attempt.enrolment_id, _one.activity_id == Attempt.activity_id),
    )
    .outerjoin(Ruling, and_(Ruling.attempt_id == Attempt.id, Ruling.attempt_id == _one.id))
    .where(_one.id == bindparam("attempt"), _one.person_id == bindparam("person"))
    .order_by(Attempt.chance, Ruling.number)
)


async def attempts_of_enrolment(
    session: AsyncSession, person_id: UUID, enrolment_id: UUID
) -> Sequence[Attempt]:
    """A person's attempts at all quizzes of one enrolment, by quiz and chance."""
    rows = await session.execute(
        select(Attempt)
        .where(Attempt.person_id == person_id, Attempt.enrolment_id == enrolment_id)
        .order_by(Attempt.activity_id, Attempt.chance)
    )
    return rows.scalars().all()


async def keep_permits(
    session: AsyncSession, rows: Sequence[Mapping[str, Any]], *, renew_before: datetime
) -> None:
    """Add permits that are not there; renew those that end before ``renew_before``."""
    if not rows:
        return
    statement = insert_into(session, StartPermit).values(list(rows))
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["attempt_id", "publication_id"],
            set_={"issued_at": new.issued_at, "expires_at": new.expires_at},
            where=StartPermit.expires_at < renew_before,
        )
    )


async def permits_of(
    session: AsyncSession, person_id: UUID, enrolment_id: UUID, publication_id: str
) -> dict[UUID, StartPermit]:
    """A person's permits for one version of a course, by attempt."""
    rows = await session.execute(
        select(StartPermit)
        .where(
            StartPermit.person_id == person_id,
            StartPermit.enrolment_id == enrolment_id,
            StartPermit.publication_id == publication_id,
        )
        .execution_options(populate_existing=True)
    )
    return {row.attempt_id: row for row in rows.scalars()}


async def permitted_publications(
    session: AsyncSession, person_id: UUID, attempt_id: UUID
) -> Sequence[str]:
    """The versions a person may have begun an attempt with, the last permitted first."""
    rows = await session.execute(
        select(StartPermit.publication_id)
        .where(StartPermit.attempt_id == attempt_id, StartPermit.person_id == person_id)
        .order_by(StartPermit.issued_at.desc(), StartPermit.publication_id)
    )
    return rows.scalars().all()


async def unclosed_attempts(
    session: AsyncSession, person_id: UUID, attempt_ids: Collection[UUID]
) -> Sequence[tuple[UUID, UUID]]:
    """(enrolment, attempt) of those begun and not closed, in the order to lock them in."""
    rows = await session.execute(
        select(Attempt.enrolment_id, Attempt.id)
        .where(
            Attempt.person_id == person_id,
            Attempt.id.in_(attempt_ids),
            Attempt.state != AttemptState.CLOSED,
        )
        .order_by(Attempt.enrolment_id, Attempt.id)
    )
    return [(enrolment, attempt) for enrolment, attempt in rows]


async def without_start(session: AsyncSession, attempt_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those that no start command has begun or joined yet."""
    if not attempt_ids:
        return frozenset()
    rows = await session.execute(
        select(AttemptStart.attempt_id).where(AttemptStart.attempt_id.in_(attempt_ids))
    )
    return frozenset(attempt_ids) - frozenset(rows.scalars())


async def add_attempt(session: AsyncSession, values: Mapping[str, Any]) -> Attempt | None:
    """The attempt added; None if it is there: two starts in the same instant derive one id."""
    statement = insert_into(session, Attempt).values(**values).on_conflict_do_nothing()
    made: Attempt | None = (
        await session.execute(statement.returning(Attempt))
    ).scalar_one_or_none()
    return made


async def add_start(session: AsyncSession, values: Mapping[str, Any]) -> None:
    """Unless it is there."""
    await session.execute(
        insert_into(session, AttemptStart).values(**values).on_conflict_do_nothing()
    )


async def starts_of(session: AsyncSession, attempt_id: UUID) -> Sequence[AttemptStart]:
    """All starts that began or joined an attempt."""
    rows = await session.execute(select(AttemptStart).where(AttemptStart.attempt_id == attempt_id))
    return rows.scalars().all()


async def seqs_between(
    session: AsyncSession, person_id: UUID, device: str, first: int, last: int
) -> int:
    """How many commands of a device are here, from one counter to another, both included."""
    found = select(func.count()).where(
        Command.person_id == person_id,
        Command.device == device,
        Command.seq >= first,
        Command.seq <= last,
    )
    return (await session.execute(found)).scalar_one()


@dataclass(frozen=True, slots=True)
class AttemptBrief:
    """What an answer must know of its attempt."""

    person_id: UUID
    enrolment_id: UUID
    activity_id: UUID
    publication_id: str


async def briefs_of(
    session: AsyncSession, attempt_ids: Collection[UUID]
) -> dict[UUID, AttemptBrief]:
    """Those of the attempts that have begun, of whomever."""
    connection = await session.connection()
    rows = await connection.execute(_BRIEFS, {"ids": padded(sorted(attempt_ids))})
    return {one: AttemptBrief(*rest) for one, *rest in rows}


_BRIEFS = select(
    _attempts.c.id,
    _attempts.c.person_id,
    _attempts.c.enrolment_id,
    _attempts.c.activity_id,
    _attempts.c.publication_id,
).where(_attempts.c.id.in_(bindparam("ids", expanding=True)))


async def submitted_among(session: AsyncSession, attempt_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those that are handed in and wait for pinned answers."""
    connection = await session.connection()
    rows = await connection.execute(_SUBMITTED, {"ids": padded(sorted(attempt_ids))})
    return frozenset(rows.scalars())


_SUBMITTED = select(_attempts.c.id).where(
    _attempts.c.id.in_(bindparam("ids", expanding=True)),
    _attempts.c.state == AttemptState.SUBMITTED,
)


async def add_answers(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append versions; the same command again changes nothing."""
    if rows:
        connection = await session.connection()
        await connection.execute(_add_answer(dialect_of(session)), list(rows))


@cache
def _add_answer(dialect: str) -> Any:
    return insert_rows(dialect, AnswerVersion).on_conflict_do_nothing()


async def put_flags(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep the last of each question's flags by (clock, command id); one row a question."""
    if rows:
        connection = await session.connection()
        await connection.execute(_put_flag(dialect_of(session)), list(rows))


@cache
def _put_flag(dialect: str) -> Any:
    statement = insert_rows(dialect, QuestionFlag)
    new, old = statement.excluded, QuestionFlag
    is_later = or_(new.hlc > old.hlc, and_(new.hlc == old.hlc, new.command_id > old.command_id))
    return statement.on_conflict_do_update(
        index_elements=["person_id", "attempt_id", "question_id"],
        set_={"flagged": new.flagged, "hlc": new.hlc, "command_id": new.command_id},
        where=is_later,
    )


async def versions_of(
    session: AsyncSession, person_id: UUID, attempt_id: UUID
) -> tuple[Version, ...]:
    """All answers a person gave in an attempt, with the receipts they were told."""
    rows = await session.execute(
        select(AnswerVersion, Command.receipt, Command.occurred_at)
        .outerjoin(
            Command,
            and_(
                Command.person_id == AnswerVersion.person_id,
                Command.id == AnswerVersion.command_id,
            ),
        )
        .where(AnswerVersion.person_id == person_id, AnswerVersion.attempt_id == attempt_id)
        .order_by(AnswerVersion.command_id)
    )
    return tuple(
        Version(
            command_id=row.command_id,
            question_id=row.question_id,
            response=row.response,
            content_hash=row.content_hash,
            hlc=row.hlc,
            replaces=frozenset(UUID(one) for one in row.replaces),
            received_at=row.received_at,
            receipt=receipt,
            occurred_at=occurred_at,
        )
        for row, receipt, occurred_at in rows
    )


async def answer_ids(
    session: AsyncSession, person_id: UUID, command_ids: Collection[UUID]
) -> frozenset[UUID]:
    """Those of the ids that are stored answers of this person, of whatever attempt."""
    rows = await session.execute(
        select(AnswerVersion.command_id).where(
            AnswerVersion.person_id == person_id, AnswerVersion.command_id.in_(command_ids)
        )
    )
    return frozenset(rows.scalars())


async def flagged_questions(
    session: AsyncSession, person_id: UUID, attempt_id: UUID
) -> frozenset[str]:
    rows = await session.execute(
        select(QuestionFlag.question_id).where(
            QuestionFlag.person_id == person_id,
            QuestionFlag.attempt_id == attempt_id,
            QuestionFlag.flagged.is_(True),
        )
    )
    return frozenset(rows.scalars())
