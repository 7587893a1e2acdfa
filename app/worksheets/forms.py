"""A form without JavaScript → the same commands that a device would make. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.worksheets.schemas import WorksheetRead

Command = tuple[str, dict[str, Any]]
# A command may have 16 kB; what surrounds the values is small.
MOST_BYTES = 14_000


def as_shown(text: str) -> str:
    """What the form keeps of a value, to tell later whether it was changed: 8 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def changed_values(fields: Mapping[str, Sequence[str]], view: WorksheetRead) -> dict[str, str]:
    """The values that the form changed, by key. ``fields``: all values of each name.

    The page may be older than a value written on another device: what merely stands in it as it
    was shown (``w:``) is left alone.
    """
    changed = {}
    for name, texts in fields.items():
        if not name.startswith("v:"):
            continue
        key, text = name[2:], texts[-1].replace("\r\n", "\n")
        was = fields.get(f"w:{key}", [as_shown("")])[-1]
        if text != view.values.get(key, "") and as_shown(text) != was:
            changed[key] = text
    return changed


def commands_from_form(values: Mapping[str, str], about: Mapping[str, str]) -> list[Command]:
    """Commands that say these values, each small enough to be taken."""
    return [("worksheet", {**about, "values": part}) for part in _parts(values)]


def _parts(values: Mapping[str, str]) -> Iterator[dict[str, str]]:
    part: dict[str, str] = {}
    held = 0
    for key, text in values.items():
        size = len(json.dumps({key: text}).encode())
        if part and (held + size > MOST_BYTES or len(part) >= 200):
            yield part
            part, held = {}, 0
        part[key] = text
        held += size
    if part:
        yield part
