"""What an author writes in ``<quiz>.yaml``: the shapes of the file. Pure."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.assessment.questions.base import Difficulty, Line, Markdown, SourceShape, Tag
from app.assessment.quiz import Layout, ReviewTime
from app.assessment.timing import OfflinePolicy
from app.catalogue.document import Language

MAX_QUESTIONS = 100
MAX_GRACE_MINUTES = 60
# Whoever may try often enough tests out by luck.
MAX_TEST_OUT_CHANCES = 2

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
Reference = Annotated[str, StringConstraints(pattern=rf"^{_SLUG}\.{_SLUG}$", max_length=161)]
Slug = Annotated[str, StringConstraints(pattern=rf"^{_SLUG}$", max_length=80)]


class QuizText(SourceShape):
    """``title`` and ``summary`` are every activity's and checked as such."""

    title: str = ""
    summary: str = ""
    intro: Markdown | None = None


class ShuffleSource(SourceShape):
    questions: bool = True
    options: bool = True


class DrawSource(SourceShape):
    """``count`` questions of a bank; of those that fit every filter named."""

    bank: Slug
    count: Annotated[int, Field(ge=1, le=MAX_QUESTIONS)]
    competency: Line | None = None
    difficulty: Difficulty | None = None
    tag: Tag | None = None


class ReviewSource(SourceShape):
    """When a learner sees again what was answered, what was right, and why."""

    answers: ReviewTime
    marks: ReviewTime
    explanations: ReviewTime


class QuizSource(SourceShape):
    """``pass_mark`` in percent; ``chances: null`` is unlimited; ``time_limit`` in minutes.

    ``grace``: minutes after the limit, or after a window's end, in which answers still count.
    ``reach_within``: hours after the end in which the answers must be here, for the policy of that
    name. Without ``offline`` the usual policy holds (``quiz.usual_offline_policy``).
    ``explanations`` is the short form of ``review``: one time for all three. ``pair``: slug of the
    quiz that this one is compared with, before and after. ``test_out``: whose lessons a pass
    exempts: the whole course, or the modules named.
    """

    id: str = ""
    kind: Literal["quiz"]
    required: bool = True
    text: dict[Language, QuizText]
    pass_mark: Annotated[int, Field(ge=1, le=100)]
    chances: Annotated[int, Field(ge=1, le=50)] | None
    shuffle: ShuffleSource = ShuffleSource()
    layout: Layout = "one"
    explanations: Literal["after_close", "after_pass", "never"] = "after_close"
    review: ReviewSource | None = None
    questions: Annotated[list[Reference], Field(min_length=1, max_length=MAX_QUESTIONS)] | None = (
        None
    )
    draw: Annotated[list[DrawSource], Field(min_length=1, max_length=50)] | None = None
    time_limit: Annotated[int, Field(ge=1, le=600)] | None = None
    grace: Annotated[int, Field(ge=0, le=MAX_GRACE_MINUTES)] | None = None
    offline: OfflinePolicy | None = None
    reach_within: Annotated[int, Field(ge=1, le=720)] | None = None
    feedback_offline: bool = False
    pair: Slug | None = None
    test_out: (
        Literal["course"] | Annotated[list[Slug], Field(min_length=1, max_length=50)] | None
    ) = None
    markers: Literal[1, 2] = 1
    anonymous_marking: bool = False

    @property
    def asked(self) -> int:
        """How many questions an attempt has."""
        return sum(d.count for d in self.draw) if self.draw else len(self.questions or ())
