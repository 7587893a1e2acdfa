"""Security headers on everything, the limit on bodies, and the browser's own choices."""

import base64
import hashlib
import re
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.delivery.headers import MAX_BODY_BYTES, chosen
from tests.delivery.conftest import HTML, School

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize(
    "path", ["/masuk", "/periksa", "/privasi", "/nothing", "/api/v1/me", "/robots.txt"]
)
async def test_every_response_is_guarded(client: AsyncClient, path: str) -> None:
    answer = await client.get(path, headers=HTML)
    assert ALWAYS.items() <= dict(answer.headers).items()
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


async def test_the_policy_admits_exactly_the_pages_style(school: School) -> None:
    pages = ["/", "/kursus", "/profil", "/masuk/ganti", "/periksa"]
    pages += [f"/kursus/{school.course.slug}/{name}" for name in ("satu", "kuis")]
    for path in pages:
        answer = await school.sari.get(path)
        styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
        assert len(styles) == 1, path
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"], path
        assert not re.search(r"\sstyle=", answer.text), path
        assert not re.search(r"\son\w+=", answer.text), path
        for tag in re.findall(r"<script[^>]*>", answer.text):
            assert "src=" in tag or 'type="application/json"' in tag, path


async def test_a_body_beyond_the_limit_is_refused(client: AsyncClient) -> None:
    body = b"x" * (MAX_BODY_BYTES + 1)
    headers = {"Content-Type": "application/json"}
    said = await client.post("/api/v1/auth/session", content=body, headers=headers)
    assert said.status_code == 413
    assert said.headers["content-type"] == "application/problem+json"
    assert said.json()["type"] == "/problems/payload-too-large"


async def test_a_body_of_unknown_length_is_refused_too(client: AsyncClient) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 65_536 + 2):
            yield b"x" * 65_536

    headers = {"Content-Type": "application/json"}
    said = await client.post("/api/v1/auth/session", content=parts(), headers=headers)
    assert said.status_code == 413


async def test_a_small_body_of_unknown_length_arrives(client: AsyncClient) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b'{"identifier": "x@contoh.example", '
        yield b'"password": "salah sama sekali"}'

    headers = {"Content-Type": "application/json"}
    said = await client.post("/api/v1/auth/session", content=parts(), headers=headers)
    assert said.status_code == 401


async def test_language_and_theme_are_the_browsers_choice(client: AsyncClient) -> None:
    plain = await client.get("/masuk")
    assert '<html lang="id">' in plain.text
    answer = await client.post("/bahasa", data={"language": "en", "back": "/privasi"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/privasi")
    await client.post("/tema", data={"theme": "dark"})
    chosen_page = await client.get("/masuk")
    assert '<html lang="en" data-theme="dark">' in chosen_page.text
    assert chosen_page.headers["content-language"] == "en"


@pytest.mark.parametrize("value", ["fr", "", '"><script>', "EN"])
def test_other_choices_are_no_choice(value: str) -> None:
    assert chosen({"lentera-lang": value, "lentera-theme": value}) == (None, None)


async def test_https_promises_https(app: FastAPI) -> None:
    from app.delivery.headers import security_headers

    names = {name for name, _ in security_headers(https=True)}
    assert b"strict-transport-security" in names
    assert b"strict-transport-security" not in {n for n, _ in security_headers(https=False)}
