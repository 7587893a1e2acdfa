"""Shapes of the workshop at the HTTP edge."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from app.kit.file_values import writable
from app.kit.text import CleanLine, CleanText
from app.workshop.models import DraftState

CourseValues = Annotated[
    dict[str, JsonValue],
    AfterValidator(writable),
    Field(description="course.yaml as values; id, slug and modules stay as they are"),
]
Revision = Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)]
Title = Annotated[CleanLine, Field(min_length=1, max_length=120)]
Line = Annotated[CleanLine, Field(min_length=1, max_length=400)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
FileText = Annotated[CleanText, Field(max_length=200_000)]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DraftAudience(BaseModel):
    """The agency whose subtree sees a region pack."""

    id: UUID
    name: str


class DraftRow(BaseModel):
    """A draft in the list. ``based_on`` and ``current``: versions of the course, null if none."""

    id: UUID
    slug: str
    title: str
    state: DraftState
    based_on: int | None
    current: int | None
    outdated: bool
    revision: int
    changed_by: str
    changed_at: datetime
    audience: DraftAudience | None


class CourseTemplate(BaseModel):
    """What a new course can begin from. ``minutes`` and ``jp`` are the model's, 0 if none."""

    template: str
    title: str
    summary: str
    modules: int
    activities: int
    minutes: int
    jp: int


class CourseTemplates(BaseModel):
    """``audiences``: agencies to which you may give a course of a region, topmost first."""

    templates: list[CourseTemplate]
    audiences: list[DraftAudience]


class DraftCreate(Asked):
    """``template``: ``empty``, ``region`` or the address of a course whose shape is wanted."""

    template: Annotated[Name, Field(max_length=80)]
    title: Title
    title_en: Title | None = None
    audience: UUID | None = None


class DraftPerson(BaseModel):
    """Somebody else who has the draft open; ``path`` null: the outline."""

    name: str
    path: str | None
    since: datetime


class ActivityFiles(BaseModel):
    id: str
    en: str | None = None


class OutlineActivity(BaseModel):
    """``id`` null: its file has none that can be read. ``minutes`` null while it has findings.

    ``unwritten``: a template's request to write something still stands in it. ``banks``: those of
    the draft that a quiz asks from; ``findings`` counts what is found in them too.
    """

    slug: str
    id: str | None
    kind: str
    title: str
    title_en: str | None
    summary: str
    minutes: int | None
    required: bool
    files: ActivityFiles
    changed: bool
    unwritten: bool
    banks: list[str]
    findings: int


class OutlineModule(BaseModel):
    """``findings``: of module.yaml itself."""

    slug: str
    id: str | None
    title: str
    title_en: str | None
    summary: str
    summary_en: str | None
    revision: int
    changed: bool
    findings: int
    activities: list[OutlineActivity]


class DraftOutline(BaseModel):
    """``minutes``: of all activities without findings; ``jp_by_minutes``: what they are worth.

    ``course``: the values of course.yaml; ``findings``: of everything, also of files that belong
    to no activity; ``changes``: how many files differ from what is published. ``unwritten``: a
    template's request to write something still stands in course.yaml.
    """

    id: UUID
    slug: str
    title: str
    title_en: str | None
    state: DraftState
    based_on: int | None
    current: int | None
    outdated: bool
    revision: int
    changed_by: str
    changed_at: datetime
    audience: DraftAudience | None
    minutes: int
    jp: int
    jp_by_minutes: float
    course: dict[str, Any]
    course_revision: int
    unwritten: bool
    modules: list[OutlineModule]
    findings: int
    changes: int
    present: list[DraftPerson]


class DraftFileRead(BaseModel):
    """``revision`` 0: as published; ``published`` null: there is no such file in that version."""

    path: str
    text: str
    revision: int
    changed_by: str | None
    changed_at: datetime | None
    published: str | None
    present: list[DraftPerson]


class DraftFileSave(Asked):
    """``revision``: the one this was written over, 0 for a file that is new or as published."""

    text: FileText
    revision: Revision


class DraftFileSaved(BaseModel):
    """``revision``: the file's; ``draft_revision``: the draft's."""

    revision: int
    saved_at: datetime
    draft_revision: int


class PresencePut(Asked):
    path: Annotated[CleanLine, Field(max_length=400)] | None = None


class Presence(BaseModel):
    present: list[DraftPerson]


class CourseSave(Asked):
    """``revision``: the outline's ``revision`` or its ``course_revision``."""

    revision: Revision
    course: CourseValues


class _Act(Asked):
    revision: Revision


class AddModule(_Act):
    act: Literal["add-module"]
    title: Title
    title_en: Title | None = None
    after: Name | None = None


class AddActivity(_Act):
    """``tool``: of a worksheet; ``after``: an activity of the module, null: at its end."""

    act: Literal["add-activity"]
    module: Name
    kind: Literal["lesson", "quiz", "scenario", "app_practice", "worksheet"]
    tool: Literal[
        "none", "queue", "skm", "minutes", "time_log", "action_plan", "matrix", "week"
    ] = "none"
    title: Title
    title_en: Title | None = None
    after: Name | None = None


class Move(_Act):
    """A module, or an activity of it. Before or after a sibling, or to ``place`` (0 is first) of
    ``to_module``; a module has ``before``, ``after`` or ``place``.
    """

    act: Literal["move"]
    module: Name
    activity: Name | None = None
    before: Name | None = None
    after: Name | None = None
    to_module: Name | None = None
    place: Annotated[int, Field(ge=0, le=60, strict=True)] | None = None


class Rename(_Act):
    """What is left out stays; an English title of null or with nothing in it is taken away."""

    act: Literal["rename"]
    module: Name
    activity: Name | None = None
    title: Title
    title_en: Title | None = None
    summary: Line | None = None
    summary_en: Line | None = None


class Remove(_Act):
    act: Literal["remove"]
    module: Name
    activity: Name | None = None


class SetRequired(_Act):
    act: Literal["set-required"]
    module: Name
    activity: Name
    required: Annotated[bool, Field(strict=True)]


StructureAct = Annotated[
    AddModule | AddActivity | Move | Rename | Remove | SetRequired, Field(discriminator="act")
]
