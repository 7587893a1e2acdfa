"""Tables of worksheets: what a learner wrote, for the learner alone."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.database import Base, UtcDateTime

# The place of the only thing the server knows of a log that stays on the device: its days.
DAYS_KEY = "days"


class WorksheetValue(Base):
    """The text of one field: heads only; history is in commands. Last by (clock, command id).

    Of a private log there is one row, ``DAYS_KEY``, with the greatest number of days told.
    """

    __tablename__ = "worksheet_values"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    text: Mapped[str] = mapped_column()
    met: Mapped[bool] = mapped_column(doc="Whether a valid value was ever here")
    hlc: Mapped[int] = mapped_column(BigInteger)
    command_id: Mapped[UUID] = mapped_column()
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
