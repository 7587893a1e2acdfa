"""True or false."""

import pytest

from app.assessment.questions.registry import QUESTION_KINDS
from tests.assessment.make_question import composed, credit, question, source

KIND = QUESTION_KINDS["true_false"]


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (True, "true", "1"),
        (True, "false", "0"),
        (False, "false", "1"),
        (True, True, "0"),
        (True, "True", "0"),
        (True, 1, "0"),
    ],
)
def test_credit(*, key: bool, value: object, expected: str) -> None:
    assert credit(question("true_false", key=key), {"value": value}) == expected


def test_the_fragment_speaks_the_learners_language() -> None:
    asked = question("true_false")
    html = composed(asked, {"value": "false"})
    assert 'name="q:bank.soal:value" value="true"><span>Benar</span>' in html
    assert 'name="q:bank.soal:value" value="false" checked><span>Salah</span>' in html
    english = KIND.compose(asked.id, asked.pieces_in("en"), (), None, "en")
    assert "<span>True</span>" in english
    assert "<span>False</span>" in english


def test_the_key_is_said_in_words() -> None:
    asked = question("true_false", key=False)
    key = KIND.key.model_validate(asked.key)
    assert KIND.key_words(asked.pieces_in("id"), key, "id") == "Salah"


def test_the_key_is_true_or_false_and_no_word() -> None:
    with pytest.raises(ValueError, match="key"):
        KIND.source.model_validate(source("true_false", key="benar"))
