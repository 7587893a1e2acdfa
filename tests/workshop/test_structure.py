"""Acts on the outline: what each changes, and that the course stays whole."""

from collections.abc import Mapping
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue.compiler.amending import compile_files, with_changes
from app.wiring import ACTIVITY_KINDS
from app.workshop import region, structure
from app.workshop.sources import CourseFile, course_of, values_of
from app.workshop.starters import KINDS, TOOLS, About
from app.workshop.structure import Changes, Unfit
from app.workshop.templates import EMPTY_PLAN, Plan, Wish, course_files

SLUG = "contoh"


def new_course(plan: Plan = EMPTY_PLAN, title_en: str | None = None) -> dict[str, bytes]:
    wish = Wish(uuid4(), SLUG, "Contoh", title_en, "Dinas Contoh", "Budi", "2027-11-23")
    return course_files(wish, plan, uuid4)


def names(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    course = course_of(files, SLUG)
    return {m.slug: [a.slug for a in m.activities] for m in course.modules}


def after(files: Mapping[str, bytes], changes: Changes) -> dict[str, bytes]:
    return with_changes(files, changes)


def said(files: Mapping[str, bytes]) -> list[str]:
    return [str(one) for one in compile_files(files, ACTIVITY_KINDS).findings]


def about(title: str, title_en: str | None = None) -> About:
    return About(uuid4(), title, title_en, "Budi", "2027-11-23")


def course(files: Mapping[str, bytes]) -> CourseFile:
    return course_of(files, SLUG)


def added(files: dict[str, bytes], kind: str, title: str, tool: str = "none") -> dict[str, bytes]:
    changes = structure.add_activity(
        files, course(files), "modul-pertama", kind, about(title), tool=tool, after=None
    )
    return after(files, changes)


def test_a_region_pack_is_whole() -> None:
    assert said(new_course(region.PLAN, "Region pack")) == []


@pytest.mark.parametrize(
    ("kind", "tool"),
    [(kind, "none") for kind in KINDS] + [("worksheet", tool) for tool in TOOLS],
)
def test_every_kind_begins_whole(kind: str, tool: str) -> None:
    files = added(new_course(), kind, "Yang baru", tool)
    assert said(files) == []
    assert names(files) == {"modul-pertama": ["materi-pertama", "yang-baru"]}


def test_names_do_not_clash() -> None:
    files = added(added(new_course(), "quiz", "Nilai"), "lesson", "Nilai")
    assert names(files) == {"modul-pertama": ["materi-pertama", "nilai-2", "nilai-3"]}
    assert said(files) == []


def test_an_empty_module_asks_for_an_activity() -> None:
    files = new_course()
    changes = structure.add_module(course(files), "Modul Kedua", "Second", None, uuid4())
    files = after(files, changes)
    assert list(names(files)) == ["modul-pertama", "modul-kedua"]
    assert said(files) != []


def test_modules_and_activities_move() -> None:
    files = new_course(region.PLAN)
    first, second, third = names(files)
    moved = structure.move_module(course(files), third, before=first, after=None, place=None)
    files = after(files, moved)
    assert list(names(files)) == [third, first, second]
    lesson = names(files)[first][0]
    moved = structure.move_activity(
        files, course(files), first, lesson, to_module=second, before=None, after=None, place=0
    )
    files = after(files, moved)
    assert names(files)[second][0] == lesson
    assert lesson not in names(files)[first]
    assert said(files) == []


def test_a_lesson_moves_with_its_pictures() -> None:
    files = new_course(region.PLAN)
    first, second, _ = names(files)
    lesson = names(files)[first][0]
    path = f"courses/{SLUG}/{first}/{lesson}.md"
    files[path] += b'\n:::figure{src="assets/peta.webp" alt="Peta" licence="CC0"}\nPeta.\n:::\n'
    files[f"courses/{SLUG}/{first}/assets/peta.webp"] = b"gambar"
    moved = structure.move_activity(
        files, course(files), first, lesson, to_module=second, before=None, after=None, place=None
    )
    files = after(files, moved)
    assert files[f"courses/{SLUG}/{second}/assets/peta.webp"] == b"gambar"
    assert f"courses/{SLUG}/{first}/assets/peta.webp" not in files
    assert path not in files


def test_words_change_and_addresses_stay() -> None:
    files = added(new_course(), "scenario", "Simulasi")
    for activity in ("materi-pertama", "simulasi", None):
        renamed = structure.rename(
            files,
            course(files),
            "modul-pertama",
            activity,
            title="Judul baru",
            title_en="New title",
            summary=None,
            summary_en=None,
            keep_english=False,
        )
        files = after(files, renamed)
    module = course(files).modules[0]
    assert module.title("id") == "Judul baru"
    assert [a.title("en") for a in module.activities] == ["New title", "New title"]
    assert names(files) == {"modul-pertama": ["materi-pertama", "simulasi"]}
    assert said(files) == []


def test_a_translated_lesson_is_called_as_its_translation_says() -> None:
    files = new_course()
    path = course(files).modules[0].activities[0].path
    english = path.replace(".md", ".en.md")
    files[english] = b"---\ntitle: First steps\nsummary: How it begins.\n---\n\nText.\n"
    [lesson] = course(files).modules[0].activities
    assert (lesson.title("id"), lesson.title("en")) == ("Materi pertama", "First steps")
    renamed = structure.rename(
        files,
        course(files),
        "modul-pertama",
        lesson.slug,
        title="Materi pertama",
        title_en="The first steps",
        summary=None,
        summary_en=None,
        keep_english=False,
    )
    [lesson] = course(after(files, renamed)).modules[0].activities
    assert lesson.title("en") == "The first steps"


def test_what_is_removed_takes_its_bank_along() -> None:
    files = new_course()
    more = added(files, "quiz", "Kuis")
    assert any(path.startswith("banks/") for path in more)
    gone = structure.remove_activity(more, course(more), "modul-pertama", "kuis")
    assert after(more, gone) == files
    empty = after(files, structure.remove_module(files, course(files), "modul-pertama"))
    assert list(empty) == [f"courses/{SLUG}/course.yaml"]


def test_required_or_not() -> None:
    files = new_course()
    for required in (False, True):
        changed = structure.set_required(
            files, course(files), "modul-pertama", "materi-pertama", required=required
        )
        files = after(files, changed)
        head = course(files).activities()[0].head
        assert head.get("required", True) is required
    assert said(files) == []


def test_what_is_not_there_is_unfit() -> None:
    files = new_course()
    with pytest.raises(Unfit):
        structure.remove_module(files, course(files), "lain")
    with pytest.raises(Unfit):
        structure.set_required(files, course(files), "modul-pertama", "lain", required=True)
    with pytest.raises(Unfit):
        structure.move_module(course(files), "modul-pertama", before="x", after=None, place=None)
    with pytest.raises(Unfit):
        structure.move_module(course(files), "modul-pertama", before=None, after=None, place=None)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 60)), max_size=6))
def test_moving_loses_nothing(moves: list[tuple[int, int]]) -> None:
    files = new_course(region.PLAN)
    before = sorted(names(files))
    for which, place in moves:
        slug = list(names(files))[which]
        moved = structure.move_module(course(files), slug, before=None, after=None, place=place)
        files = after(files, moved)
        assert sorted(names(files)) == before


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_an_outline_of_anything(content: bytes) -> None:
    files = {f"courses/{SLUG}/course.yaml": content, f"courses/{SLUG}/a/module.yaml": content}
    found = course_of(files, SLUG)
    assert found.values == values_of(content)
