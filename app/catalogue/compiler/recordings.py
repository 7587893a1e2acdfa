"""Sound, film and documents of a lesson: a pointer file in place of the bytes. Pure.

``assets/<name>.mp3.media.yaml`` stands for ``assets/<name>.mp3``: the hash, the size and the words
that go with it. The bytes are kept by their hash beside the database, so a course is the same text
wherever it is published. Nothing is fetched before somebody presses play, and how much that will be
is said first.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from app.catalogue.compiler.figures import AssetFile
from app.catalogue.compiler.kinds import Finding
from app.catalogue.compiler.sources import Line, Prose, Title
from app.catalogue.compiler.yamltext import parse
from app.catalogue.document import AssetRef, Language

POINTER = ".media.yaml"
TYPES = {
    "audio": ("audio/mpeg", "audio/mp4", "audio/ogg", "audio/webm"),
    "video": ("video/mp4", "video/webm"),
    "document": ("application/pdf",),
}
# The class of pictures that are as wide as their column, of which styles have few bytes to spare.
_WIDE = {"audio": "", "video": ' class="lamp"'}
MAX_CAPTIONS = 200_000

_SHA = re.compile(rb"^sha256: *['\"]?([0-9a-f]{64})['\"]?\s*$", re.MULTILINE)
_WORDS = {
    "id": {
        "play": "Putar",
        "fetch": "Unduh PDF",
        "transcript": "Transkrip",
        "captions": "Takarir",
        "page": "halaman",
        "pages": "halaman",
        "minutes": "menit",
    },
    "en": {
        "play": "Play",
        "fetch": "Download the PDF",
        "transcript": "Transcript",
        "captions": "Captions",
        "page": "page",
        "pages": "pages",
        "minutes": "min",
    },
}


class Pointer(BaseModel):
    """What a pointer file says. ``captions`` names a WebVTT file beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    media_type: Literal[
        "audio/mpeg",
        "audio/mp4",
        "audio/ogg",
        "audio/webm",
        "video/mp4",
        "video/webm",
        "application/pdf",
    ]
    bytes: Annotated[int, Field(ge=1, le=500_000_000)]
    title: Title
    licence: Line
    seconds: Annotated[int, Field(ge=0, le=14_400)] | None = None
    pages: Annotated[int, Field(ge=1, le=10_000)] | None = None
    captions: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][\w.-]*\.vtt$")] | None = None
    transcript: Prose | None = None  # Markdown

    @property
    def ref(self) -> AssetRef:
        return AssetRef(sha256=self.sha256, media_type=self.media_type, bytes=self.bytes)


@dataclass(frozen=True, slots=True)
class Pointed:
    """A pointer that was read, and where its transcript begins."""

    pointer: Pointer
    file: str
    transcript_line: int


@dataclass(frozen=True, slots=True)
class Recording:
    """A pointer with its captions, and what keeps it from being shown to everyone."""

    pointed: Pointed
    captions: AssetFile | None
    findings: tuple[Finding, ...]

    @property
    def files(self) -> dict[str, tuple[str, bytes]]:
        """sha256 → media type and content of what is served with it."""
        if self.captions is None:
            return {}
        digest = hashlib.sha256(self.captions.content).hexdigest()
        return {digest: ("text/vtt", self.captions.content)}


def recording_of(
    asset: AssetFile, name: str, assets: Mapping[str, AssetFile]
) -> Recording | list[Finding]:
    """What the directive ``name`` shows by a pointer file; ``assets`` by file name."""
    pointed = read_pointer(asset)
    if not isinstance(pointed, Pointed):
        return pointed
    captions = None
    if pointed.pointer.captions:
        beside = PurePosixPath(asset.file).with_name(pointed.pointer.captions)
        captions = assets.get(str(beside))
    return Recording(pointed, captions, tuple(fitting(name, pointed, captions)))


def read_pointer(asset: AssetFile) -> Pointed | list[Finding]:
    """The pointer, or what is wrong with it."""
    try:
        parsed = parse(asset.content.decode("utf-8").replace("\r\n", "\n"), file=asset.file)
    except UnicodeDecodeError:
        return [Finding(asset.file, 1, "C003", "not UTF-8 text", "save as UTF-8")]
    if parsed.findings or not isinstance(parsed.value, dict):
        what, instead = "not a pointer to media", "write sha256, media_type, bytes, title, licence"
        return parsed.findings or [Finding(asset.file, 1, "C080", what, instead)]
    try:
        pointer = Pointer.model_validate(parsed.value)
    except ValidationError as error:
        return [
            Finding(
                asset.file,
                parsed.lines.get(tuple(fault["loc"][:1]), 1),
                "C080",
                f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}",
                "mend it; sha256, media_type, bytes, title and licence are needed",
            )
            for fault in error.errors()
        ]
    return Pointed(pointer, asset.file, parsed.lines.get(("transcript",), 1))


def fitting(name: str, pointed: Pointed, captions: AssetFile | None) -> list[Finding]:
    """What keeps the directive ``name`` from showing this pointer to everyone."""
    pointer, file = pointed.pointer, pointed.file
    findings = []
    if pointer.media_type not in TYPES[name]:
        what = f"{pointer.media_type} in '{name}'"
        right = next(one for one, types in TYPES.items() if pointer.media_type in types)
        findings.append(Finding(file, 1, "C081", what, f"show it with :::{right}"))
    if name == "audio" and not pointer.transcript:
        what, instead = "sound without a transcript", "write transcript: for who cannot hear it"
        findings.append(Finding(file, 1, "C082", what, instead))
    if name == "video" and not pointer.transcript and not pointer.captions:
        what = "film without captions or transcript"
        findings.append(Finding(file, 1, "C082", what, "add captions: name.vtt or transcript:"))
    if pointer.captions and captions is None:
        what = f"no file '{pointer.captions}' beside it"
        findings.append(Finding(file, 1, "C083", what, "add the WebVTT file or take it out"))
    if captions is not None and not is_captions(captions.content):
        what, instead = "not WebVTT", "begin with WEBVTT and give each text its times"
        findings.append(Finding(captions.file, 1, "C083", what, instead))
    return findings


def is_captions(content: bytes) -> bool:
    start = content.removeprefix(b"\xef\xbb\xbf")[:7]
    return re.fullmatch(rb"WEBVTT[ \t\r\n]?", start) is not None and len(content) <= MAX_CAPTIONS


def hash_in(content: bytes) -> str | None:
    """The hash that a pointer file names, without reading all of it."""
    found = _SHA.search(content)
    return found[1].decode() if found else None


def recording_html(
    recording: Recording,
    *,
    name: str,
    language: Language,
    block_id: str,
    caption: str,
    transcript: str,
    file_name: str,
) -> str:
    """The block of a lesson. ``caption`` and ``transcript`` are HTML; "" where there is none."""
    pointer, words = recording.pointed.pointer, _WORDS[language]
    told = [size_words(pointer.bytes, language)]
    if pointer.seconds:
        told.append(f"{clock(pointer.seconds)} {words['minutes']}")
    if pointer.pages:
        told.append(f"{pointer.pages} {words['page' if pointer.pages == 1 else 'pages']}")
    address = f"/berkas/{pointer.sha256}"
    heading = f"<p><strong>{escape(pointer.title)}</strong>"
    if name == "document":
        fetch = f'<a href="{address}" download="{escape(file_name)}">{words["fetch"]}</a>'
        shown = f"{heading}<br>{fetch} ({', '.join(told)})</p>"
    else:
        tracks = "".join(
            f'<track kind="captions" src="/berkas/{digest}" srclang="{language}" '
            f'label="{words["captions"]}">'
            for digest in recording.files
        )
        shown = (
            f"{heading}<br>{words['play']} ({', '.join(told)})</p>"
            f'<{name}{_WIDE[name]} controls preload="none" src="{address}">{tracks}</{name}>'
        )
    folded = ""
    if transcript:
        folded = (
            f'<details class="acc"><summary>{words["transcript"]}</summary>{transcript}</details>'
        )
    licence = f"<small>{escape(pointer.licence)}</small>"
    return (
        f'<figure class="fig media"{block_id}>{shown}{folded}'
        f"<figcaption>{caption}{licence}</figcaption></figure>\n"
    )


def size_words(size: int, language: Language) -> str:
    """6100000 → "6,1 MB"; below a megabyte whole kB."""
    if size < 999_500:
        return f"{max(1, round(size / 1000))} kB"
    told = f"{size / 1_000_000:.1f}" if size < 99_950_000 else str(round(size / 1_000_000))
    return f"{told.replace('.', ',') if language == 'id' else told} MB"


def clock(seconds: int) -> str:
    """200 → "3:20"."""
    return f"{seconds // 60}:{seconds % 60:02}"
