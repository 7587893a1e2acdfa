"""Files of a draft: what was uploaded becomes a picture, or a pointer to a sound, film or document.

A picture's widths are files of the draft. The bytes of everything larger stay in the store, by
their hash; the draft holds a pointer with the words that go with it.
"""

import asyncio
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.catalogue import service as catalogue
from app.catalogue.compiler.figures import AssetFile, narrower_names
from app.catalogue.compiler.recordings import POINTER, Pointed, is_captions, read_pointer
from app.catalogue.compiler.yamlwriting import written
from app.identity.actor import Actor
from app.media import service as media
from app.media.service import Finished
from app.media.store import store_of
from app.workshop.asset_listing import assets_of
from app.workshop.asset_schemas import AssetAttach, AssetAttached, AssetChange, AssetList
from app.workshop.asset_uses import users
from app.workshop.drafts import Draft, draft_for, files_of
from app.workshop.errors import (
    AssetInUse,
    AssetMisplaced,
    AssetWordsMissing,
    DraftAssetNotFound,
)
from app.workshop.saving import put_files

_ODD = re.compile(r"[^a-z0-9]+")
MAX_STEM = 60
_DIRECTIVES = {"sound": "audio", "film": "video", "document": "document"}
_ENDINGS = {
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/webm": "webm",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "application/pdf": "pdf",
}


@dataclass(frozen=True, slots=True)
class _Made:
    """Files to put, and the one that texts name."""

    files: Mapping[str, bytes]
    file: str
    markdown: str


async def attach(
    session: AsyncSession, actor: Actor, course_id: UUID, wanted: AssetAttach, *, now: datetime
) -> AssetAttached:
    """Put what was uploaded into the draft.

    Raises ``DraftNotFound``, ``DraftAssetNotFound`` (no such module or bank), ``UploadNotFound``,
    ``UploadNotDone``, ``AssetWordsMissing``, ``AssetMisplaced`` (anything but a picture for a
    bank), and what ``put_files`` raises.
    """
    draft = await draft_for(session, actor, course_id)
    upload = await media.finished(session, actor, wanted.upload, purpose="asset")
    there = await files_of(session, draft)
    folder = _folder(draft, wanted.module, wanted.bank, there)
    if wanted.bank is not None and upload.result.kind != "picture":
        raise AssetMisplaced
    made = await asyncio.to_thread(_made, upload, wanted, folder, set(there))
    if upload.result.kind in _DIRECTIVES:
        await _keep(session, actor, course_id, upload, now)
    else:
        await _serve(session, made.files)
    put = await put_files(session, actor, draft, made.files, act="asset-added", now=now)
    return AssetAttached(
        paths=sorted(made.files),
        file=made.file,
        markdown=made.markdown,
        revision=put.revision,
        result=upload.result,
    )


def _folder(draft: Draft, module: str | None, bank: str | None, there: Collection[str]) -> str:
    """Where texts look for the files of a module, of a bank's questions or of the whole course."""
    if bank is not None:
        own = f"banks/{bank}/"
        if not any(path.startswith(own) and path.endswith(".yaml") for path in there):
            raise DraftAssetNotFound
        return f"{own}assets/"
    if module is None:
        return f"{draft.folder}assets/"
    if f"{draft.folder}{module}/module.yaml" not in there:
        raise DraftAssetNotFound
    return f"{draft.folder}{module}/assets/"


def _made(upload: Finished, wanted: AssetAttach, folder: str, taken: set[str]) -> _Made:
    """Blocks: reads the small files that the examination made."""
    found = upload.result
    stem = _stem(wanted.name or upload.name)
    if found.kind == "picture":
        if not wanted.alt or not wanted.licence:
            raise AssetWordsMissing
        return _picture(upload, wanted, folder, stem, taken)
    if found.kind == "captions":
        name = _free(folder, stem, ".vtt", taken)
        content = (upload.folder / "captions.vtt").read_bytes()
        return _Made({f"{folder}{name}": content}, f"assets/{name}", "")
    if not wanted.title or not wanted.licence:
        raise AssetWordsMissing
    name = _free(folder, stem, f".{_ENDINGS[found.media_type]}", taken, more=POINTER)
    pointer: dict[str, Any] = {
        "sha256": found.media,
        "media_type": found.media_type,
        "bytes": found.bytes,
        "title": wanted.title,
        "licence": wanted.licence,
        "seconds": found.seconds,
        "pages": found.pages,
        "captions": wanted.captions,
        "transcript": wanted.transcript,
    }
    return _Made(
        {f"{folder}{name}{POINTER}": _pointer(pointer)},
        f"assets/{name}",
        f':::{_DIRECTIVES[found.kind]}{{src="assets/{name}"}}\n{_caption(wanted.caption)}:::',
    )


def _picture(
    upload: Finished, wanted: AssetAttach, folder: str, stem: str, taken: set[str]
) -> _Made:
    found = upload.result
    if found.media_type == "image/svg+xml":
        name = _free(folder, stem, ".svg", taken)
        files = {f"{folder}{name}": (upload.folder / "drawing.svg").read_bytes()}
    else:
        name = _free(folder, stem, ".webp", taken)
        *narrower, widest = found.variants
        files = {f"{folder}{name}": (upload.folder / f"{widest.width}.webp").read_bytes()}
        for one in narrower:
            copy = f"{folder}{name.removesuffix('.webp')}.w{one.width}.webp"
            files[copy] = (upload.folder / f"{one.width}.webp").read_bytes()
    alt, licence = (re.sub(r'["“”]', "'", text) for text in (wanted.alt, wanted.licence))
    caption = _caption(wanted.caption or wanted.alt)
    markdown = f':::figure{{src="assets/{name}" alt="{alt}" licence="{licence}"}}\n{caption}:::'
    return _Made(files, f"assets/{name}", markdown)


def _stem(name: str) -> str:
    """What is left of a foreign name: "Foto Loket (2).JPG" → "foto-loket-2"."""
    stem = name.rsplit(".", 1)[0] if "." in name else name
    return _ODD.sub("-", stem.lower())[:MAX_STEM].strip("-") or "berkas"


def _free(folder: str, stem: str, ending: str, taken: set[str], more: str = "") -> str:
    number, name = 1, f"{stem}{ending}"
    while f"{folder}{name}{more}" in taken:
        number += 1
        name = f"{stem}-{number}{ending}"
    return name


def _caption(text: str) -> str:
    """A line of Markdown that says just this; "" if there is none."""
    plain = re.sub(r"([\\`*_\[\]<>#|:])", r"\\\1", " ".join(text.split()))
    return f"{plain}\n" if plain else ""


def _pointer(values: Mapping[str, Any]) -> bytes:
    return written({key: value for key, value in values.items() if value is not None}).encode()


async def _keep(
    session: AsyncSession, actor: Actor, course_id: UUID, upload: Finished, now: datetime
) -> None:
    found = upload.result
    await asyncio.to_thread(store_of(session).adopt, upload.whole, found.media)
    await media.hold(
        session,
        actor,
        course_id=course_id,
        sha256=found.media,
        media_type=found.media_type,
        size=found.bytes,
        seconds=found.seconds,
        pages=found.pages,
        now=now,
    )


async def _serve(session: AsyncSession, files: Mapping[str, bytes]) -> None:
    """Pictures and captions are at their address at once: a preview shows what lessons will."""
    types = {".webp": "image/webp", ".vtt": "text/vtt"}
    served = {
        content: types[PurePosixPath(path).suffix]
        for path, content in files.items()
        if PurePosixPath(path).suffix in types
    }
    await catalogue.keep_assets(session, served)


async def listed(session: AsyncSession, actor: Actor, course_id: UUID) -> AssetList:
    """The draft's files. Raises ``DraftNotFound``."""
    draft = await draft_for(session, actor, course_id)
    there = await files_of(session, draft)
    items = await asyncio.to_thread(assets_of, there, draft.folder)
    return AssetList(items=items, total_bytes=sum(item.bytes for item in items))


async def change(
    session: AsyncSession,
    actor: Actor,
    course_id: UUID,
    module: str | None,
    name: str,
    wanted: AssetChange,
    *,
    now: datetime,
) -> int:
    """Mend the words of a sound, film or document; the draft's revision after it.

    Raises ``DraftNotFound``, ``DraftAssetNotFound``, and what ``put_files`` raises.
    """
    draft = await draft_for(session, actor, course_id)
    there = await files_of(session, draft)
    folder = _folder(draft, module, None, there)
    path = f"{folder}{name}{POINTER}"
    pointed = read_pointer(AssetFile(path, there[path])) if path in there else []
    if not isinstance(pointed, Pointed):
        raise DraftAssetNotFound
    beside = there.get(f"{folder}{wanted.captions}")
    if wanted.captions and (beside is None or not is_captions(beside)):
        raise DraftAssetNotFound
    values = pointed.pointer.model_dump() | wanted.model_dump()
    values["transcript"] = wanted.transcript or None
    put = await put_files(
        session, actor, draft, {path: _pointer(values)}, act="asset-changed", now=now
    )
    return put.revision


async def take_away(
    session: AsyncSession,
    actor: Actor,
    course_id: UUID,
    module: str | None,
    name: str,
    *,
    bank: str | None = None,
    now: datetime,
) -> int:
    """Take a file out of the draft; the draft's revision after it.

    Versions that show it keep it. Raises ``AssetInUse`` while a text of the draft names it,
    ``DraftNotFound``, ``DraftAssetNotFound``.
    """
    draft = await draft_for(session, actor, course_id)
    there = await files_of(session, draft)
    path = f"{_folder(draft, module, bank, there)}{name.removesuffix(POINTER)}"
    gone = [one for one in (path, f"{path}{POINTER}", *narrower_names(path)) if one in there]
    if not gone:
        raise DraftAssetNotFound
    shown = users(there, path)
    if shown:
        raise AssetInUse(used_in=shown[:20])
    changes: dict[str, bytes | None] = dict.fromkeys(gone)
    put = await put_files(session, actor, draft, changes, act="asset-removed", now=now)
    return put.revision
