"""The door: drafts, their files, and what the compiler makes of them."""

import pytest

from app.kit.ids import uuid7
from app.kit.problems import Invalid, Problem
from app.workshop import service
from app.workshop.errors import (
    DraftChangedMeanwhile,
    DraftExists,
    DraftFileChanged,
    DraftFull,
    DraftNotFound,
)
from app.workshop.models import DraftState
from tests.catalogue.make_content import COURSE, FILES, LESSON, MODULE
from tests.workshop.conftest import Shop

LONGER = FILES[LESSON].replace("empat puluh enam warga", "lima puluh warga").encode()


async def begun(shop: Shop) -> service.Draft:
    async with shop.database.transaction() as session:
        actor = await shop.actor(session, shop.cast.budi)
        return await service.begin_edit(session, actor, "contoh", now=shop.clock())


async def test_it_works(shop: Shop) -> None:
    draft = await begun(shop)
    async with shop.database.transaction() as session:
        actor = await shop.actor(session, shop.cast.budi)
        put = await service.put_files(
            session, actor, draft, {LESSON: LONGER}, act="edited", now=shop.clock()
        )
    assert put == service.Put(draft.revision + 1, (LESSON,))
    async with shop.database.reading() as session:
        actor = await shop.actor(session, shop.cast.dewi)
        draft = await service.draft_for(session, actor, shop.course_id)
        assert await service.changes_of(session, draft) == {LESSON: LONGER}
        files = await service.files_of(session, draft)
        amended = await service.compiled(session, draft)
    assert files[LESSON] == LONGER
    assert files[COURSE] == shop.compiled.sources[COURSE]
    assert amended.findings == ()
    assert len(amended.anew) == 1
    assert amended.compiled is not None
    assert dict(amended.compiled.sources) == files


async def test_what_differs_in_nothing_changes_nothing(shop: Shop) -> None:
    draft = await begun(shop)
    async with shop.database.transaction() as session:
        actor = await shop.actor(session, shop.cast.budi)
        same = {LESSON: FILES[LESSON].encode(), "courses/contoh/dasar/tidak-ada.md": None}
        put = await service.put_files(session, actor, draft, same, act="edited", now=shop.clock())
        assert put == service.Put(draft.revision, ())
        assert await service.changes_of(session, draft) == {}


async def test_a_file_read_before_another_saved_it_is_refused(shop: Shop) -> None:
    draft = await begun(shop)
    async with shop.database.transaction() as session:
        dewi = await shop.actor(session, shop.cast.dewi)
        await service.put_files(
            session, dewi, draft, {LESSON: LONGER}, act="edited", now=shop.clock(), over={LESSON: 0}
        )
    with pytest.raises(DraftFileChanged) as refused:
        async with shop.database.transaction() as session:
            budi = await shop.actor(session, shop.cast.budi)
            await service.put_files(
                session, budi, draft, {LESSON: b"-"}, act="edited", now=shop.clock(),
                over={LESSON: 0},
            )  # fmt: skip
    theirs = refused.value.extensions["theirs"]
    assert theirs["text"] == LONGER.decode()
    assert theirs["by"] == shop.cast.dewi.name
    assert theirs["revision"] == draft.revision + 1


async def test_an_act_decided_on_an_older_outline_is_refused(shop: Shop) -> None:
    draft = await begun(shop)

    async def put(path: str, content: bytes, since: int | None) -> int:
        async with shop.database.transaction() as session:
            actor = await shop.actor(session, shop.cast.budi)
            put = await service.put_files(
                session, actor, draft, {path: content}, act="x", now=shop.clock(), since=since
            )
            return put.revision

    # Text that others type is no change of the outline.
    typed = await put(LESSON, LONGER, None)
    assert await put(MODULE, FILES[MODULE].replace("Basics", "Base").encode(), draft.revision)
    with pytest.raises(DraftChangedMeanwhile):
        await put(COURSE, FILES[COURSE].replace("jp: 0", "jp: 1").encode(), typed)


async def test_a_change_takes_the_draft_back_to_editing(shop: Shop) -> None:
    draft = await begun(shop)
    async with shop.database.transaction() as session:
        row = await session.get_one(service.CourseDraft, draft.course_id)
        row.state = DraftState.APPROVED
    async with shop.database.transaction() as session:
        actor = await shop.actor(session, shop.cast.budi)
        await service.put_files(
            session, actor, draft, {LESSON: LONGER}, act="edited", now=shop.clock()
        )
        assert (await service.draft_for(session, actor, draft.course_id)).state == "editing"


async def test_a_path_that_leads_out_is_refused(shop: Shop) -> None:
    await _refused(shop, {"courses/contoh/../lain/course.yaml": b"x"}, Invalid)


async def test_bounds(shop: Shop) -> None:
    await _refused(shop, {LESSON: b"x" * 200_001}, Invalid)
    await _refused(shop, {LESSON: b"\xff\xfe"}, Invalid)
    await _refused(shop, {LESSON: b"a\x00b"}, Invalid)
    many: dict[str, bytes | None] = {
        f"courses/contoh/dasar/assets/{n}.webp": b"x" for n in range(401)
    }
    await _refused(shop, many, DraftFull)
    large: dict[str, bytes | None] = {
        f"courses/contoh/dasar/assets/{n}.webp": b"x" * 2_000_000 for n in range(11)
    }
    await _refused(shop, large, DraftFull)


async def _refused(shop: Shop, changes: dict[str, bytes | None], kind: type[Problem]) -> None:
    draft = await begun(shop)
    with pytest.raises(kind):
        async with shop.database.transaction() as session:
            actor = await shop.actor(session, shop.cast.budi)
            await service.put_files(session, actor, draft, changes, act="edited", now=shop.clock())
    async with shop.database.reading() as session:
        assert await service.changes_of(session, draft) == {}


async def test_a_new_course_is_taught_by_who_began_it(shop: Shop) -> None:
    course_id = uuid7()
    files = {
        path.replace("contoh", "baru", 1): text.replace(
            "0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0001", str(course_id)
        ).replace("slug: contoh", "slug: baru").encode()
        for path, text in FILES.items()
        if path.startswith("courses/")
    } | {p: t.encode() for p, t in FILES.items() if not p.startswith("courses/")}  # fmt: skip
    async with shop.database.transaction() as session:
        actor = await shop.actor(session, shop.cast.budi)
        await service.new_draft(
            session, actor, course_id, "baru", files, template="empty", audience_id=None,
            now=shop.clock(),
        )  # fmt: skip
    async with shop.database.reading() as session:
        actor = await shop.actor(session, shop.cast.budi)
        draft = await service.draft_for(session, actor, course_id)
        amended = await service.compiled(session, draft)
        assert amended.findings == ()
        assert amended.compiled is not None
        assert amended.compiled.course_id == course_id
        with pytest.raises(DraftNotFound):
            await service.draft_for(session, await shop.actor(session, shop.cast.dewi), course_id)


@pytest.mark.parametrize("slug", ["contoh", "lain"])
async def test_an_address_that_is_taken_is_refused(shop: Shop, slug: str) -> None:
    async with shop.database.transaction() as session:
        actor = await shop.actor(session, shop.cast.budi)
        with pytest.raises(DraftExists):
            await service.new_draft(
                session, actor, uuid7(), slug, {}, template=None, audience_id=None,
                now=shop.clock(),
            )  # fmt: skip
