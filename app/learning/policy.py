"""Who may read a course's activities: pure predicates."""

from uuid import UUID

from app.identity.actor import Actor
from app.identity.models import Role


def may_preview(actor: Actor, course_id: UUID) -> bool:
    """Whether the actor reads the course without taking it: its trainers, admins, auditors."""
    if actor.has(Role.ADMIN, Role.AUDITOR):
        return True
    return course_id in actor.course_ids(Role.TRAINER, Role.PARTNER)
