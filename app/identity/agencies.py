"""The agency tree as paths: "/<id hex>/<id hex>/", own id last.

A subtree is a prefix, ancestors are the parts. The closing slash keeps one id from being taken for
the beginning of another.
"""

from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WHOLE_TREE = "/"
MAX_DEPTH = 12


def child_path(parent_path: str | None, agency_id: UUID) -> str:
    """The path of an agency under a parent; of the root when there is no parent."""
    return f"{parent_path or WHOLE_TREE}{agency_id.hex}/"


def path_ids(path: str) -> tuple[UUID, ...]:
    """The agency ids along a path, topmost first."""
    return tuple(UUID(hex=part) for part in path.split("/") if part)


def depth(path: str) -> int:
    """1 for the root."""
    return path.count("/") - 1


def is_within(path: str, subtree: str) -> bool:
    """Whether an agency is the subtree's top or below it."""
    return path.startswith(subtree)


def is_within_any(path: str, subtrees: Iterable[str]) -> bool:
    return any(is_within(path, subtree) for subtree in subtrees)


def covers_whole_tree(subtree: str) -> bool:
    """Whether a subtree is everything: "/" or the path of the one root."""
    return depth(subtree) <= 1


def is_time_zone(name: str) -> bool:
    """Whether it names a zone of the IANA database; a path or an odd name never does."""
    if not name or name.startswith(("/", ".")) or not name.isascii():
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
