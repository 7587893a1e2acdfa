"""Publishing: immutable versions; the same twice changes nothing; the studio keeps its own."""

import dataclasses
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from app.catalogue import queries
from app.catalogue.compiler.compile import CompiledCourse
from app.catalogue.errors import CourseSlugTaken, PublishedMeanwhile, SourcesMissing
from app.catalogue.events import CoursePublished
from app.catalogue.models import Course, CourseOrigin, Publication
from app.catalogue.publications import Publications
from app.catalogue.publishing import PublishResult, publish, publish_edited
from app.catalogue.service import sources_of
from app.catalogue.statuses import CourseStatus
from app.kit.audit import AuditEntry
from app.kit.database import Database
from app.kit.events import REACTIONS_KEY
from tests.cast import assemble
from tests.catalogue.make_content import COURSE, FILES, LESSON, compiled_course
from tests.conftest import FixedClock


@pytest.fixture
def compiled(tmp_path: Path) -> CompiledCourse:
    return compiled_course(tmp_path / "one")


@pytest.fixture
def revised(tmp_path: Path) -> CompiledCourse:
    lesson = FILES[LESSON].replace("Senin pagi", "Selasa pagi")
    return compiled_course(tmp_path / "two", {LESSON: lesson})


async def put(
    database: Database, course: CompiledCourse, clock: FixedClock, *, take: bool = False
) -> PublishResult:
    async with database.transaction() as session:
        return await publish(session, course, now=clock(), take=take)


async def test_it_works(database: Database, compiled: CompiledCourse, clock: FixedClock) -> None:
    result = await put(database, compiled, clock)
    assert result == PublishResult("published", 1, compiled.sha256)
    published = await Publications(database).get(compiled.sha256)
    assert published.public == compiled.public
    assert published.private == compiled.private
    assert published.version == 1
    assert published.published_at == clock()
    async with database.reading() as session:
        course = await session.get_one(Course, compiled.course_id)
        assert (course.slug, course.publication_id) == ("contoh", compiled.sha256)
        assert "kursus contoh" in course.search_text


async def test_the_same_twice_changes_nothing(
    database: Database, compiled: CompiledCourse, clock: FixedClock
) -> None:
    await put(database, compiled, clock)
    clock.advance(hours=1)
    assert await put(database, compiled, clock) == PublishResult("unchanged", 1, compiled.sha256)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Publication)) == 1
        assert await session.scalar(select(func.count()).select_from(AuditEntry)) == 1
        course = await session.get_one(Course, compiled.course_id)
        assert course.updated_at == clock() - timedelta(hours=1)


async def test_changed_text_is_a_new_version_and_the_old_one_stays(
    database: Database, compiled: CompiledCourse, revised: CompiledCourse, clock: FixedClock
) -> None:
    await put(database, compiled, clock)
    assert await put(database, revised, clock) == PublishResult("published", 2, revised.sha256)
    publications = Publications(database)
    assert (await publications.get(compiled.sha256)).public == compiled.public
    assert (await publications.get(revised.sha256)).version == 2


async def test_text_that_comes_back_is_the_version_it_was(
    database: Database, compiled: CompiledCourse, revised: CompiledCourse, clock: FixedClock
) -> None:
    for course in (compiled, revised):
        await put(database, course, clock)
    assert await put(database, compiled, clock) == PublishResult("published", 1, compiled.sha256)
    async with database.reading() as session:
        current = await queries.current_publication_id(session, compiled.course_id)
        assert current == compiled.sha256
        assert await queries.last_version(session, compiled.course_id) == 2


async def test_a_changed_status_needs_no_new_version(
    database: Database, compiled: CompiledCourse, clock: FixedClock
) -> None:
    await put(database, compiled, clock)
    retired = dataclasses.replace(compiled, status=CourseStatus.RETIRED)
    assert (await put(database, retired, clock)).status == "unchanged"
    async with database.reading() as session:
        course = await session.get_one(Course, compiled.course_id)
        assert course.status is CourseStatus.RETIRED


async def test_a_course_of_the_studio_is_skipped_unless_taken(
    database: Database, compiled: CompiledCourse, revised: CompiledCourse, clock: FixedClock
) -> None:
    await put(database, compiled, clock)
    async with database.transaction() as session:
        course = await session.get_one(Course, compiled.course_id)
        course.origin = CourseOrigin.STUDIO
    skipped = await put(database, revised, clock)
    assert skipped == PublishResult("skipped-studio", 1, compiled.sha256)
    taken = await put(database, revised, clock, take=True)
    assert taken == PublishResult("published", 2, revised.sha256)
    async with database.reading() as session:
        course = await session.get_one(Course, compiled.course_id)
        assert course.origin is CourseOrigin.FILES


async def edited(
    database: Database, course: CompiledCourse, clock: FixedClock, based_on: str
) -> PublishResult:
    async with database.transaction() as session:
        editor = (await assemble(session, clock())).budi.id
    async with database.transaction() as session:
        return await publish_edited(
            session, course, based_on=based_on, by=editor, note="Waktu ditambah", now=clock()
        )


async def test_what_was_edited_here_belongs_to_the_studio(
    database: Database, compiled: CompiledCourse, revised: CompiledCourse, clock: FixedClock
) -> None:
    await put(database, compiled, clock)
    result = await edited(database, revised, clock, compiled.sha256)
    assert result == PublishResult("published", 2, revised.sha256)
    assert (await put(database, compiled, clock)).status == "skipped-studio"
    async with database.reading() as session:
        course = await session.get_one(Course, compiled.course_id)
        assert (course.origin, course.publication_id) == (CourseOrigin.STUDIO, revised.sha256)
        publication = await session.get_one(Publication, revised.sha256)
        assert publication.note == "Waktu ditambah"
        assert publication.published_by is not None
        assert await sources_of(session, revised.sha256) == revised.sources
        trail = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
        assert trail[-1].details["note"] == "Waktu ditambah"


async def test_an_edit_of_what_is_no_longer_current_is_refused(
    database: Database, compiled: CompiledCourse, revised: CompiledCourse, clock: FixedClock
) -> None:
    await put(database, compiled, clock)
    await put(database, revised, clock)
    with pytest.raises(PublishedMeanwhile):
        await edited(database, compiled, clock, compiled.sha256)


async def test_sources_are_kept_with_each_version(
    database: Database, compiled: CompiledCourse, revised: CompiledCourse, clock: FixedClock
) -> None:
    for course in (compiled, revised):
        await put(database, course, clock)
        async with database.reading() as session:
            assert await sources_of(session, course.sha256) == course.sources


async def test_sources_that_were_not_kept_arrive_with_the_next_publishing(
    database: Database, compiled: CompiledCourse, clock: FixedClock
) -> None:
    await put(database, compiled, clock)
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM publication_sources"))
    async with database.reading() as session:
        with pytest.raises(SourcesMissing):
            await sources_of(session, compiled.sha256)
    assert (await put(database, compiled, clock)).status == "unchanged"
    async with database.reading() as session:
        assert await sources_of(session, compiled.sha256) == compiled.sources


async def test_two_courses_cannot_share_an_address(
    database: Database, compiled: CompiledCourse, clock: FixedClock
) -> None:
    await put(database, compiled, clock)
    other = dataclasses.replace(compiled, course_id=UUID(int=7), sha256="0" * 64)
    with pytest.raises(CourseSlugTaken):
        await put(database, other, clock)


async def test_a_picture_is_stored_once(
    database: Database, tmp_path: Path, clock: FixedClock
) -> None:
    content = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (8).to_bytes(4, "big") * 2
    lesson = FILES[LESSON].replace("loket.svg", "loket.png")
    changes: dict[str, str | bytes | None] = {
        LESSON: lesson,
        "courses/contoh/dasar/satu.en.md": FILES["courses/contoh/dasar/satu.en.md"].replace(
            "loket.svg", "loket.png"
        ),
        "courses/contoh/dasar/assets/loket.svg": None,
        "courses/contoh/dasar/assets/loket.png": content,
    }
    course = compiled_course(tmp_path / "picture", changes)
    (digest,) = course.assets
    await put(database, course, clock)
    again = {**changes, LESSON: lesson.replace("Senin", "Rabu")}
    await put(database, compiled_course(tmp_path / "again", again), clock)
    async with database.reading() as session:
        stored = await queries.asset(session, digest)
    assert stored is not None
    assert (stored.media_type, stored.content) == ("image/png", content)
    html = course.public.activities()[0].fragments["id"].html
    assert f'src="/berkas/{digest}"' in html
    assert 'width="8" height="8"' in html


async def test_the_fact_is_announced_in_the_same_transaction(
    database: Database, compiled: CompiledCourse, clock: FixedClock
) -> None:
    heard: list[CoursePublished] = []

    async def refuse(_session: object, event: CoursePublished) -> None:
        heard.append(event)
        raise RuntimeError

    database.info[REACTIONS_KEY] = {CoursePublished: [refuse]}
    with pytest.raises(RuntimeError):
        await put(database, compiled, clock)
    assert [(e.slug, e.version) for e in heard] == [("contoh", 1)]
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Course)) == 0


@pytest.mark.parametrize(
    "statement",
    ["UPDATE publications SET version = 9", "DELETE FROM publications"],
)
async def test_a_publication_cannot_be_changed(
    database: Database, compiled: CompiledCourse, clock: FixedClock, statement: str
) -> None:
    await put(database, compiled, clock)
    with pytest.raises(DBAPIError):
        async with database.transaction() as session:
            await session.execute(text(statement))


async def test_an_unknown_publication_is_a_key_error(database: Database) -> None:
    publications = Publications(database)
    assert publications.cached("f" * 64) is None
    with pytest.raises(KeyError):
        await publications.get("f" * 64)


async def test_sizes_are_of_the_compressed_fragments(
    database: Database, compiled: CompiledCourse, clock: FixedClock
) -> None:
    await put(database, compiled, clock)
    publications = Publications(database)
    published = await publications.get(compiled.sha256)
    assert publications.cached(compiled.sha256) is published
    lesson, quiz = published.public.activities()
    size = published.wire_bytes(lesson.id, "id")
    assert 0 < size < len(lesson.fragments["id"].html.encode())
    assert published.course_wire_bytes("id") == size + published.wire_bytes(quiz.id, "id")
    assert published.wire_bytes(UUID(int=1), "id") == 0


def test_the_id_is_of_the_content_and_not_of_the_place(tmp_path: Path) -> None:
    here = compiled_course(tmp_path / "a" / "deep" / "folder")
    there = compiled_course(tmp_path / "b")
    assert here.sha256 == there.sha256
    key = FILES["banks/contoh/dasar.yaml"].replace("key: true", "key: false")
    turned = compiled_course(tmp_path / "c", {"banks/contoh/dasar.yaml": key})
    assert turned.public == here.public
    assert turned.sha256 != here.sha256
    renamed = FILES[COURSE].replace("Petugas loket.", "Semua petugas.")
    assert compiled_course(tmp_path / "d", {COURSE: renamed}).sha256 != here.sha256
