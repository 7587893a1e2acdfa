"""Tables of the studio."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.database import Base, UtcDateTime


class QuizDraft(Base):
    """What somebody is making of a published quiz; it replaces one file of the course's sources.

    ``source`` is the whole ``<quiz>.yaml`` as values; ``revision`` counts its savings, so that two
    editors cannot overwrite each other; ``based_on`` is the publication it was begun from.
    """

    __tablename__ = "quiz_drafts"

    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    source: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column()
    based_on: Mapped[str] = mapped_column(String(64), ForeignKey("publications.id"))
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
