"""Tables of reviewing and publishing drafts. All of them go when their draft goes."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime


class ReviewAct(StrEnum):
    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    RETURNED = "returned"
    SCHEDULED = "scheduled"
    UNSCHEDULED = "unscheduled"
    PUBLISHED = "published"


class ReviewStep(Base):
    """One step of a draft on its way; never changed. ``revision``: the draft's at that moment."""

    __tablename__ = "review_steps"
    __table_args__ = (Index("ix_review_steps_course", "course_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(
        ForeignKey("course_drafts.course_id", ondelete="CASCADE")
    )
    act: Mapped[ReviewAct] = mapped_column(stored_by_value(ReviewAct))
    revision: Mapped[int] = mapped_column()
    version: Mapped[int | None] = mapped_column(doc="What was published by this step")
    note: Mapped[str] = mapped_column(Text)
    by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DraftComment(Base):
    """A remark on a line of a file, on a file (``line`` None) or on the course (``path`` None).

    ``quote`` is the line's text then: the line is found again by it when the text has moved.
    A reply names its thread and stands where that stands; only threads are resolved.
    """

    __tablename__ = "draft_comments"
    __table_args__ = (
        Index("ix_draft_comments_course", "course_id", "thread_id", "id"),
        Index("ix_draft_comments_thread", "thread_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(
        ForeignKey("course_drafts.course_id", ondelete="CASCADE")
    )
    thread_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("draft_comments.id", ondelete="CASCADE")
    )
    path: Mapped[str | None] = mapped_column(String(400))
    line: Mapped[int | None] = mapped_column()
    quote: Mapped[str] = mapped_column(String(400))
    body: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column()
    by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ScheduledPublish(Base):
    """A draft's revision that is to be published at ``at``; ``failure`` says why it was not."""

    __tablename__ = "scheduled_publishes"

    course_id: Mapped[UUID] = mapped_column(
        ForeignKey("course_drafts.course_id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    revision: Mapped[int] = mapped_column()
    note: Mapped[str] = mapped_column(String(500))
    reason: Mapped[str | None] = mapped_column(String(500), doc="Why an admin skips the review")
    by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failure: Mapped[str | None] = mapped_column(String(64), doc="Slug of the problem")
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
