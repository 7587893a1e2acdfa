"""What no client of ours would send, and where it could stand in a request.

Bodies are JSON texts, not values: some of what is sent cannot be said in Python.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MARK = "\ufffcHERE\ufffc"
WRITTEN = json.dumps(MARK)

# JSON texts.
HOSTILE = (
    "null",
    "true",
    "-1",
    "1.5",
    "9223372036854775808",
    "9" * 400,
    "9" * 5000,
    "1e999",
    "NaN",
    "-Infinity",
    '""',
    '"\\u0000"',
    '"a\\u0000b"',
    '"\\ud800"',
    '"\\u202e\\u2066gnp\\u2069"',
    '"=1+1"',
    '"' + "a" * 70_000 + '"',
    '"' + "\U0001f600" * 8_000 + '"',
    '"0001-01-01T00:00:00+14:00"',
    '"9999-12-31T23:59:59-12:00"',
    '"00000000-0000-0000-0000-000000000000"',
    '"%\\\\_\'"',
    "[]",
    "{}",
    '{"\\u0000": "\\ud800"}',
    "[" * 200 + "]" * 200,
    '{"a":' * 200 + "1" + "}" * 200,
    "[[[null]]]",
)

# Percent-encoded, as segments of a path and as values of a query.
ADDRESSES = (
    "%00",
    "a%00b",
    "%ED%A0%80",
    "%FF",
    "%F0%9F%98%80",
    "..%2f..%2fetc",
    "%25",
    "-1",
    "0",
    "9223372036854775808",
    "9" * 400,
    "1e999",
    "NaN",
    "00000000-0000-0000-0000-000000000000",
    "a" * 3000,
    "%E2%80%AE",
    "eA",
    "MC4",
    "'%20OR%201=1--",
    "0001-01-01T00:00:00Z",
    "x.y",
    ".",
    "null",
)


def places(body: Any) -> Iterator[Any]:
    """The body with one of its values after another marked, and with a stray field."""
    yield MARK
    if isinstance(body, Mapping):
        yield {**body, "stray": MARK}
        for key, value in body.items():
            for inner in places(value):
                yield {**body, key: inner}
    elif isinstance(body, list):
        yield [*body, MARK]
        for place, value in enumerate(body):
            for inner in places(value):
                yield [*body[:place], inner, *body[place + 1 :]]


# One of each type: what is judged far from the edge costs more to try.
TYPES = ("null", "true", "-1", "1.5", "9" * 400, '"x"', "[]", "{}", "[[[null]]]", '[{"x": {}}]')


def bodies(body: Any, values: Sequence[str] = HOSTILE) -> Iterator[str]:
    """The body as JSON, each of its values replaced by each hostile one."""
    for marked in places(body):
        written = json.dumps(marked)
        for hostile in values:
            yield written.replace(WRITTEN, hostile)
