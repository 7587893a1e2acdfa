"""Facts that the catalogue announces. Reactions run in the same transaction (see kit.events)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CoursePublished:
    """New learners of the course now get this publication."""

    course_id: UUID
    slug: str
    publication_id: str
    version: int
    published_at: datetime
