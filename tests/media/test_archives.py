"""Hostile zips: each is refused with its reason before anything of it is unpacked."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.media import archives
from app.media.examination import Refused
from app.media.refusals import REFUSALS
from app.workshop.carrying import reading, zips
from tests.catalogue.make_content import FILES
from tests.workshop.test_course_files import zipped

NAME = "courses/x/a.md"
END = struct.Struct("<4s4H2LH")


def looked_at(packed: bytes) -> dict[str, bytes]:
    """Everything in it. Raises ``Refused``."""
    with archives.opened(io.BytesIO(packed)) as zip_:
        return {entry.filename: b"".join(zip_.pieces(entry)) for entry in zip_.entries}


def refusal(packed: bytes) -> str:
    with pytest.raises(Refused) as refused:
        looked_at(packed)
    assert refused.value.code in REFUSALS
    return refused.value.code


def of_kind(mode: int) -> Callable[[zipfile.ZipInfo], None]:
    def spoil(entry: zipfile.ZipInfo) -> None:
        entry.external_attr = mode << 16

    return spoil


def flagged(packed: bytes, bit: int) -> bytes:
    changed = bytearray(packed)
    changed[changed.find(b"PK\x01\x02") + 8] |= bit
    return bytes(changed)


def with_end(packed: bytes, **said: int) -> bytes:
    """Another end of the directory: ``count``, ``length``, ``start``."""
    *head, count, length, start, comment = END.unpack(packed[-END.size :])
    count, length = said.get("count", count), said.get("length", length)
    head[-1] = count
    return packed[: -END.size] + END.pack(*head, count, length, said.get("start", start), comment)


def moved(packed: bytes, by: bytes) -> bytes:
    """Bytes in front of everything, with all places mended: whole for most readers."""
    *_, count, length, start, _ = END.unpack(packed[-END.size :])
    listed = bytearray(packed[start : start + length])
    at = 0
    for _ in range(count):
        name, extra, comment = struct.unpack_from("<3H", listed, at + 28)
        [place] = struct.unpack_from("<L", listed, at + 42)
        struct.pack_into("<L", listed, at + 42, place + len(by))
        at += 46 + name + extra + comment
    whole = by + packed[:start] + listed + packed[start + length :]
    return with_end(whole, start=start + len(by))


def twice_at_one_place() -> bytes:
    """Two names for the same bytes, as bombs without nesting have them."""
    packed = zipped({"courses/x/a.md": "a" * 900, "courses/x/b.md": "b"})
    *_, length, start, _ = END.unpack(packed[-END.size :])
    listed = bytearray(packed[start : start + length])
    second = listed.find(b"PK\x01\x02", 4)
    struct.pack_into("<L", listed, second + 42, 0)
    return packed[:start] + listed + packed[start + length :]


def hidden_between() -> bytes:
    """Bytes between two entries that no directory knows."""
    packed = zipped({"courses/x/a.md": "a", "courses/x/b.md": "b"})
    at, hidden = packed.find(b"PK\x03\x04", 4), b"<script>1</script>"
    *_, length, start, _ = END.unpack(packed[-END.size :])
    listed = bytearray(packed[start : start + length])
    second = listed.find(b"PK\x01\x02", 4)
    struct.pack_into("<L", listed, second + 42, at + len(hidden))
    whole = packed[:at] + hidden + packed[at:start] + listed + packed[start + length :]
    return with_end(whole, start=start + len(hidden))


def second_directory() -> bytes:
    """What looks like the directory's end for very large zips, at the end of the directory."""
    packed = zipped({NAME: "a"})
    locator = b"PK\x06\x07" + bytes(16)
    *_, length, start, _ = END.unpack(packed[-END.size :])
    listed = bytearray(packed[start : start + length])
    struct.pack_into("<H", listed, 32, len(locator))
    whole = packed[:start] + listed + locator + packed[start + length :]
    return with_end(whole, length=length + len(locator))


def called(name: bytes, *, utf8: bool = False) -> bytes:
    """A zip whose entry has these bytes for a name."""
    plain = "n" * len(name)
    packed = zipped({plain: "x"}).replace(plain.encode(), name)
    if not utf8:
        return packed
    changed = bytearray(packed)
    for mark, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        changed[changed.find(mark) + at] |= 0x8
    return bytes(changed)


ZIP = zipped({NAME: "Senin pagi, warga menunggu (rekaan)."})
CASES: dict[str, tuple[bytes, str]] = {
    "leads out of the folder": (zipped({"../a.md": "x"}), "odd-name"),
    "begins at the root": (zipped({"/etc/passwd": "x"}), "odd-name"),
    "a drive": (zipped({"C:/a.md": "x"}), "odd-name"),
    "strokes of another system": (called(b"a\\b.md"), "odd-name"),
    "a name with an end in it": (called(b"courses/x/a\x00.md"), "odd-name"),
    "a name of no alphabet": (called(b"a\xff\xfe.md"), "odd-name"),
    "a name that lies about its alphabet": (called(b"a\xc3\x28.md", utf8=True), "broken-zip"),
    "signs that turn the text around": (zipped({"a\u202emd.exe": "x"}), "odd-name"),
    "a link": (zipped({NAME: "/etc/passwd"}, of_kind(stat.S_IFLNK | 0o777)), "link"),
    "a device": (zipped({NAME: ""}, of_kind(stat.S_IFBLK | 0o666)), "link"),
    "a pipe": (zipped({NAME: ""}, of_kind(stat.S_IFIFO | 0o666)), "link"),
    "locked": (flagged(ZIP, 0x01), "locked-zip"),
    "locked strongly": (flagged(ZIP, 0x40), "locked-zip"),
    "a bomb": (zipped({NAME: b"\0" * 7_000_000}), "bomb"),
    "too large a file": (zipped({NAME: bytes(range(256)) * 40_000}), "too-much"),
    "a million entries": (with_end(ZIP, count=0xFFFF), "too-many-files"),
    "a directory of megabytes": (with_end(ZIP, length=0xFFFFFFF), "too-many-files"),
    "a second directory": (second_directory(), "too-many-files"),
    "fewer entries than there are": (
        with_end(zipped({"a.md": "a", "b.md": "b"}), count=1),
        "broken-zip",
    ),
    "two names for the same bytes": (twice_at_one_place(), "overlap"),
    "bytes that nobody lists": (hidden_between(), "two-things"),
    "a picture in front": (moved(ZIP, b"GIF89a" + bytes(40)), "two-things"),
    "a program in front, places not mended": (b"#!/bin/sh\nexit\n" + ZIP, "two-things"),
    "a picture behind": (ZIP + b"\xff\xd8\xff" + bytes(40), "two-things"),
    "one name for two files": (
        zipped({NAME: "a", "courses/x/b.md": "b"}).replace(b"x/b.md", b"x/a.md"),
        "twice",
    ),
    "names that differ in case alone": (zipped({NAME: "a", NAME.upper(): "b"}), "twice"),
    "a file that is a folder too": (zipped({"courses/x": "a", NAME: "b"}), "twice"),
    "another name in front of the bytes": (ZIP.replace(b"a.md", b"b.md", 1), "broken-zip"),
    "a wrong sum": (
        ZIP.replace(
            struct.pack("<L", zlib.crc32(b"Senin pagi, warga menunggu (rekaan).")), b"\1" * 4
        ),
        "broken-zip",
    ),
    "cut off": (ZIP[:-30], "broken-zip"),
    "no zip at all": (b"PK\x03\x04 rusak", "broken-zip"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused(case: str) -> None:
    packed, reason = CASES[case]
    assert refusal(packed) == reason


def test_what_honest_programs_make_is_taken() -> None:
    """Folders, a short comment, sizes that follow the bytes."""
    plain = {name: text.encode() for name, text in FILES.items()}
    assert looked_at(zipped(FILES)) == plain
    assert looked_at(END.pack(b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)) == {}

    class Line(io.RawIOBase):
        """Cannot be gone back in: sizes are written behind the bytes."""

        def __init__(self) -> None:
            self.content = b""

        def writable(self) -> bool:
            return True

        def write(self, piece: bytes) -> int:  # type: ignore[override]
            self.content += bytes(piece)
            return len(piece)

    line = Line()
    with zipfile.ZipFile(line, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("courses/", "")
        for name, content in plain.items():
            archive.writestr(name, content)
        archive.comment = b"0123456789abcdef0123456789abcdef01234567"
    assert looked_at(line.content) == plain


def test_a_zip_in_a_zip_stays_closed() -> None:
    inner = zipped({NAME: b"\0" * 7_000_000})
    brought = reading.read("x.zip", zipped({**FILES, "courses/contoh/isi.zip": inner}))
    assert brought.files["courses/contoh/isi.zip"] == inner


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_spoiled_zip_is_looked_at_or_refused(at: int, byte: int) -> None:
    packed = bytearray(zipped(FILES))
    packed[at % len(packed)] = byte
    with suppress(Refused):
        looked_at(bytes(packed))


@given(st.dictionaries(st.sampled_from(["a" * 64, "b" * 64, "c" * 64]), st.binary(max_size=300)))
def test_files_behind_the_texts_are_read_by_any_program(
    tmp_path_factory: pytest.TempPathFactory, media: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("media")
    stored = []
    for name, content in media.items():
        (folder / name).write_bytes(content)
        stored.append(
            zips.Stored(f"media/{name}", folder / name, len(content), zlib.crc32(content))
        )
    texts = zipped({NAME: "a"})
    parts = zips.with_stored(texts, stored)
    whole = b"".join(zips.pieces(parts))
    assert len(whole) == zips.length_of(parts)
    expected = {NAME: b"a"} | {f"media/{name}": content for name, content in media.items()}
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == expected
    assert looked_at(whole) == expected
    assert whole == b"".join(zips.pieces(zips.with_stored(texts, stored[::-1])))
    if not media:
        assert whole == texts
