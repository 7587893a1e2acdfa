"""A quiz as compiled: its rules, its questions with their secrets, the order of an attempt. Pure.

``QuizRules`` is the public body of the activity in the publication document; ``QuizSecrets`` is the
private part. Marks are basis points: 10000 is everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from pydantic import Field, JsonValue

from app.assessment.questions.base import Question, Shape
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.shuffle import shuffled
from app.assessment.timing import GRACE, OfflinePolicy, Terms

ReviewTime = Literal["after_close", "after_pass", "after_window", "never"]
Layout = Literal["one", "all"]


# The least a file can ask for. A pre-test asks for it: whatever the result, one goes on.
LOWEST_PASS_MARK = 100


class Shuffle(Shape):
    questions: bool
    options: bool


class Review(Shape):
    """When a learner sees what they answered, what of it was right, and keys and explanations."""

    answers: ReviewTime
    marks: ReviewTime
    explanations: ReviewTime


class QuizRules(Shape):
    """What everybody may know. ``chances`` None: unlimited; ``pass_mark`` in basis points.

    ``offline`` None: published before there was such a rule; see ``Quiz.terms``.
    ``feedback_offline``: the trainer lets keys and feedback travel with a download.
    ``grace_minutes`` None: the usual (``timing.GRACE``). ``pair``: slug of another quiz of this
    publication; ``test_out``: the course, or slugs of its modules. ``explanations`` and ``review``:
    see ``shown``.
    """

    questions: int
    pass_mark: int
    chances: int | None
    shuffle: Shuffle
    explanations: ReviewTime
    time_limit_minutes: int | None = None
    offline: OfflinePolicy | None = None
    reach_within_hours: int | None = None
    feedback_offline: bool = False
    grace_minutes: int | None = None
    layout: Layout = "one"
    review: Review | None = None
    pair: str | None = None
    test_out: Literal["course"] | tuple[str, ...] | None = None
    markers: int = 1
    anonymous_marking: bool = False

    @property
    def only_shows(self) -> bool:
        """Whether it only shows what is known already, as a pre-test: nobody needs to pass it."""
        return self.pass_mark <= LOWEST_PASS_MARK

    @property
    def shown(self) -> Review:
        """What is shown when; without a word of its own marks follow the explanations."""
        when = self.explanations
        return self.review or Review(answers="after_close", marks=when, explanations=when)

    def stored(self) -> dict[str, Any]:
        """As JSON for a publication. What came later and is not used is left out, so that a course
        that does not use it stays the version it is.
        """
        unused = {
            name
            for name in _CAME_LATER
            if getattr(self, name) == QuizRules.model_fields[name].default
        }
        return self.model_dump(mode="json", exclude=unused)


_CAME_LATER = (
    "grace_minutes",
    "layout",
    "review",
    "pair",
    "test_out",
    "markers",
    "anonymous_marking",
)


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
    """A question in an attempt, with the order of what it shuffles and the values it drew."""

    question: str
    slots: tuple[str, ...]
    values: dict[str, str] = Field(default_factory=dict)


def usual_offline_policy(*, timed: bool, drawn: bool, counts: bool) -> OfflinePolicy:
    """What holds unless the author says otherwise.

    An offline start is trusted by nature: what counts is offline only untimed and with a drawn
    pool, so that nobody can prepare the very questions at leisure.
    """
    return "untimed" if not timed and (drawn or not counts) else "not_allowed"


@dataclass(frozen=True, slots=True)
class Quiz:
    rules: QuizRules
    secrets: QuizSecrets
    _read: dict[str, Question] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, body: Mapping[str, Any], private: Mapping[str, Any]) -> "Quiz":
        """From the publication's documents."""
        return cls(QuizRules.model_validate(body), QuizSecrets.model_validate(private))

    def has(self, question_id: str) -> bool:
        """Whether the question may be asked in some attempt."""
        return question_id in self.secrets.questions

    def question(self, question_id: str) -> Question:
        """As published, without drawn values; raises KeyError if it is not in the quiz."""
        question = self._read.get(question_id)
        if question is None:
            question = Question.model_validate(self.secrets.questions[question_id])
            self._read[question_id] = question
        return question

    def as_asked(self, asked: Asked) -> Question:
        """The question as an attempt asks and marks it: drawn values filled in, key worked out."""
        question = self.question(asked.question)
        return QUESTION_KINDS[question.kind].resolved(question, asked.values)

    @property
    def is_drawn(self) -> bool:
        """Whether two attempts may ask different questions."""
        return any(pool.count < len(pool.questions) for pool in self.secrets.pools)

    @property
    def is_survey(self) -> bool:
        """Whether nothing in it is marked: no score, and none to reach."""
        kinds = (str(question["kind"]) for question in self.secrets.questions.values())
        return all(QUESTION_KINDS[kind].marked_by == "nobody" for kind in kinds)

    @property
    def terms(self) -> Terms:
        """What the quiz demands of time and of starts without a network."""
        rules, minutes = self.rules, self.rules.time_limit_minutes
        policy = rules.offline or usual_offline_policy(
            timed=minutes is not None, drawn=self.is_drawn, counts=True
        )
        grace = rules.grace_minutes
        return Terms(
            policy,
            None if minutes is None else timedelta(minutes=minutes),
            grace=GRACE if grace is None else timedelta(minutes=grace),
            reach_within=timedelta(hours=rules.reach_within_hours or 0),
        )

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
        return tuple(self.asked(question, seed) for question in drawn)

    def asked(self, question_id: str, seed: str) -> Asked:
        """One question as an attempt with this seed asks it."""
        question = self.question(question_id)
        kind = QUESTION_KINDS[question.kind]
        slots = kind.slots(question.pieces_in("id"))
        if self.rules.shuffle.options or kind.always_shuffled:
            slots = tuple(shuffled(slots, seed, f"options:{question_id}"))
        return Asked(question=question_id, slots=slots, values=kind.drawn(question, seed))
