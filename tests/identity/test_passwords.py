"""Changing one's password, one-time codes, and codes by mail."""

import asyncio

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import select

from app.identity.models import OneTimeCode, Person
from app.identity.passwords import Passwords
from app.identity.resetting import IssuedCode, issue_code
from app.kit.audit import AuditEntry
from app.kit.jobs import Job
from app.kit.problems import Unavailable
from app.settings import Settings
from tests.cast import PASSWORD, Cast, Player
from tests.conftest import FixedClock, SignIn

NEW = "perahu kertas biru"
WRONG = "salah-sekali-99"


async def change(client: AsyncClient, current: str = PASSWORD, new: str = NEW) -> Response:
    return await client.post(
        "/api/v1/auth/password", json={"current_password": current, "new_password": new}
    )


async def can_sign_in(api: AsyncClient, player: Player, password: str) -> bool:
    answer = await api.post(
        "/api/v1/auth/token", data={"username": player.nip, "password": password}
    )
    return answer.status_code == 200


async def code_for(app: FastAPI, player: Player, clock: FixedClock) -> IssuedCode:
    async with app.state.database.transaction() as session:
        return await issue_code(
            session, app.state.keys, person_id=player.id, issued_by=player.id, now=clock()
        )


async def confirm(
    api: AsyncClient, player: Player, code: str, new: str = NEW, identifier: str | None = None
) -> Response:
    return await api.post(
        "/api/v1/auth/reset/confirm",
        json={"identifier": identifier or player.nip, "code": code, "new_password": new},
    )


async def acts(app: FastAPI) -> list[str]:
    async with app.state.database.reading() as session:
        return list((await session.execute(select(AuditEntry.act))).scalars())


async def test_changing_works(
    as_player: SignIn, api: AsyncClient, app: FastAPI, cast: Cast
) -> None:
    here, elsewhere = await as_player(cast.sari), await as_player(cast.sari)
    tokens = await api.post(
        "/api/v1/auth/token", data={"username": cast.sari.nip, "password": PASSWORD}
    )
    assert (await elsewhere.get("/api/v1/me")).status_code == 200
    assert (await change(here)).status_code == 204
    assert (await here.get("/api/v1/me")).status_code == 200
    assert (await elsewhere.get("/api/v1/me")).status_code == 401
    bearer = {"Authorization": f"Bearer {tokens.json()['access_token']}"}
    assert (await api.get("/api/v1/me", headers=bearer)).status_code == 401
    assert await can_sign_in(api, cast.sari, NEW)
    assert not await can_sign_in(api, cast.sari, PASSWORD)
    assert await acts(app) == ["password.changed"]


async def test_the_current_password_is_asked_for(as_player: SignIn, cast: Cast) -> None:
    sari = await as_player(cast.sari)
    answer = await change(sari, current=WRONG)
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/wrong-password"


async def test_guessing_the_current_password_is_delayed(as_player: SignIn, cast: Cast) -> None:
    sari = await as_player(cast.sari)
    for _ in range(3):
        await change(sari, current=WRONG)
    assert (await change(sari)).status_code == 429


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("pendek", "password-too-short"),
        ("1234567890", "password-common"),
        ("197801012005012991", "password-personal"),
        (PASSWORD, "password-unchanged"),
    ],
)
async def test_weak_passwords_are_refused_with_words(
    as_player: SignIn, cast: Cast, new: str, code: str
) -> None:
    sari = await as_player(cast.sari)
    answer = await change(sari, new=new)
    assert answer.status_code == 422
    body = answer.json()
    assert body["code"] == code
    assert body["errors"][0]["pointer"] == "/new_password"
    assert body["detail"] == body["errors"][0]["detail"]


async def test_the_first_change_is_demanded(as_player: SignIn, app: FastAPI, cast: Cast) -> None:
    async with app.state.database.transaction() as session:
        (await session.get_one(Person, cast.rina.id)).must_change_password = True
    rina = await as_player(cast.rina)
    assert (await rina.get("/api/v1/me")).json()["must_change_password"] is True
    refused = await rina.get("/api/v1/admin/people")
    assert refused.status_code == 403
    assert refused.json()["type"] == "/problems/password-change-required"
    assert (await change(rina)).status_code == 204
    assert (await rina.get("/api/v1/admin/people")).status_code == 200


async def test_a_code_works(
    api: AsyncClient, as_player: SignIn, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    elsewhere = await as_player(cast.sari)
    issued = await code_for(app, cast.sari, clock)
    assert len(issued.code) == 11
    typed = issued.code.lower().replace("-", " ")
    answer = await confirm(api, cast.sari, typed, identifier="19780101 200501 2 991")
    assert answer.status_code == 204, answer.text
    assert await can_sign_in(api, cast.sari, NEW)
    assert not await can_sign_in(api, cast.sari, PASSWORD)
    assert (await elsewhere.get("/api/v1/me")).status_code == 401
    assert await acts(app) == ["password.reset"]


async def test_a_code_works_once(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    issued = await code_for(app, cast.sari, clock)
    await confirm(api, cast.sari, issued.code)
    again = await confirm(api, cast.sari, issued.code, "kapal kertas merah")
    assert again.status_code == 403
    assert await can_sign_in(api, cast.sari, NEW)


async def test_a_code_used_twice_at_once_works_once(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    issued = await code_for(app, cast.sari, clock)
    answers = await asyncio.gather(
        confirm(api, cast.sari, issued.code, "kapal kertas merah"),
        confirm(api, cast.sari, issued.code, "kapal kertas hijau"),
    )
    assert sorted(answer.status_code for answer in answers) == [204, 403]


async def test_a_code_ends_after_72_hours(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    issued = await code_for(app, cast.sari, clock)
    clock.advance(hours=72)
    assert (await confirm(api, cast.sari, issued.code)).status_code == 403


async def test_a_new_code_ends_the_one_before(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    first = await code_for(app, cast.sari, clock)
    second = await code_for(app, cast.sari, clock)
    assert (await confirm(api, cast.sari, first.code)).status_code == 403
    assert (await confirm(api, cast.sari, second.code)).status_code == 204


async def test_a_code_is_tried_out_after_five_and_tries_are_kept(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    issued = await code_for(app, cast.sari, clock)
    for _ in range(5):
        assert (await confirm(api, cast.sari, "XXXXX-XXXXX")).status_code == 403
        clock.advance(minutes=20)
    async with app.state.database.reading() as session:
        assert (await session.execute(select(OneTimeCode.tries))).scalar_one() == 5
    assert (await confirm(api, cast.sari, issued.code)).status_code == 403


async def test_code_guesses_are_delayed(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    issued = await code_for(app, cast.sari, clock)
    for _ in range(3):
        await confirm(api, cast.sari, "XXXXX-XXXXX")
    assert (await confirm(api, cast.sari, issued.code)).status_code == 429


async def test_a_weak_password_does_not_use_up_the_code(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    issued = await code_for(app, cast.sari, clock)
    for _ in range(6):
        assert (await confirm(api, cast.sari, issued.code, "pendek")).status_code == 422
    assert (await confirm(api, cast.sari, issued.code)).status_code == 204


async def test_a_code_is_for_its_person(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    issued = await code_for(app, cast.sari, clock)
    assert (await confirm(api, cast.joko, issued.code)).status_code == 403


async def test_unknown_accounts_are_not_told_apart(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    await code_for(app, cast.sari, clock)
    wrong = await confirm(api, cast.sari, "XXXXX-XXXXX")
    unknown = await confirm(api, cast.sari, "XXXXX-XXXXX", identifier="199001012020121999")
    weak_too = await confirm(api, cast.sari, "XXXXX-XXXXX", "pendek", "tidak ada")
    assert wrong.json() == unknown.json() == weak_too.json()


async def test_the_database_holds_no_code(app: FastAPI, clock: FixedClock, cast: Cast) -> None:
    issued = await code_for(app, cast.sari, clock)
    async with app.state.database.reading() as session:
        stored = (await session.execute(select(OneTimeCode.code_hash))).scalar_one()
    assert issued.code.replace("-", "").encode() not in stored


async def test_a_code_lets_in_who_never_had_a_password(
    api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    async with app.state.database.transaction() as session:
        (await session.get_one(Person, cast.sari.id)).password_hash = None
    issued = await code_for(app, cast.sari, clock)
    assert (await confirm(api, cast.sari, issued.code)).status_code == 204
    assert await can_sign_in(api, cast.sari, NEW)


async def test_without_a_mail_server_asking_says_so(api: AsyncClient, cast: Cast) -> None:
    answer = await api.post("/api/v1/auth/reset", json={"identifier": cast.sari.nip})
    assert answer.status_code == 202
    assert answer.json() == {"by_mail": False, "help_contact": None}


class TestWithMail:
    """With a mail server set."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(
            update={
                "smtp_url": "smtp://127.0.0.1:1",
                "public_url": "https://lentera.contoh.example",
            }
        )

    async def _ask(self, api: AsyncClient, identifier: str) -> Response:
        return await api.post("/api/v1/auth/reset", json={"identifier": identifier})

    async def _mails(self, app: FastAPI) -> list[dict[str, str]]:
        async with app.state.database.reading() as session:
            return list((await session.execute(select(Job.payload))).scalars())

    async def test_it_works(self, api: AsyncClient, app: FastAPI, cast: Cast) -> None:
        answer = await self._ask(api, cast.sari.nip)
        assert (answer.status_code, answer.json()["by_mail"]) == (202, True)
        (mail,) = await self._mails(app)
        assert mail["to"] == cast.sari.email
        assert "https://lentera.contoh.example/masuk/kode" in mail["text"]
        assert cast.sari.nip not in str(mail)
        code = mail["text"].split("kata sandi baru: ")[1].split("\n")[0]
        assert (await confirm(api, cast.sari, code)).status_code == 204

    async def test_the_answer_is_the_same_for_everyone(
        self, api: AsyncClient, app: FastAPI, cast: Cast
    ) -> None:
        known = await self._ask(api, cast.sari.nip)
        unknown = await self._ask(api, "tidak ada")
        assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
        assert len(await self._mails(app)) == 1

    async def test_three_mails_an_hour(
        self, api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
    ) -> None:
        for _ in range(5):
            await self._ask(api, cast.sari.email)
        assert len(await self._mails(app)) == 3
        clock.advance(minutes=61)
        await self._ask(api, cast.sari.email)
        assert len(await self._mails(app)) == 4

    async def test_it_does_not_end_the_code_an_admin_read_out(
        self, api: AsyncClient, app: FastAPI, clock: FixedClock, cast: Cast
    ) -> None:
        issued = await code_for(app, cast.sari, clock)
        await self._ask(api, cast.sari.nip)
        assert (await confirm(api, cast.sari, issued.code)).status_code == 204

    async def test_https_cookies_keep_the_host_promise(self, api: AsyncClient, cast: Cast) -> None:
        answer = await api.post(
            "/api/v1/auth/session",
            json={"identifier": cast.sari.nip, "password": PASSWORD},
            headers={"Origin": "https://lentera.contoh.example"},
        )
        session, browser, account = answer.headers.get_list("set-cookie")
        for cookie in (session, browser):
            assert cookie.startswith("__Host-lentera")
            assert "HttpOnly" in cookie
        # The mark that pages may read opens nothing: it names whose work a device keeps.
        assert account.startswith(f"lentera-akun={cast.sari.id};")
        for cookie in (session, browser, account):
            assert "Secure" in cookie
            assert "Domain" not in cookie


async def test_a_flood_is_told_to_come_back() -> None:
    passwords = Passwords(cores=1)
    stored = await passwords.hash(PASSWORD)
    answers = await asyncio.gather(
        *(passwords.verify(stored, WRONG) for _ in range(40)), return_exceptions=True
    )
    assert sum(answer is False for answer in answers) == 17
    assert sum(isinstance(answer, Unavailable) for answer in answers) == 23
    assert await passwords.verify(stored, PASSWORD)
    passwords.close()


async def test_a_broken_hash_matches_nothing() -> None:
    passwords = Passwords(cores=1)
    assert not await passwords.verify("rusak", PASSWORD)
    passwords.close()
