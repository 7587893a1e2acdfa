"""When mail may go out: on working days, by daylight of the reader's agency. Pure.

The inbox itself knows no hours; it makes no sound.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(7), time(20)
SATURDAY = 5


def next_mail_time(moment: datetime, zone: str) -> datetime:
    """The first instant from ``moment`` on at which mail may go out; in UTC.

    Open: Monday to Friday, from 07.00 and before 20.00 on the clocks of ``zone`` (an IANA name).
    """
    local = moment.astimezone(ZoneInfo(zone))
    if local.weekday() < SATURDAY and OPENS <= local.time() < CLOSES:
        return moment
    day = local.date()
    if local.time() >= OPENS:
        day += timedelta(days=1)
    return _opening(day, zone)


def next_day(moment: datetime, zone: str) -> datetime:
    """When mail may go out again after the local day of ``moment``; in UTC."""
    return _opening(moment.astimezone(ZoneInfo(zone)).date() + timedelta(days=1), zone)


def day_began(moment: datetime, zone: str) -> datetime:
    """When the local day of ``moment`` began; in UTC."""
    local = moment.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date(), time(), local.tzinfo).astimezone(UTC)


def _opening(day: date, zone: str) -> datetime:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, ZoneInfo(zone)).astimezone(UTC)
