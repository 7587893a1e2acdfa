"""What practice tells over HTTP and hands to pages."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel


class ScenarioRunRead(BaseModel):
    """One run: the choices made so far and, once it is over, what it came to.

    ``title`` and ``grade`` of the ending and ``score`` (basis points) are null until then.
    """

    run: UUID
    publication: str
    path: list[str]
    over: bool
    ending: str | None
    title: str | None
    grade: str | None
    score: int | None
    passed: bool | None
    done_at: datetime


class ScenarioStanding(BaseModel):
    """Where a person stands at a scenario; ``runs``: the one last gone on with at the end."""

    enrolment: UUID
    activity: UUID
    publication: str
    runs: list[ScenarioRunRead]
    best_score: int | None
    passed: bool
