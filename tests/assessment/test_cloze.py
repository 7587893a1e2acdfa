"""Cloze: a text whose gaps are marked each by its own rule."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import composed, credit, faults, question, source

KIND = QUESTION_KINDS["cloze"]


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ({}, "0"),
        ({"a": "x"}, "1/2"),
        ({"a": "y", "b": "kartu tanda penduduk"}, "1/4"),
        ({"b": "KTP el", "c": "91"}, "1/2"),
        ({"a": "x", "b": "ktp-el", "c": "1,525 jam"}, "1"),
        ({"a": "x", "b": "entah", "c": "9"}, "1/2"),
    ],
)
def test_credit_is_the_weighted_share_of_gaps(gaps: dict[str, str], expected: str) -> None:
    assert credit(question("cloze"), {"gaps": gaps}) == expected


@pytest.mark.parametrize(
    "gaps", [{"a": "w"}, {"d": "x"}, {"b": "a" * 201}, {"b": "a\x00"}, {"a": 1}, {"a": None}]
)
def test_what_is_in_no_gap_does_not_fit(gaps: dict[str, Any]) -> None:
    pieces = question("cloze").pieces_in("id")
    assert KIND.read_or_none(pieces, {"gaps": gaps}) is None


@given(st.lists(st.integers(1, 10), min_size=1, max_size=6), st.data())
def test_the_weights_of_right_gaps_over_all(weights: list[int], data: st.DataObject) -> None:
    names = [f"g{n}" for n in range(len(weights))]
    key = {
        "gaps": {
            name: {"kind": "short", "accept": ["ya"], "weight": weight}
            for name, weight in zip(names, weights, strict=True)
        }
    }
    stem = " ".join(f"{{{{{name}}}}}" for name in names)
    text = {"id": {"stem": stem, "explanation": "Karena."}}
    right = data.draw(st.sets(st.sampled_from(names)))
    said = {name: "ya" if name in right else "tidak" for name in names}
    asked = question("cloze", key=key, text=text)
    share = sum(w for n, w in zip(names, weights, strict=True) if n in right)
    got = KIND.mark(asked, asked.key, {"gaps": said}).credit
    assert got * sum(weights) == share


def test_fields_stand_in_the_text_and_are_told_apart() -> None:
    html = composed(question("cloze"), {"gaps": {"a": "y", "b": '"KTP"', "c": "9"}})
    assert '<legend class="q-stem">Isilah bagian yang kosong.</legend>' in html
    assert '<select name="q:bank.soal:gap:a" aria-label="Isian 2 dari 3">' in html
    assert '<option value="y" selected>Loket y</option>' in html
    assert 'aria-label="Isian 1 dari 3" maxlength="200" autocomplete="off" value="&quot;KTP' in html
    assert 'inputmode="decimal" name="q:bank.soal:gap:c"' in html
    assert '<span class="unit">menit</span>' in html
    assert "{{" not in html
    assert "data-gap" not in html


def test_what_looks_like_a_gap_in_an_answer_is_text() -> None:
    asked = question("cloze")
    read = KIND.read(asked.pieces_in("id"), {"gaps": {"b": '<i data-gap="c">{{c}}</i>'}})
    words = KIND.response_words(asked.pieces_in("id"), read, "id")
    assert "&lt;i data-gap=&quot;c&quot;&gt;{{c}}&lt;/i&gt;" in words
    assert words.count('<b class="gap">…</b>') == 2


def test_the_key_in_words_is_the_whole_text() -> None:
    asked = question("cloze")
    words = KIND.key_words(asked.pieces_in("id"), KIND.key.model_validate(asked.key), "id")
    assert words == (
        '<p>Berkas <b class="gap">KTP-el / kartu tanda penduduk</b> dilayani '
        '<b class="gap">Loket x</b>, paling lama <b class="gap">91,48 (± 0,5)</b> menit.</p>'
    )


def test_a_form_says_empty_gaps_by_leaving_them_out() -> None:
    fields = {"gap:a": [""], "gap:b": [" KTP "], "gap:c": ["  "]}
    assert KIND.from_form(fields) == {"gaps": {"b": "KTP"}}
    assert KIND.from_form({"gap:a": [""]}) == {"gaps": {}} == KIND.blank
    assert KIND.from_form({"text": ["x"]}) is None


def test_options_are_shuffled_by_their_ids() -> None:
    pieces = question("cloze").pieces_in("id")
    assert KIND.slots(pieces) == ("x", "y", "z")
    html = KIND.compose("bank.soal", pieces, ("z", "x", "y"), None, "id")
    assert html.index("Loket z") < html.index("Loket x") < html.index("Loket y")


def _changed(**changes: Any) -> dict[str, Any]:
    text = deepcopy(source("cloze")["text"])
    text["id"] |= changes
    text["en"] |= changes
    made: dict[str, Any] = text
    return made


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"stem": "{{a}} {{b}}"}, ("text", "id", "stem"), "Q035"),
        ({"stem": "{{a}} {{b}} {{c}} {{d}}"}, ("text", "id", "stem"), "Q035"),
        ({"stem": "{{a}} {{a}} {{b}} {{c}}"}, ("text", "id", "stem"), "Q035"),
        ({"gaps": {}}, ("text", "id", "gaps"), "Q036"),
        ({"gaps": {"a": {}}}, ("text", "id", "gaps", "a"), "Q036"),
        (
            {
                "gaps": {
                    "a": {"options": [{"id": "x", "text": "X"}, {"id": "x", "text": "Y"}]},
                    "b": {"unit": "kg"},
                    "e": {},
                }
            },
            ("text", "id", "gaps", "e"),
            "Q012",
        ),
    ],
)
def test_faults_of_the_text(changes: Any, path: tuple[str | int, ...], code: str) -> None:
    entry = source("cloze", text=_changed(**changes))
    assert (path, code) in [(f.path, f.code) for f in faults(entry)]


def test_faults_of_the_key() -> None:
    key = source("cloze")["key"]
    key["gaps"]["a"]["key"] = "w"
    key["gaps"]["b"]["accept"] = ["…"]
    key["gaps"]["c"]["value"] = "1.240"
    assert [(f.path, f.code) for f in faults(source("cloze", key=key))] == [
        (("key", "gaps", "a", "key"), "Q012"),
        (("key", "gaps", "b", "accept", 0), "Q015"),
        (("key", "gaps", "c", "value"), "Q017"),
    ]


def test_translations_have_the_options_of_the_indonesian_text() -> None:
    text = source("cloze")["text"]
    text["en"]["gaps"]["a"]["options"][0]["id"] = "w"
    assert [(f.path, f.code) for f in faults(source("cloze", text=text))] == [
        (("text", "en", "gaps", "a", "options"), "Q013")
    ]
