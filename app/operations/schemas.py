"""What the health endpoints say."""

from typing import Literal

from pydantic import BaseModel


class Alive(BaseModel):
    status: Literal["alive"]


class Ready(BaseModel):
    status: Literal["ready"]
