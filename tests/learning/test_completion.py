"""What counts as complete, and the reasons a learner reads."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.completion import (
    Need,
    Reason,
    Report,
    Standing,
    is_complete,
    outcome_in_force,
    requirement,
    requirements,
)
from app.learning.statuses import ExemptionCause, OutcomeState
from app.learning.words import percent, words_for

TESTED_OUT = ExemptionCause.TEST_OUT
LESSON, QUIZ = Need(UUID(int=1), "done"), Need(UUID(int=2), "outcome")


def report(
    state: OutcomeState,
    score: int | None = None,
    chances_left: int | None = None,
    *,
    overrides: bool = False,
) -> Report:
    return Report(state, score, 7000, chances_left, overrides)


@pytest.mark.parametrize(
    ("need", "standing", "reason"),
    [
        (LESSON, Standing(), Reason.NOT_OPENED),
        (LESSON, Standing(opened=True), Reason.NOT_DONE),
        (LESSON, Standing(opened=True, done=True), Reason.DONE),
        (LESSON, Standing(done=True), Reason.DONE),
        (QUIZ, Standing(opened=True, done=True), Reason.NOT_ATTEMPTED),
        (QUIZ, Standing(outcome=report(OutcomeState.WAITING)), Reason.WAITING),
        (QUIZ, Standing(outcome=report(OutcomeState.NOT_PASSED, 6000, 2)), Reason.NOT_PASSED),
        (QUIZ, Standing(outcome=report(OutcomeState.NOT_PASSED, 6000, 1)), Reason.NOT_PASSED),
        (QUIZ, Standing(outcome=report(OutcomeState.NOT_PASSED, 6000)), Reason.NOT_PASSED),
        (QUIZ, Standing(outcome=report(OutcomeState.NOT_PASSED, 6000, 0)), Reason.NO_CHANCES_LEFT),
        (QUIZ, Standing(outcome=report(OutcomeState.PASSED, 8000, 0)), Reason.PASSED),
        (LESSON, Standing(exempt=TESTED_OUT), Reason.EXEMPT),
        (LESSON, Standing(opened=True, exempt=TESTED_OUT), Reason.EXEMPT),
        (LESSON, Standing(done=True, exempt=TESTED_OUT), Reason.DONE),
        (QUIZ, Standing(exempt=ExemptionCause.EXCUSED), Reason.EXEMPT),
        (
            QUIZ,
            Standing(
                outcome=report(OutcomeState.NOT_PASSED, 6000, 0), exempt=ExemptionCause.EXCUSED
            ),
            Reason.EXEMPT,
        ),
        (
            QUIZ,
            Standing(outcome=report(OutcomeState.PASSED, 8000), exempt=TESTED_OUT),
            Reason.PASSED,
        ),
    ],
)
def test_each_standing_has_its_reason(need: Need, standing: Standing, reason: Reason) -> None:
    assert requirement(need, standing).reason is reason


def test_complete_only_when_everything_is_met() -> None:
    passed = {
        LESSON.activity_id: Standing(done=True),
        QUIZ.activity_id: Standing(outcome=report(OutcomeState.PASSED, 10_000)),
    }
    assert is_complete(requirements([LESSON, QUIZ], passed))
    assert not is_complete(requirements([LESSON, QUIZ], {LESSON.activity_id: Standing(done=True)}))


def test_what_is_exempt_is_met_and_says_why() -> None:
    exempt = {need.activity_id: Standing(exempt=TESTED_OUT) for need in (LESSON, QUIZ)}
    judged = requirements([LESSON, QUIZ], exempt)
    assert is_complete(judged)
    assert words_for(judged[0], "id") == "Dibebaskan (Uji cepat)."
    assert words_for(judged[0], "en") == "Exempt (quick test)."
    excused = requirement(LESSON, Standing(exempt=ExemptionCause.EXCUSED))
    assert words_for(excused, "id") == "Dibebaskan oleh pengajar."


def test_a_course_that_asks_nothing_is_never_complete() -> None:
    assert not is_complete(requirements([], {}))


NOT_PASSED, PASSED = OutcomeState.NOT_PASSED, OutcomeState.PASSED
WAITING = OutcomeState.WAITING


@pytest.mark.parametrize(
    ("reports", "counts"),
    [
        # The better score, and the chances that the last attempt left.
        ([report(NOT_PASSED, 6000, 2), report(NOT_PASSED, 5000, 1)], report(NOT_PASSED, 6000, 1)),
        ([report(NOT_PASSED, 5000), report(NOT_PASSED, 6000)], report(NOT_PASSED, 6000)),
        ([report(NOT_PASSED, 6900, 1), report(WAITING, None, 0)], report(WAITING, None, 0)),
        ([report(PASSED, 7000, 1), report(WAITING, 9000, 0)], report(PASSED, 7000, 0)),
        (
            [report(PASSED, 8000, 1), report(NOT_PASSED, 0, overrides=True)],
            report(NOT_PASSED, 0, 1, overrides=True),
        ),
    ],
)
def test_the_outcome_in_force(reports: list[Report], counts: Report) -> None:
    assert outcome_in_force(reports) == counts


STATES = st.builds(
    report,
    st.sampled_from(OutcomeState),
    st.one_of(st.none(), st.integers(0, 10_000)),
    st.one_of(st.none(), st.integers(0, 5)),
)


@given(st.lists(STATES, min_size=1).flatmap(lambda r: st.tuples(st.just(r), st.permutations(r))))
def test_the_outcome_in_force_does_not_depend_on_order(
    orders: tuple[list[Report], list[Report]],
) -> None:
    assert outcome_in_force(orders[0]) == outcome_in_force(orders[1])


@given(st.lists(STATES, min_size=1))
def test_once_passed_is_passed(reports: list[Report]) -> None:
    in_force = outcome_in_force(reports)
    assert in_force is not None
    if any(one.state is OutcomeState.PASSED for one in reports):
        assert in_force.state is OutcomeState.PASSED


def test_no_report_is_no_outcome() -> None:
    assert outcome_in_force([]) is None


def test_words_say_the_score_the_mark_and_the_chances() -> None:
    judged = requirement(QUIZ, Standing(outcome=report(OutcomeState.NOT_PASSED, 6667, 2)))
    assert words_for(judged, "id") == "Belum lulus. Nilai 66,67, perlu 70. Sisa kesempatan: 2."
    assert words_for(judged, "en") == "Not yet passed. Score 66.67, needs 70. 2 attempts left."


@pytest.mark.parametrize(
    ("basis_points", "indonesian"),
    [(7000, "70"), (9148, "91,48"), (6650, "66,5"), (0, "0"), (None, "–")],
)
def test_percent_is_written_the_indonesian_way(basis_points: int | None, indonesian: str) -> None:
    assert percent(basis_points, "id") == indonesian
