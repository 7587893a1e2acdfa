"""The examiner's subprocess: ``python -m app.media.worker_main <file> <folder> <kind>``.

It gets little memory and time and is killed when it takes more: whatever a file makes of the code
that reads it, the house goes on. It prints a line of JSON for each step and one with the outcome:
``{"progress": percent}``, then ``{"refused": code}`` or ``{"found": {…}}``.
"""

import hashlib
import json
import resource
import shutil
import sys
from pathlib import Path
from typing import Any

from app.media import archives, captions, limits
from app.media.containers import recording
from app.media.examination import Found, Refused
from app.media.papers import pages_of
from app.media.pictures import drawing, photograph
from app.media.store import digest_of

MEMORY_BYTES = 1_200_000_000
CPU_SECONDS = 90
FILE_BYTES = 50_000_000


def restrain(kind: str) -> None:
    """From here on this process has little of everything."""
    largest = limits.MAX_BYTES[limits.FILM] if kind == limits.ARCHIVE else FILE_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def tell(percent: int) -> None:
    _say({"progress": percent})


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def examine(path: Path, work: Path, kind: str) -> Found:
    """Raises ``Refused``."""
    size = path.stat().st_size
    tell(10)
    if kind == limits.PICTURE:
        with path.open("rb") as file:
            start = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
        if start.startswith((b"<svg", b"<?xml", b"<!--")):
            return drawing(path, work)
        return photograph(path, work, tell)
    if kind == limits.ARCHIVE:
        return _archive(path, work)
    digest = digest_of(path)
    tell(50)
    if kind in (limits.SOUND, limits.FILM, limits.DOCUMENT):
        return _whole(path, kind, digest, size)
    if kind == limits.CAPTIONS:
        content = path.read_bytes()
        seconds = captions.seconds_of(content)
        (work / "captions.vtt").write_bytes(content)
        return Found(kind, "text/vtt", digest, size, seconds=seconds)
    try:
        path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("not-as-named") from error
    return Found(limits.TEXT, "text/markdown", digest, size)


def _whole(path: Path, kind: str, digest: str, size: int) -> Found:
    """What is kept as it is: sound, film, a document."""
    if kind == limits.DOCUMENT:
        return Found(kind, "application/pdf", digest, size, pages=pages_of(path))
    with path.open("rb") as file:
        found = recording(file, size)
    real = limits.FILM if found.media_type.startswith("video/") else limits.SOUND
    if size > limits.MAX_BYTES[real]:
        raise Refused("too-large")
    return Found(real, found.media_type, digest, size, seconds=found.seconds)


def _archive(path: Path, work: Path) -> Found:
    """A course: all of it must be as the zip says, and its media as if each had been uploaded.

    They lie in ``work/media`` by their hash then, and ``work/media.json`` says what each is.
    """
    inside = work / "media"
    inside.mkdir()
    found: list[dict[str, Any]] = []
    with path.open("rb") as file, archives.opened(file) as zip_:
        media = {entry.filename: digest for digest, entry in zip_.media().items()}
        needed = sum(zip_.archive.getinfo(name).file_size for name in media)
        if shutil.disk_usage(work).free < needed + limits.DISK_RESERVE_BYTES:
            raise Refused("no-room")
        weight = max(1, sum(one.file_size for one in zip_.entries))
        read, told = 0, 10
        for entry in zip_.entries:
            digest = media.get(entry.filename)
            hashed = hashlib.sha256()
            with (inside / digest if digest else Path("/dev/null")).open("wb") as kept:
                for piece in zip_.pieces(entry):
                    hashed.update(piece)
                    kept.write(piece)
                    read += len(piece)
            if digest is not None:
                found.append(_media(inside / digest, digest, hashed.hexdigest(), entry.filename))
            if (now := 10 + 85 * read // weight) >= told + 5:
                told = now
                tell(now)
    (work / "media.json").write_text(json.dumps(found))
    return Found(limits.ARCHIVE, "application/zip", digest_of(path), path.stat().st_size)


def _media(path: Path, said: str, digest: str, name: str) -> dict[str, Any]:
    if said != digest:
        raise Refused("not-its-hash", name)
    with path.open("rb") as file:
        is_document = file.read(5) == b"%PDF-"
    kind = limits.DOCUMENT if is_document else limits.SOUND
    size = path.stat().st_size
    if is_document and size > limits.MAX_BYTES[kind]:
        raise Refused("too-large", name)
    try:
        return _whole(path, kind, digest, size).values()
    except Refused as refused:
        raise Refused(refused.code, name) from refused


def main(arguments: list[str]) -> int:
    path, work, kind = Path(arguments[0]), Path(arguments[1]), arguments[2]
    restrain(kind)
    try:
        _say({"found": examine(path, work, kind).values()})
    except Refused as refused:
        _say({"refused": refused.code, "about": refused.about})
    except (MemoryError, RecursionError):
        _say({"refused": "too-hard"})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
