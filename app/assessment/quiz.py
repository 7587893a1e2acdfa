"""A quiz as compiled: its rules, its questions with their secrets, the order of an attempt. Pure.

``QuizRules`` is the public body of the activity in the publication document; ``QuizSecrets`` is the
private part. Marks are basis points: 10000 is everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import JsonValue

from app.assessment.questions.base import Question, Shape
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.shuffle import shuffled

Explanations = Literal["after_close", "after_pass", "never"]


class Shuffle(Shape):
    questions: bool
    options: bool


class QuizRules(Shape):
    """What everybody may know. ``chances`` None: unlimited; ``pass_mark`` in basis points."""

    questions: int
    pass_mark: int
    chances: int | None
    shuffle: Shuffle
    explanations: Explanations


class Pool(Shape):
    """``count`` of these questions are asked, drawn by the attempt's seed if there are more."""

    label: str
    count: int
    questions: tuple[str, ...]


class QuizSecrets(Shape):
    """Questions by id, as JSON of ``Question``: each is parsed when it is needed."""

    pools: tuple[Pool, ...]
    questions: dict[str, dict[str, JsonValue]]


class Asked(Shape):
    """A question in an attempt, with the order of what it shuffles."""

    question: str
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quiz:
    rules: QuizRules
    secrets: QuizSecrets

    @classmethod
    def of(cls, body: Mapping[str, Any], private: Mapping[str, Any]) -> "Quiz":
        """From the publication's documents."""
        return cls(QuizRules.model_validate(body), QuizSecrets.model_validate(private))

    def has(self, question_id: str) -> bool:
        """Whether the question may be asked in some attempt."""
        return question_id in self.secrets.questions

    def question(self, question_id: str) -> Question:
        """Raises KeyError for a question that is not in the quiz."""
        return Question.model_validate(self.secrets.questions[question_id])

    def order(self, seed: str) -> tuple[Asked, ...]:
        """What an attempt with this seed asks, in its order."""
        drawn = [
            question
            for pool in self.secrets.pools
            for question in (
                shuffled(pool.questions, seed, f"draw:{pool.label}")[: pool.count]
                if pool.count < len(pool.questions)
                else pool.questions
            )
        ]
        if self.rules.shuffle.questions:
            drawn = shuffled(drawn, seed, "questions")
        return tuple(self._asked(question, seed) for question in drawn)

    def _asked(self, question_id: str, seed: str) -> Asked:
        question = self.question(question_id)
        kind = QUESTION_KINDS[question.kind]
        slots = kind.slots(question.pieces_in("id"))
        if self.rules.shuffle.options or kind.always_shuffled:
            slots = tuple(shuffled(slots, seed, f"options:{question_id}"))
        return Asked(question=question_id, slots=slots)
