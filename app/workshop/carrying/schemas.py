"""Shapes of bringing courses in at the HTTP edge."""

from uuid import UUID

from pydantic import BaseModel


class ImportFinding(BaseModel):
    """What is to be mended before publishing; ``path`` within the draft."""

    path: str
    line: int
    code: str
    what: str
    instead: str


class CourseImported(BaseModel):
    """The draft a file became. ``created`` False: its text went into the draft that was there.

    ``left_out``: names in the file that are no part of a course. ``published``: exactly this is
    published here already.
    """

    id: UUID
    slug: str
    title: str
    created: bool
    files: int
    left_out: list[str]
    findings: list[ImportFinding]
    published: bool
