"""Admins and people: who is seen, added, helped, moved, and by whom."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import event, select

from app.identity.models import Nip, Person, Placement, Role
from app.identity.service import grant_role
from app.kit.audit import AuditEntry
from tests.cast import DINAS_A, DINAS_B, KECAMATAN, PASSWORD, Cast, Player
from tests.conftest import FixedClock, SignIn

PEOPLE = "/api/v1/admin/people"
NIP_NEW, NIP_NEWER = "199001012020121999", "199201012022012998"


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


async def test_an_admin_of_everything_sees_everyone(as_player: SignIn, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    assert await names(rina) == ["Asep", "Budi", "Dewi", "Joko", "Rina", "Sari", "Tono"]


async def test_a_unit_admin_sees_the_unit_and_below(as_player: SignIn, cast: Cast) -> None:
    dewi = await as_player(cast.dewi)
    assert await names(dewi) == ["Dewi", "Sari"]


@pytest.mark.parametrize("who", ["sari", "budi", "asep", "tono"])
async def test_to_others_the_list_is_not_there(as_player: SignIn, cast: Cast, who: str) -> None:
    client = await as_player(getattr(cast, who))
    assert (await client.get(PEOPLE)).status_code == 404


async def test_a_stranger_is_asked_to_sign_in(client: AsyncClient, cast: Cast) -> None:
    assert (await client.get(PEOPLE)).status_code == 401


async def test_no_answer_holds_a_nip(as_player: SignIn, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    answer = await rina.get(PEOPLE)
    assert cast.sari.nip not in answer.text
    assert "•••••••••••••••991" in answer.text


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"q": "sari"}, ["Sari"]),
        ({"q": "CONTOH, s"}, ["Asep", "Dewi", "Sari", "Tono"]),
        ({"q": "1978 0101"}, ["Sari"]),
        ({"q": "197801012005012991"}, ["Sari"]),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"agency": str(DINAS_A)}, ["Dewi", "Sari"]),
        ({"agency": str(KECAMATAN)}, ["Sari"]),
        ({"status": "deactivated"}, []),
        ({"q": "sari", "agency": str(DINAS_B)}, []),
    ],
)
async def test_search(
    as_player: SignIn, cast: Cast, params: dict[str, str], found: list[str]
) -> None:
    rina = await as_player(cast.rina)
    assert await names(rina, **params) == found


async def test_pages_follow_one_another(as_player: SignIn, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    seen: list[str] = []
    after: str | None = None
    while True:
        params = {"limit": "3"} | ({"after": after} if after else {})
        page = (await rina.get(PEOPLE, params=params)).json()
        seen += [person["name"].split()[0] for person in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == ["Asep", "Budi", "Dewi", "Joko", "Rina", "Sari", "Tono"]


async def test_a_list_is_few_queries(as_player: SignIn, app: FastAPI, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    await rina.get(PEOPLE)
    statements: list[str] = []
    listen: Callable[..., None] = lambda *args: statements.append(args[2])  # noqa: E731
    engine = app.state.database.read_engine.sync_engine
    event.listen(engine, "before_cursor_execute", listen)
    await rina.get(PEOPLE)
    event.remove(engine, "before_cursor_execute", listen)
    assert len([text for text in statements if text.startswith("SELECT")]) == 2


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=99999999999999999999",
        "limit=x",
        "after=x",
        "after=WyJhIl0",
        "after=WyJhIiwgImIiXQ",
        "after=WyJcdTAwMDAiLCAiYiJd",
        "after=%00",
        "q=%00",
        "q=" + "x" * 101,
        "agency=1",
        "status=odd",
    ],
)
async def test_bad_queries_are_problems(as_player: SignIn, cast: Cast, query: str) -> None:
    rina = await as_player(cast.rina)
    answer = await rina.get(f"{PEOPLE}?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_an_agency_out_of_sight_is_not_there(as_player: SignIn, cast: Cast) -> None:
    dewi = await as_player(cast.dewi)
    answer = await dewi.get(PEOPLE, params={"agency": str(DINAS_B)})
    assert answer.status_code == 404


async def add(client: AsyncClient, **changes: object) -> Any:
    body = {"name": "Made Contoh", "nip": NIP_NEW, "agency": str(KECAMATAN)} | changes
    return await client.post(PEOPLE, json={k: v for k, v in body.items() if v is not None})


async def test_adding_works(as_player: SignIn, app: FastAPI, cast: Cast) -> None:
    dewi = await as_player(cast.dewi)
    answer = await add(dewi, nip="19900101 202012 1 999")
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["has_password"] is False
    assert made["employment"] == "pns"
    assert made["agency"]["id"] == str(KECAMATAN)
    async with app.state.database.reading() as session:
        held = (
            await session.execute(select(Nip).where(Nip.person_id == UUID(made["id"])))
        ).scalar_one()
        placement = (
            await session.execute(select(Placement).where(Placement.person_id == UUID(made["id"])))
        ).scalar_one()
    assert held.nip == NIP_NEW
    assert placement.agency_id == KECAMATAN
    assert await acts(app) == ["person.added"]


@pytest.mark.parametrize(
    ("changes", "status", "kind"),
    [
        ({"nip": "197801012005012991"}, 409, "nip-taken"),
        ({"nip": None, "email": "SARI@contoh.example"}, 409, "email-taken"),
        ({"nip": "1.98609E+17"}, 422, "nip-refused"),
        ({"email": "bukan alamat"}, 422, "email-refused"),
        ({"agency": str(DINAS_B)}, 404, "agency-unknown"),
        ({"agency": str(uuid4())}, 404, "agency-unknown"),
        ({"name": "   "}, 422, "invalid"),
        ({"name": "a\x00b"}, 422, "invalid"),
        ({"name": "x" * 201}, 422, "invalid"),
        ({"employment": "raja"}, 422, "invalid"),
        ({"odd": 1}, 422, "invalid"),
    ],
)
async def test_adding_is_refused(
    as_player: SignIn,
    app: FastAPI,
    cast: Cast,
    changes: dict[str, object],
    status: int,
    kind: str,
) -> None:
    dewi = await as_player(cast.dewi)
    answer = await add(dewi, **changes)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")
    assert await acts(app) == []


async def test_words_follow_the_admins_language(
    as_player: SignIn, app: FastAPI, cast: Cast
) -> None:
    rina = await as_player(cast.rina)
    assert "rusak oleh Excel" in (await add(rina, nip="1.98609E+17")).json()["detail"]
    assert (await rina.patch("/api/v1/me", json={"language": "en"})).json()["language"] == "en"
    assert "spreadsheet damaged" in (await add(rina, nip="1.98609E+17")).json()["detail"]


async def test_a_nip_held_earlier_stays_taken(as_player: SignIn, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    changed = await rina.patch(f"{PEOPLE}/{cast.sari.id}", json={"nip": NIP_NEW})
    assert changed.status_code == 200, changed.text
    taken = await add(rina, nip=cast.sari.nip)
    assert taken.json()["type"] == "/problems/nip-taken"


async def test_a_new_nip_keeps_the_history(
    as_player: SignIn, api: AsyncClient, app: FastAPI, cast: Cast
) -> None:
    rina = await as_player(cast.rina)
    for nip in (NIP_NEW, cast.sari.nip, NIP_NEWER):
        answer = await rina.patch(f"{PEOPLE}/{cast.sari.id}", json={"nip": nip})
        assert answer.status_code == 200, answer.text
    async with app.state.database.reading() as session:
        rows = await session.execute(select(Nip).where(Nip.person_id == cast.sari.id))
        held = {row.nip: row.valid_until is None for row in rows.scalars()}
    assert held == {NIP_NEW: False, cast.sari.nip: False, NIP_NEWER: True}
    old = await api.post(
        "/api/v1/auth/token", data={"username": cast.sari.nip, "password": PASSWORD}
    )
    new = await api.post("/api/v1/auth/token", data={"username": NIP_NEWER, "password": PASSWORD})
    assert (old.status_code, new.status_code) == (401, 200)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"nip": "199005052023211995"}, "nip-taken"),
        ({"email": "joko@contoh.example"}, "email-taken"),
    ],
)
async def test_changes_that_collide(
    as_player: SignIn, cast: Cast, change: dict[str, str], kind: str
) -> None:
    rina = await as_player(cast.rina)
    answer = await rina.patch(f"{PEOPLE}/{cast.sari.id}", json=change)
    assert (answer.status_code, answer.json()["type"]) == (409, f"/problems/{kind}")


async def test_a_code_from_the_admin_lets_someone_in(
    as_player: SignIn, api: AsyncClient, app: FastAPI, cast: Cast
) -> None:
    dewi = await as_player(cast.dewi)
    person = (await add(dewi)).json()["id"]
    issued = await dewi.post(f"{PEOPLE}/{person}/code")
    assert issued.status_code == 201
    done = await api.post(
        "/api/v1/auth/reset/confirm",
        json={
            "identifier": NIP_NEW,
            "code": issued.json()["code"],
            "new_password": "perahu kertas biru",
        },
    )
    assert done.status_code == 204
    assert await acts(app) == ["person.added", "code.issued", "password.reset"]


async def test_deactivating_ends_every_way_in_at_once(
    as_player: SignIn, api: AsyncClient, app: FastAPI, cast: Cast
) -> None:
    rina, sari = await as_player(cast.rina), await as_player(cast.sari)
    tokens = (
        await api.post("/api/v1/auth/token", data={"username": cast.sari.nip, "password": PASSWORD})
    ).json()
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert (await sari.get("/api/v1/me")).status_code == 200
    assert (await api.get("/api/v1/me", headers=bearer)).status_code == 200
    for _ in range(2):
        gone = await rina.post(f"{PEOPLE}/{cast.sari.id}/deactivate")
        assert gone.json()["status"] == "deactivated"
    assert (await sari.get("/api/v1/me")).status_code == 401
    assert (await api.get("/api/v1/me", headers=bearer)).status_code == 401
    again = await api.post(
        "/api/v1/auth/token",
        data={"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]},
    )
    assert again.status_code == 401
    refused = await rina.post(f"{PEOPLE}/{cast.sari.id}/code")
    assert refused.json()["type"] == "/problems/person-deactivated"
    back = await rina.post(f"{PEOPLE}/{cast.sari.id}/reactivate")
    assert back.json()["status"] == "active"
    assert (await sari.get("/api/v1/me")).status_code == 401
    assert await acts(app) == ["person.deactivated", "person.reactivated"]


async def test_moving_keeps_history_and_ends_what_belongs_to_the_place(
    as_player: SignIn, app: FastAPI, clock: FixedClock, cast: Cast
) -> None:
    rina, dewi = await as_player(cast.rina), await as_player(cast.dewi)
    assert (await dewi.get(PEOPLE)).status_code == 200
    clock.advance(days=1)
    moved = await rina.post(f"{PEOPLE}/{cast.dewi.id}/move", json={"agency": str(DINAS_B)})
    assert moved.status_code == 200, moved.text
    assert moved.json()["agency"]["id"] == str(DINAS_B)
    assert moved.json()["roles"] == []
    assert (await dewi.get(PEOPLE)).status_code == 404
    async with app.state.database.reading() as session:
        rows = await session.execute(
            select(Placement).where(Placement.person_id == cast.dewi.id).order_by(Placement.since)
        )
        placements = [(p.agency_id, p.until) for p in rows.scalars()]
    assert placements == [(DINAS_A, clock()), (DINAS_B, None)]
    assert await acts(app) == ["person.moved", "person.received"]


async def test_nobody_is_moved_out_of_sight(as_player: SignIn, cast: Cast) -> None:
    dewi = await as_player(cast.dewi)
    answer = await dewi.post(f"{PEOPLE}/{cast.sari.id}/move", json={"agency": str(DINAS_B)})
    assert answer.json()["type"] == "/problems/agency-unknown"


@pytest.mark.parametrize("act", ["code", "deactivate", "reactivate", "move", "grants", "", "read"])
async def test_a_stranger_to_the_unit_is_not_there(as_player: SignIn, cast: Cast, act: str) -> None:
    dewi = await as_player(cast.dewi)
    answer = await _act(dewi, cast.joko, act)
    assert answer.status_code == 404


@pytest.mark.parametrize("act", ["code", "deactivate", "reactivate", "move", "grants", ""])
async def test_nobody_acts_on_someone_who_holds_more(
    as_player: SignIn, app: FastAPI, clock: FixedClock, cast: Cast, act: str
) -> None:
    async with app.state.database.transaction() as session:
        await grant_role(
            session, person_id=cast.sari.id, role=Role.TRAINER, course_id=uuid4(), now=clock()
        )
    dewi = await as_player(cast.dewi)
    answer = await _act(dewi, cast.sari, act)
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/holds-more"


@pytest.mark.parametrize("act", ["code", "deactivate", "reactivate", "move", "grants", ""])
async def test_nobody_acts_on_themselves(as_player: SignIn, cast: Cast, act: str) -> None:
    rina = await as_player(cast.rina)
    answer = await _act(rina, cast.rina, act)
    assert answer.json()["type"] == "/problems/own-account"


async def _act(client: AsyncClient, player: Player, act: str) -> Any:
    path = f"{PEOPLE}/{player.id}"
    if act == "read":
        return await client.get(path)
    if act == "":
        return await client.patch(path, json={"name": "Nama Lain"})
    bodies: dict[str, dict[str, str]] = {
        "move": {"agency": str(DINAS_A)},
        "grants": {"role": "supervisor", "agency": str(KECAMATAN)},
    }
    return await client.post(f"{path}/{act}", json=bodies.get(act))


async def test_ids_that_are_none(as_player: SignIn, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    assert (await rina.get(f"{PEOPLE}/{uuid4()}")).status_code == 404
    assert (await rina.get(f"{PEOPLE}/satu")).status_code == 422


async def test_me(as_player: SignIn, cast: Cast) -> None:
    dewi = await as_player(cast.dewi)
    me = (await dewi.get("/api/v1/me")).json()
    assert me["nip_masked"] == "•••••••••••••••994"
    assert me["agency"]["lineage"] == ["Pemerintah Kota Contoh (rekaan)", "Dinas A (rekaan)"]
    roles = [(role["role"], role["agency"]) for role in me["roles"]]
    assert ("unit_admin", "Dinas A (rekaan)") in roles
    assert me["time_zone"] == "Asia/Makassar"
    assert me["help_contact"] == "Ibu Contoh, ruang kepegawaian (rekaan)"


async def test_only_known_languages(as_player: SignIn, cast: Cast) -> None:
    sari = await as_player(cast.sari)
    assert (await sari.patch("/api/v1/me", json={"language": "xx"})).status_code == 422


async def test_search_names_are_folded(as_player: SignIn, app: FastAPI, cast: Cast) -> None:
    rina = await as_player(cast.rina)
    await add(rina, name="I Gdé  Wayan")
    assert await names(rina, q="gde wayan") == ["I"]
    async with app.state.database.reading() as session:
        assert (await session.get(Person, cast.sari.id)) is not None
