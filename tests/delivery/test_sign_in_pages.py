"""Sign-in, codes and passwords by plain forms."""

import re

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.identity.service import issue_code
from tests.cast import PASSWORD, Cast
from tests.conftest import FixedClock
from tests.delivery.conftest import HTML

NEW = "perahu kertas di sungai 88"


@pytest.fixture(autouse=True)
def _as_browser(client: AsyncClient) -> None:
    client.headers.update(HTML | {"Sec-Fetch-Site": "same-origin"})


async def sign_in(client: AsyncClient, who: str, password: str, back: str = "/") -> str:
    form = {"identifier": who, "password": password, "lanjut": back}
    answer = await client.post("/masuk", data=form)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_it_works_and_leads_back(client: AsyncClient, cast: Cast) -> None:
    spaced = f"{cast.sari.nip[:8]} {cast.sari.nip[8:14]} {cast.sari.nip[14:]}"
    assert await sign_in(client, spaced, PASSWORD, "/kursus") == "/kursus"
    assert (await client.get("/profil")).status_code == 200
    assert (await client.get("/masuk?lanjut=/kursus")).headers["location"] == "/kursus"


async def test_it_never_leads_away(client: AsyncClient, cast: Cast) -> None:
    assert await sign_in(client, cast.sari.email, PASSWORD, "//jahat.example/") == "/"


async def test_a_wrong_password_keeps_what_was_typed(client: AsyncClient, cast: Cast) -> None:
    form = {"identifier": cast.sari.nip, "password": "salah sekali ini", "lanjut": "/kursus"}
    answer = await client.post("/masuk", data=form)
    assert answer.status_code == 401
    assert "www-authenticate" not in answer.headers
    assert 'role="alert"' in answer.text
    assert f'value="{cast.sari.nip}"' in answer.text
    assert 'value="/kursus"' in answer.text
    assert "salah sekali ini" not in answer.text


async def test_what_was_typed_is_never_markup(client: AsyncClient, cast: Cast) -> None:
    form = {"identifier": '"><script>alert(1)</script>', "password": "x" * 12}
    answer = await client.post("/masuk", data=form)
    assert "<script>alert" not in answer.text


async def test_sign_out_ends_the_session(client: AsyncClient, cast: Cast) -> None:
    await sign_in(client, cast.sari.nip, PASSWORD)
    answer = await client.post("/keluar")
    assert answer.headers["location"] == "/masuk?keluar=1"
    assert "Anda sudah keluar." in (await client.get("/masuk?keluar=1")).text
    assert (await client.get("/profil")).headers["location"] == "/masuk?lanjut=/profil"


async def test_a_code_sets_a_new_password(
    client: AsyncClient, cast: Cast, app: FastAPI, clock: FixedClock
) -> None:
    async with app.state.database.transaction() as session:
        issued = await issue_code(
            session,
            app.state.keys,
            person_id=cast.sari.id,
            issued_by=cast.rina.id,
            now=clock(),
        )
    form = {"identifier": cast.sari.nip, "code": issued.code, "new_password": "pendek"}
    weak = await client.post("/masuk/kode", data=form)
    assert weak.status_code == 422
    assert 'id="new-password-error"' in weak.text
    done = await client.post("/masuk/kode", data=form | {"new_password": NEW})
    assert done.headers["location"] == "/masuk?baru=1"
    assert await sign_in(client, cast.sari.nip, NEW) == "/"


async def test_a_wrong_code_is_refused_in_words(client: AsyncClient, cast: Cast) -> None:
    form = {"identifier": cast.sari.nip, "code": "SALAH-SALAH", "new_password": NEW}
    answer = await client.post("/masuk/kode", data=form)
    assert answer.status_code == 403
    assert "Kode tidak cocok" in answer.text


async def test_change_of_a_password(client: AsyncClient, cast: Cast) -> None:
    await sign_in(client, cast.sari.nip, PASSWORD)
    form = {"current_password": "bukan yang ini", "new_password": NEW}
    wrong = await client.post("/masuk/ganti", data=form)
    assert wrong.status_code == 403
    assert 'id="current-password-error"' in wrong.text
    form["current_password"] = PASSWORD
    done = await client.post("/masuk/ganti", data=form)
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert (await client.get("/profil")).status_code == 200


async def test_another_site_cannot_send_the_form(client: AsyncClient, cast: Cast) -> None:
    form = {"identifier": cast.sari.nip, "password": PASSWORD}
    answer = await client.post("/masuk", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/masuk", "/masuk/kode"])
async def test_every_field_has_a_label(client: AsyncClient, path: str) -> None:
    page = (await client.get(path)).text
    for field in re.findall(r"<input ([^>]*)>", page):
        if 'type="hidden"' not in field:
            name = re.search(r'id="([\w-]+)"', field)
            assert name is not None
            assert f'<label for="{name[1]}">' in page


async def test_asking_for_codes_again_and_again_has_to_wait(client: AsyncClient) -> None:
    form = {"identifier": "siapa@contoh.example"}
    answers = [(await client.post("/masuk/kode/minta", data=form)) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [303] * 20 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    asked = await client.post("/api/v1/auth/reset", json=form)
    assert asked.status_code == 429, "one limit for the page and the API"
