"""Who sees a course: audience, status and roles, decided inside the query."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from app.catalogue import service
from app.catalogue.errors import CourseNotFound
from app.catalogue.statuses import CourseStatus
from app.identity.actor import Actor, Grant
from app.identity.models import Role
from app.kit.database import Database
from tests.cast import DINAS_A, DINAS_B, KECAMATAN, ROOT, assemble
from tests.make_course import make_course

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PATHS = {
    ROOT: f"/{ROOT.hex}/",
    DINAS_A: f"/{ROOT.hex}/{DINAS_A.hex}/",
    DINAS_B: f"/{ROOT.hex}/{DINAS_B.hex}/",
    KECAMATAN: f"/{ROOT.hex}/{DINAS_A.hex}/{KECAMATAN.hex}/",
}


def actor(agency_id: UUID, role: Role = Role.LEARNER, course_id: UUID | None = None) -> Actor:
    scope = None if course_id or role is Role.ADMIN else agency_id
    path = PATHS[agency_id] if scope else None
    return Actor(
        person_id=UUID(int=1),
        name="Contoh",
        agency_id=agency_id,
        agency_path=PATHS[agency_id],
        time_zone="Asia/Makassar",
        language="id",
        must_change_password=False,
        grants=(Grant(role, scope, path, course_id),),
    )


@pytest.fixture
async def courses(database: Database) -> dict[str, UUID]:
    """One course for everyone, one for Dinas A, one for Dinas B, a draft and a retired one."""
    made = {}
    async with database.transaction() as session:
        await assemble(session, NOW)
        for slug, audience, status in (
            ("bersama", None, CourseStatus.ACTIVE),
            ("dinas-a", DINAS_A, CourseStatus.ACTIVE),
            ("dinas-b", DINAS_B, CourseStatus.ACTIVE),
            ("konsep", None, CourseStatus.DRAFT),
            ("lama", None, CourseStatus.RETIRED),
        ):
            course = await make_course(session, NOW, slug=slug, audience_id=audience, status=status)
            made[slug] = course.id
    return made


async def seen_by(database: Database, who: Actor, **wishes: str) -> list[str]:
    async with database.reading() as session:
        found = await service.visible_courses(session, who, after=None, limit=50, **wishes)
        for course in found:
            assert (await service.course_by_slug(session, who, course.slug)).id == course.id
    return [course.slug for course in found]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (actor(KECAMATAN), ["bersama", "dinas-a"]),
        (actor(DINAS_A), ["bersama", "dinas-a"]),
        (actor(DINAS_B), ["bersama", "dinas-b"]),
        (actor(ROOT), ["bersama"]),
        (actor(DINAS_A, Role.UNIT_ADMIN), ["bersama", "dinas-a"]),
        (actor(ROOT, Role.AUDITOR), ["bersama", "dinas-a", "dinas-b"]),
        (actor(ROOT, Role.ADMIN), ["bersama", "dinas-a", "dinas-b", "konsep", "lama"]),
    ],
)
async def test_it_works(
    database: Database, courses: dict[str, UUID], who: Actor, expected: list[str]
) -> None:
    assert await seen_by(database, who) == expected


@pytest.mark.parametrize("role", [Role.TRAINER, Role.PARTNER])
async def test_who_teaches_a_course_sees_it_in_any_status(
    database: Database, courses: dict[str, UUID], role: Role
) -> None:
    assert await seen_by(database, actor(DINAS_B, role, courses["konsep"])) == [
        "bersama",
        "dinas-b",
        "konsep",
    ]
    assert "dinas-a" in await seen_by(database, actor(DINAS_B, role, courses["dinas-a"]))


@pytest.mark.parametrize("slug", ["dinas-b", "konsep", "lama", "tidak-ada"])
async def test_what_is_not_seen_is_not_found(
    database: Database, courses: dict[str, UUID], slug: str
) -> None:
    async with database.reading() as session:
        with pytest.raises(CourseNotFound):
            await service.course_by_slug(session, actor(KECAMATAN), slug)


async def test_search_takes_words_and_no_patterns(
    database: Database, courses: dict[str, UUID]
) -> None:
    who = actor(KECAMATAN)
    assert await seen_by(database, who, q="KURSUS dinas-a") == ["dinas-a"]
    assert await seen_by(database, who, q="%") == []
    assert await seen_by(database, who, q="_ursus") == []
    assert await seen_by(database, who, topic="pelayanan-publik") == ["bersama", "dinas-a"]
    assert await seen_by(database, who, topic="lain") == []


async def test_pages_follow_each_other(database: Database, courses: dict[str, UUID]) -> None:
    who = actor(ROOT, Role.ADMIN)
    async with database.reading() as session:
        first = await service.visible_courses(session, who, after=None, limit=2)
        rest = await service.visible_courses(session, who, after=first[-1].slug, limit=50)
    assert [c.slug for c in first + rest] == ["bersama", "dinas-a", "dinas-b", "konsep", "lama"]
