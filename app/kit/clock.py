"""The time of day, handed to use cases as a value so that tests can choose it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, aware, in UTC, to the microsecond."""
    return datetime.now(UTC)


async def request_time(request: Request) -> datetime:
    """The moment this request is judged by: one reading for the whole request.

    Async like every dependency of the house: a plain ``def`` would cost a hop to a thread.
    """
    clock: Clock = request.app.state.clock
    return clock()


Now = Annotated[datetime, Depends(request_time)]
