"""A zip of texts with large files behind them, sent without ever being whole in memory. Pure.

What it will weigh is known before its first byte, and the same files always make the same bytes.
"""

import hashlib
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
_HEAD = struct.Struct("<4s5H3L2H")
_LISTED = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_ON_UNIX = 3 << 8
_MODE = 0o100644 << 16
# 1 January 1980: the first day a zip knows.
_TIME, _DAY = 0, (1 << 5) | 1
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Stored:
    """A file to put into the zip as it is: ``size`` bytes with the CRC-32 ``checksum``."""

    name: str
    path: Path
    size: int
    checksum: int


def with_stored(packed: bytes, stored: Sequence[Stored]) -> list[bytes | Stored]:
    """The parts of a zip: those of ``packed`` and files behind them, in the order of their names.

    ``packed`` is a zip without a comment. All of it stays below 4 GB and 65,535 files.
    """
    _, _, _, _, count, _, at, _ = _END.unpack(packed[-_END.size :])
    listed = packed[at : -_END.size]
    parts: list[bytes | Stored] = [packed[:at]]
    for file in sorted(stored, key=lambda one: one.name):
        name = file.name.encode("ascii")
        same = (0, 0, _TIME, _DAY, file.checksum, file.size, file.size, len(name), 0)
        parts += [_HEAD.pack(b"PK\x03\x04", _VERSION, *same) + name, file]
        listed += (
            _LISTED.pack(b"PK\x01\x02", _ON_UNIX | _VERSION, _VERSION, *same, 0, 0, 0, _MODE, at)
            + name
        )
        at += _HEAD.size + len(name) + file.size
        count += 1
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listed), at, 0)
    return [*parts, listed + end]


def length_of(parts: Sequence[bytes | Stored]) -> int:
    return sum(part.size if isinstance(part, Stored) else len(part) for part in parts)


def tag_of(parts: Sequence[bytes | Stored]) -> str:
    """What tells this zip from every other: its directory has the sum of each file behind."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part if isinstance(part, bytes) else part.name.encode())
    return hashed.hexdigest()[:32]


def wanted_from(range_: str | None, length: int) -> int:
    """Where somebody who was cut off goes on (``bytes=1000-``); 0 for anything else."""
    asked = re.fullmatch(r"bytes=(\d{1,15})-", range_ or "")
    return int(asked[1]) if asked and int(asked[1]) < length else 0


def pieces(parts: Sequence[bytes | Stored], start: int = 0) -> Iterator[bytes]:
    """The bytes from ``start`` on, a little at a time. Raises ``OSError`` if a file is gone."""
    for part in parts:
        size = length_of([part])
        skipped = min(start, size)
        start -= skipped
        if skipped == size:
            continue
        if isinstance(part, bytes):
            yield part[skipped:]
            continue
        with part.path.open("rb") as file:
            file.seek(skipped)
            while piece := file.read(_PIECE):
                yield piece
