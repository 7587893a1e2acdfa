"""The passages of a lesson as somebody may point at them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insight.blocks import QUOTE_LENGTH, blocks_of


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<p>Tanpa tanda</p>", []),
        ('<p id="b1">Satu  <b>dua</b>\n tiga &amp; 4.</p>', [("b1", False, "Satu dua tiga & 4.")]),
        ('<h2 id="b2">Judul</h2>', [("b2", True, "Judul")]),
        ('<ul id="b3"><li>satu</li><li>dua</li></ul>', [("b3", False, "satu dua")]),
        ('<p id="b4"><img src="x" alt="Bagan alur"></p>', [("b4", False, "Bagan alur")]),
        ('<p id="b5"><svg aria-label="Bagan"><title>x</title></svg></p>', [("b5", False, "Bagan")]),
        ('<p id="b6">a<br>b</p><p id="b7">c</p>', [("b6", False, "a b"), ("b7", False, "c")]),
        ('<p id="b0">x</p><p id="b1x">x</p><p id="x">x</p>', []),
        ('<hr id="b8"><p id="b9">x</p>', [("b8", False, ""), ("b9", False, "x")]),
    ],
)  # fmt: skip
def test_blocks(html: str, expected: list[tuple[str, bool, str]]) -> None:
    assert [(one.id, one.is_heading, one.words) for one in blocks_of(html)] == expected


@pytest.mark.parametrize(
    ("html", "is_same"),
    [
        ('<p id="b9">Satu <em>dua</em>\ntiga.</p>', True),
        ('<p id="b1">Satu dua empat.</p>', False),
        ('<p id="b1">Satu dua tiga.<img src="/berkas/a" alt=""></p>', False),
    ],
)
def test_the_same_passage_has_the_same_print(html: str, is_same: bool) -> None:
    [before], [after] = blocks_of('<p id="b1">Satu dua tiga.</p>'), blocks_of(html)
    assert (before.print == after.print) is is_same


def test_a_change_far_in_is_a_change() -> None:
    long = "kata " * 100
    [before], [after] = blocks_of(f'<p id="b1">{long}24</p>'), blocks_of(f'<p id="b1">{long}20</p>')
    assert before.words == after.words
    assert before.print != after.print


def test_a_long_passage_is_known_by_how_it_begins() -> None:
    [block] = blocks_of(f'<p id="b1">{"kata " * 100}</p>')
    assert len(block.words) <= QUOTE_LENGTH
    assert block.words.endswith("kata…")


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    for block in blocks_of(text):
        assert len(block.words) <= QUOTE_LENGTH
