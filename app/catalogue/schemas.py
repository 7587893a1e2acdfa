"""Shapes of the catalogue at the HTTP edge."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.catalogue.models import CourseOrigin
from app.catalogue.statuses import CourseStatus


class AudienceAgency(BaseModel):
    """The agency whose subtree sees a course."""

    id: UUID
    name: str


class CourseAdminRead(BaseModel):
    """A course as admins see it. ``version`` 0: not published; ``audience`` null: everyone."""

    id: UUID
    slug: str
    title: str
    topic: str
    jp: int
    status: CourseStatus
    origin: CourseOrigin
    version: int
    updated_at: datetime
    audience: AudienceAgency | None


class AudienceChange(BaseModel):
    """``agency`` null opens the course to everyone."""

    model_config = ConfigDict(extra="forbid")

    agency: UUID | None
