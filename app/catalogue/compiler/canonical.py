"""Canonical JSON (RFC 8785), quickly: what a publication's id is the hash of. Pure.

The library writes each string sign by sign in Python, which took half of publishing one changed
lesson. Python's own writer gives the same bytes where no number has a fraction, no whole number is
beyond what JSON holds exactly (2**53 - 1), and every key is ASCII, so that their order by code
points is the one by UTF-16 units: all of that is looked at first (RFC 8785, sections 3.2.2, 3.2.3).
"""

import json
from typing import Any

import rfc8785

_MOST = 2**53 - 1


def canonical(value: Any) -> bytes:
    """``value`` (mappings, lists, texts, numbers, truth values, None) as RFC 8785 writes it."""
    if not _is_plain(value):
        return rfc8785.dumps(value)
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return written.encode()


def _is_plain(value: Any) -> bool:
    if isinstance(value, str) or value is None or value is True or value is False:
        return True
    if isinstance(value, dict):
        return all(isinstance(k, str) and k.isascii() and _is_plain(v) for k, v in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return type(value) is int and -_MOST <= value <= _MOST
