"""Tables of statistics: what is due, what each attempt added, and the running sums.

All of it is derived: ``lentera statistics rebuild`` makes it anew from the attempts. A sum that
came to nothing has no row. JSON holds whole numbers of any size (see ``tallies``).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime


class Scope(StrEnum):
    """``first``: the first closed attempt of each enrolment; later ones know the questions."""

    FIRST = "first"
    ALL = "all"


class StatisticsDue(Base):
    """An attempt has a result that is not in the sums yet. Only ever inserted by a close, so that
    many closes at once wait for nothing; several rows an attempt do no harm.
    """

    __tablename__ = "statistics_due"
    __table_args__ = (Index("ix_statistics_due_activity", "activity_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    activity_id: Mapped[UUID] = mapped_column()
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempts.id"))


class StatisticsHead(Base):
    """One row a quiz: whoever folds holds its lock."""

    __tablename__ = "statistics_heads"

    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    folded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AttemptContribution(Base):
    """What an attempt has added, to be taken away again when its result changes."""

    __tablename__ = "attempt_contributions"
    __table_args__ = (
        Index("ix_attempt_contributions_enrolment", "activity_id", "enrolment_id", "chance"),
    )

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    activity_id: Mapped[UUID] = mapped_column()
    enrolment_id: Mapped[UUID] = mapped_column()
    chance: Mapped[int] = mapped_column()
    is_first: Mapped[bool] = mapped_column(doc="Counted in the scope of first attempts")
    contribution: Mapped[dict[str, Any]] = mapped_column(JSON, doc="contributing.to_json")


class QuizTally(Base):
    """Sums of a quiz, by the plan its attempts were drawn by."""

    __tablename__ = "quiz_tallies"

    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[Scope] = mapped_column(stored_by_value(Scope), primary_key=True)
    layout: Mapped[str] = mapped_column(String(16), primary_key=True)
    tally: Mapped[dict[str, int]] = mapped_column(JSON)
    latest_at: Mapped[datetime] = mapped_column(UtcDateTime, doc="Last close among its attempts")


class QuestionTally(Base):
    """Sums of one version of a question in one quiz."""

    __tablename__ = "question_tallies"
    __table_args__ = (Index("ix_question_tallies_question", "question_id", "scope"),)

    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[Scope] = mapped_column(stored_by_value(Scope), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(170), primary_key=True)
    version: Mapped[str] = mapped_column(String(16), primary_key=True, doc="plan.version_of")
    tally: Mapped[dict[str, int]] = mapped_column(JSON)
    latest_at: Mapped[datetime] = mapped_column(UtcDateTime, doc="Last close among its attempts")


class AnswerTally(Base):
    """Sums of one answer to one version of a question; "" is no answer."""

    __tablename__ = "answer_tallies"
    __table_args__ = (
        Index(
            "ix_answer_tallies_common", "activity_id", "scope", "question_id", "version", "count"
        ),
    )

    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    scope: Mapped[Scope] = mapped_column(stored_by_value(Scope), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(170), primary_key=True)
    version: Mapped[str] = mapped_column(String(16), primary_key=True)
    answer: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int] = mapped_column()
    tally: Mapped[dict[str, int]] = mapped_column(JSON)
