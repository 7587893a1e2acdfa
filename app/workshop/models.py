"""Tables of the course workshop."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime


class DraftState(StrEnum):
    EDITING = "editing"
    IN_REVIEW = "in_review"
    APPROVED = "approved"


class CourseDraft(Base):
    """What is being made of a course: a publication's files and what was changed of them.

    ``based_on`` None: the course was never published; ``audience_id`` is then whose subtree will
    see it. ``revision`` counts changes of any file, ``changes`` the entries of the history.
    """

    __tablename__ = "course_drafts"

    # The id in course.yaml. No foreign key: a new course has no row yet.
    course_id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    based_on: Mapped[str | None] = mapped_column(String(64), ForeignKey("publications.id"))
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id"))
    template: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[DraftState] = mapped_column(stored_by_value(DraftState))
    revision: Mapped[int] = mapped_column()
    changes: Mapped[int] = mapped_column()
    created_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DraftFile(Base):
    """A file of a draft that was changed; ``content`` None: taken away.

    ``revision`` is the draft's at the file's last change, so it never comes twice. The row stays
    when the text is as published again: its revision must not fall back.
    """

    __tablename__ = "draft_files"

    course_id: Mapped[UUID] = mapped_column(
        ForeignKey("course_drafts.course_id", ondelete="CASCADE"), primary_key=True
    )
    path: Mapped[str] = mapped_column(String(400), primary_key=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    revision: Mapped[int] = mapped_column()
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DraftChange(Base):
    """One file in one entry of a draft's history; entries are told apart by ``number``.

    An entry that concerns no file (created, published) has one row with an empty ``path``.
    """

    __tablename__ = "draft_changes"
    __table_args__ = (UniqueConstraint("course_id", "number", "path"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(
        ForeignKey("course_drafts.course_id", ondelete="CASCADE")
    )
    number: Mapped[int] = mapped_column()
    act: Mapped[str] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(String(500), doc="What it was about, e.g. a title")
    path: Mapped[str] = mapped_column(String(400))
    before: Mapped[bytes | None] = mapped_column(LargeBinary)
    after: Mapped[bytes | None] = mapped_column(LargeBinary)
    by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DraftPresence(Base):
    """Who has a draft open, and which of its files (None: the outline)."""

    __tablename__ = "draft_presences"

    course_id: Mapped[UUID] = mapped_column(
        ForeignKey("course_drafts.course_id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    path: Mapped[str | None] = mapped_column(String(400))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
