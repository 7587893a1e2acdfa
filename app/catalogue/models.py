"""Tables of courses and publications.

A publication never changes: no code updates its documents, and the database refuses (see the
migration). A course's row only points at the publication that new learners get.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.catalogue.statuses import CourseStatus
from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime


class CourseOrigin(StrEnum):
    """Who owns the course's text: ``content publish`` skips what belongs to the studio."""

    FILES = "files"
    STUDIO = "studio"


class Course(Base):
    __tablename__ = "courses"

    id: Mapped[UUID] = mapped_column(primary_key=True, doc="The id in course.yaml; never changes")
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    status: Mapped[CourseStatus] = mapped_column(stored_by_value(CourseStatus))
    origin: Mapped[CourseOrigin] = mapped_column(stored_by_value(CourseOrigin))
    # What new learners are pinned to. Nullable only between the two inserts of a first publish.
    publication_id: Mapped[str | None] = mapped_column(String(64))
    # The subtree of agencies that sees the course; None: everyone here.
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id"))
    search_text: Mapped[str] = mapped_column(default="", doc="Casefolded titles, summary, topics")
    topic: Mapped[str] = mapped_column(String(64), default="", index=True)
    jp: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Publication(Base):
    """An immutable version of a course. ``id`` is the sha256 (hex) of both documents."""

    __tablename__ = "publications"
    __table_args__ = (UniqueConstraint("course_id", "version"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), index=True)
    version: Mapped[int] = mapped_column(doc="1, 2, 3 … within the course; shown to people")
    # Shapes: app.catalogue.document.PublicDocument and PrivateDocument.
    public_document: Mapped[dict[str, Any]] = mapped_column(JSON)
    private_document: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[UUID | None] = mapped_column()
    note: Mapped[str | None] = mapped_column(String(500), doc="What changed, in the editor's words")


class PublicationSources(Base):
    """The files a publication was made of, for making the next one (``compiler.archive``).

    Two sets of files may make one publication, e.g. when only a comment differs: the newer is kept.
    """

    __tablename__ = "publication_sources"

    publication_id: Mapped[str] = mapped_column(ForeignKey("publications.id"), primary_key=True)
    archive: Mapped[bytes] = mapped_column(LargeBinary)


class Asset(Base):
    """A picture or file of a lesson, by content hash; served immutable at /berkas/{hash}."""

    __tablename__ = "assets"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(LargeBinary)
