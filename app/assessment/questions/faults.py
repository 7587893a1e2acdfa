"""Faults that several kinds look for in their sources: ids and what they name. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from app.assessment.questions.base import Fault, ItemText, Path
from app.catalogue.document import Language


class HasId(Protocol):
    @property
    def id(self) -> str: ...


def repeated_ids(items: Sequence[HasId], path: Path) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, item in enumerate(items):
        if item.id in seen:
            yield Fault(
                (*path, place, "id"),
                "Q011",
                f"the id '{item.id}' is used twice in this question",
                "give each its own id",
            )
        seen.add(item.id)


def strangers(
    named: Sequence[str], known: Sequence[str], path: Path, *, code: str = "Q012"
) -> Iterator[Fault]:
    """A fault for each named id that is not known."""
    for one in named:
        if one not in known:
            yield Fault(
                path,
                code,
                f"'{one}' is not an id of this question",
                f"write one of {', '.join(known)}",
            )


def item_faults(texts: Mapping[Language, Any], field: str) -> Iterator[Fault]:
    """Repeated ids, and translations whose ids are not those of the Indonesian text."""
    if "id" not in texts:
        return  # said elsewhere
    base = [item.id for item in getattr(texts["id"], field)]
    for language, text in texts.items():
        items: Sequence[ItemText] = getattr(text, field)
        yield from repeated_ids(items, ("text", language, field))
        if sorted(item.id for item in items) != sorted(base):
            yield Fault(
                ("text", language, field),
                "Q013",
                f"the ids under '{field}' differ from those of the Indonesian text",
                f"use the ids {', '.join(base)}, each once",
            )
