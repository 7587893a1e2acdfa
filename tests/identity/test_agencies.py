"""The agency tree and the audit trail behind their doors."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.identity.models import Agency, Role
from app.identity.service import ensure_root_agency, grant_role, person_card
from tests.cast import DINAS_A, DINAS_B, KECAMATAN, ROOT, Cast
from tests.conftest import FixedClock, SignIn

AGENCIES = "/api/v1/admin/agencies"
AUDIT = "/api/v1/admin/audit"


async def add(client: AsyncClient, **changes: object) -> Any:
    body = {"name": "Kelurahan Contoh (rekaan)", "parent": str(KECAMATAN)} | changes
    return await client.post(AGENCIES, json=body)


async def test_adding_works(as_player: SignIn, app: FastAPI, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    answer = await add(rina, time_zone="Asia/Jayapura", code="K-1")
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["depth"] == 4
    assert made["time_zone"] == "Asia/Jayapura"
    listed = (await rina.get(AGENCIES)).json()["items"]
    assert listed[0]["depth"] == 1
    assert made["id"] in [item["id"] for item in listed]


async def test_the_parents_zone_unless_another(as_player: SignIn, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    assert (await add(rina)).json()["time_zone"] == "Asia/Makassar"


@pytest.mark.parametrize(
    ("changes", "status", "kind"),
    [
        ({"time_zone": "Asia/Kota"}, 422, "time-zone-refused"),
        ({"time_zone": "../../etc/passwd"}, 422, "time-zone-refused"),
        ({"parent": str(uuid4())}, 404, "agency-unknown"),
        ({"name": ""}, 422, "invalid"),
        ({"name": "a\x00"}, 422, "invalid"),
        ({"parent": "x"}, 422, "invalid"),
    ],
)
async def test_adding_is_refused(
    as_player: SignIn, cast: Cast, changes: dict[str, object], status: int, kind: str
) -> None:
    rina = await as_player(cast.rina)
    answer = await add(rina, **changes)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")


async def test_codes_are_unique(as_player: SignIn, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    await add(rina, code="K-1")
    answer = await add(rina, code="K-1")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/agency-code-taken")


async def test_the_tree_has_a_bottom(as_player: SignIn, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    parent = str(KECAMATAN)
    for _ in range(9):
        parent = (await add(rina, parent=parent)).json()["id"]
    answer = await add(rina, parent=parent)
    assert answer.json()["type"] == "/problems/tree-too-deep"


async def test_a_unit_admin_sees_the_branch_and_changes_nothing(
    as_player: SignIn, cast: Cast
) -> None:
    dewi = await as_player(cast.dewi)
    listed = (await dewi.get(AGENCIES)).json()["items"]
    assert {item["id"] for item in listed} == {str(DINAS_A), str(KECAMATAN)}
    assert [item["people"] for item in listed] == [1, 1]
    assert (await add(dewi)).status_code == 404
    changed = await dewi.patch(f"{AGENCIES}/{KECAMATAN}", json={"name": "Lain"})
    assert changed.status_code == 404


async def test_an_admin_of_a_branch_tends_that_branch(
    as_player: SignIn, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    async with app.state.database.transaction() as session:
        await grant_role(
            session, person_id=cast.dewi.id, role=Role.ADMIN, agency_id=DINAS_A, now=clock()
        )
    dewi = await as_player(cast.dewi)
    assert (await add(dewi)).status_code == 201
    assert (await add(dewi, parent=str(DINAS_B))).status_code == 404
    away = await dewi.patch(f"{AGENCIES}/{KECAMATAN}", json={"parent": str(DINAS_B)})
    assert away.status_code == 404


async def test_a_moved_branch_takes_everyone_along(
    as_player: SignIn, app: FastAPI, cast: Cast
) -> None:
    rina, dewi = await as_player(cast.rina), await as_player(cast.dewi)
    below = (await add(rina)).json()["id"]
    assert len((await dewi.get("/api/v1/admin/people")).json()["items"]) == 2
    moved = await rina.patch(f"{AGENCIES}/{KECAMATAN}", json={"parent": str(DINAS_B)})
    assert moved.status_code == 200, moved.text
    assert moved.json()["parent"] == str(DINAS_B)
    async with app.state.database.reading() as session:
        path = (await session.get_one(Agency, UUID(below))).path
        card = await person_card(session, cast.sari.id)
    assert path == f"/{ROOT.hex}/{DINAS_B.hex}/{KECAMATAN.hex}/{UUID(below).hex}/"
    assert card.agency_path == f"/{ROOT.hex}/{DINAS_B.hex}/{KECAMATAN.hex}/"
    assert len((await dewi.get("/api/v1/admin/people")).json()["items"]) == 1


@pytest.mark.parametrize(
    ("agency", "parent"), [(DINAS_A, KECAMATAN), (DINAS_A, DINAS_A), (ROOT, DINAS_A)]
)
async def test_no_circles(as_player: SignIn, cast: Cast, agency: UUID, parent: UUID) -> None:
    rina = await as_player(cast.rina)
    answer = await rina.patch(f"{AGENCIES}/{agency}", json={"parent": str(parent)})
    assert answer.json()["type"] == "/problems/agency-circle"


async def test_a_changed_zone_is_felt_at_once(as_player: SignIn, cast: Cast) -> None:
    rina, sari = await as_player(cast.rina), await as_player(cast.sari)
    await sari.get("/api/v1/me")
    await rina.patch(
        f"{AGENCIES}/{KECAMATAN}", json={"time_zone": "Asia/Jakarta", "help_contact": "Pak Contoh"}
    )
    me = (await sari.get("/api/v1/me")).json()
    assert (me["time_zone"], me["help_contact"]) == ("Asia/Jakarta", "Pak Contoh")
    await rina.patch(f"{AGENCIES}/{KECAMATAN}", json={"help_contact": ""})
    me = (await sari.get("/api/v1/me")).json()
    assert me["help_contact"] == "Ibu Contoh, ruang kepegawaian (rekaan)"


async def test_agencies_page_and_search(as_player: SignIn, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    seen: list[str] = []
    after: str | None = None
    while True:
        params = {"limit": "1"} | ({"after": after} if after else {})
        page = (await rina.get(AGENCIES, params=params)).json()
        seen += [item["id"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 4
    found = (await rina.get(AGENCIES, params={"q": "KECAMATAN"})).json()["items"]
    assert [item["id"] for item in found] == [str(KECAMATAN)]


async def test_the_root_is_made_once(app: FastAPI, clock: FixedClock) -> None:
    ids = []
    for name in ("Kota A", "Kota B"):
        async with app.state.database.transaction() as session:
            root = await ensure_root_agency(
                session, name=name, time_zone="Asia/Jakarta", now=clock()
            )
            ids.append(root.id)
    assert ids[0] == ids[1]


async def test_the_trail(as_player: SignIn, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    await rina.post(f"/api/v1/admin/people/{cast.joko.id}/deactivate")
    await add(rina)
    entries = (await rina.get(AUDIT)).json()["items"]
    assert [entry["act"] for entry in entries] == ["agency.added", "person.deactivated"]
    assert entries[0]["subject"] == "Kelurahan Contoh (rekaan)"
    assert entries[1]["subject"] == cast.joko.name
    assert entries[1]["actor"] == cast.rina.name
    one = (await rina.get(AUDIT, params={"subject": str(cast.joko.id)})).json()["items"]
    assert len(one) == 1
    first = (await rina.get(AUDIT, params={"limit": "1"})).json()
    second = (await rina.get(AUDIT, params={"limit": "1", "after": first["next"]})).json()
    assert [page["items"][0]["act"] for page in (first, second)] == [
        "agency.added",
        "person.deactivated",
    ]
    assert second["next"] is None


async def test_an_auditor_reads_the_trail_of_the_subtree(
    as_player: SignIn, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    rina, asep, sari = [await as_player(p) for p in (cast.rina, cast.asep, cast.sari)]
    async with app.state.database.transaction() as session:
        await grant_role(
            session, person_id=cast.budi.id, role=Role.AUDITOR, agency_id=DINAS_A, now=clock()
        )
    budi = await as_player(cast.budi)
    await rina.post(f"/api/v1/admin/people/{cast.joko.id}/deactivate")
    await rina.post(f"/api/v1/admin/people/{cast.sari.id}/code")
    assert len((await asep.get(AUDIT)).json()["items"]) == 2
    assert [e["act"] for e in (await budi.get(AUDIT)).json()["items"]] == ["code.issued"]
    assert (await sari.get(AUDIT)).status_code == 404
    dewi = await as_player(cast.dewi)
    assert (await dewi.get(AUDIT)).status_code == 404


@pytest.mark.parametrize("query", ["after=x", "after=WyJhIl0", "subject=x", "limit=201"])
async def test_bad_queries_are_problems(as_player: SignIn, cast: Cast, query: str) -> None:
    rina = await as_player(cast.rina)
    assert (await rina.get(f"{AUDIT}?{query}")).status_code == 422
