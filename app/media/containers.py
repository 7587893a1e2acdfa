"""Sound and film, told by their container: what it holds and how long it plays. Pure.

Only headers are read, each with a bound, and the parts of a file must fill it from end to end: a
file that is two things at once does not. Bytes are never decoded here.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.media.examination import MAX_SECONDS, Refused

MAX_PARTS = 200_000
_CONTAINERS = frozenset((b"moov", b"trak", b"mdia"))


@dataclass(frozen=True, slots=True)
class Recording:
    """``seconds`` is rounded up; None where the file does not say."""

    media_type: str
    seconds: int | None


def recording(file: BinaryIO, size: int) -> Recording:
    """What the file is. Raises ``Refused``."""
    head = file.read(16)
    file.seek(0)
    try:
        if head[4:8] == b"ftyp":
            found = _mp4(file, size)
        elif head.startswith(b"\x1a\x45\xdf\xa3"):
            found = _webm(file, size)
        elif head.startswith(b"OggS"):
            found = _ogg(file, size)
        else:
            found = _mp3(file, size)
    except (struct.error, IndexError, ZeroDivisionError) as error:
        raise Refused("not-as-named") from error
    if found.seconds is not None and found.seconds > MAX_SECONDS:
        raise Refused("too-long")
    return found


# MP4 and M4A (ISO/IEC 14496-12, section 4.2: a box is its size, its type and its content).


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Type, first byte and end of the content of each box between ``start`` and ``end``."""
    at, count = start, 0
    while at < end:
        count += 1
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        inside = at + 8
        if size == 1:
            size, inside = struct.unpack(">Q", file.read(8))[0], at + 16
        elif size == 0:
            size = end - at
        if size < inside - at or at + size > end or count > MAX_PARTS or not kind.isascii():
            raise Refused("not-as-named")
        yield kind, inside, at + size
        at += size


def _mp4(file: BinaryIO, size: int) -> Recording:
    handlers: set[bytes] = set()
    seconds: int | None = None
    has_data = False
    for kind, start, end in _boxes(file, 0, size):
        has_data |= kind == b"mdat"
        if kind != b"moov":
            continue
        for name, first, last in _nested(file, start, end):
            if name == b"mvhd":
                seconds = _movie_seconds(file, first)
            elif name == b"hdlr" and last - first >= 12:
                file.seek(first + 8)
                handlers.add(file.read(4))
    if not has_data or not handlers & {b"vide", b"soun"}:
        raise Refused("not-as-named")
    return Recording("video/mp4" if b"vide" in handlers else "audio/mp4", seconds)


def _nested(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    for kind, first, last in _boxes(file, start, end):
        if kind in _CONTAINERS:
            yield from _nested(file, first, last)
        else:
            yield kind, first, last


def _movie_seconds(file: BinaryIO, at: int) -> int | None:
    file.seek(at)
    version = file.read(4)[0]
    if version == 1:
        scale, duration = struct.unpack(">16xIQ", file.read(28))
    else:
        scale, duration = struct.unpack(">8xII", file.read(16))
    return -(-duration // scale) if duration and duration < 1 << 60 else None


# WebM (RFC 8794 EBML, RFC 9559 Matroska): an element is its id, its size and its content.

_SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_UNKNOWN = -1


def _vint(file: BinaryIO, *, keep_marker: bool) -> tuple[int, int]:
    """A number of variable length and how many bytes it took; ``_UNKNOWN`` if all bits are set."""
    first = file.read(1)[0]
    width = 9 - first.bit_length()
    if width > 8:
        raise Refused("not-as-named")
    value = first if keep_marker else first & ((1 << (8 - width)) - 1)
    for byte in file.read(width - 1):
        value = value << 8 | byte
    if not keep_marker and value == (1 << 7 * width) - 1:
        value = _UNKNOWN
    return value, width


def _elements(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    at, count = start, 0
    while at < end:
        count += 1
        file.seek(at)
        name, named = _vint(file, keep_marker=True)
        size, sized = _vint(file, keep_marker=False)
        inside = at + named + sized
        last = end if size == _UNKNOWN else inside + size
        if last > end or count > MAX_PARTS:
            raise Refused("not-as-named")
        yield name, inside, last
        # A cluster of unknown size, as live recorders write it, holds the rest of the file.
        at = last


def _number(file: BinaryIO, start: int, end: int) -> int:
    file.seek(start)
    return int.from_bytes(file.read(min(8, end - start)), "big")


def _webm(file: BinaryIO, size: int) -> Recording:
    kinds: set[int] = set()
    seconds: int | None = None
    names = [name for name, *_ in _elements(file, 0, size)]
    if names[:1] != [0x1A45DFA3] or names[1:] != [_SEGMENT]:
        raise Refused("not-as-named")
    for name, start, end in _elements(file, 0, size):
        if name != _SEGMENT:
            if not _is_webm(file, start, end):
                raise Refused("not-as-named")
            continue
        for part, first, last in _elements(file, start, end):
            if part == _INFO:
                seconds = _info_seconds(file, first, last)
            elif part == _TRACKS:
                kinds |= set(_track_kinds(file, first, last))
            elif part == _CLUSTER and kinds and seconds is not None:
                break
    if not kinds & {1, 2}:
        raise Refused("not-as-named")
    return Recording("video/webm" if 1 in kinds else "audio/webm", seconds)


def _is_webm(file: BinaryIO, start: int, end: int) -> bool:
    for name, first, last in _elements(file, start, end):
        if name == 0x4282:  # DocType
            file.seek(first)
            return file.read(min(16, last - first)).rstrip(b"\x00") == b"webm"
    return False


def _info_seconds(file: BinaryIO, start: int, end: int) -> int | None:
    scale, duration = 1_000_000, None
    for name, first, last in _elements(file, start, end):
        if name == 0x2AD7B1:  # TimestampScale, nanoseconds
            scale = _number(file, first, last)
        elif name == 0x4489 and last - first in (4, 8):  # Duration, a float
            file.seek(first)
            duration = struct.unpack(">f" if last - first == 4 else ">d", file.read(last - first))[
                0
            ]
    if duration is None or not 0 < duration < 1e15:
        return None
    return int(duration * scale / 1e9 + 0.999)


def _track_kinds(file: BinaryIO, start: int, end: int) -> Iterator[int]:
    for entry, first, last in _elements(file, start, end):
        if entry == 0xAE:
            for name, begins, ends in _elements(file, first, last):
                if name == 0x83:  # TrackType: 1 is video, 2 is audio
                    yield _number(file, begins, ends)


# Ogg (RFC 3533, section 6) with Vorbis or Opus (RFC 7845).


def _ogg(file: BinaryIO, size: int) -> Recording:
    rate = skipped = granule = at = pages = 0
    serial = None
    while at < size:
        file.seek(at)
        header = file.read(27)
        mark, place, number, segments = struct.unpack("<4s2xq I8xB", header.ljust(27, b"\x00"))
        table = file.read(segments)
        pages += 1
        if mark != b"OggS" or len(table) < segments or pages > MAX_PARTS:
            raise Refused("not-as-named")
        if serial is None:
            serial = number
            rate, skipped = _ogg_codec(file.read(min(64, sum(table))))
        if number == serial and place >= 0:
            granule = place
        at += 27 + segments + sum(table)
    if at != size:
        raise Refused("not-as-named")
    played = max(0, granule - skipped)
    return Recording("audio/ogg", -(-played // rate) if played else None)


def _ogg_codec(first: bytes) -> tuple[int, int]:
    """Samples a second and samples to leave out at the start."""
    if first.startswith(b"\x01vorbis"):
        return struct.unpack("<I", first[12:16])[0], 0
    if first.startswith(b"OpusHead"):
        return 48_000, struct.unpack("<H", first[10:12])[0]
    raise Refused("not-as-named")


# MP3 (ISO/IEC 11172-3 and 13818-3, layer III): frames one after the other, tags around them.

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBIT = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_KBIT[0] = _KBIT[2]


def _mp3(file: BinaryIO, size: int) -> Recording:
    at = _after_id3(file)
    frames = 0
    seconds = 0.0
    end = size - _tail(file, size)
    while at + 4 <= end:
        file.seek(at)
        frame = _frame(file.read(4))
        if frame is None:
            break
        length, lasting = frame
        if at + length > size:
            break
        at, frames, seconds = at + length, frames + 1, seconds + lasting
        if frames > MAX_PARTS * 5:
            raise Refused("too-long")
    # A last frame may be cut off, and some editors leave a few bytes of padding.
    if frames < 8 or end - at > 4096:
        raise Refused("not-as-named")
    return Recording("audio/mpeg", int(seconds + 0.999))


def _after_id3(file: BinaryIO) -> int:
    """Where the first frame is: behind the ID3v2 tag (id3.org, section 3.1), if there is one."""
    head = file.read(10)
    if head[:3] != b"ID3":
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size + (10 if head[5] & 0x10 else 0)


def _tail(file: BinaryIO, size: int) -> int:
    """Bytes of tags at the end: ID3v1 and APE."""
    tail = 0
    file.seek(max(0, size - 128))
    if file.read(3) == b"TAG":
        tail = 128
    file.seek(max(0, size - tail - 32))
    footer = file.read(32)
    if footer.startswith(b"APETAGEX"):
        tail += struct.unpack("<I", footer[12:16])[0] + 32
    return min(tail, size)


def _frame(header: bytes) -> tuple[int, float] | None:
    """Bytes and seconds of a frame; None for what is no frame."""
    word = int.from_bytes(header, "big")
    version, layer = word >> 19 & 3, word >> 17 & 3
    rate, kbit = word >> 10 & 3, word >> 12 & 15
    if word >> 21 != 0x7FF or version == 1 or layer != 1 or rate == 3 or kbit in (0, 15):
        return None
    samples = 1152 if version == 3 else 576
    hertz = _RATES[version][rate]
    length = samples // 8 * _KBIT[version][kbit] * 1000 // hertz + (word >> 9 & 1)
    return length, samples / hertz
