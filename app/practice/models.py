"""The table of what was done in practice.

Steps are facts: appended once, never changed. What a learner sees of an activity (its runs, where
to go on, the best result) is a function of the set of its steps, whatever order they came in.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.database import Base, UtcDateTime


class PracticeStep(Base):
    """One step, or the finish, of one run of one activity, by the command that told of it."""

    __tablename__ = "practice_steps"
    __table_args__ = (
        Index("ix_practice_steps_activity", "enrolment_id", "activity_id"),
        Index("ix_practice_steps_run", "run_id", "kind"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    command_id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    activity_id: Mapped[UUID] = mapped_column()
    run_id: Mapped[UUID] = mapped_column(doc="Made by the client: a fresh one for each try")
    # The version whose page it was done on: a run begun before a new version is judged by its own.
    publication_id: Mapped[str] = mapped_column(ForeignKey("publications.id"))
    kind: Mapped[str] = mapped_column(String(32), doc="Of the command")
    step: Mapped[dict[str, Any]] = mapped_column(JSON, doc="In the shape of its kind")
    hlc: Mapped[int] = mapped_column(BigInteger)
    done_at: Mapped[datetime] = mapped_column(UtcDateTime, doc="Corrected device time")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
