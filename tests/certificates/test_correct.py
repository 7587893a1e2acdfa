"""Administrators put right what is wrong: by revocation and counter-entry, each act audited."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import select

from app.certificates.ledger import balance
from app.identity.models import Person
from app.kit.audit import AuditEntry
from app.kit.ids import uuid7
from tests.certificates.conftest import Scene
from tests.certificates.make import certificates, complete, entries
from tests.conftest import SignIn

NEW_YEAR_WITA = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
ADMIN = "/api/v1/admin"
REASON = {"reason": "nama tertulis salah"}
EVIDENCE = {"evidence": "Berita acara 12/2027, arsip kepegawaian"}


@pytest.fixture
async def rina(served: Scene, as_player: SignIn) -> AsyncClient:
    return await as_player(served.cast.rina)


async def issued(scene: Scene) -> UUID:
    await complete(scene.database, scene.cast.sari.id, scene.course, scene.now)
    (certificate,) = await certificates(scene.database)
    return certificate.id


async def late_entry(scene: Scene) -> UUID:
    """A credit of 2027 whose finish lay in 2026."""
    received, finished = NEW_YEAR_WITA + timedelta(days=3), NEW_YEAR_WITA - timedelta(hours=2)
    await complete(scene.database, scene.cast.sari.id, scene.course, received, finished)
    (entry,) = await entries(scene.database)
    return entry.id


async def acts(scene: Scene) -> list[str]:
    async with scene.database.reading() as session:
        return list(await session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


async def test_revoking_works(served: Scene, rina: AsyncClient) -> None:
    certificate_id = await issued(served)
    answer = await rina.post(f"{ADMIN}/certificates/{certificate_id}/revoke", json=REASON)
    assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == "revoked"
    assert balance(await entries(served.database)) == {2026: 0}
    assert await acts(served) == ["certificate.revoked"]


async def test_revoking_twice_is_a_conflict(served: Scene, rina: AsyncClient) -> None:
    certificate_id = await issued(served)
    await rina.post(f"{ADMIN}/certificates/{certificate_id}/revoke", json=REASON)
    answer = await rina.post(f"{ADMIN}/certificates/{certificate_id}/revoke", json=REASON)
    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/already-revoked"
    assert len(await entries(served.database)) == 2
    assert await acts(served) == ["certificate.revoked"]


async def test_replacing_keeps_the_jp_and_takes_the_new_name(
    served: Scene, rina: AsyncClient
) -> None:
    certificate_id = await issued(served)
    async with served.database.transaction() as session:
        (await session.get_one(Person, served.cast.sari.id)).name = "Sari Contoh, M.Si."
    answer = await rina.post(f"{ADMIN}/certificates/{certificate_id}/replace", json=REASON)
    assert answer.status_code == 201, answer.text
    old, new = await certificates(served.database)
    assert (old.facts["name"], new.facts["name"]) == ("Sari Contoh, S.Sos.", "Sari Contoh, M.Si.")
    assert answer.json()["number"] == new.number == "0002/LENTERA/2026"
    assert balance(await entries(served.database)) == {2026: 3}
    check = (await rina.get(f"/api/v1/check/{old.code}")).json()
    assert (check["status"], check["reason"], check["replaced_by"]) == (
        "revoked",
        "nama tertulis salah",
        new.number,
    )
    assert await acts(served) == ["certificate.replaced"]


async def test_moving_to_the_year_of_the_finish(served: Scene, rina: AsyncClient) -> None:
    entry_id = await late_entry(served)
    listed = (await rina.get(f"{ADMIN}/ledger/movable")).json()
    assert [(one["id"], one["may_move_to_year"]) for one in listed["items"]] == [
        (str(entry_id), 2026)
    ]
    answer = await rina.post(f"{ADMIN}/ledger/{entry_id}/move", json=EVIDENCE)
    assert answer.status_code == 201, answer.text
    assert answer.json()["evidence"] == EVIDENCE["evidence"]
    assert balance(await entries(served.database)) == {2027: 0, 2026: 3}
    assert (await rina.get(f"{ADMIN}/ledger/movable")).json()["items"] == []
    again = await rina.post(f"{ADMIN}/ledger/{entry_id}/move", json=EVIDENCE)
    assert again.status_code == 409
    assert await acts(served) == ["ledger.moved"]


async def test_only_what_is_flagged_may_move(served: Scene, rina: AsyncClient) -> None:
    await issued(served)
    (entry,) = await entries(served.database)
    answer = await rina.post(f"{ADMIN}/ledger/{entry.id}/move", json=EVIDENCE)
    assert answer.json()["type"] == "/problems/not-movable"
    assert await acts(served) == []


async def test_reversing_an_entry(served: Scene, rina: AsyncClient) -> None:
    await issued(served)
    (entry,) = await entries(served.database)
    answer = await rina.post(f"{ADMIN}/ledger/{entry.id}/reverse", json=EVIDENCE)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["kind"], answer.json()["jp"]) == ("reversal", -3)
    again = await rina.post(f"{ADMIN}/ledger/{entry.id}/reverse", json=EVIDENCE)
    assert again.json()["type"] == "/problems/already-reversed"
    counter = await rina.post(f"{ADMIN}/ledger/{answer.json()['id']}/reverse", json=EVIDENCE)
    assert counter.json()["type"] == "/problems/already-reversed"
    assert await acts(served) == ["ledger.reversed"]


async def test_a_unit_admin_acts_in_the_own_subtree_alone(served: Scene, as_player: SignIn) -> None:
    certificate_id = await issued(served)
    dewi = await as_player(served.cast.dewi)
    assert (await dewi.get(f"{ADMIN}/people/{served.cast.sari.id}/ledger")).status_code == 200
    assert (await dewi.get(f"{ADMIN}/people/{served.cast.joko.id}/ledger")).status_code == 404
    async with served.database.transaction() as session:
        sari = await session.get_one(Person, served.cast.sari.id)
        sari.agency_id = served.cast.joko.agency_id
    away = await dewi.post(f"{ADMIN}/certificates/{certificate_id}/revoke", json=REASON)
    assert away.status_code == 404
    assert (await dewi.get(f"/api/v1/certificates/{certificate_id}/pdf")).status_code == 404


async def test_an_auditor_reads_and_changes_nothing(served: Scene, as_player: SignIn) -> None:
    certificate_id = await issued(served)
    asep = await as_player(served.cast.asep)
    people = f"{ADMIN}/people/{served.cast.sari.id}"
    assert len((await asep.get(f"{people}/certificates")).json()) == 1
    assert (await asep.get(f"{people}/ledger")).json()["earned"] == 3
    for path in (f"certificates/{certificate_id}/revoke", f"certificates/{certificate_id}/replace"):
        assert (await asep.post(f"{ADMIN}/{path}", json=REASON)).status_code == 404
    (entry,) = await entries(served.database)
    for act in ("reverse", "move"):
        answer = await asep.post(f"{ADMIN}/ledger/{entry.id}/{act}", json=EVIDENCE)
        assert answer.status_code == 404
    assert await acts(served) == []


@pytest.mark.parametrize("player", ["sari", "budi", "joko", "tono"])
async def test_nobody_else_knows_of_these_routes(
    served: Scene, as_player: SignIn, player: str
) -> None:
    certificate_id = await issued(served)
    client = await as_player(getattr(served.cast, player))
    (entry,) = await entries(served.database)
    for path, body in (
        (f"certificates/{certificate_id}/revoke", REASON),
        (f"certificates/{certificate_id}/replace", REASON),
        (f"ledger/{entry.id}/reverse", EVIDENCE),
        (f"ledger/{entry.id}/move", EVIDENCE),
    ):
        assert (await client.post(f"{ADMIN}/{path}", json=body)).status_code == 404
    for path in (f"people/{served.cast.rina.id}/ledger", "ledger/movable"):
        assert (await client.get(f"{ADMIN}/{path}")).status_code == 404


@pytest.mark.parametrize("body", [{}, {"reason": "  "}, {"reason": "x" * 201}])
async def test_a_revocation_needs_words(
    served: Scene, rina: AsyncClient, body: dict[str, str]
) -> None:
    certificate_id = await issued(served)
    answer = await rina.post(f"{ADMIN}/certificates/{certificate_id}/revoke", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/reason"


async def test_unknown_ids_are_not_found(served: Scene, rina: AsyncClient) -> None:
    for path, body in (
        (f"certificates/{uuid7()}/revoke", REASON),
        (f"ledger/{uuid7()}/reverse", EVIDENCE),
    ):
        assert (await rina.post(f"{ADMIN}/{path}", json=body)).status_code == 404
    assert (await rina.get(f"{ADMIN}/ledger/movable?after=WyJ4Il0")).status_code == 422
