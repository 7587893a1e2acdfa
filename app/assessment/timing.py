"""Time limits, windows and starts without a network: one rule decides whether an attempt was in
time. Pure.

A device's clock is no proof. Where the server saw the start, its own clock decides first; only what
it cannot know is taken from the device, and only where the quiz's policy trusts it to tell time.
Late is never lost: such answers are kept, and a trainer can accept them.
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
    IN_WINDOW = "in-window"
    WINDOW_CLOSED = "window-closed"
    OUTSIDE_WINDOW = "outside-window"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a quiz demands of one attempt. ``limit`` None: as long as one likes.

    ``reach_within`` is for its policy alone. ``opens_at`` and ``closes_at``: the window in which to
    start and to finish; None: no bound on that side.
    """

    policy: OfflinePolicy
    limit: timedelta | None = None
    grace: timedelta = GRACE
    reach_within: timedelta = timedelta(0)
    opens_at: datetime | None = None
    closes_at: datetime | None = None

    @property
    def allows_offline_start(self) -> bool:
        return self.policy != "not_allowed"

    @property
    def is_timed(self) -> bool:
        """Whether time decides anything: then an attempt cannot be judged without its start."""
        return not (self.limit is None and self.opens_at is None and self.closes_at is None)

    @property
    def trusts_device(self) -> bool:
        """Whether a device may tell when it started and how long it took."""
        return self.policy in ("timed_trusted", "timed_reach_within")

    def end(self, begun: datetime) -> datetime | None:
        """When the time of an attempt is up, before any grace; None: never."""
        ends = [] if self.limit is None else [begun + self.limit]
        return min([*ends, *([] if self.closes_at is None else [self.closes_at])], default=None)

    def over(self, begun: datetime) -> datetime | None:
        """From when on nothing more can be in time; None: never."""
        end = self.end(begun)
        return None if end is None else end + self.grace + self.reach_within

    def stored(self) -> dict[str, Any]:
        """As JSON: whole seconds, times in ISO 8601; bounds that are not there are left out."""
        bounds = {"opens_at": self.opens_at, "closes_at": self.closes_at}
        return {
            "policy": self.policy,
            "limit_seconds": None if self.limit is None else int(self.limit.total_seconds()),
            "grace_seconds": int(self.grace.total_seconds()),
            "reach_within_seconds": int(self.reach_within.total_seconds()),
        } | {name: at.isoformat() for name, at in bounds.items() if at is not None}

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
            _time(stored.get("opens_at")),
            _time(stored.get("closes_at")),
        )


def _time(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)


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
    if not terms.is_timed:
        return Judgement(Verdict.ON_TIME, Reason.UNTIMED)
    if start is None:
        return Judgement(Verdict.LATE, Reason.START_UNKNOWN)
    fault = _start_fault(terms, permit, start)
    if fault is not None:
        return Judgement(Verdict.LATE, fault)
    told = submit.device - start.device if evidence.elapsed is None else evidence.elapsed
    by_limit = _by_limit(terms, permit, start, received, told)
    by_window = _by_window(terms, permit, start, received, told)
    if terms.limit is None:
        return by_window
    return max(by_limit, by_window, key=lambda one: _SEVERITY[one.verdict])


_SEVERITY = {Verdict.ON_TIME: 0, Verdict.WITHIN_GRACE: 1, Verdict.LATE: 2}


def _start_fault(terms: Terms, permit: PermitTimes | None, start: Moment) -> Reason | None:
    """Whether a start lies outside the window, or outside what its permit allowed."""
    if permit is not None and (fault := _permit_fault(permit, start)) is not None:
        return fault
    at, tolerance = (
        (start.received, timedelta(0)) if permit is None else (start.corrected, CLOCK_TOLERANCE)
    )
    too_early = terms.opens_at is not None and at < terms.opens_at - tolerance
    too_late = terms.closes_at is not None and at > terms.closes_at
    return Reason.OUTSIDE_WINDOW if too_early or too_late else None


def _permit_fault(permit: PermitTimes, start: Moment) -> Reason | None:
    if start.corrected < permit.issued_at - CLOCK_TOLERANCE:
        return Reason.START_BEFORE_PERMIT
    return Reason.PERMIT_EXPIRED if start.corrected > permit.expires_at else None


def _by_limit(
    terms: Terms,
    permit: PermitTimes | None,
    start: Moment,
    received: datetime,
    told: timedelta,
) -> Judgement:
    """By the time limit. ``told``: from start to submit, as the device tells it."""
    if terms.limit is None:
        return Judgement(Verdict.ON_TIME, Reason.UNTIMED)
    if permit is None:
        by_server = _within(terms, received - start.received, Reason.BY_SERVER)
        if not by_server.is_late or not terms.allows_offline_start:
            return by_server
    if told < timedelta(0):
        return Judgement(Verdict.LATE, Reason.CLOCK_WENT_BACK, told)
    by_device = _within(terms, told, Reason.BY_DEVICE)
    begun = start.received if permit is None else start.corrected
    if not by_device.is_late and not _reached(terms, begun, received):
        return Judgement(Verdict.LATE, Reason.REACHED_TOO_LATE, told)
    return by_device


def _by_window(
    terms: Terms,
    permit: PermitTimes | None,
    start: Moment,
    received: datetime,
    told: timedelta,
) -> Judgement:
    """By the window's end: the server's clock, unless the policy lets a device tell the time."""
    by_server = _until(terms, received, None)
    if not by_server.is_late or not terms.trusts_device:
        return by_server
    if told < timedelta(0):
        return Judgement(Verdict.LATE, Reason.CLOCK_WENT_BACK, told)
    begun = start.received if permit is None else start.corrected
    by_device = _until(terms, begun + told, told)
    if not by_device.is_late and not _reached(terms, begun, received):
        return Judgement(Verdict.LATE, Reason.REACHED_TOO_LATE, told)
    return by_device


def _until(terms: Terms, finished: datetime, elapsed: timedelta | None) -> Judgement:
    if terms.closes_at is None or finished <= terms.closes_at:
        return Judgement(Verdict.ON_TIME, Reason.IN_WINDOW, elapsed)
    if finished <= terms.closes_at + terms.grace:
        return Judgement(Verdict.WITHIN_GRACE, Reason.IN_WINDOW, elapsed)
    return Judgement(Verdict.LATE, Reason.WINDOW_CLOSED, elapsed)


def _reached(terms: Terms, begun: datetime, received: datetime) -> bool:
    """Whether something came within the time that the policy gives it after the end."""
    end = terms.end(begun)
    if terms.policy != "timed_reach_within" or end is None:
        return True
    return received <= end + terms.reach_within


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
    if not terms.is_timed:
        return True
    if start is None or _start_fault(terms, permit, start) is not None:
        return False
    begun = start.received if permit is None else start.corrected
    end = terms.end(begun)
    if end is None:
        return True
    latest = end + terms.grace
    if answered.received <= latest and (permit is None or not terms.trusts_device):
        return True
    if not terms.trusts_device:
        return False
    elapsed = answered.device - start.device
    in_time = timedelta(0) <= elapsed and begun + elapsed <= latest
    return in_time and _reached(terms, begun, answered.received)
