"""The files of a draft as a trainer sees them: what each is, what it weighs, who shows it. Pure."""

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from app.catalogue.compiler.figures import AssetFile, narrower_names
from app.catalogue.compiler.images import picture
from app.catalogue.compiler.recordings import POINTER, Pointed, read_pointer
from app.workshop.asset_schemas import AssetRead
from app.workshop.asset_uses import users

_KINDS = {"audio": "sound", "video": "film", "application": "document"}


def assets_of(there: Mapping[str, bytes], folder: str) -> list[AssetRead]:
    """By place and name, the course's own first, those of banks last; a picture's narrower copies
    count as part of it.

    ``there``: every file of the draft by path; ``folder``: the course's, with a stroke at the end.
    """
    paths = [p for p in there if p.startswith((folder, "banks/")) and "/assets/" in p]
    copies = {copy for path in paths for copy in narrower_names(path) if copy in there}
    ordered = sorted(paths, key=lambda path: (path.startswith("banks/"), path))
    return [_asset(there, folder, path) for path in ordered if path not in copies]


def _asset(there: Mapping[str, bytes], folder: str, path: str) -> AssetRead:
    place, content = PurePosixPath(path), there[path]
    home, bank = str(place.parent.parent).removeprefix(folder.rstrip("/")).strip("/"), None
    if path.startswith("banks/"):
        home, bank = "", place.parts[1]
    name = place.name.removesuffix(POINTER)
    named = str(place.with_name(name))
    pointed = read_pointer(AssetFile(path, content)) if path.endswith(POINTER) else None
    if isinstance(pointed, Pointed):
        pointer = pointed.pointer
        return AssetRead(
            module=home or None,
            bank=bank,
            name=name,
            kind=_KINDS[pointer.media_type.partition("/")[0]],
            media_type=pointer.media_type,
            bytes=pointer.bytes,
            sha256=pointer.sha256,
            link=f"/berkas/{pointer.sha256}",
            width=None,
            height=None,
            seconds=pointer.seconds,
            pages=pointer.pages,
            title=pointer.title,
            licence=pointer.licence,
            transcript=pointer.transcript,
            captions=pointer.captions,
            used_in=users(there, named),
        )
    sha256 = hashlib.sha256(content).hexdigest()
    found = picture(content)
    copies = [there[copy] for copy in narrower_names(path) if copy in there]
    kind, media_type = "other", "application/octet-stream"
    if found is not None:
        kind, media_type = "picture", found.media_type
    elif name.endswith(".svg"):
        kind, media_type = "picture", "image/svg+xml"
    elif name.endswith(".vtt"):
        kind, media_type = "captions", "text/vtt"
    return AssetRead(
        module=home or None,
        bank=bank,
        name=name,
        kind=kind,
        media_type=media_type,
        bytes=len(content) + sum(map(len, copies)),
        sha256=sha256,
        link=f"/berkas/{sha256}" if found is not None else None,
        width=found.width if found else None,
        height=found.height if found else None,
        seconds=None,
        pages=None,
        title=None,
        licence=None,
        transcript=None,
        captions=None,
        used_in=users(there, named),
    )
