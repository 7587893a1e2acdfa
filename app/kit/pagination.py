"""Keyset pages: ``?after=<cursor>&limit=<n>``; cost does not grow with depth."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar, overload

from fastapi import Query
from pydantic import BaseModel

from app.kit.problems import Invalid
from app.kit.text import CleanText, is_storable

Limit = Annotated[int, Query(ge=1, le=200)]
After = Annotated[
    CleanText | None, Query(max_length=1600, description="Cursor from the page before")
]

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    """``items`` in the list's order; ``next`` is the cursor of the following page, if any."""

    items: list[T]
    next: str | None


def encode_cursor(key: Sequence[str]) -> str:
    return (
        base64.urlsafe_b64encode(json.dumps(list(key), ensure_ascii=False).encode())
        .decode()
        .rstrip("=")
    )


@overload
def place_after(cursor: str | None, first: Callable[[str], A], /) -> A | None: ...


@overload
def place_after(
    cursor: str | None, first: Callable[[str], A], second: Callable[[str], B], /
) -> tuple[A, B] | None: ...


def place_after(cursor: str | None, *parts: Callable[[str], Any]) -> Any:
    """The sort key a page starts after, each part as its callable reads it; None: from the top.

    Raises ``Invalid`` if the cursor is not one of this list: it has other parts, or a callable
    refuses its part with ``ValueError`` or ``OverflowError``.
    """
    if cursor is None:
        return None
    try:
        key = tuple(read(text) for read, text in zip(parts, _texts(cursor), strict=True))
    except (ValueError, OverflowError, RecursionError) as error:
        raise Invalid([{"pointer": "/after", "detail": "Not a cursor of this list"}]) from error
    return key if len(parts) > 1 else key[0]


def _texts(cursor: str) -> list[str]:
    """What ``encode_cursor`` was given; ``ValueError`` for anything else."""
    padded = cursor + "=" * (-len(cursor) % 4)
    key = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    if not isinstance(key, list) or not all(isinstance(k, str) and is_storable(k) for k in key):
        raise ValueError(cursor)
    return key


def moment(text: str) -> datetime:
    """Part of a key: ISO 8601 with its offset."""
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(text)
    # Here a moment that UTC has no year for is refused; the database's driver would break on it.
    return read.astimezone(UTC)


def whole(text: str) -> int:
    """Part of a key: a number that a column of 32 bits holds."""
    number = int(text)
    if abs(number) >= 2**31:
        raise ValueError(text)
    return number
