"""Tables of a course's figures, of learners' ratings and of the mistakes they report."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime


class ReportKind(StrEnum):
    """What is wrong with a passage, in the reporter's view."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    UNCLEAR = "unclear"
    BROKEN = "broken"
    OTHER = "other"


class ReportState(StrEnum):
    """``answered``: the reporter was told something. ``closed``: done with, and nothing was."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class CourseFigures(Base):
    """Counts by agency and activity, worked out now and then by a chore: see ``measuring``."""

    __tablename__ = "course_figures"

    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    measured_at: Mapped[datetime] = mapped_column(UtcDateTime)
    counted_to: Mapped[datetime] = mapped_column(UtcDateTime, doc="What moved later may be missing")
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, doc="Not measured again before then")
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, doc="Shape: figures.Figures")


class CourseRating(Base):
    """A learner's own judgement of one version of a course."""

    __tablename__ = "course_ratings"
    __table_args__ = (
        UniqueConstraint("person_id", "publication_id"),
        Index("ix_course_ratings_course_at", "course_id", "at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    publication_id: Mapped[str] = mapped_column(ForeignKey("publications.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(doc="Of the publication; shown to people")
    stars: Mapped[int] = mapped_column(doc="1 to 5")
    words: Mapped[str] = mapped_column(String(1000))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ContentReport(Base):
    """Somebody found a mistake in an activity. The text of then is quoted: it may change."""

    __tablename__ = "content_reports"
    __table_args__ = (
        Index("ix_content_reports_course_state", "course_id", "state", "id"),
        Index("ix_content_reports_person", "person_id", "course_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    publication_id: Mapped[str] = mapped_column(ForeignKey("publications.id"))
    activity_id: Mapped[UUID] = mapped_column()
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    block: Mapped[str | None] = mapped_column(String(120), doc="Anchor; None: the whole activity")
    quote: Mapped[str] = mapped_column(String(300), doc="How the block begins; empty for the whole")
    kind: Mapped[ReportKind] = mapped_column(stored_by_value(ReportKind))
    words: Mapped[str] = mapped_column(String(2000))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[ReportState] = mapped_column(stored_by_value(ReportState))
    answer: Mapped[str | None] = mapped_column(String(2000))
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
