"""Shapes of app practices at the HTTP edge."""

from uuid import UUID

from pydantic import BaseModel


class AppStepRead(BaseModel):
    """A press as it was recorded; ``id`` is its command's."""

    id: UUID
    press: str
    fields: dict[str, str]


class AppRunRead(BaseModel):
    """The run to go on with, its steps in their order."""

    id: UUID
    steps: list[AppStepRead]


class AppPracticeStanding(BaseModel):
    """Where a learner stands in an app practice, for themselves alone.

    ``fewest_wrong``: wrong presses of their best finished run; None while none is finished.
    """

    enrolment: UUID
    publication: str
    finished: int
    fewest_wrong: int | None
    run: AppRunRead | None
