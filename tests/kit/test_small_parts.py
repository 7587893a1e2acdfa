"""Ids, cursors and limits."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.ids import CODE_ALPHABET, readable_code, uuid7
from app.kit.pagination import decode_cursor, encode_cursor
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


@given(st.lists(st.text(st.characters(exclude_characters="\x00", codec="utf-8")), min_size=1))
def test_a_cursor_goes_both_ways(key: list[str]) -> None:
    assert decode_cursor(encode_cursor(key), len(key)) == key


@given(st.text(max_size=60))
def test_what_is_no_cursor_is_refused_not_a_crash(text: str) -> None:
    try:
        decoded = decode_cursor(text, 2)
    except Invalid:
        return
    assert decoded is None or len(decoded) == 2


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
