"""A backup brings back every row, file and key, on either database and from one to the other."""

import asyncio
import json
import sqlite3
import stat
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text, update

from app.identity.models import Agency, Employment, Person, PersonStatus
from app.kit.database import Database, sqlite_url
from app.kit.jobs import Job
from app.learning.models import CommandLog
from app.operations import backup
from app.operations.errors import Refused
from tests.operations.make import Setup, all_rows, files_below, fill_every_table, put_files

Rows = dict[str, list[tuple[Any, ...]]]


def read_all(url: str) -> Rows:
    async def read() -> Rows:
        database = Database(url)
        try:
            async with database.read_engine.connect() as connection:
                return await all_rows(connection)
        finally:
            await database.dispose()

    return asyncio.run(read())


def fill(url: str) -> Rows:
    async def write() -> None:
        database = Database(url)
        await fill_every_table(database)
        await database.dispose()

    asyncio.run(write())
    return read_all(url)


class Place:
    """An installation in a folder, on SQLite or PostgreSQL."""

    def __init__(self, data_dir: Path, postgres_url: str | None) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self.setup = Setup(data_dir, database_url=postgres_url)
        self.url = postgres_url or sqlite_url(data_dir / "lentera.db")


@pytest.fixture
def source(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> Place:
    kind: str = request.param
    url = request.getfixturevalue("postgres_database_url") if kind == "postgres" else None
    place = Place(tmp_path / "old", url)
    if url is None:
        (place.setup.data_dir / "lentera.db").write_bytes(migrated_sqlite.read_bytes())
    return place


@pytest.fixture
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    kind: str = request.param
    url = request.getfixturevalue("second_postgres_url") if kind == "postgres" else None
    return Place(tmp_path / "new", url)


SQLITE = pytest.mark.parametrize("source", ["sqlite"], indirect=True)
BOTH_SOURCES = pytest.mark.parametrize("source", ["sqlite", "postgres"], indirect=True)
BOTH_TARGETS = pytest.mark.parametrize("target", ["sqlite", "postgres"], indirect=True)


@BOTH_SOURCES
@BOTH_TARGETS
def test_it_works(source: Place, target: Place, tmp_path: Path) -> None:
    rows = fill(source.url)
    assert all(len(found) >= 3 for found in rows.values()), "a table was left empty"
    files = put_files(source.setup.data_dir)

    made = backup.create(source.setup, tmp_path / "b.tar")
    restored = backup.restore(target.setup, made)

    assert read_all(target.url) == rows
    assert files_below(target.setup.data_dir) == files
    assert (restored.rows, restored.files, restored.keys) == (sum(map(len, rows.values())), 2, 2)
    assert restored.replaced is None
    assert sorted(p.name for p in target.setup.data_dir.glob("*restor*")) == []
    for path in (target.setup.data_dir / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    # The copy's own backup is the same rows again: nothing was bent on the way.
    again = backup.create(target.setup, tmp_path / "again.tar")
    assert table_bytes(again) == table_bytes(made)


def table_bytes(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {
            name: tar.extractfile(name).read()  # type: ignore[union-attr]
            for name in tar.getnames()
            if name.startswith("tables/")
        }


@SQLITE
def test_a_backup_is_private_and_says_what_it_holds(source: Place) -> None:
    put_files(source.setup.data_dir)
    made = backup.create(source.setup)
    assert made.parent == source.setup.data_dir / "backups"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert [p.name for p in made.parent.iterdir()] == [made.name]
    with tarfile.open(made) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]
        assert {*manifest["members"], "manifest.json"} == set(tar.getnames())
    assert manifest["database"] == "sqlite"
    note = json.loads((source.setup.data_dir / "last-backup.json").read_text())
    assert note["file"] == str(made)


@SQLITE
def test_an_existing_file_is_never_overwritten(source: Place, tmp_path: Path) -> None:
    there = tmp_path / "kept.tar"
    there.write_bytes(b"precious")
    with pytest.raises(Refused, match="there already"):
        backup.create(source.setup, there)
    assert there.read_bytes() == b"precious"


@BOTH_SOURCES
def test_it_is_one_moment_while_writes_go_on(
    source: Place, target_sqlite: Place, tmp_path: Path
) -> None:
    """Each transaction adds a job and raises a counter: in any one moment the two agree."""

    async def write_and_back_up() -> tuple[Path, int]:
        database = Database(source.url)
        agency, person, now = uuid4(), uuid4(), datetime(2026, 11, 23, tzinfo=UTC)
        async with database.transaction() as session:
            session.add(
                Agency(
                    id=agency,
                    name="Dinas",
                    path=f"/{agency.hex}/",
                    time_zone="Asia/Makassar",
                    created_at=now,
                )
            )
            await session.flush()  # people refer to it
            session.add(
                Person(
                    id=person,
                    name="Sari",
                    search_name="sari",
                    agency_id=agency,
                    employment=Employment.PNS,
                    language="id",
                    status=PersonStatus.ACTIVE,
                    created_at=now,
                )
            )
            await session.flush()  # the counter refers to her
            session.add(CommandLog(person_id=person, last_cursor=0))
        stop = asyncio.Event()

        async def write() -> int:
            written = 0
            while not stop.is_set():
                async with database.transaction() as session:
                    session.add(
                        Job(id=uuid4(), kind="x", payload={"t": "y" * 500}, run_at=now, tries=0)
                    )
                    await session.execute(
                        update(CommandLog).values(last_cursor=CommandLog.last_cursor + 1)
                    )
                written += 1
            return written

        writer = asyncio.create_task(write())
        await asyncio.sleep(0.3)
        made = await asyncio.to_thread(backup.create, source.setup, tmp_path / "live.tar")
        await asyncio.sleep(0.05)
        stop.set()
        written = await writer
        await database.dispose()
        return made, written

    made, written = asyncio.run(write_and_back_up())
    backup.restore(target_sqlite.setup, made)

    async def count() -> tuple[int, int]:
        database = Database(target_sqlite.url)
        async with database.reading() as session:
            jobs = await session.scalar(select(func.count()).select_from(Job))
            counter = await session.scalar(select(CommandLog.last_cursor))
        await database.dispose()
        return jobs or 0, counter or 0

    jobs, counter = asyncio.run(count())
    assert jobs == counter
    assert 0 < jobs < written


@pytest.fixture
def target_sqlite(tmp_path: Path) -> Place:
    return Place(tmp_path / "new", None)


@BOTH_SOURCES
def test_what_is_there_is_replaced_only_on_demand_and_kept(source: Place, tmp_path: Path) -> None:
    before = fill(source.url)
    put_files(source.setup.data_dir)
    made = backup.create(source.setup, tmp_path / "b.tar")

    async def change() -> None:
        database = Database(source.url)
        async with database.transaction() as session:
            await session.execute(update(Agency).values(name="Lain"))
        await database.dispose()

    asyncio.run(change())
    (source.setup.data_dir / "files" / "kosong").write_bytes(b"later")
    with pytest.raises(Refused, match="not empty"):
        backup.restore(source.setup, made)
    assert read_all(source.url) != before

    restored = backup.restore(source.setup, made, replace=True)

    assert read_all(source.url) == before
    assert restored.replaced is not None
    (aside,) = source.setup.data_dir.glob("replaced-*")
    assert (aside / "files" / "kosong").read_bytes() == b"later"
    assert (aside / "keys" / "tokens-1.key").read_bytes() == b"k" * 32
    assert old_agency_name(source, aside) == "Lain"


def old_agency_name(place: Place, aside: Path) -> str:
    if place.setup.database_url is None:
        connection = sqlite3.connect(aside / "lentera.db")
        name: str = connection.execute("SELECT DISTINCT name FROM agencies").fetchone()[0]
        connection.close()
        return name

    async def read() -> str:
        database = Database(place.url)
        async with database.reading() as session:
            schema = aside.name.replace("-", "_").lower()
            found = await session.scalar(text(f"SELECT DISTINCT name FROM {schema}.agencies"))
        await database.dispose()
        return str(found)

    return asyncio.run(read())


@BOTH_SOURCES
def test_a_running_server_is_not_restored_under(source: Place, tmp_path: Path) -> None:
    made = backup.create(source.setup, tmp_path / "b.tar")

    async def restore_beside_a_reader() -> None:
        database = Database(source.url)
        try:
            async with database.reading() as session:
                await session.execute(select(Agency))
                with pytest.raises(Refused, match="in use"):
                    await asyncio.to_thread(backup.restore, source.setup, made, replace=True)
        finally:
            await database.dispose()

    asyncio.run(restore_beside_a_reader())


@SQLITE
def test_a_sealed_backup_opens_with_its_passphrase_alone(
    source: Place, target_sqlite: Place, tmp_path: Path
) -> None:
    rows = fill(source.url)
    put_files(source.setup.data_dir)
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.write_text("kuda laut biru tua\n")
    wrong.write_text("kuda laut biru muda\n")
    made = backup.create(source.setup, tmp_path / "b.sealed", passphrase_file=right)
    assert b"Sari" not in made.read_bytes()
    assert b"manifest" not in made.read_bytes()
    with pytest.raises(Refused, match="passphrase-file"):
        backup.restore(target_sqlite.setup, made)
    with pytest.raises(Refused, match="wrong passphrase"):
        backup.restore(target_sqlite.setup, made, passphrase_file=wrong)
    assert list(target_sqlite.setup.data_dir.iterdir()) == []
    backup.restore(target_sqlite.setup, made, passphrase_file=right)
    assert read_all(target_sqlite.url) == rows
