"""Zips of strangers, looked at before anything of them is unpacked. Pure.

Names that lead out, links, devices, locks, weight that was hidden, entries that lie upon each other
and files that are two things at once are refused with a reason. The format: PKWARE APPNOTE 6.3.10.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from app.media import limits
from app.media.examination import Refused

MAX_ENTRIES = 1000
# Of the directory at the end: names of 120 signs, with what systems note beside them.
MAX_DIRECTORY_BYTES = MAX_ENTRIES * 400
MAX_FILE_BYTES = 8 * limits.MB
MAX_TEXTS_BYTES = 40 * limits.MB
MAX_MEDIA_BYTES = limits.MAX_BYTES[limits.ARCHIVE]
# Text shrinks tenfold, at most some fortyfold; nothing of a course shrinks a hundredfold.
MAX_RATIO = 100
SMALL_BYTES = 256 * 1024
MAX_COMMENT = 256

MEDIA = "media/"
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_LITTER = re.compile(r"(?i)__macosx|\..*|thumbs\.db|desktop\.ini|readme(\.[a-z.]+)?|.*~")
_HASHED = re.compile(r"(?:[^/]+/)?media/([0-9a-f]{64})")
# Sections 4.3.16 and 4.3.7: the end of the directory, and the head of each entry.
_END = struct.Struct("<4s4H2LH")
_HEAD = struct.Struct("<4s5H3L2H")  # mark, version, flags, method, time, date, sum, sizes, lengths
# Section 4.3.9: sizes and sum may follow the bytes, with or without a mark, in 4 or 8 bytes.
_DESCRIPTOR_BYTES = 24
_SIZES_FOLLOW = 0x8
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What the library raises for zips that are not as they should be.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A zip that was found harmless by what it says: its files, in its own order."""

    archive: zipfile.ZipFile
    entries: Sequence[zipfile.ZipInfo]

    def media(self) -> dict[str, zipfile.ZipInfo]:
        """Files named by their own hash, by it."""
        found = {_HASHED.fullmatch(entry.filename): entry for entry in self.entries}
        return {match[1]: entry for match, entry in found.items() if match}

    def pieces(self, entry: zipfile.ZipInfo, size: int = 1 << 18) -> Iterator[bytes]:
        """The bytes of a file. Raises ``Refused`` if they are not what the zip says."""
        try:
            with self.archive.open(entry) as file:
                while piece := file.read(size):
                    yield piece
        except _BROKEN as error:
            raise Refused("broken-zip", entry.filename) from error


@contextmanager
def opened(file: BinaryIO) -> Iterator[Opened]:
    """Open a zip once all of it was found harmless. Raises ``Refused``."""
    try:
        count = _bound(file)
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise Refused("broken-zip") from error
    with archive:
        try:
            entries = list(_checked(archive, file, count))
        except _BROKEN as error:
            raise Refused("broken-zip") from error
        yield Opened(archive, entries)


def is_litter(name: str) -> bool:
    """Whether a system or an editor left the file there."""
    return any(_LITTER.fullmatch(part) for part in name.rstrip("/").split("/"))


def _bound(file: BinaryIO) -> int:
    """How many entries it says it has. Refuses what would cost too much to look at, and what is not
    a zip from end to end.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size - MAX_COMMENT))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Refused("broken-zip")
    _, disk, first_disk, here, count, length, start, comment = _END.unpack_from(tail, at)
    if count > MAX_ENTRIES or length > MAX_DIRECTORY_BYTES:
        raise Refused("too-many-files")
    # Nothing before it, nothing between, nothing behind: else it is something else as well.
    ends = size - (len(tail) - at)
    if disk or first_disk or here != count or start + length != ends:
        raise Refused("two-things" if start + length < ends else "broken-zip")
    if at + _END.size + comment != len(tail):
        raise Refused("two-things")
    # A second directory, for more than anybody sends here, would be read in place of this one.
    file.seek(max(0, ends - 20))
    if file.read(4) == b"PK\x06\x07":
        raise Refused("too-many-files")
    file.seek(0)
    return int(count)


def _checked(archive: zipfile.ZipFile, file: BinaryIO, count: int) -> Iterator[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) != count:
        raise Refused("broken-zip")
    seen: set[str] = set()
    for entry in entries:
        _check(entry)
        known = entry.filename.rstrip("/").casefold()
        if known in seen:
            raise Refused("twice", entry.filename)
        seen.add(known)
    files = {entry.filename.casefold() for entry in entries if not entry.is_dir()}
    if both := sorted(set().union(*map(_parents, seen)) & files):
        raise Refused("twice", both[0])
    for most, heavy in ((MAX_TEXTS_BYTES, False), (MAX_MEDIA_BYTES, True)):
        mine = (e.file_size for e in entries if bool(_HASHED.fullmatch(e.filename)) is heavy)
        if sum(mine) > most:
            raise Refused("too-much")
    _fit(entries, file, archive.start_dir)
    return (entry for entry in entries if not entry.is_dir())


def _parents(name: str) -> set[str]:
    parts = name.split("/")
    return {"/".join(parts[:depth]) for depth in range(1, len(parts))}


def _check(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if entry.flag_bits & 0x41:
        raise Refused("locked-zip", name)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused("link", name)
    parts = name.rstrip("/").split("/")
    if entry.orig_filename != name or "\\" in name or any(p in ("", ".", "..") for p in parts):
        raise Refused("odd-name", entry.orig_filename)
    if not is_litter(name) and (len(parts) > 7 or not all(map(_SAFE.fullmatch, parts))):
        raise Refused("odd-name", name)
    if entry.compress_type not in _METHODS or (entry.is_dir() and entry.file_size):
        raise Refused("broken-zip", name)
    heaviest = limits.MAX_BYTES[limits.FILM] if _HASHED.fullmatch(name) else MAX_FILE_BYTES
    if entry.file_size > heaviest:
        raise Refused("too-much", name)
    if entry.file_size > SMALL_BYTES and entry.file_size > MAX_RATIO * entry.compress_size:
        raise Refused("bomb", name)


def _fit(entries: Sequence[zipfile.ZipInfo], file: BinaryIO, end: int) -> None:
    """Every entry says in front of its bytes what the directory says of it, and they lie one after
    the other: none upon another, nothing hidden between.
    """
    at = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        between = entry.header_offset - at
        if between < 0:
            raise Refused("overlap", entry.filename)
        if between > 0:
            raise Refused("two-things", entry.filename)
        file.seek(at)
        mark, _, flags, method, *_, size, _, name, extra = _HEAD.unpack(file.read(_HEAD.size))
        said = file.read(name)
        own = entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
        is_same = size in (entry.compress_size, 2**32 - 1) or flags & _SIZES_FOLLOW
        if (mark, method, said) != (b"PK\x03\x04", entry.compress_type, own) or not is_same:
            raise Refused("broken-zip", entry.filename)
        at += _HEAD.size + name + extra + entry.compress_size
        if flags & _SIZES_FOLLOW:
            at += _descriptor(file, at, end)
    if at > end:
        raise Refused("overlap")
    if at < end:
        raise Refused("two-things")


def _descriptor(file: BinaryIO, at: int, end: int) -> int:
    """How long the descriptor is that stands at ``at``: up to the next entry or the directory."""
    file.seek(at)
    tail = file.read(_DESCRIPTOR_BYTES + 4)
    for length in (16, 12, 24, 20):
        if at + length == end or tail[length : length + 4] == b"PK\x03\x04":
            return length
    raise Refused("broken-zip")
