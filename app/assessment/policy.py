"""Who may see what of an attempt: pure predicates."""

from uuid import UUID

from app.assessment.models import AttemptState
from app.assessment.quiz import ReviewTime
from app.identity.actor import Actor
from app.identity.models import Role


def may_see_result(state: AttemptState) -> bool:
    """Nothing that arrives later can then have been written with knowledge of the result."""
    return state is AttemptState.CLOSED


def may_see_key(state: AttemptState, policy: ReviewTime, *, passed_once: bool) -> bool:
    """Keys, feedback and explanations: after the close, and as the quiz says."""
    if not may_see_result(state):
        return False
    return policy == "after_close" or (policy == "after_pass" and passed_once)


def may_rule(actor: Actor, course_id: UUID) -> bool:
    """Give a closed attempt another result: trainers of the course, and admins; no partners."""
    return actor.has(Role.ADMIN) or course_id in actor.course_ids(Role.TRAINER)
