"""The door of the workshop: drafts of courses, for other rooms and upper floors."""

from app.workshop.beginning import (
    begin_edit,
    is_taken,
    mark_published,
    may_create,
    new_draft,
)
from app.workshop.drafts import Draft, base_of, changes_of, compiled, draft_for, files_of
from app.workshop.models import CourseDraft
from app.workshop.saving import Put, put_files

__all__ = [
    "CourseDraft",
    "Draft",
    "Put",
    "base_of",
    "begin_edit",
    "changes_of",
    "compiled",
    "draft_for",
    "files_of",
    "is_taken",
    "mark_published",
    "may_create",
    "new_draft",
    "put_files",
]
