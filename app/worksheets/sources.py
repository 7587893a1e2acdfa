"""Shapes of ``<worksheet>.yaml``: strict, nothing unknown is passed over."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.catalogue.document import Language
from app.worksheets.sheet import MOST_ROWS, CellKind, ToolName

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Markdown = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class WorksheetText(_Source):
    """``title`` and ``summary`` are every activity's; without ``intro`` the rest is not there."""

    title: str = ""
    summary: str = ""
    intro: Markdown | None = None
    example: Markdown | None = None


class LabelSource(_Source):
    label: Title
    help: Line | None = None


class SectionTextSource(_Source):
    title: Title
    intro: Markdown | None = None


class OptionSource(_Source):
    id: Id
    text: dict[Language, Title]


class ColumnSource(_Source):
    id: Id
    kind: CellKind
    required: bool = False
    options: Annotated[list[OptionSource], Field(max_length=20)] = []
    text: dict[Language, LabelSource]


class FieldSource(_Source):
    id: Id
    kind: CellKind | Literal["rows"]
    required: bool = False
    options: Annotated[list[OptionSource], Field(max_length=20)] = []
    columns: Annotated[list[ColumnSource], Field(max_length=8)] = []
    least: Annotated[int, Field(ge=0, le=MOST_ROWS)] = 0
    most: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 10
    text: dict[Language, LabelSource]


class SectionSource(_Source):
    id: Id
    place: Literal["before", "after"] = "after"
    text: dict[Language, SectionTextSource]
    fields: Annotated[list[FieldSource], Field(min_length=1, max_length=30)]


class WorksheetSource(_Source):
    id: str = ""
    kind: Literal["worksheet"]
    required: bool = True
    minutes: Annotated[int, Field(ge=1, le=60)]
    tool: ToolName = "none"
    private: Literal["own", "device"] = "own"
    text: dict[Language, WorksheetText]
    sections: Annotated[list[SectionSource], Field(max_length=20)] = []

    def languages(self) -> list[Language]:
        """Those in which the whole worksheet is written; the others have but a title."""
        return [language for language, words in self.text.items() if words.intro is not None]
