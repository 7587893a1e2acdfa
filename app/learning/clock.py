"""Hybrid logical clocks and corrected times of devices (pure).

A clock is max(wall clock, last seen + 1) with a counter; on the wire ``<unix ms>.<counter>``, in
the database one integer ``ms << 16 | counter``, so that integers sort as clocks do. It orders
versions among devices; it never grants anything.
"""

import re
from datetime import datetime, timedelta

COUNTER_BITS = 16
MAX_AHEAD = timedelta(hours=24)
_WIRE = re.compile(r"(\d{1,14})\.(\d{1,5})")


def parse(wire: str) -> int | None:
    """The integer form of a clock on the wire; None if it is not one."""
    match = _WIRE.fullmatch(wire)
    if match is None or int(match[2]) >= 1 << COUNTER_BITS:
        return None
    return int(match[1]) << COUNTER_BITS | int(match[2])


def wire(clock: int) -> str:
    return f"{clock >> COUNTER_BITS}.{clock & (1 << COUNTER_BITS) - 1}"


def at(moment: datetime) -> int:
    """The first clock of a moment."""
    return int(moment.timestamp() * 1000) << COUNTER_BITS


def next_after(last: int, now: datetime) -> int:
    """The clock of a new command: now, or just after the last one seen."""
    return max(at(now), last + 1)


def is_too_far_ahead(clock: int, now: datetime) -> bool:
    """A clock over a day ahead of the server would win every merge for that long: refused."""
    return clock > at(now + MAX_AHEAD)


def corrected(occurred_at: datetime, sent_at: datetime, received_at: datetime) -> datetime:
    """When it happened by the server's clock: for reports and people, it decides nothing.

    The device's own error cancels out of ``received − sent``; never later than the receipt.
    """
    try:
        return min(received_at, occurred_at + (received_at - sent_at))
    except OverflowError:
        return received_at
