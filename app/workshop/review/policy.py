"""Who may take which step of a review. Pure.

Whoever teaches the course asks, withdraws and comments. Somebody else than who asked approves or
returns. Trainers of the course and admins publish what was approved; an admin may do so without a
review and says why. A partner lecturer never publishes.
"""

from dataclasses import dataclass
from uuid import UUID

from app.identity.actor import Actor
from app.identity.models import Role
from app.workshop.models import DraftState


@dataclass(frozen=True, slots=True)
class Rights:
    """What the actor may do now, with the draft in this state."""

    ask: bool
    withdraw: bool
    judge: bool
    publish: bool
    publish_unreviewed: bool
    shelve: bool


def may_publish(actor: Actor, course_id: UUID) -> bool:
    """Whether the actor publishes this course at all, once it is approved."""
    return actor.has(Role.ADMIN) or course_id in actor.course_ids(Role.TRAINER)


def may_skip_review(actor: Actor) -> bool:
    return actor.has(Role.ADMIN)


def may_judge(actor: Actor, asked_by: UUID | None) -> bool:
    """Whether the actor may approve or return what ``asked_by`` asked to have reviewed."""
    return asked_by is not None and actor.person_id != asked_by


def may_withdraw(actor: Actor, asked_by: UUID | None) -> bool:
    return actor.person_id == asked_by or actor.has(Role.ADMIN)


def rights(actor: Actor, course_id: UUID, state: DraftState, asked_by: UUID | None) -> Rights:
    """For an actor who teaches the course. ``asked_by``: who asked last."""
    pending = state is not DraftState.EDITING
    publishes = may_publish(actor, course_id)
    return Rights(
        ask=state is DraftState.EDITING,
        withdraw=pending and may_withdraw(actor, asked_by),
        judge=state is DraftState.IN_REVIEW and may_judge(actor, asked_by),
        publish=state is DraftState.APPROVED and publishes,
        publish_unreviewed=state is not DraftState.APPROVED and may_skip_review(actor),
        shelve=publishes,
    )
