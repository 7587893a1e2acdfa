"""A content folder as one archive, for keeping beside the publication that was made of it. Pure.

The same files always make the same bytes; reading trusts nothing, so that an archive from elsewhere
can be read the same way.
"""

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from app.catalogue.compiler.reader import MAX_FOLDER_ENTRIES, MAX_TOTAL_BYTES

# ZIP cannot date a file earlier.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}(/[A-Za-z0-9][A-Za-z0-9._-]{0,119}){1,5}")


class BrokenArchive(ValueError):
    """Not an archive of a content folder."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """``files`` by path within the folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return packed.getvalue()


def unpack(packed: bytes, only: Collection[str] | None = None) -> dict[str, bytes]:
    """The files again, or those of them in ``only``. Raises ``BrokenArchive``."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            entries = archive.infolist()
            total = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_FOLDER_ENTRIES or total > MAX_TOTAL_BYTES:
                raise BrokenArchive("too large")
            if not all(_NAME.fullmatch(entry.filename) for entry in entries):
                raise BrokenArchive("odd names")
            return {
                entry.filename: archive.read(entry)
                for entry in entries
                if only is None or entry.filename in only
            }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise BrokenArchive(str(error)) from error


def lay_out(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files below ``folder``, where the compiler reads."""
    for name, content in files.items():
        if not _NAME.fullmatch(name):
            raise BrokenArchive("odd names")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
