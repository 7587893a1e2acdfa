"""What a regrade would change, and how far those ordered are.

A preview is worked out over every closed attempt of the quiz, batch by batch, by the same steps as
the regrade itself; nothing is kept. Rows are those whose score or pass changes: who would lose a
pass first, then who would gain one, then the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.errors import RegradeNotFound
from app.assessment.marking_reading import course_named, quiz_named, words_of
from app.assessment.marking_schemas import (
    RegradableQuestion,
    RegradeCounts,
    RegradeDesk,
    RegradePreview,
    RegradeRead,
    RegradeRow,
)
from app.assessment.models import Attempt, AttemptState, Regrade, RegradeMode, Ruling
from app.assessment.queries import regrades as queries
from app.assessment.queries.rulings import standing_rulings
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.quiz import Quiz
from app.assessment.quizzes import quiz_at
from app.assessment.redeciding import asked_in, decision_of, has_passed, questions_of
from app.assessment.regrading import Desk, basis_of, check_regradable, desk_of
from app.assessment.weighing import Marks, redecided, score_of
from app.catalogue.publications import publications_of
from app.identity.actor import Actor
from app.kit.pagination import encode_cursor, place_after

BATCH = 200


@dataclass(frozen=True, slots=True)
class _Change:
    """What a regrade makes of one attempt; scores in basis points."""

    attempt: UUID
    person: UUID
    chance: int
    before: int | None
    after: int | None
    passed_before: bool
    passed: bool

    @property
    def rank(self) -> int:
        """0: loses the pass; 1: gains it; 2: the score alone changes."""
        if self.passed_before == self.passed:
            return 2
        return 0 if self.passed_before else 1


async def desk_view(session: AsyncSession, actor: Actor, course: str, activity: str) -> RegradeDesk:
    """The quiz's questions with their present keys, and its regrades, the last one first."""
    desk = await desk_of(session, actor, course, activity)
    published = await publications_of(session).get(desk.publication_id)
    regrades = await queries.regrades_of(session, desk.activity_id)
    return RegradeDesk(
        course=course_named(published, actor.language),
        quiz=quiz_named(published, desk.activity_id, actor.language),
        version=published.version,
        questions=_questions(desk.quiz, actor.language),
        regrades=await _regrades(session, actor, desk, regrades[::-1]),
    )


def _questions(quiz: Quiz, language: str) -> list[RegradableQuestion]:
    read = []
    for question_id in quiz.secrets.questions:
        question = quiz.question(question_id)
        if not question.points:
            continue
        kind, pieces = QUESTION_KINDS[question.kind], question.pieces_in(language)
        key = kind.key.model_validate(question.key)
        read.append(
            RegradableQuestion(
                id=question_id,
                kind=question.kind,
                stem=words_of(pieces.stem),
                points=question.points,
                html=pieces.stem,
                key=kind.key_words(pieces, key, language),
            )
        )
    return read


async def _regrades(
    session: AsyncSession, actor: Actor, desk: Desk, regrades: Sequence[Regrade]
) -> list[RegradeRead]:
    done = await queries.rulings_by(session, [one.id for one in regrades])
    names = await queries.names_of(session, {one.by for one in regrades})
    return [
        RegradeRead(
            id=one.id,
            question=one.question_id,
            stem=words_of(desk.quiz.question(one.question_id).pieces_in(actor.language).stem)
            if desk.quiz.has(one.question_id)
            else one.question_id,
            mode=one.mode,
            reason=one.reason,
            by=names[one.by][0],
            at=one.at,
            attempts=one.attempts,
            done=done.get(one.id, 0),
            finished_at=one.finished_at,
        )
        for one in regrades
    ]


async def preview(
    session: AsyncSession,
    actor: Actor,
    course: str,
    activity: str,
    *,
    question_id: str,
    mode: RegradeMode,
    after: str | None,
    limit: int,
) -> RegradePreview:
    """Whose score and pass would change; raises what ordering it would."""
    desk = await desk_of(session, actor, course, activity)
    await check_regradable(session, desk, question_id, mode)
    counts, changes = await _worked_out(session, desk, question_id, mode)
    changes.sort(key=lambda change: (change.rank, change.attempt.hex))
    place = place_after(after, str, str)
    if place is not None:
        changes = [one for one in changes if (str(one.rank), one.attempt.hex) > place]
    shown = changes[:limit]
    names = await queries.names_of(session, {change.person for change in shown})
    last = shown[-1] if len(changes) > limit else None
    regrades = await queries.regrades_of(session, desk.activity_id)
    return RegradePreview(
        basis=basis_of(desk, mode, len(regrades)),
        counts=counts,
        key=_key_words(desk, question_id, actor.language)
        if mode is RegradeMode.CURRENT_KEY
        else None,
        items=[
            RegradeRow(
                attempt=change.attempt,
                name=names[change.person][0],
                unit=names[change.person][1],
                chance=change.chance,
                score_before=change.before,
                score=change.after,
                passed_before=change.passed_before,
                passed=change.passed,
            )
            for change in shown
        ],
        next=encode_cursor([str(last.rank), last.attempt.hex]) if last else None,
    )


def _key_words(desk: Desk, question_id: str, language: str) -> str:
    question = desk.quiz.question(question_id)
    kind = QUESTION_KINDS[question.kind]
    key = kind.key.model_validate(question.key)
    return kind.key_words(question.pieces_in(language), key, language)


async def _worked_out(
    session: AsyncSession, desk: Desk, question_id: str, mode: RegradeMode
) -> tuple[RegradeCounts, list[_Change]]:
    changes: list[_Change] = []
    attempts = incomparable = marking = 0
    after: UUID | None = None
    while batch := await queries.attempts_after(session, desk.activity_id, after, BATCH):
        after = batch[-1].id
        asking = [one for one in batch if asked_in(one, question_id) is not None]
        marking += sum(one.state is AttemptState.MARKING for one in asking)
        closed = [one for one in asking if one.state is AttemptState.CLOSED]
        attempts += len(closed)
        worked = await _batch(session, desk, question_id, mode, closed)
        incomparable += sum(change is None for change in worked)
        changes += [
            change
            for change in worked
            if change is not None
            and (change.before, change.passed_before) != (change.after, change.passed)
        ]
        session.expunge_all()  # a batch is enough to hold at once
    counts = RegradeCounts(
        attempts=attempts,
        changed=len(changes),
        better=sum((one.after or 0) > (one.before or 0) for one in changes),
        worse=sum((one.after or 0) < (one.before or 0) for one in changes),
        newly_passed=sum(one.rank == 1 for one in changes),
        no_longer_passed=sum(one.rank == 0 for one in changes),
        incomparable=incomparable,
        marking=marking,
    )
    return counts, changes


async def _batch(
    session: AsyncSession,
    desk: Desk,
    question_id: str,
    mode: RegradeMode,
    attempts: Sequence[Attempt],
) -> list[_Change | None]:
    """One change an attempt; None: the key says nothing about its version of the question."""
    ids = [attempt.id for attempt in attempts]
    rulings = await standing_rulings(session, ids)
    standing = {one.id: _marks(one, rulings.get(one.id)) for one in attempts}
    commands = [
        UUID(mark["command"])
        for marks in standing.values()
        if (mark := marks[question_id])["command"] is not None
    ]
    responses = await queries.responses_of(session, commands, question_id)
    given = await queries.given_for(session, ids, question_id)
    found: list[_Change | None] = []
    for attempt in attempts:
        quiz = await quiz_at(session, attempt.publication_id, attempt.activity_id)
        asked = asked_in(attempt, question_id)
        assert quiz is not None, attempt.id
        assert asked is not None, attempt.id
        question = quiz.as_asked(asked)
        decision = await decision_of(
            session, mode, desk.publication_id, desk.activity_id, asked, question
        )
        if decision is None or not question.points:
            found.append(None)
            continue
        mark = standing[attempt.id][question_id]
        command = mark["command"]
        response = responses.get((attempt.person_id, UUID(command))) if command else None
        share = given.get(attempt.id)
        changed = redecided(
            question, mark, decision, response, None if share is None else Fraction(share)
        )
        marks = standing[attempt.id] | {question_id: changed}
        score = score_of(questions_of(attempt, quiz), marks)
        stands = rulings.get(attempt.id) or attempt
        found.append(
            _Change(
                attempt=attempt.id,
                person=attempt.person_id,
                chance=attempt.chance,
                before=stands.score,
                after=score,
                passed_before=bool(stands.passed),
                passed=has_passed(score, attempt.pass_mark),
            )
        )
    return found


def _marks(attempt: Attempt, ruling: Ruling | None) -> Marks:
    return (ruling.marks if ruling else attempt.marks) or {}


async def regrade_view(
    session: AsyncSession, actor: Actor, course: str, activity: str, regrade_id: UUID
) -> RegradeRead:
    """One regrade of the quiz and how far it is; raises ``RegradeNotFound``."""
    desk = await desk_of(session, actor, course, activity)
    regrades = await queries.regrades_of(session, desk.activity_id)
    found = [one for one in regrades if one.id == regrade_id]
    if not found:
        raise RegradeNotFound
    [read] = await _regrades(session, actor, desk, found)
    return read
