"""Where uploads and media lie on the disk: pieces as they come, and finished files by their hash.

``<data>/uploads`` holds what is on its way and is no part of a backup; ``<data>/files/media`` holds
what lessons show, and is. Every function here blocks: call it in a thread.
"""

import hashlib
import os
import shutil
import zlib
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.database import Database

STORE_KEY = "media-store"
_READ = 256 * 1024


class Missing(LookupError):
    """The bytes are not there."""


class Store:
    """Files below one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.incoming = data_dir / "uploads"
        self.media = data_dir / "files" / "media"
        self._sums: dict[str, int] = {}

    def part(self, upload_id: UUID) -> Path:
        """An upload that is not whole yet."""
        return self.incoming / f"{upload_id}.part"

    def whole(self, upload_id: UUID) -> Path:
        """An upload that has arrived."""
        return self.incoming / f"{upload_id}.whole"

    def work(self, upload_id: UUID) -> Path:
        """The folder in which an upload is examined, and what was made of it."""
        return self.incoming / f"{upload_id}.work"

    def file(self, sha256: str) -> Path:
        return self.media / sha256[:2] / sha256

    def begin(self, upload_id: UUID) -> None:
        self.incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.part(upload_id).touch(mode=0o600)

    def free_bytes(self) -> int:
        self.incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        return shutil.disk_usage(self.incoming).free

    def arrived(self, upload_id: UUID) -> int:
        """How many bytes are there. Raises ``Missing``."""
        for path in (self.part(upload_id), self.whole(upload_id)):
            with suppress(FileNotFoundError):
                return path.stat().st_size
        raise Missing(str(upload_id))

    def write(self, upload_id: UUID, at: int, piece: bytes) -> None:
        """Put bytes at their own place. Raises ``Missing`` once the upload is whole or gone.

        The file is opened for each piece, so that a connection left over from before cannot write
        into a file that has been closed meanwhile. Two connections that send the same upload put
        the same bytes at the same places.
        """
        try:
            handle = os.open(self.part(upload_id), os.O_WRONLY)
        except FileNotFoundError as error:
            raise Missing(str(upload_id)) from error
        try:
            os.pwrite(handle, piece, at)
        finally:
            os.close(handle)

    def close(self, upload_id: UUID) -> None:
        """No more is written to it. Doing it twice is doing it once."""
        with suppress(FileNotFoundError):
            self.part(upload_id).replace(self.whole(upload_id))

    def discard(self, upload_id: UUID) -> None:
        for path in (self.part(upload_id), self.whole(upload_id)):
            path.unlink(missing_ok=True)
        shutil.rmtree(self.work(upload_id), ignore_errors=True)

    def adopt(self, path: Path, sha256: str) -> None:
        """Keep a file under its hash; the caller has just computed it."""
        target = self.file(sha256)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileNotFoundError):
            # It was wanted just now: who clears away what nobody holds leaves it alone.
            os.utime(target)
            return
        draft = target.with_name(f".{sha256}.{os.getpid()}")
        try:
            os.link(path, draft)
        except OSError:  # a file system without hard links
            shutil.copyfile(path, draft)
        draft.chmod(0o600)
        draft.replace(target)

    def keep(self, content: bytes) -> str:
        """Keep bytes at hand; their hash."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.file(sha256)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = target.with_name(f".{sha256}.{os.getpid()}")
            draft.write_bytes(content)
            draft.replace(target)
        return sha256

    def size(self, sha256: str) -> int | None:
        """Bytes of a file that is kept; None if it is not."""
        try:
            return self.file(sha256).stat().st_size
        except OSError:
            return None

    def checksum(self, sha256: str) -> int:
        """The CRC-32 of a file that is kept; remembered, because what has this hash never changes.

        Raises ``Missing``.
        """
        if sha256 not in self._sums:
            total = 0
            try:
                with self.file(sha256).open("rb") as file:
                    while piece := file.read(_READ):
                        total = zlib.crc32(piece, total)
            except FileNotFoundError as error:
                raise Missing(sha256) from error
            self._sums[sha256] = total
        return self._sums[sha256]

    def untouched_since(self, moment: float) -> list[str]:
        """Hashes of files that were last put there before ``moment``, a POSIX time."""
        return [path.name for path in self.media.glob("[0-9a-f][0-9a-f]/*") if _age(path) < moment]

    def forget(self, sha256: str, moment: float) -> None:
        """Delete a file, unless it was put there again since."""
        path = self.media / sha256.lstrip(".")[:2] / sha256
        if _age(path) < moment:
            path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """When it was last put there; a file that is gone by now is as good as new."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def store_of(source: AsyncSession | Database) -> Store:
    """The store of this process, where ``main`` put it."""
    store: Store = source.info[STORE_KEY]
    return store
