"""Laws of the weighted grade, and what a cell shows."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gradebook.grades import Part, cell_state, shares, weighted
from app.learning.statuses import OutcomeState

PARTS = st.lists(
    st.builds(
        Part,
        weight=st.integers(0, 100),
        score=st.none() | st.integers(0, 10_000),
        excused=st.booleans(),
    ),
    max_size=12,
)


@given(PARTS)
def test_a_grade_is_the_exact_mean_rounded_half_up(parts: list[Part]) -> None:
    grade = weighted(parts)
    known = [(p.weight, p.score) for p in parts if p.counts and p.score is not None]
    assert grade.counted == sum(p.counts for p in parts)
    assert grade.missing == grade.counted - len(known)
    if not known:
        assert grade.score is None
        return
    mean = Fraction(sum(w * s for w, s in known), sum(w for w, _ in known))
    assert grade.score is not None
    assert -Fraction(1, 2) < grade.score - mean <= Fraction(1, 2)
    assert min(s for _, s in known) <= grade.score <= max(s for _, s in known)


@given(PARTS, st.randoms(), st.integers(1, 9))
def test_order_and_the_scale_of_weights_change_nothing(
    parts: list[Part], order: object, scale: int
) -> None:
    turned = [Part(p.weight * scale, p.score, p.excused) for p in parts]
    order.shuffle(turned)  # type: ignore[attr-defined]
    assert weighted(turned) == weighted(parts)


@given(PARTS, st.integers(0, 10_000))
def test_what_is_excused_or_weighs_nothing_is_as_if_it_were_not_there(
    parts: list[Part], score: int
) -> None:
    more = [*parts, Part(0, score), Part(50, score, excused=True)]
    assert weighted(more) == weighted(parts)


@given(PARTS, st.integers(0, 11), st.integers(1, 500))
def test_a_better_score_never_makes_a_worse_grade(parts: list[Part], place: int, more: int) -> None:
    if place >= len(parts) or (score := parts[place].score) is None:
        return
    better = list(parts)
    better[place] = Part(parts[place].weight, min(10_000, score + more), parts[place].excused)
    before, after = weighted(parts).score, weighted(better).score
    assert (before is None) == (after is None)
    assert before is None or after is None or after >= before


@given(PARTS)
def test_shares_are_of_one_whole(parts: list[Part]) -> None:
    told = shares(parts)
    assert [share is not None for share in told] == [part.counts for part in parts]
    known = [share for share in told if share is not None]
    assert not known or abs(sum(known) - 10_000) <= len(known)


@pytest.mark.parametrize(
    ("parts", "score", "missing"),
    [
        ([], None, 0),
        ([Part(10, None)], None, 1),
        ([Part(10, 7500), Part(10, 10_000)], 8750, 0),
        ([Part(10, 7500), Part(30, 10_000)], 9375, 0),
        ([Part(10, 7500), Part(10, None)], 7500, 1),
        # A half goes up.
        ([Part(1, 1), Part(1, 2)], 2, 0),
        ([Part(1, 0), Part(1, 0), Part(1, 1)], 0, 0),
    ],
)
def test_examples(parts: list[Part], score: int | None, missing: int) -> None:
    grade = weighted(parts)
    assert (grade.score, grade.missing) == (score, missing)


@pytest.mark.parametrize(
    ("completes_by", "opened", "done", "outcome", "state"),
    [
        ("done", False, False, None, "none"),
        ("done", True, False, None, "begun"),
        ("done", True, True, None, "done"),
        ("outcome", True, False, None, "begun"),
        ("outcome", True, True, OutcomeState.WAITING, "waiting"),
        ("outcome", False, False, OutcomeState.PASSED, "passed"),
        ("outcome", True, False, OutcomeState.NOT_PASSED, "not_passed"),
    ],
)
def test_what_a_cell_shows(
    completes_by: str, opened: bool, done: bool, outcome: OutcomeState | None, state: str
) -> None:
    assert (
        cell_state(completes_by, opened=opened, done=done, outcome=outcome)  # type: ignore[arg-type]
        == state
    )
