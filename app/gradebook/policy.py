"""Who reads which learners' grades, who changes them, who weighs. Pure."""

from dataclasses import dataclass
from uuid import UUID

from app.identity.actor import Actor
from app.identity.agencies import WHOLE_TREE, covers_whole_tree, is_within_any
from app.identity.models import Role


@dataclass(frozen=True, slots=True)
class Sight:
    """Over which agencies' people an actor reads, and changes, grades of a course."""

    reads: tuple[str, ...]
    changes: tuple[str, ...]
    weighs: bool

    @property
    def is_whole(self) -> bool:
        return any(covers_whole_tree(path) for path in self.reads)

    def may_change(self, agency_path: str) -> bool:
        return is_within_any(agency_path, self.changes)


def sight_of(actor: Actor, course_id: UUID) -> Sight:
    """Trainers and partners: all their course's learners. Admins, unit admins and auditors: the
    people of their agencies, in any course; of these only admins change anything.
    """
    if course_id in actor.course_ids(Role.TRAINER, Role.PARTNER):
        return Sight((WHOLE_TREE,), (WHOLE_TREE,), weighs=True)
    administers = actor.agency_paths(Role.ADMIN)
    return Sight(
        actor.agency_paths(Role.ADMIN, Role.UNIT_ADMIN, Role.AUDITOR),
        administers,
        weighs=any(covers_whole_tree(path) for path in administers),
    )
