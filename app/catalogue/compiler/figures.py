"""Figures of a lesson or a question: an SVG to inline or a raster picture to serve. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from app.catalogue.compiler import images, svg

NARROWER = (320, 640)
# A figure is at most 30 rem wide (styles/core.css).
SIZES = "(min-width: 32rem) 30rem, 94vw"
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
    """A picture served by its hash, and the <img> that shows it.

    ``files``: sha256 → media type and content, of its other widths too.
    """

    html: str
    sha256: str
    media_type: str
    files: Mapping[str, tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Refusal:
    line: int
    code: str
    what: str
    instead: str


def narrower_names(file: str) -> tuple[str, ...]:
    """Where the narrower copies of a picture may lie: ``loket.w320.webp`` beside ``loket.webp``."""
    stem, dot, ending = file.rpartition(".")
    return tuple(f"{stem}.w{width}.{ending}" for width in NARROWER) if dot else ()


def figure_of(
    asset: AssetFile,
    *,
    name: str,
    alt: str,
    number: int,
    narrower: Sequence[AssetFile] = (),
) -> Drawing | Photograph | Refusal:
    """``number`` is the figure's place in its activity: it keeps the ids of two drawings apart.

    ``narrower``: copies for small screens, the browser chooses among them.
    """
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
    files = {digest: (found.media_type, asset.content)}
    widths = {found.width: digest}
    for one in narrower:
        copy = images.picture(one.content)
        if copy is not None and len(one.content) <= images.MAX_BYTES and copy.width < found.width:
            other = hashlib.sha256(one.content).hexdigest()
            files[other], widths[copy.width] = (copy.media_type, one.content), other
    choice = ""
    if len(widths) > 1:
        listed = ", ".join(f"/berkas/{widths[width]} {width}w" for width in sorted(widths))
        choice = f'srcset="{listed}" sizes="{SIZES}" '
    return Photograph(
        f'<img src="/berkas/{digest}" {choice}alt="{escape(alt)}" width="{found.width}" '
        f'height="{found.height}" loading="lazy" decoding="async">',
        digest,
        found.media_type,
        files,
    )
