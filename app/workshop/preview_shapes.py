"""Shapes of the check and the preview at the HTTP edge."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.kit.text import CleanLine
from app.workshop.schemas import Asked, FileText


class CourseFinding(BaseModel):
    """``field`` as ``text.id.title``; null in a lesson's text and where no field can be named."""

    path: str
    line: int
    field: str | None
    code: str
    what: str
    instead: str


class FileDifference(BaseModel):
    path: str
    kind: Literal["added", "changed", "removed"]


class CourseDraftCheck(BaseModel):
    """``anew``: how many activities were compiled anew; the others are as published."""

    revision: int
    findings: list[CourseFinding]
    changed: list[FileDifference]
    anew: int


class PreviewWish(Asked):
    path: Annotated[CleanLine, Field(min_length=1, max_length=400)]
    text: FileText


class PictureWeight(BaseModel):
    src: str
    bytes: int


class TextWeight(BaseModel):
    """Bytes on the wire. ``total_bytes``: the text and its pictures; ``media_bytes``: what is
    fetched only when it is played or opened. ``seconds_400``: the total at 400 kbit/s.
    """

    html_bytes: int
    pictures: list[PictureWeight]
    media_bytes: int
    total_bytes: int
    seconds_400: float


class TextPreview(BaseModel):
    """``html`` null: what is wrong must be mended before there is anything to show."""

    html: str | None
    title: str
    summary: str
    minutes: int | None
    words: int
    findings: list[CourseFinding]
    weight: TextWeight
