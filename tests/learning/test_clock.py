"""Hybrid logical clocks and corrected device times."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning import clock

NOW = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)


@given(st.integers(0, 10**13), st.integers(0, 65_535))
def test_the_wire_form_goes_both_ways(ms: int, counter: int) -> None:
    parsed = clock.parse(f"{ms}.{counter}")
    assert parsed is not None
    assert clock.wire(parsed) == f"{ms}.{counter}"


@pytest.mark.parametrize("wire", ["", "1", "1.", ".1", "-1.0", "1.65536", "1.2.3", "a.b", "9" * 20])
def test_what_is_no_clock_is_none(wire: str) -> None:
    assert clock.parse(wire) is None


@given(st.integers(0, 2**60))
def test_a_next_clock_is_later_than_all_seen(last: int) -> None:
    assert clock.next_after(last, NOW) > last
    assert clock.next_after(last, NOW) >= clock.at(NOW)


def test_a_day_ahead_is_too_far() -> None:
    assert not clock.is_too_far_ahead(clock.at(NOW + timedelta(hours=23, minutes=59)), NOW)
    assert clock.is_too_far_ahead(clock.at(NOW + timedelta(hours=25)), NOW)


def test_a_wrong_phone_clock_cancels_out() -> None:
    wrong_by = timedelta(days=-400, minutes=7)
    sent = NOW + wrong_by
    assert clock.corrected(sent - timedelta(hours=3), sent, NOW) == NOW - timedelta(hours=3)


def test_corrected_time_is_never_after_receipt() -> None:
    assert clock.corrected(NOW + timedelta(days=2), NOW, NOW) == NOW
