"""Units told one by one, and those too small for it."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.insight.units import LEAST, UnitCounts, is_few, told_apart

OWN = "/1/2/"


def unit(number: int, learners: int, *, own: bool = False) -> UnitCounts:
    path = f"{OWN if own else '/1/3/'}{number}/"
    return UnitCounts(UUID(int=number), f"Unit {number}", path, learners, 0, 0, 0, 0)


units = st.lists(st.tuples(st.integers(1, 12), st.booleans()), max_size=12).map(
    lambda rows: [unit(number, learners, own=own) for number, (learners, own) in enumerate(rows)]
)


@given(units, st.booleans())
def test_everybody_is_told_once_and_nobody_small_alone(
    given_units: list[UnitCounts], administers: bool
) -> None:
    administered = (OWN,) if administers else ()
    shown, hidden = told_apart(given_units, administered)
    assert sorted(one.id for one in [*shown, *hidden]) == [one.id for one in given_units]
    foreign = [one for one in shown if not (administers and one.path.startswith(OWN))]
    assert all(one.learners >= LEAST for one in foreign)
    assert not any(administers and one.path.startswith(OWN) for one in hidden)
    # Together they are few only where there is nobody else to hide among.
    assert sum(one.learners for one in hidden) >= LEAST or not hidden or not foreign


def test_one_small_unit_hides_behind_the_smallest_of_the_others() -> None:
    shown, hidden = told_apart([unit(1, 40), unit(2, 9), unit(3, 2)], ())
    assert [one.learners for one in shown] == [40]
    assert [one.learners for one in hidden] == [9, 2]


def test_few_are_those_that_are_not_ones_own() -> None:
    assert is_few([unit(1, 2), unit(2, 2)], ())
    assert not is_few([unit(1, 2), unit(2, 3)], ())
    assert not is_few([unit(1, 2, own=True)], (OWN,))
    assert is_few([unit(1, 2, own=True), unit(2, 1)], (OWN,))
