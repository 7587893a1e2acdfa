"""What a picture file is, told by its first bytes and never by its name."""

import struct
from dataclasses import dataclass

MAX_BYTES = 1024 * 1024
MAX_SIDE = 4096


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster picture; width and height in pixels."""

    media_type: str
    width: int
    height: int


def picture(content: bytes) -> Picture | None:
    """Type and size of a PNG, JPEG or WebP; None for anything else or a damaged header."""
    try:
        found = _png(content) or _webp(content) or _jpeg(content)
    except (struct.error, IndexError):
        return None
    if found is None or not (0 < found.width <= MAX_SIDE and 0 < found.height <= MAX_SIDE):
        return None
    return found


def _png(content: bytes) -> Picture | None:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return Picture("image/png", width, height)


def _webp(content: bytes) -> Picture | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    form = content[12:16]
    if form == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        return Picture("image/webp", width, int.from_bytes(content[27:30], "little") + 1)
    if form == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return Picture("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return Picture("image/webp", width & 0x3FFF, height & 0x3FFF)
    return None


def _jpeg(content: bytes) -> Picture | None:
    if content[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    # Walk the segments to the frame header (SOF0 … SOF15 without DHT, JPG and DAC).
    while content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Picture("image/jpeg", width, height)
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        at += 2 + max(2, length)
    return None
