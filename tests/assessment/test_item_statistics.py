"""Difficulty and discrimination from attempts."""

from fractions import Fraction

import pytest

from app.assessment.item_statistics import item_statistics

YES, NO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)


def test_it_works() -> None:
    strong = {"a": YES, "b": YES, "turned": NO, "d": YES}
    middling = {"a": YES, "b": NO, "turned": NO, "d": HALF}
    weak = {"a": NO, "b": NO, "turned": YES, "d": NO}
    told = item_statistics([strong, strong, middling, weak])
    assert {one.answered for one in told.values()} == {4}
    assert told["a"].difficulty == 0.75
    assert told["d"].difficulty == 0.625
    # Rests of a are 2/3, 2/3, 1/6 and 1/3: covariance 1/8 over √(3/4 · 3/16).
    assert told["a"].discrimination == pytest.approx(1 / 3)
    assert not told["a"].is_suspect
    # The strong miss it and the weak get it: its key is the wrong way round.
    assert told["turned"].discrimination is not None
    assert told["turned"].discrimination < -0.8
    assert told["turned"].is_suspect


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
