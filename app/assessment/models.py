"""Tables of attempts and of the answers given in them.

Answer versions and starts are facts: appended once, never changed. An attempt moves from open to
submitted to closed and then never changes again; it stores the key and the pass mark it was judged
by. An answer may be here before the attempt it belongs to, so it refers to none by foreign key.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime


class AttemptState(StrEnum):
    """``submitted``: handed in, waiting for pinned answers that have not arrived. ``marking``: all
    is here and waits for a person's marks.
    """

    OPEN = "open"
    SUBMITTED = "submitted"
    MARKING = "marking"
    CLOSED = "closed"


class Attempt(Base):
    """One chance at a quiz. Its id is derived (``chances.attempt_id``), so two starts are one."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "activity_id", "chance"),
        Index("ix_attempts_person", "person_id", "activity_id"),
        Index("ix_attempts_activity", "activity_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    activity_id: Mapped[UUID] = mapped_column()
    publication_id: Mapped[str] = mapped_column(ForeignKey("publications.id"))
    chance: Mapped[int] = mapped_column(doc="1, 2, 3 …")
    seed: Mapped[str] = mapped_column(String(64))
    state: Mapped[AttemptState] = mapped_column(stored_by_value(AttemptState))
    asked: Mapped[list[dict[str, Any]]] = mapped_column(JSON, doc="quiz.Asked, in order")
    pass_mark: Mapped[int] = mapped_column(doc="Basis points")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # What the quiz demanded of time when it began (timing.Terms), and what came of it.
    terms: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    judgement: Mapped[dict[str, Any] | None] = mapped_column(JSON, doc="judging.Judged")
    # The submit that fixed the pins: {question: {command, sha256}}.
    submit_command_id: Mapped[UUID | None] = mapped_column()
    pins: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="When we received it")
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="Corrected device time")
    # The judgement: {question: {kind, points, key}} and {question: {command, score, correct}}.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    keys: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    marks: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    score: Mapped[int | None] = mapped_column(doc="Basis points, 0 to 10000")
    passed: Mapped[bool | None] = mapped_column()


class AttemptStart(Base):
    """A start command and the attempt it began or joined, with what the time rule asks of it."""

    __tablename__ = "attempt_starts"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    command_id: Mapped[UUID] = mapped_column(primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempts.id"), index=True)
    device: Mapped[str | None] = mapped_column(String(64))
    seq: Mapped[int | None] = mapped_column(BigInteger)
    occurred_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="Device clock")
    corrected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Of the permit a device started by without us; None: we saw the start.
    permit_issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    permit_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StartPermit(Base):
    """Leave to begin an attempt without us: one a chance and version, the same on every device."""

    __tablename__ = "start_permits"
    __table_args__ = (Index("ix_start_permits_person", "person_id", "enrolment_id"),)

    attempt_id: Mapped[UUID] = mapped_column(primary_key=True)
    publication_id: Mapped[str] = mapped_column(ForeignKey("publications.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    activity_id: Mapped[UUID] = mapped_column()
    chance: Mapped[int] = mapped_column()
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuizSchedule(Base):
    """When a quiz may be taken, for everybody (``agency_id`` None) or below an agency.

    The nearest agency above a learner wins, else what holds for everybody. Its id follows from the
    rest (``scheduling.schedule_id``), so there is one a course, quiz and agency.
    """

    __tablename__ = "quiz_schedules"
    __table_args__ = (Index("ix_quiz_schedules_quiz", "course_id", "activity_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    activity_id: Mapped[UUID] = mapped_column()
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id"))
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Accommodation(Base):
    """More time or more chances for one person, at one quiz or at all of a course.

    Ended, never deleted: what was granted stays on record. The reason is for course staff alone.
    """

    __tablename__ = "accommodations"
    __table_args__ = (Index("ix_accommodations_person", "person_id", "course_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), index=True)
    activity_id: Mapped[UUID | None] = mapped_column(doc="None: every quiz of the course")
    extra_time_percent: Mapped[int] = mapped_column(doc="Of the time limit, 0 to 300")
    extra_chances: Mapped[int] = mapped_column()
    reason: Mapped[str] = mapped_column(String(500))
    granted_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RulingCause(StrEnum):
    """Why a closed attempt has another result than at its close.

    ``marked``: a person marked, or marked anew, what the close or an earlier ruling left to them.
    """

    LATE_ACCEPTED = "late_accepted"
    REGRADED = "regraded"
    MARKED = "marked"


class Ruling(Base):
    """A later result of a closed attempt. Appended once; the attempt itself is unchanged.

    The standing result is the last ruling by ``number``, else the close.
    """

    __tablename__ = "rulings"
    __table_args__ = (UniqueConstraint("attempt_id", "regrade_id"),)

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, doc="1, 2, 3 … of the attempt")
    cause: Mapped[RulingCause] = mapped_column(stored_by_value(RulingCause))
    by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(500))
    # As on the attempt: {question: {command, credit}}.
    marks: Mapped[dict[str, Any]] = mapped_column(JSON)
    score: Mapped[int | None] = mapped_column(doc="Basis points; None: nothing carries points")
    passed: Mapped[bool] = mapped_column()
    regrade_id: Mapped[UUID | None] = mapped_column(ForeignKey("regrades.id"), index=True)


class RegradeMode(StrEnum):
    CURRENT_KEY = "current_key"
    FULL_CREDIT = "full_credit"
    LEAVE_OUT = "leave_out"


class Regrade(Base):
    """A question of a quiz is judged otherwise from now on: in all attempts, closed or yet to be.

    The last regrade of a question (by ``number``, counted by quiz) is the one that holds.
    """

    __tablename__ = "regrades"
    __table_args__ = (UniqueConstraint("activity_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    activity_id: Mapped[UUID] = mapped_column()
    number: Mapped[int] = mapped_column()
    question_id: Mapped[str] = mapped_column(String(170))
    mode: Mapped[RegradeMode] = mapped_column(stored_by_value(RegradeMode))
    # Whose key holds; None where no key does.
    publication_id: Mapped[str | None] = mapped_column(ForeignKey("publications.id"))
    reason: Mapped[str] = mapped_column(String(500))
    by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Attempts to judge anew when it was ordered. The job reports how far it is by its rulings.
    attempts: Mapped[int] = mapped_column()
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TaskState(StrEnum):
    """``third``: two markers were too far apart. ``dropped``: no mark is needed any more."""

    WAITING = "waiting"
    THIRD = "third"
    SETTLED = "settled"
    DROPPED = "dropped"


class MarkingTask(Base):
    """One response that a person has to mark. What it demands is fixed when it arises.

    ``id`` is random and ``queue_at`` of an anonymous task has no time of day: neither may tell
    whose response it is. A round is one go at marking; marking anew begins another.
    """

    __tablename__ = "marking_tasks"
    __table_args__ = (
        UniqueConstraint("attempt_id", "question_id"),
        Index("ix_marking_tasks_queue", "course_id", "state", "queue_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempts.id"))
    question_id: Mapped[str] = mapped_column(String(170))
    command_id: Mapped[UUID] = mapped_column(doc="The response to mark")
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), doc="Who answered")
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    activity_id: Mapped[UUID] = mapped_column()
    publication_id: Mapped[str] = mapped_column(ForeignKey("publications.id"))
    markers: Mapped[int] = mapped_column(doc="1 or 2")
    anonymous: Mapped[bool] = mapped_column()
    alias: Mapped[str] = mapped_column(String(8), doc="Of the attempt, by chance")
    queue_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[TaskState] = mapped_column(stored_by_value(TaskState))
    round: Mapped[int] = mapped_column()
    credit: Mapped[str | None] = mapped_column(String(60), doc="Settled: a fraction, 0 to 1")
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Marking(Base):
    """What one person gave a response in one round: a draft until ``submitted_at``, then a fact."""

    __tablename__ = "markings"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("marking_tasks.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    marker_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    levels: Mapped[dict[str, str]] = mapped_column(JSON, doc="{criterion: level}")
    comment: Mapped[str] = mapped_column(Text)
    credit: Mapped[str | None] = mapped_column(String(60), doc="Submitted: a fraction, 0 to 1")
    revision: Mapped[int] = mapped_column(doc="Of the draft: 1, 2, 3 …")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AnswerVersion(Base):
    """One version of an answer to one question; see ``versions`` for how they merge."""

    __tablename__ = "answer_versions"
    __table_args__ = (Index("ix_answer_versions_attempt", "attempt_id", "question_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    command_id: Mapped[UUID] = mapped_column(primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column()
    question_id: Mapped[str] = mapped_column(String(170))
    response: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64), doc="Of the command; what a pin names")
    hlc: Mapped[int] = mapped_column(BigInteger)
    replaces: Mapped[list[str]] = mapped_column(JSON, doc="Command ids of the versions it replaces")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuestionFlag(Base):
    """Ragu-ragu: the learner's own mark on a question, last by (clock, command id)."""

    __tablename__ = "question_flags"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(String(170), primary_key=True)
    flagged: Mapped[bool] = mapped_column()
    hlc: Mapped[int] = mapped_column(BigInteger)
    command_id: Mapped[UUID] = mapped_column()
