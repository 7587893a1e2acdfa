"""Roles given and taken, and by whom."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import select

from app.identity.models import Role, RoleGrant
from app.kit.audit import AuditEntry
from tests.cast import DINAS_A, DINAS_B, KECAMATAN, ROOT, Cast, Player
from tests.conftest import FixedClock, SignIn

PEOPLE = "/api/v1/admin/people"


async def acts(app: FastAPI) -> list[str]:
    async with app.state.database.reading() as session:
        rows = await session.execute(select(AuditEntry).order_by(AuditEntry.id))
        entries = rows.scalars().all()
    assert not any(digits in str(e.details) for e in entries for digits in ("1978", "1990"))
    return [entry.act for entry in entries]


async def names(client: AsyncClient, **params: str) -> list[str]:
    answer = await client.get(PEOPLE, params=params)
    assert answer.status_code == 200, answer.text
    return [person["name"].split()[0] for person in answer.json()["items"]]


async def give(client: AsyncClient, player: Player, **body: object) -> Any:
    return await client.post(f"{PEOPLE}/{player.id}/grants", json=body)


async def test_giving_a_role_works_at_once(
    as_player: SignIn, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    rina, joko = await as_player(cast.rina), await as_player(cast.joko)
    assert (await joko.get(PEOPLE)).status_code == 404
    ends = "2026-11-24T00:10:00+00:00"
    given = await give(rina, cast.joko, role="unit_admin", agency=str(DINAS_B), ends_at=ends)
    assert given.status_code == 201, given.text
    assert given.json()["agency"]["name"] == "Dinas B (rekaan)"
    assert await names(joko) == ["Joko"]
    clock.advance(days=1)
    assert (await joko.get(PEOPLE)).status_code == 404
    assert await acts(app) == ["role.given"]


async def test_a_role_given_twice_is_one(as_player: SignIn, app: FastAPI, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    course = str(uuid4())
    first = await give(rina, cast.budi, role="trainer", course=course)
    again = await give(
        rina, cast.budi, role="trainer", course=course, ends_at="2027-01-01T00:00:00Z"
    )
    assert first.json()["id"] == again.json()["id"]
    async with app.state.database.reading() as session:
        rows = await session.execute(select(RoleGrant).where(RoleGrant.person_id == cast.budi.id))
        assert len([g for g in rows.scalars() if g.role is Role.TRAINER]) == 1


async def test_taking_a_role_works_at_once(as_player: SignIn, app: FastAPI, cast: Cast) -> None:
    rina, dewi = await as_player(cast.rina), await as_player(cast.dewi)
    person = (await rina.get(f"{PEOPLE}/{cast.dewi.id}")).json()
    grant = next(role["id"] for role in person["roles"] if role["role"] == "unit_admin")
    assert (await dewi.get(PEOPLE)).status_code == 200
    taken = await rina.delete(f"{PEOPLE}/{cast.dewi.id}/grants/{grant}")
    assert taken.status_code == 204
    assert (await dewi.get(PEOPLE)).status_code == 404
    again = await rina.delete(f"{PEOPLE}/{cast.dewi.id}/grants/{grant}")
    assert again.status_code == 404
    assert await acts(app) == ["role.taken"]


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ({"role": "admin", "agency": str(DINAS_A)}, 403, "grant-beyond-scope"),
        ({"role": "unit_admin", "agency": str(KECAMATAN)}, 403, "grant-beyond-scope"),
        ({"role": "auditor"}, 403, "grant-beyond-scope"),
        ({"role": "trainer", "course": str(uuid4())}, 403, "grant-beyond-scope"),
        ({"role": "supervisor", "agency": str(ROOT)}, 404, "agency-unknown"),
        ({"role": "supervisor", "agency": str(DINAS_B)}, 404, "agency-unknown"),
        ({"role": "supervisor"}, 422, "scope-refused"),
        (
            {
                "role": "supervisor",
                "agency": str(KECAMATAN),
                "ends_at": "2020-01-01T00:00:00Z",
            },
            422,
            "scope-refused",
        ),
        (
            {"role": "trainer", "agency": str(KECAMATAN), "course": str(uuid4())},
            422,
            "scope-refused",
        ),
        ({"role": "raja", "agency": str(KECAMATAN)}, 422, "invalid"),
        (
            {
                "role": "supervisor",
                "agency": str(KECAMATAN),
                "ends_at": "9999-12-31T23:59:59-23:00",
            },
            422,
            "invalid",
        ),
        (
            {"role": "supervisor", "agency": str(KECAMATAN), "ends_at": "2027-01-01T00:00:00"},
            422,
            "invalid",
        ),
    ],
)
async def test_a_unit_admin_gives_little(
    as_player: SignIn, app: FastAPI, cast: Cast, body: dict[str, str], status: int, kind: str
) -> None:
    dewi = await as_player(cast.dewi)
    answer = await give(dewi, cast.sari, **body)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")
    assert await acts(app) == []


async def test_a_unit_admin_gives_a_supervisor(as_player: SignIn, cast: Cast) -> None:
    dewi = await as_player(cast.dewi)
    answer = await give(dewi, cast.sari, role="supervisor", agency=str(KECAMATAN))
    assert answer.status_code == 201
