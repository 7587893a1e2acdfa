"""Ids, cursors and limits."""

from base64 import b64encode
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.ids import CODE_ALPHABET, readable_code, uuid7
from app.kit.pagination import encode_cursor, moment, place_after, whole
from app.kit.problems import Invalid, TooManyRequests
from app.kit.ratelimit import RateLimit


@given(st.integers(0, 2**48 - 1))
def test_a_uuid7_carries_its_time(ms: int) -> None:
    made = uuid7(ms)
    assert made.version == 7
    assert made.int >> 80 == ms


def test_later_ids_sort_later() -> None:
    now = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp() * 1000)
    assert min(uuid7(now + 2), uuid7(now), uuid7(now + 1)).int >> 80 == now


def test_codes_can_be_read_aloud() -> None:
    code = readable_code(12)
    assert len(code) == 12
    assert set(code) <= set(CODE_ALPHABET)
    assert not set("0O1IL2Z5S8BAEU") & set(CODE_ALPHABET)


@given(st.text(st.characters(exclude_characters="\x00", codec="utf-8")))
def test_a_cursor_goes_both_ways(name: str) -> None:
    person, at = uuid7(1), datetime(2026, 11, 23, 8, tzinfo=timezone(timedelta(hours=8)))
    assert place_after(encode_cursor([name]), str) == name
    assert place_after(encode_cursor([name, str(person)]), str, UUID) == (name, person)
    assert place_after(encode_cursor([at.isoformat(), "-7"]), moment, whole) == (at, -7)
    assert place_after(None, str) is None


@given(st.text(max_size=60))
def test_what_is_no_cursor_is_refused_not_a_crash(text: str) -> None:
    with suppress(Invalid):
        assert len(place_after(text, str, str) or ()) == 2


@pytest.mark.parametrize(
    "cursor",
    [
        encode_cursor(["2026-11-23T08:00:00+08:00"]),
        encode_cursor(["2026-11-23T08:00:00+08:00", "bukan id"]),
        encode_cursor(["2026-11-23T08:00:00", str(UUID(int=1))]),
        encode_cursor(["0001-01-01T00:00:00+08:00", str(UUID(int=1))]),
        encode_cursor(["2026-11-23T08:00:00+08:00", str(UUID(int=1)), "lagi"]),
        b64encode(b"[" * 1190).decode(),
        b64encode(b'{"a": 1}').decode(),
        b64encode(b"[1, 2]").decode(),
        "é",
    ],
)
def test_a_cursor_of_something_else_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid):
        place_after(cursor, moment, UUID)


@pytest.mark.parametrize("number", ["", "x", "1.5", str(2**31), "9" * 1200])
def test_a_number_that_no_column_holds_is_refused(number: str) -> None:
    with pytest.raises(Invalid):
        place_after(encode_cursor([number]), whole)


def test_a_burst_is_let_through_and_then_the_rate_holds() -> None:
    now = [0.0]
    limit = RateLimit(burst=3, per_minute=60, monotonic=lambda: now[0])
    for _ in range(3):
        limit.take("kantor")
    with pytest.raises(TooManyRequests) as refused:
        limit.take("kantor")
    assert refused.value.headers["Retry-After"] == "1"
    limit.take("rumah")
    now[0] += 1
    limit.take("kantor")


def test_memory_stays_bounded_whatever_keys_are_made_up() -> None:
    limit = RateLimit(burst=1, per_minute=1, max_keys=10)
    for number in range(1000):
        limit.take(str(number))
    assert len(limit._buckets) <= 10
