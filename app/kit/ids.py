"""Identifiers: time-ordered UUIDv7 for rows, random codes for what people carry."""

import secrets
import time
from uuid import UUID

# No vowels and no look-alikes (0/O, 1/I/L, 2/Z, 5/S, 8/B): codes are read aloud over the phone.
CODE_ALPHABET = "34679CDFGHJKMNPQRTVWXY"


def uuid7(unix_ms: int | None = None) -> UUID:
    """A UUIDv7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, then random bits.

    Rows made in order stay in order in a B-tree, and a client can make them offline.
    """
    ms = time.time_ns() // 1_000_000 if unix_ms is None else unix_ms
    value = (ms & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76
    value |= secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)


def readable_code(length: int) -> str:
    """Random letters and digits a person can read aloud and type; about 4.46 bits each."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))
