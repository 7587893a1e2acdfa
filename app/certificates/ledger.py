"""The JP ledger as values: balances, reversals, years and yearly targets (pure).

An entry is never changed. What was wrong is taken back by a reversal of the same size, and a
balance is nothing but a sum. JP are whole numbers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

LATE_RECEIPT = timedelta(days=14)


class EntryKind(StrEnum):
    CREDIT = "credit"
    REVERSAL = "reversal"


class RuleKind(StrEnum):
    """What a rule says: how a course counts, or how many JP a year asks of a person."""

    CREDIT = "credit"
    TARGET = "target"


class Bound(StrEnum):
    """PNS owe *at least* so many JP a year; for PPPK it is *at most*: never one word for both."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"


class NotReversibleError(ValueError):
    """A reversal was reversed, or a credit was reversed twice."""


class EntryLike(Protocol):
    """What the sums need of an entry: ``jp`` is negative in a reversal."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> EntryKind: ...
    @property
    def jp(self) -> int: ...
    @property
    def year(self) -> int: ...
    @property
    def reverses_id(self) -> UUID | None: ...


class RuleLike(Protocol):
    """What the choice of a rule needs of it; ``valid_until`` is its last day."""

    @property
    def kind(self) -> RuleKind: ...
    @property
    def employment(self) -> str | None: ...
    @property
    def jp(self) -> int | None: ...
    @property
    def bound(self) -> Bound | None: ...
    @property
    def reference(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...


EntryT = TypeVar("EntryT", bound=EntryLike)
RuleT = TypeVar("RuleT", bound=RuleLike)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry without its evidence: enough for every rule here."""

    id: UUID
    kind: EntryKind
    jp: int
    year: int
    reverses_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """JP a year asks of a person; ``basis`` names the regulation."""

    jp: int
    bound: Bound
    basis: str


def balance(entries: Iterable[EntryLike]) -> dict[int, int]:
    """JP by year. A year whose entries cancel out is there, as 0."""
    years: defaultdict[int, int] = defaultdict(int)
    for entry in entries:
        years[entry.year] += entry.jp
    return dict(years)


def open_credits(entries: Sequence[EntryT]) -> list[EntryT]:
    """The credits no reversal has taken back, in the order given."""
    reversed_ids = {entry.reverses_id for entry in entries if entry.reverses_id is not None}
    return [e for e in entries if e.kind is EntryKind.CREDIT and e.id not in reversed_ids]


def reversal(credit: EntryLike, *, new_id: UUID, entries: Collection[EntryLike]) -> Entry:
    """The entry that takes ``credit`` back, in the year of the credit.

    ``entries`` are those written so far. Raises ``NotReversibleError`` for a reversal, or a credit
    that one of them has taken back already.
    """
    if credit.kind is not EntryKind.CREDIT:
        raise NotReversibleError("Only a credit can be reversed")
    if any(entry.reverses_id == credit.id for entry in entries):
        raise NotReversibleError("The credit is reversed already")
    return Entry(new_id, EntryKind.REVERSAL, -credit.jp, credit.year, credit.id)


def local_date(moment: datetime, time_zone: str) -> date:
    """The calendar day of a moment where the agency works."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def year_of_receipt(received_at: datetime, time_zone: str) -> int:
    """The calendar year a completion counts for: 31 December 23.30 WITA is still that year."""
    return local_date(received_at, time_zone).year


def year_it_may_move_to(finished_at: datetime, received_at: datetime, time_zone: str) -> int | None:
    """The year before, if the finish lies there and arrived at most 14 days after it ended.

    ``finished_at`` is corrected device time: it decides nothing by itself, so this only flags the
    entry for a person to move with evidence.
    """
    year = year_of_receipt(received_at, time_zone)
    if year_of_receipt(finished_at, time_zone) != year - 1:
        return None
    new_year = datetime(year, 1, 1, tzinfo=ZoneInfo(time_zone))
    return year - 1 if received_at - new_year <= LATE_RECEIPT else None


def in_force(rules: Iterable[RuleT], kind: RuleKind, on: date) -> list[RuleT]:
    """The rules of a kind that hold on a day, the newest first."""
    found = [
        rule
        for rule in rules
        if rule.kind is kind
        and rule.valid_from <= on
        and (rule.valid_until is None or on <= rule.valid_until)
    ]
    return sorted(found, key=lambda rule: rule.valid_from, reverse=True)


def target_for(rules: Iterable[RuleLike], employment: str, on: date) -> Target | None:
    """The yearly target of an employment status on a day; None where no rule names one."""
    for rule in in_force(rules, RuleKind.TARGET, on):
        if rule.employment == employment and rule.jp is not None and rule.bound is not None:
            return Target(rule.jp, rule.bound, rule.reference)
    return None


def apportioned(jp: int, minutes: Sequence[int]) -> list[int]:
    """Split ``jp`` over modules by their minutes, in tenths of a JP; the parts sum to ``jp * 10``.

    Largest remainder, earlier modules first among equals. Without any minutes the parts are even.
    """
    weights = list(minutes) if sum(minutes) > 0 else [1] * len(minutes)
    if not weights:
        return []
    total = sum(weights)
    parts = [jp * 10 * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(jp * 10 * weights[i] % total), i))
    for index in by_remainder[: jp * 10 - sum(parts)]:
        parts[index] += 1
    return parts
