"""Tables of enrolments, device commands and what is derived from them.

Commands are facts: appended once, never changed. Everything else here is a projection of them and
of outcomes, kept in the same transaction, and equal to a replay.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.identity.models import stored_by_value
from app.kit.database import Base, UtcDateTime
from app.learning.statuses import EnrolmentStatus, ExemptionCause, OutcomeForce, OutcomeState


class Enrolment(Base):
    """A person takes a course. Pins the publication that was current when it began."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id"),
        Index("ix_enrolments_person_updated", "person_id", "updated_at"),
        Index("ix_enrolments_course_updated", "course_id", "updated_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"), index=True)
    publication_id: Mapped[str] = mapped_column(ForeignKey("publications.id"))
    status: Mapped[EnrolmentStatus] = mapped_column(stored_by_value(EnrolmentStatus))
    enrolled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What the completion was judged by: a move to a newer version must not withdraw it.
    completed_publication_id: Mapped[str | None] = mapped_column(ForeignKey("publications.id"))
    # The version the learner chose not to move to: until a later one comes, they are not asked.
    declined_version: Mapped[int | None] = mapped_column()
    # Rollups: required activities met and in all, for lists that must not recount.
    activities_done: Mapped[int] = mapped_column(default=0)
    activities_required: Mapped[int] = mapped_column(default=0)
    # Where to resume, the last by (hlc, command id) over the course's activities.
    resume_activity_id: Mapped[UUID | None] = mapped_column()
    resume_hlc: Mapped[int] = mapped_column(BigInteger, default=0)
    resume_command_id: Mapped[UUID | None] = mapped_column()
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def declines(self, version: int) -> bool:
        return self.declined_version is not None and version <= self.declined_version


class CommandLog(Base):
    """One row a person, locked first by every batch: cursors have no gaps and batches no races."""

    __tablename__ = "command_logs"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    last_cursor: Mapped[int] = mapped_column(BigInteger, default=0)
    last_hlc: Mapped[int] = mapped_column(BigInteger, default=0, doc="Greatest clock stored")


class Command(Base):
    """A stored command of a device, or of the server acting for a form without JavaScript."""

    __tablename__ = "commands"
    __table_args__ = (
        UniqueConstraint("person_id", "cursor"),
        Index("ix_commands_enrolment", "enrolment_id", "activity_id"),
        Index("ix_commands_attempt", "person_id", "attempt_id", "kind"),
    )

    # Unique per person, not globally: another person's id must be neither a refusal nor an oracle.
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, doc="UUIDv7 made by the client")
    cursor: Mapped[int] = mapped_column(BigInteger, doc="1, 2, 3 … per person, order of receipt")
    device: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int] = mapped_column(BigInteger, doc="Counts per device; gaps are flagged")
    hlc: Mapped[int] = mapped_column(BigInteger, doc="Hybrid logical clock: ms << 16 | counter")
    kind: Mapped[str] = mapped_column(String(32))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64), doc="sha256 of RFC 8785 JSON")
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime, doc="Device clock, as it said")
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, doc="Device clock at the push")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    receipt: Mapped[str] = mapped_column(String(16))
    enrolment_id: Mapped[UUID | None] = mapped_column()
    activity_id: Mapped[UUID | None] = mapped_column()
    attempt_id: Mapped[UUID | None] = mapped_column()
    # None: accepted. Else the slug of the problem by which lane B refused it for good.
    refused: Mapped[str | None] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]] = mapped_column(JSON, doc="What the kind said: told again")


class QuarantinedCommand(Base):
    """A command whose id was used before with other content: kept for inspection, never applied."""

    __tablename__ = "quarantined_commands"

    # The same stranger sent again is the same row.
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    command_id: Mapped[UUID] = mapped_column(primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    command: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ActivityState(Base):
    """Progress in one activity: a projection of commands and of the current outcome."""

    __tablename__ = "activity_states"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="Earliest")
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="Earliest")
    # Furthest = max, in thousandths of the activity. Spot = last by (hlc, command id).
    furthest: Mapped[int] = mapped_column(default=0)
    spot: Mapped[str | None] = mapped_column(String(120), doc="Anchor of a block, e.g. b12")
    spot_hlc: Mapped[int] = mapped_column(BigInteger, default=0)
    spot_command_id: Mapped[UUID | None] = mapped_column()
    # The outcome in force (see Outcome); copied here so that lists need no join.
    outcome_state: Mapped[OutcomeState | None] = mapped_column(stored_by_value(OutcomeState))
    score: Mapped[int | None] = mapped_column(doc="Basis points, 0 to 10000")
    pass_mark: Mapped[int | None] = mapped_column(doc="Basis points")
    chances_left: Mapped[int | None] = mapped_column(doc="None: unlimited")


class Outcome(Base):
    """What an activity reported to learning. Append-only; a later one supersedes an earlier."""

    __tablename__ = "outcomes"
    __table_args__ = (Index("ix_outcomes_enrolment_activity", "enrolment_id", "activity_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    activity_id: Mapped[UUID] = mapped_column()
    # What it speaks of, e.g. an attempt's id: an outcome supersedes those of the same source.
    source_id: Mapped[UUID] = mapped_column()
    state: Mapped[OutcomeState] = mapped_column(stored_by_value(OutcomeState))
    score: Mapped[int | None] = mapped_column(doc="Basis points, 0 to 10000")
    pass_mark: Mapped[int | None] = mapped_column(doc="Basis points")
    chances_left: Mapped[int | None] = mapped_column(doc="None: unlimited")
    force: Mapped[OutcomeForce] = mapped_column(
        stored_by_value(OutcomeForce), default=OutcomeForce.REPORTED
    )
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("outcomes.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Exemption(Base):
    """A learner need not do an activity: by a passed *Uji cepat*, or excused by staff.

    Withdrawn, never deleted. What is exempt more than once stays so until the last is withdrawn.
    """

    __tablename__ = "exemptions"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "activity_id", "cause", "source_id"),
        Index("ix_exemptions_source", "source_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    activity_id: Mapped[UUID] = mapped_column()
    cause: Mapped[ExemptionCause] = mapped_column(stored_by_value(ExemptionCause))
    # What it rests on, e.g. an attempt; of an excuse, what the excuser calls it.
    source_id: Mapped[UUID] = mapped_column()
    reason: Mapped[str] = mapped_column(String(500))
    by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), doc="None: by the rules")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PrivateNote(Base):
    """A learner's note or reflection on a block of a lesson: heads only; history is in commands.

    Read by its owner alone.
    """

    __tablename__ = "private_notes"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    activity_id: Mapped[UUID] = mapped_column(primary_key=True)
    block: Mapped[str] = mapped_column(String(120), primary_key=True)
    text: Mapped[str] = mapped_column()
    hlc: Mapped[int] = mapped_column(BigInteger)
    command_id: Mapped[UUID] = mapped_column()


class DeviceKey(Base):
    """The public half of a device's signing key, an ECDSA P-256 point; never replaced."""

    __tablename__ = "device_keys"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    device: Mapped[str] = mapped_column(String(64), primary_key=True)
    x: Mapped[str] = mapped_column(String(43), doc="base64url, as in a JWK")
    y: Mapped[str] = mapped_column(String(43))
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HandedOver(Base):
    """What became of a command that somebody carried here in a file; told at the next pull."""

    __tablename__ = "handed_over"
    __table_args__ = (Index("ix_handed_over_device", "person_id", "device", "received_at"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    command_id: Mapped[UUID] = mapped_column(primary_key=True)
    device: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16), doc="stored, duplicate or rejected")
    receipt: Mapped[str | None] = mapped_column(String(16))
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    carried_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ConnectionEvent(Base):
    """A device saw the network go or come back, by its own clock: for the incident paper alone."""

    __tablename__ = "connection_events"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    device: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    online: Mapped[bool] = mapped_column()
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
