"""Values of a file as a client sends them (an author could have written them), bounded.

What both databases can hold and what a browser sends unchanged; the rules of the file judge the
rest.
"""

import json
import math
from typing import Any

from pydantic import JsonValue
from pydantic_core import PydanticCustomError

from app.kit.text import is_storable

MAX_BYTES = 64 * 1024
MAX_DEPTH = 8
# Beyond it a browser's number is not the number any more.
MAX_NUMBER = 2**53


def writable(values: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """The values; as a validator it refuses what is too deep, too long or cannot be stored."""
    level: list[Any] = [values]
    depth = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise PydanticCustomError("too_deep", "Nested too deep")
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner += [*value, *value.values()]
            elif isinstance(value, list):
                inner += value
            elif isinstance(value, str) and not is_storable(value):
                raise PydanticCustomError("unstorable", "Holds a character that cannot be stored")
            elif isinstance(value, int | float) and not _is_plain(value):
                raise PydanticCustomError("odd_number", "Holds a number that cannot be kept")
        level = inner
    if len(json.dumps(values)) > MAX_BYTES:
        raise PydanticCustomError("too_long", "Larger than 64 kB")
    return values


def _is_plain(value: float) -> bool:
    # Compared first: a whole number beyond what a float holds cannot be asked whether it is finite.
    return abs(value) <= MAX_NUMBER and math.isfinite(value)
