"""A quiz as a download carries it: questions without keys.

What an attempt would shuffle is shuffled here too, by the publication: the author's own order of an
ordering is often its key. Practice feedback travels in clear where the trainer allows it, and never
for a question that a quiz that counts may ask; keys are read in one place only (``_practice``).
"""

from collections.abc import Collection

from pydantic import BaseModel, JsonValue

from app.assessment.permits import timing_of
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.quiz import Quiz, ReviewTime
from app.assessment.quizzes import quiz_in
from app.assessment.schemas import QuizTiming
from app.catalogue.document import Activity
from app.catalogue.publications import PublishedCourse

__all__ = ["OfflineQuiz", "QuizTiming", "counting_questions", "offline_quiz", "timing_at"]


class OfflineRules(BaseModel):
    """``pass_mark`` in basis points; ``chances`` None: unlimited."""

    questions: int
    pass_mark: int
    chances: int | None
    explanations: ReviewTime


class OfflineQuestion(BaseModel):
    """``slots``: ids of what an attempt may shuffle, in the order of ``html``."""

    kind: str
    html: str
    slots: list[str]


class PracticeAnswer(BaseModel):
    """What would be right, as data and in words, and why. For practice alone."""

    key: dict[str, JsonValue]
    key_html: str
    explanation_html: str
    feedback: dict[str, str]


class OfflineQuiz(BaseModel):
    """Without questions where the quiz may not be started without a network."""

    rules: OfflineRules
    offline: QuizTiming
    questions: dict[str, OfflineQuestion]
    practice: dict[str, PracticeAnswer]


def timing_at(published: PublishedCourse, activity: Activity, language: str) -> QuizTiming | None:
    """The time rule of an activity; None if it is no quiz."""
    quiz = quiz_in(published, activity.id)
    return None if quiz is None else timing_of(quiz.terms, language)


def counting_questions(published: PublishedCourse) -> frozenset[str]:
    """Ids of all questions that a required quiz of this publication may ask."""
    return frozenset(
        question
        for activity in published.public.activities()
        if activity.required and (quiz := quiz_in(published, activity.id)) is not None
        for question in quiz.secrets.questions
    )


def gives_feedback(published: PublishedCourse) -> bool:
    """Whether any quiz of the publication would carry feedback with a download."""
    return any(
        not activity.required and quiz.rules.feedback_offline and quiz.terms.allows_offline_start
        for activity in published.public.activities()
        if (quiz := quiz_in(published, activity.id)) is not None
    )


def offline_quiz(
    published: PublishedCourse, activity: Activity, language: str, withheld: Collection[str]
) -> OfflineQuiz | None:
    """None if the activity is no quiz. ``withheld``: questions that count somewhere."""
    quiz = quiz_in(published, activity.id)
    if quiz is None:
        return None
    rules = quiz.rules
    asked = sorted(quiz.secrets.questions) if quiz.terms.allows_offline_start else []
    with_feedback = rules.feedback_offline and not activity.required
    return OfflineQuiz(
        rules=OfflineRules(
            questions=rules.questions,
            pass_mark=rules.pass_mark,
            chances=rules.chances,
            explanations=rules.explanations,
        ),
        offline=timing_of(quiz.terms, language),
        questions={one: _question(quiz, one, published.id, language) for one in asked},
        practice={
            one: _practice(quiz, one, language)
            for one in asked
            if with_feedback
            and one not in withheld
            # A key of drawn values is known when they are.
            and not QUESTION_KINDS[quiz.question(one).kind].draws
        },
    )


def _question(quiz: Quiz, question_id: str, seed: str, language: str) -> OfflineQuestion:
    question = quiz.question(question_id)
    kind, pieces = QUESTION_KINDS[question.kind], question.pieces_in(language)
    slots = quiz.asked(question_id, seed).slots
    return OfflineQuestion(
        kind=question.kind,
        html=kind.compose(question.id, pieces, slots, None, language),
        slots=list(slots),
    )


def _practice(quiz: Quiz, question_id: str, language: str) -> PracticeAnswer:
    question = quiz.question(question_id)
    kind, pieces = QUESTION_KINDS[question.kind], question.pieces_in(language)
    spoken = "en" if language == "en" and "en" in question.explanation else "id"
    feedback = question.feedback.get("en" if spoken == "en" else "id", {})
    return PracticeAnswer(
        key=question.key,
        key_html=kind.key_words(pieces, kind.key.model_validate(question.key), language),
        explanation_html=question.explanation["en" if spoken == "en" else "id"],
        feedback=dict(feedback),
    )
