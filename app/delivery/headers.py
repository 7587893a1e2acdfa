"""Pure ASGI layers around everything: security headers, a limit on bodies, language and theme.

Pure ASGI, because one ``BaseHTTPMiddleware`` costs two thirds of the throughput. The security
headers are defaults: a response that brings its own (a page with its style's hash) keeps it.
"""

import json
import re
from collections.abc import Iterable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.delivery.bytecache import Headers
from app.kit.problems import MEDIA_TYPE, PayloadTooLarge

LANGUAGE_COOKIE, THEME_COOKIE = "lentera-lang", "lentera-theme"
LANGUAGES, THEMES = ("id", "en"), ("light", "dark")
MAX_BODY_BYTES = 1024 * 1024


def content_security_policy(
    style_hashes: Iterable[str] = (), script_hashes: Iterable[str] = ()
) -> str:
    """The policy of a page whose inline styles and scripts have these hashes (``sha256-…``)."""
    styles = "".join(f" '{value}'" for value in style_hashes)
    scripts = "".join(f" '{value}'" for value in script_hashes)
    return (
        f"default-src 'none'; script-src 'self'{scripts}; style-src 'self'{styles}; "
        "img-src 'self' data:; media-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "frame-src 'self'; manifest-src 'self'; worker-src 'self'"
    )


def security_headers(
    *,
    https: bool,
    style_hashes: Iterable[str] = (),
    script_hashes: Iterable[str] = (),
    lean: bool = False,
) -> Headers:
    """What every response carries.

    ``lean`` is for lessons from memory: the server checks each header of each answer, so two that
    say nothing there are left out. A lesson is the same text for everyone, holds no form worth
    reaching through an opener, and its policy lets no foreign script ask for a camera.
    """
    headers = [
        (b"content-security-policy", content_security_policy(style_hashes, script_hashes).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
    ]
    if not lean:
        headers += [
            (b"cross-origin-opener-policy", b"same-origin"),
            (
                b"permissions-policy",
                b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            ),
        ]
    if https:
        headers.append((b"strict-transport-security", b"max-age=31536000"))
    return headers


def cookies_of(scope: Scope) -> dict[str, str]:
    """Cookies of a request by name; of a name sent twice the first counts (RFC 6265 order)."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        if name == b"cookie":
            for part in value.decode("latin-1").split(";"):
                key, _, text = part.partition("=")
                found.setdefault(key.strip(), text.strip())
    return found


def chosen(cookies: dict[str, str]) -> tuple[str | None, str | None]:
    """Language and theme that this browser chose; None where it did not."""
    language, theme = cookies.get(LANGUAGE_COOKIE), cookies.get(THEME_COOKIE)
    return (
        language if language in LANGUAGES else None,
        theme if theme in THEMES else None,
    )


_OWN_SET = {b"content-security-policy", b"x-content-type-options", b"referrer-policy"}


class SecurityHeaders:
    """Adds the default security headers to every response that lacks them."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = security_headers(https=https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                # A page that brings its whole set (see ``lean``) is left as it is.
                whole = present >= _OWN_SET
                extra = [] if whole else [p for p in self._headers if p[0] not in present]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        await self._app(scope, receive, send_with_headers)


class Preferences:
    """Puts the browser's language and theme into ``scope["state"]`` for pages and problems."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            language, theme = chosen(cookies_of(scope))
            state = scope.setdefault("state", {})
            state["language"] = language or "id"
            state["chosen_language"] = language
            state["theme"] = theme
        await self._app(scope, receive, send)


class BodyLimit:
    """Refuses bodies beyond ``max_bytes`` with a 413 problem, before anything reads them.

    ``special``: the limits of some paths; ``{…}`` in one stands for any one segment.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        max_bytes: int = MAX_BODY_BYTES,
        special: Mapping[str, int] | None = None,
    ) -> None:
        self._app, self._max_bytes, self._special = app, max_bytes, dict(special or {})
        self._families = [
            (re.compile(re.sub(r"\{[^}]*\}", "[^/]+", path)), most)
            for path, most in self._special.items()
            if "{" in path
        ]

    def _most(self, path: str) -> int:
        """How many bytes a body sent to ``path`` may have."""
        if path in self._special:
            return self._special[path]
        return next(
            (m for pattern, m in self._families if pattern.fullmatch(path)), self._max_bytes
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        most = self._most(scope["path"])
        length = next((v for n, v in scope["headers"] if n == b"content-length"), None)
        if length is not None:
            # The server has checked that the body is as long as it says.
            if not length.isdigit() or int(length) > most:
                await self._refuse(scope, send)
                return
            await self._app(scope, receive, send)
            return
        body = await self._buffered(receive, most)
        if body is None:
            await self._refuse(scope, send)
            return
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)

    async def _buffered(self, receive: Receive, most: int) -> bytes | None:
        """The whole body of unknown length; None as soon as it is too long."""
        parts: list[bytes] = []
        total = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return b"".join(parts)
            parts.append(message.get("body", b""))
            total += len(parts[-1])
            if total > most:
                return None
            if not message.get("more_body", False):
                return b"".join(parts)

    async def _refuse(self, scope: Scope, send: Send) -> None:
        language = scope.get("state", {}).get("language", "id")
        document = PayloadTooLarge().document(scope["path"], language)
        body = json.dumps(document, ensure_ascii=False).encode()
        headers = [
            (b"content-type", MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": body})
