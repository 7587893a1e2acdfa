"""The activities of a publication as columns of a gradebook. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.assessment.quizzes import quiz_in
from app.catalogue.document import Activity
from app.catalogue.publications import PublishedCourse
from app.gradebook.grades import Grade, Part, usual_weight, weighted

_HELD = "gradebook.columns"


@dataclass(frozen=True, slots=True)
class Column:
    """``scored``: its result carries a score that may count. ``module``: which, from 1."""

    activity: Activity
    module: int
    scored: bool
    pass_mark: int | None

    @property
    def id(self) -> UUID:
        return self.activity.id

    @property
    def has_result(self) -> bool:
        return self.activity.completes_by == "outcome"

    def title(self, language: str) -> str:
        text = self.activity.text
        return text["en" if language == "en" and "en" in text else "id"].title

    def weight(self, weights: Mapping[UUID, int]) -> int:
        """0 where there is no score to weigh."""
        if not self.scored:
            return 0
        return weights.get(self.id, usual_weight(required=self.activity.required))


def columns_of(published: PublishedCourse) -> Sequence[Column]:
    """In the course's order. Worked out once a publication."""
    held = published.derived.get(_HELD)
    if isinstance(held, tuple):
        return held
    columns = tuple(
        _column(published, activity, number)
        for number, module in enumerate(published.public.modules, 1)
        for activity in module.activities
    )
    published.derived[_HELD] = columns
    return columns


def _column(published: PublishedCourse, activity: Activity, module: int) -> Column:
    """A result with a pass mark is a score; a quiz that only asks for opinions has none."""
    mark = activity.body.get("pass_mark") if activity.completes_by == "outcome" else None
    pass_mark = mark if isinstance(mark, int) else None
    quiz = quiz_in(published, activity.id)
    if quiz is not None and not any(q.get("points") for q in quiz.secrets.questions.values()):
        pass_mark = None
    return Column(activity, module, pass_mark is not None, pass_mark)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a learner in one activity; scores in basis points."""

    score: int | None
    excused: bool


Standings = Mapping[UUID, Standing]


def part_of(column: Column, weights: Mapping[UUID, int], standing: Standing | None) -> Part:
    if standing is None:
        return Part(column.weight(weights), None)
    return Part(column.weight(weights), standing.score, standing.excused)


def grade_in(columns: Iterable[Column], weights: Mapping[UUID, int], standings: Standings) -> Grade:
    """A learner's grade by the activities of the version they take."""
    return weighted(
        part_of(column, weights, standings.get(column.id)) for column in columns if column.scored
    )
