"""Runs out of recorded steps: order and repetition change nothing, branches do not meet. Pure."""

from itertools import pairwise
from random import Random
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from app.practice.app_replay import Step, is_finished
from app.practice.app_runs import MAX_STEPS, Finish, Recorded, judged, newest_way, way_to
from tests.practice.make_app import WAY, app_practice

APP = app_practice()
SPACE = UUID("0192a1b2-0000-7000-8000-00000000d000")
RUNS = [uuid5(SPACE, name) for name in ("satu", "dua")]


def recorded(number: int, after: int | None, run: int, press: Step) -> Recorded:
    return Recorded(
        id=uuid5(SPACE, str(number)),
        run=RUNS[run],
        publication="p",
        after=None if after is None else uuid5(SPACE, str(after)),
        step=press,
        order=(number, uuid5(SPACE, str(number))),
    )


@st.composite
def trees(draw: st.DrawFn) -> list[Recorded]:
    """Steps of two runs, each after any earlier one of its run: branches, and strays."""
    steps: list[Recorded] = []
    for number in range(draw(st.integers(1, 14))):
        run = draw(st.integers(0, 1))
        earlier = [n for n, step in enumerate(steps) if step.run == RUNS[run]]
        after = draw(st.sampled_from([None, *earlier, number + 50]))
        steps.append(recorded(number, after, run, draw(st.sampled_from(WAY))))
    return steps


@given(trees(), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(steps: list[Recorded], dice: Random) -> None:
    shuffled = steps + steps[: len(steps) // 2]
    dice.shuffle(shuffled)
    assert newest_way(shuffled) == newest_way(steps)
    for step in steps:
        finish = Finish(step.run, step.id)
        assert judged(APP, finish, shuffled) == judged(APP, finish, steps)


@given(trees())
def test_a_way_is_whole_and_of_one_run(steps: list[Recorded]) -> None:
    known = {step.id: step for step in steps}
    for step in steps:
        way = way_to(step.id, known)
        if way is None:
            continue
        assert way[0].after is None
        assert way[-1] is step
        assert {one.run for one in way} == {step.run}
        assert all(later.after == one.id for one, later in pairwise(way))
    newest = newest_way(steps)
    assert not newest or newest[-1].order == max(
        step.order for step in steps if way_to(step.id, known) is not None
    )


def test_more_steps_never_take_an_outcome_away() -> None:
    way = [recorded(n, n - 1 if n else None, 0, step) for n, step in enumerate(WAY)]
    finish = Finish(RUNS[0], way[-1].id)
    reached = judged(APP, finish, way)
    assert reached is not None
    assert is_finished(APP, reached)
    more = [*way, recorded(9, 1, 0, Step("batal")), recorded(10, None, 1, Step("lama"))]
    assert judged(APP, finish, more) == reached
    assert judged(APP, finish, way[1:]) is None, "waits for what is missing"


def test_an_endless_way_is_not_walked() -> None:
    long = [recorded(n, n - 1 if n else None, 0, Step("lama")) for n in range(MAX_STEPS + 1)]
    known = {step.id: step for step in long}
    assert way_to(long[MAX_STEPS - 1].id, known) is not None
    assert way_to(long[MAX_STEPS].id, known) is None
