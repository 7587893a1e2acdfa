"""The frontend's build: its manifest, styles, icons and words, and its files served from memory.

Read once at start. Names under ``/assets/`` carry a content hash and never change, so they are
immutable; files of earlier builds stay in the folder and are served too, because a page that was
opened before an upgrade still asks for them.
"""

import base64
import hashlib
import json
import mimetypes
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from starlette.types import ASGIApp, Receive, Scope, Send

from app.delivery.bytecache import CODINGS, Document, Headers, latin
from app.delivery.headers import security_headers
from app.delivery.negotiate import choose
from app.delivery.ranges import UnsatisfiableError, single_range
from app.delivery.words import Dictionary
from app.kit.problems import MEDIA_TYPE, Problem

DIST = Path(__file__).resolve().parents[2] / "frontend" / "dist"
PAGE_STYLES = (
    "shell",
    "lesson",
    "quiz",
    "worksheet",
    "practice",
    "practice-app",
    "sign-in",
    "check",
)
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "public, no-cache"
KEPT_BUILDS = 3
_MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
}
# Data of the build for this side; never served.
_PRIVATE = ("locales/", ".vite/", "icons.json")


class BuildMissingError(RuntimeError):
    """The frontend was not built, or not wholly."""

    def __init__(self, missing: Path) -> None:
        super().__init__(
            f"The frontend build is missing: {missing} does not exist. "
            "Build it with `npm --prefix frontend ci && npm --prefix frontend run build`."
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A page's whole stylesheet, inlined into its first HTML."""

    text: str
    hash: str  # as in a content security policy: sha256-…


def _style(text: str) -> Style:
    text = text.strip()
    digest = hashlib.sha256(text.encode()).digest()
    return Style(text, "sha256-" + base64.b64encode(digest).decode())


@dataclass(frozen=True, slots=True)
class Assets:
    """What the pages need of the build."""

    build: str  # changes with every file of the build
    styles: dict[str, Style]
    icons: dict[str, str]
    words: dict[str, Dictionary]
    sheets: dict[str, str]  # stylesheets that follow a page, by name → URL
    scripts: dict[str, tuple[str, ...]]  # entry name → its URL, then those it imports
    files: dict[str, Document]  # by path, e.g. "/assets/lesson-1a2b.js"

    @classmethod
    def load(
        cls, folder: Path = DIST, *, https: bool = False, kept: Path | None = None
    ) -> "Assets":
        """Read a build. ``kept`` is where earlier builds' hashed files live on.

        Raises ``BuildMissingError`` with what to do about it.
        """
        manifest_path = folder / ".vite" / "manifest.json"
        manifest = json.loads(_read(manifest_path))
        styles = {
            name: _style(_read(folder / manifest[f"src/styles/{name}.css"]["file"]).decode())
            for name in PAGE_STYLES
            if f"src/styles/{name}.css" in manifest
        }
        if len(styles) < len(PAGE_STYLES):
            raise BuildMissingError(folder / "assets" / "(stylesheets)")
        if kept is not None:
            keep_assets(folder / "assets", kept)
        return cls(
            build=hashlib.sha256(manifest_path.read_bytes()).hexdigest()[:12],
            styles=styles,
            icons=json.loads(_read(folder / "icons.json")),
            words={
                language: Dictionary(
                    language, json.loads(_read(folder / "locales" / f"pages.{language}.json"))
                )
                for language in ("id", "en")
            },
            sheets={
                Path(source).stem: "/" + entry["file"]
                for source, entry in manifest.items()
                if entry.get("isEntry") and entry["file"].endswith(".css")
            },
            scripts={
                Path(source).stem: tuple(_with_imports(manifest, source))
                for source, entry in manifest.items()
                if entry.get("isEntry") and entry["file"].endswith(".js")
            },
            files=dict(_documents(folder, kept, https=https)),
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BuildMissingError(path) from error


def _with_imports(manifest: dict[str, Any], source: str) -> list[str]:
    """The URLs a browser needs before an entry can run, the entry first."""
    urls: list[str] = []
    queue = [source]
    while queue:
        entry = manifest[queue.pop(0)]
        url = "/" + entry["file"]
        if url not in urls:
            urls.append(url)
            queue.extend(entry.get("imports", ()))
    return urls


def keep_assets(current: Path, kept: Path) -> None:
    """Copy this build's hashed files to a folder of its own; only the newest builds stay."""
    names = sorted(path.name for path in current.iterdir())
    own = kept / hashlib.sha256("\n".join(names).encode()).hexdigest()[:12]
    if not own.exists():
        kept.mkdir(parents=True, exist_ok=True)
        draft = own.with_suffix(".part")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(current, draft)
        draft.replace(own)
    own.touch()
    builds = sorted((p for p in kept.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime)
    for old in builds[:-KEPT_BUILDS]:
        shutil.rmtree(old, ignore_errors=True)


def _documents(folder: Path, kept: Path | None, *, https: bool) -> Iterable[tuple[str, Document]]:
    if kept is not None:
        for path in kept.glob("*/*"):
            if path.suffix not in (".br", ".gz"):
                yield f"/assets/{path.name}", _document(path, https=https, immutable=True)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or path.suffix in (".br", ".gz") or name.startswith(_PRIVATE):
            continue
        immutable = name.startswith("assets/")
        yield f"/{name}", _document(path, https=https, immutable=immutable)


def _document(path: Path, *, https: bool, immutable: bool) -> Document:
    media_type = _MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    fixed = latin(
        [("Cache-Control", IMMUTABLE if immutable else REVALIDATE), ("Vary", "Accept-Encoding")]
    )
    full = latin([("Content-Type", media_type or "application/octet-stream")])
    document = Document(path.read_bytes(), fixed=fixed, full=full + security_headers(https=https))
    packed = path.with_name(path.name + ".br")
    if packed.exists():
        document.finish(packed.read_bytes())
    return document


class StaticFiles:
    """Serves the build's files; every other request goes on to the app behind."""

    def __init__(self, app: ASGIApp, assets: Assets) -> None:
        self._app, self._files = app, assets.files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            document = self._files.get(scope["path"])
            if document is not None:
                scope["lentera.route"] = "/assets/{file}"
                await respond(document, scope, send)
                return
        await self._app(scope, receive, send)


async def respond(document: Document, scope: Scope, send: Send, *, ranges: bool = True) -> None:
    """Answer a GET or HEAD with a document: 200, 304, and with ``ranges`` also 206 or 416."""
    asked = {name: value.decode("latin-1") for name, value in scope["headers"]}
    coding = choose(asked.get(b"accept-encoding"), CODINGS)
    if document.is_incompressible:
        coding = "identity"
    if (tags := asked.get(b"if-none-match")) is not None:
        unchanged = document.unchanged(coding, tags)
        if unchanged is not None:
            await _send(send, 304, unchanged, b"")
            return
    chosen = document.representation(coding)
    body, headers, status = chosen.body, chosen.headers, 200
    # Ranges are of identity bytes only: a range of compressed bytes helps nobody resume.
    if ranges and (wanted := asked.get(b"range")) is not None and scope["method"] == "GET":
        whole = document.representation("identity")
        if asked.get(b"if-range") in (None, whole.etag):
            try:
                part = single_range(wanted, len(whole.body))
            except UnsatisfiableError:
                await _send_beyond_end(scope, send, len(whole.body))
                return
            if part is not None:
                status, body = 206, whole.body[part.start : part.stop]
                headers = _part_headers(whole.headers, part, len(whole.body))
    await _send(send, status, headers, b"" if scope["method"] == "HEAD" else body)


class RangeNotSatisfiable(Problem):
    """The range begins beyond the end: whoever resumes has the whole file already."""

    status = 416
    title = "Range not satisfiable"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Bagian yang diminta di luar berkas. Unduh ulang dari awal bila berkas rusak.",
        "en": "The part asked for lies outside the file. Fetch it anew if yours is broken.",
    }


async def _send_beyond_end(scope: Scope, send: Send, total: int) -> None:
    language = scope.get("state", {}).get("language", "id")
    said = RangeNotSatisfiable().document(scope["path"], language)
    body = json.dumps(said, ensure_ascii=False).encode()
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-range", f"bytes */{total}".encode()),
        (b"content-length", str(len(body)).encode()),
    ]
    await _send(send, RangeNotSatisfiable.status, headers, body)


def _part_headers(headers: Headers, part: range, total: int) -> Headers:
    kept = [pair for pair in headers if pair[0] != b"content-length"]
    where = f"bytes {part.start}-{part.stop - 1}/{total}".encode()
    return [*kept, (b"content-range", where), (b"content-length", str(len(part)).encode())]


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
