"""Signing in and out in a browser."""

import asyncio
import time

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import select

from app.identity.models import BrowserSession, KnownBrowser, PersonStatus, SignInFailure
from app.identity.models import Person as PersonRow
from app.kit.database import Database
from tests.cast import PASSWORD, Cast
from tests.conftest import FixedClock

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


async def sign_in(client: AsyncClient, identifier: str, password: str = PASSWORD) -> Response:
    return await client.post(
        "/api/v1/auth/session",
        json={"identifier": identifier, "password": password},
        headers=SAME_SITE,
    )


async def fail(client: AsyncClient, identifier: str, times: int) -> Response:
    for _ in range(times):
        answer = await sign_in(client, identifier, "salah-sekali-99")
    return answer


async def test_it_works(client: AsyncClient, cast: Cast) -> None:
    answer = await sign_in(client, cast.sari.nip)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"must_change_password": False}
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("lentera="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    me = await client.get("/api/v1/me")
    assert me.status_code == 200
    assert me.json()["name"] == cast.sari.name


@pytest.mark.parametrize(
    "written", ["19780101 200501 2 991", "19780101.200501.2.991", "19780101-200501-2-991"]
)
async def test_a_nip_as_people_write_it(client: AsyncClient, cast: Cast, written: str) -> None:
    assert (await sign_in(client, written)).status_code == 200


async def test_by_e_mail_in_any_case(client: AsyncClient, cast: Cast) -> None:
    assert (await sign_in(client, " Sari@CONTOH.example ")).status_code == 200


async def test_the_database_holds_no_token(client: AsyncClient, app: FastAPI, cast: Cast) -> None:
    await sign_in(client, cast.sari.nip)
    token = client.cookies["lentera"]
    async with app.state.database.reading() as session:
        stored = (await session.execute(select(BrowserSession.token_hash))).scalars().all()
    assert stored
    assert token.encode() not in stored


async def test_refusals_are_not_told_apart(client: AsyncClient, app: FastAPI, cast: Cast) -> None:
    async with app.state.database.transaction() as session:
        (await session.get_one(PersonRow, cast.joko.id)).status = PersonStatus.DEACTIVATED
        (await session.get_one(PersonRow, cast.budi.id)).password_hash = None
    wrong = await sign_in(client, cast.sari.nip, "salah-sekali-99")
    unknown = await sign_in(client, "199001012020121999")
    deactivated = await sign_in(client, cast.joko.nip)
    without = await sign_in(client, cast.budi.nip)
    nonsense = await sign_in(client, "bukan siapa-siapa")
    assert wrong.status_code == 401
    assert wrong.json()["type"] == "/problems/sign-in-failed"
    for other in (unknown, deactivated, without, nonsense):
        assert (other.status_code, other.json()) == (wrong.status_code, wrong.json())
        assert "lentera" not in client.cookies


async def test_an_unknown_account_costs_as_much(app: FastAPI) -> None:
    passwords = app.state.passwords
    stored = await passwords.hash(PASSWORD)

    async def cost(of: str | None) -> float:
        began = time.perf_counter()
        for _ in range(5):
            await passwords.verify(of, "salah-sekali-99")
        return time.perf_counter() - began

    known, unknown = await cost(stored), await cost(None)
    assert 0.4 < known / unknown < 2.5


async def test_failures_are_kept_although_refused(
    client: AsyncClient, app: FastAPI, cast: Cast
) -> None:
    await fail(client, cast.sari.nip, 2)
    async with app.state.database.reading() as session:
        rows = (await session.execute(select(SignInFailure))).scalars().all()
    assert sorted(row.failures for row in rows) == [2, 2]  # the account there, and the address
    digits = cast.sari.nip.encode()
    assert not any(digits in row.key for row in rows)


async def test_the_delay_grows(client: AsyncClient, clock: FixedClock, cast: Cast) -> None:
    assert (await fail(client, cast.sari.nip, 3)).status_code == 401
    delayed = await sign_in(client, cast.sari.nip)
    assert delayed.status_code == 429
    assert delayed.headers["retry-after"] == "2"
    clock.advance(seconds=2)
    assert (await fail(client, cast.sari.nip, 1)).status_code == 401
    assert (await sign_in(client, cast.sari.nip)).headers["retry-after"] == "4"
    clock.advance(seconds=4)
    assert (await sign_in(client, cast.sari.nip)).status_code == 200


async def test_an_unknown_account_is_delayed_alike(client: AsyncClient, cast: Cast) -> None:
    await fail(client, "199001012020121999", 3)
    assert (await sign_in(client, "199001012020121999")).status_code == 429


async def test_success_forgets_the_failures(
    client: AsyncClient, clock: FixedClock, cast: Cast
) -> None:
    await fail(client, cast.sari.nip, 2)
    assert (await sign_in(client, cast.sari.nip)).status_code == 200
    client.cookies.clear()
    assert (await fail(client, cast.sari.nip, 3)).status_code == 401


async def test_guesses_sent_at_once_are_all_counted(client: AsyncClient, cast: Cast) -> None:
    answers = await asyncio.gather(
        *(sign_in(client, cast.sari.nip, "salah-sekali-99") for _ in range(12))
    )
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [401] * 3 + [429] * 9


async def test_a_known_browser_is_never_delayed_by_others(
    client: AsyncClient, api: AsyncClient, cast: Cast
) -> None:
    await sign_in(client, cast.sari.nip)
    await fail(api, cast.sari.nip, 4)
    assert (await sign_in(api, cast.sari.nip)).status_code == 429
    assert (await sign_in(client, cast.sari.nip)).status_code == 200


async def test_a_known_browser_is_delayed_by_its_own_failures(
    client: AsyncClient, cast: Cast
) -> None:
    await sign_in(client, cast.sari.nip)
    await fail(client, cast.sari.nip, 3)
    assert (await sign_in(client, cast.sari.nip)).status_code == 429


async def test_a_browser_is_known_for_its_own_people_only(
    client: AsyncClient, api: AsyncClient, cast: Cast
) -> None:
    await sign_in(client, cast.sari.nip)
    await fail(api, cast.joko.nip, 4)
    assert (await sign_in(client, cast.joko.nip)).status_code == 429


async def test_a_planted_browser_mark_is_replaced(
    client: AsyncClient, app: FastAPI, cast: Cast
) -> None:
    planted = "p" * 43
    answer = await client.post(
        "/api/v1/auth/session",
        json={"identifier": cast.sari.nip, "password": PASSWORD},
        headers=SAME_SITE | {"Cookie": f"lentera-known={planted}"},
    )
    assert answer.status_code == 200
    assert planted not in answer.headers["set-cookie"]
    async with app.state.database.reading() as session:
        assert len((await session.execute(select(KnownBrowser))).all()) == 1


async def test_an_office_behind_one_address_is_not_stopped_early(
    api: AsyncClient, clock: FixedClock, cast: Cast
) -> None:
    for n in range(60):
        answer = await sign_in(api, f"orang{n}@contoh.example", "salah-sekali-99")
        assert answer.status_code == 401
    assert (await sign_in(api, cast.sari.nip)).status_code == 200


async def test_an_address_that_only_guesses_is_stopped(
    api: AsyncClient, clock: FixedClock, cast: Cast, app: FastAPI
) -> None:
    await sign_in(api, cast.sari.nip, "salah-sekali-99")
    async with app.state.database.transaction() as session:
        for row in (await session.execute(select(SignInFailure))).scalars():
            row.failures = 100 if row.failures == 1 else row.failures
    stopped = await sign_in(api, cast.joko.nip)
    assert stopped.status_code == 429


async def test_sign_out_ends_the_session_at_once(client: AsyncClient, cast: Cast) -> None:
    await sign_in(client, cast.sari.nip)
    token = client.cookies["lentera"]
    assert (await client.get("/api/v1/me")).status_code == 200
    gone = await client.delete("/api/v1/auth/session", headers=SAME_SITE)
    assert gone.status_code == 204
    assert "lentera" not in client.cookies
    again = await client.get("/api/v1/me", headers={"Cookie": f"lentera={token}"})
    assert again.status_code == 401


async def test_signing_out_twice_is_fine(client: AsyncClient, cast: Cast) -> None:
    for _ in range(2):
        gone = await client.delete("/api/v1/auth/session", headers=SAME_SITE)
        assert gone.status_code == 204


async def test_a_session_ends_30_days_after_its_last_use(
    client: AsyncClient, clock: FixedClock, cast: Cast
) -> None:
    await sign_in(client, cast.sari.nip)
    for _ in range(3):
        clock.advance(days=29)
        assert (await client.get("/api/v1/me")).status_code == 200
    clock.advance(days=30)
    assert (await client.get("/api/v1/me")).status_code == 401


async def test_a_cached_session_prolongs_itself_but_once_a_day(
    app: FastAPI, client: AsyncClient, clock: FixedClock, cast: Cast
) -> None:
    await sign_in(client, cast.sari.nip)
    token = client.cookies["lentera"]
    await client.get("/api/v1/me")
    assert app.state.sessions.cached(token, clock()) is not None
    clock.advance(hours=23)
    assert app.state.sessions.cached(token, clock()) is not None
    clock.advance(hours=2)
    assert app.state.sessions.cached(token, clock()) is None
    await client.get("/api/v1/me")
    database: Database = app.state.database
    async with database.reading() as session:
        row = (await session.execute(select(BrowserSession))).scalar_one()
    assert row.last_seen_at == clock()


async def test_an_outdated_hash_is_made_anew(client: AsyncClient, app: FastAPI, cast: Cast) -> None:
    await sign_in(client, cast.sari.nip)
    async with app.state.database.reading() as session:
        stored = (await session.get_one(PersonRow, cast.sari.id)).password_hash
    assert stored is not None
    assert "m=19456,t=2,p=1" in stored
    client.cookies.clear()
    assert (await sign_in(client, cast.sari.nip)).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"identifier": "a"},
        {"identifier": "", "password": "x"},
        {"identifier": "a\x00b", "password": "x"},
        {"identifier": "a", "password": "x\x00"},
        {"identifier": "a", "password": "x" * 1001},
        {"identifier": "a" * 255, "password": "x"},
        {"identifier": 1, "password": 2},
        {"identifier": "a", "password": "x", "extra": 1},
        [],
        None,
    ],
)
async def test_bad_input_is_a_problem(client: AsyncClient, cast: Cast, body: object) -> None:
    answer = await client.post("/api/v1/auth/session", json=body, headers=SAME_SITE)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "raw",
    [
        b'{"identifier": "\\ud800", "password": "x"}',
        b'{"identifier": "a", "password": "\\udfff"}',
        b'{"identifier": "a", "password": "x", "\\ud800": 1}',
        b"{",
        b"\xff\xfe",
        b"[" * 5000,
        b'{"identifier": ' + b"9" * 5000 + b', "password": "x"}',
    ],
)
async def test_bad_json_is_a_problem(client: AsyncClient, cast: Cast, raw: bytes) -> None:
    answer = await client.post(
        "/api/v1/auth/session",
        content=raw,
        headers=SAME_SITE | {"Content-Type": "application/json"},
    )
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
