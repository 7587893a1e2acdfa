"""Published lessons from memory, before the framework: one dictionary look-up after another.

It answers only what is wholly known: the session (or token), the entitlement and the bytes. Any
doubt goes on to the routes behind, which ask the database, answer the same, and fill the caches.
So there is no decision here that is not made there too.

What a newcomer would get wrong: this is one long function on purpose. A lesson from memory costs
about as much as the server's own work for it, so a call more per step is felt (``bench.reads``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from starlette.types import ASGIApp, Receive, Scope, Send

from app.delivery.bytecache import CODINGS, ByteCache, Headers
from app.delivery.headers import LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE, THEMES
from app.delivery.lessons import page_key, route_key
from app.delivery.negotiate import choose
from app.identity.sessions import Sessions
from app.identity.tokens import Tokens
from app.kit.clock import Clock
from app.learning.entitlements import Entitlements

PAGES, ROUTES = "/kursus/", "/api/v1/courses/"
PREFIXES = (PAGES, ROUTES)
PAGE_TEMPLATE = "/kursus/{course}/{activity}"
ROUTE_TEMPLATE = "/api/v1/courses/{course}/activities/{activity}"
# Where the layer that counts requests looks for the template of an answer made before the router.
TEMPLATE_KEY = "lentera.route"
_PAGE_PARTS, _ROUTE_PARTS = 4, 7
# A browser's Accept-Encoding is short, and there are few of them.
_USUAL_LENGTH, _REMEMBERED = 100, 256
_LANGUAGES = {f"{LANGUAGE_COOKIE}={value}": value for value in LANGUAGES}
_THEMES = {f"{THEME_COOKIE}={value}": value for value in THEMES}

Note = Callable[[Scope, int, float], None]
Answer = tuple[int, Headers, bytes]


def _nothing(_scope: Scope, _status: int, _seconds: float) -> None:
    """Nobody counts."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the process knows: who is signed in, who may read what, and the bytes."""

    clock: Clock
    sessions: Sessions
    tokens: Tokens
    entitlements: Entitlements
    cache: ByteCache


class FastPath:
    """Answers GET and HEAD of lessons that this process knows; the rest goes on to ``app``.

    ``note`` is told (scope, status, seconds) of each answer, since no layer behind sees it.
    """

    def __init__(self, app: ASGIApp, *, memory: Memory, cookie: str, note: Note = _nothing) -> None:
        self._app, self._memory, self._note = app, memory, note
        self._session = f"{cookie}="
        self._codings: dict[str, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path: str = scope["path"]
            if path.startswith(PREFIXES):
                began = perf_counter()
                answer = self._answer(scope, path)
                if answer is not None:
                    status, headers, body = answer
                    await send(
                        {"type": "http.response.start", "status": status, "headers": headers}
                    )
                    await send({"type": "http.response.body", "body": body})
                    self._note(scope, status, perf_counter() - began)
                    return
        await self._app(scope, receive, send)

    def _answer(self, scope: Scope, path: str) -> Answer | None:  # noqa: C901, PLR0912
        method = scope["method"]
        if method != "GET" and method != "HEAD":  # noqa: PLR1714 - this is faster
            return None
        parts = path.split("/")
        is_page = len(parts) == _PAGE_PARTS
        if not is_page and (len(parts) != _ROUTE_PARTS or parts[5] != "activities"):
            return None
        cookie = accept = condition = authorization = ""
        for name, value in scope["headers"]:
            if name == b"cookie":
                if cookie:
                    return None
                cookie = value.decode("latin-1")
            elif name == b"accept-encoding":
                accept = value.decode("latin-1")
            elif name == b"if-none-match":
                condition = value.decode("latin-1")
            elif name == b"authorization":
                authorization = value.decode("latin-1")
            elif name == b"range":
                return None
        token = language = theme = None
        for part in cookie.split("; "):
            if part.startswith(self._session):
                token = token or part[len(self._session) :]
            elif part in _LANGUAGES:
                language = language or _LANGUAGES[part]
            elif part in _THEMES:
                theme = theme or _THEMES[part]
        memory = self._memory
        if authorization:
            # A header that says who asks is never mixed with a cookie that says otherwise.
            scheme, _, bearer = authorization.partition(" ")
            if is_page or scheme.lower() != "bearer":
                return None
            actor = memory.tokens.cached_actor(bearer.strip(), memory.clock())
        elif token:
            actor = memory.sessions.cached(token, memory.clock())
        else:
            return None
        if actor is None or actor.must_change_password:
            return None
        entitlement = memory.entitlements.cached(actor.person_id, parts[2 if is_page else 4])
        if entitlement is None:
            return None
        publication, spoken = entitlement.publication_id, language or actor.language
        if is_page:
            document = memory.cache.get(page_key(publication, parts[3], spoken, theme))
            scope[TEMPLATE_KEY] = PAGE_TEMPLATE
        else:
            document = memory.cache.get(route_key(publication, parts[6], spoken))
            scope[TEMPLATE_KEY] = ROUTE_TEMPLATE
        if document is None:
            del scope[TEMPLATE_KEY]
            return None
        coding = self._codings.get(accept) or self._coding(accept)
        if condition and (unchanged := document.unchanged(coding, condition)) is not None:
            return 304, unchanged, b""
        chosen = document.representation(coding)
        return 200, chosen.headers, chosen.body if method == "GET" else b""

    def _coding(self, accept: str) -> str:
        coding = choose(accept, CODINGS)
        if len(accept) <= _USUAL_LENGTH and len(self._codings) < _REMEMBERED:
            self._codings[accept] = coding
        return coding
