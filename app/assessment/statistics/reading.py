"""What course staff read of a quiz: the whole, each question, one question opened.

Cost follows the number of questions and never that of attempts: only sums are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.errors import QuizNotFound
from app.assessment.questions.base import Question
from app.assessment.questions.fragments import plain
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.statistics import queries
from app.assessment.statistics.answers import WRITTEN, answer_table, guess_of, option_shares
from app.assessment.statistics.folding import plan_at
from app.assessment.statistics.formulas import (
    QuestionStatistics,
    question_statistics,
    reliability,
    score_statistics,
    slot_statistics,
)
from app.assessment.statistics.hints import FEW, PRIVATE, TENTATIVE, hints_of
from app.assessment.statistics.models import AnswerTally, QuestionTally, QuizTally, Scope
from app.assessment.statistics.plan import Plan
from app.assessment.statistics.schemas import (
    AnswerFigures,
    Confidence,
    LayoutFigures,
    QuestionFigures,
    QuestionStatisticsRead,
    QuizStatisticsRead,
    ReliabilityRead,
    ScoresRead,
    SlotFigures,
    StatisticsHint,
    VersionFigures,
)
from app.assessment.statistics.tallies import histogram
from app.catalogue import service as catalogue
from app.catalogue.document import Activity, Language
from app.catalogue.errors import CourseNotFound
from app.catalogue.publications import PublishedCourse, publications_of
from app.identity.actor import Actor

COMMON = 30
MOST_WAITING = 1_000
BARS = 20


@dataclass(frozen=True, slots=True)
class Desk:
    """A quiz of the course's current publication, for somebody who teaches the course."""

    published: PublishedCourse
    activity: Activity
    plan: Plan
    language: str

    @property
    def title(self) -> str:
        return self.activity.text[_spoken(self.activity.text, self.language)].title

    @property
    def course_title(self) -> str:
        text = self.published.public.text
        return text[_spoken(text, self.language)].title


async def desk_of(session: AsyncSession, actor: Actor, course: str, activity: str) -> Desk:
    """Both by slug; raises ``CourseNotFound`` for whoever does not teach it, ``QuizNotFound``."""
    found = await catalogue.course_with_slug(session, course)
    if found is None or found.publication_id is None or not actor.teaches(found.id):
        raise CourseNotFound
    published = await publications_of(session).get(found.publication_id)
    meant = published.public.activity_by_slug(activity)
    if meant is None or meant.kind != "quiz":
        raise QuizNotFound
    plan = await plan_at(session, published.id, meant.id)
    return Desk(published, meant, plan, actor.language)


async def quiz_statistics(
    session: AsyncSession,
    actor: Actor,
    *,
    course: str,
    activity: str,
    scope: Scope,
    layout: str | None,
) -> QuizStatisticsRead:
    """The quiz and all its questions, what asks to be looked at first.

    ``layout`` None, or one that is not there: that of the current publication if it has attempts,
    else the last that had.
    """
    desk = await desk_of(session, actor, course, activity)
    plans = await queries.quiz_tallies(session, desk.activity.id, scope)
    by_id = {one.layout: one for one in plans}
    chosen = by_id.get(layout or "") or by_id.get(desk.plan.layout) or next(iter(plans), None)
    tally = chosen.tally if chosen else {}
    told, reliable = score_statistics(tally), reliability(tally)
    return QuizStatisticsRead(
        course=course,
        course_title=desk.course_title,
        activity=activity,
        title=desk.title,
        scope=scope,
        layout=chosen.layout if chosen else None,
        layouts=[_layout(one, desk.plan) for one in plans],
        attempts=tally.get("n", 0),
        waiting=await queries.count_due(session, desk.activity.id, MOST_WAITING),
        pass_mark=desk.plan.quiz.rules.pass_mark,
        confidence=confidence(tally.get("n", 0)),
        scores=None
        if told is None
        else ScoresRead(
            mean=round(told.mean),
            median=round(told.median),
            deviation=None if told.deviation is None else round(told.deviation),
            skewness=told.skewness,
            kurtosis=told.kurtosis,
            passed=tally.get("passed", 0),
            histogram=_bars(tally),
        ),
        reliability=None
        if reliable is None
        else ReliabilityRead(
            alpha=reliable.alpha,
            error_ratio=reliable.error_ratio,
            standard_error=round(reliable.standard_error),
        ),
        slots=[
            SlotFigures(
                slot=one.slot,
                facility=one.facility,
                intended=one.intended,
                effective=one.effective,
            )
            for one in slot_statistics(tally)
        ],
        questions=await _rows(session, desk, scope),
    )


async def question_statistics_of(
    session: AsyncSession,
    actor: Actor,
    *,
    course: str,
    activity: str,
    question_id: str,
    scope: Scope,
    version: str | None,
) -> QuestionStatisticsRead:
    """One question with its text, its key and who answered what; raises ``QuizNotFound`` too for a
    question that the current publication does not ask.
    """
    desk = await desk_of(session, actor, course, activity)
    if not desk.plan.quiz.has(question_id):
        raise QuizNotFound
    tallies = await queries.question_tallies(
        session, desk.activity.id, scope=scope, question_ids=[question_id]
    )
    by_id = {one.version: one for one in tallies}
    current = desk.plan.version(question_id)
    shown = version if version in by_id else current
    tally = by_id[shown].tally if shown in by_id else {}
    question = _example(desk, question_id)
    key = (question_id, shown)
    given = await queries.common_answers(session, desk.activity.id, scope, [key], COMMON)
    answers, rare = _answers(question, tally, given.get(key, []), desk.language)
    different, _ = await queries.answer_kinds(session, desk.activity.id, scope, *key)
    rare += max(0, different - COMMON)
    kind = QUESTION_KINDS[question.kind]
    pieces = question.pieces_in(desk.language)
    return QuestionStatisticsRead(
        course=course,
        activity=activity,
        title=desk.title,
        scope=scope,
        row=_row(desk, question, shown, tally, given.get(key, [])),
        html=kind.compose(question_id, pieces, (), None, desk.language, disabled=True),
        key=kind.key_words(pieces, kind.key.model_validate(question.key), desk.language),
        explanation=question.explanation.get(_spoken(question.explanation, desk.language), ""),
        versions=[
            VersionFigures(
                version=one.version,
                attempts=one.tally.get("n", 0),
                latest_at=one.latest_at,
                current=one.version == current,
            )
            for one in tallies
        ],
        answers=answers,
        rare=rare if answers else 0,
    )


def confidence(attempts: int) -> Confidence:
    if attempts < FEW:
        return "none"
    return "early" if attempts < TENTATIVE else "enough"


async def _rows(session: AsyncSession, desk: Desk, scope: Scope) -> list[QuestionFigures]:
    """Every question of the current publication by the version it asks, and no other."""
    quiz, plan = desk.plan.quiz, desk.plan
    wanted = {question: plan.version(question) for question in quiz.secrets.questions}
    stored = await queries.question_tallies(session, desk.activity.id, scope=scope)
    tallies: dict[tuple[str, str], QuestionTally] = {
        (one.question_id, one.version): one for one in stored
    }
    known = [key for key in wanted.items() if key in tallies]
    given = (
        await queries.common_answers(session, desk.activity.id, scope, known, COMMON)
        if known
        else {}
    )
    rows = [
        _row(
            desk,
            _example(desk, question),
            version,
            tallies[question, version].tally if (question, version) in tallies else {},
            given.get((question, version), []),
        )
        for question, version in wanted.items()
    ]
    return sorted(rows, key=_urgency)


def _urgency(row: QuestionFigures) -> tuple[int, float, str]:
    from_hints = {"key_suspect": 0, "lured": 1, "below_guess": 2, "too_hard": 3, "poor": 4}
    first = row.hints[0].code if row.hints else None
    place = 9 if first is None or first == "good" else from_hints.get(first, 5)
    return place, row.discrimination if row.discrimination is not None else 2.0, row.id


def _row(
    desk: Desk,
    question: Question,
    version: str,
    tally: Mapping[str, int],
    given: Sequence[AnswerTally],
) -> QuestionFigures:
    told: QuestionStatistics | None = question_statistics(tally)
    guess = guess_of(question)
    table = answer_table(question, tally, {one.answer: one.tally for one in given}, desk.language)
    hints = hints_of(told, option_shares(question, table), guess, desk.language)
    stem = plain(question.pieces_in(desk.language).stem)
    return QuestionFigures(
        id=question.id,
        kind=question.kind,
        stem=stem if len(stem) <= 200 else f"{stem[:198].rstrip()}…",
        competency=question.competency,
        current=version == desk.plan.version(question.id),
        version=version,
        attempts=tally.get("n", 0),
        confidence=confidence(tally.get("n", 0)),
        facility=told.facility if told else None,
        deviation=told.deviation if told else None,
        discrimination=told.discrimination if told else None,
        index=told.index if told else None,
        efficiency=told.efficiency if told else None,
        blank=told.blank if told else None,
        guess=guess,
        hints=[StatisticsHint(code=one.code, words=one.words) for one in hints],
    )


def _answers(
    question: Question, tally: Mapping[str, int], given: Sequence[AnswerTally], language: str
) -> tuple[list[AnswerFigures], int]:
    """The table, and how many written answers a single person gave: those are not shown."""
    if tally.get("n", 0) < PRIVATE:
        return [], 0
    alone = {
        one.answer for one in given if question.kind in WRITTEN and one.answer and one.count < 2
    }
    shown = {one.answer: one.tally for one in given if one.answer not in alone}
    table = answer_table(question, tally, shown, language)
    return [
        AnswerFigures(
            answer=one.answer,
            label=one.label,
            right=one.right,
            count=one.count,
            share=one.share,
            lower=one.lower,
            middle=one.middle,
            upper=one.upper,
        )
        for one in table
    ], len(alone)


def _example(desk: Desk, question_id: str) -> Question:
    """As an attempt would ask it: numbers that are drawn are filled in with one example."""
    quiz = desk.plan.quiz
    return quiz.as_asked(quiz.asked(question_id, "contoh"))


def _layout(one: QuizTally, plan: Plan) -> LayoutFigures:
    return LayoutFigures(
        id=one.layout,
        attempts=one.tally.get("n", 0),
        latest_at=one.latest_at,
        current=one.layout == plan.layout,
    )


def _bars(tally: Mapping[str, int]) -> list[int]:
    bars = [0] * BARS
    for score, count in histogram(tally, "score:*").items():
        bars[min(score * BARS // 10_000, BARS - 1)] += count
    return bars


def _spoken(text: Mapping[Language, object], language: str) -> Language:
    return "en" if language == "en" and "en" in text else "id"
