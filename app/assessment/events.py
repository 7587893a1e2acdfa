"""Facts that assessment announces."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AttemptJudged:
    """An attempt has a result, or another one than before: closed, marked, accepted, regraded."""

    attempt_id: UUID
    person_id: UUID
    enrolment_id: UUID
    activity_id: UUID
    publication_id: str
    at: datetime
