"""The examiner's subprocess: ``python -m app.media.worker_main <file> <folder> <kind>``.

It gets little memory and time and is killed when it takes more: whatever a file makes of the code
that reads it, the house goes on. It prints a line of JSON for each step and one with the outcome:
``{"progress": percent}``, then ``{"refused": code}`` or ``{"found": {…}}``.
"""

import json
import resource
import sys
import zipfile
from pathlib import Path

from app.media import captions, limits
from app.media.containers import recording
from app.media.examination import Found, Refused
from app.media.papers import pages_of
from app.media.pictures import drawing, photograph
from app.media.store import digest_of

MEMORY_BYTES = 1_200_000_000
CPU_SECONDS = 90
FILE_BYTES = 50_000_000


def restrain() -> None:
    """From here on this process has little of everything."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
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
    digest = digest_of(path)
    tell(50)
    if kind in (limits.SOUND, limits.FILM):
        with path.open("rb") as file:
            found = recording(file, size)
        real = limits.FILM if found.media_type.startswith("video/") else limits.SOUND
        if size > limits.MAX_BYTES[real]:
            raise Refused("too-large")
        return Found(real, found.media_type, digest, size, seconds=found.seconds)
    if kind == limits.DOCUMENT:
        return Found(kind, "application/pdf", digest, size, pages=pages_of(path))
    if kind == limits.CAPTIONS:
        content = path.read_bytes()
        seconds = captions.seconds_of(content)
        (work / "captions.vtt").write_bytes(content)
        return Found(kind, "text/vtt", digest, size, seconds=seconds)
    return _import(path, kind, digest, size)


def _import(path: Path, kind: str, digest: str, size: int) -> Found:
    """What is imported is only named here; whoever imports it looks inside."""
    if kind == limits.ARCHIVE:
        with path.open("rb") as file:
            begins = file.read(4)
        if begins != b"PK\x03\x04" or not zipfile.is_zipfile(path):
            raise Refused("not-as-named")
        return Found(kind, "application/zip", digest, size)
    try:
        path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("not-as-named") from error
    return Found(limits.TEXT, "text/markdown", digest, size)


def main(arguments: list[str]) -> int:
    path, work, kind = Path(arguments[0]), Path(arguments[1]), arguments[2]
    restrain()
    try:
        _say({"found": examine(path, work, kind).values()})
    except Refused as refused:
        _say({"refused": refused.code})
    except (MemoryError, RecursionError):
        _say({"refused": "too-hard"})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
