"""Pictures that came inside a file of questions: checked by their content, named, handed out. Pure.

A figure travels as ``![alt](@@PLUGINFILE@@/name "caption · licence")``, Moodle's way of naming an
embedded file, and comes back as the same figure.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote

from app.catalogue.compiler.images import MAX_BYTES, picture
from app.catalogue.compiler.svg import sanitise
from app.interop.questions.model import Asset, RefusedError
from app.interop.questions.texts import begun, escaped, one_line, plain_block

PLACE = "@@PLUGINFILE@@/"
UNKNOWN_LICENCE = "Lisensi tidak disebut di berkas asal"
MAX_PICTURES = 500
MAX_PICTURE_BYTES = 40 * 1024 * 1024
_BETWEEN = " · "

_SUFFIX = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/svg+xml": "svg"}
_DATA = re.compile(r"data:image/[a-z+.-]{1,20};base64,([A-Za-z0-9+/=\s]{1,2000000})")
_FIGURE = re.compile(
    r'^:::figure\{src="([^"\n]*)" alt="([^"\n]*)" licence="([^"\n]*)"\}\n(.*?)\n:::$',
    re.MULTILINE | re.DOTALL,
)


def figure(src: str, alt: str, licence: str, caption: str) -> str:
    """The lines of our directive; ``caption`` is Markdown."""
    quoted = [re.sub(r'["“”]', "'", one_line(text)) for text in (src, alt, licence)]
    return ':::figure{{src="{}" alt="{}" licence="{}"}}\n{}\n:::'.format(*quoted, caption)


class Pictures:
    """The embedded pictures of one file, and those that its questions use."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}
        self._used: dict[str, Asset] = {}
        self._met: set[str] = set()

    @property
    def used(self) -> tuple[Asset, ...]:
        return tuple(self._used.values())

    def embed(self, name: str, encoded: str) -> None:
        """A file of the question being read, as base64; a broken one counts as missing."""
        content = _decoded(encoded)
        if content is not None:
            self._known[name] = content

    def forget(self) -> None:
        """A question's files are its own."""
        self._known.clear()
        self._met.clear()

    @property
    def unmet(self) -> list[str]:
        """Embedded files that no text of the question shows."""
        return [name for name in self._known if name not in self._met]

    def taken_in(self, html: str) -> str:
        """``data:`` pictures in a text become embedded ones."""

        def named(match: re.Match[str]) -> str:
            content = _decoded(match[1])
            if content is None:
                return "data:"
            name = hashlib.sha256(content).hexdigest()[:16]
            self._known[name] = content
            return PLACE + name

        return _DATA.sub(named, html)

    def figure(self, src: str, alt: str, title: str, say: Callable[[str, str], None]) -> str:
        """The figure of a picture in a text; refuses the question if the picture is not there."""
        name = unquote(src.removeprefix(PLACE)) if src.startswith(PLACE) else ""
        content = self._known.get(name)
        if content is None:
            raise RefusedError(
                f"gambar '{src[:60]}' tidak ada di dalam berkas",
                f"the picture '{src[:60]}' is not in the file",
            )
        self._met.add(name)
        asset = self._asset(name, content)
        caption, between, licence = title.rpartition(_BETWEEN)
        if not one_line(alt):
            say("gambar tanpa keterangan: tulis alt", "a picture has no description: write alt")
        if not between:
            say("gambar tanpa lisensi: tulis licence", "a picture without licence: write it")
            caption, licence = title, UNKNOWN_LICENCE
        shown = one_line(alt) or "Gambar soal"
        return figure(
            f"assets/{asset.name}",
            shown,
            one_line(licence) or UNKNOWN_LICENCE,
            begun(escaped(one_line(caption) or shown)),
        )

    def _asset(self, name: str, content: bytes) -> Asset:
        digest = hashlib.sha256(content).hexdigest()[:8]
        media_type = media_type_of(content)
        if media_type is None:
            raise RefusedError(
                f"'{name[:60]}' bukan PNG, JPEG, WebP atau SVG sederhana hingga 1 MB",
                f"'{name[:60]}' is no PNG, JPEG, WebP or plain SVG of at most 1 MB",
            )
        stem = re.sub(r"[^a-z0-9]+", "-", name.rsplit(".", 1)[0].lower()).strip("-")[:60]
        stem = stem or "gambar"
        stem = stem if stem.endswith(f"-{digest}") else f"{stem}-{digest}"
        asset = Asset(f"{stem}.{_SUFFIX[media_type]}", media_type, content)
        self._used[asset.name] = asset
        if (
            len(self._used) > MAX_PICTURES
            or sum(len(used.content) for used in self._used.values()) > MAX_PICTURE_BYTES
        ):
            del self._used[asset.name]
            raise RefusedError(
                f"lebih dari {MAX_PICTURES} gambar atau 40 MB dalam satu berkas",
                f"more than {MAX_PICTURES} pictures or 40 MB in one file",
            )
        return asset


def media_type_of(content: bytes) -> str | None:
    """What a picture is by its content; None for what we do not take."""
    if len(content) > MAX_BYTES:
        return None
    found = picture(content)
    if found is not None:
        return found.media_type
    return "image/svg+xml" if isinstance(sanitise(content, prefix="p-", label="x"), str) else None


def embedded(markdown: str, assets: Mapping[str, Asset], used: dict[str, Asset]) -> str:
    """Our figures as Markdown pictures; those met are added to ``used``.

    Raises ``RefusedError`` for a figure whose file is not among ``assets`` (by name).
    """

    def shown(match: re.Match[str]) -> str:
        src, alt, licence, caption = match.groups()
        asset = assets.get(src.rsplit("/", 1)[-1])
        if asset is None:
            raise RefusedError(
                f"gambar '{src[:60]}' tidak ditemukan", f"the picture '{src[:60]}' was not found"
            )
        used[asset.name] = asset
        words = plain_block(caption)[0].replace(_BETWEEN, " - ")
        title = re.sub(r'(["\\&<])', r"\\\1", f"{words}{_BETWEEN}{licence}")
        return f'![{escaped(alt)}]({PLACE}{asset.name} "{title}")'

    return _FIGURE.sub(shown, markdown)


def figures_of(markdown: str) -> list[str]:
    """The addresses of a text's figures."""
    return [match[1] for match in _FIGURE.finditer(markdown)]


def described_in(texts: Iterable[str], name: str) -> tuple[str, str]:
    """Description and licence of the first figure that shows a picture of this name."""
    for text in texts:
        for match in _FIGURE.finditer(text):
            if match[1] == f"assets/{name}":
                return match[2], match[3]
    return "Gambar soal", UNKNOWN_LICENCE


def _decoded(encoded: str) -> bytes | None:
    if len(encoded) > MAX_BYTES * 2:
        return b""
    try:
        return base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
