"""The actor: who asks, with which roles, over which agencies and courses.

Pure values. Queries take an Actor and put visibility into their WHERE clause; policies are
predicates on it.
"""

from dataclasses import dataclass
from uuid import UUID

from app.identity.agencies import WHOLE_TREE, path_ids
from app.identity.models import Role

# Without an agency these reach over the whole tree; the others then reach over nothing.
UNBOUNDED_ROLES = frozenset({Role.ADMIN, Role.AUDITOR, Role.OPERATOR})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that is in force now. ``agency_path`` is the path of ``agency_id``, if that is set."""

    role: Role
    agency_id: UUID | None
    agency_path: str | None
    course_id: UUID | None

    @property
    def subtree(self) -> str | None:
        """Path of the subtree the role reaches over; None if it reaches over courses or nothing."""
        if self.course_id is not None:
            return None
        if self.agency_path is None and self.role in UNBOUNDED_ROLES:
            return WHOLE_TREE
        return self.agency_path


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, as loaded with the session or token of this request."""

    person_id: UUID
    name: str
    agency_id: UUID
    agency_path: str
    time_zone: str
    language: str
    must_change_password: bool
    grants: tuple[Grant, ...]

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds one of the roles in any scope."""
        return any(grant.role in roles for grant in self.grants)

    def agency_paths(self, *roles: Role) -> tuple[str, ...]:
        """Paths of the subtrees over which the actor holds one of the roles; "/" is everything."""
        return tuple(
            path
            for grant in self.grants
            if grant.role in roles and (path := grant.subtree) is not None
        )

    def course_ids(self, *roles: Role) -> frozenset[UUID]:
        """Courses over which the actor holds one of the roles."""
        return frozenset(
            grant.course_id
            for grant in self.grants
            if grant.role in roles and grant.course_id is not None
        )

    def teaches(self, course_id: UUID) -> bool:
        """Whether the actor works on the course: its trainer or partner lecturer, or an admin."""
        return self.has(Role.ADMIN) or course_id in self.course_ids(Role.TRAINER, Role.PARTNER)

    @property
    def ancestor_ids(self) -> tuple[UUID, ...]:
        """The actor's agency and every agency above it, topmost first."""
        return path_ids(self.agency_path)
