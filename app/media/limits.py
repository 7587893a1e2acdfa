"""What may be uploaded and how much of it. Pure.

A name only says what somebody means to send, so that too large a file is refused before its first
byte travels. What a file is, is told by its content when it has arrived.
"""

from datetime import timedelta
from enum import StrEnum

MB = 1_000_000
# A client sends pieces of 2 MB; one that sends larger ones is let be up to here.
MAX_PIECE_BYTES = 8 * MB
KEPT_FOR = timedelta(days=7)
MAX_OPEN_UPLOADS = 40
COURSE_QUOTA_BYTES = 2_000 * MB
# So much stays free on the disk for everything else that the house writes.
DISK_RESERVE_BYTES = 300 * MB

PICTURE, SOUND, FILM, DOCUMENT, CAPTIONS, ARCHIVE, TEXT = (
    "picture",
    "sound",
    "film",
    "document",
    "captions",
    "archive",
    "text",
)
MAX_BYTES = {
    PICTURE: 15 * MB,
    SOUND: 60 * MB,
    FILM: 200 * MB,
    DOCUMENT: 30 * MB,
    CAPTIONS: 200_000,
    ARCHIVE: 500 * MB,
    TEXT: 1 * MB,
}
_KINDS = {
    **dict.fromkeys(("png", "jpg", "jpeg", "webp", "gif", "svg"), PICTURE),
    **dict.fromkeys(("mp3", "m4a", "ogg", "oga", "opus"), SOUND),
    **dict.fromkeys(("mp4", "m4v", "webm"), FILM),
    "pdf": DOCUMENT,
    "vtt": CAPTIONS,
}
_IMPORTS = {"zip": ARCHIVE, "md": TEXT}


class UploadState(StrEnum):
    """Comes in, waits to be examined, is examined, and is good or not."""

    UPLOADING = "uploading"
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    REFUSED = "refused"


def kind_named(name: str, purpose: str) -> str | None:
    """The kind that a file's name promises; None where nothing takes it."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return (_IMPORTS if purpose == "import" else _KINDS).get(ending)
