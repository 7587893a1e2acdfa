"""Shapes of learning at the HTTP edge."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from app.kit.text import CleanText


def _plausible(moment: datetime) -> datetime:
    """A phone may think it is 1970; beyond these years no arithmetic is possible."""
    if not 1970 <= moment.year < 2200:
        raise ValueError("Must lie between 1970 and 2200")
    return moment


DeviceTime = Annotated[AwareDatetime, AfterValidator(_plausible)]


class EnrolmentCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    course: Annotated[CleanText, Field(max_length=80, description="Slug of the course")]


class EnrolmentRead(BaseModel):
    id: UUID
    course: str
    status: Literal["active", "completed", "withdrawn"]
    enrolled_at: datetime
    completed_at: datetime | None
    version: int


class CommandIn(BaseModel):
    """One command of a device. Checked one by one: a bad one never spoils its neighbours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID
    seq: Annotated[int, Field(ge=0, le=2**53 - 1)]
    hlc: Annotated[str, Field(max_length=24, description="<unix ms>.<counter>")]
    kind: Annotated[CleanText, Field(max_length=32)]
    occurred_at: DeviceTime
    payload: dict[str, Any]


class ConnectionNote(BaseModel):
    """The device saw the network go (0) or come back (1), by its own clock."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: DeviceTime
    online: Annotated[int, Field(strict=True, ge=0, le=1)]


class Push(BaseModel):
    """A batch from one device: at most 100 commands and 256 kB.

    ``connection``: notes for the incident paper; they decide nothing.
    """

    model_config = ConfigDict(extra="forbid")

    device: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
    sent_at: DeviceTime
    commands: Annotated[list[dict[str, Any]], Field(max_length=100)]
    connection: Annotated[list[ConnectionNote], Field(max_length=100)] = Field(default_factory=list)


class CommandProblem(BaseModel):
    type: str
    title: str
    status: int
    detail: str


class CommandResult(BaseModel):
    """One result a command, in the batch's order.

    ``rejected``: never to be accepted as it is, with words why. ``answer``: what the kind says.
    """

    id: str | None
    status: Literal["stored", "duplicate", "rejected"]
    receipt: str | None
    sha256: str | None
    problem: CommandProblem | None
    answer: dict[str, Any]


class PushResult(BaseModel):
    received_at: datetime
    cursor: int
    results: list[CommandResult]


class StoredCommand(BaseModel):
    cursor: int
    id: UUID
    device: str
    seq: int
    hlc: str
    kind: str
    payload: dict[str, Any]
    occurred_at: datetime
    received_at: datetime
    receipt: str
    refused: str | None


class OutcomeRead(BaseModel):
    state: Literal["waiting", "not_passed", "passed"]
    score: Annotated[int | None, Field(description="Basis points, 0 to 10000")]
    pass_mark: int | None
    chances_left: int | None


class ActivityStateRead(BaseModel):
    enrolment: UUID
    activity: UUID
    opened: bool
    done: bool
    furthest: int
    spot: str | None
    outcome: OutcomeRead | None


class HandedOverRead(BaseModel):
    """What became of a command that somebody brought in a file."""

    id: UUID
    status: str
    receipt: str | None
    problem: CommandProblem | None
    received_at: datetime


class Pull(BaseModel):
    """``handed_over``: of the device that asks, on the first page of a pull."""

    cursor: int
    more: bool
    commands: list[StoredCommand]
    states: list[ActivityStateRead]
    handed_over: list[HandedOverRead]


class NoteRead(BaseModel):
    activity: UUID
    block: str
    text: str


class CourseStates(BaseModel):
    enrolment: UUID
    status: Literal["active", "completed", "withdrawn"]
    activities: list[ActivityStateRead]
    notes: list[NoteRead]


class RequirementRead(BaseModel):
    activity: UUID
    kind: str
    title: str
    met: bool
    reason: str
    text: str
    score: int | None
    pass_mark: int | None
    chances_left: int | None
    link: str


class RequirementsRead(BaseModel):
    complete: bool
    met: int
    total: int
    items: list[RequirementRead]


class ActivityRead(BaseModel):
    """``exempt``: it counts without being done, as staff or the rules let the learner off."""

    id: UUID
    slug: str
    kind: str
    title: str
    summary: str
    minutes: int
    bytes: int
    required: bool
    link: str
    state: ActivityStateRead | None
    exempt: bool


class ModuleRead(BaseModel):
    id: UUID
    title: str
    summary: str
    done: int
    required: int
    activities: list[ActivityRead]


class NextStep(BaseModel):
    link: str
    title: str
    module: str


class CourseFacts(BaseModel):
    """What a card and a page of a course share."""

    slug: str
    title: str
    summary: str
    organiser: str
    topic: str
    competencies: list[str]
    jp: int
    minutes: int
    activities: int
    bytes: Annotated[int, Field(description="On the wire, all fragments, brotli")]
    version: int
    status: Literal["none", "active", "completed"]
    done: int
    required: int


class CourseCard(CourseFacts):
    modules: int


class CourseDetail(CourseFacts):
    why: Annotated[str, Field(description="Sanitised HTML")]
    audience: str
    outcomes: list[str]
    sources: list[str]
    languages: list[str]
    enrolment: EnrolmentRead | None
    next: NextStep | None
    modules: list[ModuleRead]
    requirements: RequirementsRead | None
    newer_version: Annotated[int | None, Field(description="Published since; you may move to it")]
    newer_declined: Annotated[bool, Field(description="You chose not to move to that one")]


class Resume(BaseModel):
    course: dict[Literal["slug", "title"], str]
    module: str
    activity: dict[Literal["slug", "title", "kind"], str]
    minutes: int
    link: str
    place: int
    of: int
    met: Annotated[list[bool], Field(description="Of each activity, in the course's order")]
    done: int
    required: int


class VersionNote(BaseModel):
    """What a version changed, in its editor's words; None: nobody said."""

    version: int
    published_at: datetime
    note: str | None


class DifferentActivity(BaseModel):
    """``done``: marked done or passed already. ``asked``: would be required anew by a move."""

    id: UUID
    change: Literal["new", "changed", "gone"]
    kind: str
    title: str
    minutes: int
    required: bool
    done: bool
    asked: bool


class MoveOffered(BaseModel):
    """What a move would bring; ``met`` of ``total`` requirements then. ``completes``: at once.

    ``declined``: the learner chose not to move to this version, and still may.
    """

    version: int
    declined: bool
    jp: int
    jp_now: int
    notes: list[VersionNote]
    activities: list[DifferentActivity]
    met: int
    total: int
    completes: bool


class VersionChoice(BaseModel):
    """The version that a learner takes. ``completed_version``: what it was completed with."""

    enrolment: UUID
    slug: str
    title: str
    version: int
    completed_version: int | None
    met: int
    total: int
    offered: MoveOffered | None
