"""What a stranger's file may hold: tricks are refused with a reason, litter is left out."""

import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workshop.carrying import lessons, reading
from app.workshop.carrying.reading import FileRefused
from app.workshop.carrying.words import why
from tests.catalogue.make_content import COURSE, FILES

ID = UUID("1f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0001")
LESSON = "# Antrean **pagi**\n\nSenin pagi, warga menunggu.\n"


def zipped(
    files: Mapping[str, str | bytes], spoil: Callable[[zipfile.ZipInfo], None] | None = None
) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if spoil is not None:
                spoil(entry)
            archive.writestr(entry, content)
    return packed.getvalue()


def refusal(content: bytes, name: str = "kursus.zip") -> str:
    with pytest.raises(FileRefused) as refused:
        reading.read(name, content)
    assert why(refused.value.reason, refused.value.name, "id").endswith("Tidak ada yang disimpan.")
    return refused.value.reason


def test_a_content_folder_is_read_as_it_is() -> None:
    brought = reading.read("x.zip", zipped(FILES))
    assert brought.slug == "contoh"
    assert brought.files == {name: text.encode() for name, text in FILES.items()}
    assert brought.left_out == ()


def test_one_folder_around_everything_does_no_harm() -> None:
    inside = {f"unduhan-v2/{name}": text for name, text in FILES.items()}
    assert reading.read("x.zip", zipped(inside)).files.keys() == FILES.keys()


def test_a_courses_own_folder_is_enough() -> None:
    own = {
        name.removeprefix("courses/contoh/"): text
        for name, text in FILES.items()
        if name.startswith("courses/")
    }
    bare = reading.read("x.zip", zipped(own))
    assert bare.slug == "contoh"
    assert COURSE in bare.files
    named = reading.read("x.zip", zipped({f"Contoh/{name}": text for name, text in own.items()}))
    assert named.files == bare.files


def test_litter_is_left_out_and_told() -> None:
    litter = {"__MACOSX/._x": "x", "courses/contoh/.DS_Store": "x", "README.md": "x"}
    brought = reading.read("x.zip", zipped({**FILES, **litter, "catatan/x.docx": "x"}))
    assert brought.files.keys() == FILES.keys()
    assert set(brought.left_out) == {*litter, "catatan/x.docx"}


def test_markdown_alone_waits_for_a_course() -> None:
    one = reading.read("Antrean pagi.md", LESSON.encode())
    assert one.slug is None
    assert list(one.files) == ["antrean-pagi"]
    several = reading.read("x.zip", zipped({"b.md": "b", "a/b.md": "ab", "c.png": "x"}))
    assert list(several.files) == ["a-b", "b"]
    assert several.left_out == ("c.png",)


def _link(entry: zipfile.ZipInfo) -> None:
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16


@pytest.mark.parametrize(
    "name",
    [
        "../course.yaml",
        "courses/../../etc/passwd",
        "/etc/passwd",
        "courses//x",
        "C:\\x",
        "courses\\x",
        "courses/./x",
        "courses/a b/x.md",
        "courses/é/x.md",
        "courses/x/" + "a" * 130,
        "a/b/c/d/e/f/g/h.md",
        "courses/-x/y.md",
    ],
)
def test_odd_names_are_refused(name: str) -> None:
    assert refusal(zipped({**FILES, name: "x"})) == "odd-name"


def test_a_name_with_a_hidden_end_is_refused() -> None:
    packed = zipped({"courses/x/a.md": "x"}).replace(b"courses/x/a.md", b"courses/x\x00a.md")
    assert refusal(packed) in ("odd-name", "broken-zip")


def test_links_are_refused() -> None:
    assert refusal(zipped({"courses/x/course.yaml": "/etc/passwd"}, _link)) == "link"


def test_a_bomb_is_not_opened() -> None:
    assert refusal(zipped({**FILES, "courses/contoh/x.md": b"\0" * 7_000_000})) == "bomb"


def test_too_much_is_refused() -> None:
    assert refusal(zipped({f"courses/x/{n}.md": "x" for n in range(1001)})) == "too-many-files"
    heavy = {"courses/x/a.bin": bytes(range(256)) * 40_000}
    assert refusal(zipped(heavy)) == "too-much"


def test_a_lie_about_the_size_is_found_out() -> None:
    packed = zipped({"courses/x/course.yaml": "a" * 5000})
    assert refusal(packed.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))) in (
        "broken-zip",
        "bomb",
    )


def test_locked_entries_are_refused() -> None:
    packed = bytearray(zipped({"courses/x/course.yaml": "x"}))
    at = packed.find(b"PK\x01\x02")
    packed[at + 8] |= 1
    assert refusal(bytes(packed)) == "locked-zip"


def test_double_names_are_refused() -> None:
    packed = zipped({"courses/x/course.yaml": "a", "courses/x/kourse.yaml": "b"})
    assert refusal(packed.replace(b"kourse", b"course")) == "twice"
    assert refusal(zipped({"courses/x/A.md": "a", "courses/x/a.md": "b"})) == "twice"


def test_what_is_no_course() -> None:
    assert refusal(b"%PDF-1.7", "x.pdf") == "not-a-file-of-a-course"
    assert refusal(b"PK\x03\x04" + b"x" * 50) == "broken-zip"
    assert refusal(b"PK\x05\x06" + bytes(18)) == "no-course"
    assert refusal(zipped({"a/b.png": "x"})) == "no-course"
    assert refusal(zipped({"courses/a/course.yaml": "x", "courses/b/course.yaml": "x"})) == (
        "several-courses"
    )


@given(st.binary(max_size=400))
def test_whatever_comes_is_read_or_refused(content: bytes) -> None:
    for head in (b"", b"PK\x03\x04", b"PK\x05\x06"):
        with suppress(FileRefused):
            reading.read("x.md", head + content)


@given(st.integers(0, 3000), st.integers(0, 255))
def test_a_spoiled_zip_is_read_or_refused(at: int, byte: int) -> None:
    packed = bytearray(zipped(FILES))
    packed[at % len(packed)] = byte
    with suppress(FileRefused):
        reading.read("x.zip", bytes(packed))


def test_the_id_is_read_or_written() -> None:
    course = FILES[COURSE].encode()
    assert reading.with_id(course, ID) == (UUID("0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0001"), course)
    bare = course.partition(b"\n")[2]
    assert reading.with_id(bare, ID) == (ID, f"id: {ID}\n".encode() + bare)
    as_json = b'{"id": "0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0001", "slug": "x"}'
    assert reading.with_id(as_json, ID)[0] != ID
    torn = b"id: 0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0001\ntext: [\n"
    assert reading.with_id(torn, ID)[0] != ID
    for odd in (b"id: bukan\n" + bare, b"id: 5\n", b"id: [a]\n", b"{}"):
        with pytest.raises(FileRefused):
            reading.with_id(odd, ID)


@pytest.mark.parametrize(
    ("text", "title", "summary"),
    [
        (LESSON, "Antrean pagi", "Senin pagi, warga menunggu."),
        ("Hanya teks.\n", "Nama berkas", "Hanya teks."),
        ("\ufeff# Judul\r\n\r\n- satu\r\n", "Judul", "satu"),
        ("---\ntitle: Ada\n---\n# Lain\n\nIsi.\n", "Ada", "Isi."),
        ("", "Nama berkas", "Nama berkas"),
        ("# " + "x" * 300 + "\n\n" + "kata " * 90, "x" * 120, "kata " * 39 + "kata…"),
    ],
)
def test_markdown_becomes_a_lesson(text: str, title: str, summary: str) -> None:
    named, lesson = lessons.lesson_of(text.encode(), "nama-berkas", lambda: ID)
    assert named == title
    head = lesson.split("---\n")[1]
    assert str(ID) in head
    assert f"summary: {summary}" in head


def test_front_matter_that_cannot_be_read_stays() -> None:
    text = "---\n- a\n---\nIsi.\n"
    assert lessons.lesson_of(text.encode(), "x", lambda: ID) == ("X", text)
    with pytest.raises(FileRefused):
        lessons.lesson_of(b"\xff\xfe", "x", lambda: ID)
