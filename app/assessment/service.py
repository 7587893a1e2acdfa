"""What a learner sees of attempts: one attempt with its questions, and where they stand at a quiz.

Keys, feedback and explanations are read in one place only (``_result``), after ``policy`` agreed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment import policy, queries
from app.assessment.allowed import allowance_at, chances_of, review_opens_at
from app.assessment.chances import chances_left
from app.assessment.closing import pins_of
from app.assessment.errors import AttemptNotFound, QuizNotFound
from app.assessment.models import Attempt, AttemptState, Ruling, RulingCause
from app.assessment.permits import timing_of
from app.assessment.queries import rulings
from app.assessment.questions.base import BASIS_POINTS, Question
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.quiz import Asked, Quiz
from app.assessment.quizzes import quiz_at, quiz_in
from app.assessment.redeciding import questions_of
from app.assessment.resulting import (
    Given,
    Marked,
    given_in,
    marked_by_people,
    other_key,
    rulings_read,
)
from app.assessment.schemas import (
    AttemptRead,
    AttemptSummary,
    JudgementRead,
    QuestionRead,
    QuestionResult,
    QuizStanding,
    RulingRead,
    WindowState,
)
from app.assessment.statistics.measuring import MeasuredDifficulty, measured_difficulty
from app.assessment.timing import Reason, Terms, Verdict
from app.assessment.timing_words import reason_words, verdict_words
from app.assessment.versions import (
    Pin,
    Version,
    by_question,
    handed_in,
    heads,
    in_force,
    not_handed_in,
)
from app.assessment.weighing import unmarked
from app.catalogue.publications import publications_of
from app.identity.actor import Actor

__all__ = [
    "AttemptRead",
    "AttemptSummary",
    "MeasuredDifficulty",
    "QuestionRead",
    "QuestionResult",
    "QuizStanding",
    "RulingRead",
    "WindowState",
    "attempt_view",
    "measured_difficulty",
    "quiz_standing",
    "running_attempts",
]


@dataclass(frozen=True, slots=True)
class _Answers:
    """The versions of an attempt, sorted for reading."""

    shown: Mapping[str, Version]
    heads: Mapping[str, tuple[Version, ...]]
    flagged: frozenset[str]


async def attempt_view(
    session: AsyncSession, actor: Actor, attempt_id: UUID, now: datetime
) -> AttemptRead:
    """An attempt of the actor's own, in their language; raises ``AttemptNotFound`` for others'."""
    siblings, said = await queries.attempts_beside(session, actor.person_id, attempt_id)
    attempt = next((one for one in siblings if one.id == attempt_id), None)
    if attempt is None:
        raise AttemptNotFound
    is_open = attempt.state is AttemptState.OPEN
    is_closed = attempt.state is AttemptState.CLOSED
    versions = await queries.versions_of(session, actor.person_id, attempt.id)
    flagged = (
        await queries.flagged_questions(session, actor.person_id, attempt.id)
        if is_open
        else frozenset[str]()
    )
    published = await publications_of(session).get(attempt.publication_id)
    activity = published.public.activity(attempt.activity_id)
    quiz = quiz_in(published, attempt.activity_id)
    assert activity is not None, attempt_id
    assert quiz is not None, attempt_id
    ruling = said[-1] if said else None
    accepted = next((one for one in said if one.cause is RulingCause.LATE_ACCEPTED), None)
    marks = ruling.marks if ruling else attempt.marks
    answers = _Answers(
        shown=_shown(attempt, versions, marks),
        heads={question: heads(group) for question, group in by_question(versions).items()},
        flagged=flagged,
    )
    passed_once = any(one.passed for one in (*siblings, *([ruling] if ruling else ())))
    shown = await _reviewed(session, attempt, quiz, now, passed_once=passed_once)
    asked = questions_of(attempt, quiz)
    given = await given_in(session, attempt, asked)
    text = activity.text["en" if actor.language == "en" and "en" in activity.text else "id"]
    link_course = f"/kursus/{published.public.slug}"
    return AttemptRead(
        id=attempt.id,
        enrolment=attempt.enrolment_id,
        activity=attempt.activity_id,
        course=published.public.slug,
        title=text.title,
        chance=attempt.chance,
        state=attempt.state.value,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        closed_at=attempt.closed_at,
        pass_mark=attempt.pass_mark,
        layout=quiz.rules.layout,
        explanations=quiz.rules.explanations,
        marks_shown=shown.marks,
        gone_through=is_closed
        and (shown.explanations or (quiz.rules.review is not None and shown.answers)),
        questions=_questions(attempt, quiz, answers, marks or {}, actor.language, given, shown),
        awaiting=len(unmarked(asked, marks)) if marks else 0,
        late=0 if is_open else len(not_handed_in(versions, _pins_shown(answers.shown))),
        score=ruling.score if ruling else attempt.score,
        passed=ruling.passed if ruling else attempt.passed,
        timing=timing_of(Terms.read(attempt.terms), actor.language),
        deadline=_deadline(attempt),
        judgement=judgement_read(attempt, accepted, actor.language),
        rulings=await rulings_read(session, attempt, said),
        chances_left=chances_left(len(siblings), await chances_of(session, attempt, quiz)),
        link_course=link_course,
        link_cover=f"{link_course}/{activity.slug}",
        now=now,
    )


async def _reviewed(
    session: AsyncSession, attempt: Attempt, quiz: Quiz, now: datetime, *, passed_once: bool
) -> policy.Reviewed:
    review, is_over = quiz.rules.shown, False
    if "after_window" in (review.answers, review.marks, review.explanations):
        over = await review_opens_at(session, attempt, quiz)
        is_over = over is not None and now > over
    return policy.reviewed(attempt.state, quiz.rules, passed_once=passed_once, window_over=is_over)


def _shown(
    attempt: Attempt, versions: Sequence[Version], marks: Mapping[str, Any] | None
) -> dict[str, Version]:
    """The answers in force; once handed in those; once closed those that were marked."""
    if attempt.state is AttemptState.OPEN:
        return in_force(versions)
    if marks is None:
        return handed_in(versions, pins_of(attempt))
    by_id = {str(version.command_id): version for version in versions}
    return {question: by_id[mark["command"]] for question, mark in marks.items() if mark["command"]}


def _pins_shown(shown: Mapping[str, Version]) -> dict[str, Pin]:
    return {question: Pin(one.command_id, one.content_hash) for question, one in shown.items()}


def _deadline(attempt: Attempt) -> datetime | None:
    return Terms.read(attempt.terms).end(attempt.started_at)


def judgement_read(
    attempt: Attempt, accepted: Ruling | None, language: str
) -> JudgementRead | None:
    """What the time rule said of a closed attempt, with its evidence; None where it was silent."""
    said = attempt.judgement or {}
    if "verdict" not in said or not Terms.read(said["terms"]).is_timed:
        return None
    verdict, reason = Verdict(said["verdict"]), Reason(said["reason"])
    return JudgementRead(
        verdict=verdict.value,
        reason=reason.value,
        words=f"{verdict_words(verdict, language)}. {reason_words(reason, language)}",
        elapsed_seconds=said["elapsed_seconds"],
        device_elapsed_seconds=said.get("device_elapsed_seconds"),
        missing=said.get("missing", 0),
        clocks_disagree=said.get("clocks_disagree", False),
        started=said["started"],
        submitted=said.get("submitted"),
        accepted_at=accepted.at if accepted else None,
        accepted_reason=accepted.reason if accepted else None,
    )


def _questions(
    attempt: Attempt,
    quiz: Quiz,
    answers: _Answers,
    marks: Mapping[str, Any],
    language: str,
    given: Given,
    shown: policy.Reviewed,
) -> list[QuestionRead]:
    read = []
    for place, raw in enumerate(attempt.asked, 1):
        asked = Asked.model_validate(raw)
        question = quiz.as_asked(asked)
        version = answers.shown.get(question.id) if shown.answers else None
        response = dict(version.response) if version else None
        read.append(
            QuestionRead(
                id=question.id,
                kind=question.kind,
                place=place,
                html=QUESTION_KINDS[question.kind].compose(
                    question.id,
                    question.pieces_in(language),
                    asked.slots,
                    response,
                    language,
                    disabled=attempt.state is not AttemptState.OPEN,
                ),
                response=response,
                flagged=question.id in answers.flagged,
                command=version.command_id if version else None,
                sha256=version.content_hash if version else None,
                receipt=version.receipt if version else None,
                saved_at=version.received_at if version else None,
                heads=[head.command_id for head in answers.heads.get(question.id, ())],
                result=_result(
                    attempt,
                    question,
                    response,
                    marks,
                    language,
                    marked_by_people(question, given, language),
                    shown,
                )
                if policy.may_see_result(attempt.state)
                else None,
            )
        )
    return read


def _result(
    attempt: Attempt,
    question: Question,
    response: Mapping[str, JsonValue] | None,
    marks: Mapping[str, Any],
    language: str,
    people: Marked,
    shown: policy.Reviewed,
) -> QuestionResult:
    """By the marks and the key that the closed attempt stored; of them what may be shown."""
    kind, pieces = QUESTION_KINDS[question.kind], question.pieces_in(language)
    said = marks[question.id]["credit"]
    with_marks = shown.people if people.rubric else shown.marks
    credit = None if said is None or not with_marks else Fraction(said)
    with_key = shown.explanations
    judged: dict[str, Any] = (attempt.keys or {})[question.id] | other_key(marks[question.id])
    most = BASIS_POINTS * int(judged["points"])
    read = kind.read_or_none(pieces, response)
    feedback = question.feedback.get("en" if language == "en" else "id") or question.feedback["id"]
    told = [feedback[one] for one in kind.chosen(read) if one in feedback] if read else []
    explanation = question.explanation
    return QuestionResult(
        score=None if credit is None else credit.numerator * most // credit.denominator,
        max=most,
        correct=None if credit is None else credit == 1,
        answer=kind.response_words(pieces, read, language) if read else None,
        key=kind.key_words(pieces, kind.key.model_validate(judged["key"]), language) or None
        if with_key
        else None,
        explanation=explanation.get("en" if language == "en" else "id", explanation["id"]) or None
        if with_key
        else None,
        feedback="".join(told) or None if with_key else None,
        left_out=with_marks and bool(marks[question.id].get("left_out")),
        annulled=with_marks and bool(marks[question.id].get("annulled")),
        rubric=people.rubric if shown.people else [],
        comments=people.comments if shown.people else [],
    )


async def quiz_standing(
    session: AsyncSession, actor: Actor, enrolment_id: UUID, activity_id: UUID, now: datetime
) -> QuizStanding:
    """Where the actor stands at a quiz of their own enrolment, for its cover.

    Raises ``QuizNotFound``; of an enrolment that is not the actor's, ``AttemptNotFound``.
    """
    publication_id = await queries.publication_of(session, actor.person_id, enrolment_id)
    if publication_id is None:
        raise AttemptNotFound
    quiz = await quiz_at(session, publication_id, activity_id)
    if quiz is None:
        raise QuizNotFound
    allowance = await allowance_at(session, actor, publication_id, activity_id)
    most = allowance.chances(quiz.rules.chances)
    attempts = await queries.attempts_at(session, actor.person_id, enrolment_id, activity_id)
    running = next((a for a in attempts if a.state is AttemptState.OPEN), None)
    ruled = await rulings.standing_rulings(session, [a.id for a in attempts])
    final = {a.id: ruled.get(a.id) or a for a in attempts}
    scores = [one.score for one in final.values() if one.score is not None]
    return QuizStanding(
        open=f"/percobaan/{running.id}" if running else None,
        chances_left=chances_left(len(attempts), most),
        chances=most,
        extra_chances=allowance.extra_chances if most is not None else 0,
        extra_time_percent=allowance.extra_time_percent if quiz.terms.limit else 0,
        timing=timing_of(allowance.terms(quiz.terms), actor.language),
        window=WindowState(
            opens_at=allowance.window.opens_at,
            closes_at=allowance.window.closes_at,
            state=allowance.window.state(now),
        )
        if allowance.window.is_bounded
        else None,
        best_score=max(scores, default=None),
        passed=any(one.passed for one in final.values()),
        attempts=[
            AttemptSummary(
                id=a.id,
                chance=a.chance,
                state=a.state.value,
                started_at=a.started_at,
                submitted_at=a.submitted_at,
                score=final[a.id].score,
                passed=final[a.id].passed,
                link=f"/percobaan/{a.id}",
            )
            for a in attempts
        ],
    )


async def running_attempts(session: AsyncSession, actor: Actor, enrolment_id: UUID) -> list[UUID]:
    """Attempts of the actor's in an enrolment that are not handed in, the last begun first."""
    found = await queries.attempts_of_enrolment(session, actor.person_id, enrolment_id)
    running = [one for one in found if one.state is AttemptState.OPEN]
    return [one.id for one in sorted(running, key=lambda one: one.started_at, reverse=True)]
