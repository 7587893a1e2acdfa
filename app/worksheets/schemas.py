"""Shapes of worksheets at the HTTP edge, and of the pages made from them."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel


class WorksheetRead(BaseModel):
    """Your own worksheet. ``values`` by key; empty for one that stays on the device.

    ``filled`` of ``required`` counts fields, rows or days; ``complete`` holds once reached.
    """

    enrolment: UUID
    activity: UUID
    private: Literal["own", "device"]
    values: dict[str, str]
    filled: int
    required: int
    complete: bool
    opened: bool
