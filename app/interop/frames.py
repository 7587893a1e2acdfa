"""A JSON header and blobs as one run of bytes, and back. Pure.

``<length of the header> <length of blob 1> …\\n<header><blob 1>…``
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any


def packed(header: Mapping[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    text = json.dumps(header, ensure_ascii=True).encode()
    lengths = " ".join(str(len(part)) for part in (text, *blobs))
    return b"".join([lengths.encode(), b"\n", text, *blobs])


def unpacked(frame: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Raises ``ValueError`` for what ``packed`` did not write."""
    lengths, mark, _ = frame.partition(b"\n")
    sizes = [int(size) for size in lengths.split()]
    if not mark or not sizes or sum(sizes) != len(frame) - len(lengths) - 1:
        raise ValueError("not a frame")
    parts: list[bytes] = []
    at = len(lengths) + 1
    for size in sizes:
        parts.append(frame[at : at + size])
        at += size
    header = json.loads(parts[0])
    if not isinstance(header, dict):
        raise TypeError("not a header")
    return header, parts[1:]
