"""Histograms of minutes and their medians; what is kept comes back the same."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.insight.figures import ActivityFigures, Figures, from_json, median, summed, to_json

counts = st.dictionaries(st.integers(0, 180), st.integers(1, 50), max_size=8)
activities = st.builds(
    ActivityFigures, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), counts
)
ids = st.uuids()
parts = st.dictionaries(
    ids, st.builds(Figures, st.dictionaries(ids, activities, max_size=4), counts), max_size=4
)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=60))
def test_the_median_is_the_lower_one_of_the_sorted_values(values: list[int]) -> None:
    histogram = {value: values.count(value) for value in values}
    assert median(histogram) == sorted(values)[(len(values) - 1) // 2]


def test_nobody_has_no_median() -> None:
    assert median({}) is None
    assert median({3: 0}) is None


@given(parts)
def test_what_is_kept_comes_back_the_same(by_agency: dict[UUID, Figures]) -> None:
    assert from_json(to_json(by_agency)) == by_agency


@given(parts)
def test_a_sum_holds_everybody_once_and_changes_no_part(by_agency: dict[UUID, Figures]) -> None:
    before = to_json(by_agency)
    whole = summed(by_agency, by_agency)
    assert to_json(by_agency) == before
    assert sum(whole.days.values()) == sum(sum(one.days.values()) for one in by_agency.values())
    for activity_id, of in whole.activities.items():
        each = [
            one.activities[activity_id]
            for one in by_agency.values()
            if activity_id in one.activities
        ]
        assert of.opened == sum(one.opened for one in each)
        assert sum(of.minutes.values()) == sum(sum(one.minutes.values()) for one in each)
