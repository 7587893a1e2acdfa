"""A draft whose course was published meanwhile: three texts of each file, one choice. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Choices = Mapping[str, Literal["mine", "theirs"]]


@dataclass(frozen=True, slots=True)
class Rebased:
    """``files``: what the draft holds over the new base, by path; None: taken away.

    ``conflicts``: paths that both sides changed, each in its own way, without a choice.
    """

    files: Mapping[str, bytes | None]
    conflicts: tuple[str, ...]


def rebased(
    base: Mapping[str, bytes],
    mine: Mapping[str, bytes],
    theirs: Mapping[str, bytes],
    choices: Choices,
) -> Rebased:
    """What only one side changed is as that side has it."""
    files: dict[str, bytes | None] = {}
    conflicts = []
    for path in sorted({*base, *mine, *theirs}):
        was, own, other = base.get(path), mine.get(path), theirs.get(path)
        if own in (other, was):
            kept = other
        elif other == was or choices.get(path) == "mine":
            kept = own
        elif choices.get(path) == "theirs":
            kept = other
        else:
            conflicts.append(path)
            continue
        files[path] = kept
    return Rebased(files, tuple(conflicts))
