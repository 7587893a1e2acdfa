"""Pasted rows: each is answered, none is half done. Every NIP is invented."""

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.identity.models import Person
from app.identity.rows import RowFault, parse_rows
from tests.cast import DINAS_A, DINAS_B, Cast
from tests.conftest import SignIn

ROWS = "/api/v1/admin/people/rows"

PASTED = """NIP;Nama;Unit
199001012020121999;Made Contoh;Kecamatan Contoh (rekaan)

19910202 202112 2 998;Ni Luh Contoh, S.Sos., M.Si;
1.98609E+17;Excel Ilmiah;
198601012015051000;Excel Bulat;
199001012020121999;Made Lagi;
197801012005012991;Sari Contoh;
199301012022011997;Unit Asing;Dinas B (rekaan)
;Tanpa NIP;
199401012022011996;;
sebaris tanpa pemisah
"""


async def count(app: FastAPI) -> int:
    async with app.state.database.reading() as session:
        found: int = (await session.execute(select(func.count()).select_from(Person))).scalar_one()
    return found


async def paste(client: AsyncClient, text: str, **more: object) -> dict[str, object]:
    answer = await client.post(ROWS, json={"text": text, "agency": str(DINAS_A)} | more)
    assert answer.status_code == 200, answer.text
    body: dict[str, object] = answer.json()
    return body


EXPECTED = [
    (2, "ready", None),
    (4, "ready", None),
    (5, "refused", "NIP_EXCEL_SCIENTIFIC"),
    (6, "refused", "NIP_SERIAL_000_PROBABLY_EXCEL_ROUNDED"),
    (7, "refused", "nip-repeated"),
    (8, "refused", "nip-taken"),
    (9, "refused", "unit-unknown"),
    (10, "refused", "nip-missing"),
    (11, "refused", "name-missing"),
    (12, "refused", "row-shape"),
]


async def test_a_dry_run_says_all_and_adds_nothing(
    as_player: SignIn, app: FastAPI, cast: Cast
) -> None:
    dewi = await as_player(cast.dewi)
    before = await count(app)
    body = await paste(dewi, PASTED, dry_run=True)
    rows = body["rows"]
    assert isinstance(rows, list)
    assert [(row["line"], row["status"], row["reason"]) for row in rows] == EXPECTED
    assert (body["added"], body["refused"]) == (0, 8)
    assert await count(app) == before
    assert "rusak oleh Excel" in rows[2]["message"]


async def test_what_is_right_is_added(
    as_player: SignIn, app: FastAPI, api: AsyncClient, cast: Cast
) -> None:
    dewi = await as_player(cast.dewi)
    before = await count(app)
    body = await paste(dewi, PASTED, with_codes=True)
    rows = body["rows"]
    assert isinstance(rows, list)
    assert (body["added"], body["refused"]) == (2, 8)
    assert await count(app) == before + 2
    assert rows[0]["unit"] == "Kecamatan Contoh (rekaan)"
    assert rows[1]["unit"] == "Dinas A (rekaan)"
    assert "199001012020121999" not in str(body)
    done = await api.post(
        "/api/v1/auth/reset/confirm",
        json={
            "identifier": "199102022021122998",
            "code": rows[1]["code"],
            "new_password": "perahu kertas biru",
        },
    )
    assert done.status_code == 204
    again = await paste(dewi, PASTED)
    assert (again["added"], again["refused"]) == (0, 10)


async def test_tabs_from_a_spreadsheet(as_player: SignIn, cast: Cast) -> None:
    dewi = await as_player(cast.dewi)
    body = await paste(
        dewi, '199001012020121999\t"Made Contoh; S.E."\tKecamatan Contoh (rekaan)\r\n'
    )
    assert body["added"] == 1


async def test_not_for_a_unit_out_of_sight(as_player: SignIn, cast: Cast) -> None:
    dewi = await as_player(cast.dewi)
    answer = await dewi.post(ROWS, json={"text": PASTED, "agency": str(DINAS_B)})
    assert answer.status_code == 404


async def test_not_for_learners(as_player: SignIn, cast: Cast) -> None:
    sari = await as_player(cast.sari)
    answer = await sari.post(ROWS, json={"text": PASTED, "agency": str(DINAS_A)})
    assert answer.status_code == 404


@pytest.mark.parametrize("text", ["", "a\x00b", "x" * 200_001])
async def test_texts_that_are_refused(as_player: SignIn, cast: Cast, text: str) -> None:
    dewi = await as_player(cast.dewi)
    answer = await dewi.post(ROWS, json={"text": text, "agency": str(DINAS_A)})
    assert answer.status_code == 422


async def test_too_many_rows_at_once(as_player: SignIn, app: FastAPI, cast: Cast) -> None:
    dewi = await as_player(cast.dewi)
    before = await count(app)
    answer = await dewi.post(ROWS, json={"text": "1;a;\n" * 501, "agency": str(DINAS_A)})
    assert answer.json()["type"] == "/problems/too-many-rows"
    assert await count(app) == before


@given(st.text(max_size=300))
def test_every_line_is_accounted_for(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [line for line in lines if line.strip()]
    assert len(filled) - len(parse_rows(text)) in (0, 1)


@pytest.mark.parametrize("fault", RowFault)
def test_every_fault_has_words(fault: RowFault) -> None:
    assert fault.words("id") != fault.words("en")
