"""Who reads a bank and who edits it (pure).

A course's bank is in the hands of those who teach the course. An agency's bank is edited by its
admins and read by trainers and unit admins of everything below it. Partners see their own courses'
banks alone; learners, auditors and operators none: keys are in them.
"""

from dataclasses import dataclass
from uuid import UUID

from app.identity.actor import Actor
from app.identity.agencies import covers_whole_tree, is_within_any
from app.identity.models import Role

STAFF = (Role.TRAINER, Role.PARTNER, Role.UNIT_ADMIN, Role.ADMIN)
TEACHERS = (Role.TRAINER, Role.PARTNER)
AGENCY_READERS = (Role.TRAINER, Role.UNIT_ADMIN, Role.ADMIN)
AGENCY_EDITORS = (Role.UNIT_ADMIN, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a bank is: a course's, an agency's (with its path), or the house's (neither)."""

    course_id: UUID | None
    agency_id: UUID | None
    agency_path: str | None


def may_edit(actor: Actor, owner: Owner) -> bool:
    if owner.course_id is not None:
        return actor.teaches(owner.course_id)
    subtrees = actor.agency_paths(*AGENCY_EDITORS)
    if owner.agency_path is None:
        return any(covers_whole_tree(path) for path in subtrees)
    return is_within_any(owner.agency_path, subtrees)


def may_read(actor: Actor, owner: Owner) -> bool:
    """The same as ``queries.reading.visible_to``, for an owner at hand."""
    if may_edit(actor, owner):
        return True
    if owner.course_id is not None or not actor.has(*AGENCY_READERS):
        return False
    return owner.agency_id is None or owner.agency_id in actor.ancestor_ids
