"""How two texts differ, and where a line stands now."""

from hypothesis import given
from hypothesis import strategies as st

from app.workshop.review import differing
from app.workshop.review.differing import Changed, Line

TEXTS = st.lists(st.sampled_from(["satu", "dua", "tiga", "", "empat"]), max_size=30).map(
    lambda lines: "".join(f"{line}\n" for line in lines).encode()
)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(before: bytes, after: bytes) -> None:
    old, new = before.decode().splitlines(), after.decode().splitlines()
    laid = differing.lines(before, after)
    for line in laid:
        if line.before is not None:
            assert old[line.before - 1] == line.text
        if line.after is not None:
            assert new[line.after - 1] == line.text
    skipped = sum(int(line.text) for line in laid if line.how == "skip")
    assert sum(line.before is not None for line in laid) + skipped == len(old)
    assert sum(line.after is not None for line in laid) + skipped == len(new)


def test_far_lines_are_left_out() -> None:
    before = "".join(f"{n}\n" for n in range(20)).encode()
    laid = differing.lines(before, before.replace(b"10\n", b"sepuluh\n"))
    assert laid[0] == Line("skip", "7", None, None)
    assert laid[-1] == Line("skip", "6", None, None)
    assert [line.how for line in laid[1:-1]] == ["same"] * 3 + ["gone", "new"] + ["same"] * 3


def test_changes_name_what_people_call_the_file() -> None:
    before = {"a.md": b"---\ntitle: Satu\n---\nx\n", "b.webp": b"1", "c.yaml": b"a: 1\n"}
    after = {
        "a.md": b"---\ntitle: Dua\n---\ny\nz\n",
        "b.webp": b"2",
        "d.yaml": b"text: {id: {title: Kuis}}\n",
    }
    assert differing.changes(before, after) == [
        Changed("a.md", "changed", "Dua", text=True, new=3, gone=2),
        Changed("b.webp", "changed", None, text=False, new=0, gone=0),
        Changed("c.yaml", "removed", None, text=True, new=0, gone=1),
        Changed("d.yaml", "added", "Kuis", text=True, new=1, gone=0),
    ]


def test_hostile_texts_have_no_title() -> None:
    for text in (b"\xff\xfe", b"title: [", b"text: 1", b"---\n- a\n---", b"text: {id: {title: 5}}"):
        assert differing.title_of("x.yaml", text) is None
        assert differing.title_of("x.md", text) is None


def test_a_file_is_called_as_its_reader_calls_it() -> None:
    both = b"text: {id: {title: Antrean}, en: {title: Queues}}"
    assert title_in(both, "id") == "Antrean"
    assert title_in(both, "en") == "Queues"
    assert title_in(b"text: {id: {title: Antrean}}", "en") == "Antrean"
    assert title_in(b"text: {id: {title: Antrean}, en: {title: 7}}", "en") == "Antrean"


def title_in(content: bytes, language: str) -> str | None:
    return differing.title_of("x.yaml", content, language)


def test_a_line_is_found_where_it_stands_now() -> None:
    text = b"a\nb\na\nc\na\n"
    assert differing.where_now(text, 4, "a") == 3
    assert differing.where_now(text, 4, "c") == 4
    assert differing.where_now(text, 1, "d") is None
    assert differing.where_now(text, None, "a") is None
    assert differing.where_now(None, 1, "a") is None
    assert differing.where_now(text, 2, "") is None
    assert differing.line_of(text, 4) == "c"
    assert differing.line_of(text, 40) == ""
