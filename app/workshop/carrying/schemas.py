"""Shapes of bringing courses in at the HTTP edge."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.kit.text import CleanLine


class ImportFinding(BaseModel):
    """What is to be mended before publishing; ``path`` within the draft."""

    path: str
    line: int
    code: str
    what: str
    instead: str


class MediaMissing(BaseModel):
    """A sound, film or document that the draft's text shows and this server does not have.

    It comes by sending the very file; ``path`` is its pointer, ``bytes`` what it weighs.
    """

    path: str
    sha256: str
    title: str
    media_type: str
    bytes: int


class MediaMissingList(BaseModel):
    """In the order of their paths."""

    items: list[MediaMissing]


class MissingSent(BaseModel):
    """An upload that may be one of the files that are missing."""

    model_config = ConfigDict(extra="forbid")

    upload: UUID


class CourseZip(BaseModel):
    """What a course weighs as a zip: ``bytes`` without media, ``media_bytes`` more with them.

    ``media``: how many files these are; ``missing``: how many more this server does not have.
    """

    bytes: int
    media_bytes: int
    media: int
    missing: int


class ImportWish(BaseModel):
    """A file that was uploaded for it. ``title``: of a course made of Markdown. ``audience``: the
    agency whose subtree will see a new course. ``into``: into the draft of the course, if it is
    here.
    """

    model_config = ConfigDict(extra="forbid")

    upload: UUID
    title: Annotated[CleanLine, Field(max_length=120)] = ""
    audience: UUID | None = None
    into: bool = False


class CourseImported(BaseModel):
    """The draft a file became. ``created`` False: its text went into the draft that was there.

    ``left_out``: names in the file that are no part of a course. ``media``: how many sounds, films
    and documents are kept for it now; ``missing``: those that are not here. ``published``: exactly
    this is published here already.
    """

    id: UUID
    slug: str
    title: str
    created: bool
    files: int
    left_out: list[str]
    media: int
    missing: list[MediaMissing]
    findings: list[ImportFinding]
    published: bool
