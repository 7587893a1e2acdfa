"""Facts that the workshop announces. Reactions run in the same transaction (see kit.events)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """Files of a draft changed. ``was``: its state before
    (``editing``, ``in_review`` or ``approved``); it is being edited now."""

    course_id: UUID
    revision: int
    paths: tuple[str, ...]
    was: str
    by: UUID
    at: datetime
