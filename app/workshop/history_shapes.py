"""Shapes of the history at the HTTP edge."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.workshop.schemas import Asked, DraftOutline


class HistoryRow(BaseModel):
    """One entry; ``note`` says what it was about, ``paths`` which files it changed."""

    number: int
    act: str
    note: str | None
    paths: list[str]
    by: str
    at: datetime


class HistoryFile(BaseModel):
    """Unified differences: each line begins with a space, ``+``, ``-`` or ``@``. Empty for what is
    no text.
    """

    path: str
    kind: Literal["added", "changed", "removed"]
    lines: list[str]


class HistoryEntry(HistoryRow):
    files: list[HistoryFile]


class CourseVersion(BaseModel):
    version: int
    published_at: datetime
    published_by: str | None
    note: str | None


class CourseVersions(BaseModel):
    items: list[CourseVersion]


class RollbackWish(Asked):
    version: Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]


class RebaseWish(Asked):
    """``choices``: by path of a conflict, whose text stays."""

    choices: dict[str, Literal["mine", "theirs"]] = Field(default_factory=dict, max_length=500)


class FileConflict(BaseModel):
    """A file that both changed; null: taken away, or no text."""

    path: str
    mine: str | None
    theirs: str | None


class DraftRebased(BaseModel):
    """``outline`` null: there are conflicts without a choice, and nothing was changed."""

    conflicts: list[FileConflict]
    outline: DraftOutline | None
