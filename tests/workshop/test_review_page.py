"""A lesson in review: page, blocks, where they begin, which of them differ; the order of files."""

from app.workshop.review import ordering
from app.workshop.review.differing import changes
from tests.catalogue.make_content import FILES, LESSON
from tests.workshop.conftest import Shop
from tests.workshop.make_draft import BROKEN, changed_draft, new_course, save

HEAD = FILES[LESSON].partition("\n---\n")[0].count("\n") + 2


async def test_blocks_begin_where_their_text_does(shop: Shop) -> None:
    await changed_draft(shop)
    page = (await shop.dewi.get(f"{shop.url}/review/page", params={"path": LESSON})).json()
    lines = (await shop.dewi.get(f"{shop.url}/files/{LESSON}")).json()["text"].splitlines()
    assert '<p id="b1">' in page["html"]
    assert [block["id"] for block in page["blocks"]] == [
        f"b{n}" for n in range(1, len(page["blocks"]) + 1)
    ]
    begins = [block["line"] for block in page["blocks"]]
    assert begins == sorted(set(begins))
    assert begins[0] >= HEAD
    for line in begins:
        assert lines[line - 1].strip(), line
        assert not lines[line - 2].strip() or line - 2 < HEAD, line
    [changed] = [block for block in page["blocks"] if block["changed"]]
    assert "lima puluh warga" in "\n".join(lines[changed["line"] - 1 : changed["line"] + 4])


async def test_what_was_taken_away_marks_what_follows(shop: Shop) -> None:
    blocks = FILES[LESSON].split("\n\n")
    shorter = "\n\n".join(blocks[:2] + blocks[3:])
    await changed_draft(shop, shorter.encode())
    page = (await shop.dewi.get(f"{shop.url}/review/page", params={"path": LESSON})).json()
    assert sum(block["changed"] for block in page["blocks"]) == 1


async def test_a_new_lesson_has_no_changed_blocks(shop: Shop) -> None:
    url = await new_course(shop)
    path = LESSON.replace("courses/contoh/", "courses/baru/")
    page = (await shop.budi.get(f"{url}/review/page", params={"path": path})).json()
    assert page["blocks"]
    assert not any(block["changed"] for block in page["blocks"])


async def test_a_lesson_with_findings_is_still_shown(shop: Shop) -> None:
    await changed_draft(shop, BROKEN)
    page = (await shop.dewi.get(f"{shop.url}/review/page", params={"path": LESSON})).json()
    assert 'id="b1"' in page["html"]


async def test_only_lessons_of_the_draft_have_a_page(shop: Shop) -> None:
    await changed_draft(shop)
    for path in ("courses/contoh/course.yaml", "courses/contoh/x/y.md", "../etc/passwd", "\x00.md"):
        answer = await shop.dewi.get(f"{shop.url}/review/page", params={"path": path})
        assert answer.status_code in (404, 422), path
    for client in (shop.sari, shop.tono):
        answer = await client.get(f"{shop.url}/review/page", params={"path": LESSON})
        assert answer.status_code == 404


async def test_files_come_in_the_order_of_the_course(shop: Shop) -> None:
    url = await new_course(shop)
    seen = (await shop.budi.get(f"{url}/review")).json()["changed"]
    paths = [one["path"] for one in seen]
    assert paths[0] == "courses/baru/course.yaml"
    assert paths[-1].startswith(("facts/", "regulations/"))
    [bank] = [one for one in seen if one["path"].startswith("banks/")][:1]
    [quiz] = [one for one in seen if one["title"] == bank["title"] and one is not bank][:1]
    assert paths.index(bank["path"]) > paths.index(quiz["path"])


def test_what_left_the_course_keeps_its_place() -> None:
    before = {path: text.encode() for path, text in FILES.items()}
    after = {path: text for path, text in before.items() if path != LESSON}
    [gone] = ordering.as_read(changes(before, after), before, after, "contoh")
    assert (gone.path, gone.kind) == (LESSON, "removed")


def test_hostile_files_have_an_order() -> None:
    files = {"courses/x/course.yaml": b"modules: [1, {a: b}, m]", "banks/b/q.yaml": b"\xff"}
    ordered = ordering.as_read(changes({}, files), {}, files, "x")
    assert [one.path for one in ordered] == ["courses/x/course.yaml", "banks/b/q.yaml"]


async def test_a_saved_change_moves_the_page(shop: Shop) -> None:
    first = await changed_draft(shop)
    later = await save(shop, {LESSON: FILES[LESSON].encode()})
    page = (await shop.dewi.get(f"{shop.url}/review/page", params={"path": LESSON})).json()
    assert page["revision"] == later > first
    assert not any(block["changed"] for block in page["blocks"])
