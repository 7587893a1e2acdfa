"""What the matrix of rights is written in: a request, and who is let through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EVERYONE = frozenset({"nobody", "sari", "joko", "budi", "dewi", "rina", "asep", "tono"})
SIGNED_IN = EVERYONE - {"nobody"}
OWNER = frozenset({"sari"})
ADMIN = frozenset({"rina"})
PEOPLE_ADMINS = frozenset({"rina", "dewi"})
READERS = frozenset({"rina", "dewi"})
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, who is let through, and by whose things it is about."""

    method: str
    path: str
    let_through: frozenset[str]
    json: Mapping[str, Any] | None = None
    query: Mapping[str, str] | None = None
    # What stands for names in the path, where the scene's own will not do.
    fill: Mapping[str, str] | None = None
