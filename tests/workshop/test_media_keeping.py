"""Sound that nothing shows any more counts no longer and goes after a month; what a version shows
stays."""

import hashlib
import os
from datetime import timedelta

from app.media import clearing, queries
from app.media.store import store_of
from app.workshop.media_keeping import KEPT_FOR, clear
from tests.media.sending import mp3
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import changed_draft
from tests.workshop.test_assets import SAID, attached
from tests.workshop.test_carrying_media import HASH, SOUND, published, sounding_draft

MONTH = KEPT_FOR + timedelta(days=1)


async def looked_at(shop: Shop, later: timedelta = timedelta()) -> None:
    shop.database.info.pop(clearing.CLEARED_KEY, None)
    await clear(shop.database, shop.clock() + later)


async def counted(shop: Shop) -> int:
    async with shop.database.reading() as session:
        return await queries.bytes_of_course(session, shop.course_id)


async def is_held(shop: Shop, digest: str = HASH) -> bool:
    async with shop.database.reading() as session:
        return await queries.media_file(session, digest) is not None


def age(shop: Shop, digest: str = HASH) -> None:
    """As if it had been put there long ago."""
    long_ago = (shop.clock() - MONTH).timestamp()
    os.utime(store_of(shop.database).file(digest), (long_ago, long_ago))


async def test_it_works(shop: Shop) -> None:
    await changed_draft(shop)
    await attached(shop, "sambutan.mp3", SOUND, **SAID, transcript="Selamat pagi, Ibu.")
    store = store_of(shop.database)
    await looked_at(shop)
    assert await counted(shop) == len(SOUND)
    await shop.budi.delete(f"{shop.url}/assets/dasar/sambutan.mp3")
    await looked_at(shop)
    assert await counted(shop) == 0
    # Undone within the month, it is there and counts again.
    entry = (await shop.budi.get(f"{shop.url}/history")).json()["items"][0]
    undone = await shop.budi.post(f"{shop.url}/history/{entry['number']}/undo")
    assert undone.status_code == 200, undone.text
    await looked_at(shop, MONTH)
    assert (await counted(shop), await is_held(shop)) == (len(SOUND), True)
    await shop.budi.delete(f"{shop.url}/assets/dasar/sambutan.mp3")
    await looked_at(shop)
    age(shop)
    await looked_at(shop, KEPT_FOR - timedelta(days=1))
    assert await is_held(shop)
    assert store.size(HASH) == len(SOUND)
    await looked_at(shop, MONTH)
    assert not await is_held(shop)
    assert store.size(HASH) is None


async def test_what_a_version_shows_stays(shop: Shop) -> None:
    await published(shop)
    draft = (await shop.budi.get(shop.url)).json()
    rolled = await shop.budi.post(f"{shop.url}/rollback", json={"version": 1})
    assert rolled.status_code == 200, rolled.text
    assert draft["revision"] < rolled.json()["revision"]
    await looked_at(shop)
    age(shop)
    await looked_at(shop, MONTH)
    assert (await counted(shop), await is_held(shop)) == (len(SOUND), True)
    assert store_of(shop.database).size(HASH) == len(SOUND)


async def test_a_draft_that_is_thrown_away_lets_go(shop: Shop) -> None:
    revision = await sounding_draft(shop)
    gone = await shop.budi.delete(shop.url, params={"revision": revision})
    assert gone.status_code == 204, gone.text
    await looked_at(shop, timedelta(days=2))
    assert await counted(shop) == 0


async def test_files_that_nobody_holds_go_unless_they_are_fresh(shop: Shop) -> None:
    store = store_of(shop.database)
    old, fresh = mp3(60), mp3(61)
    named = [hashlib.sha256(content).hexdigest() for content in (old, fresh)]
    for content in (old, fresh):
        store.keep(content)
    age(shop, named[0])
    fresh_time = shop.clock().timestamp()
    os.utime(store.file(named[1]), (fresh_time, fresh_time))
    await changed_draft(shop)
    await attached(shop, "sambutan.mp3", SOUND, **SAID, transcript="Selamat pagi, Ibu.")
    await looked_at(shop)
    assert [store.size(digest) for digest in named] == [None, len(fresh)]
    assert store.size(HASH) == len(SOUND)
