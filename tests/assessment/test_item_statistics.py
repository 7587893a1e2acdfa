"""Difficulty and discrimination from attempts."""

from fractions import Fraction

import pytest

from app.assessment.item_statistics import item_statistics

YES, NO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)


def test_it_works() -> None:
    told = item_statistics(
        [
            {"a": YES, "b": YES, "c": NO},
            {"a": YES, "b": YES, "c": NO},
            {"a": YES, "b": NO, "c": YES},
            {"a": NO, "b": NO, "c": YES},
        ]
    )
    assert [told[one].answered for one in "abc"] == [4, 4, 4]
    assert [told[one].difficulty for one in "abc"] == [0.75, 0.5, 0.5]
    # What the strong do better on, and what they do worse on.
    assert told["a"].discrimination == pytest.approx(0.0)
    assert told["c"].discrimination is not None
    assert told["c"].discrimination < -0.9
    assert told["c"].is_suspect
    assert not told["a"].is_suspect


def test_the_question_itself_is_not_part_of_what_it_is_compared_with() -> None:
    # Alone with noise, a question would correlate with its own share of the total.
    told = item_statistics([{"a": YES, "b": HALF}, {"a": NO, "b": HALF}])
    assert told["a"].discrimination is None


def test_attempts_may_ask_different_questions() -> None:
    told = item_statistics([{"a": YES, "b": YES}, {"a": NO, "c": NO}, {"b": HALF, "c": NO}])
    assert (told["a"].answered, told["b"].difficulty, told["c"].difficulty) == (2, 0.75, 0.0)
    assert told["a"].discrimination == pytest.approx(1.0)


def test_one_attempt_tells_nothing_about_discrimination() -> None:
    told = item_statistics([{"a": YES}])
    assert told["a"].discrimination is None
    assert item_statistics([]) == {}
