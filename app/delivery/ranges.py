"""HTTP byte ranges (RFC 9110 section 14), as a pure function."""

import re

# No file here has more than 18 digits of bytes, and Python refuses to read thousands of them.
_SPEC = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*\Z")


class UnsatisfiableError(ValueError):
    """The range lies beyond the end."""


def single_range(header: str, size: int) -> range | None:
    """The bytes asked for; None if the header is to be ignored (malformed, or several ranges).

    Raises ``UnsatisfiableError`` for a well-formed range that holds no byte.
    """
    found = _SPEC.match(header)
    if found is None or found.group(1) == found.group(2) == "":
        return None
    first, last = found.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise UnsatisfiableError
        return range(max(0, size - int(last)), size)
    start, stop = int(first), int(last) + 1 if last else size
    if last and int(last) < start:
        return None
    if start >= size:
        raise UnsatisfiableError
    return range(start, min(stop, size))
