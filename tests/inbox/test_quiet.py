"""Mail goes out on working days, by daylight of the reader's agency."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.inbox.quiet import CLOSES, OPENS, day_began, next_day, next_mail_time

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Europe/Amsterdam", "America/New_York")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds of a strategy are naive


def _at(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


# 23 November 2026 is a Monday.
@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        ("2026-11-23T07:00", "2026-11-23T07:00"),
        ("2026-11-23T19:59", "2026-11-23T19:59"),
        ("2026-11-23T20:00", "2026-11-24T07:00"),
        ("2026-11-23T06:59", "2026-11-23T07:00"),
        ("2026-11-23T00:00", "2026-11-23T07:00"),
        ("2026-11-27T20:00", "2026-11-30T07:00"),
        ("2026-11-28T12:00", "2026-11-30T07:00"),
        ("2026-11-29T06:00", "2026-11-30T07:00"),
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Jayapura"])
def test_quiet_hours_are_those_of_the_agency(zone: str, moment: str, goes: str) -> None:
    assert next_mail_time(_at(zone, moment), zone) == _at(zone, goes)


@given(moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_mail_waits_for_the_next_open_hour_and_no_longer(moment: datetime, zone: str) -> None:
    goes = next_mail_time(moment, zone)
    local = goes.astimezone(ZoneInfo(zone))
    assert goes >= moment
    assert local.weekday() < 5
    assert OPENS <= local.time() < CLOSES
    assert next_mail_time(goes, zone) == goes
    # Either at once, or at an opening that nothing open comes before.
    assert goes == moment or (local.time() == OPENS and goes - moment <= timedelta(hours=60))


@given(moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_the_next_day_is_another_day(moment: datetime, zone: str) -> None:
    following = next_day(moment, zone)
    assert day_began(moment, zone) <= moment < day_began(following, zone) <= following
    assert next_mail_time(following, zone) == following
