"""Which texts of a draft name one of its files. Pure."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from app.catalogue.compiler.recordings import POINTER


def users(there: Mapping[str, bytes], path: str) -> list[str]:
    """Texts that name an asset, and pointers whose captions it is. Pure.

    A module's file is named by the module's texts, a course's by those of any module that has none
    of that name itself.
    """
    place = PurePosixPath(path)
    home = str(place.parent.parent)
    named = f"assets/{place.name}".encode()
    captions = re.compile(rb"^captions: *['\"]?" + re.escape(place.name.encode()), re.MULTILINE)
    found = []
    for other, content in there.items():
        where = PurePosixPath(other)
        if other.endswith(POINTER) and where.parent == place.parent:
            if captions.search(content):
                found.append(other)
        elif "/assets/" not in other and named in content and other.startswith(f"{home}/"):
            own = f"{where.parent}/assets/{place.name}"
            if str(where.parent) == home or (own not in there and f"{own}{POINTER}" not in there):
                found.append(other)
    return found
