"""Content codings as clients really ask for them."""

import pytest

from app.delivery.negotiate import choose, matches

OURS = ("br", "gzip")


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("deflate", "identity"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0.001", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0.5, identity", "identity"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("gzip;q=0.2, *;q=0", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0", "identity"),
        ("br;q=nonsense, gzip", "gzip"),
        ("br;q=2", "identity"),
        ("br ; q=1.0 , gzip", "br"),
        (",,br", "br"),
        ("br, " + "x" * 5000, "br"),
    ],
)
def test_choose(header: str | None, chosen: str) -> None:
    assert choose(header, OURS) == chosen


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('"a"', '"a"'),
        ('W/"a"', '"a"'),
        ('"x", W/"b"', '"b"'),
        ('"x"', None),
        ("*", '"a"'),
        ("", None),
    ],
)
def test_matches(header: str, found: str | None) -> None:
    assert matches(header, ('"a"', '"b"')) == found
