"""Which sound, film and documents the files of a course point to. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.catalogue.compiler.figures import AssetFile
from app.catalogue.compiler.recordings import POINTER, Pointed, Pointer, read_pointer


@dataclass(frozen=True, slots=True)
class PointerFile:
    """A pointer and the path it stands at."""

    path: str
    pointer: Pointer


def pointers_in(files: Mapping[str, bytes]) -> list[PointerFile]:
    """In the order of their paths; a file that is no pointer is passed over (the rules say so)."""
    found = []
    for path in sorted(files):
        if path.endswith(POINTER):
            pointed = read_pointer(AssetFile(path, files[path]))
            if isinstance(pointed, Pointed):
                found.append(PointerFile(path, pointed.pointer))
    return found
