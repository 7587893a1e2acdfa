"""Pictures without what their camera or their author's computer wrote into them. Pure.

Places, names, serial numbers and thumbnails go; what a viewer needs to show the picture as it was
meant stays: palette, transparency, colour profile, and which side is up (Exif 2.32, tag 0x0112).
"""

import re
import struct
from collections.abc import Iterator

from app.catalogue.compiler.images import picture
from app.catalogue.compiler.svg import sanitise

_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP pHYs bKGD sBIT acTL fcTL fdAT".split()
)
_WEBP_DROPPED = frozenset((b"EXIF", b"XMP "))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


class DamagedError(Exception):
    """The file does not have the parts its type must have."""


def cleaned(content: bytes) -> tuple[str, bytes]:
    """Media type and bytes without metadata. Raises ``DamagedError`` for what is no picture."""
    found = picture(content)
    if found is None:
        return "image/svg+xml", _svg(content)
    strip = {"image/png": _png, "image/jpeg": _jpeg, "image/webp": _webp}[found.media_type]
    try:
        clean = strip(content)
    except (IndexError, struct.error) as error:
        raise DamagedError from error
    if picture(clean) != found:
        raise DamagedError
    return found.media_type, clean


def _svg(content: bytes) -> bytes:
    without = _COMMENT.sub(b"", content)
    drawn = sanitise(without, prefix="a-", label="")
    if not isinstance(drawn, str):
        raise DamagedError
    return without


def _png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while True:
        length, name = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if end > len(content):
            raise DamagedError
        if name in _PNG_KEPT:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def _jpeg(content: bytes) -> bytes:
    kept, turned = [], 1
    for marker, segment in _segments(content):
        if marker == 0xE1 and segment[4:10] == b"Exif\x00\x00":
            turned = orientation(segment[10:])
        is_metadata = 0xE0 <= marker <= 0xEF or marker == 0xFE
        is_needed = marker in (0xE0, 0xEE) or (
            marker == 0xE2 and segment[4:16] == b"ICC_PROFILE\x00"
        )
        if not is_metadata or is_needed:
            kept.append(segment)
    exif = b""
    if turned != 1:
        body = b"Exif\x00\x00" + _upright(turned)
        exif = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return b"".join([b"\xff\xd8", exif, *kept])


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers after the start with everything up to the next; ends with the end of the image."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise DamagedError
        while content[at + 1] == 0xFF:  # fill bytes
            at += 1
        marker = content[at + 1]
        if marker == 0xD9:
            yield marker, content[at : at + 2]
            return
        end = at + 2
        if marker not in _STANDALONE:
            length = struct.unpack(">H", content[at + 2 : at + 4])[0]
            end += max(2, length)
        if end > len(content):
            raise DamagedError
        if marker == 0xDA:  # the scan's data runs to the next marker that is no restart
            end = _scan_end(content, end)
        yield marker, content[at:end]
        at = end


def _scan_end(content: bytes, at: int) -> int:
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise DamagedError
        follows = content[at + 1]
        if follows == 0 or 0xD0 <= follows <= 0xD7:
            at += 2
        elif follows == 0xFF:
            at += 1
        else:
            return at


def _webp(content: bytes) -> bytes:
    size = struct.unpack("<I", content[4:8])[0]
    if size + 8 > len(content):
        raise DamagedError
    chunks, at, turned = [], 12, 1
    while at + 8 <= size + 8:
        name, length = struct.unpack("<4sI", content[at : at + 8])
        end = at + 8 + length + length % 2
        if at + 8 + length > len(content):
            raise DamagedError
        chunk = content[at:end]
        if name == b"EXIF":
            turned = orientation(chunk[8:].removeprefix(b"Exif\x00\x00"))
        if name not in _WEBP_DROPPED:
            chunks.append(chunk)
        at = end
    if chunks and chunks[0][:4] == b"VP8X":
        flags = chunks[0][8] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if turned != 1 else 0)
        chunks[0] = chunks[0][:8] + bytes([flags]) + chunks[0][9:]
        if turned != 1:
            body = _upright(turned)
            chunks.append(b"EXIF" + struct.pack("<I", len(body)) + body)
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def orientation(tiff: bytes) -> int:
    """Which side is up, 1 to 8, told by a TIFF header's first directory; 1 if it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        at = struct.unpack(order + "I", tiff[4:8])[0]
        for place in range(struct.unpack(order + "H", tiff[at : at + 2])[0]):
            entry = tiff[at + 2 + place * 12 :][:12]
            tag, kind = struct.unpack(order + "HH", entry[:4])
            if (tag, kind) == (0x0112, 3):
                value = struct.unpack(order + "H", entry[8:10])[0]
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _upright(turned: int) -> bytes:
    """A TIFF header that says which side is up and nothing else (even length)."""
    return b"II*\x00\x08\x00\x00\x00" + struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, turned, 0, 0)
