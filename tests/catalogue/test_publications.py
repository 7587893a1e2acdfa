"""Publications in memory: what was read once is there, within so many bytes."""

import json
from datetime import datetime

from app.catalogue.publications import Publications
from app.kit.database import Database
from tests.conftest import FixedClock
from tests.make_course import make_course


async def made(database: Database, now: datetime, slug: str) -> str:
    async with database.transaction() as session:
        return (await make_course(session, now, slug=slug)).publication_id


async def test_it_works(database: Database, clock: FixedClock) -> None:
    publications = Publications(database)
    one = await made(database, clock(), "satu")
    read = await publications.get(one)
    assert (read.id, read.public.slug, read.version) == (one, "satu", 1)
    assert await publications.get(one) is read
    documents = (read.public, read.private)
    size = sum(len(json.dumps(document.model_dump(mode="json"))) for document in documents)
    assert publications.bytes == size


async def test_the_least_used_go_first(database: Database, clock: FixedClock) -> None:
    one, two, three = [await made(database, clock(), slug) for slug in ("satu", "dua", "tiga")]
    await (first := Publications(database)).get(one)
    publications = Publications(database, max_bytes=int(first.bytes * 2.5))
    await publications.get(one)
    await publications.get(two)
    await publications.get(one)
    await publications.get(three)
    assert publications.cached(two) is None
    assert publications.cached(one) is not None
    assert publications.cached(three) is not None
    assert publications.bytes <= first.bytes * 2.5


async def test_one_that_is_larger_than_all_room_is_kept_alone(
    database: Database, clock: FixedClock
) -> None:
    publications = Publications(database, max_bytes=1)
    one, two = [await made(database, clock(), slug) for slug in ("satu", "dua")]
    await publications.get(one)
    await publications.get(two)
    assert publications.cached(one) is None
    assert publications.cached(two) is not None


async def test_the_contents_of_one_activity_alone(database: Database, clock: FixedClock) -> None:
    read = await Publications(database).get(await made(database, clock(), "satu"))
    first, *others = read.public.activities()
    alone = read.alone(first.id)
    assert alone.public.activity(first.id) == first
    shown = alone.public.activities()
    assert [a.slug for a in shown] == [a.slug for a in read.public.activities()]
    assert others
    assert not any(a.fragments or a.body for a in shown if a.id != first.id)
    assert alone.wire_bytes(first.id, "id") == read.wire_bytes(first.id, "id")
