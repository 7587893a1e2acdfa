"""A quiz as an activity of a publication: valid by default, every rule optional."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.assessment.questions.base import Question
from app.assessment.quiz import Pool, QuizRules, QuizSecrets, ReviewTime, Shuffle
from app.assessment.timing import OfflinePolicy
from app.catalogue.document import Activity, ActivityText
from app.kit.ids import uuid7
from tests.assessment.make_question import question
from tests.make_course import fragment

# Right answers to ``QUESTIONS``, and wrong ones.
RIGHT: Mapping[str, dict[str, Any]] = {
    "bank.satu": {"choice": "b"},
    "bank.dua": {"choices": ["a", "c"]},
    "bank.tiga": {"text": "91,48"},
    "bank.empat": {"order": ["c", "a", "b"]},
}
WRONG: Mapping[str, dict[str, Any]] = {
    "bank.satu": {"choice": "a"},
    "bank.dua": {"choices": ["b"]},
    "bank.tiga": {"text": "7"},
    "bank.empat": {"order": ["a", "b", "c"]},
}
QUESTIONS = {
    "bank.satu": question("single_choice", id="satu"),
    "bank.dua": question("multiple_response", id="dua"),
    "bank.tiga": question("numeric", id="tiga"),
    "bank.empat": question("ordering", id="empat"),
}


def make_quiz(
    slug: str = "kuis",
    *,
    pass_mark: int = 7000,
    chances: int | None = 2,
    explanations: ReviewTime = "after_close",
    count: int | None = None,
    quiz_id: UUID | None = None,
    time_limit_minutes: int | None = None,
    offline: OfflinePolicy | None = None,
    reach_within_hours: int | None = None,
    required: bool = True,
    questions: Mapping[str, Question] = QUESTIONS,
    **more: Any,
) -> tuple[Activity, dict[str, Any]]:
    """The activity and its private part; ``count`` draws so many of the questions.

    ``more``: further fields of ``QuizRules``.
    """
    rules = QuizRules(
        questions=count or len(questions),
        pass_mark=pass_mark,
        chances=chances,
        shuffle=Shuffle(questions=True, options=True),
        explanations=explanations,
        time_limit_minutes=time_limit_minutes,
        offline=offline,
        reach_within_hours=reach_within_hours,
        **more,
    )
    pool = Pool(label="bank", count=count or len(questions), questions=tuple(questions))
    secrets = QuizSecrets(
        pools=(pool,),
        questions={key: one.model_dump(mode="json") for key, one in questions.items()},
    )
    activity = Activity(
        id=quiz_id or uuid7(),
        slug=slug,
        kind="quiz",
        module_id=UUID(int=0),
        minutes=4,
        required=required,
        completes_by="outcome",
        text={
            "id": ActivityText(title="Kuis rekaan", summary="Empat soal."),
            "en": ActivityText(title="Invented quiz", summary="Four questions."),
        },
        fragments={"id": fragment("<p>Sebelum mulai.</p>")},
        body=rules.model_dump(mode="json"),
    )
    return activity, secrets.model_dump(mode="json")
