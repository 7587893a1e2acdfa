"""Every SQL statement of statistics."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import delete, func, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.models import AnswerVersion, Attempt, AttemptState
from app.assessment.queries.rulings import standing_rulings
from app.assessment.statistics.models import (
    AnswerTally,
    AttemptContribution,
    QuestionTally,
    QuizTally,
    Scope,
    StatisticsDue,
    StatisticsHead,
)
from app.kit.database import Base, insert_into, padded

Row = Mapping[str, Any]
QuestionKey = tuple[Scope, str, str]
AnswerKey = tuple[Scope, str, str, str]

# PostgreSQL takes 32,767 values a statement; the widest row here has seven.
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Standing:
    """A closed attempt with the result that stands."""

    attempt_id: UUID
    activity_id: UUID
    enrolment_id: UUID
    publication_id: str
    chance: int
    asked: tuple[str, ...]
    marks: Mapping[str, Mapping[str, Any]]
    score: int | None
    passed: bool
    closed_at: datetime


async def standings(session: AsyncSession, attempt_ids: Collection[UUID]) -> list[Standing]:
    """Those of the attempts that are closed, with the result that stands: the last ruling, else
    the close. The one place here that knows it.
    """
    ruled = await standing_rulings(session, [*attempt_ids])
    rows = await session.execute(
        select(
            Attempt.id,
            Attempt.activity_id,
            Attempt.enrolment_id,
            Attempt.publication_id,
            Attempt.chance,
            Attempt.asked,
            Attempt.marks,
            Attempt.score,
            Attempt.passed,
            Attempt.closed_at,
        ).where(Attempt.id.in_(padded(attempt_ids)), Attempt.state == AttemptState.CLOSED)
    )
    told = []
    for row in rows:
        stands = ruled.get(row.id) or row
        told.append(
            Standing(
                attempt_id=row.id,
                activity_id=row.activity_id,
                enrolment_id=row.enrolment_id,
                publication_id=row.publication_id,
                chance=row.chance,
                asked=tuple(one["question"] for one in row.asked),
                marks=stands.marks or {},
                score=stands.score,
                passed=bool(stands.passed),
                closed_at=row.closed_at,
            )
        )
    return told


async def responses_of(
    session: AsyncSession, found: Sequence[Standing]
) -> dict[UUID, dict[str, Mapping[str, JsonValue]]]:
    """The responses that were marked, by attempt and question."""
    marked = {
        (one.attempt_id, question): mark["command"]
        for one in found
        for question, mark in one.marks.items()
        if mark.get("command")
    }
    rows = await session.execute(
        select(
            AnswerVersion.attempt_id,
            AnswerVersion.question_id,
            AnswerVersion.command_id,
            AnswerVersion.response,
        ).where(AnswerVersion.attempt_id.in_(padded([one.attempt_id for one in found])))
    )
    told: dict[UUID, dict[str, Mapping[str, JsonValue]]] = {}
    for attempt, question, command, response in rows:
        if marked.get((attempt, question)) == str(command):
            told.setdefault(attempt, {})[question] = response
    return told


async def add_due(session: AsyncSession, row: Row) -> None:
    """One row more, that nobody else writes: no lock to wait for."""
    session.add(StatisticsDue(**row))


async def next_due(session: AsyncSession, after: UUID | None) -> UUID | None:
    """The next quiz with something due, by id from after ``after``."""
    statement = select(StatisticsDue.activity_id).order_by(StatisticsDue.activity_id).limit(1)
    if after is not None:
        statement = statement.where(StatisticsDue.activity_id > after)
    return (await session.execute(statement)).scalar_one_or_none()


async def has_head(session: AsyncSession, activity_id: UUID) -> bool:
    return await session.get(StatisticsHead, activity_id) is not None


async def add_head(session: AsyncSession, activity_id: UUID) -> None:
    """Unless it is there. In a transaction of its own: another's insert waits until it ends."""
    await session.execute(
        insert_into(session, StatisticsHead)
        .values(activity_id=activity_id, folded_at=None)
        .on_conflict_do_nothing()
    )


async def take_lock(session: AsyncSession, activity_id: UUID, *, wait: bool, now: datetime) -> bool:
    """Be the only one to change the sums of a quiz until the transaction ends.

    False if it has no head, or if somebody else is at it and we do not ``wait``.
    """
    head = await session.execute(
        select(StatisticsHead.activity_id)
        .where(StatisticsHead.activity_id == activity_id)
        .with_for_update(skip_locked=not wait)
    )
    if head.scalar_one_or_none() is None:
        return False
    await session.execute(
        update(StatisticsHead)
        .where(StatisticsHead.activity_id == activity_id)
        .values(folded_at=now)
    )
    return True


async def due_of(
    session: AsyncSession, activity_id: UUID, limit: int
) -> Sequence[tuple[UUID, UUID]]:
    """(row, attempt) of what is due in a quiz, the oldest rows first."""
    rows = await session.execute(
        select(StatisticsDue.id, StatisticsDue.attempt_id)
        .where(StatisticsDue.activity_id == activity_id)
        .order_by(StatisticsDue.id)
        .limit(limit)
    )
    return [(row, attempt) for row, attempt in rows]


async def count_due(session: AsyncSession, activity_id: UUID, at_most: int) -> int:
    """How many attempts are waiting, counted no further than ``at_most``."""
    waiting = (
        select(StatisticsDue.id)
        .where(StatisticsDue.activity_id == activity_id)
        .limit(at_most)
        .subquery()
    )
    return (await session.execute(select(func.count()).select_from(waiting))).scalar_one()


async def drop_due(session: AsyncSession, ids: Collection[UUID]) -> None:
    """Exactly these: what was added meanwhile stays due."""
    await session.execute(delete(StatisticsDue).where(StatisticsDue.id.in_(padded(ids))))


async def contributions_of(
    session: AsyncSession, activity_id: UUID, enrolment_ids: Collection[UUID]
) -> Sequence[AttemptContribution]:
    """What all attempts of these enrolments at a quiz have added."""
    rows = await session.execute(
        select(AttemptContribution).where(
            AttemptContribution.activity_id == activity_id,
            AttemptContribution.enrolment_id.in_(padded(enrolment_ids)),
        )
    )
    return rows.scalars().all()


async def keep_contributions(session: AsyncSession, rows: Sequence[Row]) -> None:
    await _put(session, AttemptContribution, ("attempt_id",), rows)


async def quiz_tallies(
    session: AsyncSession, activity_id: UUID, scope: Scope | None = None
) -> Sequence[QuizTally]:
    """Of every plan, the one with the latest attempt first."""
    statement = (
        select(QuizTally)
        .where(QuizTally.activity_id == activity_id)
        .order_by(QuizTally.latest_at.desc(), QuizTally.layout)
    )
    if scope is not None:
        statement = statement.where(QuizTally.scope == scope)
    return (await session.execute(statement)).scalars().all()


async def question_tallies(
    session: AsyncSession,
    activity_id: UUID,
    *,
    scope: Scope | None = None,
    question_ids: Collection[str] | None = None,
) -> Sequence[QuestionTally]:
    """Of every version, the one with the latest attempt first."""
    statement = (
        select(QuestionTally)
        .where(QuestionTally.activity_id == activity_id)
        .order_by(QuestionTally.latest_at.desc(), QuestionTally.version)
    )
    if scope is not None:
        statement = statement.where(QuestionTally.scope == scope)
    if question_ids is not None:
        statement = statement.where(QuestionTally.question_id.in_(padded(question_ids)))
    return (await session.execute(statement)).scalars().all()


async def tallies_of_questions(
    session: AsyncSession, question_ids: Collection[str], scope: Scope
) -> Sequence[QuestionTally]:
    """The same questions in whatever quiz asked them, the latest first."""
    rows = await session.execute(
        select(QuestionTally)
        .where(QuestionTally.question_id.in_(padded(question_ids)), QuestionTally.scope == scope)
        .order_by(QuestionTally.latest_at.desc(), QuestionTally.activity_id)
    )
    return rows.scalars().all()


async def answer_tallies(
    session: AsyncSession, activity_id: UUID, keys: Collection[AnswerKey]
) -> Sequence[AnswerTally]:
    """Of these answers alone: of what was written there may be as many as people."""
    wanted = sorted({(question, answer) for _scope, question, _version, answer in keys})
    found: list[AnswerTally] = []
    for start in range(0, len(wanted), AT_ONCE):
        rows = await session.execute(
            select(AnswerTally).where(
                AnswerTally.activity_id == activity_id,
                tuple_(AnswerTally.question_id, AnswerTally.answer).in_(
                    padded(wanted[start : start + AT_ONCE])
                ),
            )
        )
        found.extend(rows.scalars())
    return found


async def common_answers(
    session: AsyncSession,
    activity_id: UUID,
    scope: Scope,
    questions: Collection[tuple[str, str]],
    limit: int,
) -> dict[tuple[str, str], list[AnswerTally]]:
    """The most common answers to each (question, version), the most common first."""
    rank = (
        func.row_number()
        .over(
            partition_by=(AnswerTally.question_id, AnswerTally.version),
            order_by=(AnswerTally.count.desc(), AnswerTally.answer),
        )
        .label("rank")
    )
    ranked = (
        select(AnswerTally, rank)
        .where(
            AnswerTally.activity_id == activity_id,
            AnswerTally.scope == scope,
            tuple_(AnswerTally.question_id, AnswerTally.version).in_(padded(questions)),
        )
        .subquery()
    )
    told: dict[tuple[str, str], list[AnswerTally]] = {}
    rows = await session.execute(
        select(ranked).where(ranked.c.rank <= limit).order_by(ranked.c.rank)
    )
    for row in rows:
        values = {name: getattr(row, name) for name in AnswerTally.__table__.columns.keys()}  # noqa: SIM118
        told.setdefault((row.question_id, row.version), []).append(AnswerTally(**values))
    return told


async def answer_kinds(
    session: AsyncSession, activity_id: UUID, scope: Scope, question_id: str, version: str
) -> tuple[int, int]:
    """How many different answers there are, and how often they were given in all."""
    row = await session.execute(
        select(func.count(), func.coalesce(func.sum(AnswerTally.count), 0)).where(
            AnswerTally.activity_id == activity_id,
            AnswerTally.scope == scope,
            AnswerTally.question_id == question_id,
            AnswerTally.version == version,
        )
    )
    different, given = row.one()
    return different, int(given)


async def put_quiz_tallies(session: AsyncSession, rows: Sequence[Row]) -> None:
    await _put(session, QuizTally, ("activity_id", "scope", "layout"), rows)


async def put_question_tallies(session: AsyncSession, rows: Sequence[Row]) -> None:
    await _put(session, QuestionTally, ("activity_id", "scope", "question_id", "version"), rows)


async def put_answer_tallies(session: AsyncSession, rows: Sequence[Row]) -> None:
    keys = ("activity_id", "scope", "question_id", "version", "answer")
    await _put(session, AnswerTally, keys, rows)


async def _put(
    session: AsyncSession, table: type[Base], keys: Sequence[str], rows: Sequence[Row]
) -> None:
    """Insert or replace; a tally without sums goes."""
    gone = [row for row in rows if row.get("tally") == {}]
    kept = [row for row in rows if row.get("tally") != {}]
    columns = [getattr(table, key) for key in keys]
    for start in range(0, len(gone), AT_ONCE):
        values = [tuple(row[key] for key in keys) for row in gone[start : start + AT_ONCE]]
        await session.execute(delete(table).where(tuple_(*columns).in_(values)))
    for start in range(0, len(kept), AT_ONCE):
        statement = insert_into(session, table).values([*kept[start : start + AT_ONCE]])
        new = {
            name: statement.excluded[name]
            for name in table.__table__.columns.keys()  # noqa: SIM118
            if name not in keys
        }
        await session.execute(statement.on_conflict_do_update(index_elements=keys, set_=new))


async def quizzes_with_results(session: AsyncSession) -> Sequence[UUID]:
    """Every activity that has a closed attempt, or sums."""
    closed = select(Attempt.activity_id).where(Attempt.state == AttemptState.CLOSED)
    rows = await session.execute(closed.union(select(StatisticsHead.activity_id)))
    return sorted(rows.scalars())


async def forget(session: AsyncSession, activity_id: UUID) -> None:
    """Empty the sums of a quiz, and make all its closed attempts due."""
    for table in (AnswerTally, QuestionTally, QuizTally, AttemptContribution, StatisticsDue):
        await session.execute(delete(table).where(table.activity_id == activity_id))
    closed = select(Attempt.id, literal(activity_id, Attempt.activity_id.type), Attempt.id).where(
        Attempt.activity_id == activity_id, Attempt.state == AttemptState.CLOSED
    )
    await session.execute(
        insert_into(session, StatisticsDue).from_select(["id", "activity_id", "attempt_id"], closed)
    )
