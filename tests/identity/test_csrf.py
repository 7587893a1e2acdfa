"""Where an unsafe request may come from, and what it may carry."""

from collections.abc import Mapping

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from app.identity.csrf import CsrfProtection, origin_of

OURS = "https://lentera.contoh.example"
COOKIE = {"Cookie": "__Host-lentera=abc"}
BEARER = {"Authorization": "Bearer abc"}


async def _passed(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("passed")(scope, receive, send)


async def ask(
    headers: Mapping[str, str],
    *,
    method: str = "POST",
    path: str = "/masuk",
    public_url: str | None = OURS,
    content: bytes = b"",
) -> int:
    app = CsrfProtection(_passed, public_url=public_url)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://10.1.1.1:8000") as client:
        answer = await client.request(method, path, headers=dict(headers), content=content)
    if answer.status_code != 200:
        assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (COOKIE | {"Sec-Fetch-Site": "same-origin"}, 200),
        (COOKIE | {"Sec-Fetch-Site": "same-site"}, 403),
        (COOKIE | {"Sec-Fetch-Site": "cross-site"}, 403),
        (COOKIE | {"Sec-Fetch-Site": "none"}, 403),
        (COOKIE | {"Sec-Fetch-Site": "cross-site", "Origin": OURS}, 403),
        (COOKIE | {"Origin": OURS}, 200),
        (COOKIE | {"Origin": "https://jahat.example"}, 403),
        (COOKIE | {"Origin": "http://lentera.contoh.example"}, 403),
        (COOKIE | {"Origin": OURS + ".jahat.example"}, 403),
        (COOKIE | {"Origin": "null"}, 403),
        (COOKIE, 403),
        (BEARER, 200),
        (BEARER | COOKIE, 403),
        (BEARER | {"Sec-Fetch-Site": "cross-site", "Origin": "https://alat.example"}, 200),
        ({}, 200),
        ({"Cookie": "lentera-lang=id"}, 200),
        # Login CSRF: no session yet, but a browser that says where it comes from.
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://jahat.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Authorization": "Basic abc"} | COOKIE, 403),
    ],
)
async def test_origins(headers: dict[str, str], status: int) -> None:
    assert await ask(headers) == status


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
async def test_safe_methods_pass(method: str) -> None:
    assert await ask(COOKIE | {"Sec-Fetch-Site": "cross-site"}, method=method) == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_unsafe_methods_do_not(method: str) -> None:
    assert await ask(COOKIE | {"Sec-Fetch-Site": "cross-site"}, method=method) == 403


async def test_without_a_public_url_the_hosts_own_origin_counts() -> None:
    plain = {"Cookie": "lentera=abc"}
    ours = plain | {"Origin": "http://10.1.1.1:8000"}
    assert await ask(ours, public_url=None) == 200
    other_port = plain | {"Origin": "http://10.1.1.1:8001"}
    assert await ask(other_port, public_url=None) == 403


@pytest.mark.parametrize(
    ("path", "media_type", "status"),
    [
        ("/api/v1/enrolments", "application/json", 200),
        ("/api/v1/enrolments", "application/json; charset=utf-8", 200),
        ("/api/v1/enrolments", "text/plain", 415),
        ("/api/v1/enrolments", "application/x-www-form-urlencoded", 415),
        ("/api/v1/enrolments", "multipart/form-data; boundary=x", 415),
        ("/api/v1/enrolments", "", 415),
        ("/api/v1/auth/token", "application/x-www-form-urlencoded", 200),
        ("/masuk", "application/x-www-form-urlencoded", 200),
    ],
)
async def test_the_api_takes_json(path: str, media_type: str, status: int) -> None:
    headers = {"Sec-Fetch-Site": "same-origin"} | (
        {"Content-Type": media_type} if media_type else {}
    )
    assert await ask(headers, path=path, content=b"{}") == status


async def test_no_body_needs_no_type() -> None:
    assert await ask(BEARER, path="/api/v1/admin/people/1/deactivate") == 200


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Lentera.example/", "https://lentera.example"),
        ("https://lentera.example:443", "https://lentera.example"),
        ("http://lentera.example:8080/x", "http://lentera.example:8080"),
        ("http://[::1]:80/", "http://[::1]"),
    ],
)
def test_origin_of(url: str, origin: str) -> None:
    assert origin_of(url) == origin
