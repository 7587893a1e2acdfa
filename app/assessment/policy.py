"""Who may see what of an attempt: pure predicates."""

from dataclasses import dataclass
from uuid import UUID

from app.assessment.models import AttemptState
from app.assessment.quiz import QuizRules
from app.identity.actor import Actor
from app.identity.models import Role


def may_see_result(state: AttemptState) -> bool:
    """Nothing that arrives later can then have been written with knowledge of the result."""
    return state is AttemptState.CLOSED


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What of a closed attempt its person sees by now."""

    answers: bool
    marks: bool
    explanations: bool
    # What people marked and wrote: only a review of the quiz's own withholds it.
    people: bool


def reviewed(
    state: AttemptState, rules: QuizRules, *, passed_once: bool, window_over: bool
) -> Reviewed:
    """Own answers, what of them was right, keys and explanations: after the close, and as the
    quiz says. An attempt that is open or waits shows its answers as they are.
    """
    now = {"after_close": True, "after_pass": passed_once, "after_window": window_over}
    if not may_see_result(state):
        return Reviewed(answers=True, marks=False, explanations=False, people=False)
    review = rules.shown
    marks = now.get(review.marks, False)
    return Reviewed(
        answers=now.get(review.answers, False),
        marks=marks,
        explanations=now.get(review.explanations, False),
        people=marks or rules.review is None,
    )


def may_rule(actor: Actor, course_id: UUID) -> bool:
    """Give a closed attempt another result: trainers of the course, and admins; no partners."""
    return actor.has(Role.ADMIN) or course_id in actor.course_ids(Role.TRAINER)
