"""Which window holds for whom, what is granted, and when a review may open."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.allowance import (
    ALWAYS,
    Allowance,
    Allowances,
    Granted,
    Scheduled,
    Window,
    all_over_at,
    prolonged,
)
from app.assessment.timing import Terms

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUIZ, OTHER = UUID(int=1), UUID(int=2)
ROOT, DINAS, UNIT, ELSEWHERE = (UUID(int=n) for n in (10, 11, 12, 13))


def until(hours: float) -> Window:
    return Window(NOON, NOON + hours * HOUR)


@pytest.mark.parametrize(
    ("scheduled", "found"),
    [
        ({}, ALWAYS),
        ({None: until(1)}, until(1)),
        ({None: until(1), ELSEWHERE: until(2)}, until(1)),
        ({ELSEWHERE: until(2)}, ALWAYS),
        ({None: until(1), ROOT: until(2)}, until(2)),
        ({None: until(1), ROOT: until(2), DINAS: until(3)}, until(3)),
        ({ROOT: until(2), UNIT: until(4), DINAS: until(3)}, until(4)),
    ],
)
def test_the_nearest_window_holds(scheduled: dict[UUID | None, Window], found: Window) -> None:
    windows = [Scheduled(QUIZ, agency, window) for agency, window in scheduled.items()]
    windows.append(Scheduled(OTHER, UNIT, until(9)))
    assert Allowances(windows, (), (ROOT, DINAS, UNIT)).at(QUIZ).window == found


def test_both_ends_belong_to_a_window() -> None:
    window, second = until(1), timedelta(seconds=1)
    assert window.state(NOON - second) == "before"
    assert window.state(NOON) == window.state(NOON + HOUR) == "open"
    assert window.state(NOON + HOUR + second) == "after"
    assert ALWAYS.state(NOON) == "open"


def test_the_most_generous_of_what_is_granted_holds_here() -> None:
    granted = [Granted(None, 25, 0), Granted(QUIZ, 0, 2), Granted(OTHER, 300, 9)]
    own = Allowances((), granted, ()).at(QUIZ)
    assert own == Allowance(ALWAYS, 25, 2)
    assert own.chances(1) == 3
    assert own.chances(None) is None
    assert Allowances((), granted, ()).at(OTHER) == Allowance(ALWAYS, 300, 9)


@given(st.integers(1, 600), st.integers(0, 300))
def test_more_time_is_exact_to_the_second(minutes: int, percent: int) -> None:
    asked = Terms("timed_trusted", timedelta(minutes=minutes))
    limit = Allowance(extra_time_percent=percent).terms(asked).limit
    assert limit is not None
    assert limit == timedelta(seconds=minutes * 60 * (100 + percent) // 100)


def test_time_without_a_limit_stays_without_one() -> None:
    given = Allowance(until(2), 50, 1).terms(Terms("untimed"))
    assert given == Terms("untimed", opens_at=NOON, closes_at=NOON + 2 * HOUR)


def test_a_review_waits_for_the_last_window_that_ends() -> None:
    def at(*windows: Window) -> datetime | None:
        grace = timedelta(minutes=2)
        return all_over_at([Scheduled(QUIZ, None, one) for one in windows], grace)

    assert at() is None
    assert at(Window(NOON, None)) is None
    assert at(until(1), until(3), Window(NOON, None)) == NOON + 3 * HOUR + timedelta(minutes=2)


spans = st.none() | st.integers(1, 500).map(lambda n: timedelta(minutes=n))
ends = st.none() | st.integers(1, 500).map(lambda n: NOON + timedelta(minutes=n))


@given(spans, ends, spans, ends)
def test_a_change_never_takes_time_from_an_attempt_that_runs(
    limit: timedelta | None,
    end: datetime | None,
    other_limit: timedelta | None,
    other_end: datetime | None,
) -> None:
    running = Terms("timed_trusted", limit, closes_at=end)
    after = prolonged(running, Terms("timed_trusted", other_limit, closes_at=other_end))
    before_end, after_end = running.end(NOON), after.end(NOON)
    assert after_end is None or (before_end is not None and after_end >= before_end)
    assert prolonged(after, running) == after
