"""Published lessons from memory, before the framework: one dictionary look-up after another.

It answers only what is wholly known: the session (or token), the entitlement and the bytes. Any
doubt goes on to the routes behind, which ask the database, answer the same, and fill the caches.
So there is no decision here that is not made there too.
"""

from collections.abc import Callable
from datetime import datetime

from starlette.types import ASGIApp, Receive, Scope, Send

from app.delivery.bytecache import CODINGS, Document
from app.delivery.headers import LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE, THEMES
from app.delivery.lessons import page_key, route_key
from app.delivery.negotiate import choose
from app.delivery.rendering import Look
from app.identity.actor import Actor

PAGES = "/kursus/"
ROUTES = "/api/v1/courses/"
_ROUTE_INFIX = "activities"


class FastPath:
    """Answers GET and HEAD of lessons that this process knows; the rest goes on to ``app``."""

    def __init__(self, app: ASGIApp, *, cookie: str) -> None:
        self._app, self._cookie = app, cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            path: str = scope["path"]
            if path.startswith((PAGES, ROUTES)) and await self._answered(scope, path, send):
                return
        await self._app(scope, receive, send)

    async def _answered(self, scope: Scope, path: str, send: Send) -> bool:
        named = _names(path)
        if named is None:
            return False
        course, activity, is_page = named
        cookie = accept = condition = authorization = ""
        for name, value in scope["headers"]:
            if name == b"cookie":
                cookie = (
                    f"{cookie}; {value.decode('latin-1')}" if cookie else value.decode("latin-1")
                )
            elif name == b"accept-encoding":
                accept = value.decode("latin-1")
            elif name == b"if-none-match":
                condition = value.decode("latin-1")
            elif name == b"authorization":
                authorization = value.decode("latin-1")
            elif name == b"range":
                return False
        document = self._document(scope, (course, activity, is_page), cookie, authorization)
        if document is None:
            return False
        coding = choose(accept, CODINGS)
        if condition and (unchanged := document.unchanged(coding, condition)) is not None:
            await send({"type": "http.response.start", "status": 304, "headers": unchanged})
            await send({"type": "http.response.body", "body": b""})
            return True
        chosen = document.representation(coding)
        body = b"" if scope["method"] == "HEAD" else chosen.body
        await send({"type": "http.response.start", "status": 200, "headers": chosen.headers})
        await send({"type": "http.response.body", "body": body})
        return True

    def _document(
        self, scope: Scope, named: tuple[str, str, bool], cookie: str, authorization: str
    ) -> Document | None:
        state = scope["app"].state
        token, language, theme = _cookies(cookie, self._cookie)
        clock: Callable[[], datetime] = state.clock
        actor: Actor | None
        if authorization:
            # A header that says who asks is never mixed with a cookie that says otherwise.
            scheme, _, bearer = authorization.partition(" ")
            if named[2] or scheme.lower() != "bearer":
                return None
            actor = state.tokens.cached_actor(bearer.strip(), clock())
        else:
            actor = state.sessions.cached(token, clock()) if token else None
        if actor is None or actor.must_change_password:
            return None
        course, activity, is_page = named
        entitlement = state.entitlements.cached(actor.person_id, course)
        if entitlement is None:
            return None
        spoken = language or actor.language
        key = (
            page_key(entitlement.publication_id, activity, Look(spoken, theme))
            if is_page
            else route_key(entitlement.publication_id, activity, spoken)
        )
        found: Document | None = state.lessons.cache.get(key)
        return found


def _names(path: str) -> tuple[str, str, bool] | None:
    """(course slug, activity slug, whether a page is asked for), or None for other paths."""
    if path.startswith(PAGES):
        parts = path[len(PAGES) :].split("/")
        return (parts[0], parts[1], True) if len(parts) == 2 else None
    parts = path[len(ROUTES) :].split("/")
    if len(parts) != 3 or parts[1] != _ROUTE_INFIX:
        return None
    return parts[0], parts[2], False


def _cookies(header: str, session_name: str) -> tuple[str | None, str | None, str | None]:
    """Session token, language and theme out of a Cookie header; of a repeated name the first."""
    token = language = theme = None
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == session_name:
            token = token or value
        elif name == LANGUAGE_COOKIE:
            language = language or (value if value in LANGUAGES else None)
        elif name == THEME_COOKIE:
            theme = theme or (value if value in THEMES else None)
    return token, language, theme
