"""Refuses unsafe requests that another site made a browser send, and bodies that are not JSON.

No token is needed: browsers say where a request comes from. An unsafe request passes

1. if it carries a Bearer token and no session cookie: no browser adds that by itself;
2. if ``Sec-Fetch-Site`` says same-origin;
3. if that header is absent (plain http, old browsers) and ``Origin`` is our own;
4. if both are absent and there is no session cookie: that is a program, not a browser. A browser
   that is led to sign in to another's account (login CSRF) has no cookie, but does send Origin.

API routes take ``application/json`` alone: a form of another site can send only types that need no
preflight, and never JSON. The few that take files stand behind the rules above alone.
"""

import re
from collections.abc import Iterable

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.identity.cookies import cookie_value, session_cookie
from app.identity.errors import CrossSiteRequest
from app.kit.problems import MEDIA_TYPE, Problem, UnsupportedMediaType

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
API = "/api/"
JSON = "application/json"
FORM = "multipart/form-data"
PIECE = "application/offset+octet-stream"
# OAuth 2 demands a form here (RFC 6749, section 4.3.2).
FORM_PATHS = frozenset({"/api/v1/auth/token"})


class CsrfProtection:
    """Pure ASGI: one look at the headers, no body is read."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        public_url: str | None,
        files_at: Iterable[str] = (),
        pieces_at: Iterable[str] = (),
    ) -> None:
        """``files_at``: paths that take files as ``multipart/form-data``; ``{…}`` is a segment.

        ``pieces_at``: paths that take pieces of files, of a type that needs a preflight like JSON.
        """
        self._app = app
        self._origin = origin_of(public_url) if public_url else None
        self._cookie = session_cookie(public_url)
        self._taken = {FORM: _patterns(files_at), PIECE: _patterns(pieces_at)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            problem = self._refusal(scope)
            if problem is not None:
                await _answer(problem, scope)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Problem | None:
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        named = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers}
        has_cookie = cookie_value(headers, self._cookie) is not None
        if not self._is_same_site(named, has_cookie, scope):
            return CrossSiteRequest()
        path: str = scope["path"]
        if path.startswith(API) and path not in FORM_PATHS:
            has_body = named.get("content-length", "0") != "0" or "transfer-encoding" in named
            media_type = named.get("content-type", "").partition(";")[0].strip().lower()
            if has_body and media_type != JSON and not self._is_file(path, media_type):
                return UnsupportedMediaType()
        return None

    def _is_file(self, path: str, media_type: str) -> bool:
        return any(one.fullmatch(path) for one in self._taken.get(media_type, ()))

    def _is_same_site(self, named: dict[str, str], has_cookie: bool, scope: Scope) -> bool:
        if not has_cookie and named.get("authorization", "").lower().startswith("bearer "):
            return True
        site, origin = named.get("sec-fetch-site"), named.get("origin")
        if site is not None:
            return site == "same-origin"
        if origin is None:
            return not has_cookie
        return origin == (self._origin or f"{scope['scheme']}://{named.get('host', '')}")


def _patterns(paths: Iterable[str]) -> list[re.Pattern[str]]:
    return [re.compile(re.sub(r"\{[^}]*\}", "[^/]+", path)) for path in paths]


def origin_of(url: str) -> str:
    """Scheme, host and port as browsers write them in ``Origin``."""
    scheme, _, rest = url.lower().partition("://")
    host = rest.partition("/")[0]
    default = {"https": ":443", "http": ":80"}.get(scheme, "")
    return f"{scheme}://{host.removesuffix(default) if default else host}"


def _answer(problem: Problem, scope: Scope) -> JSONResponse:
    language = scope.get("state", {}).get("language", "id")
    return JSONResponse(
        problem.document(scope["path"], language),
        status_code=problem.status,
        headers=problem.headers,
        media_type=MEDIA_TYPE,
    )
