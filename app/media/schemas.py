"""Uploads at the HTTP edge."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from app.media.limits import UploadState


class Variant(BaseModel):
    """One width of a picture."""

    sha256: str
    width: int
    height: int
    bytes: int


class UploadResult(BaseModel):
    """What was found and made. ``media`` is the sha256 of the (largest) file."""

    media: str
    kind: Literal["picture", "sound", "film", "document", "captions", "archive", "text"]
    media_type: str
    bytes: int
    width: int | None
    height: int | None
    seconds: int | None
    pages: int | None
    variants: list[Variant]


class UploadRead(BaseModel):
    """An upload: ``offset`` bytes of ``length`` have arrived; ``progress`` is of what follows.

    ``reason`` says in words why it was refused, ``code`` the same for programs.
    """

    id: UUID
    name: str
    course: UUID | None
    purpose: Literal["asset", "import"]
    length: int
    offset: int
    state: UploadState
    progress: int
    reason: str | None
    code: str | None
    result: UploadResult | None
    created_at: datetime
    expires_at: datetime


class UploadList(BaseModel):
    """Your uploads to a course of the last seven days, the newest first; at most 100."""

    items: list[UploadRead]
