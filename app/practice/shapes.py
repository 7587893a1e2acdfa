"""Bases of shapes: what authors write, and what we write ourselves. Pure."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Markdown = Annotated[str, StringConstraints(min_length=1, max_length=4_000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class SourceShape(BaseModel):
    """Nothing unknown is passed over, nothing is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
