"""Short answer: what folding makes alike, and what it must keep apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.questions.short_answer import folded
from tests.assessment.make_question import composed, credit, faults, question, source

KIND = QUESTION_KINDS["short_answer"]


@pytest.mark.parametrize(
    "text",
    [
        "KTP-el",
        "ktp el",
        "  KTP — EL. ",
        "ＫＴＰ－ｅｌ",  # full width
        "KTP\N{NO-BREAK SPACE}el",
        "KTP\N{NON-BREAKING HYPHEN}el",
        "“KTP-el”",
        "Kartu  Tanda\tPenduduk",
        "kartu tanda\N{ZERO WIDTH SPACE} penduduk!",
    ],
)
def test_alike(text: str) -> None:
    assert credit(question("short_answer"), {"text": text}) == "1"


@pytest.mark.parametrize(
    "text", ["", " ", "...", "KTPel", "KTP", "kartu penduduk", "KTP el el", "\x00KTP-el", "x" * 201]
)
def test_not_alike(text: str) -> None:
    assert credit(question("short_answer"), {"text": text}) == "0"


def test_digits_keep_what_stands_between_them() -> None:
    asked = question("short_answer", key={"accept": ["1,5"]})
    assert credit(asked, {"text": " 1,5."}) == "1"
    assert credit(asked, {"text": "15"}) == "0"
    assert credit(asked, {"text": "1 5"}) == "0"


def test_accents_do_not_matter_and_case_only_if_asked() -> None:
    asked = question("short_answer", key={"accept": ["Café"], "case": True})
    assert credit(asked, {"text": "Cafe"}) == "1"
    assert credit(asked, {"text": "cafe"}) == "0"
    assert folded("STRASSE", mind_case=False) == folded("straße", mind_case=False)


@given(text=st.text(max_size=60), mind_case=st.booleans())
def test_folding_is_stable(text: str, mind_case: bool) -> None:
    once = folded(text, mind_case=mind_case)
    assert folded(once, mind_case=mind_case) == once


def test_the_fragment_escapes_what_was_typed() -> None:
    html = composed(question("short_answer"), {"text": '"><script>alert(1)</script>'})
    assert (
        '<label class="fld"><span>Jawaban</span><input type="text" name="q:bank.soal:text"'
        ' maxlength="200" autocomplete="off"'
        ' value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"></label>'
    ) in html


def test_words_and_forms() -> None:
    asked = question("short_answer")
    pieces = asked.pieces_in("id")
    key = KIND.key.model_validate(asked.key)
    assert KIND.key_words(pieces, key, "id") == "KTP-el / kartu tanda penduduk"
    said = KIND.read(pieces, {"text": "<b>"})
    assert KIND.response_words(pieces, said, "id") == "&lt;b&gt;"
    assert KIND.from_form({"text": [" KTP "]}) == {"text": "KTP"}
    assert KIND.from_form({"text": [""]}) == KIND.blank
    assert KIND.from_form({}) is None


def test_an_accepted_answer_must_have_letters_or_digits() -> None:
    found = faults(source("short_answer", key={"accept": ["ya", "?!"]}))
    assert [(f.path, f.code) for f in found] == [(("key", "accept", 1), "Q015")]
