"""Over whose certificates and ledgers an actor has a say: pure predicates.

Subtrees are paths of agencies; "/" is everything, none at all is nothing.
"""

from app.identity.actor import Actor
from app.identity.models import Role


def readable_subtrees(actor: Actor) -> tuple[str, ...]:
    """Where the actor reads others' certificates and ledgers."""
    return actor.agency_paths(Role.ADMIN, Role.UNIT_ADMIN, Role.AUDITOR)


def correctable_subtrees(actor: Actor) -> tuple[str, ...]:
    """Where the actor revokes, replaces and corrects. Auditors only read."""
    return actor.agency_paths(Role.ADMIN, Role.UNIT_ADMIN)
