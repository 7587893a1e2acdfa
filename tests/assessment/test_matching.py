"""Matching: the share of right pairs."""

import pytest

from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import credit, faults, question, source

KIND = QUESTION_KINDS["matching"]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ({"l1": "r2", "l2": "r1", "l3": "r3"}, "1"),
        ({"l1": "r2", "l2": "r1"}, "2/3"),
        ({"l1": "r2", "l2": "r2", "l3": "r2"}, "1/3"),
        ({"l1": "r1", "l2": "r2"}, "0"),
        ({}, "0"),
        ({"l1": "r9"}, "0"),
        ({"l9": "r1", "l1": "r2"}, "0"),
        ({"l1": ["r2"]}, "0"),
    ],
)
def test_credit(pairs: object, expected: str) -> None:
    assert credit(question("matching"), {"pairs": pairs}) == expected


def test_the_fragment_is_a_select_for_each_entry_on_the_left() -> None:
    text = source("matching")["text"]
    text["id"]["right"][0]["text"] = "<strong>Satu</strong> &amp; dua"
    asked = question("matching", text=text)
    html = KIND.compose(
        asked.id, asked.pieces_in("id"), ("r4", "r1", "r2", "r3"), {"pairs": {"l2": "r1"}}, "id"
    )
    assert (
        '<label class="pair"><span>Kiri l2</span><select name="q:bank.soal:pair:l2">'
        '<option value="">Pilih…</option><option value="r4">Kanan r4</option>'
        '<option value="r1" selected>Satu &amp; dua</option>'
    ) in html
    assert html.count("<select") == 3
    assert html.count("selected") == 1


def test_words_and_forms() -> None:
    asked = question("matching")
    words = KIND.key_words(asked.pieces_in("id"), KIND.key.model_validate(asked.key), "id")
    assert words.startswith("<ul><li>Kiri l1 → Kanan r2</li><li>Kiri l2 → Kanan r1</li>")
    form = {"pair:l1": ["r2"], "pair:l2": [""], "pair:l3": [""]}
    assert KIND.from_form(form) == {"pairs": {"l1": "r2"}}
    assert KIND.from_form({"pair:l1": [""]}) == KIND.blank
    assert KIND.from_form({}) is None


def test_the_right_side_is_always_shuffled() -> None:
    assert KIND.always_shuffled
    assert KIND.slots(question("matching").pieces_in("id")) == ("r1", "r2", "r3", "r4")


def test_faults_of_the_key() -> None:
    assert [f.code for f in faults(source("matching", key={"l1": "r1", "l2": "r2"}))] == ["Q019"]
    key = {"l1": "r1", "l2": "r2", "l3": "r9"}
    assert [(f.path, f.code) for f in faults(source("matching", key=key))] == [
        (("key", "l3"), "Q012")
    ]
