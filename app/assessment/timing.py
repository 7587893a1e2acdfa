"""Time limits and starts without a network: one rule decides whether an attempt was in time. Pure.

A device's clock is no proof. Where the server saw the start, its own clock decides first; only what
it cannot know is taken from the device, and only where the quiz's policy trusts it. Late is never
lost: such answers are kept, and a trainer can accept them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

OfflinePolicy = Literal["not_allowed", "untimed", "timed_trusted", "timed_reach_within"]

# What a slow line and a last tap may cost beyond the limit.
GRACE = timedelta(minutes=2)
# How far a device's corrected clock may stand before the permit it was given.
CLOCK_TOLERANCE = timedelta(minutes=5)
# Two clocks of one device that tell spans further apart than this are pointed out.
DISAGREEMENT = timedelta(minutes=5)


class Verdict(StrEnum):
    ON_TIME = "on_time"
    WITHIN_GRACE = "within_grace"
    LATE = "late"


class Reason(StrEnum):
    """Why: the slug that is stored and shown in words."""

    UNTIMED = "untimed"
    BY_SERVER = "by-server"
    BY_DEVICE = "by-device"
    OVER_LIMIT = "over-limit"
    REACHED_TOO_LATE = "reached-too-late"
    OFFLINE_NOT_ALLOWED = "offline-not-allowed"
    START_BEFORE_PERMIT = "start-before-permit"
    PERMIT_EXPIRED = "permit-expired"
    CLOCK_WENT_BACK = "clock-went-back"
    START_UNKNOWN = "start-unknown"
    UNSUBMITTED = "unsubmitted"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a quiz demands. ``limit`` None: untimed; ``reach_within`` for its policy alone."""

    policy: OfflinePolicy
    limit: timedelta | None = None
    grace: timedelta = GRACE
    reach_within: timedelta = timedelta(0)

    @property
    def allows_offline_start(self) -> bool:
        return self.policy != "not_allowed"

    @property
    def window(self) -> timedelta | None:
        """From a start until nothing more can be in time; None: no end."""
        return None if self.limit is None else self.limit + self.grace + self.reach_within

    def stored(self) -> dict[str, Any]:
        """As JSON: whole seconds."""
        return {
            "policy": self.policy,
            "limit_seconds": None if self.limit is None else int(self.limit.total_seconds()),
            "grace_seconds": int(self.grace.total_seconds()),
            "reach_within_seconds": int(self.reach_within.total_seconds()),
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> "Terms":
        """Attempts begun before there were limits are untimed."""
        if stored is None:
            return cls("untimed")
        limit = stored["limit_seconds"]
        return cls(
            stored["policy"],
            None if limit is None else timedelta(seconds=limit),
            timedelta(seconds=stored["grace_seconds"]),
            timedelta(seconds=stored["reach_within_seconds"]),
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: by the device's own clock, corrected, and when we received it."""

    device: datetime
    corrected: datetime
    received: datetime


@dataclass(frozen=True, slots=True)
class PermitTimes:
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """``elapsed``: by the device's monotonic clock, None if its page did not live through.

    ``missing``: commands of that device that never came between start and submit. They are shown
    and decide nothing.
    """

    elapsed: timedelta | None = None
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """``elapsed`` is the span that was judged; None where none was needed or known."""

    verdict: Verdict
    reason: Reason
    elapsed: timedelta | None = None

    @property
    def is_late(self) -> bool:
        return self.verdict is Verdict.LATE


def judge(
    terms: Terms,
    permit: PermitTimes | None,
    start: Moment | None,
    submit: Moment,
    received: datetime,
    evidence: Evidence,
) -> Judgement:
    """Whether what was handed in was in time.

    ``permit`` None: the server saw the start. ``start`` None: no start has ever arrived.
    ``received``: when the submit was here; the answers it pins by hash were written before it.
    """
    if permit is not None and not terms.allows_offline_start:
        return Judgement(Verdict.LATE, Reason.OFFLINE_NOT_ALLOWED)
    if terms.limit is None:
        return Judgement(Verdict.ON_TIME, Reason.UNTIMED)
    if start is None:
        return Judgement(Verdict.LATE, Reason.START_UNKNOWN)
    if permit is None:
        by_server = _within(terms, received - start.received, Reason.BY_SERVER)
        if not by_server.is_late or not terms.allows_offline_start:
            return by_server
    elif (fault := _permit_fault(permit, start)) is not None:
        return Judgement(Verdict.LATE, fault)
    begun = start.received if permit is None else start.corrected
    elapsed = submit.device - start.device if evidence.elapsed is None else evidence.elapsed
    if elapsed < timedelta(0):
        return Judgement(Verdict.LATE, Reason.CLOCK_WENT_BACK, elapsed)
    by_device = _within(terms, elapsed, Reason.BY_DEVICE)
    if not by_device.is_late and not _reached(terms, begun, received):
        return Judgement(Verdict.LATE, Reason.REACHED_TOO_LATE, elapsed)
    return by_device


def _permit_fault(permit: PermitTimes, start: Moment) -> Reason | None:
    """Whether a start lies outside what its permit allowed."""
    if start.corrected < permit.issued_at - CLOCK_TOLERANCE:
        return Reason.START_BEFORE_PERMIT
    return Reason.PERMIT_EXPIRED if start.corrected > permit.expires_at else None


def _reached(terms: Terms, begun: datetime, received: datetime) -> bool:
    """Whether something came within the time that the policy gives it after the end."""
    assert terms.limit is not None
    if terms.policy != "timed_reach_within":
        return True
    return received <= begun + terms.limit + terms.reach_within


def _within(terms: Terms, elapsed: timedelta, reason: Reason) -> Judgement:
    assert terms.limit is not None
    if elapsed <= terms.limit:
        return Judgement(Verdict.ON_TIME, reason, elapsed)
    if elapsed <= terms.limit + terms.grace:
        return Judgement(Verdict.WITHIN_GRACE, reason, elapsed)
    return Judgement(Verdict.LATE, Reason.OVER_LIMIT, elapsed)


def clocks_disagree(start: Moment | None, submit: Moment, evidence: Evidence) -> bool:
    """Whether the device's two clocks tell spans too far apart to be the same story."""
    if start is None or evidence.elapsed is None:
        return False
    return abs((submit.device - start.device) - evidence.elapsed) > DISAGREEMENT


def answered_in_time(
    terms: Terms, permit: PermitTimes | None, start: Moment | None, answered: Moment
) -> bool:
    """Whether one answer of a late attempt counts: it was here, or by policy given, in time."""
    if terms.limit is None:
        return True
    if start is None:
        return False
    allowed = terms.limit + terms.grace
    if permit is None and answered.received <= start.received + allowed:
        return True
    if not terms.allows_offline_start:
        return False
    if permit is not None and _permit_fault(permit, start) is not None:
        return False
    begun = start.received if permit is None else start.corrected
    elapsed = answered.device - start.device
    return _reached(terms, begun, answered.received) and timedelta(0) <= elapsed <= allowed
