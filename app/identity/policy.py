"""Who may do what to people, agencies and roles (pure).

A role reaches over a subtree or a course. Nobody gives what reaches further than what they hold,
and nobody acts on someone who holds more: a one-time code for an admin's account would otherwise
be worth the admin's role.
"""

from collections.abc import Iterable

from app.identity.actor import Actor, Grant
from app.identity.agencies import covers_whole_tree, is_within_any
from app.identity.models import Role

PEOPLE_ROLES = (Role.ADMIN, Role.UNIT_ADMIN)
AUDIT_ROLES = (Role.ADMIN, Role.AUDITOR)

# What a unit admin may give within the unit, and what one may hold to be in a unit admin's hands.
UNIT_ADMIN_GIVES = frozenset({Role.LEARNER, Role.SUPERVISOR})
UNIT_ADMIN_HANDLES = UNIT_ADMIN_GIVES | {Role.UNIT_ADMIN}

# These mean nothing without a subtree or a course.
BOUND_ROLES = frozenset({Role.LEARNER, Role.SUPERVISOR, Role.UNIT_ADMIN})
COURSE_ROLES = frozenset({Role.TRAINER, Role.PARTNER})
# Whoever leaves the subtree leaves these behind.
PLACED_ROLES = frozenset({Role.LEARNER, Role.SUPERVISOR, Role.UNIT_ADMIN})


def _is_admin_of_all(actor: Actor) -> bool:
    return any(covers_whole_tree(path) for path in actor.agency_paths(Role.ADMIN))


def _covers(actor: Actor, grant: Grant, *, as_unit_admin: frozenset[Role]) -> bool:
    """Whether the grant reaches no further than what the actor administers."""
    if _is_admin_of_all(actor):
        return True
    if grant.course_id is not None or grant.agency_path is None:
        return False
    if is_within_any(grant.agency_path, actor.agency_paths(Role.ADMIN)):
        return True
    return grant.role in as_unit_admin and is_within_any(
        grant.agency_path, actor.agency_paths(Role.UNIT_ADMIN)
    )


def may_give(actor: Actor, grant: Grant) -> bool:
    """Whether the actor may give or take away this role in this scope."""
    return _covers(actor, grant, as_unit_admin=UNIT_ADMIN_GIVES)


def may_handle(actor: Actor, held: Iterable[Grant]) -> bool:
    """Whether the actor may act on someone who holds these roles."""
    return all(_covers(actor, grant, as_unit_admin=UNIT_ADMIN_HANDLES) for grant in held)


def has_fitting_scope(grant: Grant) -> bool:
    """Whether the role makes sense in this scope: a course for teaching, a subtree for the rest."""
    if grant.course_id is not None:
        return grant.agency_id is None and grant.role in COURSE_ROLES
    return grant.agency_id is not None or grant.role not in BOUND_ROLES


def is_left_behind(grant: Grant, new_agency_path: str) -> bool:
    """Whether the role ends when its holder moves to the agency with this path."""
    if grant.role not in PLACED_ROLES or grant.agency_path is None:
        return False
    return not new_agency_path.startswith(grant.agency_path)
