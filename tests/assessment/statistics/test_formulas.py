"""Formulas against published worked examples, and against cases small enough to do by hand."""

from fractions import Fraction
from math import sqrt

import pytest

from app.assessment.statistics.formulas import (
    groups,
    question_statistics,
    reliability,
    score_statistics,
    slot_statistics,
)
from app.assessment.statistics.tallies import Sums, quiz_sums
from tests.assessment.statistics.make_attempts import contribution, folded, statistics_of

YES, NO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)

# S. Chatterjee and B. Price, Regression Analysis by Example (1977), "attitude" in R's datasets:
# 30 departments, 7 questions of a survey. The figures below are those that W. Revelle's
# documentation of psych::alpha prints for it: raw alpha 0.84 and, by question, r.drop (the
# correlation with the sum of the others) and sd.
QUESTIONS = ("rating", "complaints", "privileges", "learning", "raises", "critical", "advance")
ATTITUDE = """
43 51 30 39 61 92 45|63 64 51 54 63 73 47|71 70 68 69 76 86 48|61 63 45 47 54 84 35
81 78 56 66 71 83 47|43 55 49 44 54 49 34|58 67 42 56 66 68 35|71 75 50 55 70 66 41
72 82 72 67 71 83 31|67 61 45 47 62 80 41|64 53 53 58 58 67 34|67 60 47 39 59 74 41
69 62 57 42 55 63 25|68 83 83 45 59 77 35|77 77 54 72 79 77 46|81 90 50 72 60 54 36
74 85 64 69 79 79 63|65 60 65 75 55 80 60|65 70 46 57 75 85 46|50 58 68 54 64 78 52
50 40 33 34 43 64 33|64 61 52 62 66 80 41|53 66 52 50 63 80 37|40 37 42 58 50 57 49
63 54 42 48 66 75 33|66 77 66 63 88 76 72|78 75 58 74 80 78 49|48 57 44 45 51 83 38
85 85 71 71 77 74 55|82 82 39 59 64 78 39
"""
R_DROP = (0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46)
SD = (12.2, 13.3, 12.2, 11.7, 10.4, 9.9, 10.3)


def attitude() -> list[dict[str, Fraction]]:
    """The survey with 100 for full credit."""
    return [
        {q: Fraction(int(v), 100) for q, v in zip(QUESTIONS, row.split(), strict=True)}
        for row in ATTITUDE.strip().replace("\n", "|").split("|")
    ]


def test_alpha_and_rest_correlations_of_a_published_survey() -> None:
    tallies = folded(contribution(one) for one in attitude())
    told = reliability(tallies["rencana",])
    assert told is not None
    assert round(told.alpha, 2) == 0.84
    by_question = statistics_of(attitude())
    for question, r_drop, sd in zip(QUESTIONS, R_DROP, SD, strict=True):
        one = by_question[question]
        assert one.discrimination is not None
        assert one.deviation is not None
        # Half of the last printed digit, and what ten-thousandths round away.
        assert one.discrimination == pytest.approx(r_drop, abs=0.0051), question
        assert round(one.deviation * 100, 1) == sd, question


def test_shape_of_a_published_distribution() -> None:
    # Heights of 100 students: M. R. Spiegel and L. J. Stephens, Theory and Problems of Statistics,
    # 3rd ed. (1999), worked through by S. Brown, "Measures of Shape: Skewness and Kurtosis":
    # mean 67.45, m2 8.5275, sample skewness -0.1098, sample excess kurtosis -0.2091.
    heights = {61: 5, 64: 18, 67: 42, 70: 27, 73: 8}
    tally = {f"score:{inches * 100}": count for inches, count in heights.items()}
    told = score_statistics(tally)
    assert told is not None
    assert told.n == 100
    assert told.mean == pytest.approx(6745)
    assert told.median == 6700
    assert told.deviation == pytest.approx(100 * sqrt(8.5275 * 100 / 99))
    assert told.skewness == pytest.approx(-0.1098, abs=5e-5)
    assert told.kurtosis == pytest.approx(-0.2091, abs=5e-4)


def test_upper_and_lower_groups_by_their_definition() -> None:
    # 100 attempts: 27 of them right 22 times, the lowest 27 right 11 times: 22/27 - 11/27 = 0.41.
    high = [{"a": YES if n < 22 else NO, "b": YES, "c": YES, "d": YES} for n in range(27)]
    middle = [{"a": YES if n % 2 else NO, "b": YES, "c": NO, "d": HALF} for n in range(46)]
    low = [{"a": YES if n < 11 else NO, "b": NO, "c": NO, "d": NO} for n in range(27)]
    told = statistics_of([*high, *middle, *low])["a"]
    assert told.index == pytest.approx(11 / 27)


def test_the_bin_at_the_edge_counts_in_part() -> None:
    # 8 attempts in one bin and 2 above: the upper 2.7 are those two and 0.7 of the eight.
    made = groups({"total:50:n": 8, "total:90:n": 2})
    assert made is not None
    assert made.size == pytest.approx(2.7)
    assert made.upper == {90: 1.0, 50: pytest.approx(0.7 / 8)}
    assert made.lower == {50: pytest.approx(2.7 / 8)}
    assert [round(share, 9) for share in made.shares({50: 8, 90: 2}, 10)] == [1, 1, 1]


def test_discrimination_by_hand() -> None:
    strong = {"a": YES, "b": YES, "turned": NO, "d": YES}
    middling = {"a": YES, "b": NO, "turned": NO, "d": HALF}
    weak = {"a": NO, "b": NO, "turned": YES, "d": NO}
    told = statistics_of([strong, strong, middling, weak])
    assert {one.n for one in told.values()} == {4}
    assert told["a"].facility == 0.75
    assert told["d"].facility == 0.625
    # Rests of a are 2/3, 2/3, 1/6 and 1/3: covariance 1/8 over √(3/4 · 3/16).
    assert told["a"].discrimination == pytest.approx(1 / 3, abs=1e-3)
    # The strong miss it and the weak get it: its key is the wrong way round.
    assert told["turned"].discrimination is not None
    assert told["turned"].discrimination < -0.8


def test_efficiency_is_one_when_credits_are_in_the_order_of_the_rest() -> None:
    best = statistics_of([{"a": YES, "b": YES}, {"a": YES, "b": HALF}, {"a": NO, "b": NO}])["a"]
    assert best.efficiency == pytest.approx(1)
    # Credits 1, 1, 0 against rests 1, 0, ½: covariance -0 … by hand: Σxr 1 - 2·1.5/3 = 0.
    none = statistics_of([{"a": YES, "b": YES}, {"a": YES, "b": NO}, {"a": NO, "b": HALF}])["a"]
    assert none.efficiency == pytest.approx(0, abs=1e-9)
    assert none.discrimination == pytest.approx(0, abs=1e-9)


def test_the_question_itself_is_not_part_of_what_it_is_compared_with() -> None:
    # Alone with noise, a question would correlate with its own share of the total.
    told = statistics_of([{"a": YES, "b": HALF}, {"a": NO, "b": HALF}])
    assert told["a"].discrimination is None


def test_attempts_may_ask_different_questions() -> None:
    told = statistics_of([{"a": YES, "b": YES}, {"a": NO, "c": NO}, {"b": HALF, "c": NO}])
    assert (told["a"].n, told["b"].facility, told["c"].facility) == (2, 0.75, 0.0)
    assert told["a"].discrimination == pytest.approx(1.0)


def test_weights_by_hand() -> None:
    # Marks (of 1 and 3 points): (1, 3), (0, 3), (1, 0), (0, 0). C(x, T) is the item's own variance,
    # since the two do not vary together: 1/3 and 3. √: 0.577 and 1.732, of 2.309: a quarter.
    rows = [(YES, YES), (NO, YES), (YES, NO), (NO, NO)]
    points = {"a": 1, "b": 3}
    tally: Sums = folded(contribution({"a": a, "b": b}, points=points) for a, b in rows)["rencana",]
    a, b = slot_statistics(tally)
    assert (a.intended, b.intended) == (0.25, 0.75)
    assert a.effective == pytest.approx(0.25)
    assert b.effective == pytest.approx(0.75)
    assert (a.facility, b.facility) == (0.5, 0.5)
    told = reliability(tally)
    assert told is not None
    # Nothing varies together: alpha 0, all spread is chance, and its error the deviation itself.
    assert told.alpha == pytest.approx(0)
    assert told.error_ratio == pytest.approx(1)
    assert told.standard_error == pytest.approx(sqrt(10 / 3) / 4 * 10_000)


def test_a_place_that_goes_against_the_whole_has_no_effective_weight() -> None:
    rows = [
        {"a": NO, "b": YES, "c": YES},
        {"a": NO, "b": YES, "c": YES},
        {"a": YES, "b": NO, "c": NO},
    ]
    slots = slot_statistics(folded(map(contribution, rows))["rencana",])
    assert [one.effective is None for one in slots] == [True, False, False]


def test_too_little_tells_nothing() -> None:
    assert score_statistics({}) is None
    assert question_statistics({}) is None
    assert reliability({}) is None
    assert groups({}) is None
    one = contribution({"a": YES})
    assert reliability(quiz_sums(one)) is None
    told = statistics_of([{"a": YES}])["a"]
    assert (told.discrimination, told.index, told.efficiency, told.deviation) == (None,) * 4
    scores = score_statistics(quiz_sums(one))
    assert scores is not None
    assert (scores.mean, scores.deviation, scores.skewness) == (10_000, None, None)
