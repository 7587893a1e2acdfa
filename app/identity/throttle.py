"""How long a next try has to wait after failures (pure).

Nothing is ever locked: the delay after failures in a row grows, for one (account, address) or one
known browser. The limit of an address leaks, and is wide: an office is one NAT address.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

FREE_FAILURES = 3
FIRST_DELAY_SECONDS = 2
LONGEST_DELAY_SECONDS = 15 * 60
FORGOTTEN_AFTER = timedelta(hours=24)

ADDRESS_FAILURES = 100
ADDRESS_LEAK_SECONDS = 6


@dataclass(frozen=True, slots=True)
class Failures:
    """Failures in a row, the last one at ``last_at``."""

    count: int
    last_at: datetime


def delay_seconds(failures: int) -> int:
    """Seconds between the last failure and the next try: 0, then 2, 4, 8 … 900."""
    if failures < FREE_FAILURES:
        return 0
    return min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS << min(failures - FREE_FAILURES, 12))


def wait_seconds(failures: Failures, now: datetime) -> int:
    """Seconds still to wait; 0 when a try is allowed."""
    left = failures.last_at + timedelta(seconds=delay_seconds(failures.count)) - now
    return max(0, ceil(left.total_seconds()))


def counted(failures: Failures, now: datetime) -> int:
    """The count after one more failure; a day without any forgets the earlier ones."""
    return 1 if now - failures.last_at > FORGOTTEN_AFTER else failures.count + 1


def _leaked(failures: Failures, now: datetime) -> int:
    elapsed = max(0.0, (now - failures.last_at).total_seconds())
    return max(0, failures.count - int(elapsed // ADDRESS_LEAK_SECONDS))


def address_wait_seconds(failures: Failures, now: datetime) -> int:
    """Seconds an address has to wait; 0 below the limit."""
    return ADDRESS_LEAK_SECONDS if _leaked(failures, now) >= ADDRESS_FAILURES else 0


def address_counted(failures: Failures, now: datetime) -> int:
    """The address's count after one more failure, what leaked since the last one taken off."""
    return _leaked(failures, now) + 1
