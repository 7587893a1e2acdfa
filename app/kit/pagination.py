"""Keyset pages: ``?after=<cursor>&limit=<n>``; cost does not grow with depth."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

from app.kit.problems import Invalid
from app.kit.text import CleanText, is_storable

Limit = Annotated[int, Query(ge=1, le=200)]
After = Annotated[
    CleanText | None, Query(max_length=1600, description="Cursor from the page before")
]


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


def decode_cursor(cursor: str | None, parts: int) -> list[str] | None:
    """The sort key a page starts after; ``Invalid`` if the cursor is not one of ours."""
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except (binascii.Error, ValueError) as error:
        raise Invalid([{"pointer": "/after", "detail": "Not a cursor of this list"}]) from error
    if (
        not isinstance(key, list)
        or len(key) != parts
        or not all(isinstance(k, str) and is_storable(k) for k in key)
    ):
        raise Invalid([{"pointer": "/after", "detail": "Not a cursor of this list"}])
    return key
