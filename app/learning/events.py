"""Facts that learning announces. Reactions run in the same transaction (see kit.events)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CourseCompleted:
    """Everything required is met. ``finished_at`` is corrected device time, for reports only."""

    enrolment_id: UUID
    person_id: UUID
    course_id: UUID
    publication_id: str
    completed_at: datetime
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class CompletionWithdrawn:
    """A completion no longer holds, e.g. after a regrade; ``reason`` is a slug for the record."""

    enrolment_id: UUID
    person_id: UUID
    course_id: UUID
    withdrawn_at: datetime
    reason: str
