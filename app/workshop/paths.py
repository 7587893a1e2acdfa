"""Which files a draft may hold, and how large. Pure.

A draft is a content folder of one course: its own files, banks and the law. Each shape is written
out, so that no name can lead out of the folder and no file can stand where a folder does.
"""

import re
from collections.abc import Mapping

MAX_TEXT_BYTES = 200 * 1000
# What the compiler reads of a picture at most (compiler.reader).
MAX_ASSET_BYTES = 2 * 1024 * 1024
MAX_FILES = 400
MAX_DRAFT_BYTES = 20 * 1000 * 1000
MAX_PATH = 400

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}"
_STEM = r"[A-Za-z0-9][A-Za-z0-9._-]{0,110}"
# What Windows takes for a device, with or without an ending: nobody could unpack the course there.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_BANK = rf"banks/{_SLUG}/(?:{_STEM}\.yaml|assets/{_NAME})"
_LAW = rf"(?:facts|regulations)/{_STEM}\.yaml"


def is_path_of(slug: str, path: str) -> bool:
    """Whether a draft of the course ``slug`` may hold ``path``."""
    own = (
        rf"courses/{re.escape(slug)}/"
        rf"(?:course\.yaml|assets/{_NAME}|{_SLUG}/(?:{_STEM}\.(?:md|yaml)|assets/{_NAME}))"
    )
    if len(path) > MAX_PATH or not path.isascii():
        return False
    if any(_DEVICE.fullmatch(part) or part.endswith(".") for part in path.split("/")):
        return False
    return re.fullmatch(rf"{own}|{_BANK}|{_LAW}", path) is not None


def bank_of(path: str) -> str | None:
    """The question bank that a file is of; None for other files."""
    folder, _, rest = path.partition("/")
    return rest.partition("/")[0] if folder == "banks" and rest else None


def is_text(path: str) -> bool:
    """Whether a file is edited as text; the others are pictures and what stands beside them."""
    return "/assets/" not in path or path.endswith((".yaml", ".md", ".vtt"))


def is_structure(path: str) -> bool:
    """Whether a file says what the course is made of."""
    return path.startswith("courses/") and path.endswith(("/course.yaml", "/module.yaml"))


def limit_of(path: str) -> int:
    """How many bytes the file may have."""
    return MAX_TEXT_BYTES if path.startswith("courses/") and is_text(path) else MAX_ASSET_BYTES


def refusals(slug: str, changes: Mapping[str, bytes | None]) -> list[dict[str, str]]:
    """Why changes cannot be taken, each as ``{pointer, detail}``; none: they can."""
    found = []
    for path, content in changes.items():
        name = path if path.isprintable() and path.isascii() else ascii(path)[1:-1]
        if not is_path_of(slug, path):
            found.append({"pointer": f"/{name[:200]}", "detail": "Not a file of this course"})
        elif content is not None and len(content) > limit_of(path):
            kilobytes = limit_of(path) // 1000
            found.append({"pointer": f"/{name}", "detail": f"Larger than {kilobytes} kB"})
        elif content is not None and is_text(path) and not _is_clean(content):
            found.append({"pointer": f"/{name}", "detail": "Not UTF-8 text"})
    return found


def _is_clean(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
