"""Tables of weights, and of what staff did to single grades.

Acts are facts: appended once, never changed. What they bring about (an exemption, an outcome) is
learning's; here stands who did it, when and why.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime


class ActKind(StrEnum):
    EXCUSED = "excused"
    EXCUSE_WITHDRAWN = "excuse_withdrawn"
    OVERRIDDEN = "overridden"
    OVERRIDE_WITHDRAWN = "override_withdrawn"


class GradeWeight(Base):
    """How much an activity counts in its course, where it is not the usual."""

    __tablename__ = "grade_weights"

    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    weight: Mapped[int] = mapped_column(doc="0 to 100, against the other activities' weights")
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class GradeAct(Base):
    """Staff excused a learner from an activity or set its result, or took either back."""

    __tablename__ = "grade_acts"
    __table_args__ = (UniqueConstraint("enrolment_id", "activity_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    activity_id: Mapped[UUID] = mapped_column()
    number: Mapped[int] = mapped_column(doc="1, 2, 3 … of the activity and learner")
    kind: Mapped[ActKind] = mapped_column(stored_by_value(ActKind))
    score: Mapped[int | None] = mapped_column(doc="Basis points, of an override")
    passed: Mapped[bool | None] = mapped_column(doc="Of an override")
    pass_mark: Mapped[int | None] = mapped_column(doc="Basis points, as it was then")
    reason: Mapped[str] = mapped_column(String(500))
    by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
