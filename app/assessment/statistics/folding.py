"""Brings the sums up to date with what closes have announced: in batches, each attempt once.

A close only inserts a row of its own, so a thousand closes at once wait for nothing here. A chore
of the worker takes what is due, quiz by quiz under that quiz's lock; what an attempt had added
before is taken away first, so running it again, or after any number of changed results, comes to
the same sums as counting everything anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.events import AttemptJudged
from app.assessment.quizzes import quiz_in
from app.assessment.statistics import queries
from app.assessment.statistics.models import Scope
from app.assessment.statistics.plan import Plan, contribution_of, from_json, to_json
from app.assessment.statistics.queries import AnswerKey, QuestionKey, Standing
from app.assessment.statistics.tallies import (
    Contribution,
    Sums,
    add,
    answer_sums,
    question_sums,
    quiz_sums,
)
from app.catalogue.publications import publications_of
from app.kit.database import Database
from app.kit.ids import uuid7

BATCH = 200


async def on_attempt_judged(session: AsyncSession, event: AttemptJudged) -> None:
    """There is a result, or another one than before: to be counted soon."""
    await queries.add_due(
        session,
        {"id": uuid7(), "activity_id": event.activity_id, "attempt_id": event.attempt_id},
    )


async def fold_due(database: Database, now: datetime) -> int:
    """Count everything that is due; how many rows were taken. Writes only if there are any."""
    taken, activity_id = 0, await _next(database, None)
    while activity_id is not None:
        await _prepare(database, activity_id)
        async with database.transaction() as session:
            done = await fold(session, activity_id, now)
        taken += done
        # A full batch may have left more; a quiz that somebody else folds is theirs.
        if done < BATCH:
            activity_id = await _next(database, activity_id)
    return taken


async def _next(database: Database, after: UUID | None) -> UUID | None:
    async with database.reading() as session:
        return await queries.next_due(session, after)


async def _prepare(database: Database, activity_id: UUID) -> None:
    async with database.reading() as session:
        known = await queries.has_head(session, activity_id)
    if not known:
        async with database.transaction() as session:
            await queries.add_head(session, activity_id)


async def fold(session: AsyncSession, activity_id: UUID, now: datetime) -> int:
    """Count one batch of a quiz's due attempts; how many rows were taken."""
    if not await queries.take_lock(session, activity_id, wait=False, now=now):
        return 0
    due = await queries.due_of(session, activity_id, BATCH)
    if not due:
        return 0
    found = await queries.standings(session, {attempt for _row, attempt in due})
    if found:
        await _count(session, activity_id, found)
    await queries.drop_due(session, [row for row, _attempt in due])
    return len(due)


@dataclass(slots=True)
class _Held:
    """An attempt's place among those of its enrolment."""

    attempt_id: UUID
    enrolment_id: UUID
    chance: int
    was_first: bool
    before: Contribution | None
    after: Contribution


@dataclass(slots=True)
class _Changes:
    """What to add to each tally."""

    quiz: dict[tuple[Scope, str], Sums] = field(default_factory=dict)
    questions: dict[QuestionKey, Sums] = field(default_factory=dict)
    answers: dict[AnswerKey, Sums] = field(default_factory=dict)

    def count(self, scope: Scope, one: Contribution | None, sign: int) -> None:
        if one is None:
            return
        add(self.quiz.setdefault((scope, one.layout), {}), quiz_sums(one), sign)
        for asked in one.questions:
            key = (scope, asked.question, asked.version)
            add(self.questions.setdefault(key, {}), question_sums(one, asked), sign)
            for answer, sums in answer_sums(one, asked):
                add(self.answers.setdefault((*key, answer), {}), sums, sign)


async def _count(session: AsyncSession, activity_id: UUID, found: Sequence[Standing]) -> None:
    fresh = await _contributions(session, activity_id, found)
    stored = await queries.contributions_of(
        session, activity_id, {one.enrolment_id for one in found}
    )
    held = {
        row.attempt_id: _Held(
            row.attempt_id,
            row.enrolment_id,
            row.chance,
            row.is_first,
            before := from_json(row.contribution),
            before,
        )
        for row in stored
    }
    for one in found:
        here = held.setdefault(
            one.attempt_id,
            _Held(
                one.attempt_id,
                one.enrolment_id,
                one.chance,
                was_first=False,
                before=None,
                after=fresh[one.attempt_id],
            ),
        )
        here.after = fresh[one.attempt_id]
    firsts: dict[UUID, _Held] = {}
    for place in sorted(held.values(), key=lambda h: h.chance, reverse=True):
        firsts[place.enrolment_id] = place
    changes, rows = _Changes(), []
    for place in held.values():
        is_first = firsts[place.enrolment_id] is place
        differs = place.before != place.after
        if differs:
            changes.count(Scope.ALL, place.before, -1)
            changes.count(Scope.ALL, place.after, 1)
        if differs or place.was_first != is_first:
            changes.count(Scope.FIRST, place.before if place.was_first else None, -1)
            changes.count(Scope.FIRST, place.after if is_first else None, 1)
            rows.append(_row(activity_id, place, is_first=is_first))
    await queries.keep_contributions(session, rows)
    await _apply(session, activity_id, changes, max(one.closed_at for one in found))


def _row(activity_id: UUID, one: _Held, *, is_first: bool) -> dict[str, Any]:
    return {
        "attempt_id": one.attempt_id,
        "activity_id": activity_id,
        "enrolment_id": one.enrolment_id,
        "chance": one.chance,
        "is_first": is_first,
        "contribution": to_json(one.after),
    }


async def _contributions(
    session: AsyncSession, activity_id: UUID, found: Sequence[Standing]
) -> dict[UUID, Contribution]:
    responses = await queries.responses_of(session, found)
    plans = {
        publication: await plan_at(session, publication, activity_id)
        for publication in {one.publication_id for one in found}
    }
    return {
        one.attempt_id: contribution_of(
            plans[one.publication_id],
            one.asked,
            one.marks,
            responses.get(one.attempt_id, {}),
            score=one.score,
            passed=one.passed,
        )
        for one in found
    }


async def plan_at(session: AsyncSession, publication_id: str, activity_id: UUID) -> Plan:
    """The plan of a quiz in a publication, made once a process."""
    published = await publications_of(session).get(publication_id)
    made = published.derived.get(("statistics", activity_id))
    if isinstance(made, Plan):
        return made
    quiz = quiz_in(published, activity_id)
    assert quiz is not None, activity_id
    plan = Plan.of(quiz)
    published.derived["statistics", activity_id] = plan
    return plan


async def _apply(
    session: AsyncSession, activity_id: UUID, changes: _Changes, latest_at: datetime
) -> None:
    """Read the tallies that change, add, and write them back; the caller holds the lock."""
    quizzes = {(t.scope, t.layout): t for t in await queries.quiz_tallies(session, activity_id)}
    await queries.put_quiz_tallies(
        session,
        [
            {
                "activity_id": activity_id,
                "scope": key[0],
                "layout": key[1],
                "tally": _sum(quizzes[key].tally if key in quizzes else {}, more),
                "latest_at": max(latest_at, quizzes[key].latest_at)
                if key in quizzes
                else latest_at,
            }
            for key, more in changes.quiz.items()
            if more
        ],
    )
    names = {question for (_scope, question, _version), more in changes.questions.items() if more}
    if not names:
        return
    stored = await queries.question_tallies(session, activity_id, question_ids=names)
    questions = {(t.scope, t.question_id, t.version): t for t in stored}
    await queries.put_question_tallies(
        session,
        [
            {
                "activity_id": activity_id,
                "scope": key[0],
                "question_id": key[1],
                "version": key[2],
                "tally": _sum(questions[key].tally if key in questions else {}, more),
                "latest_at": max(latest_at, questions[key].latest_at)
                if key in questions
                else latest_at,
            }
            for key, more in changes.questions.items()
            if more
        ],
    )
    await _apply_answers(
        session, activity_id, {k: more for k, more in changes.answers.items() if more}
    )


async def _apply_answers(
    session: AsyncSession, activity_id: UUID, changes: Mapping[AnswerKey, Sums]
) -> None:
    stored = await queries.answer_tallies(session, activity_id, changes.keys())
    answers = {(t.scope, t.question_id, t.version, t.answer): t.tally for t in stored}
    summed = {key: _sum(answers.get(key, {}), more) for key, more in changes.items()}
    await queries.put_answer_tallies(
        session,
        [
            {
                "activity_id": activity_id,
                "scope": key[0],
                "question_id": key[1],
                "version": key[2],
                "answer": key[3],
                "count": tally.get("n", 0),
                "tally": tally,
            }
            for key, tally in summed.items()
        ],
    )


def _sum(tally: Mapping[str, int], more: Mapping[str, int]) -> Sums:
    whole = dict(tally)
    add(whole, more)
    return whole


async def rebuild(database: Database, now: datetime) -> tuple[int, int]:
    """Count everything anew: (quizzes, attempts). Meanwhile statistics say that they are counting.

    In transactions of a batch each, so that learners' work goes on beside it.
    """
    async with database.reading() as session:
        quizzes = await queries.quizzes_with_results(session)
    for activity_id in quizzes:
        await _prepare(database, activity_id)
        async with database.transaction() as session:
            await queries.take_lock(session, activity_id, wait=True, now=now)
            await queries.forget(session, activity_id)
    return len(quizzes), await fold_due(database, now)
