"""Reading what a tus client says (tus 1.0.0, https://tus.io/protocols/resumable-upload). Pure."""

import base64
import binascii
import re
import unicodedata

from app.kit.text import is_storable

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PIECE = "application/offset+octet-stream"

# Far beyond any limit of ours, and short enough for every database's integer.
_NUMBER = re.compile(r"\d{1,15}")
_KEY = re.compile(r"[A-Za-z0-9_.-]{1,40}")
MAX_METADATA = 4096
MAX_NAME = 200


def whole_number(header: str | None) -> int | None:
    """A count of bytes; None for anything that is not plain digits."""
    return int(header) if header is not None and _NUMBER.fullmatch(header) else None


def metadata(header: str | None) -> dict[str, str] | None:
    """``Upload-Metadata``: keys with base64 values, by commas. None if it is not that."""
    found: dict[str, str] = {}
    if header is None or not header.strip():
        return found
    if len(header) > MAX_METADATA:
        return None
    for pair in header.split(","):
        key, _, coded = pair.strip().partition(" ")
        if not _KEY.fullmatch(key) or key in found:
            return None
        try:
            found[key] = base64.b64decode(coded.strip(), validate=True).decode("utf-8")
        except (binascii.Error, ValueError):
            return None
    return found


def file_name(name: str) -> str:
    """A foreign name as it may be shown: its last part, one line, nothing that cannot be stored."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(
        char for char in last if is_storable(char) and unicodedata.category(char)[0] != "C"
    )
    shown = shown.strip()
    if len(shown) > MAX_NAME:
        stem, _, ending = shown.rpartition(".")
        shown = f"{stem[: MAX_NAME - 10]}.{ending[:9]}"
    return shown
