"""The tar of a backup: tables, files and keys, and last a manifest that names every member.

A tar can name any path, twice, or as a link. So reading takes nothing the manifest does not name,
and checks every name, size and sha256 before a single byte is used.
"""

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from app.operations.errors import Refused
from app.operations.rows import Kind

FORMAT = 1
MANIFEST = "manifest.json"
MAX_MANIFEST_BYTES = 256 * 1024 * 1024
MAX_NAME_BYTES = 1000
BLOCK_BYTES = 1024 * 1024

_TABLE = re.compile(r"tables/[a-z_][a-z0-9_]{0,62}\.jsonl\.gz")
_KEY = re.compile(r"keys/[A-Za-z0-9_][A-Za-z0-9._-]{0,120}")
_FILE = re.compile(r"files(/[^/\\\x00-\x1f\x7f]{1,255})+")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Member(_Strict):
    sha256: str
    bytes: int


class ColumnEntry(_Strict):
    name: str
    kind: Kind


class TableEntry(_Strict):
    name: str
    rows: int
    columns: tuple[ColumnEntry, ...]

    @property
    def member(self) -> str:
        return table_member(self.name)


class Manifest(_Strict):
    format: int
    made_by: str
    made_at: AwareDatetime
    database: str
    revision: str
    tables: tuple[TableEntry, ...]
    members: dict[str, Member]


class Writable(Protocol):
    def write(self, data: bytes, /) -> int: ...


def table_member(table: str) -> str:
    return f"tables/{table}.jsonl.gz"


def is_safe_name(name: str) -> bool:
    """Whether a member may be called so: one of our three folders, no way out of it."""
    if len(name.encode("utf-8", "surrogatepass")) > MAX_NAME_BYTES:
        return False
    if any(part in {"", ".", ".."} for part in name.split("/")):
        return False
    return any(pattern.fullmatch(name) for pattern in (_TABLE, _KEY, _FILE))


def private_opener(path: str, flags: int) -> int:
    """For ``open``: made anew, for the owner alone, never through a link."""
    return os.open(path, flags | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Hashing:
    """Passes reads on, at most ``size`` bytes of them, and hashes what passed."""

    def __init__(self, source: BinaryIO, size: int) -> None:
        self._source, self.left, self.digest = source, size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        block = self._source.read(wanted)
        self.left -= len(block)
        self.digest.update(block)
        return block


class ArchiveWriter:
    """Adds members one after another to a stream that cannot seek."""

    def __init__(self, target: Writable, modified: int) -> None:
        # mypy knows only full file objects here; tarfile's stream mode needs but ``write``.
        self._tar = tarfile.open(  # type: ignore[call-overload]  # noqa: SIM115 - closed by __exit__
            fileobj=target, mode="w|", format=tarfile.PAX_FORMAT
        )
        self._modified = modified
        self.members: dict[str, Member] = {}

    def add(self, name: str, source: BinaryIO) -> None:
        """Add an open file as it is now; bytes appended to it meanwhile stay out."""
        if not is_safe_name(name):
            raise Refused(f"A backup cannot carry a file of this name: {name!r}")
        size = os.fstat(source.fileno()).st_size
        hashing = _Hashing(source, size)
        self._tar.addfile(self._header(name, size), hashing)
        self.members[name] = Member(sha256=hashing.digest.hexdigest(), bytes=size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._tar.close()

    def finish(self, manifest: Manifest) -> None:
        """Add the manifest; nothing can follow it."""
        body = manifest.model_dump_json(indent=1).encode()
        self._tar.addfile(self._header(MANIFEST, len(body)), io.BytesIO(body))

    def _header(self, name: str, size: int) -> tarfile.TarInfo:
        header = tarfile.TarInfo(name)
        header.size, header.mode, header.mtime = size, 0o600, self._modified
        return header


class Archive:
    """A backup that was read through once and found whole."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises Refused unless every member is named, plain, and hashes as the manifest says."""
        try:
            # Lives as long as ``file``, which the caller closes.
            self._tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115
            self.manifest, self._found = self._verified()
        except (tarfile.TarError, ValidationError, EOFError, UnicodeError) as error:
            raise Refused(
                f"This is not a whole backup of Lentera: {type(error).__name__}"
            ) from error

    def _verified(self) -> tuple[Manifest, dict[str, tarfile.TarInfo]]:
        found: dict[str, tarfile.TarInfo] = {}
        hashes: dict[str, Member] = {}
        manifest: Manifest | None = None
        for member in self._tar:
            if manifest is not None:
                raise Refused("Something follows the manifest; it must come last")
            if not member.isreg() or member.issparse() or member.name in found:
                raise Refused(f"{member.name!r} is not a plain file, or comes twice")
            if member.name == MANIFEST:
                manifest = self._manifest(member)
                continue
            if not is_safe_name(member.name):
                raise Refused(f"{member.name!r} is no name a backup may hold")
            found[member.name] = member
            hashes[member.name] = self._hash(member)
        if manifest is None:
            raise Refused("The manifest is missing: the file is cut off or no backup of Lentera")
        if hashes != manifest.members:
            wrong = sorted(
                name
                for name in hashes.keys() | manifest.members.keys()
                if hashes.get(name) != manifest.members.get(name)
            )
            raise Refused(f"The contents differ from the manifest, first in {wrong[0]!r}")
        if any(table.member not in found for table in manifest.tables):
            raise Refused("A table that the manifest counts is missing")
        return manifest, found

    def _manifest(self, member: tarfile.TarInfo) -> Manifest:
        if member.size > MAX_MANIFEST_BYTES:
            raise Refused("The manifest is too large")
        manifest = Manifest.model_validate_json(self._open(member).read())
        if manifest.format != FORMAT:
            raise Refused(
                f"The backup has format {manifest.format}; this Lentera reads format {FORMAT}. "
                "Use the version of Lentera that made it, or a newer one."
            )
        return manifest

    def _hash(self, member: tarfile.TarInfo) -> Member:
        digest, size, source = hashlib.sha256(), 0, self._open(member)
        while block := source.read(BLOCK_BYTES):
            digest.update(block)
            size += len(block)
        return Member(sha256=digest.hexdigest(), bytes=size)

    def _open(self, member: tarfile.TarInfo) -> BinaryIO:
        source = self._tar.extractfile(member)
        if source is None:
            raise Refused(f"{member.name!r} is not a plain file")
        return source  # type: ignore[return-value]

    def open(self, name: str) -> BinaryIO:
        """A member to read, by its name in the manifest."""
        return self._open(self._found[name])

    def names_in(self, folder: str) -> Iterator[str]:
        """Names of the members of ``files`` or ``keys``."""
        return (name for name in self._found if name.startswith(f"{folder}/"))

    def extract(self, folder: str, into: Path) -> int:
        """Write the members of ``files`` or ``keys`` below ``into``; how many."""
        into.mkdir(mode=0o700)
        count = 0
        for name in self.names_in(folder):
            path = into.joinpath(*name.split("/")[1:])
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            source = self.open(name)
            with open(path, "xb", opener=private_opener) as target:
                while block := source.read(BLOCK_BYTES):
                    target.write(block)
                target.flush()
                os.fsync(target.fileno())
            count += 1
        return count
