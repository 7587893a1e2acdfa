"""Multiple response: (right chosen − wrong chosen) ÷ right, at least 0."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import composed, credit, faults, question, source

KIND = QUESTION_KINDS["multiple_response"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (["a", "c"], "1"),
        (["c", "a"], "1"),
        (["a"], "1/2"),
        (["a", "b"], "0"),
        (["a", "b", "c"], "1/2"),
        (["a", "b", "c", "d"], "0"),
        (["b", "d"], "0"),
        ([], "0"),
        (["a", "a"], "0"),  # not a set: does not fit
        (["a", "z"], "0"),
    ],
)
def test_credit(chosen: list[str], expected: str) -> None:
    assert credit(question("multiple_response"), {"choices": chosen}) == expected


def test_thirds_are_exact() -> None:
    asked = question("multiple_response", key=["a", "b", "c"])
    assert credit(asked, {"choices": ["a", "b"]}) == "2/3"
    assert KIND.mark(asked, asked.key, {"choices": ["a", "b"]}).basis_points == 6666


@given(st.sets(st.sampled_from("abcd")))
def test_a_wrong_option_never_adds_credit(chosen: set[str]) -> None:
    asked = question("multiple_response")

    def points(options: set[str]) -> int:
        return KIND.mark(asked, asked.key, {"choices": sorted(options)}).basis_points

    assert points(chosen | {"b"}) <= points(chosen - {"b"})
    assert points(chosen | {"a"}) >= points(chosen - {"a"})


def test_the_fragment_tells_untouched_from_unticked() -> None:
    asked = question("multiple_response")
    html = composed(asked, {"choices": ["a"]})
    assert 'type="checkbox" name="q:bank.soal:choices" value="a" checked>' in html
    assert html.count("checked") == 1
    assert '<input type="hidden" name="q:bank.soal:choices" value="">' in html
    assert KIND.from_form({"choices": ["", "c", "a"]}) == {"choices": ["a", "c"]}
    assert KIND.from_form({"choices": [""]}) == {"choices": []} == KIND.blank
    assert KIND.from_form({}) is None


def test_the_key_is_said_in_words() -> None:
    asked = question("multiple_response")
    words = KIND.key_words(asked.pieces_in("id"), KIND.key.model_validate(asked.key), "id")
    assert words == "<ul><li>Pilihan a</li><li>Pilihan c</li></ul>"


def test_faults_of_the_key() -> None:
    assert [f.code for f in faults(source("multiple_response", key=["a", "z"]))] == ["Q012"]
    assert [f.code for f in faults(source("multiple_response", key=["a", "a"]))] == ["Q011"]
    assert [f.code for f in faults(source("multiple_response", key=["a", "b", "c", "d"]))] == [
        "Q014"
    ]
    with pytest.raises(ValueError, match="at least 1"):
        KIND.source.model_validate(source("multiple_response", key=[]))
