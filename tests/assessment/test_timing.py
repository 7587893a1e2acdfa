"""The time rule: a table of cases, and what holds whatever the times are."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.timing import (
    GRACE,
    Evidence,
    Judgement,
    Moment,
    OfflinePolicy,
    PermitTimes,
    Reason,
    Terms,
    Verdict,
    answered_in_time,
    clocks_disagree,
    judge,
)
from app.assessment.timing_words import reason_words, rule_words, verdict_words

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
PERMIT = PermitTimes(NOON - timedelta(days=3), NOON + timedelta(days=57))
MINUTE = timedelta(minutes=1)


def terms(policy: OfflinePolicy, limit: int | None = 30, reach_hours: int = 0) -> Terms:
    return Terms(
        policy,
        None if limit is None else limit * MINUTE,
        reach_within=timedelta(hours=reach_hours),
    )


def moment(minutes: float, *, received: float | None = None, skew: float = 0) -> Moment:
    """After noon; ``skew``: how far the device's clock is ahead."""
    true = NOON + minutes * MINUTE
    arrived = true if received is None else NOON + received * MINUTE
    return Moment(true + skew * MINUTE, true, arrived)


DAY = 24 * 60.0
NOT, UNTIMED, TRUSTED = terms("not_allowed"), terms("untimed", None), terms("timed_trusted")
REACH = terms("timed_reach_within", reach_hours=48)
ON, GRACED, LATE = Verdict.ON_TIME, Verdict.WITHIN_GRACE, Verdict.LATE
ONLINE = terms("not_allowed", None)
R = Reason
BOUNDS: dict[str, Any] = {"opens_at": NOON - 10 * MINUTE, "closes_at": NOON + 20 * MINUTE}
IN_IT, UNTIMED_IN_IT = replace(ONLINE, **BOUNDS), replace(UNTIMED, **BOUNDS)
TRUSTED_IN_IT, NOT_IN_IT = replace(TRUSTED, **BOUNDS), replace(NOT, **BOUNDS)
REACH_IN_IT = replace(REACH, **BOUNDS)

# Terms, permit, start, submit, monotonic minutes → verdict, reason.
CASES = [
    # Untimed: never late, however it began and whenever it comes.
    (UNTIMED, None, moment(0), moment(9 * DAY), None, ON, R.UNTIMED),
    (UNTIMED, PERMIT, moment(0, received=DAY), moment(DAY), None, ON, R.UNTIMED),
    (UNTIMED, PERMIT, None, moment(DAY), None, ON, R.UNTIMED),
    (ONLINE, None, moment(0), moment(DAY), None, ON, R.UNTIMED),
    # No offline start: a permit there cannot be honest.
    (NOT, PERMIT, moment(0), moment(9), None, LATE, R.OFFLINE_NOT_ALLOWED),
    (ONLINE, PERMIT, moment(0), moment(9), None, LATE, R.OFFLINE_NOT_ALLOWED),
    # Online, by the server's clock alone; the device's clock says nothing.
    (NOT, None, moment(0), moment(30), None, ON, R.BY_SERVER),
    (NOT, None, moment(0), moment(31.9), None, GRACED, R.BY_SERVER),
    (NOT, None, moment(0), moment(32.1), None, LATE, R.OVER_LIMIT),
    (NOT, None, moment(0, skew=-600), moment(20, skew=600), None, ON, R.BY_SERVER),
    (NOT, None, moment(0), moment(20, received=33), 20.0, LATE, R.OVER_LIMIT),
    (NOT, None, None, moment(20), None, LATE, R.START_UNKNOWN),
    # Trusted: what the server saw in time is in time; else the device says how long it took.
    (TRUSTED, None, moment(0), moment(29, skew=900), None, ON, R.BY_SERVER),
    (TRUSTED, None, moment(0), moment(25, received=9 * DAY), None, ON, R.BY_DEVICE),
    (TRUSTED, PERMIT, moment(0, received=DAY), moment(25, received=DAY), 25.0, ON, R.BY_DEVICE),
    (TRUSTED, PERMIT, moment(0, received=DAY), moment(31, received=DAY), None, GRACED, R.BY_DEVICE),
    (TRUSTED, PERMIT, moment(0, received=DAY), moment(40, received=DAY), None, LATE, R.OVER_LIMIT),
    # The monotonic clock holds against a wall clock that was set forward, or back.
    (TRUSTED, PERMIT, moment(0), moment(25, received=DAY, skew=600), 25.0, ON, R.BY_DEVICE),
    (TRUSTED, PERMIT, moment(0), moment(25, received=DAY, skew=-99), None, LATE, R.CLOCK_WENT_BACK),
    (TRUSTED, PERMIT, moment(0), moment(40, received=DAY, skew=-600), 40.0, LATE, R.OVER_LIMIT),
    # A permit is good from its issue (give or take a clock) to its end.
    (TRUSTED, PERMIT, moment(-3 * DAY - 4), moment(-3 * DAY + 20), None, ON, R.BY_DEVICE),
    (TRUSTED, PERMIT, moment(-3 * DAY - 9), moment(-3 * DAY), None, LATE, R.START_BEFORE_PERMIT),
    (TRUSTED, PERMIT, moment(58 * DAY), moment(58 * DAY + 9), None, LATE, R.PERMIT_EXPIRED),
    # Must reach the server within two days of the end.
    (REACH, PERMIT, moment(0), moment(25, received=48 * 60 + 30), None, ON, R.BY_DEVICE),
    (REACH, PERMIT, moment(0), moment(25, received=48 * 60 + 31), None, LATE, R.REACHED_TOO_LATE),
    (REACH, PERMIT, moment(0), moment(40, received=60), None, LATE, R.OVER_LIMIT),
    (REACH, None, moment(0), moment(25, received=48 * 60 + 31), None, LATE, R.REACHED_TOO_LATE),
    # A window from ten minutes before noon to twenty after.
    (IN_IT, None, moment(0), moment(20), None, ON, R.IN_WINDOW),
    (IN_IT, None, moment(0), moment(22), None, GRACED, R.IN_WINDOW),
    (IN_IT, None, moment(0), moment(23), None, LATE, R.WINDOW_CLOSED),
    (IN_IT, None, moment(-11), moment(5), None, LATE, R.OUTSIDE_WINDOW),
    (IN_IT, None, moment(21), moment(21), None, LATE, R.OUTSIDE_WINDOW),
    (IN_IT, None, None, moment(5), None, LATE, R.START_UNKNOWN),
    # An untimed quiz lets nobody tell the time: the answers must be here.
    (UNTIMED_IN_IT, PERMIT, moment(0, received=15), moment(15), None, ON, R.IN_WINDOW),
    (UNTIMED_IN_IT, PERMIT, moment(0), moment(15, received=DAY), 15.0, LATE, R.WINDOW_CLOSED),
    (UNTIMED_IN_IT, None, moment(0), moment(15, received=DAY), 15.0, LATE, R.WINDOW_CLOSED),
    (UNTIMED_IN_IT, PERMIT, moment(-16), moment(5), None, LATE, R.OUTSIDE_WINDOW),
    (UNTIMED_IN_IT, PERMIT, moment(-14), moment(5), None, ON, R.IN_WINDOW),
    (UNTIMED_IN_IT, PERMIT, moment(58 * DAY), moment(58 * DAY), None, LATE, R.PERMIT_EXPIRED),
    # Where a device is trusted with the time, it is trusted with the window's end too.
    (TRUSTED_IN_IT, PERMIT, moment(0), moment(20, received=DAY), None, ON, R.BY_DEVICE),
    (TRUSTED_IN_IT, PERMIT, moment(0), moment(22, received=DAY), None, GRACED, R.IN_WINDOW),
    (TRUSTED_IN_IT, PERMIT, moment(0), moment(25, received=DAY), None, LATE, R.WINDOW_CLOSED),
    (TRUSTED_IN_IT, PERMIT, moment(19), moment(18, received=DAY), None, LATE, R.CLOCK_WENT_BACK),
    # The limit and the window both hold; the worse one is said.
    (NOT_IN_IT, None, moment(0), moment(21), None, GRACED, R.IN_WINDOW),
    (NOT_IN_IT, None, moment(-9), moment(22), None, GRACED, R.BY_SERVER),
    (NOT_IN_IT, None, moment(10), moment(23), None, LATE, R.WINDOW_CLOSED),
    (REACH_IN_IT, PERMIT, moment(0), moment(19, received=48 * 60 + 21), None, LATE,
     R.REACHED_TOO_LATE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "permit", "start", "submit", "monotonic", "verdict", "reason"), CASES
)
def test_the_table(
    asked: Terms,
    permit: PermitTimes | None,
    start: Moment | None,
    submit: Moment,
    monotonic: float | None,
    verdict: Verdict,
    reason: Reason,
) -> None:
    elapsed = None if monotonic is None else monotonic * MINUTE
    said = judge(asked, permit, start, submit, submit.received, Evidence(elapsed))
    assert (said.verdict, said.reason) == (verdict, reason)


def test_every_reason_has_a_case_and_words() -> None:
    # An attempt that nobody hands in never gets to the rule.
    assert {case[-1] for case in CASES} == set(Reason) - {Reason.UNSUBMITTED}
    for language in ("id", "en"):
        assert all(reason_words(reason, language) for reason in Reason)
        assert all(verdict_words(verdict, language) for verdict in Verdict)


def test_the_rule_is_said_before_the_start() -> None:
    assert rule_words(UNTIMED, "id").startswith("Tanpa batas waktu. Boleh dimulai")
    assert "Perlu jaringan" in rule_words(terms("not_allowed", None), "id")
    assert "30 menit sejak Anda memulai" in rule_words(NOT, "id")
    assert "paling lambat 2 menit" in rule_words(NOT, "id")
    assert "within 48 hours" in rule_words(REACH, "en")


minutes = st.floats(-10_000, 100_000, allow_nan=False)
spans = st.none() | st.floats(0, 10_000, allow_nan=False).map(lambda m: m * MINUTE)
policies = st.sampled_from(
    [
        NOT,
        UNTIMED,
        TRUSTED,
        REACH,
        ONLINE,
        IN_IT,
        UNTIMED_IN_IT,
        TRUSTED_IN_IT,
        NOT_IN_IT,
        REACH_IN_IT,
    ]
)
RANK = {Verdict.ON_TIME: 0, Verdict.WITHIN_GRACE: 1, Verdict.LATE: 2}


def said_of(
    asked: Terms,
    permit: PermitTimes | None,
    start: float,
    submit: float,
    wait: float,
    elapsed: timedelta | None,
) -> Judgement:
    handed = moment(submit, received=max(submit, start) + wait)
    begun = moment(start)
    return judge(asked, permit, begun, handed, handed.received, Evidence(elapsed))


@given(policies, st.none() | st.just(PERMIT), minutes, minutes, st.floats(0, 9_000), spans)
def test_the_rule_always_answers_and_the_same(
    asked: Terms,
    permit: PermitTimes | None,
    start: float,
    submit: float,
    wait: float,
    elapsed: timedelta | None,
) -> None:
    said = said_of(asked, permit, start, submit, wait, elapsed)
    assert said == said_of(asked, permit, start, submit, wait, elapsed)
    if not asked.is_timed and (permit is None or asked.allows_offline_start):
        assert said.verdict is Verdict.ON_TIME


@given(policies, st.none() | st.just(PERMIT), minutes, minutes, st.floats(0, 9_000), spans)
def test_coming_later_or_taking_longer_never_helps(
    asked: Terms,
    permit: PermitTimes | None,
    start: float,
    submit: float,
    wait: float,
    elapsed: timedelta | None,
) -> None:
    before = said_of(asked, permit, start, submit, wait, elapsed)
    later = said_of(asked, permit, start, submit, wait + 5, elapsed)
    assert RANK[later.verdict] >= RANK[before.verdict]
    if elapsed is not None:
        longer = said_of(asked, permit, start, submit, wait, elapsed + 5 * MINUTE)
        assert RANK[longer.verdict] >= RANK[before.verdict]
    kinder = replace(asked, grace=GRACE * 2)
    assert (
        RANK[said_of(kinder, permit, start, submit, wait, elapsed).verdict] <= RANK[before.verdict]
    )


@given(minutes, st.floats(0, 30), st.floats(-10_000, 10_000))
def test_no_device_clock_spoils_what_the_server_saw(start: float, took: float, skew: float) -> None:
    """Begun and received in time is in time, whatever the device says."""
    for asked in (NOT, TRUSTED, REACH):
        begun, handed = moment(start, skew=skew), moment(start + took, skew=-skew)
        said = judge(asked, None, begun, handed, handed.received, Evidence())
        assert said.verdict is not Verdict.LATE


def test_clocks_of_one_device_that_tell_two_stories() -> None:
    start, submit = moment(0), moment(40)
    assert clocks_disagree(start, submit, Evidence(25 * MINUTE))
    assert not clocks_disagree(start, submit, Evidence(38 * MINUTE))
    assert not clocks_disagree(start, submit, Evidence())


@pytest.mark.parametrize(
    ("asked", "permit", "at", "received", "counts"),
    [
        (NOT, None, 20, 20, True),
        (NOT, None, 20, 32, True),
        (NOT, None, 20, 33, False),
        (TRUSTED, None, 20, DAY, True),
        (TRUSTED, PERMIT, 31, DAY, True),
        (TRUSTED, PERMIT, 33, DAY, False),
        (REACH, PERMIT, 20, 3 * DAY, False),
        (UNTIMED, PERMIT, 20, 9 * DAY, True),
        (IN_IT, None, 5, 22, True),
        (IN_IT, None, 5, 23, False),
        (UNTIMED_IN_IT, PERMIT, 5, 22, True),
        (UNTIMED_IN_IT, PERMIT, 5, 23, False),
        (TRUSTED_IN_IT, PERMIT, 22, DAY, True),
        (TRUSTED_IN_IT, PERMIT, 23, DAY, False),
        (REACH_IN_IT, PERMIT, 10, 3 * DAY, False),
    ],
)
def test_single_answers_of_a_late_attempt(
    asked: Terms, permit: PermitTimes | None, at: float, received: float, counts: bool
) -> None:
    answered = moment(at, received=received)
    assert answered_in_time(asked, permit, moment(0), answered) is counts
    if asked.is_timed:
        assert not answered_in_time(asked, permit, None, answered)


def test_no_answer_counts_of_what_began_outside_its_window() -> None:
    answered = moment(0)
    assert answered_in_time(IN_IT, None, moment(-10), answered)
    assert not answered_in_time(IN_IT, None, moment(-11), answered)
    assert not answered_in_time(UNTIMED_IN_IT, PERMIT, moment(-16), answered)


def test_terms_are_stored_and_read_again() -> None:
    for asked in (NOT, UNTIMED, TRUSTED, REACH, IN_IT, REACH_IN_IT):
        assert Terms.read(asked.stored()) == asked
    assert Terms.read(None) == UNTIMED


def test_an_attempt_ends_by_its_limit_or_its_window_whichever_is_first() -> None:
    assert NOT_IN_IT.end(NOON) == NOON + 20 * MINUTE
    assert NOT_IN_IT.end(NOON - 20 * MINUTE) == NOON + 10 * MINUTE
    assert REACH_IN_IT.over(NOON) == NOON + 20 * MINUTE + GRACE + timedelta(hours=48)
    assert ONLINE.over(NOON) is None
    assert replace(ONLINE, opens_at=NOON).end(NOON) is None
