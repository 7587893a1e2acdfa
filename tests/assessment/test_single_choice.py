"""Single choice: the one right option, or nothing."""

import pytest

from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import SOURCES, composed, credit, faults, question, source

KIND = QUESTION_KINDS["single_choice"]


def test_it_works() -> None:
    asked = question("single_choice")
    assert asked.key == {"choice": "b"}
    assert credit(asked, {"choice": "b"}) == "1"


@pytest.mark.parametrize(
    "response",
    [{"choice": "a"}, {"choice": "z"}, {"choice": ""}, {"choice": None}, {}, {"choices": ["b"]}],
)
def test_anything_else_earns_nothing(response: object) -> None:
    assert credit(question("single_choice"), response) == "0"


def test_the_fragment_is_radios_in_the_order_of_the_slots_with_the_answer_checked() -> None:
    asked = question("single_choice")
    html = KIND.compose(
        asked.id, asked.pieces_in("id"), ("c", "a", "b"), {"choice": "a"}, "id", disabled=False
    )
    assert html == (
        '<fieldset class="q" data-question="bank.soal" data-kind="single_choice">'
        '<legend class="q-stem">Apa *yang* tepat?</legend><div class="opts">'
        '<label class="opt"><input type="radio" name="q:bank.soal:choice" value="c">'
        "<span>Pilihan c</span></label>"
        '<label class="opt"><input type="radio" name="q:bank.soal:choice" value="a" checked>'
        "<span>Pilihan a</span></label>"
        '<label class="opt"><input type="radio" name="q:bank.soal:choice" value="b">'
        "<span>Pilihan b</span></label></div></fieldset>"
    )


def test_a_closed_question_is_disabled() -> None:
    assert 'data-kind="single_choice" disabled>' in composed(
        question("single_choice"), {"choice": "a"}, disabled=True
    )


def test_it_is_read_from_a_form() -> None:
    assert KIND.from_form({"choice": ["b"]}) == {"choice": "b"}
    assert KIND.from_form({}) is None


def test_the_key_is_said_in_words() -> None:
    asked = question("single_choice")
    key = KIND.key.model_validate(asked.key)
    assert KIND.key_words(asked.pieces_in("id"), key, "id") == "Pilihan b"


def test_a_key_must_name_an_option() -> None:
    found = faults(source("single_choice", key="z"))
    assert [(f.path, f.code) for f in found] == [(("key",), "Q012")]


def test_feedback_must_name_an_option() -> None:
    text = source("single_choice")["text"]
    text["id"]["feedback"] = {"z": "Tidak ada."}
    found = faults(source("single_choice", text=text))
    assert [(f.path, f.code) for f in found] == [(("text", "id", "feedback", "z"), "Q012")]


def test_option_ids_are_used_once_and_alike_in_each_language() -> None:
    text = source("single_choice")["text"]
    text["en"]["options"][1]["id"] = "a"
    codes = [f.code for f in faults(source("single_choice", text=text))]
    assert codes == ["Q011", "Q013"]


def test_one_option_is_no_choice() -> None:
    text = source("single_choice")["text"]
    text["id"]["options"] = text["id"]["options"][:1]
    with pytest.raises(ValueError, match="at least 2"):
        KIND.source.model_validate(source("single_choice", text=text))


@pytest.mark.parametrize("kind", SOURCES)
def test_unknown_fields_are_refused_in_every_kind(kind: str) -> None:
    with pytest.raises(ValueError, match="hint"):
        QUESTION_KINDS[kind].source.model_validate(source(kind, hint="Lihat buku."))
