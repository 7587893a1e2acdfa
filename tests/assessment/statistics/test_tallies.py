"""Tallies are the same in any order, in any batches, and after any number of changed results."""

import json
import random
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.assessment.statistics.formulas import question_statistics
from app.assessment.statistics.tallies import (
    AskedOnce,
    Contribution,
    bin_of,
    histogram,
    merged,
    question_sums,
    quiz_sums,
)
from tests.assessment.statistics.make_attempts import apply, folded

CREDITS = st.sampled_from([0, 1, 2500, 3333, 5000, 6666, 9999, 10_000])
ASKED = st.builds(
    AskedOnce,
    question=st.sampled_from(["bank.satu", "bank.dua", "bank.tiga"]),
    version=st.sampled_from(["v1", "v2"]),
    slot=st.sampled_from(["bank.satu", "bank#1.1", "bank#1.2"]),
    points=st.integers(1, 10),
    credit=CREDITS | st.none(),
    answers=st.lists(st.sampled_from(["a", "b", "91,48"]), unique=True, max_size=3).map(tuple),
)
ATTEMPTS = st.lists(
    st.builds(
        Contribution,
        layout=st.sampled_from(["satu", "dua"]),
        score=st.integers(0, 10_000) | st.none(),
        passed=st.booleans(),
        questions=st.lists(ASKED, max_size=4, unique_by=lambda one: one.question).map(tuple),
    ),
    max_size=12,
)


@given(ATTEMPTS, st.randoms(use_true_random=False))
def test_order_does_not_matter(attempts: list[Contribution], rng: random.Random) -> None:
    mixed = [*attempts]
    rng.shuffle(mixed)
    assert folded(mixed) == folded(attempts)


@given(ATTEMPTS, ATTEMPTS)
def test_taking_away_is_as_if_it_had_never_been(
    kept: list[Contribution], passing: list[Contribution]
) -> None:
    tallies = folded([*kept, *passing])
    for attempt in passing:
        apply(tallies, attempt, -1)
    assert tallies == folded(kept)


@given(ATTEMPTS, ATTEMPTS)
def test_two_halves_make_the_whole(one: list[Contribution], other: list[Contribution]) -> None:
    left, right, whole = folded(one), folded(other), folded([*one, *other])
    assert whole == {
        key: merged([left.get(key, {}), right.get(key, {})]) for key in left.keys() | right.keys()
    }


@given(ATTEMPTS)
def test_a_tally_is_json(attempts: list[Contribution]) -> None:
    tallies = folded(attempts)
    assert {key: json.loads(json.dumps(tally)) for key, tally in tallies.items()} == tallies
    assert all(value for tally in tallies.values() for value in tally.values())


@given(ATTEMPTS)
def test_figures_stay_in_their_ranges(attempts: list[Contribution]) -> None:
    for key, tally in folded(attempts).items():
        told = question_statistics(tally) if len(key) == 2 else None
        if told is None:
            continue
        assert 0 <= told.facility <= 1
        for figure in (told.discrimination, told.index):
            assert figure is None or -1 - 1e-9 <= figure <= 1 + 1e-9
        assert told.efficiency is None or told.efficiency <= 1


def test_bins_are_whole_percents() -> None:
    assert [bin_of(share) for share in (0, 99, 100, 9_999, 10_000)] == [0, 0, 1, 99, 100]


def test_an_attempt_without_marks_counts_as_answered_alone() -> None:
    asked = AskedOnce("bank.pendapat", "v1", "bank.pendapat", 1, None, ("baik",))
    attempt = Contribution("rencana", None, True, (asked,))
    assert question_sums(attempt, asked) == {"n": 1, "blank": 0}
    assert "slot:bank.pendapat:p" not in quiz_sums(attempt)
    assert question_statistics({"n": 1}) is None


def test_histograms_are_read_by_their_names() -> None:
    tally = {"total:7:n": 2, "total:70:n": 1, "total:7:x": 9, "score:7000": 3}
    assert histogram(tally, "total:*:n") == {7: 2, 70: 1}
    assert histogram(tally, "score:*") == {7000: 3}
    assert histogram(tally, "rest:*:r") == {}


def test_large_sums_stay_exact() -> None:
    """A hundred thousand attempts pass what 64 bits hold; nothing rounds."""
    asked = AskedOnce("bank.satu", "v1", "bank.satu", 10, 9_999, ("a",))
    attempt = Contribution("rencana", 9_999, True, (asked,) * 100)
    many = {name: value * 100_000 for name, value in quiz_sums(attempt).items()}
    assert many["tt"] == (10 * 9_999 * 100) ** 2 * 100_000 > 2**63
    assert json.loads(json.dumps(many)) == many
    assert Fraction(many["t"], many["n"]) == 10 * 9_999 * 100
