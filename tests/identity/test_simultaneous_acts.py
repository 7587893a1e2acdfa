"""Admins who act at the same time: each gets a clear answer."""

import asyncio

from app.identity.queries import accounts
from app.kit.database import Database
from tests.cast import DINAS_B, KECAMATAN, Cast
from tests.conftest import FixedClock, SignIn


async def test_acts_on_someone_who_is_just_being_moved(cast: Cast, as_player: SignIn) -> None:
    """The control that fails this on PostgreSQL: a lock taken in the join with the agency."""
    rina = await as_player(cast.rina)
    person = f"/api/v1/admin/people/{cast.sari.id}"

    async def act(number: int) -> int:
        if number % 3 == 0:
            to = {"agency": str(DINAS_B if number % 2 else KECAMATAN)}
            return (await rina.post(f"{person}/move", json=to)).status_code
        if number % 3 == 1:
            return (await rina.patch(person, json={"name": f"Sari {number}"})).status_code
        return (await rina.post(f"{person}/reactivate")).status_code

    assert set(await asyncio.gather(*(act(number) for number in range(24)))) == {200}


async def test_one_person_added_by_many_at_once(cast: Cast, as_player: SignIn) -> None:
    rina = await as_player(cast.rina)
    wanted = {"name": "Baru Contoh", "nip": "199001012020121001", "agency": str(DINAS_B)}
    answers = await asyncio.gather(
        *(rina.post("/api/v1/admin/people", json=wanted) for _ in range(8))
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7


async def test_a_count_of_failures_is_there_though_others_forget_it(
    database: Database, clock: FixedClock
) -> None:
    """The control that fails this on PostgreSQL: made in one statement, read in another."""
    key = b"contoh"

    async def count() -> int:
        async with database.transaction() as session:
            row = await accounts.failures_for_update(session, key, clock())
            row.failures += 1
            return row.failures

    async def forget() -> None:
        async with database.transaction() as session:
            await accounts.forget_failures(session, key)

    for _ in range(12):
        counted = await asyncio.gather(count(), forget(), count(), forget(), count())
        assert all(number for number in counted if number is not None)
