"""Shapes of the files under ``content/``: strict, frozen, nothing unknown is passed over."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from app.catalogue.document import Language
from app.catalogue.statuses import CourseStatus

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# A name in a reference, e.g. a fact's id: dots and capitals would clash in URLs and ids.
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=80)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


def _iso_date(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("not a date")  # noqa: TRY004 - pydantic turns ValueError into a finding
    return date.fromisoformat(value)


def _uuid(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("not a UUID")  # noqa: TRY004 - as above
    return UUID(value)


IsoDate = Annotated[date, BeforeValidator(_iso_date), PlainSerializer(date.isoformat)]
Id = Annotated[UUID, BeforeValidator(_uuid)]


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class CourseTextSource(_Source):
    title: Title
    summary: Line
    why: Prose  # Markdown
    audience: Line
    outcomes: Annotated[list[Line], Field(min_length=1, max_length=20)]


class CourseSource(_Source):
    id: Id
    slug: Slug
    status: Annotated[CourseStatus, Field(strict=False)]
    topic: Slug
    competencies: Annotated[list[Title], Field(max_length=12)]
    organiser: Title
    jp: Annotated[int, Field(ge=0, le=100)]
    # Languages in which everything is written; what else is translated is shown where it is.
    languages: Annotated[list[Language], Field(min_length=1, max_length=2)] = ["id"]
    text: dict[Language, CourseTextSource]
    sources: list[Line]
    modules: Annotated[list[Slug], Field(min_length=1, max_length=60)]


class TitledSource(_Source):
    """Title and summary of a module or of a lesson's translation."""

    title: Title
    summary: Line


class ModuleSource(_Source):
    id: Id
    text: dict[Language, TitledSource]
    activities: Annotated[list[Slug], Field(min_length=1, max_length=60)]


class LessonHead(_Source):
    """Front matter of ``<lesson>.md``; ``…_en`` stand in for a translation of the whole lesson."""

    id: Id
    title: Title
    summary: Line
    title_en: Title | None = None
    summary_en: Line | None = None
    required: bool = True


class ActivityTextSource(BaseModel):
    """What every activity says in a language; the kind checks the rest."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    title: Title
    summary: Line


class ActivityHead(BaseModel):
    """What every ``<activity>.yaml`` has; the kind checks the rest."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    id: Id
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=80)]
    required: bool = True
    text: dict[Language, ActivityTextSource]


class StatementSource(_Source):
    id: Line
    en: Line | None = None


class RegulationSource(_Source):
    """A rule that facts are taken from. ``title`` begins with the name people cite it by:
    "PermenPANRB 59/2020 tentang …".
    """

    id: Slug
    title: Line
    valid_from: IsoDate | None = None
    revoked_by: Line | None = None
    revoked_on: IsoDate | None = None

    @property
    def short(self) -> str:
        """The title up to "tentang": how a text names the rule in passing."""
        return self.title.split(" tentang ")[0]


class FactSource(_Source):
    """A statement of law: where it is written, how long it holds, when to look again.

    ``history``: taught as what was, so that a revoked rule behind it is no fault.
    """

    id: Slug
    statement: StatementSource
    source: Line
    regulation: Slug | None = None
    history: bool = False
    valid_from: IsoDate | None = None
    valid_until: IsoDate | None = None
    revoked_by: Line | None = None
    reviewed_on: IsoDate
    review_on: IsoDate
    # T: read in the rule itself; S: from a second hand; R: doubtful.
    confidence: Literal["T", "S", "R"]
