"""Figures of a lesson or a question: an SVG to inline or a raster picture to serve. Pure."""

import hashlib
from dataclasses import dataclass
from html import escape

from app.catalogue.compiler import images, svg

MEDIA_SUFFIXES = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
}


@dataclass(frozen=True, slots=True)
class AssetFile:
    """A file of an ``assets`` folder; ``file`` is its name for findings."""

    file: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sanitised <svg> element, to be inlined."""

    html: str


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture served by its hash, and the <img> that shows it."""

    html: str
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Refusal:
    line: int
    code: str
    what: str
    instead: str


def figure_of(
    asset: AssetFile, *, name: str, alt: str, number: int
) -> Drawing | Photograph | Refusal:
    """``number`` is the figure's place in its activity: it keeps the ids of two drawings apart."""
    digest = hashlib.sha256(asset.content).hexdigest()
    if name.endswith(".svg"):
        drawn = svg.sanitise(asset.content, prefix=f"f{digest[:6]}{number}-", label=alt)
        if isinstance(drawn, svg.Fault):
            return Refusal(drawn.line, "C049", drawn.what, drawn.instead)
        return Drawing(drawn)
    if len(asset.content) > images.MAX_BYTES:
        return Refusal(
            1, "C002", "the picture is larger than 1 MB", "shrink it to 1200 pixels wide"
        )
    found = images.picture(asset.content)
    if found is None or not name.endswith(MEDIA_SUFFIXES[found.media_type]):
        return Refusal(
            1,
            "C048",
            "not a PNG, JPEG or WebP picture of up to 4096 pixels, or named as another type",
            "save it as one of these, or draw it as SVG",
        )
    return Photograph(
        f'<img src="/berkas/{digest}" alt="{escape(alt)}" width="{found.width}" '
        f'height="{found.height}" loading="lazy" decoding="async">',
        digest,
        found.media_type,
    )
