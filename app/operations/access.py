"""The outermost middleware: request ids, the access line, request metrics, the last-resort 500.

Pure ASGI, and every read passes here, so nothing is made per request that could be made once. What
a newcomer would get wrong: header lists of cached responses are shared between requests, so the id
is put into a new list, never appended to the given one.
"""

import html
import ipaddress
import itertools
import json
import re
import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import structlog

from app.kit.problems import MEDIA_TYPE, Problem
from app.operations.logging import REQUEST_ID, AccessLog, Tally
from app.operations.metrics import Series, Traffic

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

log = structlog.get_logger()

# A handler that answers without the router names its template here: scope[ROUTE_KEY] = "/x/{y}".
ROUTE_KEY = "lentera.route"
UNMATCHED = "unmatched"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
QUIET_ROUTES = frozenset({"/healthz", "/readyz", "/metrics"})
SANE_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
MAX_REMEMBERED_PEERS = 1024


class TrustedPeers:
    """Addresses whose forwarding headers are believed; remembered, since parsing one costs."""

    def __init__(self, networks: str) -> None:
        """``networks``: addresses or networks, comma separated. Raises ValueError."""
        self._networks = [
            ipaddress.ip_network(part.strip(), strict=False)
            for part in networks.split(",")
            if part.strip()
        ]
        self._known: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return bool(self._networks)

    def __contains__(self, address: str) -> bool:
        known = self._known.get(address)
        if known is None:
            try:
                parsed = ipaddress.ip_address(address)
            except ValueError:  # a Unix socket has no address
                return False
            mapped = getattr(parsed, "ipv4_mapped", None)
            known = any((mapped or parsed) in network for network in self._networks)
            if len(self._known) < MAX_REMEMBERED_PEERS:
                self._known[address] = known
        return known


def route_of(scope: Scope) -> str:
    """The template that answered, e.g. /periksa/{code}; never the address itself."""
    given = scope.get(ROUTE_KEY)
    if given is not None:
        return str(given)
    if scope.get("route") is None:
        return UNMATCHED
    # An included router's route knows its own path only; the prefix is in FastAPI's context.
    context = scope.get("fastapi", {}).get("effective_route_context")
    template = getattr(context, "path", None) or getattr(scope["route"], "path", None)
    return str(template) if template else UNMATCHED


class AccessMiddleware:
    """Wraps the whole application. One instance a process; ``traffic`` is read by /metrics."""

    def __init__(
        self, app: App, *, traffic: Traffic, access_log: AccessLog, trusted_proxies: str = ""
    ) -> None:
        self._app, self._traffic, self._log = app, traffic, access_log
        self._trusted = TrustedPeers(trusted_proxies)
        # Random per process, then counted: unique without asking the system for each request.
        self._prefix = secrets.token_hex(6)
        self._count = itertools.count(1)
        self._series: dict[tuple[str, str, int], Series] = {}
        self._noted: dict[tuple[str, str, int], tuple[Series, Tally]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                try:
                    await self._app(scope, receive, send)
                finally:
                    self._log.flush()
                return
            await self._app(scope, receive, send)
            return
        request = self._request_id(scope)
        REQUEST_ID.set(request)
        header = (b"x-request-id", request.encode())
        traffic = self._traffic
        traffic.in_flight += 1
        status = 0
        began = time.perf_counter()

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message.get("headers", ()), header]}
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except Exception as error:  # the last resort: nothing above answers for us
            log.exception("request_failed", route=route_of(scope), exc_info=error)
            if status:
                # Part of an answer is out. Ending it quietly would pass for a whole one; raising
                # makes the server cut the connection.
                raise
            await _answer_500(scope, send_on, request)
        finally:
            traffic.in_flight -= 1
            self._record(scope, request, status, time.perf_counter() - began)

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """Count an answer that was given before this layer, without touching it.

        It has no request id, since nobody was told one. All that repeats is made once: this is
        felt in a lesson from memory (``bench.reads``).
        """
        key = (scope[ROUTE_KEY], scope["method"], status)
        known = self._noted.get(key)
        if known is None:
            known = self._noted[key] = (self._traffic.series(*key), Tally(*key))
        series, tally = known
        series.observe(seconds)
        self._log.note(tally, seconds)

    def _request_id(self, scope: Scope) -> str:
        if self._trusted:
            client = scope.get("client")
            if client and client[0] in self._trusted:
                for name, value in scope["headers"]:
                    if name == b"x-request-id" and SANE_ID.fullmatch(value):
                        given: str = value.decode()
                        return given
        return f"{self._prefix}{next(self._count):08x}"

    def _record(self, scope: Scope, request: str, status: int, seconds: float) -> None:
        # 499 as nginx has it: the client left before there was an answer.
        status = status or 499
        method = scope["method"]
        if method not in METHODS:
            method = "other"
        key = (route_of(scope), method, status)
        series = self._series.get(key)
        if series is None:
            series = self._series[key] = self._traffic.series(*key)
        series.observe(seconds)
        if key[0] not in QUIET_ROUTES or status >= 400:
            self._log.write(
                at=time.time(),
                request=request,
                method=method,
                route=key[0],
                status=status,
                seconds=seconds,
            )


def _wants_html(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


async def _answer_500(scope: Scope, send: Send, request: str) -> None:
    problem = Problem(request=request)
    if _wants_html(scope):
        words = Problem.message
        body = (
            '<!doctype html><html lang="id"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            "<title>Terjadi gangguan</title></head><body><main><h1>Terjadi gangguan</h1>"
            f"<p>{html.escape(words['id'])}</p>"
            f'<p lang="en">{html.escape(words["en"])}</p>'
            f'<p>Nomor laporan: <code>{html.escape(request)}</code></p><p><a href="/">Beranda</a>'
            "</p></main></body></html>"
        ).encode()
        media_type = "text/html; charset=utf-8"
    else:
        body = json.dumps(problem.document(), ensure_ascii=False).encode()
        media_type = MEDIA_TYPE
    headers = [
        (b"content-type", media_type.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": Problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
