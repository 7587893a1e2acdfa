"""Access and refresh tokens of API clients."""

import asyncio
import hashlib

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import select

from app.identity.models import RefreshToken
from tests.cast import PASSWORD, Cast
from tests.conftest import FixedClock


async def tokens_for(api: AsyncClient, username: str, password: str = PASSWORD) -> Response:
    form = {"username": username, "password": password}
    return await api.post("/api/v1/auth/token", data=form)


async def refreshed(api: AsyncClient, token: str) -> Response:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    return await api.post("/api/v1/auth/token", data=form)


async def status_of(api: AsyncClient, access_token: str) -> int:
    answer = await api.get("/api/v1/me", headers={"Authorization": f"Bearer {access_token}"})
    return answer.status_code


async def test_it_works(api: AsyncClient, cast: Cast) -> None:
    answer = await tokens_for(api, cast.sari.nip)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["token_type"] == "bearer"
    assert body["expires_in"] == 900
    assert answer.headers["cache-control"] == "no-store"
    assert await status_of(api, body["access_token"]) == 200


async def test_the_documents_authorize_button(app: FastAPI) -> None:
    schemes = app.openapi()["components"]["securitySchemes"]
    flow = schemes["token"]["flows"]["password"]
    assert flow["tokenUrl"] == "/api/v1/auth/token"
    assert schemes["session"]["in"] == "cookie"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"username": "", "password": ""},
        {"username": "tidak ada", "password": "x"},
        {"grant_type": "refresh_token"},
        {"grant_type": "refresh_token", "refresh_token": "x" * 43},
        {"grant_type": "client_credentials"},
        {"username": "a\x00", "password": "b"},
        {"username": "a", "password": "b" * 1001},
    ],
)
async def test_refusals_are_problems(api: AsyncClient, cast: Cast, form: dict[str, str]) -> None:
    answer = await api.post("/api/v1/auth/token", data=form)
    assert answer.status_code in {401, 422}
    assert answer.headers["content-type"] == "application/problem+json"


async def test_an_access_token_ends_after_15_minutes(
    api: AsyncClient, clock: FixedClock, cast: Cast
) -> None:
    access = (await tokens_for(api, cast.sari.nip)).json()["access_token"]
    clock.advance(minutes=14, seconds=59)
    assert await status_of(api, access) == 200
    clock.advance(seconds=1)
    assert await status_of(api, access) == 401


async def test_a_refresh_token_is_good_once(
    api: AsyncClient, clock: FixedClock, cast: Cast
) -> None:
    first = (await tokens_for(api, cast.sari.nip)).json()["refresh_token"]
    clock.advance(minutes=20)
    second = (await refreshed(api, first)).json()
    assert await status_of(api, second["access_token"]) == 200
    assert second["refresh_token"] != first
    assert (await refreshed(api, second["refresh_token"])).status_code == 200


async def test_within_the_grace_the_same_successor_comes_again(
    api: AsyncClient, clock: FixedClock, cast: Cast
) -> None:
    first = (await tokens_for(api, cast.sari.nip)).json()["refresh_token"]
    lost = (await refreshed(api, first)).json()["refresh_token"]
    clock.advance(seconds=60)
    assert (await refreshed(api, first)).json()["refresh_token"] == lost


async def test_two_requests_at_once_get_the_same_successor(api: AsyncClient, cast: Cast) -> None:
    first = (await tokens_for(api, cast.sari.nip)).json()["refresh_token"]
    answers = await asyncio.gather(*(refreshed(api, first) for _ in range(5)))
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1


async def test_later_reuse_ends_the_family_and_that_stays(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    first = (await tokens_for(api, cast.sari.nip)).json()["refresh_token"]
    second = (await refreshed(api, first)).json()
    assert await status_of(api, second["access_token"]) == 200
    clock.advance(seconds=61)
    assert (await refreshed(api, first)).status_code == 401
    async with app.state.database.reading() as session:
        revoked = (await session.execute(select(RefreshToken.revoked_at))).scalars().all()
    assert all(revoked)
    assert (await refreshed(api, second["refresh_token"])).status_code == 401
    assert await status_of(api, second["access_token"]) == 401


async def test_another_family_goes_on(api: AsyncClient, clock: FixedClock, cast: Cast) -> None:
    stolen = (await tokens_for(api, cast.sari.nip)).json()["refresh_token"]
    other = (await tokens_for(api, cast.sari.nip)).json()["refresh_token"]
    await refreshed(api, stolen)
    clock.advance(seconds=61)
    await refreshed(api, stolen)
    assert (await refreshed(api, other)).status_code == 200


async def test_a_refresh_token_ends_after_30_days(
    api: AsyncClient, clock: FixedClock, cast: Cast
) -> None:
    first = (await tokens_for(api, cast.sari.nip)).json()["refresh_token"]
    clock.advance(days=30)
    assert (await refreshed(api, first)).status_code == 401


async def test_the_database_holds_no_refresh_token(
    api: AsyncClient, app: FastAPI, cast: Cast
) -> None:
    first = (await tokens_for(api, cast.sari.nip)).json()["refresh_token"]
    second = (await refreshed(api, first)).json()["refresh_token"]
    async with app.state.database.reading() as session:
        stored = (await session.execute(select(RefreshToken.token_hash))).scalars().all()
    assert sorted(stored) == sorted(
        hashlib.sha256(token.encode()).digest() for token in (first, second)
    )


async def test_a_bearer_header_is_never_mixed_with_a_cookie(
    client: AsyncClient, cast: Cast
) -> None:
    await client.post(
        "/api/v1/auth/session",
        json={"identifier": cast.sari.nip, "password": PASSWORD},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    for header in ("Bearer salah", "Basic c2FyaTpzYXJp", "Bearer "):
        answer = await client.get("/api/v1/me", headers={"Authorization": header})
        assert answer.status_code == 401
