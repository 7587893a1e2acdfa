"""Pictures of a bank: uploaded, looked at, cleaned of metadata, and named for figures."""

import asyncio
import base64
import binascii
import hashlib
import re
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks.describing import slug_from
from app.banks.editing import bank_for_edit, record
from app.banks.errors import PictureRefused
from app.banks.models import BankAsset
from app.banks.picture_cleaning import DamagedError, cleaned
from app.banks.queries import storing
from app.banks.queries.storing import Picture
from app.banks.reading import bank_to_read
from app.banks.schemas import PictureCreate, PictureRead
from app.catalogue.compiler import images
from app.catalogue.models import Asset
from app.identity.actor import Actor
from app.kit.pagination import Page, encode_cursor, place_after

MAX_UPLOAD_BYTES = 2 * 1024 * 1024
PICTURES_PATH = "/api/v1/teaching/banks/{bank}/pictures"
# As base64 in JSON, with a little more, so that what is too large is told so in words.
MAX_PICTURE_BODY = 3 * 1024 * 1024
MAX_NAME = 80

_SUFFIX = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}
NOT_A_PICTURE = {
    "id": (
        "Berkas ini bukan gambar PNG, JPEG, WebP, atau SVG sederhana yang utuh (sisi paling "
        "panjang 4096 piksel). Tidak ada yang disimpan. Simpan ulang gambarnya, lalu coba lagi."
    ),
    "en": (
        "This file is no whole PNG, JPEG, WebP or plain SVG (4096 pixels at most). Nothing was "
        "kept. Save the picture anew and try again."
    ),
}
TOO_LARGE = {
    "id": (
        "Gambar ini terlalu berat untuk peserta dengan sinyal lemah: paling banyak 1 MB. Tidak "
        "ada yang disimpan. Kecilkan lebarnya menjadi 1200 piksel, lalu coba lagi."
    ),
    "en": (
        "This picture is too heavy for learners on a weak line: 1 MB at most. Nothing was kept. "
        "Shrink it to 1200 pixels wide and try again."
    ),
}
UNDESCRIBED = {
    "id": "Tulis keterangan gambar (alt) dan lisensinya. Gambar belum disimpan.",
    "en": "Write what the picture shows (alt) and its licence. It was not kept.",
}


async def keep_sent(
    session: AsyncSession, actor: Actor, bank_slug: str, wanted: PictureCreate, *, now: datetime
) -> Picture:
    """``keep_picture`` of what came as base64."""
    try:
        content = base64.b64decode(wanted.content, validate=True)
    except binascii.Error as error:
        raise PictureRefused("not-a-picture", NOT_A_PICTURE) from error
    return await keep_picture(
        session,
        actor,
        bank_slug,
        name=wanted.name,
        content=content,
        alt=wanted.alt,
        licence=wanted.licence,
        take=wanted.take,
        now=now,
    )


async def keep_picture(
    session: AsyncSession,
    actor: Actor,
    bank_slug: str,
    *,
    name: str,
    content: bytes,
    alt: str,
    licence: str,
    take: bool,
    now: datetime,
) -> Picture:
    """Keep a picture for a bank's figures; the same bytes again give the file there is.

    Raises ``PictureRefused`` and what ``bank_for_edit`` raises.
    """
    bank = await bank_for_edit(session, actor, bank_slug, take=take, now=now)
    if not alt.strip() or not licence.strip():
        raise PictureRefused("undescribed", UNDESCRIBED)
    if len(content) > MAX_UPLOAD_BYTES:
        raise PictureRefused("too-large", TOO_LARGE)
    try:
        media_type, clean = await asyncio.to_thread(cleaned, content)
    except DamagedError as error:
        raise PictureRefused("not-a-picture", NOT_A_PICTURE) from error
    if len(clean) > images.MAX_BYTES:
        raise PictureRefused("too-large", TOO_LARGE)
    sha256 = hashlib.sha256(clean).hexdigest()
    there = await storing.asset_rows(session, [bank.id])
    for (_bank, file), row in there.items():
        if row.sha256 == sha256:
            return Picture(file, sha256, media_type, len(clean), row.alt, row.licence)
    file = _free_name(name, media_type, {file for _bank, file in there})
    if not await storing.known_assets(session, [sha256]):
        session.add(Asset(sha256=sha256, media_type=media_type, content=clean))
        await session.flush()  # the bank's row refers to it
    session.add(
        BankAsset(
            bank_id=bank.id,
            file=file,
            sha256=sha256,
            alt=alt.strip(),
            licence=licence.strip(),
            added_by=actor.person_id,
            added_at=now,
        )
    )
    await session.flush()  # figures of questions that come in the same transaction find it
    await record(session, actor, bank, "picture.added", now=now, file=file)
    return Picture(file, sha256, media_type, len(clean), alt.strip(), licence.strip())


def _free_name(name: str, media_type: str, taken: set[str]) -> str:
    """``assets/<name>``: what is left of a foreign name, with the suffix of what it is."""
    stem = slug_from(name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0])
    stem = stem[:MAX_NAME].strip("-") or "gambar"
    suffix, number, numbered = _SUFFIX[media_type], 1, stem
    while (file := f"assets/{numbered}{suffix}") in taken:
        number += 1
        numbered = f"{stem}-{number}"
    return file


async def pictures_page(
    session: AsyncSession, actor: Actor, bank_slug: str, *, after: str | None, limit: int
) -> Page[PictureRead]:
    """The bank's pictures by name."""
    bank = await bank_to_read(session, actor, bank_slug)
    found = await storing.pictures(session, bank.id, after=place_after(after, str), limit=limit)
    shown = found[:limit]
    return Page(
        items=[picture_read(one) for one in shown],
        next=encode_cursor([shown[-1].file]) if len(found) > limit else None,
    )


def picture_read(picture: Picture) -> PictureRead:
    return PictureRead(
        file=picture.file,
        link=f"/berkas/{picture.sha256}",
        media_type=picture.media_type,
        bytes=picture.bytes,
        alt=picture.alt,
        licence=picture.licence,
        figure=figure(picture.file, picture.alt, picture.licence),
    )


def figure(file: str, alt: str, licence: str) -> str:
    """The Markdown that shows a picture; its caption is the description until someone mends it."""
    quoted = [re.sub(r'["“”]', "'", text) for text in (file, alt, licence)]
    caption = re.sub(r"([\\`*_\[\]<>#|:])", r"\\\1", alt) or "…"
    return ':::figure{{src="{}" alt="{}" licence="{}"}}\n{}\n:::'.format(*quoted, caption)
