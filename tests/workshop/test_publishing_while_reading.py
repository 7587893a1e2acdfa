"""A course is published anew while people read it: nobody notices but by *materi baru*."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from httpx import ASGITransport, AsyncClient

from app.identity.cookies import session_cookie
from app.identity.service import agency_for_account, create_person
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import approved, changed_draft
from tests.workshop.readers import Reader

PEOPLE = 12
NEW = "lima puluh warga"


def _right(question: str) -> Mapping[str, Any]:
    """By the bank's own rule, see ``tests.studio.conftest.bank``."""
    return {"value": "true" if int(question.rpartition("-")[2]) % 3 else "false"}


async def _reader(shop: Shop, number: int) -> Reader:
    now = datetime.now(UTC)
    async with shop.database.transaction() as session:
        home = await agency_for_account(session, name=None, default_name="Lentera", now=now)
        person = await create_person(
            session,
            name=f"Pembaca {number} (rekaan)",
            nip=None,
            email=f"pembaca-{number}@contoh.example",
            agency_id=home.id,
            now=now,
        )
        token = await shop.app.state.sessions.create(session, person.id, shop.clock())
    client = AsyncClient(
        transport=ASGITransport(shop.app),
        base_url="https://test",
        cookies={session_cookie(None): token},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    return Reader(client, str(number), "contoh", "satu", NEW, shop.clock)


async def test_nobody_loses_anything_and_all_finish(shop: Shop) -> None:
    readers = [await _reader(shop, number) for number in range(PEOPLE)]
    early, late = readers[:-3], readers[-3:]
    for number, reader in enumerate(early):
        await reader.enrol()
        if number % 3 == 0:
            await reader.begin_quiz()
    revision = await changed_draft(shop)
    await approved(shop, shop.url, revision)
    over = asyncio.Event()

    async def publish() -> None:
        body = {"revision": revision, "note": "Angka diperbarui (rekaan)"}
        answer = await shop.budi.post(f"{shop.url}/publish", json=body)
        assert answer.status_code == 200, answer.text
        over.set()

    async def come_late(reader: Reader) -> None:
        await reader.enrol()
        await reader.read_on(_right, over.is_set, 0.01)

    await asyncio.gather(
        publish(),
        *(reader.read_on(_right, over.is_set, 0.01) for reader in early),
        *(come_late(reader) for reader in late),
    )
    assert {reader.version for reader in early} == {1}
    for number, reader in enumerate(readers):
        await reader.round(_right)
        await reader.kept()
        told = await reader.course()
        if reader.version == 1:
            assert told["newer_version"] == 2
            if number % 2:
                await reader.move(2)
                await reader.kept()
        await reader.finish(_right)
    assert {reader.version for reader in readers} == {1, 2}
    for reader in readers:
        await reader.client.aclose()
